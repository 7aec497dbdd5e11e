"""The part of a sentence that counts areas by grade never contradicts the grades."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.domain.framework import Framework, GradeScale
from cafaudit.export.letter.counts import area_counts
from cafaudit.export.letter.english import number_word
from tests.pictures import FOUR, SIX, THREE, scale, small_framework


def counts(areas: int, *grades: str, on: GradeScale = FOUR) -> str:
    framework = small_framework(areas, grades=on)
    given_grades = {area.id: grade for area, grade in zip(framework.areas, grades, strict=False) if grade}
    return area_counts(framework, given_grades).text


@pytest.mark.parametrize(
    ("areas", "grades", "text"),
    [
        (7, ["satisfactory"] * 6 + ["inadequate"], "six of the seven themes satisfactory and one inadequate"),
        (7, ["good"] * 7, "all seven themes good"),
        (2, ["good"] * 2, "both themes good"),
        (1, ["good"], "the one theme good"),
        (
            12,
            ["good"] * 2 + ["satisfactory"] * 8 + ["inadequate"] * 2,
            "two of the twelve themes good, eight satisfactory and two inadequate",
        ),
        (3, ["good"], "one of the three themes good, and two have not been judged yet"),
        (2, ["good"], "one of the two themes good, and one has not been judged yet"),
        (3, [], "none of the three themes yet"),
        (1, [], "none of the one theme yet"),
        (2, ["no-such-grade", "good"], "one of the two themes good, and one has not been judged yet"),
    ],
)
def test_areas_are_counted_by_grade(areas: int, grades: list[str], text: str) -> None:
    assert counts(areas, *grades) == text


def test_any_scale_is_counted_best_first_in_its_own_words() -> None:
    assert counts(2, "insufficient", "significant", on=THREE) == (
        "one of the two themes significant and one insufficient"
    )
    other = scale("Good", "Requires improvement", line=None)
    assert counts(1, "requires-improvement", on=other) == "the one theme requires improvement"


def test_areas_that_were_inadequate_before_are_still_so() -> None:
    framework = _before(small_framework(3), "inadequate")
    given_grades = {"area-1": "good", "area-2": "inadequate", "area-3": "good"}
    assert (
        area_counts(framework, given_grades).text == "two of the three themes good and one still inadequate"
    )


def test_a_grade_that_passes_is_never_called_still() -> None:
    framework = _before(small_framework(2), "good")
    assert area_counts(framework, {"area-1": "good", "area-2": "good"}).text == "both themes good"


@given(st.lists(st.sampled_from([*(grade.id for grade in SIX.grades), ""]), min_size=1, max_size=20))
def test_the_numbers_add_up_and_absent_grades_are_not_mentioned(grades: list[str]) -> None:
    framework = small_framework(len(grades), grades=SIX)
    given_grades = {f"area-{n}": grade for n, grade in enumerate(grades, start=1) if grade}
    counted = area_counts(framework, given_grades)
    assert counted.ungraded == grades.count("")
    words = counted.text.replace(",", "").split()
    for grade in SIX.grades:
        shown = grade.word.lower() in _phrases(words)
        assert shown == (grade.id in grades)
    if counted.ungraded and given_grades:
        assert f"and {number_word(counted.ungraded)} ha" in counted.text


def _phrases(words: list[str]) -> set[str]:
    """Single words and pairs, so that "good" inside "very good" is not taken for the grade "good"."""
    pairs = {f"{one} {two}" for one, two in pairwise(words)}
    singles = {word for before, word in zip(["", *words], words, strict=False) if before != "very"}
    return pairs | singles


def _before(framework: Framework, grade: str) -> Framework:
    return replace(framework, areas=tuple(replace(area, baseline_grade=grade) for area in framework.areas))
