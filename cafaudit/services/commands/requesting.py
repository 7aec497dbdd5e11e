"""Files asked of an office: asked for, produced, not produced and replaced, turning up after all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.domain.late_rules import LATE_RULE, late_rule_of_draw
from cafaudit.errors import InputRefused
from cafaudit.journal.cell import cell_text
from cafaudit.services.commands.readings import require_drawn, require_pass
from cafaudit.services.drawn_files import DrawnFiles
from cafaudit.services.registry import handles
from cafaudit.services.texts import clean_line, clean_text

if TYPE_CHECKING:
    from cafaudit.services.deed import Deed

_ORDINARY = "1"


@dataclass(frozen=True, kw_only=True)
class AskForFile:
    """Note when a file was asked for; an empty time takes that back."""

    case: str
    at: str
    pass_number: int = 1


@dataclass(frozen=True, kw_only=True)
class AskForFiles:
    """Note when several files were asked for, such as all of one office; an empty time takes that back."""

    cases: tuple[str, ...]
    at: str


@dataclass(frozen=True, kw_only=True)
class ReceiveFile:
    """Note when a file that was asked for was produced, and the initials of whoever took it in."""

    case: str
    at: str
    initials: str = ""
    pass_number: int = 1


@dataclass(frozen=True, kw_only=True)
class ReceiveFiles:
    """Tick several files off as produced; an empty time takes the ticks off again."""

    cases: tuple[str, ...]
    at: str
    initials: str = ""


@dataclass(frozen=True, kw_only=True)
class GiveUpFile:
    """Record that a file was asked for and not produced: when it was given up, who at the office said so."""

    case: str
    reason: str
    at: str = ""
    told_by: str = ""


@dataclass(frozen=True, kw_only=True)
class ReplaceFile:
    """Record that a file was asked for and not produced, and take one's own next reserve of its stratum."""

    case: str
    reason: str
    at: str = ""
    told_by: str = ""


@dataclass(frozen=True, kw_only=True)
class FileTurnedUp:
    """Note that a file came after it was given up. One that was replaced follows the rule of its draw."""

    case: str
    at: str


@handles(AskForFile)
def _ask_for_file(deed: Deed, command: AskForFile) -> str:
    _note(deed, command.case, command.pass_number, "asked_at", command.at)
    return _told(command.case, "asked for at", command.at, "not asked for yet")


@handles(AskForFiles)
def _ask_for_files(deed: Deed, command: AskForFiles) -> str:
    _require_some(command.cases)
    for case in command.cases:
        _note(deed, case, 1, "asked_at", command.at)
    return f"{_counted(command.cases)} {'asked for' if command.at else 'not asked for yet'}"


@handles(ReceiveFile)
def _receive_file(deed: Deed, command: ReceiveFile) -> str:
    _produce(deed, command.case, command.pass_number, command.at, command.initials)
    return _told(command.case, "produced at", command.at, "not here yet")


@handles(ReceiveFiles)
def _receive_files(deed: Deed, command: ReceiveFiles) -> str:
    _require_some(command.cases)
    for case in command.cases:
        _produce(deed, case, 1, command.at, command.initials)
    return f"{_counted(command.cases)} {'produced' if command.at else 'not here yet'}"


@handles(GiveUpFile)
def _give_up_file(deed: Deed, command: GiveUpFile) -> str:
    _require_may_be_given_up(deed, command.case)
    if deed.value("reading", command.case, _ORDINARY, "state") == "not_produced":
        raise InputRefused(
            f"{command.case} was given up already.", "Take a reserve for it, or note that it turned up."
        )
    _give_up(deed, command)
    return f"File {command.case} asked for and not produced"


@handles(ReplaceFile)
def _replace_file(deed: Deed, command: ReplaceFile) -> str:
    _require_may_be_given_up(deed, command.case)
    files = DrawnFiles(deed)
    standing = files.replacements(command.case)
    if standing:
        raise InputRefused(
            f"{command.case} was replaced already: {' and '.join(standing)} is read instead.",
            "Read that file, or record that it was not produced either.",
        )
    reserve = files.next_reserve(command.case)
    reason = _give_up(deed, command)
    deed.set("assignment", reserve, "instead_of", value=command.case, reason=reason)
    deed.set("assignment", reserve, "reader", value=files.me)
    deed.made["case"] = reserve
    return f"File {command.case} not produced; {reserve} is read instead"


