"""A day on the Read page, by keyboard. Names, cases and texts are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from cafaudit.domain.asking import core_items
from cafaudit.errors import InputRefused
from cafaudit.services.commands.concerns import ConcludeConcern, RaiseConcern, TellConcern
from cafaudit.services.commands.readings import LockReading
from cafaudit.services.commands.scoring import GiveManagerGrade, GiveReason, GiveScore
from cafaudit.services.picture import load_picture
from cafaudit.services.queries.reading import read_case
from tests.ui.hands import CTRL, SHIFT, Hands, Key
from tests.ui.visits import drawn_visit, planned_visit
from ui.models.read_rows import FOLD
from ui.pages import kept_text
from ui.pages.read import ReadPage
from ui.widgets.side_bar import SideEntry
from ui.windows.main import MainWindow, Page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from cafaudit.domain.picture import Answer
    from cafaudit.services.visit import Changes
    from ui.desk import Desk
    from ui.widgets.answer_rows import AnswerRow
    from ui.widgets.list_column import ListRow

menus = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")
"""Without a screen Qt says that a menu cannot take the keyboard; it gets its keys all the same."""

NAMED = "Born on 10 April 2003, seen alone."
"""A date of birth of the made-up list."""


@pytest.fixture
def desk(tmp_path: Path, desk_for: Callable[..., Desk]) -> Desk:
    return desk_for(drawn_visit(tmp_path, size=9))


@pytest.fixture
def hands(qtbot: QtBot, desk: Desk) -> Hands:
    return Hands(qtbot, desk)


@pytest.fixture
def page(desk: Desk, show: Callable[[QWidget], QWidget]) -> ReadPage:
    """The page in a main window of the measure of the look, on its first file."""
    window = MainWindow([Page(SideEntry("read", "Read"), lambda: ReadPage(desk))])
    window.resize(QSize(1366, 768))
    show(window)
    window.show_page("read")
    page = window.page("read")
    assert isinstance(page, ReadPage)
    page.show_page()
    page.window_of_test = window  # type: ignore[attr-defined]  # lives as long as the page
    return page


def case_of(page: ReadPage) -> str:
    assert page.file is not None
    return page.file.case.ref


def item_of(page: ReadPage) -> str:
    row = page.answers.table.current_row()
    assert row is not None
    return row.item_id


def row_of(page: ReadPage, item: str) -> AnswerRow:
    rows = page.answers.table.list._shown.rows
    return next(row for row in rows if row.item_id == item)


def answer_of(desk: Desk, case: str, item: str) -> Answer | None:
    return read_case(desk.visit, case).reading.answers.get(item)


def value_of(desk: Desk, case: str, item: str) -> str:
    answer = answer_of(desk, case, item)
    return "" if answer is None else answer.value


def queue_of(page: ReadPage) -> list[str]:
    return [file.case for file in page.files.files]


def go_to(page: ReadPage, hands: Hands, item: str) -> None:
    while item_of(page) != item:
        before = item_of(page)
        hands.press(Key.Key_Down)
        assert item_of(page) != before, f"{item} is not below"


# --- answers


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


# --- why, evidence, concern


def test_tab_straight_after_an_answer_asks_why_that_answer_and_escape_goes_on(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    case, first = case_of(page), item_of(page)
    hands.press(Key.Key_3)
    second = item_of(page)
    hands.press(Key.Key_Tab)
    assert item_of(page) == first
    hands.write("a made-up reason")
    hands.press(Key.Key_Escape)
    assert item_of(page) == second
    assert page.answers.table.list.hasFocus()
    assert answer_of(desk, case, first).why == "a made-up reason"  # type: ignore[union-attr]
    assert answer_of(desk, case, second) is None


def test_tab_after_another_move_asks_why_the_present_question(page: ReadPage, hands: Hands) -> None:
    hands.press(Key.Key_3, Key.Key_Down)
    present = item_of(page)
    hands.press(Key.Key_Tab)
    assert page.reading_panel.panel.why.area.hasFocus()
    assert item_of(page) == present
    hands.press(Key.Key_Escape)
    assert item_of(page) == present


def test_e_straight_after_an_answer_adds_evidence_to_the_question_that_is_present(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    hands.press(Key.Key_3)
    present = item_of(page)
    hands.press(Key.Key_E)
    hands.write("Seen in the contact log")
    page.reading_panel.form.give()
    hands.settle()
    assert [item.item for item in load_picture(desk.visit).evidence] == [present]


def test_a_reason_is_one_event_on_leaving_and_a_draft_before(
    page: ReadPage, hands: Hands, desk: Desk, qtbot: QtBot
) -> None:
    case, item = case_of(page), item_of(page)
    page.reading_panel.why._keeping.setInterval(20)
    hands.press(Key.Key_Tab)
    with qtbot.waitSignal(desk.draft_kept):
        hands.write("Checks were made by day four.")
    assert answer_of(desk, case, item) is None
    assert read_case(desk.visit, case).drafts == {f"why/{case}/1/{item}": "Checks were made by day four."}
    assert page.foot.saved.kind == "draft"
    hands.press(Key.Key_Escape)
    assert answer_of(desk, case, item).why == "Checks were made by day four."  # type: ignore[union-attr]
    assert read_case(desk.visit, case).drafts == {}
    with desk.visit.reading() as read:
        assert len([e for e in read.events() if e.header.kind == "why.set"]) == 1
    assert row_of(page, item).has_reason
    assert page.answers.table.list.hasFocus()


def test_drafts_are_kept_within_two_seconds() -> None:
    assert kept_text.KEPT_AFTER <= 1_700


def test_a_draft_left_by_a_crash_is_there_at_its_question_when_the_page_opens(
    desk: Desk, show: Callable[[QWidget], QWidget], hands: Hands
) -> None:
    first = ReadPage(desk)
    first.files.load()
    case = queue_of(first)[4]
    desk.keep_draft(f"why/{case}/1/management-oversight", "It was cut off he")
    hands.settle()
    page = ReadPage(desk)
    show(page)
    page.show_page()
    assert (case_of(page), item_of(page)) == (case, "management-oversight")
    assert page.reading_panel.panel.why.area.toPlainText() == "It was cut off he"
    hands.press(Key.Key_Down)
    assert answer_of(desk, case, "management-oversight").why == "It was cut off he"  # type: ignore[union-attr]
    hands.press(Key.Key_Up, Key.Key_Tab)
    hands.write("Now it is whole: ")
    hands.press(Key.Key_Escape)
    whole = answer_of(desk, case, "management-oversight").why  # type: ignore[union-attr]
    hands.press(Key.Key_Down, Key.Key_Up)
    assert page.reading_panel.panel.why.area.toPlainText() == whole != "It was cut off he"


def test_the_reason_of_one_question_never_lands_at_another(page: ReadPage, hands: Hands, desk: Desk) -> None:
    case, first = case_of(page), item_of(page)
    hands.press(Key.Key_Tab)
    hands.write("for the first")
    page.answers.table.list.setFocus()
    hands.press(Key.Key_Down)
    second = item_of(page)
    assert page.reading_panel.panel.why.area.toPlainText() == ""
    hands.press(Key.Key_Tab)
    hands.write("for the second")
    hands.press(Key.Key_Return, held=CTRL)
    assert case_of(page) != case
    whys = {item: answer.why for item, answer in read_case(desk.visit, case).reading.answers.items()}
    assert whys == {first: "for the first", second: "for the second"}


def test_evidence_is_added_with_case_and_question_and_shown_beside_the_answer(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    go_to(page, hands, "risk-quality")
    hands.press(Key.Key_E)
    hands.write("No review after the second incident")
    hands.press(Key.Key_Tab)
    hands.write("a")
    hands.press(Key.Key_Tab)
    hands.write("part C, 22")
    hands.press(Key.Key_Return)
    (item,) = load_picture(desk.visit).evidence
    assert (item.text, item.polarity, item.reference) == (
        "No review after the second incident",
        "against",
        "part C, 22",
    )
    assert (item.case, item.item, item.areas) == (case_of(page), "risk-quality", ("risk",))
    assert row_of(page, "risk-quality").evidence_count == 1
    assert page.answers.table.list.hasFocus()
    assert page.reading_panel.form.isHidden()


def test_evidence_half_typed_is_saved_once_on_the_way_to_the_next_file(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    case = case_of(page)
    hands.press(Key.Key_E)
    hands.write("Seen in the contact log")
    hands.press(Key.Key_Return, held=CTRL)
    assert [item.text for item in load_picture(desk.visit).evidence] == ["Seen in the contact log"]
    assert load_picture(desk.visit).evidence[0].case == case


def test_enter_pressed_twice_adds_evidence_once(page: ReadPage, hands: Hands, desk: Desk) -> None:
    hands.press(Key.Key_E)
    hands.write("Seen in the contact log")
    page.reading_panel.form.reference.setFocus()
    for _ in range(2):
        QTest.keyClick(page.reading_panel.form.reference, Key.Key_Return)
    hands.settle()
    assert len(load_picture(desk.visit).evidence) == 1


def test_a_concern_is_raised_in_two_keys_and_a_sentence(page: ReadPage, hands: Hands, desk: Desk) -> None:
    go_to(page, hands, "risk-quality")
    hands.press(Key.Key_F9)
    hands.write("The child lives with the person named in the referral.")
    hands.press(Key.Key_Return)
    (concern,) = load_picture(desk.visit).concerns
    assert (concern.case, concern.item, concern.severity) == (case_of(page), "risk-quality", "safeguarding")
    assert page.reading_panel.panel.concern.title().startswith("Concern open on this file since ")
    assert page.answers.table.list.hasFocus()
    desk.do(TellConcern(concern=concern.id, post="Head of Service", at="2009-08-19T11:05:00Z"))
    hands.settle()
    assert "Head of Service told" in page.reading_panel.panel.concern.accessibleName()
    desk.do(ConcludeConcern(concern=concern.id, conclusion="Settled"))
    hands.settle()
    assert page.reading_panel.panel.concern.title() == ""


def test_a_concern_from_within_the_reasons_keeps_what_was_typed(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    case, item = case_of(page), item_of(page)
    hands.press(Key.Key_Tab)
    hands.write("half a sen")
    hands.press(Key.Key_F9)
    hands.write("A made-up concern")
    hands.press(Key.Key_Return)
    assert page.reading_panel.panel.why.area.hasFocus()
    hands.write("tence")
    hands.press(Key.Key_Escape)
    assert answer_of(desk, case, item).why == "half a sentence"  # type: ignore[union-attr]


def test_a_rough_note_takes_one_key_and_remembers_the_file(page: ReadPage, hands: Hands, desk: Desk) -> None:
    hands.press(Key.Key_F8)
    hands.write("ask about the duty desk")
    hands.press(Key.Key_Return)
    with desk.visit.reading() as read:
        said = {cell.split("/")[2]: found.value for cell, found in read.tables.under("note/")}
    assert said == {"exists": True, "text": "ask about the duty desk", "case": case_of(page)}


def test_a_name_is_marked_while_it_is_typed_and_is_saved_all_the_same(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    case, item = case_of(page), item_of(page)
    hands.press(Key.Key_Tab)
    hands.write(NAMED)
    area = page.reading_panel.panel.why.area
    marked = [selection.cursor.selectedText() for selection in area.extraSelections()]  # type: ignore[attr-defined]
    assert marked == ["10 April 2003"]
    assert "instead" in page.reading_panel.marks.line.text()
    assert page.reading_panel.marks.line.isVisible()
    hands.press(Key.Key_Escape)
    assert answer_of(desk, case, item).why == NAMED  # type: ignore[union-attr]
    hands.press(Key.Key_L, Key.Key_L, held=CTRL)
    assert "not locked" in page.notice.text()
    assert page.foot.saved.kind == "failed"
    assert read_case(desk.visit, case).reading.state == "open"


# --- files


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

    def full(_: object) -> Changes:
        raise InputRefused("The disk is full; nothing was changed.", "Make room and do it again.")

    with monkeypatch.context() as broken:
        broken.setattr(desk.visit, "do", full)
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


@menus
def test_a_file_is_asked_for_and_produced_by_keyboard(page: ReadPage, hands: Hands, desk: Desk) -> None:
    case = case_of(page)
    hands.press(Key.Key_R, held=CTRL)
    hands.press(Key.Key_A)
    hands.write("25:00")
    hands.press(Key.Key_Return)
    assert read_case(desk.visit, case).reading.state == "not_begun"
    page.cards.requests.card.field.selectAll()
    hands.write("10:20")
    hands.press(Key.Key_Return)
    assert read_case(desk.visit, case).reading.state == "asked"
    row = list_row(page, case)
    assert (row.icon, row.aside) == ("file_clock", "asked 10:20")
    hands.press(Key.Key_R, held=CTRL)
    hands.press(Key.Key_P)
    hands.press(Key.Key_Return)
    assert read_case(desk.visit, case).reading.produced_at


@menus
def test_a_file_that_is_not_there_is_replaced_by_the_next_reserve_with_a_reason(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    case, before = case_of(page), set(queue_of(page))
    hands.press(Key.Key_R, held=CTRL)
    hands.press(Key.Key_N)
    hands.press(Key.Key_Return)
    assert read_case(desk.visit, case).reading.state == "not_begun"
    hands.write("not in its cabinet")
    hands.press(Key.Key_Return)
    found = read_case(desk.visit, case).reading
    assert (found.state, found.reason) == ("not_produced", "not in its cabinet")
    (reserve,) = set(queue_of(page)) - before
    assert reserve in page.notice.text()
    assert page.head.state.text() == f"Not produced: not in its cabinet · {reserve} is read instead"
    assert (list_row(page, case).icon, list_row(page, case).aside) == ("against", "given up")
    assert page.head.reopen.isHidden()
    page.head.late.click()
    hands.settle()
    hands.press(Key.Key_Return)
    late = read_case(desk.visit, case).reading
    assert (late.state, late.mode) == ("open", "targeted")
    assert page.head.state.text().startswith("Turned up ")
    assert read_case(desk.visit, reserve).reading.mode == "random"


@menus
def test_a_file_that_was_not_drawn_is_added_and_stands_apart(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    hands.press(Key.Key_R, held=CTRL)
    hands.press(Key.Key_D)
    card = page.cards.requests.added
    assert card.isVisible()
    hands.press(Key.Key_Tab, Key.Key_Tab)
    hands.press(Key.Key_Return)
    assert "reference" in card.error.text()
    hands.write("X-17")
    hands.press(Key.Key_Tab, Key.Key_Left, Key.Key_Tab)
    hands.press(Key.Key_Return)
    assert "why" in card.error.text()
    hands.write("named in an interview")
    hands.press(Key.Key_Return)
    assert not card.isVisible()
    assert read_case(desk.visit, "X-17").reading.mode == "dip"
    assert "X-17" in queue_of(page)


@menus
def test_a_file_is_given_up_without_a_replacement_and_replaced_later(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    case, before = case_of(page), set(queue_of(page))
    hands.press(Key.Key_R, held=CTRL)
    hands.press(Key.Key_N)
    hands.write("asked for twice")
    page.cards.requests.missed.record.click()
    hands.settle()
    assert read_case(desk.visit, case).reading.state == "not_produced"
    assert set(queue_of(page)) == before
    hands.press(Key.Key_R, held=CTRL)
    hands.press(Key.Key_N)
    hands.write("it will not come")
    hands.press(Key.Key_Return)
    assert len(set(queue_of(page)) - before) == 1


def test_while_a_card_is_open_the_page_below_hears_no_keys(page: ReadPage, hands: Hands) -> None:
    case = case_of(page)
    hands.press(Key.Key_F8)
    hands.write("a note")
    hands.press(Key.Key_Down, held=CTRL)
    hands.press(Key.Key_F9)
    assert not page.cards.concern.isVisible()
    assert case_of(page) == case
    hands.press(Key.Key_Return, held=CTRL)
    assert not page.cards.note.isVisible()
    assert case_of(page) == case


def test_what_a_card_held_is_there_again_after_escape(page: ReadPage, hands: Hands, qtbot: QtBot) -> None:
    page.cards.concern._draft._keeping.setInterval(10)
    hands.press(Key.Key_F9)
    with qtbot.waitSignal(page._desk.draft_kept):
        hands.write("half a conc")
    hands.press(Key.Key_Escape)
    assert page.answers.table.list.hasFocus()
    hands.press(Key.Key_F9)
    assert page.cards.concern.text.toPlainText() == "half a conc"


def test_another_pages_change_is_shown_here(page: ReadPage, hands: Hands, desk: Desk) -> None:
    case, item = case_of(page), item_of(page)
    desk.do(GiveScore(case=case, item=item, answer="good"))
    desk.do(GiveReason(case=case, item=item, text="from elsewhere"))
    desk.do(RaiseConcern(text="A made-up concern", case=case))
    hands.settle()
    assert row_of(page, item).answer == "good"
    assert page.reading_panel.panel.why.area.toPlainText() == "from elsewhere"
    assert page.reading_panel.panel.concern.title()


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


def list_row(page: ReadPage, case: str) -> ListRow:
    return next(row for row in page.files.column.list._rows._rows if row.row_id == case)


def test_a_save_that_fails_is_red_stays_and_leaves_the_row_unanswered(
    page: ReadPage, hands: Hands, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, first = case_of(page), item_of(page)

    def full(_: object) -> Changes:
        raise InputRefused("The disk is full; nothing was changed.", "Make room and do it again.")

    with monkeypatch.context() as broken:
        broken.setattr(desk.visit, "do", full)
        hands.press(Key.Key_2)
    assert value_of(desk, case, first) == ""
    assert row_of(page, first).answer == ""
    assert page.foot.saved.kind == "failed"
    assert "Make room" in page.notice.text()
    hands.press(Key.Key_Down, Key.Key_Down)
    assert page.foot.saved.kind == "failed"
    hands.press(Key.Key_2)
    assert page.foot.saved.text().startswith("Saved ")


def test_closing_saves_the_reason_and_keeps_the_sentence_of_an_open_card(
    page: ReadPage, hands: Hands, desk: Desk
) -> None:
    case, first = case_of(page), item_of(page)
    hands.press(Key.Key_Tab)
    hands.write("typed to the last second")
    hands.press(Key.Key_F9)
    hands.write("half a conc")
    page.flush()
    hands.settle()
    assert answer_of(desk, case, first).why == "typed to the last second"  # type: ignore[union-attr]
    with desk.visit.reading() as read:
        assert {draft.text for draft in read.local.drafts().values()} == {"half a conc"}
