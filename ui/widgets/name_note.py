"""A note that floats at a text field while it has the keyboard, and moves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt

from ui.theme import theme
from ui.widgets.boxes import Card, column
from ui.widgets.fields import ErrorLine

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

_LINES = 3


class NameNote(Card):
    """Says below a field, or above where there is no room, what is marked in it. The mouse goes through."""

    def __init__(self, field: QWidget) -> None:
        """Belong to a field, and lie over its window."""
        super().__init__(field.window())
        self._field = field
        self.setObjectName("name_note")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.line = ErrorLine(lines=_LINES)
        layout = column(self, margin=theme().space.one)
        layout.addWidget(self.line)
        field.destroyed.connect(self.deleteLater)
        self.hide()

    def show_words(self, words: str, *, is_open: bool) -> None:
        """Say something, "" for nothing; what is `is_open` wears the sign of a warning."""
        if not words:
            self.hide()
            return
        if words != self.line.text():
            if is_open:
                self.line.show_warning(words)
            else:
                self.line.show_hint(words)
        self._place()
        self.show()
        self.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay at the field."""
        super().resizeEvent(event)
        if self.isVisible():
            self._place()

    def _place(self) -> None:
        window, space = self._field.window(), theme().space
        if self.parentWidget() is not window:
            self.setParent(window)
        room = window.width() - 2 * space.one
        width = min(max(self._field.width(), theme().size.card_wide * 3 // 4), room)
        height = self.sizeHint().height()
        corner = self._field.mapTo(window, QPoint(0, self._field.height() + space.half))
        left = min(corner.x(), window.width() - width - space.one)
        top = corner.y()
        if top + height > window.height() - space.one:
            top = self._field.mapTo(window, QPoint(0, 0)).y() - height - space.half
        self.setGeometry(max(left, space.one), max(top, 0), width, height)
