"""Reasons, evidence, concerns and notes on the Read page, by keyboard. All of them are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from cafaudit.services.commands.concerns import ConcludeConcern, TellConcern
from cafaudit.services.picture import load_picture
from cafaudit.services.queries.reading import read_case
from tests.ui.hands import CTRL, Hands, Key
from tests.ui.read_page import (
    answer_of,
    case_of,
    go_to,
    item_of,
    open_read_page,
    queue_of,
    row_of,
)
from ui.pages import kept_text
from ui.pages.read import ReadPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from ui.desk import Desk

NAMED = "Born on 10 April 2003, seen alone."
"""A date of birth of the made-up list."""


@pytest.fixture
def page(desk: Desk, show: Callable[[QWidget], QWidget]) -> ReadPage:
    return open_read_page(desk, show)


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
