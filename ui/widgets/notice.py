"""A message that floats over the lower end of a page, so that nothing on the page moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from ui.theme import theme
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.widgets.message_bar import MessageKind

NOTICE_STAYS = 8_000
"""Milliseconds after which a notice goes by itself; warnings and refusals stay until they are put away."""


class Notice(MessageBar):
    """Lies over its host, above the lowest `foot` pixels of it, and follows its size."""

    def __init__(self, host: QWidget, *, foot: int = 0) -> None:
        """Make a hidden one over `host`."""
        super().__init__(closable=True, parent=host)
        self._host = host
        self._foot = foot
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.setInterval(NOTICE_STAYS)
        self._going.timeout.connect(self.clear)
        host.installEventFilter(self)

    def show_message(self, kind: MessageKind, text: str, way_on: str = "") -> None:
        """Show a message; a notice goes after a while."""
        super().show_message(kind, text, way_on)
        self._place()
        if kind == "notice":
            self._going.start()
        else:
            self._going.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the host."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        margin = theme().space.two
        width = self._host.width() - 2 * margin
        height = max(self.heightForWidth(width), theme().size.message)
        bottom = self._host.height() - self._foot - theme().space.one
        self.setGeometry(margin, bottom - height, width, height)
        self.raise_()
