"""Grades in colour, letter and word: the mark, the bar of counts, and how both are painted."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.boxes import paint_box

_LETTER_FROM = 0.1
"""Share of the bar's width from which on a segment carries its letter."""


@dataclass(frozen=True)
class GradeShare:
    """How many files have one grade. `rung` is its place in the look, 1 the best."""

    letter: str
    word: str
    rung: int
    count: int


def paint_mark(painter: QPainter, box: QRectF, letter: str, rung: int, rungs: int = 0) -> None:
    """Paint a filled mark with its letter."""
    colour = theme().grade(rung, rungs)
    paint_box(painter, box, colour.fill, None, theme().radius.mark)
    _letter(painter, box, letter, colour.text, strong=True)


def paint_hollow_mark(painter: QPainter, box: QRectF, letter: str) -> None:
    """Paint an outlined mark: another person's grade, or not applicable."""
    colours = theme().colours
    paint_box(painter, box, colours.surface, colours.control_line, theme().radius.mark)
    _letter(painter, box, letter, colours.text, strong=False)


def paint_missing_mark(painter: QPainter, box: QRectF) -> None:
    """Paint the dashed place of a grade that is still to come."""
    worn = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(worn.colours.control_line, worn.size.border, Qt.PenStyle.DashLine))
    half = worn.size.border / 2
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), worn.radius.mark, worn.radius.mark)
    painter.restore()


def _letter(painter: QPainter, box: QRectF, letter: str, colour: QColor, *, strong: bool) -> None:
    painter.setFont(theme().font("small", strong=strong))
    painter.setPen(colour)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)


class GradeMark(QWidget):
    """The square with a grade's letter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the dashed mark of a missing grade."""
        super().__init__(parent)
        self._letter = ""
        self._rung = 0
        self._rungs = 0
        self._hollow = False
        side = theme().size.mark
        self.setFixedSize(side, side)

    def show_grade(self, letter: str, word: str, rung: int, rungs: int = 0, *, hollow: bool = False) -> None:
        """Show a grade; `hollow` for a grade that is not one's own."""
        self._letter, self._rung, self._rungs, self._hollow = letter, rung, rungs, hollow
        self.setAccessibleName(word)
        self.update()

    def show_missing(self, spoken: str) -> None:
        """Show that there is no grade yet."""
        self._letter = ""
        self.setAccessibleName(spoken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark."""
        del event
        painter, box = QPainter(self), QRectF(self.rect())
        if not self._letter:
            paint_missing_mark(painter, box)
        elif self._hollow:
            paint_hollow_mark(painter, box, self._letter)
        else:
            paint_mark(painter, box, self._letter, self._rung, self._rungs)


class GradeBar(QWidget):
    """Files by grade as one flat bar; the figures in the same row are its alternative in text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self._shares: tuple[GradeShare, ...] = ()
        self._rungs = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, shares: tuple[GradeShare, ...], rungs: int = 0) -> None:
        """Show counts by grade, best first; what is not applicable does not belong here."""
        self._shares, self._rungs = shares, rungs
        self.setAccessibleName(", ".join(f"{share.count} {share.word}" for share in shares))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the usual size."""
        return QSize(theme().size.meter_w // 2, theme().size.chart_bar)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar."""
        del event
        paint_grade_bar(QPainter(self), QRectF(self.rect()), self._shares, self._rungs)


def paint_grade_bar(painter: QPainter, box: QRectF, shares: tuple[GradeShare, ...], rungs: int = 0) -> None:
    """Paint counts by grade into a box, one pixel apart, the letter inside where it has room."""
    shown = [share for share in shares if share.count]
    total = sum(share.count for share in shown)
    gap = theme().size.border
    room = box.width() - gap * max(len(shown) - 1, 0)
    left = box.left()
    for share in shown:
        width = room * share.count / total
        colour = theme().grade(share.rung, rungs)
        segment = QRectF(left, box.top(), width, box.height())
        painter.fillRect(segment, colour.fill)
        if share.count / total >= _LETTER_FROM:
            _letter(painter, segment, share.letter, colour.text, strong=True)
        left += width + gap
