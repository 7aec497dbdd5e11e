"""Drawn files given to readers, one by one or dealt in turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cafaudit.errors import InputRefused
from cafaudit.services.registry import handles
from cafaudit.services.texts import clean_line

if TYPE_CHECKING:
    from cafaudit.services.deed import Deed


@dataclass(frozen=True, kw_only=True)
class AssignFiles:
    """Give files to a reader, named by their code; an empty reader takes them back."""

    cases: tuple[str, ...]
    reader: str


@dataclass(frozen=True, kw_only=True)
class DealFiles:
    """Deal the sample to readers, named by their codes, in turn within each stratum; reserves as well."""

    readers: tuple[str, ...]


@handles(AssignFiles)
def _assign_files(deed: Deed, command: AssignFiles) -> str:
    from cafaudit.services.commands.readings import require_drawn  # noqa: PLC0415

    reader = clean_line(command.reader, "reader")
    if reader:
        _require_readers(deed, (reader,))
    for case in command.cases:
        require_drawn(deed, case)
        deed.set("assignment", case, "reader", value=reader or None)
    return f"{len(command.cases):,} files given to {reader or 'nobody'}"


@handles(DealFiles)
def _deal_files(deed: Deed, command: DealFiles) -> str:
    _require_readers(deed, command.readers)
    entries = _newest_draw_entries(deed)
    if not entries:
        raise InputRefused("There is no sample to deal.", "Draw the sample first.")
    for role in ("sample", "reserve"):
        turn = 0
        for entry in entries:
            if entry["role"] == role:
                reader = command.readers[turn % len(command.readers)]
                deed.set("assignment", str(entry["case"]), "reader", value=reader)
                turn += 1
    return f"Files dealt to {', '.join(command.readers)}"


def _require_readers(deed: Deed, readers: tuple[str, ...]) -> None:
    members = deed.work.tables.members()
    codes = {deed.text("member", key, "code") for key in members}
    for reader in readers:
        if reader not in codes:
            raise InputRefused(
                f"Nobody in the team has the code “{reader}”.",
                f"The team's codes are: {', '.join(sorted(codes))}.",
            )
    if not readers:
        raise InputRefused("No reader was named.", f"The team's codes are: {', '.join(sorted(codes))}.")


def _newest_draw_entries(deed: Deed) -> list[dict[str, Any]]:
    found = [said.value for _, said in deed.work.tables.under("case/") if isinstance(said.value, dict)]
    newest = max((int(entry["draw"]) for entry in found), default=0)
    mine = [entry for entry in found if entry["draw"] == newest]
    return sorted(mine, key=lambda entry: (str(entry["stratum"]), int(entry["order"])))
