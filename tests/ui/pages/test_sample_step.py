"""Tab through a step of the Sample page, from outside and out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.hands import SHIFT, Held, Key
from tests.ui.showing import find
from ui.pages.sample_step import Step
from ui.widgets.boxes import column
from ui.widgets.buttons import Button
from ui.widgets.tabs import Tab

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

    from tests.ui.showing import Show

from PySide6.QtTest import QTest


def step_in_window(show: Show) -> tuple[Button, Step]:
    """Show a step below a button; the parts of the step are made in another order than they stand in."""
    window, outside, step = QWidget(), Button("Outside"), Step("step")
    right = column(step.right)
    right.addWidget(named("right"))
    left = column(step.left)
    last = named("left_last")
    left.addWidget(named("left_first"))
    left.addWidget(last)
    step.primary.show_text("Go on")
    layout = column(window)
    layout.addWidget(step)
    layout.addWidget(outside)
    window.resize(1200, 400)
    show(window)
    step.begin()
    return outside, step


def named(name: str) -> Button:
    button = Button(name)
    button.setObjectName(name)
    return button


def passed(count: int, held: Qt.KeyboardModifier = Held.NoModifier) -> list[str]:
    names = []
    for _ in range(count):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Key.Key_Tab, held)
        now = QApplication.focusWidget()
        names.append("" if now is None else now.objectName())
    return names


ROUND = ["left_first", "left_last", "right", "step_primary", "step_back"]


def test_tab_comes_from_outside_to_the_first_part_and_leaves_after_the_last(show: Show) -> None:
    outside, step = step_in_window(show)
    outside.setObjectName("outside")
    assert step.primary.hasFocus()
    assert passed(8) == ["step_back", "outside", *ROUND, "outside"]


def test_shift_and_tab_go_the_same_way_back(show: Show) -> None:
    outside, _ = step_in_window(show)
    outside.setObjectName("outside")
    assert passed(5, SHIFT) == ["right", "left_last", "left_first", "outside", "step_back"]


def test_where_there_is_too_little_room_columns_are_tabs_and_a_part_is_turned_to(show: Show) -> None:
    _, step = step_in_window(show)
    step.show_tabs(Tab("First"), Tab("Second", "3"))
    assert not step.tabs.isVisible()
    step.window().resize(600, 380)
    assert step.tabs.isVisible()
    assert (step.left.isVisible(), step.right.isVisible()) == (True, False)
    right = find(step.right, Button, "right")
    step.turn_to(right)
    assert right.hasFocus()
    assert (step.left.isVisible(), step.right.isVisible()) == (False, True)
    assert passed(2) == ["step_primary", "step_back"]
    step.show_tabs(Tab("First"), Tab("Second", "4"))
    assert step.right.isVisible()
    step.window().resize(1200, 400)
    assert step.left.isVisible()
    assert not step.tabs.isVisible()
