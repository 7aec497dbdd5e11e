"""The keys of a page, laid over the window on "?"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import theme
from ui.widgets.boxes import Card, column, empty, line
from ui.widgets.buttons import Button
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys that belong together: a heading, and pairs of keys and what they do."""

    title: str
    keys: tuple[tuple[str, str], ...]


class KeyHelp(Card):
    """A card in the middle of the window; Escape, "?" or its button put it away."""

    closed = Signal()

    def __init__(self, host: QWidget) -> None:
        """Lie over `host`, hidden at first."""
        super().__init__(host)
        self.setObjectName("key_help")
        self._host = host
        self._back_to: QWidget | None = None
        space = theme().space
        self._groups = line(gap=space.four)
        close = Button(self.tr("Close"), hint="Esc")
        close.setObjectName("close_keys")
        close.clicked.connect(self.put_away)
        self._close = close
        head = line(gap=space.two)
        head.addWidget(Text(self.tr("Keys"), size="title", strong=True), 1)
        head.addWidget(close)
        layout = column(self, gap=space.two, margin=space.three)
        layout.addLayout(head)
        layout.addLayout(self._groups)
        self.setAccessibleName(self.tr("Keys"))
        host.installEventFilter(self)
        self.hide()

    def show_groups(self, groups: Sequence[KeyGroup]) -> None:
        """Say which keys there are; does not show the card."""
        empty(self._groups)
        for group in groups:
            self._groups.addWidget(_Group(group), 0, Qt.AlignmentFlag.AlignTop)

    def toggle(self) -> None:
        """Show the card, or put it away."""
        if self.isVisible():
            self.put_away()
            return
        self._back_to = self._host.focusWidget()
        self._fit()
        self.show()
        self.raise_()
        self._close.setFocus(Qt.FocusReason.PopupFocusReason)

    def put_away(self) -> None:
        """Hide the card; the keyboard goes back to where it was."""
        self.hide()
        if self._back_to is not None:
            self._back_to.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape and on "?"."""
        if event.key() == Qt.Key.Key_Escape or event.text() == "?":
            self.put_away()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle."""
        del watched
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        return False

    def _fit(self) -> None:
        room = self._host.size()
        margin = theme().space.two
        size = self.sizeHint().boundedTo(room - QSize(2 * margin, 2 * margin))
        self.resize(size)
        self.move((room.width() - size.width()) // 2, (room.height() - size.height()) // 2)


class _Group(QWidget):
    """One heading with its keys."""

    def __init__(self, group: KeyGroup) -> None:
        super().__init__()
        space = theme().space
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(space.two)
        grid.setVerticalSpacing(space.half)
        grid.addWidget(Text(group.title, strong=True), 0, 0, 1, 2)
        for row, (key, words) in enumerate(group.keys, start=1):
            grid.addWidget(Text(key, tone="quiet"), row, 0)
            grid.addWidget(Text(words), row, 1)
