"""A text area for one sentence: Enter gives it, Shift and Enter begin another line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class EnterArea(TextArea):
    """`entered()` on Enter, with Ctrl or without."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as done."""
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _ENTER and not shifted:
            self.entered.emit()
            event.accept()
        else:
            super().keyPressEvent(event)
