"""The sentence part that counts areas by grade: generated, so that it cannot contradict the grades."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.export.letter.english import joined, number_word, uncapitalised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cafaudit.domain.framework import Area, Framework, Grade, GradeScale

_BOTH = 2


@dataclass(frozen=True, slots=True)
class AreaCounts:
    """How many areas have which grade, in words; `ungraded` areas have none yet."""

    text: str
    ungraded: int


def area_counts(framework: Framework, grades: Mapping[str, str]) -> AreaCounts:
    """Count the areas by grade: "six of the seven areas satisfactory and one inadequate".

    Grades that no area has are not mentioned. Areas that were inadequate before and still are, on a
    scale with a line to pass, are called "still inadequate".

    Args:
        framework: Gives areas, their noun and the scale, which must exist.
        grades: Grade ids by area id; a missing or unknown one counts as not yet judged.
    """
    scale = framework.scale(framework.area_scale or "")
    groups = [(grade, _areas_with(framework, grades, grade)) for grade in scale.grades]
    groups = [(grade, areas) for grade, areas in groups if areas]
    total = len(framework.areas)
    ungraded = total - sum(len(areas) for _, areas in groups)
    if not groups:
        return AreaCounts(f"none of the {_noun(framework, total)} yet", ungraded)
    words = [_standing(scale, grade, areas) for grade, areas in groups]
    text = f"{_first(framework, groups[0][1])} {words[0]}"
    rest = [f"{number_word(len(a))} {w}" for (_, a), w in zip(groups[1:], words[1:], strict=True)]
    return AreaCounts(joined([text, *rest]) + _not_yet(ungraded), ungraded)


def grade_word(grade: Grade) -> str:
    """Return a grade's word as it stands inside a sentence."""
    return uncapitalised(grade.word)


def _areas_with(framework: Framework, grades: Mapping[str, str], grade: Grade) -> list[Area]:
    return [area for area in framework.areas if grades.get(area.id) == grade.id]


def _first(framework: Framework, areas: list[Area]) -> str:
    total = len(framework.areas)
    if len(areas) < total:
        return f"{number_word(len(areas))} of the {_noun(framework, total)}"
    if total == 1:
        return f"the one {framework.area_called}"
    if total == _BOTH:
        return f"both {framework.areas_called}"
    return f"all {_noun(framework, total)}"


def _noun(framework: Framework, total: int) -> str:
    return f"{number_word(total)} {framework.area_called if total == 1 else framework.areas_called}"


def _standing(scale: GradeScale, grade: Grade, areas: list[Area]) -> str:
    stayed = scale.passes(grade.id) is False and all(area.baseline_grade == grade.id for area in areas)
    return f"still {grade_word(grade)}" if stayed else grade_word(grade)


def _not_yet(ungraded: int) -> str:
    if not ungraded:
        return ""
    return f", and {number_word(ungraded)} {'has' if ungraded == 1 else 'have'} not been judged yet"
