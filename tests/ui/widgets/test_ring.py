"""The focus ring: always where the keyboard is, two pixels off."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ui.theme import theme
from ui.widgets.boxes import Surface, column, scrolling
from ui.widgets.buttons import Button
from ui.widgets.choices import CheckBox
from ui.widgets.fields import TextField
from ui.widgets.ring import RING_NAME, FocusRing

if TYPE_CHECKING:
    from tests.ui.showing import Show

Control = Button | TextField | CheckBox


def rings(window: QWidget) -> list[FocusRing]:
    """The rings that can be seen."""
    return [ring for ring in window.findChildren(FocusRing, RING_NAME) if ring.isVisible()]


def around(control: Control, window: QWidget) -> QRect:
    """Where the outer edge of a control's ring should be."""
    out = theme().size.focus_width + theme().size.focus_gap
    edge: QRect = control.ring_rect().translated(control.mapTo(window, QPoint(0, 0)))
    return edge.adjusted(-out, -out, out, out)


@pytest.fixture
def controls(show: Show) -> tuple[QWidget, list[Control]]:
    """A window of several controls."""
    window = Surface("surface")
    layout = column(window, gap=16, margin=16)
    made: list[Control] = [Button("Unlock"), TextField(), CheckBox("Early"), Button("Show", kind="link")]
    for control in made:
        layout.addWidget(control)
    show(window)
    return window, made


def test_the_ring_goes_where_the_keyboard_goes(controls: tuple[QWidget, list[Control]]) -> None:
    window, made = controls
    made[0].setFocus()
    for control in (*made[1:], made[0]):
        QTest.keyClick(window, Qt.Key.Key_Tab)
        assert control.hasFocus()
        (ring,) = rings(window)
        assert ring.geometry() == around(control, window)


def test_the_ring_is_two_pixels_of_ink_two_off_the_control(controls: tuple[QWidget, list[Control]]) -> None:
    window, made = controls
    made[1].setFocus()
    image = window.grab().toImage()
    box = made[1].geometry()
    column_at, ink = box.center().x(), theme().colours.focus
    shades = [image.pixelColor(column_at, box.top() - step) for step in range(1, 5)]
    assert [shade == ink for shade in shades] == [False, False, True, True]


def test_the_ring_follows_a_control_that_moves_and_leaves_with_it(
    controls: tuple[QWidget, list[Control]],
) -> None:
    window, made = controls
    made[1].setFocus()
    window.resize(window.width() + 100, window.height() + 50)
    assert rings(window)[0].geometry() == around(made[1], window)
    made[1].move(made[1].x(), made[1].y() + 7)
    assert rings(window)[0].geometry() == around(made[1], window)
    made[1].hide()
    assert made[1].isHidden()
    assert all(ring.geometry() != around(made[1], window) for ring in rings(window))


def test_a_click_goes_through_the_ring(controls: tuple[QWidget, list[Control]]) -> None:
    window, made = controls
    pressed: list[bool] = []
    assert isinstance(made[0], Button)
    made[0].clicked.connect(lambda: pressed.append(True))
    made[0].setFocus()
    assert window.childAt(made[0].geometry().center()) is made[0]
    QTest.mouseClick(made[0], Qt.MouseButton.LeftButton)
    assert len(pressed) == 1


def test_what_wants_no_ring_gets_none(show: Show) -> None:
    window = Surface("surface")
    layout = column(window)
    label = QLabel("plain")
    label.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button = Button("Unlock")
    layout.addWidget(label)
    layout.addWidget(button)
    show(window)
    button.setFocus()
    assert rings(window)
    label.setFocus()
    assert rings(window) == []


def test_inside_a_scrolled_part_the_ring_scrolls_along(show: Show) -> None:
    sheet = QWidget()
    layout = column(sheet, gap=16, margin=16)
    made = [Button(f"Button {number}") for number in range(30)]
    for button in made:
        layout.addWidget(button)
    area = scrolling(sheet)
    show(area)
    area.resize(200, 150)
    made[-1].setFocus()
    area.ensureWidgetVisible(made[-1])
    (ring,) = rings(area)
    assert ring.parentWidget() is sheet
    assert ring.geometry() == around(made[-1], sheet)


def test_windows_with_rings_come_and_go(qapp: QApplication) -> None:
    for _ in range(5):
        window = Surface("surface")
        layout = column(window)
        field = TextField()
        layout.addWidget(field)
        window.show()
        window.activateWindow()
        field.setFocus()
        qapp.processEvents()
        window.close()
        del window, layout, field
        gc.collect()
        qapp.processEvents()


def test_a_control_that_gets_the_keyboard_from_elsewhere_is_scrolled_into_sight(show: Show) -> None:
    window, content, outside = Surface("surface"), QWidget(), Button("Elsewhere")
    inside = column(content, gap=300)
    made = [Button(f"Button {number}") for number in range(4)]
    for control in made:
        inside.addWidget(control)
    area = scrolling(content)
    layout = column(window)
    layout.addWidget(outside)
    layout.addWidget(area)
    show(window)
    window.resize(300, 200)
    QApplication.processEvents()
    for control in (made[3], made[0]):
        outside.setFocus()
        control.setFocus()
        seen = QRect(control.mapTo(area.viewport(), QPoint(0, 0)), control.size())
        assert area.viewport().rect().contains(seen)


def test_a_control_that_is_pushed_down_stays_in_sight_unless_somebody_scrolled_away(show: Show) -> None:
    content, pushing, control = QWidget(), QLabel("Grows"), Button("Stays")
    inside = column(content)
    inside.addWidget(pushing)
    inside.addWidget(control)
    inside.addSpacing(900)
    area = scrolling(content)
    area.resize(300, 200)
    show(area)
    control.setFocus()
    pushing.setMinimumHeight(400)
    QApplication.processEvents()
    seen = QRect(control.mapTo(area.viewport(), QPoint(0, 0)), control.size())
    assert area.viewport().rect().contains(seen)
    area.verticalScrollBar().setValue(0)
    pushing.setMinimumHeight(500)
    QApplication.processEvents()
    assert area.verticalScrollBar().value() == 0
