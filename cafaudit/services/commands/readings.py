"""The life of a reading: open, locked, reopened; and files that the draw did not give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.domain.vocabulary import READING_MODES
from cafaudit.errors import InputRefused
from cafaudit.journal.cell import cell_text
from cafaudit.services.firewall import firewall_within, require_unnamed
from cafaudit.services.records import require_word
from cafaudit.services.registry import handles
from cafaudit.services.texts import clean_line, clean_text
from cafaudit.services.typed_texts import texts_of_reading

if TYPE_CHECKING:
    from cafaudit.services.deed import Deed

LAST_PASS = 99
"""The highest number of a reading of one file: the ordinary one is 1, planned further ones follow."""


@dataclass(frozen=True, kw_only=True)
class LockReading:
    """Lock a reading: its answers stand until it is reopened with a reason."""

    case: str
    pass_number: int = 1


@dataclass(frozen=True, kw_only=True)
class ReopenReading:
    """Open a locked reading again."""

    case: str
    reason: str
    pass_number: int = 1


@dataclass(frozen=True, kw_only=True)
class AddFile:
    """Add a file that the draw did not give. It stands apart from the random ones in every count.

    Whoever adds it reads it, unless it is given to somebody else.
    """

    case: str
    mode: str
    reason: str


@handles(LockReading)
def _lock_reading(deed: Deed, command: LockReading) -> str:
    require_open_reading(deed, command.case, command.pass_number)
    texts = texts_of_reading(deed.work.tables, deed.framework, command.case, command.pass_number)
    require_unnamed(firewall_within(deed.work, {command.case}), texts, "the reading was not locked")
    deed.set("reading", command.case, str(command.pass_number), "state", value="locked")
    return f"Reading of {command.case} locked"


@handles(ReopenReading)
def _reopen_reading(deed: Deed, command: ReopenReading) -> str:
    reason = clean_text(command.reason, "reason for reopening", required=True)
    require_pass(command.pass_number)
    require_drawn(deed, command.case)
    place = ("reading", command.case, str(command.pass_number))
    standing = deed.value(*place, "state")
    if standing == "not_produced" and _is_replaced(deed, command.case):
        raise InputRefused(
            f"{command.case} was not produced, and a reserve is read instead.",
            "Note that it turned up: then the rule that was set before the draw is followed.",
        )
    if standing not in {"locked", "not_produced"}:
        raise InputRefused(f"The reading of {command.case} is open already.", "Go on with it.")
    for field in ("gave_up_at", "told_by", "missed_because"):
        deed.clear(*place, field)
    deed.set(*place, "state", value="open", reason=reason)
    return f"Reading of {command.case} reopened"


@handles(AddFile)
def _add_file(deed: Deed, command: AddFile) -> str:
    modes = {mode: text for mode, text in READING_MODES.items() if mode != "random"}
    require_word(command.mode, modes, "reason to add a file by hand")
    case = clean_line(command.case, "case", required=True)
    if is_drawn(deed, case):
        raise InputRefused(
            f"{case} was drawn already, as sample or as reserve.",
            "A file of the sample is read there; a reserve waits until it takes another's place.",
        )
    reason = clean_text(command.reason, "reason", required=True)
    deed.set("assignment", case, "mode", value=command.mode, reason=reason)
    if not deed.text("assignment", case, "reader"):
        deed.set("assignment", case, "reader", value=deed.author.code or None)
    return f"File {case} added: {READING_MODES[command.mode].lower()}"


def is_drawn(deed: Deed, case: str) -> bool:
    """Say whether a draw gave this case, as sample or reserve."""
    below = cell_text(("case", case)) + "/"
    return any(said.value is not None for _, said in deed.work.tables.under(below))


def _is_replaced(deed: Deed, case: str) -> bool:
    """Say whether a reserve is read instead of this case."""
    return bool(deed.work.tables.records_with("assignment", "instead_of", case))


def require_drawn(deed: Deed, case: str) -> None:
    """Refuse a case that is neither drawn nor added.

    Raises:
        InputRefused: nobody may grade a file that is not part of the visit.
    """
    if not is_drawn(deed, case) and deed.value("assignment", case, "mode") is None:
        raise InputRefused(
            f"Case “{case}” is not among this visit's files.",
            "Take a case from the sample, or add it as a tracked, targeted or chosen file first.",
        )


def require_pass(number: int) -> None:
    """Refuse a number that no reading of a file has.

    Raises:
        InputRefused: readings of one file are numbered from 1 to 99.
    """
    if not 1 <= number <= LAST_PASS:
        raise InputRefused(f"There is no reading number {number}.", "The ordinary reading is number 1.")


def require_open_reading(deed: Deed, case: str, number: int) -> None:
    """Refuse to change a reading that is locked or whose file was not produced.

    Raises:
        InputRefused: the case is not part of the visit, or its reading is closed.
    """
    require_pass(number)
    require_drawn(deed, case)
    state = deed.value("reading", case, str(number), "state")
    if state == "locked":
        raise InputRefused(f"The reading of {case} is locked.", "Reopen it with a reason to change it.")
    if state == "not_produced":
        raise InputRefused(
            f"The file {case} was not produced.", "Say that it turned up if it came after all."
        )
