"""Grading files through commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cafaudit.domain.asking import core_items
from cafaudit.errors import InputRefused
from cafaudit.services.commands.readings import LockReading, ReopenReading
from cafaudit.services.commands.requesting import ReplaceFile
from cafaudit.services.commands.scoring import ClearScore, GiveManagerGrade, GiveReason, GiveScore
from cafaudit.services.queries.files import reading, sampled_cases
from cafaudit.services.queries.reading import read_case, read_queue
from tests.visits import sampled

if TYPE_CHECKING:
    from cafaudit.services.visit import Visit


def test_a_grade_stands_after_it_was_given(drawn: Visit) -> None:
    case = sampled(drawn)[0]
    changes = drawn.do(GiveScore(case=case, item="risk-quality", answer="good"))
    assert reading(drawn, case).answers["risk-quality"].value == "good"
    assert changes.summary == f"Risk assessment quality of {case}: Good"
    assert changes.cells == {f"score/{case}/1/risk-quality"}


def test_the_same_grade_again_writes_nothing_and_names_the_event_that_stands(drawn: Visit) -> None:
    case = sampled(drawn)[0]
    first = drawn.do(GiveScore(case=case, item="risk-quality", answer="good"))
    with drawn.reading() as read:
        before = read.tables.digest()
    again = drawn.do(GiveScore(case=case, item="risk-quality", answer="good"))
    with drawn.reading() as read:
        assert read.tables.digest() == before
    assert again.event == first.event


def test_undo_and_redo_bring_back_what_stood(drawn: Visit) -> None:
    case = sampled(drawn)[0]
    drawn.do(GiveScore(case=case, item="risk-quality", answer="good"))
    drawn.do(GiveScore(case=case, item="risk-quality", answer="inadequate"))
    drawn.undo()
    assert reading(drawn, case).answers["risk-quality"].value == "good"
    drawn.undo()
    assert "risk-quality" not in reading(drawn, case).answers
    drawn.redo()
    drawn.redo()
    assert reading(drawn, case).answers["risk-quality"].value == "inadequate"
    with pytest.raises(InputRefused, match="nothing to redo"):
        drawn.redo()


def test_a_new_deed_after_undo_leaves_nothing_to_redo(drawn: Visit) -> None:
    case = sampled(drawn)[0]
    drawn.do(GiveScore(case=case, item="risk-quality", answer="good"))
    drawn.undo()
    drawn.do(GiveScore(case=case, item="violence-present", answer="yes"))
    with pytest.raises(InputRefused, match="nothing to redo"):
        drawn.redo()


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        ("risk-quality", "yes"),
        ("risk-present", "good"),
        ("allocated-on", "31/02/2009"),
        ("allocated-on", "2009-02-31"),
        ("days-waited", "-3"),
        ("days-waited", "٣"),
        ("no-such-item", "good"),
        ("risk-quality", ""),
    ],
)
def test_an_answer_that_the_item_does_not_take_is_refused_and_changes_nothing(
    drawn: Visit, item: str, answer: str
) -> None:
    case = sampled(drawn)[0]
    with drawn.reading() as read:
        before = read.tables.digest()
    with pytest.raises(InputRefused):
        drawn.do(GiveScore(case=case, item=item, answer=answer))
    with drawn.reading() as read:
        assert read.tables.digest() == before


def test_dates_and_numbers_are_kept_in_one_spelling(drawn: Visit) -> None:
    case = sampled(drawn)[0]
    drawn.do(GiveScore(case=case, item="allocated-on", answer="2009-04-14"))
    drawn.do(GiveScore(case=case, item="days-waited", answer="007"))
    answers = reading(drawn, case).answers
    assert (answers["allocated-on"].value, answers["days-waited"].value) == ("2009-04-14", "7")


def test_a_file_outside_the_sample_cannot_be_graded(drawn: Visit) -> None:
    outside = next(
        f"BBC-{n:04d}" for n in range(1, 41) if f"BBC-{n:04d}" not in {c.ref for c in sampled_cases(drawn)}
    )
    with pytest.raises(InputRefused, match="not among this visit's files"):
        drawn.do(GiveScore(case=outside, item="risk-quality", answer="good"))


def test_a_locked_reading_stands_until_it_is_reopened_with_a_reason(drawn: Visit) -> None:
    case = sampled(drawn)[0]
    drawn.do(GiveScore(case=case, item="risk-quality", answer="good"))
    drawn.do(LockReading(case=case))
    with pytest.raises(InputRefused, match="locked"):
        drawn.do(ClearScore(case=case, item="risk-quality"))
    with pytest.raises(InputRefused, match="reason"):
        drawn.do(ReopenReading(case=case, reason="  "))
    drawn.do(ReopenReading(case=case, reason="a page was overlooked"))
    drawn.do(ClearScore(case=case, item="risk-quality"))
    assert "risk-quality" not in reading(drawn, case).answers


def test_a_missing_file_is_replaced_by_the_next_reserve_of_its_stratum(drawn: Visit) -> None:
    cases = sampled_cases(drawn)
    missing = next(case for case in cases if case.role == "sample")
    reserves = [c for c in cases if c.stratum == missing.stratum and c.role == "reserve"]
    changes = drawn.do(ReplaceFile(case=missing.ref, reason="not in the cabinet"))
    assert changes.made["case"] == reserves[0].ref
    drawn.do(ReplaceFile(case=reserves[0].ref, reason="nor that one"))
    assert reserves[1].ref in sampled(drawn)
    assert reading(drawn, missing.ref).state == "not_produced"


def test_a_manager_grade_is_taken_only_where_the_item_is_graded(drawn: Visit) -> None:
    case = sampled(drawn)[0]
    drawn.do(GiveManagerGrade(case=case, item="risk-quality", grade="good"))
    assert reading(drawn, case).answers["risk-quality"].manager == "good"
    with pytest.raises(InputRefused, match="no grade by a manager"):
        drawn.do(GiveManagerGrade(case=case, item="risk-present", grade="good"))


def test_a_reason_ends_the_draft_of_the_same_field(drawn: Visit) -> None:
    case = sampled(drawn)[0]
    drawn.keep_draft(f"why/{case}/1/risk-quality", "half a sente")
    assert read_case(drawn, case).drafts == {f"why/{case}/1/risk-quality": "half a sente"}
    drawn.do(GiveReason(case=case, item="risk-quality", text="half a sentence\r\nmore"))
    page = read_case(drawn, case)
    assert page.drafts == {}
    assert page.reading.answers["risk-quality"].why == "half a sentence\nmore"


@pytest.mark.parametrize("text", ["bell \x07", "half \ud800 pair", "never \uffff", "x" * 20_001])
def test_text_that_no_document_can_carry_is_refused(drawn: Visit, text: str) -> None:
    with pytest.raises(InputRefused):
        drawn.do(GiveReason(case=sampled(drawn)[0], item="risk-quality", text=text))


def test_the_queue_counts_core_items_and_what_does_not_apply_as_answered(drawn: Visit) -> None:
    case = sampled(drawn)[0]
    total = len(core_items(drawn.framework))
    assert {row.total for row in read_queue(drawn).rows} == {total}
    drawn.do(GiveScore(case=case, item="violence-present", answer="no"))
    row = next(row for row in read_queue(drawn).rows if row.case == case)
    dependent = [
        a
        for a in drawn.framework.aspects
        if a.core and a.applies_when and a.applies_when.aspect == "violence-present"
    ]
    assert dependent
    assert row.answered == 1 + len(dependent)
