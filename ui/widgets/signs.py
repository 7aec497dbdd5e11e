"""A sign with words: an icon in a tone, and beside it what it says and what to do."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import IconName, paint_icon
from ui.theme import Tone, theme
from ui.widgets.boxes import column
from ui.widgets.text import Run, Text


class Sign(QWidget):
    """An icon in a tone."""

    def __init__(self, icon: IconName, tone: Tone = "quiet", parent: QWidget | None = None) -> None:
        """Show an icon."""
        super().__init__(parent)
        self._icon, self._tone = icon, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the side of an icon, as high as a line."""
        return QSize(theme().size.icon, theme().type.line_body)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon."""
        del event
        paint_icon(QPainter(self), self._icon, QRectF(self.rect()), theme().colours.tone(self._tone))


class SignedText(QWidget):
    """A sign, strong words in its tone, and below them plain words that say more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one; see `show_sign`."""
        super().__init__(parent)
        self._icon: IconName | None = None
        self._tone: Tone = "quiet"
        self._words = Text().wrapped()
        self._more = Text(size="small").wrapped()
        layout = column(self, gap=theme().space.half // 2)
        layout.setContentsMargins(theme().size.icon + theme().space.one, 0, 0, 0)
        layout.addWidget(self._words)
        layout.addWidget(self._more)

    def show_sign(self, icon: IconName | None, tone: Tone, words: str, more: str = "") -> None:
        """Show a sign with its words, or with `more` alone; no icon leaves its place free."""
        self._icon, self._tone = icon, tone
        self._words.setVisible(bool(words))
        self._words.show_runs(Run(words, tone, strong=icon is not None))
        self._more.show_text(more)
        self._more.setVisible(bool(more))
        self.setAccessibleName(f"{words} {more}".strip())
        self.update()

    def text(self) -> str:
        """Return the words, and those below."""
        return f"{self._words.text()} {self._more.text()}".strip()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign beside the first line."""
        del event
        if self._icon is None:
            return
        side, sizes = theme().size.icon, theme().type
        height = sizes.line_body if self._words.text() else sizes.line_small
        box = QRectF(0, (height - side) / 2, side, side)
        paint_icon(QPainter(self), self._icon, box, theme().colours.tone(self._tone))
