"""Suggested grades: of an area from its files, of the whole from its areas, each with its reason.

A suggestion is never a judgement: the lead decides, and gives a reason for departing from it. The
framework names the rule; the rules stand in `AREA_RULES` and `OVERALL_RULES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from cafaudit.domain.framework import Framework, GradeScale

_LEFT_TO_LEAD = "The rule of this framework leaves the grade to the lead"
_NO_GRADES = "This framework gives no grades here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A suggested grade and what it rests on.

    `grade` is an id of the area scale, None where nothing can be suggested. `place` is the place of
    the middle file or area counted from the best, 1 the first, among `of` graded ones; 0 where no
    middle was looked for. `limited_by` are ids of limiting areas that hold the grade down. `reasons`
    say the same in plain words, one part each, without full stops.
    """

    rule: str
    grade: str | None
    reasons: tuple[str, ...]
    place: int = 0
    of: int = 0
    limited_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedArea:
    """One area with its judged grade, as a rule for the whole sees it."""

    area: str
    number: int
    grade: str
    limiting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """What a rule found: a place on its scale (0 best) or None, and the reasons."""

    position: int | None
    reasons: tuple[str, ...]
    place: int = 0
    of: int = 0
    limited_by: tuple[str, ...] = ()


AreaRule: TypeAlias = Callable[["GradeScale", Mapping[str, int]], RuleResult]
"""From the number of files at each grade, by grade id."""

OverallRule: TypeAlias = Callable[["GradeScale", Sequence[GradedArea]], RuleResult]
"""From the areas that have a grade; there is at least one."""


def suggest_area(framework: Framework, area_id: str, counts: Mapping[str, int]) -> Suggestion:
    """Suggest the grade of an area from the files read.

    Args:
        framework: Names the rule and holds both scales.
        area_id: The area.
        counts: Files by grade of the file scale, not applicable left out; a missing grade is 0.

    Raises:
        KeyError: No such area, or a grade that is not on the file scale.
        ValueError: A count below 0.
    """
    area = framework.area(area_id)
    name = framework.area_rule
    if framework.file_scale is None or framework.area_scale is None:
        return Suggestion(rule=name, grade=None, reasons=(_NO_GRADES,))
    if not area.answerable:
        return Suggestion(rule=name, grade=None, reasons=("No case file can answer this",))
    scale = framework.scale(framework.file_scale)
    _check_counts(scale, counts)
    result = AREA_RULES[name](scale, counts)
    target = framework.scale(framework.area_scale)
    grade, reasons = _on_other_scale(scale, target, result)
    return Suggestion(rule=name, grade=grade, reasons=reasons, place=result.place, of=result.of)


def suggest_overall(framework: Framework, grades: Mapping[str, str | None]) -> Suggestion:
    """Suggest the grade of the whole from the areas' grades.

    Works on what is there: areas without a grade are left out, and the reasons say how many count.

    Args:
        framework: Names the rule, the scale and the limiting areas.
        grades: Grade ids by area id; None or a missing area is not yet graded.

    Raises:
        KeyError: An area or a grade that the framework does not have.
    """
    name = framework.overall_rule
    if framework.area_scale is None:
        return Suggestion(rule=name, grade=None, reasons=(_NO_GRADES,))
    scale = framework.scale(framework.area_scale)
    graded = _graded_areas(framework, grades)
    if not graded:
        return Suggestion(rule=name, grade=None, reasons=("No area has a grade yet",))
    result = OVERALL_RULES[name](scale, graded)
    position = result.position
    reasons = result.reasons
    if len(graded) < len(framework.areas):
        reasons = (*reasons, f"On {len(graded)} of {len(framework.areas)} areas")
    return Suggestion(
        rule=name,
        grade=None if position is None else scale.grades[position].id,
        reasons=reasons,
        place=result.place,
        of=result.of,
        limited_by=result.limited_by,
    )


def ordinal(number: int) -> str:
    """Write a place in a row: 1st, 2nd, 3rd, 4th, 11th, 26th."""
    teens = 10 < number % 100 < 14  # noqa: PLR2004 - eleventh to thirteenth end in th
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if teens else ending}"


def middle_place(count: int) -> int:
    """Return the place of the middle one of a row, best first; the lower middle of an even row."""
    return count // 2 + 1


