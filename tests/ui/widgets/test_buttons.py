"""Buttons: keys, states, words that are never cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ui.theme import theme
from ui.widgets.boxes import line
from ui.widgets.buttons import Button, ButtonKind

if TYPE_CHECKING:
    from tests.ui.showing import Show

KINDS: tuple[ButtonKind, ...] = ("primary", "plain", "danger", "link", "quiet", "alert")


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize("kind", KINDS)
def test_space_and_enter_press_every_kind(kind: ButtonKind, key: Qt.Key, show: Show) -> None:
    button = Button("Unlock", kind=kind)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    show(button)
    QTest.keyClick(button, key)
    assert len(pressed) == 1


def test_ctrl_enter_is_left_to_the_page(show: Show) -> None:
    button = Button("Unlock")
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    show(button)
    QTest.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_of_a_button_are_never_cut(kind: ButtonKind, show: Show) -> None:
    button = Button("Write “a large majority of”", kind=kind, hint="Ctrl+Enter").with_icon("concern")
    show(button)
    assert button.minimumSizeHint() == button.sizeHint()
    assert button.sizeHint().width() > button.fontMetrics().horizontalAdvance(button.text())


def test_a_hint_is_no_part_of_the_name(show: Show) -> None:
    button = show(Button("Next file", kind="primary", hint="Ctrl+Enter"))
    assert button.accessibleName() == "Next file"


def test_a_short_label_can_say_more_to_a_screen_reader(show: Show) -> None:
    button = Button("All")
    show(button)
    button.show_text("Mine", "Show: mine")
    assert (button.text(), button.accessibleName()) == ("Mine", "Show: mine")


def test_hint_and_icons_make_it_wider(show: Show) -> None:
    plain = Button("Next file").sizeHint().width()
    hinted = Button("Next file", hint="Ctrl+Enter").sizeHint().width()
    both = Button("Next file", hint="Ctrl+Enter").with_icon("menu").with_icon("fold", after=True)
    assert plain < hinted < show(both).sizeHint().width()


@pytest.mark.parametrize(
    ("kind", "ground"),
    [("primary", "accent"), ("plain", "surface"), ("danger", "surface"), ("alert", "danger_surface")],
)
def test_each_kind_has_its_ground(kind: ButtonKind, ground: str, show: Show) -> None:
    button = show(Button("Go", kind=kind))
    shade = button.grab().toImage().pixelColor(8, button.height() // 2)
    assert shade == getattr(theme().colours, ground)


def test_a_step_that_becomes_the_next_one_changes_its_kind(show: Show) -> None:
    button = Button("Draw")
    show(button)
    button.show_kind("primary")
    assert button.grab().toImage().pixelColor(8, 16) == theme().colours.accent
    assert button.font().weight() == theme().type.strong


def test_a_disabled_button_has_no_ground_and_takes_no_click(show: Show) -> None:
    holder = QWidget()  # what shows through a button without a ground
    button = Button("Unlock", kind="primary", parent=holder)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    show(holder)
    assert holder.grab().toImage().pixelColor(8, 16) == theme().colours.accent
    button.setEnabled(False)
    assert holder.grab().toImage().pixelColor(8, 16) == holder.palette().window().color()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == []


def test_even_a_small_link_is_large_enough_to_hit(show: Show) -> None:
    assert show(Button("Show", kind="link", small=True)).sizeHint().height() >= 24


@pytest.mark.parametrize("kind", KINDS)
def test_with_the_keyboard_a_button_keeps_its_even_ground_and_leaves_the_rest_to_the_ring(
    kind: ButtonKind, show: Show
) -> None:
    first, button = Button("First"), Button("New visit", kind=kind)
    row = QWidget()
    layout = line(row)
    layout.addWidget(first)
    layout.addWidget(button)
    show(row)
    first.setFocus()
    before = button.grab().toImage()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert button.hasFocus()
    assert button.grab().toImage() == before
