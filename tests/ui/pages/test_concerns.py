"""Concerns from the first sentence to the conclusion, by keyboard. Everything in them is made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from cafaudit.services.commands.concerns import ConcludeConcern, RaiseConcern
from cafaudit.services.queries.records import read_concerns, read_notes
from tests.ui.hands import CTRL, Hands, Key
from tests.visits import sampled
from ui.models.concern_rows import concern_pill
from ui.pages.concerns import ConcernsPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from cafaudit.domain.picture import Concern
    from ui.desk import Desk

SEEN = "Contact goes on although the risk was named."


@pytest.fixture
def page(desk: Desk, show: Callable[[QWidget], QWidget]) -> ConcernsPage:
    page = ConcernsPage(desk)
    page.resize(1100, 700)
    show(page)
    page.show_page()
    return page


def only(desk: Desk) -> Concern:
    (concern,) = read_concerns(desk.visit)
    return concern


def rows(page: ConcernsPage) -> list[tuple[str, bool]]:
    return [(row.row_id or row.text, row.alarm) for row in page.list.list._rows._rows]


def raise_one(desk: Desk, hands: Hands, **more: str) -> str:
    ids: list[str] = []
    desk.do(RaiseConcern(text=SEEN, **more), then=lambda changes: ids.append(changes.made["concern"]))
    hands.settle()
    return ids[0]


def test_an_empty_page_says_what_comes_here_and_its_button_begins(
    page: ConcernsPage, hands: Hands, desk: Desk
) -> None:
    assert page.empty.isVisible()
    assert not page.next.isVisible()
    page.empty.stepped.emit()
    hands.write(SEEN)
    hands.press(Key.Key_Return)
    assert only(desk).text == SEEN
    assert not page.empty.isVisible()
    assert page.text.toPlainText() == SEEN


def test_a_concern_goes_from_told_to_concluded_by_ctrl_enter(
    page: ConcernsPage, hands: Hands, desk: Desk
) -> None:
    case = sampled(desk.visit)[0]
    raise_one(desk, hands, case=case, item="risk-quality")
    page.list.list.setFocus()
    assert page.head.title.text() == case
    assert page.next.text() == "Note who was told"
    hands.press(Key.Key_Return, held=CTRL)
    assert only(desk).told_post == "Head of Service"
    assert datetime.fromisoformat(only(desk).told_at).tzinfo is not None
    assert page.next.text() == "Save response"
    page.response.area.setFocus()
    hands.write("The child was seen today.")
    hands.press(Key.Key_Return, held=CTRL)
    assert only(desk).response == "The child was seen today."
    assert page.next.text() == "Conclude"
    page.conclusion.area.setFocus()
    hands.write("A satisfactory explanation.")
    hands.press(Key.Key_Return, held=CTRL)
    assert not only(desk).is_open
    assert rows(page) == [("Concluded", False), (only(desk).id, False)]


def test_another_post_and_time_can_be_typed_and_an_odd_time_is_asked_again(
    page: ConcernsPage, hands: Hands, desk: Desk
) -> None:
    raise_one(desk, hands)
    page.told.post.setFocus()
    page.told.post.selectAll()
    hands.write("Operational Director")
    hands.press(Key.Key_Tab)
    page.told.when.field.selectAll()
    hands.write("soon")
    hands.press(Key.Key_Return)
    assert only(desk).told_post == ""
    assert "10:20" in page.told.error.text()
    page.told.when.field.selectAll()
    hands.write("19 August 2009 10:20")
    hands.press(Key.Key_Return)
    assert only(desk).told_post == "Operational Director"
    assert datetime.fromisoformat(only(desk).told_at).astimezone().strftime("%d %m %Y %H:%M") == (
        "19 08 2009 10:20"
    )


def test_open_concerns_stand_first_and_red_the_oldest_on_top(
    page: ConcernsPage, hands: Hands, desk: Desk
) -> None:
    first = raise_one(desk, hands)
    second = raise_one(desk, hands)
    desk.do(ConcludeConcern(concern=first, conclusion="settled"))
    third = raise_one(desk, hands)
    order = sorted([second, third], key=[c.id for c in read_concerns(desk.visit)].index)
    assert rows(page) == [
        ("Open", False),
        *((one, True) for one in order),
        ("Concluded", False),
        (first, False),
    ]


def test_the_sentence_is_changed_by_leaving_it_and_a_name_in_it_is_marked(
    page: ConcernsPage, hands: Hands, desk: Desk
) -> None:
    raise_one(desk, hands)
    page.text.setFocus()
    hands.press(Key.Key_End)
    hands.write(" Born on 10 April 2003.")
    assert page.marks.line.isVisible()
    hands.press(Key.Key_Tab)
    assert only(desk).text == f"{SEEN} Born on 10 April 2003."


def test_an_emptied_sentence_is_refused_and_the_old_one_stands(
    page: ConcernsPage, hands: Hands, desk: Desk
) -> None:
    raise_one(desk, hands)
    page.text.setFocus()
    page.text.selectAll()
    hands.press(Key.Key_Backspace, Key.Key_Tab)
    assert only(desk).text == SEEN
    assert "empty" in page.notice.text()
    assert page.foot.saved.kind == "failed"


def test_a_half_typed_response_is_there_again_on_another_day(
    page: ConcernsPage, hands: Hands, desk: Desk, qtbot: QtBot, show: Callable[[QWidget], QWidget]
) -> None:
    raise_one(desk, hands)
    page.response._draft._keeping.setInterval(10)
    page.response.area.setFocus()
    with qtbot.waitSignal(desk.draft_kept):
        hands.write("The child was se")
    again = ConcernsPage(desk)
    show(again)
    again.show_page()
    assert again.response.area.toPlainText() == "The child was se"
    assert only(desk).response == ""


def test_a_response_being_typed_stays_while_something_else_is_saved(
    page: ConcernsPage, hands: Hands, desk: Desk
) -> None:
    raise_one(desk, hands)
    page.response.area.setFocus()
    hands.write("The child was se")
    page.told.give()
    hands.settle()
    assert only(desk).told_post
    assert page.response.area.toPlainText() == "The child was se"


def test_the_severity_is_changed_in_its_list(page: ConcernsPage, hands: Hands, desk: Desk) -> None:
    raise_one(desk, hands)
    page.severity.setFocus()
    hands.press(Key.Key_Up)
    assert only(desk).severity == "child_at_risk"


def test_the_link_goes_to_the_file_and_its_question(
    page: ConcernsPage, hands: Hands, desk: Desk, qtbot: QtBot
) -> None:
    case = sampled(desk.visit)[0]
    raise_one(desk, hands, case=case, item="risk-quality")
    with qtbot.waitSignal(page.page_wanted) as wanted:
        page.file_link.click()
    assert wanted.args == ["read", (case, "risk-quality")]


def test_an_item_shown_from_elsewhere_is_the_present_one(
    page: ConcernsPage, hands: Hands, desk: Desk
) -> None:
    raise_one(desk, hands)
    second = raise_one(desk, hands)
    page.show_item(second)
    assert page._present == second


def test_a_note_can_be_taken_here_as_well(page: ConcernsPage, hands: Hands, desk: Desk) -> None:
    page.begin_note()
    hands.write("ring the duty desk")
    hands.press(Key.Key_Return)
    assert [note.text for note in read_notes(desk.visit)] == ["ring the duty desk"]


def test_the_header_names_the_number_and_the_age_of_the_oldest(desk: Desk, hands: Hands) -> None:
    now = datetime(2009, 8, 19, 14, 2, tzinfo=UTC)
    assert concern_pill((), now) == ("", "")
    raise_one(desk, hands)
    concern = only(desk)
    old = replace(concern, at="2009-08-19T11:55:00Z")
    young = replace(concern, id="2", at="2009-08-19T13:55:00Z")
    done = replace(concern, id="3", at="2009-08-18T13:55:00Z", conclusion="settled")
    assert concern_pill((young, done), now) == ("1 concern open · 7 min", "1 · 7 min")
    assert concern_pill((young, old, done), now) == ("2 concerns open · 2 h 07 min", "2 · 2 h 07 min")
