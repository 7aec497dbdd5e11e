"""A small form that lies over the window for a moment, and gives the keyboard back when it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from shiboken6 import isValid

from ui.theme import theme
from ui.widgets.boxes import Card, column
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QVBoxLayout, QWidget


class OverCard(Card):
    """A card in the upper middle of its host; Escape puts it away. `put_away_done()` when it has gone."""

    put_away_done = Signal()

    def __init__(self, title: str, host: QWidget) -> None:
        """Make a hidden one over `host`."""
        super().__init__(host)
        self._host = host
        self._back_to: QWidget | None = None
        self._is_tight = False
        self.title = Text(title, size="title", strong=True)
        self._body = column(self, gap=theme().space.one, margin=theme().space.three)
        self._body.addWidget(self.title)
        self.setAccessibleName(title)
        self.setFixedWidth(theme().size.card_wide)
        host.installEventFilter(self)
        self.hide()

    @property
    def body(self) -> QVBoxLayout:
        """The layout below the title."""
        return self._body

    def come(self, first: QWidget) -> None:
        """Show the card with the keyboard in `first`; where it was before gets it back later."""
        focused = self._host.window().focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._back_to = focused
        self.show()
        self._place()
        self.raise_()
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def put_away(self) -> None:
        """Hide the card; the keyboard goes back to where it was."""
        self.hide()
        if self._back_to is not None and isValid(self._back_to):
            self._back_to.setFocus(Qt.FocusReason.PopupFocusReason)
        self._back_to = None
        self.put_away_done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on Escape; other keys stay here instead of reaching what lies below."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle, and grow with what is typed."""
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def event(self, event: QEvent) -> bool:
        """Fit when the wishes of a part change."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._place()
        return super().event(event)

    def _place(self) -> None:
        space, room = theme().space, self._host.size()
        self.setFixedWidth(min(theme().size.card_wide, room.width() - 2 * space.two))
        width = self.width()
        self._fit(width, room.height() - 2 * space.two)
        margin = space.half if self._is_tight else space.two
        height = min(self._height_at(width), room.height() - 2 * margin)
        top = max((room.height() - height) // 3, margin)
        self.setGeometry((room.width() - width) // 2, top, width, height)

    def _fit(self, width: int, room: int) -> None:
        """Stand the parts closer together while there is too little room for them."""
        space = theme().space
        gaps = max(self._body.count() - 1, 0)
        saved = 2 * (space.three - space.two) + gaps * (space.one - space.half) if self._is_tight else 0
        tight = self._height_at(width) + saved > room
        if tight != self._is_tight:
            self._is_tight = tight
            margin = space.two if tight else space.three
            self._body.setContentsMargins(margin, margin, margin, margin)
            self._body.setSpacing(space.half if tight else space.one)

    def _height_at(self, width: int) -> int:
        """Return what the parts need; a layout in which nothing wraps knows no height for a width."""
        self._body.activate()
        if self._body.hasHeightForWidth():
            return self._body.totalHeightForWidth(width)
        return self._body.totalSizeHint().height()