@handles(FileTurnedUp)
def _file_turned_up(deed: Deed, command: FileTurnedUp) -> str:
    require_drawn(deed, command.case)
    at = clean_line(command.at, "time", required=True)
    place = ("reading", command.case, _ORDINARY)
    if deed.value(*place, "state") != "not_produced":
        raise InputRefused(f"{command.case} was not given up.", "Note that it was produced, and read it.")
    files = DrawnFiles(deed)
    if not files.replacements(command.case):
        for field in ("gave_up_at", "told_by", "missed_because"):
            deed.clear(*place, field)
        deed.set(*place, "produced_at", value=at)
        deed.set(*place, "state", value="open", reason="turned up before it was replaced")
        return f"File {command.case} turned up; nothing was read in its place, so it is read as drawn"
    draw = files.place(command.case).draw
    rule = late_rule_of_draw(draw, lambda number: deed.value("draw", number, LATE_RULE), deed.framework)
    deed.set(*place, "turned_up_at", value=at)
    if not rule.mode:
        return f"File {command.case} turned up and is not read. {rule.text}"
    deed.set("assignment", command.case, "mode", value=rule.mode, reason=rule.text)
    deed.set(*place, "produced_at", value=at)
    deed.set(*place, "state", value="open", reason=rule.text)
    return f"File {command.case} turned up and is read apart. {rule.text}"


def _note(deed: Deed, case: str, number: int, field: str, at: str) -> None:
    require_pass(number)
    require_drawn(deed, case)
    deed.set("reading", case, str(number), field, value=clean_line(at, "time") or None)


def _produce(deed: Deed, case: str, number: int, at: str, initials: str) -> None:
    given_up = deed.value("reading", case, str(number), "state") == "not_produced"
    if given_up:
        raise InputRefused(
            f"{case} was given up as not produced.",
            "Note that it turned up: then the rule that was set before the draw is followed.",
        )
    _note(deed, case, number, "produced_at", at)
    said = clean_line(initials, "initials") if at else ""
    deed.set("reading", case, str(number), "produced_to", value=said or None)


def _require_may_be_given_up(deed: Deed, case: str) -> None:
    """Refuse to give up a file that is here, or that nobody is asked for."""
    require_drawn(deed, case)
    files = DrawnFiles(deed)
    if files.is_idle_reserve(case):
        raise InputRefused(
            f"{case} is a reserve that stands in nobody's place yet.", "Record this once it has been taken."
        )
    place = ("reading", case, _ORDINARY)
    produced = deed.text(*place, "produced_at")
    if deed.value(*place, "state") == "locked":
        raise InputRefused(f"The reading of {case} is locked, so the file was here.", "Look at its number.")
    below = cell_text(("score", case, _ORDINARY)) + "/"
    if any(said.value is not None for _, said in deed.work.tables.under(below)):
        raise InputRefused(
            f"{case} has been read in part, so the file was here.",
            "Take its answers back first if they belong to another file.",
        )
    if produced and deed.value(*place, "state") != "not_produced":
        raise InputRefused(
            f"{case} was ticked off as produced at {produced}.", "Take that tick off first if it is wrong."
        )


def _give_up(deed: Deed, command: GiveUpFile | ReplaceFile) -> str:
    """Write that a file was not produced; returns the reason as it is stored."""
    reason = clean_text(command.reason, "reason", required=True)
    place = ("reading", command.case, _ORDINARY)
    known = deed.text(*place, "gave_up_at")
    deed.set(*place, "gave_up_at", value=clean_line(command.at, "time") or known or deed.at)
    told_by = clean_line(command.told_by, "person at the office")
    if told_by:
        deed.set(*place, "told_by", value=told_by)
    deed.set(*place, "missed_because", value=reason)
    deed.set(*place, "state", value="not_produced", reason=reason)
    return reason


def _told(case: str, done: str, at: str, undone: str) -> str:
    return f"File {case}: {done} {at}" if at else f"File {case}: {undone}"


def _require_some(cases: tuple[str, ...]) -> None:
    if not cases:
        raise InputRefused("No file was named.", "Name at least one file of the request list.")


def _counted(cases: tuple[str, ...]) -> str:
    return cases[0] if len(cases) == 1 else f"{len(cases):,} files"
