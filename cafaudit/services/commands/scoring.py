"""Grading a file: answers to items, reasons for them, and the service's own grades."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cafaudit.domain.framework import NOT_APPLICABLE, Area, Aspect
from cafaudit.errors import InputRefused
from cafaudit.journal.cell import cell_text
from cafaudit.services.commands.readings import require_open_reading, require_pass
from cafaudit.services.records import shortened
from cafaudit.services.registry import handles
from cafaudit.services.texts import clean_text

if TYPE_CHECKING:
    from cafaudit.domain.framework import Framework
    from cafaudit.services.deed import Deed

MOST_DIGITS = 6
"""Digits of a number that answers an aspect."""


@dataclass(frozen=True, kw_only=True)
class GiveScore:
    """Give a file a grade or an answer for one item, or "na" where the item does not apply."""

    case: str
    item: str
    answer: str
    pass_number: int = 1


@dataclass(frozen=True, kw_only=True)
class ClearScore:
    """Take back one's own answer to an item."""

    case: str
    item: str
    pass_number: int = 1


@dataclass(frozen=True, kw_only=True)
class GiveReason:
    """Write why an answer was given; an empty text takes the reason away."""

    case: str
    item: str
    text: str
    pass_number: int = 1


@dataclass(frozen=True, kw_only=True)
class GiveManagerGrade:
    """Key in the service's own grade of a file for an item; an empty grade takes it away."""

    case: str
    item: str
    grade: str
    pass_number: int = 1


@dataclass(frozen=True, kw_only=True)
class ModerateScore:
    """Settle people's different answers to one item. Every original stays in the history."""

    case: str
    item: str
    answer: str
    reason: str
    pass_number: int = 1


@handles(GiveScore)
def _give_score(deed: Deed, command: GiveScore) -> str:
    item = item_of(deed.framework, command.item)
    answer = checked_answer(deed.framework, item, command.answer)
    require_open_reading(deed, command.case, command.pass_number)
    deed.set("score", command.case, str(command.pass_number), command.item, value=answer)
    return f"{name_of(item)} of {command.case}: {answer_text(deed.framework, item, answer)}"


@handles(ClearScore)
def _clear_score(deed: Deed, command: ClearScore) -> str:
    item = item_of(deed.framework, command.item)
    require_open_reading(deed, command.case, command.pass_number)
    deed.clear("score", command.case, str(command.pass_number), command.item)
    return f"{name_of(item)} of {command.case}: answer taken back"


@handles(GiveReason)
def _give_reason(deed: Deed, command: GiveReason) -> str:
    item = item_of(deed.framework, command.item)
    text = clean_text(command.text, "reason")
    require_open_reading(deed, command.case, command.pass_number)
    deed.set("why", command.case, str(command.pass_number), command.item, value=text or None)
    deed.work.local.drop_draft(cell_text(("why", command.case, str(command.pass_number), command.item)))
    return f"Why, {name_of(item)} of {command.case}: {shortened(text) or 'taken away'}"


@handles(GiveManagerGrade)
def _give_manager_grade(deed: Deed, command: GiveManagerGrade) -> str:
    item = item_of(deed.framework, command.item)
    scale = deed.framework.scale_of(item)
    if scale is None or not item.manager_graded:
        raise InputRefused(
            f"“{name_of(item)}” has no grade by a manager.", "Key it in for a graded item of this file."
        )
    if command.grade and command.grade not in {grade.id for grade in scale.grades}:
        raise _unknown_answer(item, command.grade, [grade.id for grade in scale.grades])
    require_open_reading(deed, command.case, command.pass_number)
    place = ("manager", command.case, str(command.pass_number), command.item)
    deed.set(*place, value=command.grade or None)
    said = scale.grade(command.grade).word if command.grade else "taken away"
    return f"Manager's grade, {name_of(item)} of {command.case}: {said}"


@handles(ModerateScore, undoable=False, lead_only=True)
def _moderate_score(deed: Deed, command: ModerateScore) -> str:
    item = item_of(deed.framework, command.item)
    answer = checked_answer(deed.framework, item, command.answer)
    reason = clean_text(command.reason, "reason for settling it this way", required=True)
    require_pass(command.pass_number)
    place = ("score", command.case, str(command.pass_number), command.item)
    if not deed.settled(*place).in_conflict:
        raise InputRefused(
            f"There is nothing to settle: nobody differs on “{name_of(item)}” of {command.case}.",
            "`cafaudit query VISIT conflicts` lists what is open.",
        )
    deed.moderate(*place, value=answer, reason=reason)
    return f"Settled, {name_of(item)} of {command.case}: {answer_text(deed.framework, item, answer)}"


def item_of(framework: Framework, item_id: str) -> Area | Aspect:
    """Return the area or aspect of that id.

    Raises:
        InputRefused: the framework has none.
    """
    try:
        return framework.item(item_id)
    except KeyError:
        known = [area.id for area in framework.areas] + [aspect.id for aspect in framework.aspects]
        raise InputRefused(
            f"This visit's framework asks nothing with the id “{item_id}”.",
            f"It asks: {', '.join(known)}.",
        ) from None


def name_of(item: Area | Aspect) -> str:
    """Return the short name of an area or aspect, as the Read page shows it."""
    return item.title if isinstance(item, Area) else item.short


def checked_answer(framework: Framework, item: Area | Aspect, answer: str) -> str:
    """Return an answer as it will be stored.

    Raises:
        InputRefused: the item cannot be answered so; the sentence names how it can.
    """
    if answer == NOT_APPLICABLE:
        return answer
    if isinstance(item, Aspect) and item.kind in {"date", "number"}:
        return _checked_free_answer(item, answer)
    known = possible_answers(framework, item)
    if answer not in known:
        raise _unknown_answer(item, answer, list(known))
    return answer


def possible_answers(framework: Framework, item: Area | Aspect) -> dict[str, str]:
    """Return the answers that an item offers, id to text, without "not applicable".

    Empty for dates and numbers, and for graded items of a framework without grades.
    """
    scale = framework.scale_of(item)
    if scale is not None:
        return {grade.id: grade.word for grade in scale.grades}
    if isinstance(item, Aspect) and item.kind == "yes_no":
        return {"yes": "Yes", "no": "No"}
    if isinstance(item, Aspect) and item.kind == "choice":
        return {choice.id: choice.text for choice in item.choices}
    return {}


def answer_text(framework: Framework, item: Area | Aspect, answer: str) -> str:
    """Return an answer in words."""
    if answer == NOT_APPLICABLE:
        return "Not applicable"
    return possible_answers(framework, item).get(answer, answer)


def _checked_free_answer(item: Aspect, answer: str) -> str:
    if item.kind == "number":
        digits = answer.lstrip("0") or answer[-1:]
        if digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS:
            return digits
        raise InputRefused(f"“{answer}” is no whole number.", "Type digits only, or 0 to 999999.")
    try:
        return date.fromisoformat(answer).isoformat()
    except ValueError:
        raise InputRefused(
            f"“{answer}” is no day of the calendar.", "Write it as year-month-day, such as 2009-08-19."
        ) from None


def _unknown_answer(item: Area | Aspect, answer: str, known: list[str]) -> InputRefused:
    return InputRefused(
        f"“{name_of(item)}” cannot be answered “{answer}”.",
        f"Choose one of: {', '.join([*known, NOT_APPLICABLE])}.",
    )
