"""A visit's details as a TOML file: `cafaudit new --details`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.services.registry import command_from
from cafaudit.services.small_files import toml_of

if TYPE_CHECKING:
    from pathlib import Path

_LISTS = {
    "addressee": "NameAddressee",
    "signatory": "NameSignatory",
    "copy": "NameCopyRecipient",
    "inspector": "NameInspector",
    "plan": "JudgeActionPlan",
    "activity": "AddActivity",
}
"""Tables that may stand several times, with the command that each becomes."""


def commands_from_details(path: Path) -> tuple[object, ...]:
    """Return the commands that a details file stands for.

    The table `[visit]` describes the visit; `[[addressee]]`, `[[signatory]]`, `[[copy]]`, `[[inspector]]`,
    `[[plan]]` and `[[activity]]` add entries. Their keys are the fields of the commands.

    Raises:
        InputRefused: the file cannot be read, or has a table or key that is not known.
    """
    content = toml_of(path)
    unknown = sorted(set(content) - {"visit", *_LISTS})
    if unknown:
        raise InputRefused(
            f"{path.name} has a table “{unknown[0]}” that means nothing here.",
            f"Its tables are: visit, {', '.join(_LISTS)}.",
        )
    found = [_command(path, "visit", "DescribeVisit", content["visit"])] if content.get("visit") else []
    for table, name in _LISTS.items():
        entries = content.get(table, [])
        rows = entries if isinstance(entries, list) else [entries]
        found += [_command(path, table, name, row) for row in rows]
    return tuple(found)


def _command(path: Path, table: str, name: str, fields: object) -> object:
    if not isinstance(fields, dict):
        raise InputRefused(f"In {path.name} “{table}” is no table.", f"Write [{table}] on a line of its own.")
    try:
        return command_from(name, fields)
    except InputRefused as error:
        raise InputRefused(f"{path.name}, table {table}: {error.message}", error.advice) from error
