"""Suggested grades agree with visits and inspections whose outcome is known."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.domain.framework import Framework, Grade, GradeScale
from cafaudit.domain.framework_toml import load_framework
from cafaudit.domain.overall import (
    OVERALL_RULES,
    GradedArea,
    middle_place,
    ordinal,
    suggest_area,
    suggest_overall,
)

O, G, S, I = "outstanding", "good", "satisfactory", "inadequate"  # noqa: E741 - as on the page
RULE = "lower-of-median-and-worst-limiting"


@pytest.fixture(scope="module")
def pim() -> Framework:
    return load_framework("cafcass-pim-2009")[0]


@pytest.fixture(scope="module")
def scale(pim: Framework) -> GradeScale:
    return pim.scale("progress")


def areas(grades: str, limiting: int | None = None) -> list[GradedArea]:
    words = {"O": O, "G": G, "S": S, "I": I}
    return [
        GradedArea(area=f"a{number}", number=number, grade=words[letter], limiting=number == limiting)
        for number, letter in enumerate(grades, start=1)
    ]


@pytest.mark.parametrize(
    ("grades", "limiting", "wanted"),
    [
        pytest.param("SSSSSSI", 2, S, id="Birmingham and the Black Country visit, 2009"),
        pytest.param("GGSSSSSSSSII", None, S, id="London visit, 2010"),
        pytest.param("IGSSS", 1, I, id="Durham 2009: safeguarding inadequate decides"),
        pytest.param("SSSSSSI", None, S, id="Birmingham inspection 2009, outcomes not limiting"),
        pytest.param("SSSSSSI", 7, I, id="Birmingham inspection 2009, outcomes limiting"),
    ],
)
def test_known_outcomes(scale: GradeScale, grades: str, limiting: int | None, wanted: str) -> None:
    result = OVERALL_RULES[RULE](scale, areas(grades, limiting))
    assert result.position == scale.position(wanted)


def test_of_an_even_number_the_lower_middle_counts(scale: GradeScale) -> None:
    assert OVERALL_RULES[RULE](scale, areas("GGSS")).position == scale.position(S)


def test_a_limiting_area_never_lifts_the_whole(scale: GradeScale) -> None:
    result = OVERALL_RULES[RULE](scale, areas("OSSS", limiting=1))
    assert result.position == scale.position(S)
    assert result.limited_by == ()


def test_the_2009_visit_is_suggested_with_its_reason(pim: Framework) -> None:
    grades: dict[str, str | None] = {area.id: S for area in pim.areas}
    suggestion = suggest_overall(pim, grades | {"outcomes": I})
    assert suggestion.grade == S
    assert (suggestion.place, suggestion.of) == (4, 7)
    assert suggestion.reasons == ("The middle area, 4th of 7, is “Satisfactory”",)


def test_a_limiting_area_is_named_when_it_holds_the_whole_down(pim: Framework) -> None:
    grades: dict[str, str | None] = {area.id: S for area in pim.areas}
    suggestion = suggest_overall(pim, grades | {"risk": I})
    assert (suggestion.grade, suggestion.limited_by) == (I, ("risk",))
    assert suggestion.reasons[-1] == "Held down to “Inadequate” by limiting area 2"


def test_ungraded_areas_are_left_out_and_said_so(pim: Framework) -> None:
    suggestion = suggest_overall(pim, {"risk": G, "backlog": None})
    assert suggestion.grade == G
    assert suggestion.reasons[-1] == "On 1 of 7 areas"
    assert suggest_overall(pim, {}).grade is None


def test_an_unknown_area_or_grade_is_no_suggestion(pim: Framework) -> None:
    with pytest.raises(KeyError):
        suggest_overall(pim, {"nowhere": S})
    with pytest.raises(KeyError):
        suggest_overall(pim, {"risk": "fair"})
    with pytest.raises(KeyError):
        suggest_area(pim, "risk", {"fair": 1})
    with pytest.raises(ValueError, match="-1 files"):
        suggest_area(pim, "risk", {S: -1})


def test_an_area_takes_the_grade_of_its_middle_file(pim: Framework) -> None:
    suggestion = suggest_area(pim, "risk", {O: 2, G: 13, S: 26, I: 9})
    assert suggestion.grade == S
    assert (suggestion.place, suggestion.of) == (26, 50)
    assert suggestion.reasons == ("The middle file, 26th of 50",)


def test_an_area_that_no_file_can_answer_has_no_suggestion(pim: Framework) -> None:
    assert suggest_area(pim, "lasting-plan", {S: 3}).grade is None
    assert suggest_area(pim, "risk", {}).reasons == ("No file has a grade here",)


def test_other_rules_are_chosen_by_name(pim: Framework) -> None:
    grades: dict[str, str | None] = {area.id: S for area in pim.areas}
    grades |= {"outcomes": I, "performance": I}
    worst = suggest_overall(replace(pim, overall_rule="worst-area"), grades)
    assert worst.grade == I
    assert worst.reasons == ("The lowest grade, “Inadequate”, stands at areas 5 and 7",)
    free = replace(pim, overall_rule="left-to-lead", area_rule="left-to-lead")
    assert suggest_overall(free, grades).grade is None
    assert suggest_area(free, "risk", {S: 3}).grade is None


def test_a_framework_without_grades_suggests_none(pim: Framework) -> None:
    narrative = replace(pim, area_scale=None)
    assert suggest_overall(narrative, {}).grade is None
    assert suggest_area(narrative, "risk", {S: 1}).grade is None


def test_file_grades_of_another_scale_are_matched_by_their_rung(pim: Framework) -> None:
    grades = (
        Grade(id="strong", letter="+", word="Strong", rung=2),
        Grade(id="weak", letter="-", word="Weak", rung=9),
    )
    other = GradeScale(id="other", name="Other", grades=grades)
    framework = replace(pim, scales=(*pim.scales, other), file_scale="other")
    strong = suggest_area(framework, "risk", {"strong": 1})
    assert strong.grade == G
    assert strong.reasons[-1] == "Strong on a file stands for “Good” here"
    weak = suggest_area(framework, "risk", {"weak": 1})
    assert weak.grade is None
    assert "no counterpart" in weak.reasons[-1]


@given(st.lists(st.sampled_from("OGSI"), min_size=1), st.integers(1, 30))
def test_at_least_half_of_the_areas_stand_no_lower_than_the_middle(letters: list[str], limiting: int) -> None:
    scale = load_framework("cafcass-pim-2009")[0].scale("progress")
    rows = areas("".join(letters), limiting)
    free = OVERALL_RULES[RULE](scale, areas("".join(letters))).position
    held = OVERALL_RULES[RULE](scale, rows).position
    assert free is not None
    assert held is not None
    positions = [scale.position(row.grade) for row in rows]
    assert 2 * sum(position <= free for position in positions) > len(positions)
    assert 2 * sum(position >= free for position in positions) >= len(positions)
    assert held == max([free] + [scale.position(row.grade) for row in rows if row.limiting])


def test_places_are_written_as_people_say_them() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 26, 101, 111, 113)] == [
        *("1st", "2nd", "3rd", "4th", "11th", "12th", "13th"),
        *("21st", "22nd", "26th", "101st", "111th", "113th"),
    ]
    assert [middle_place(n) for n in (1, 2, 3, 7, 50)] == [1, 2, 2, 4, 26]
