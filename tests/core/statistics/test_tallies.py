"""Tallies count files: by grade, per stratum, with "not applicable" outside the denominator."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.domain.framework import Grade, GradeScale
from cafaudit.statistics.tallies import FileAnswer, Tally, tally

SCALE = GradeScale(
    id="file",
    name="File",
    grades=tuple(
        Grade(id=grade, letter=grade[0].upper(), word=grade, rung=rung)
        for rung, grade in enumerate(("outstanding", "good", "satisfactory", "inadequate"), start=1)
    ),
    line="satisfactory",
)
OFFERED = tuple(grade.id for grade in SCALE.grades)
STRATA = ("early", "private", "public")


def files(stratum: str, *answers: str | None, item: str = "risk") -> list[FileAnswer]:
    return [
        FileAnswer(case=f"{stratum}-{number}", stratum=stratum, item=item, answer=answer)
        for number, answer in enumerate(answers)
    ]


def counted(*answers: FileAnswer) -> tuple[Tally, ...]:
    return tally(answers, item="risk", offered=OFFERED, strata=STRATA)


def test_files_are_counted_by_grade_per_stratum_and_over_all() -> None:
    early, private, public, everything = counted(
        *files("early", "good", "good", "inadequate"), *files("public", "satisfactory")
    )
    assert early.counts == (("outstanding", 0), ("good", 2), ("satisfactory", 0), ("inadequate", 1))
    assert (private.stratum, private.files) == ("private", 0)
    assert public.count("satisfactory") == 1
    assert (everything.stratum, everything.applicable) == (None, 4)


def test_not_applicable_shrinks_the_denominator_and_is_counted_apart() -> None:
    rows = files("early", "good", "na", "na", None)
    rows[2] = replace(rows[2], by_rule=True)
    early = counted(*rows)[0]
    assert (early.applicable, early.not_applicable, early.by_rule, early.unanswered) == (1, 1, 1, 1)
    assert early.files == 4


def test_a_file_in_conflict_counts_as_unsettled_and_in_no_grade() -> None:
    rows = files("early", "good", None, None)
    rows[1] = replace(rows[1], unsettled=True)
    early = counted(*rows)[0]
    assert (early.applicable, early.unsettled, early.unanswered, early.files) == (1, 1, 1, 3)


def test_a_mark_that_does_not_fit_its_answer_is_a_fault() -> None:
    row = files("early", "good")[0]
    with pytest.raises(ValueError, match="by rule"):
        counted(replace(row, by_rule=True))
    with pytest.raises(ValueError, match="unsettled"):
        counted(replace(row, unsettled=True))


def test_files_on_the_passing_side_of_the_line_are_counted() -> None:
    everything = counted(*files("early", "outstanding", "satisfactory", "inadequate", "na"))[-1]
    assert everything.passing(SCALE) == 2
    assert everything.passing(replace(SCALE, line=None)) is None
    assert everything.count("outstanding", "good") == 1


def test_answers_to_other_items_are_passed_over() -> None:
    rows = files("early", "good") + files("early", "yes", item="tool")
    assert counted(*rows)[-1].files == 1
    tools = tally(rows, item="tool", offered=("yes", "no"), strata=STRATA)
    assert tools[-1].counts == (("yes", 1), ("no", 0))


def test_files_known_not_to_apply_leave_the_list_as_well() -> None:
    everything = counted(*files("early", *["good"] * 12, "na", "na"))[-1]
    assert everything.range_of(12, 32).of == 30
    with pytest.raises(ValueError, match="impossible"):
        everything.range_of(12, 13)


def test_a_file_that_answers_twice_is_a_fault() -> None:
    row = files("early", "good")[0]
    with pytest.raises(ValueError, match="twice"):
        counted(row, replace(row, answer="inadequate"))


def test_an_answer_or_stratum_from_elsewhere_is_a_fault() -> None:
    row = files("early", "good")[0]
    with pytest.raises(ValueError, match="does not offer"):
        counted(replace(row, answer="fair"))
    with pytest.raises(ValueError, match="no known stratum"):
        counted(replace(row, stratum="elsewhere"))


@given(st.lists(st.tuples(st.sampled_from(STRATA), st.sampled_from([*OFFERED, "na", None]), st.booleans())))
def test_strata_add_up_to_all_files_whatever_the_order(drawn: list[tuple[str, str | None, bool]]) -> None:
    rows = [
        FileAnswer(
            case=str(number), stratum=stratum, item="risk", answer=answer, by_rule=flag and answer == "na"
        )
        for number, (stratum, answer, flag) in enumerate(drawn)
    ]
    *strata, everything = counted(*rows)
    assert everything.files == len(rows) == sum(row.files for row in strata)
    for grade in OFFERED:
        assert everything.count(grade) == sum(row.count(grade) for row in strata)
    assert counted(*reversed(rows)) == (*strata, everything)
