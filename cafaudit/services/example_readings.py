"""What the example's readers answer: worked out from a plan and the drawn cases, the same each time.

The plan is data (`resources/example/readings.toml`, which explains its keys). Nothing is left to chance:
the order of files comes from SHA-256 of their references.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cafaudit.domain.framework import Framework
    from cafaudit.domain.picture import SampledCase

Line: TypeAlias = "dict[str, Any]"
"""One line of a script, as `cafaudit run` takes it."""

Answers: TypeAlias = "dict[str, dict[str, str]]"
"""Answers by case reference and item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPlan:
    """How the answers to one item are dealt to the files."""

    item: str
    rest: str = ""
    best: dict[str, int] = field(default_factory=dict)
    worst: dict[str, int] = field(default_factory=dict)
    order: str = ""
    front: dict[str, str] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)
    elsewhere: str = ""
    listed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerPlan:
    """On which files managers graded, which items, and on how many files they were a grade kinder."""

    where: dict[str, str]
    items: tuple[str, ...]
    kinder: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An item on which two readers of one file differ, and why the lead settles it as `first`."""

    item: str
    first: str
    second: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BothPlan:
    """How many files both people read, and where they differ."""

    files: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernPlan:
    """A concern that the second person raises on the first of their files with an answer."""

    item: str
    answer: str
    id: str
    severity: str
    text: str
    told_post: str
    told_minutes_later: int
    answered_at: str
    response: str
    concluded_at: str
    conclusion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonPlan:
    """Texts that say why a file has an answer."""

    item: str
    answer: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPlan:
    """Everything that the readers will answer."""

    answers: tuple[ItemPlan, ...]
    manager: ManagerPlan
    both: BothPlan
    concern: ConcernPlan
    reasons: tuple[ReasonPlan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """When files are read. `begins` is a time of day in UTC."""

    days: tuple[date, ...]
    begins: str
    files_a_day: int
    minutes_a_file: int
    seconds_an_answer: int

    def moments(self, place: int) -> Iterator[str]:
        """Give the moments of one file's answers; `place` counts a reader's files from 0."""
        day, slot = divmod(place, self.files_a_day)
        start = datetime.fromisoformat(f"{self.days[day].isoformat()}T{self.begins}+00:00")
        start += timedelta(minutes=slot * self.minutes_a_file)
        number = 0
        while True:
            yield moment_text(start + timedelta(seconds=number * self.seconds_an_answer))
            number += 1


@dataclass(frozen=True, slots=True)
class Readers:
    """The codes of the two people."""

    lead: str
    second: str


@dataclass(frozen=True, slots=True)
class Scripts:
    """What each person does with the files, what the lead then settles, and what becomes of the concern."""

    lead: list[Line]
    second: list[Line]
    settling: list[Line]
    concluding: list[Line]


def scripts_for(
    plan: ReadingPlan, framework: Framework, cases: Sequence[SampledCase], readers: Readers, days: Days
) -> Scripts:
    """Return the readers' lines for the drawn files, in the order in which they read.

    `cases` are the files that can be read, each with its reader. Lines of settling have no moment yet.
    """
    answers = answers_to(plan.answers, cases)
    managers = manager_grades(plan.manager, framework, answers)
    lead = [case.ref for case in cases if case.reader == readers.lead]
    second = [case.ref for case in cases if case.reader == readers.second]
    shared = [ref for ref in lead if ref in set(_shuffled("both", lead)[: plan.both.files])]
    differing = _differences(plan.both, answers, shared)
    theirs = answers | {
        ref: answers[ref] | {part.item: part.second for part in differing.get(ref, ())} for ref in shared
    }
    why = _reasons(plan.reasons, answers)
    second_lines = _reading_lines(second + shared, theirs, managers, {ref: why[ref] for ref in second}, days)
    raised, concluding = _concern_lines(plan.concern, second, second_lines, answers)
    return Scripts(
        lead=_reading_lines(lead, answers, managers, why, days),
        second=sorted(second_lines + raised, key=lambda line: str(line["at"])),
        settling=[_settled(ref, part) for ref, parts in differing.items() for part in parts],
        concluding=concluding,
    )


def answers_to(plans: Iterable[ItemPlan], cases: Sequence[SampledCase]) -> Answers:
    """Deal the answers of every item to the files; items come in the order of the plan."""
    found: Answers = {case.ref: {} for case in cases}
    for plan in plans:
        left: list[SampledCase] = []
        for case in cases:
            asked = _holds(found[case.ref], plan.where)
            known = _listed(case, plan.listed) if asked else plan.elsewhere
            if known:
                found[case.ref][plan.item] = known
            elif asked:
                left.append(case)
        ranked = _ranked(plan, left)
        for ref, answer in zip(ranked, _dealt(plan, len(ranked)), strict=True):
            if answer:
                found[ref][plan.item] = answer
    return found


def manager_grades(plan: ManagerPlan, framework: Framework, answers: Answers) -> Answers:
    """Return the managers' grades: the inspector's own, or one better; never across the line."""
    checked = [ref for ref, given in answers.items() if _holds(given, plan.where)]
    kinder = set(_shuffled("manager", checked)[: plan.kinder])
    return {
        ref: {
            item: _manager_grade(framework, item, answers[ref][item], kinder=ref in kinder)
            for item in plan.items
            if _is_grade(framework, item, answers[ref].get(item, ""))
        }
        for ref in checked
    }


def moment_text(moment: datetime) -> str:
    """Write a moment as lines do: 2009-08-19T14:02:11Z."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _manager_grade(framework: Framework, item: str, grade: str, *, kinder: bool) -> str:
    scale = framework.scale_of(framework.item(item))
    if scale is None or not kinder or not scale.passes(grade):
        return grade
    return scale.grades[max(scale.position(grade) - 1, 0)].id


