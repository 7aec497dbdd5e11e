"""Asking for files from the Read page, by keyboard. Cases and reasons are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cafaudit.services.queries.reading import read_case
from tests.ui.hands import CTRL, Hands, Key
from tests.ui.read_page import (
    case_of,
    list_row,
    menus,
    open_read_page,
    queue_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk
    from ui.pages.read import ReadPage


@pytest.fixture
def page(desk: Desk, show: Callable[[QWidget], QWidget]) -> ReadPage:
    return open_read_page(desk, show)


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
    assert "X-17 is not in the provider's list" in card.error.text()
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
