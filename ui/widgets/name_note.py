"""A note that floats at a text field while it has the keyboard, and moves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from ui.theme import theme
from ui.widgets.boxes import Card, column
from ui.widgets.fields import ErrorLine
from ui.widgets.over_card import OverCard

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_LINES = 3
_BUTTONS: tuple[type[QWidget], ...] = (QAbstractButton,)
_INPUTS: tuple[type[QWidget], ...] = (QLineEdit, QPlainTextEdit)


class NameNote(Card):
    """Says below a field, or above where there is no room, what is marked in it. The mouse goes through.

    It covers no button of the small form that the field stands in, or of the window without such a form,
    and no other input where there is a place for that.
    """

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

    def show_words(self, words: str) -> None:
        """Say what is left to reword or allow, "" for nothing."""
        if not words:
            self.hide()
            return
        if words != self.line.text():
            self.line.show_warning(words)
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
        corner = self._field.mapTo(window, QPoint(0, 0))
        left = max(min(corner.x(), window.width() - width - space.one), space.one)
        inside = window.rect().adjusted(0, 0, 0, -space.one)
        places = [QRect(left, top, width, height) for top in self._tops(height)]
        near = next((place for place in places if inside.contains(place)), places[1])
        place = self._free(places, inside, _BUTTONS + _INPUTS) or self._free(places, inside, _BUTTONS) or near
        place.moveTop(max(place.top(), 0))
        self.setGeometry(place)

    def _tops(self, height: int) -> list[int]:
        """Return where it may begin, the best first: below and above the field, then the whole form."""
        form = _form_of(self._field)
        parts = [self._field] if form is None else [self._field, form]
        gap, tops = theme().space.half, []
        for part in parts:
            top = part.mapTo(self._field.window(), QPoint(0, 0)).y()
            tops += [top + part.height() + gap, top - height - gap]
        return tops

    def _free(self, places: list[QRect], inside: QRect, kinds: tuple[type[QWidget], ...]) -> QRect | None:
        """Return the first place inside that covers nothing of some kinds, None if there is none."""
        window = self._field.window()
        around: QWidget = _form_of(self._field) or window
        parts = [part for kind in kinds for part in around.findChildren(kind) if part is not self._field]
        seen = ((part, part.visibleRegion().boundingRect()) for part in parts)
        taken = [QRect(part.mapTo(window, at.topLeft()), at.size()) for part, at in seen if at.isValid()]
        inner = (one for one in places if inside.contains(one))
        return next((one for one in inner if not any(map(one.intersects, taken))), None)


def _form_of(field: QWidget) -> OverCard | None:
    """Return the small form over the window that a field stands in, None for a field of a page."""
    part = field.parentWidget()
    while part is not None and not isinstance(part, OverCard):
        part = None if part.isWindow() else part.parentWidget()
    return part
