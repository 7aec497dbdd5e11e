"""Answers on the Read page, by keyboard. Names, cases and texts are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from cafaudit.domain.asking import core_items
from cafaudit.services.commands.concerns import RaiseConcern
from cafaudit.services.commands.scoring import GiveManagerGrade, GiveReason, GiveScore
from cafaudit.services.queries.reading import read_case
from tests.ui.hands import Hands, Key
from tests.ui.read_page import (
    answer_of,
    case_of,
    full_disk,
    go_to,
    item_of,
    menus,
    open_read_page,
    queue_of,
    row_of,
    value_of,
)
from ui.models.read_rows import FOLD

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk
    from ui.pages.read import ReadPage


@pytest.fixture
def page(desk: Desk, show: Callable[[QWidget], QWidget]) -> ReadPage:
    return open_read_page(desk, show)


def test_the_page_opens_on_the_first_unanswered_question_with_the_keyboard_there(page: ReadPage) -> None:
    assert page.answers.table.list.hasFocus()
    assert case_of(page) == queue_of(page)[0]
    assert item_of(page) == page.answers._desk.framework.areas[0].id


def test_a_plain_file_is_answered_by_digits_alone_and_each_moves_one_row_down(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    case = case_of(page)
    for item in core_items(desk.framework):
        assert item_of(page) == item.id
        yes_no = desk.framework.scale_of(item) is None
        hands.press(Key.Key_Y if yes_no else Key.Key_2)
    found = read_case(desk.visit, case)
    assert found.answered == found.total == len(core_items(desk.framework))
    assert page.head.state.text() == "Reading open · 18 of 18 answered"


def test_every_area_stands_on_the_page_and_one_that_no_file_answers_says_so(
    page: ReadPage, desk: Desk
) -> None:
    unanswerable = [area for area in desk.framework.areas if not area.answerable]
    assert unanswerable
    for area in desk.framework.areas:
        assert row_of(page, area.id).label == area.title
    for area in unanswerable:
        assert "by rule" in row_of(page, area.id).not_asked_text


def test_enter_on_an_area_that_is_not_asked_lets_it_be_answered_all_the_same(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    go_to(page, hands, "lasting-plan")
    hands.press(Key.Key_3)
    assert value_of(desk, case_of(page), "lasting-plan") == ""
    hands.press(Key.Key_Return, Key.Key_3)
    assert value_of(desk, case_of(page), "lasting-plan") == "satisfactory"


def test_nothing_looks_answered_before_it_is_saved(page: ReadPage, hands: Hands, desk: Desk) -> None:
    first = item_of(page)
    seen: list[str] = []
    desk.saved.connect(lambda _: seen.append(row_of(page, first).answer))
    hands.press(Key.Key_2)
    assert seen == [""]
    assert row_of(page, first).answer == "good"
    assert page.foot.saved.text().startswith("Saved ")


def test_backspace_takes_an_answer_back(page: ReadPage, hands: Hands, desk: Desk) -> None:
    first = item_of(page)
    hands.press(Key.Key_2, Key.Key_Up, Key.Key_Backspace)
    assert value_of(desk, case_of(page), first) == ""
    assert row_of(page, first).answer == ""


def test_an_answer_stays_where_it_is_when_moving_on_is_turned_off(page: ReadPage, hands: Hands) -> None:
    page.answers.table.set_moves_on(False)
    first = item_of(page)
    hands.press(Key.Key_2)
    assert item_of(page) == first


def test_a_no_takes_the_question_that_hangs_on_it_out_and_steps_over_it(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    go_to(page, hands, "risk-present")
    hands.press(Key.Key_N)
    assert "Risk assessment present" in row_of(page, "risk-quality").not_asked_text
    assert item_of(page) == "violence-present"
    assert value_of(desk, case_of(page), "risk-quality") == ""


def test_letters_in_the_reasons_are_text_and_no_answers(page: ReadPage, hands: Hands, desk: Desk) -> None:
    first = item_of(page)
    hands.press(Key.Key_Tab)
    hands.write("2 yes, no: n 0 m e ?")
    hands.press(Key.Key_Escape)
    assert answer_of(desk, case_of(page), first) is not None
    answer = answer_of(desk, case_of(page), first)
    assert answer is not None
    assert (answer.value, answer.why) == ("", "2 yes, no: n 0 m e ?")


def test_the_fold_opens_by_space_and_its_questions_can_be_answered(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    hands.press(Key.Key_End)
    assert item_of(page) == FOLD
    hands.press(Key.Key_Space, Key.Key_Down)
    first_more = item_of(page)
    assert not desk.framework.aspect(first_more).core
    hands.press(Key.Key_Y)
    assert value_of(desk, case_of(page), first_more) == "yes"
    assert row_of(page, FOLD).aside.startswith("1 answered")


@menus
def test_a_manager_grade_is_hidden_until_ones_own_and_then_keyed_in(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    case, item = case_of(page), item_of(page)
    desk.do(GiveManagerGrade(case=case, item=item, grade="good"))
    hands.settle()
    assert row_of(page, item).manager_letter == ""
    assert "hidden" in page.reading_panel.panel.manager.findChildren(type(page.head.title))[1].text()
    hands.press(Key.Key_3, Key.Key_Up)
    assert (row_of(page, item).manager_letter, row_of(page, item).manager_gap) == ("G", "+1")
    hands.press(Key.Key_M)
    assert isinstance(QApplication.activePopupWidget(), QMenu)
    hands.press(Key.Key_4)
    assert answer_of(desk, case, item).manager == "inadequate"  # type: ignore[union-attr]
    assert row_of(page, item).manager_gap == "−1"
    hands.press(Key.Key_M, Key.Key_0)
    assert row_of(page, item).manager_letter == ""


@menus
def test_m_straight_after_an_answer_asks_for_the_managers_grade_of_that_answer(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    case, first = case_of(page), item_of(page)
    hands.press(Key.Key_3)
    second = item_of(page)
    hands.press(Key.Key_M, Key.Key_2)
    assert answer_of(desk, case, first).manager == "good"  # type: ignore[union-attr]
    assert value_of(desk, case, second) == ""
    assert item_of(page) == second
    hands.press(Key.Key_2)
    assert (value_of(desk, case, first), value_of(desk, case, second)) == ("satisfactory", "good")


def test_m_where_no_managers_grade_is_taken_says_so_and_its_digit_becomes_no_answer(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    case, first = case_of(page), item_of(page)
    hands.press(Key.Key_M, Key.Key_2)
    assert "your own" in page.notice.text()
    assert value_of(desk, case, first) == ""
    go_to(page, hands, "risk-present")
    hands.press(Key.Key_Y, Key.Key_M)
    assert page.notice.text() == "No manager’s grade is asked for here."
    after = item_of(page)
    hands.press(Key.Key_1)
    assert (item_of(page), value_of(desk, case, after)) == (after, "")
    hands.press(Key.Key_1)
    assert value_of(desk, case, after)


def test_another_pages_change_is_shown_here(page: ReadPage, hands: Hands, desk: Desk) -> None:
    case, item = case_of(page), item_of(page)
    desk.do(GiveScore(case=case, item=item, answer="good"))
    desk.do(GiveReason(case=case, item=item, text="from elsewhere"))
    desk.do(RaiseConcern(text="A made-up concern", case=case))
    hands.settle()
    assert row_of(page, item).answer == "good"
    assert page.reading_panel.panel.why.area.toPlainText() == "from elsewhere"
    assert page.reading_panel.panel.concern.title()


def test_a_save_that_fails_is_red_stays_and_leaves_the_row_unanswered(
    page: ReadPage, hands: Hands, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, first = case_of(page), item_of(page)

    with monkeypatch.context() as broken:
        broken.setattr(desk.visit, "do", full_disk)
        hands.press(Key.Key_2)
    assert value_of(desk, case, first) == ""
    assert row_of(page, first).answer == ""
    assert page.foot.saved.kind == "failed"
    assert "Make room" in page.notice.text()
    hands.press(Key.Key_Down, Key.Key_Down)
    assert page.foot.saved.kind == "failed"
    hands.press(Key.Key_2)
    assert page.foot.saved.text().startswith("Saved ")
