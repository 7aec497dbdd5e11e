"""Two hands on a keyboard: keys go to whatever has the focus, and every save is waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from ui.desk import Desk

Key = Qt.Key
Held = Qt.KeyboardModifier
CTRL = Held.ControlModifier
SHIFT = Held.ShiftModifier


def press(key: Qt.Key, held: Held = Held.NoModifier) -> None:
    """Press a key where the focus is, without waiting for anything."""
    target = QApplication.focusWidget()
    assert target is not None, "nothing has the keyboard"
    QTest.keyClick(target, key, held)


class Hands:
    """Presses keys like a person and waits until the desk has done what they asked for."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self._qtbot = qtbot
        self._desk = desk

    def press(self, *keys: Qt.Key, held: Held = Held.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self._target(), key, held)
            self.settle()

    def write(self, text: str) -> None:
        QTest.keyClicks(self._target(), text)
        self.settle()

    def settle(self) -> None:
        QApplication.processEvents()
        self._qtbot.waitUntil(lambda: not self._desk.busy)
        QApplication.processEvents()

    def _target(self) -> QWidget:
        target = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert target is not None, "nothing has the keyboard"
        return target
