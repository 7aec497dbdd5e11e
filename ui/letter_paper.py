"""What the letter is set on: the paper with its colours, the size of the type, the margin at the sides."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QGuiApplication

from ui.colour import contrast

_POINTS = 72
_READABLE = 4.5


@dataclass(frozen=True)
class Paper:
    """What the letter is set on. `tied` is the ground of a placeholder, `mark` its words, None as in Word.

    `facts_marked` underlines what was judged. A colour of the letter's look that could not be read on the
    ground gives way to `text`.
    """

    ground: QColor
    text: QColor
    mark: QColor | None = None
    tied: QColor | None = None
    facts_marked: bool = False

    def ink(self, colour: str) -> QColor:
        """Return a colour of the look, or that of text where it could not be read."""
        wanted = QColor(f"#{colour}")
        return wanted if contrast(wanted, self.ground) >= _READABLE else self.text


@dataclass(frozen=True)
class Setting:
    """How the letter is set: its paper, its scale (1 for the size of the Word file), its side margin.

    `margin` is points, None for that of the Word file.
    """

    paper: Paper
    scale: float = 1.0
    margin: float | None = None


def pixels_per_point() -> float:
    """Return how many pixels of a document Qt takes for a point of its type."""
    return QGuiApplication.primaryScreen().logicalDotsPerInchY() / _POINTS