def _is_grade(framework: Framework, item: str, answer: str) -> bool:
    scale = framework.scale_of(framework.item(item))
    return scale is not None and answer in {grade.id for grade in scale.grades}


def _holds(given: Mapping[str, str], where: Mapping[str, str]) -> bool:
    return all(given.get(item) == answer for item, answer in where.items())


def _listed(case: SampledCase, name: str) -> str:
    value = getattr(case, name) if name else None
    if isinstance(value, date):
        return value.isoformat()
    return "yes" if value is True else ""


def _dealt(plan: ItemPlan, count: int) -> list[str]:
    top = [answer for answer, files in plan.best.items() for _ in range(files)][:count]
    bottom = [answer for answer, files in plan.worst.items() for _ in range(files)][: count - len(top)]
    return [*top, *([plan.rest] * (count - len(top) - len(bottom))), *reversed(bottom)]


def _ranked(plan: ItemPlan, cases: Sequence[SampledCase]) -> list[str]:
    ranked = _ordered(plan.order or plan.item, [case.ref for case in cases])
    if not plan.front:
        return ranked
    fits = {
        case.ref for case in cases if all(getattr(case, name) == value for name, value in plan.front.items())
    }
    return sorted(ranked, key=lambda ref: ref != next((r for r in ranked if r in fits), ""))


def _shuffled(order: str, refs: Iterable[str]) -> list[str]:
    return sorted(refs, key=lambda ref: (_number(order, ref), ref))


def _ordered(order: str, refs: Iterable[str]) -> list[str]:
    """Put files in an order that mixes how good they are altogether with how they do on one thing."""
    return sorted(refs, key=lambda ref: (2 * _number("file", ref) + _number(order, ref), ref))


def _number(order: str, ref: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{order},{ref}".encode()).digest()[:8], "big")


def _differences(
    plan: BothPlan, answers: Answers, shared: Sequence[str]
) -> dict[str, tuple[Difference, ...]]:
    found: dict[str, tuple[Difference, ...]] = {}
    for part in plan.differences:
        ref = next((ref for ref in shared if answers[ref].get(part.item) == part.first), None)
        if ref is not None:
            found[ref] = (*found.get(ref, ()), part)
    return found


def _reasons(plans: Iterable[ReasonPlan], answers: Answers) -> Answers:
    found: Answers = {ref: {} for ref in answers}
    for plan in plans:
        for ref, given in answers.items():
            if given.get(plan.item) == plan.answer:
                found[ref][plan.item] = plan.texts[_number(f"why {plan.item}", ref) % len(plan.texts)]
    return found


def _reading_lines(
    refs: Sequence[str], answers: Answers, managers: Answers, why: Answers, days: Days
) -> list[Line]:
    lines: list[Line] = []
    for place, ref in enumerate(refs):
        of_file = _file_lines(ref, answers[ref], managers.get(ref, {}), why.get(ref, {}))
        lines += [line | {"at": at} for line, at in zip(of_file, days.moments(place), strict=False)]
    return lines


def _file_lines(
    ref: str, answers: Mapping[str, str], managers: Mapping[str, str], why: Mapping[str, str]
) -> Iterator[Line]:
    for item, answer in answers.items():
        yield {"do": "GiveScore", "case": ref, "item": item, "answer": answer}
        if item in why:
            yield {"do": "GiveReason", "case": ref, "item": item, "text": why[item]}
        if item in managers:
            yield {"do": "GiveManagerGrade", "case": ref, "item": item, "grade": managers[item]}
    yield {"do": "LockReading", "case": ref}


def _settled(ref: str, part: Difference) -> Line:
    return {
        "do": "ModerateScore",
        "case": ref,
        "item": part.item,
        "answer": part.first,
        "reason": part.reason,
    }


def _concern_lines(
    plan: ConcernPlan, mine: Sequence[str], lines: Sequence[Line], answers: Answers
) -> tuple[list[Line], list[Line]]:
    """Return what the second person writes at once, and what the lead adds later."""
    case = next((ref for ref in mine if answers[ref].get(plan.item) == plan.answer), None)
    if case is None:
        return [], []
    seen = next(line["at"] for line in lines if line["case"] == case and line.get("item") == plan.item)
    told = datetime.fromisoformat(str(seen)) + timedelta(minutes=plan.told_minutes_later)
    raised: list[Line] = [
        {
            "do": "RaiseConcern",
            "new_id": plan.id,
            "case": case,
            "item": plan.item,
            "severity": plan.severity,
            "text": plan.text,
            "at": seen,
        },
        {"do": "TellConcern", "concern": plan.id, "post": plan.told_post, "at": moment_text(told)},
    ]
    concluding: list[Line] = [
        {"do": "AnswerConcern", "concern": plan.id, "response": plan.response, "at": plan.answered_at},
        {"do": "ConcludeConcern", "concern": plan.id, "conclusion": plan.conclusion, "at": plan.concluded_at},
    ]
    return raised, concluding
