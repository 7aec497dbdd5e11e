"""Words that are read out loud, such as those that stand for a list: in columns, each of them whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import theme
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

_MOST_ACROSS = 5


class WordGrid(QWidget):
    """Words in as many columns, up to five, as show every one of them whole at the width that there is."""

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        """Show words, row by row."""
        super().__init__(parent)
        self.setAccessibleName(" ".join(words))
        self.across = 0
        """Columns that stand beside each other now."""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().space.one)
        self._grid.setVerticalSpacing(theme().space.half // 2)
        self.labels = tuple(Text(word, strong=True) for word in words)
        for label in self.labels:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._stand(_MOST_ACROSS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand the words in other columns where some would be cut."""
        super().resizeEvent(event)
        fitting = (number for number in range(_MOST_ACROSS, 1, -1) if self._width(number) <= self.width())
        self._stand(next(fitting, 1))

    def _width(self, across: int) -> int:
        """Width in pixels that so many columns need."""
        gaps = (across - 1) * self._grid.horizontalSpacing()
        widths = (max(_widths(self.labels[at::across]), default=0) for at in range(across))
        return sum(widths) + gaps

    def _stand(self, across: int) -> None:
        if across == self.across:
            return
        self.across = across
        for at, label in enumerate(self.labels):
            self._grid.removeWidget(label)
            self._grid.addWidget(label, at // across, at % across)


def _widths(labels: Sequence[Text]) -> list[int]:
    return [label.sizeHint().width() for label in labels]
