"""The life of a reading: asked for, open, locked, reopened, not produced and replaced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.domain.vocabulary import READING_MODES
from cafaudit.errors import InputRefused
from cafaudit.journal.cell import cell_text
from cafaudit.services.firewall import firewall_within, require_unnamed, texts_of_reading
from cafaudit.services.records import require_word
from cafaudit.services.registry import handles
from cafaudit.services.texts import clean_line, clean_text

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
class AskForFile:
    """Note when a file was asked for."""

    case: str
    at: str
    pass_number: int = 1


@dataclass(frozen=True, kw_only=True)
class ReceiveFile:
    """Note when a file that was asked for was produced."""

    case: str
    at: str
    pass_number: int = 1


@dataclass(frozen=True, kw_only=True)
class ReplaceFile:
    """Record that a file was asked for and not produced, and take the next reserve of its stratum."""

    case: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AddFile:
    """Add a file that the draw did not give. It stands apart from the random ones in every count."""

    case: str
    mode: str
    reason: str


@handles(LockReading)
def _lock_reading(deed: Deed, command: LockReading) -> str:
    require_open_reading(deed, command.case, command.pass_number)
    texts = texts_of_reading(deed.work, deed.framework, command.case, command.pass_number)
    require_unnamed(firewall_within(deed.work, {command.case}), texts, "the reading was not locked")
    deed.set("reading", command.case, str(command.pass_number), "state", value="locked")
    return f"Reading of {command.case} locked"


@handles(ReopenReading)
def _reopen_reading(deed: Deed, command: ReopenReading) -> str:
    reason = clean_text(command.reason, "reason for reopening", required=True)
    require_pass(command.pass_number)
    require_drawn(deed, command.case)
    place = ("reading", command.case, str(command.pass_number), "state")
    if deed.value(*place) not in {"locked", "not_produced"}:
        raise InputRefused(f"The reading of {command.case} is open already.", "Go on with it.")
    deed.set(*place, value="open", reason=reason)
    return f"Reading of {command.case} reopened"


@handles(AskForFile)
def _ask_for_file(deed: Deed, command: AskForFile) -> str:
    return _note_moment(deed, command.case, command.pass_number, "asked_at", command.at)


@handles(ReceiveFile)
def _receive_file(deed: Deed, command: ReceiveFile) -> str:
    return _note_moment(deed, command.case, command.pass_number, "produced_at", command.at)


def _note_moment(deed: Deed, case: str, number: int, field: str, at: str) -> str:
    require_pass(number)
    require_drawn(deed, case)
    deed.set("reading", case, str(number), field, value=clean_line(at, "time", required=True))
    return f"File {case}, {field.replace('_', ' ')}: {at}"


@handles(ReplaceFile)
def _replace_file(deed: Deed, command: ReplaceFile) -> str:
    reason = clean_text(command.reason, "reason", required=True)
    require_open_reading(deed, command.case, 1)
    reserve = _next_reserve(deed, command.case)
    deed.set("reading", command.case, "1", "state", value="not_produced", reason=reason)
    deed.set("assignment", reserve, "instead_of", value=command.case, reason=reason)
    reader = deed.text("assignment", command.case, "reader")
    if reader:
        deed.set("assignment", reserve, "reader", value=reader)
    deed.made["case"] = reserve
    return f"File {command.case} not produced; {reserve} is read instead"


@handles(AddFile)
def _add_file(deed: Deed, command: AddFile) -> str:
    modes = {mode: text for mode, text in READING_MODES.items() if mode != "random"}
    require_word(command.mode, modes, "reason to add a file by hand")
    case = clean_line(command.case, "case", required=True)
    if is_drawn(deed, case):
        raise InputRefused(
            f"{case} is in the sample already.", "Read it there; it counts once, as a random file."
        )
    reason = clean_text(command.reason, "reason", required=True)
    deed.set("assignment", case, "mode", value=command.mode, reason=reason)
    return f"File {case} added: {READING_MODES[command.mode].lower()}"


def is_drawn(deed: Deed, case: str) -> bool:
    """Say whether a draw gave this case, as sample or reserve."""
    below = cell_text(("case", case)) + "/"
    return any(said.value is not None for _, said in deed.work.tables.under(below))


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
            f"The file {case} was not produced.", "Reopen its reading with a reason if it turned up."
        )


def _next_reserve(deed: Deed, case: str) -> str:
    entries = [said.value for _, said in deed.work.tables.under("case/") if isinstance(said.value, dict)]
    mine = [entry for entry in entries if entry["case"] == case]
    if not mine:
        raise InputRefused(f"Case “{case}” was not drawn.", "Only a drawn file has reserves.")
    newest = max(mine, key=lambda entry: int(entry["draw"]))
    queue = sorted(
        (entry for entry in entries if _may_stand_in(entry, newest)), key=lambda entry: int(entry["order"])
    )
    for entry in queue:
        if deed.value("assignment", str(entry["case"]), "instead_of") is None:
            return str(entry["case"])
    raise InputRefused(
        f"No reserve is left in “{newest['stratum']}”.",
        "Extend the sample by a further draw, or go on with one file less.",
    )


def _may_stand_in(entry: dict[str, object], missing: dict[str, object]) -> bool:
    return (
        entry["stratum"] == missing["stratum"]
        and entry["draw"] == missing["draw"]
        and entry["role"] == "reserve"
    )
