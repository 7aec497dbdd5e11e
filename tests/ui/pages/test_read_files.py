"""From file to file on the Read page, and locking, by keyboard. Names and cases are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from cafaudit.domain.asking import core_items
from cafaudit.services.commands.readings import LockReading
from cafaudit.services.commands.scoring import GiveScore
from cafaudit.services.queries.reading import read_case
from tests.ui.hands import CTRL, SHIFT, Hands, Key
from tests.ui.read_page import (
    answer_of,
    case_of,
    full_disk,
    item_of,
    list_row,
    open_read_page,
    queue_of,
    value_of,
)
from tests.ui.visits import planned_visit
from ui.pages.read import ReadPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from ui.desk import Desk


@pytest.fixture
def page(desk: Desk, show: Callable[[QWidget], QWidget]) -> ReadPage:
    return open_read_page(desk, show)


def test_next_file_saves_moves_on_and_goes_to_its_first_unanswered_question(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    first, second, third = queue_of(page)[:3]
    desk.do(LockReading(case=second))
    desk.do(GiveScore(case=third, item="statutory-duty", answer="good"))
    hands.press(Key.Key_Tab)
    hands.write("unfinished")
    hands.press(Key.Key_Return, held=CTRL)
    assert case_of(page) == third
    assert item_of(page) == "risk"
    assert page.answers.table.list.hasFocus()
    assert answer_of(desk, first, "statutory-duty").why == "unfinished"  # type: ignore[union-attr]


def test_a_complete_file_is_locked_on_the_way_to_the_next_and_that_is_said(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    first, second = queue_of(page)[:2]
    *most, last = core_items(desk.framework)
    for item in most:
        desk.do(GiveScore(case=first, item=item.id, answer="na"))
    hands.settle()
    assert (page.foot.next.text(), page.foot.lock.isVisible()) == ("Next file", True)
    desk.do(GiveScore(case=first, item=last.id, answer="na"))
    hands.settle()
    assert (page.foot.next.text(), page.foot.lock.isVisible()) == ("Lock and next file", False)
    hands.press(Key.Key_Return, held=CTRL)
    assert case_of(page) == second
    assert read_case(desk.visit, first).reading.state == "locked"
    assert page.notice.text() == f"{first} is locked; Ctrl+Z takes that back."
    assert page.foot.next.text() == "Next file"
    hands.press(Key.Key_Z, held=CTRL)
    assert read_case(desk.visit, first).reading.state == "open"


def test_a_complete_file_is_locked_by_one_press_and_next_goes_on_from_it(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    first, second = queue_of(page)[:2]
    for item in core_items(desk.framework):
        desk.do(GiveScore(case=first, item=item.id, answer="na"))
    hands.settle()
    for key in (Key.Key_L, Key.Key_Return):  # as fast as a hand can, no waiting in between
        QTest.keyClick(page.answers.table.list, key, CTRL)
    hands.settle()
    assert read_case(desk.visit, first).reading.state == "locked"
    assert case_of(page) == second
    assert not page.notice.isVisible()


def test_a_lock_on_the_way_that_is_refused_comes_back_to_its_file(
    page: ReadPage, hands: Hands, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = case_of(page)
    for item in core_items(desk.framework):
        desk.do(GiveScore(case=first, item=item.id, answer="na"))
    hands.settle()

    with monkeypatch.context() as broken:
        broken.setattr(desk.visit, "do", full_disk)
        hands.press(Key.Key_Return, held=CTRL)
    assert case_of(page) == first
    assert "Make room" in page.notice.text()
    hands.press(Key.Key_Return, held=CTRL)
    assert read_case(desk.visit, first).reading.state == "locked"


def test_when_all_files_are_locked_next_file_says_so_and_stays(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    for case in queue_of(page):
        desk.do(LockReading(case=case))
    hands.settle()
    before = case_of(page)
    hands.press(Key.Key_Return, held=CTRL)
    assert case_of(page) == before
    assert "No other file" in page.notice.text()


def test_the_slot_in_focus_is_the_answer_of_the_file_that_comes_up(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    first, second = queue_of(page)[:2]
    for item in core_items(desk.framework):
        desk.do(GiveScore(case=second, item=item.id, answer="na"))
    hands.press(Key.Key_3, Key.Key_Up)
    assert page.answers.table.list.slot == 2
    hands.press(Key.Key_Down, held=CTRL)
    assert (case_of(page), item_of(page)) == (second, "statutory-duty")
    assert page.answers.table.list.slot == 4
    hands.press(Key.Key_Up, held=CTRL)
    assert case_of(page) == first


def test_ctrl_and_arrows_walk_the_queue_and_stop_at_its_ends(page: ReadPage, hands: Hands) -> None:
    queue = queue_of(page)
    hands.press(Key.Key_Down, held=CTRL)
    assert case_of(page) == queue[1]
    hands.press(Key.Key_Up, Key.Key_Up, held=CTRL)
    assert case_of(page) == queue[0]


def test_the_queue_shows_how_far_each_file_is(page: ReadPage, hands: Hands) -> None:
    hands.press(Key.Key_2)
    row = list_row(page, case_of(page))
    assert (row.icon, row.aside) == ("file_half", "1 of 18")
    hands.press(Key.Key_L, Key.Key_L, held=CTRL)
    row = list_row(page, case_of(page))
    assert (row.icon, row.aside) == ("file_full", "locked, gaps")
    assert page.files.left == (8, 9)
    assert page.progress == "8 of 9 left · 1 of 18 answered"
    assert page.entry == case_of(page)


def test_a_locked_reading_takes_no_answer_and_opens_again_with_a_reason(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    case, first = case_of(page), item_of(page)
    hands.press(Key.Key_L, held=CTRL)
    assert page.notice.text() == "18 of 18 not answered. Press Ctrl+L again to lock with gaps."
    assert read_case(desk.visit, case).reading.state != "locked"
    hands.press(Key.Key_L, held=CTRL)
    assert page.head.state.text().startswith("Reading locked")
    assert not page.foot.lock.isVisible()
    for key in (Key.Key_2, Key.Key_M):
        page.notice.clear()
        hands.press(key)
        assert page.notice.isVisible()
        assert page.notice.text() == "This reading is locked. Reopen it with a reason."
    hands.press(Key.Key_E)
    assert value_of(desk, case, first) == ""
    assert page.reading_panel.form.isHidden()
    assert page.reading_panel.panel.why.area.isReadOnly()
    page.head.reopen.setFocus()
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)
    assert read_case(desk.visit, case).reading.state == "locked"
    hands.write("the second half was missing")
    hands.press(Key.Key_Return)
    assert read_case(desk.visit, case).reading.state == "open"
    assert page.answers.table.list.hasFocus()
    hands.press(Key.Key_2)
    assert value_of(desk, case, first) == "good"


def test_undo_and_redo_say_what_they_did_and_show_it(page: ReadPage, hands: Hands, desk: Desk) -> None:
    case, first = case_of(page), item_of(page)
    hands.press(Key.Key_2, Key.Key_3)
    hands.press(Key.Key_Z, held=CTRL)
    hands.press(Key.Key_Z, held=CTRL)
    assert value_of(desk, case, first) == ""
    assert item_of(page) == first
    assert page.notice.text() == f"Undone: Statutory duty first of {case}: Good"
    hands.press(Key.Key_Z, held=CTRL | SHIFT)
    assert value_of(desk, case, first) == "good"
    assert page.notice.text().startswith("Done again: ")
    hands.press(Key.Key_Z, held=CTRL)
    hands.press(Key.Key_Z, held=CTRL)
    assert "nothing to undo" in page.notice.text()


def test_a_page_without_files_says_what_comes_here(
    tmp_path: Path, desk_for: Callable[..., Desk], show: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    page = ReadPage(desk_for(planned_visit(tmp_path)))
    show(page)
    page.show_page()
    assert page.empty.isVisible()
    with qtbot.waitSignal(page.page_wanted) as wanted:
        page.empty.stepped.emit()
    assert wanted.args == ["sample", None]
