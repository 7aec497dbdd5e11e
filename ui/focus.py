"""Giving the keyboard to a control that was only just made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def focus_soon(control: QWidget) -> None:
    """Give the keyboard to a control once its layout has shown it; nothing happens if it has gone by then.

    A control that was added to a page on the screen becomes visible with the next turn of the event
    loop, and until then it cannot have the keyboard.
    """
    QTimer.singleShot(0, control, control.setFocus)
