"""The keyboard is never left on a control that cannot be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import delete

from ui.focus import focus_soon

if TYPE_CHECKING:
    from tests.ui.showing import Show


@pytest.fixture
def pages(show: Show) -> tuple[QStackedWidget, QLineEdit, QLineEdit]:
    """Two pages with a field each; the first is on the screen and has the keyboard."""
    stack = QStackedWidget()
    fields = QLineEdit(), QLineEdit()
    for field in fields:
        page = QWidget()
        QVBoxLayout(page).addWidget(field)
        stack.addWidget(page)
    show(stack)
    fields[0].setFocus()
    return stack, *fields


def test_what_asks_for_the_keyboard_late_from_a_hidden_page_does_not_keep_it(
    pages: tuple[QStackedWidget, QLineEdit, QLineEdit],
) -> None:
    stack, first, second = pages
    stack.setCurrentIndex(1)
    second.setFocus()
    first.setFocus()
    QTest.qWait(0)
    assert QApplication.focusWidget() is second


def test_a_page_that_asks_for_the_keyboard_just_before_it_comes_up_gets_it(
    pages: tuple[QStackedWidget, QLineEdit, QLineEdit],
) -> None:
    stack, _, second = pages
    second.setFocus()
    stack.setCurrentIndex(1)
    QTest.qWait(0)
    assert QApplication.focusWidget() is second


def test_a_promise_of_the_keyboard_lapses_when_its_page_has_gone(
    pages: tuple[QStackedWidget, QLineEdit, QLineEdit],
) -> None:
    stack, first, second = pages
    seen: list[QWidget | None] = []
    QApplication.instance().focusChanged.connect(lambda _, new: seen.append(new))  # type: ignore[union-attr]
    focus_soon(first)
    stack.setCurrentIndex(1)
    second.setFocus()
    seen.clear()
    QTest.qWait(0)
    assert seen == []
    assert QApplication.focusWidget() is second


def test_a_control_that_was_just_made_gets_the_keyboard(
    pages: tuple[QStackedWidget, QLineEdit, QLineEdit],
) -> None:
    stack, _, _ = pages
    made = QLineEdit()
    stack.currentWidget().layout().addWidget(made)  # type: ignore[union-attr]
    focus_soon(made)
    QTest.qWait(0)
    assert QApplication.focusWidget() is made


def test_nothing_is_asked_of_a_control_that_has_gone(
    pages: tuple[QStackedWidget, QLineEdit, QLineEdit],
) -> None:
    stack, first, second = pages
    stack.setCurrentIndex(1)
    second.setFocus()
    delete(second)
    first.setFocus()
    QTest.qWait(0)
    assert QApplication.focusWidget() is first