def _middle_file(scale: GradeScale, counts: Mapping[str, int]) -> RuleResult:
    total = sum(counts.values())
    if total == 0:
        return RuleResult(position=None, reasons=("No file has a grade here",))
    place = middle_place(total)
    reached = accumulate(counts.get(grade.id, 0) for grade in scale.grades)
    position = next(at for at, so_far in enumerate(reached) if so_far >= place)
    reason = f"The middle file, {ordinal(place)} of {total}"
    return RuleResult(position=position, reasons=(reason,), place=place, of=total)


def _left_to_lead(_scale: GradeScale, _given: object) -> RuleResult:
    return RuleResult(position=None, reasons=(_LEFT_TO_LEAD,))


def _lower_of_median_and_worst_limiting(scale: GradeScale, areas: Sequence[GradedArea]) -> RuleResult:
    """Take the lower of the median rung (lower middle when even) and the worst limiting area."""
    positions = sorted(scale.position(area.grade) for area in areas)
    place = middle_place(len(positions))
    middle = positions[place - 1]
    worst = max((scale.position(a.grade) for a in areas if a.limiting), default=-1)
    reasons = [f"The middle area, {ordinal(place)} of {len(positions)}, is {_word(scale, middle)}"]
    held = tuple(a for a in areas if a.limiting and scale.position(a.grade) == worst > middle)
    if held:
        reasons.append(f"Held down to {_word(scale, worst)} by limiting {_numbers(held)}")
    return RuleResult(
        position=max(middle, worst),
        reasons=tuple(reasons),
        place=place,
        of=len(positions),
        limited_by=tuple(area.area for area in held),
    )


def _worst_area(scale: GradeScale, areas: Sequence[GradedArea]) -> RuleResult:
    worst = max(scale.position(area.grade) for area in areas)
    held = tuple(area for area in areas if scale.position(area.grade) == worst)
    reason = f"The lowest grade, {_word(scale, worst)}, stands at {_numbers(held)}"
    return RuleResult(position=worst, reasons=(reason,), of=len(areas))


AREA_RULES: Mapping[str, AreaRule] = {
    "middle-file": _middle_file,
    "left-to-lead": _left_to_lead,
}
"""Rules that suggest an area's grade, by the name that frameworks use."""

OVERALL_RULES: Mapping[str, OverallRule] = {
    "lower-of-median-and-worst-limiting": _lower_of_median_and_worst_limiting,
    "worst-area": _worst_area,
    "left-to-lead": _left_to_lead,
}
"""Rules that suggest the grade of the whole, by the name that frameworks use."""


def _check_counts(scale: GradeScale, counts: Mapping[str, int]) -> None:
    for grade, count in counts.items():
        scale.grade(grade)
        if count < 0:
            raise ValueError(f"{count} files of grade {grade}")


def _on_other_scale(
    scale: GradeScale, target: GradeScale, result: RuleResult
) -> tuple[str | None, tuple[str, ...]]:
    """Find the file grade on the scale of areas: the same grade, else the same rung."""
    if result.position is None:
        return None, result.reasons
    found = scale.grades[result.position]
    for grade in target.grades:
        if grade.id == found.id:
            return grade.id, result.reasons
    for grade in target.grades:
        if grade.rung == found.rung:
            reason = f"{found.word} on a file stands for {_quoted(grade.word)} here"
            return grade.id, (*result.reasons, reason)
    reason = f"{found.word} on a file has no counterpart among the grades of areas"
    return None, (*result.reasons, reason)


def _graded_areas(framework: Framework, grades: Mapping[str, str | None]) -> tuple[GradedArea, ...]:
    for area_id in grades:
        framework.area(area_id)
    found = []
    for area in framework.areas:
        grade = grades.get(area.id)
        if grade is not None:
            found.append(GradedArea(area=area.id, number=area.number, grade=grade, limiting=area.limiting))
    return tuple(found)


def _word(scale: GradeScale, position: int) -> str:
    return _quoted(scale.grades[position].word)


def _quoted(word: str) -> str:
    return f"“{word}”"


def _numbers(areas: Sequence[GradedArea]) -> str:
    numbers = [str(area.number) for area in areas]
    if len(numbers) == 1:
        return f"area {numbers[0]}"
    return f"areas {', '.join(numbers[:-1])} and {numbers[-1]}"
