"""Which group each row of a list belongs to, as asked for or as the list offers it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cafaudit.errors import InputRefused
from cafaudit.intake.columns import spelt_alike
from cafaudit.intake.mapping import headings_text
from cafaudit.intake.roles import FACTS, ROLES, Role, heading_key
from cafaudit.sampling.strata import NOT_STATED, stratum_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.intake.columns import Columns
    from cafaudit.intake.mapping import Mapping
    from cafaudit.intake.oddities import OddityLog
    from cafaudit.intake.table import Table

ALL_FILES: Final = "All files"
"""The one stratum of a list that offers none."""

MOST_STRATA: Final = 200

_EARLY: Final = re.compile(
    r"early\s+intervention|work\s+to\s+first\s+hearing|\bEIT?\b|\bWTFH\b", re.IGNORECASE
)
_LONG_TERM: Final = re.compile(r"long[\s-]*term", re.IGNORECASE)
_PRIVATE_OR_PUBLIC: Final = re.compile(r"\b(private|public)\b", re.IGNORECASE)


def strata_of(
    table: Table, mapping: Mapping, columns: Columns, wanted: Sequence[str], log: OddityLog
) -> list[str]:
    """Return the stratum of each row.

    Args:
        table: The list.
        mapping: Its mapping, fitted to it.
        columns: Its columns.
        wanted: Roles or headings that the strata are made of. Empty for what the list offers: its
            service types, else law type and early or long-term work, else one group of all files.
        log: Where oddities are noted.

    Raises:
        InputRefused: There is no such column, it would show who people are, or makes hundreds of groups.
    """
    if wanted:
        parts = [_labels(table, mapping, columns, name, log) for name in wanted]
        strata = [stratum_name(row) for row in zip(*parts, strict=True)]
    else:
        strata = _offered(table, columns, log)
    if len(set(strata)) > MOST_STRATA:
        raise InputRefused(
            f"That makes {len(set(strata)):,} groups of cases; {MOST_STRATA} are the most.",
            "Make the strata of columns with few different values, such as office or law type.",
        )
    return strata


def _offered(table: Table, columns: Columns, log: OddityLog) -> list[str]:
    groups = columns.use("stratum")
    texts = columns.texts("stratum")
    if groups is not None and texts is not None:
        alike = spelt_alike(texts, groups.header, table.lines, log)
        return [
            _stated(text, line, groups.header, log) for text, line in zip(alike, table.lines, strict=True)
        ]
    laws = columns.texts("law_type")
    if laws is None:
        return [ALL_FILES] * len(table.rows)
    teams = columns.texts("team") or [""] * len(table.rows)
    return [_by_law(law, team) for law, team in zip(laws, teams, strict=True)]


def _stated(text: str, line: int, header: str, log: OddityLog) -> str:
    if not text:
        log.note(
            "The row does not say which group it is of.", f"It is in “{NOT_STATED}”.", row=line, column=header
        )
    return text or NOT_STATED


def _by_law(law: str, team: str) -> str:
    found = _PRIVATE_OR_PUBLIC.search(law)
    kind = found[1].lower() if found else law
    if _EARLY.search(team):
        return f"Early intervention {kind}".rstrip()
    if _LONG_TERM.search(team):
        return f"Long-term {kind}".rstrip()
    return f"{kind.capitalize()} law" if found else kind or NOT_STATED


def _labels(table: Table, mapping: Mapping, columns: Columns, name: str, log: OddityLog) -> list[str]:
    header, role = _column(table, mapping, name)
    facts = FACTS[role]
    if role == "id" or "fingerprint" in facts.treatments:
        raise InputRefused(
            f"Strata cannot be made of “{header}”: it would show who people are.",
            "Use columns such as service type, office, team or law type.",
        )
    return spelt_alike(columns.labels(header), header, table.lines, log)


def _column(table: Table, mapping: Mapping, name: str) -> tuple[str, Role]:
    """Return the column that a name means: a role first, then a heading."""
    roles = {use.header: use.role for use in mapping.columns}
    for role in ROLES:
        if role == name and role != "ignore":
            header = mapping.header_of(role)
            if header is not None:
                return header, role
    for header in table.header:
        if heading_key(header) == heading_key(name):
            return header, roles[header]
    raise InputRefused(
        f"There is no column “{name}” that strata could be made of.",
        f"The columns are: {headings_text(table.header)}.",
    )
