"""What a judgement rests on: counts of files, managers, evidence, and what would change the suggestion."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cafaudit.domain.picture import Answer, FileReading, Picture, Said
from cafaudit.services.queries.judging import (
    area_figures,
    evidence_by_polarity,
    files_read,
    item_counts,
    manager_figures,
)
from tests.pictures import draw_of, empty_picture, full_picture, sampled_cases, small_framework

if TYPE_CHECKING:
    from cafaudit.domain.framework import Framework

AREA = "area-1"
NARRATIVE = small_framework(1, grades=None)


def read_as(grades: str, framework: Framework | None = None, *, drawn: int = 0) -> Picture:
    """A visit whose files are graded by letter for the first area; "-" is a file not begun."""
    asked = framework or small_framework(1)
    words = {"O": "outstanding", "G": "good", "S": "satisfactory", "I": "inadequate", "n": "na"}
    sample = sampled_cases(max(drawn, len(grades)))
    readings = tuple(
        FileReading(case=case.ref, state="locked", answers={AREA: Answer(item=AREA, value=words[letter])})
        if letter in words
        else FileReading(case=case.ref)
        for case, letter in zip(sample, grades.ljust(len(sample), "-"), strict=True)
    )
    return replace(
        empty_picture(asked),
        sample=sample,
        draws=(draw_of(sample),),
        readings=readings,
        frame_size=10 * len(sample),
    )


def test_files_are_counted_by_stratum_and_then_together() -> None:
    figures = area_figures(read_as("GSSIGn"), AREA)
    assert [row.stratum for row in figures.rows] == ["private", "public", None]
    whole = figures.rows[-1]
    assert dict(whole.tally.counts) == {"outstanding": 0, "good": 2, "satisfactory": 2, "inadequate": 1}
    assert (whole.tally.not_applicable, whole.read, whole.drawn) == (1, 6, 6)
    assert whole.passing == 4
    assert [sum(n for _, n in row.tally.counts) for row in figures.rows] == [3, 2, 5]


def test_files_not_begun_are_no_part_of_a_count_but_of_what_was_drawn() -> None:
    figures = area_figures(read_as("SS", drawn=5), AREA)
    assert (figures.read, figures.drawn) == (2, 5)
    assert figures.rows[-1].tally.files == 2


def test_a_file_that_is_not_random_stands_apart() -> None:
    picture = read_as("SS")
    chosen = FileReading(
        case="X-1",
        mode="targeted",
        state="locked",
        answers={AREA: Answer(item=AREA, value="inadequate")},
    )
    figures = area_figures(replace(picture, readings=(*picture.readings, chosen)), AREA)
    assert figures.apart == 1
    assert figures.rows[-1].tally.count("inadequate") == 0


def test_the_range_is_about_the_whole_list() -> None:
    row = area_figures(read_as("GSSIGn"), AREA).rows[-1]
    assert row.limits is not None
    assert row.limits.of == 60 - 1
    assert row.limits.low < 59 * 4 / 5 < row.limits.high


def test_without_a_size_of_the_list_there_is_no_range() -> None:
    picture = replace(read_as("SS"), draws=())
    assert [row.limits for row in area_figures(picture, AREA).rows] == [None, None, None]


def test_the_suggestion_is_the_middle_file() -> None:
    figures = area_figures(read_as("GSSII"), AREA)
    assert figures.suggestion.grade == "satisfactory"
    assert figures.suggestion.reasons == ("The middle file, 3rd of 5",)


def test_the_fewest_files_that_would_change_the_suggestion_are_named() -> None:
    stress = area_figures(read_as("OO" + "G" * 13 + "S" * 26 + "I" * 9), AREA).stress
    assert stress is not None
    assert [(flip.grade, flip.direction, flip.files) for flip in stress.flips] == [
        ("good", "up", 11),
        ("inadequate", "down", 16),
    ]


def test_where_one_step_of_every_file_changes_nothing_no_flip_is_named() -> None:
    stress = area_figures(read_as("OOO"), AREA).stress
    assert stress is not None
    assert [flip.direction for flip in stress.flips] == ["down"]


@pytest.mark.parametrize(("drawn", "can"), [(15, False), (16, True)])
def test_unread_files_can_change_it_or_not(drawn: int, can: bool) -> None:
    stress = area_figures(read_as("GGGSSSSSIII", drawn=drawn), AREA).stress
    assert stress is not None
    assert (stress.unread, stress.unread_can) == (drawn - 11, can)


def test_an_open_difference_is_counted_and_can_change_the_suggestion_or_not() -> None:
    picture = read_as("GSI")
    said = tuple(Said(author=who, value=value, at="") for who, value in (("A", "good"), ("B", "inadequate")))
    first = replace(picture.readings[0], answers={AREA: Answer(item=AREA, different=said)})
    figures = area_figures(replace(picture, readings=(first, *picture.readings[1:])), AREA)
    assert figures.conflicts == 1
    assert figures.rows[-1].tally.unsettled == 1
    assert figures.stress is not None
    assert (figures.stress.conflicts, figures.stress.conflicts_can) == (1, True)


def test_an_area_that_no_file_can_answer_has_no_counts() -> None:
    framework = small_framework(1)
    area = replace(framework.areas[0], answerable=False)
    picture = read_as("SS", replace(framework, areas=(area,)))
    figures = area_figures(picture, AREA)
    assert figures.rows == ()
    assert figures.stress is None
    assert figures.suggestion.reasons == ("No case file can answer this",)


def test_a_framework_without_grades_is_counted_without_an_error() -> None:
    figures = area_figures(full_picture(NARRATIVE), AREA)
    assert figures.rows == ()
    assert figures.suggestion.grade is None
    assert figures.managers == ()


def test_a_visit_with_nothing_entered_says_so_in_zeros() -> None:
    figures = area_figures(empty_picture(small_framework(2)), AREA)
    assert (figures.read, figures.drawn) == (0, 0)
    assert figures.whole is not None
    assert figures.whole.tally.files == 0
    assert figures.stress is None


def test_managers_are_compared_over_files_with_both_grades() -> None:
    picture = read_as("SSIG-")
    managers = ["good", "satisfactory", "satisfactory", "", "good"]
    readings = tuple(
        replace(r, answers={AREA: replace(r.answers.get(AREA, Answer(item=AREA)), manager=manager)})
        for r, manager in zip(picture.readings, managers, strict=True)
    )
    (figures,) = manager_figures(replace(picture, readings=readings), AREA)
    assert (figures.item, figures.files, figures.gap_sum) == (AREA, 3, 2)
    assert (figures.crossings, figures.same, figures.within_one) == (1, 1, 3)


def test_evidence_is_sorted_by_polarity_in_the_order_of_the_letter() -> None:
    picture = full_picture(small_framework(2))
    first, *rest = picture.evidence
    turned = replace(picture, evidence=(replace(first, polarity="against"), *rest))
    found = evidence_by_polarity(turned, AREA)
    assert [item.id for item in found["against"]] == [first.id]
    assert [item.id for item in found["for"]] == ["e2", "e3"]
    assert found["neutral"] == ()


def test_a_question_that_nobody_answered_yet_is_no_part_of_the_denominator() -> None:
    framework = small_framework(1)
    graded = next(aspect for aspect in framework.aspects if aspect.kind == "grade")
    picture = read_as("SS")
    rows = item_counts(picture, graded)
    assert (rows[-1].tally.unanswered, rows[-1].tally.applicable) == (2, 0)


def test_read_and_drawn_count_files_of_the_sample() -> None:
    picture = full_picture(small_framework(1), files=7)
    assert files_read(picture) == (7, 7)
