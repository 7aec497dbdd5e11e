"""Steps: the visit's as a row of segments, a ceremony's as numbered stations."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.theme import theme
from ui.widgets.boxes import paint_box
from ui.widgets.text import Run, draw_text, text_width


class StepBar(QWidget):
    """The steps of a visit: done ones filled, the present one outlined, the rest grey."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self._present, self._total = 0, 0
        self.setFixedHeight(theme().size.meter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_step(self, present: int, total: int, spoken: str) -> None:
        """Show step `present` (1 for the first) of `total`; `spoken` says it in words."""
        self._present, self._total = present, total
        self.setAccessibleName(spoken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a segment for each step."""
        del event
        if not self._total:
            return
        worn = theme()
        colours, gap = worn.colours, worn.space.half
        width = (self.width() - gap * (self._total - 1)) / self._total
        painter = QPainter(self)
        for step in range(1, self._total + 1):
            box = QRectF((step - 1) * (width + gap), 0, width, self.height())
            if step == self._present:
                paint_box(painter, box, colours.selection, colours.accent, worn.radius.meter)
            else:
                fill = colours.accent if step < self._present else colours.line
                paint_box(painter, box, fill, None, worn.radius.meter)


class StepLine(QWidget):
    """Numbered stations with a line between them: done ones ticked, the present one filled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self._steps: tuple[str, ...] = ()
        self._present = 0
        self.setFixedHeight(theme().size.control_small)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: tuple[str, ...], present: int, spoken: str) -> None:
        """Show named steps, `present` being 0 for the first; all are done when it equals their number."""
        self._steps, self._present = steps, present
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for all names."""
        return QSize(sum(self._widths()), theme().size.control_small)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint stations, names and lines; without room for all names only the present one has its name."""
        del event
        widths = self._widths()
        named = sum(widths) + (len(widths) - 1) * theme().space.two <= self.width()
        if not named:
            widths = [self._width(step, named=step == self._present) for step in range(len(self._steps))]
        between = (self.width() - sum(widths)) / max(len(widths) - 1, 1)
        painter = QPainter(self)
        left = 0.0
        for step, width in enumerate(widths):
            self._paint_station(painter, step, left, named=named or step == self._present)
            left += width
            if step < len(widths) - 1:
                self._paint_line(painter, left, between)
            left += between

    def _paint_station(self, painter: QPainter, step: int, left: float, *, named: bool) -> None:
        worn = theme()
        colours, side = worn.colours, worn.size.mark
        box = QRectF(left, (self.height() - side) / 2, side, side)
        if step == self._present:
            paint_box(painter, box, colours.accent, None, side / 2)
            self._paint_number(painter, box, step, colours.accent_text, strong=True)
        elif step < self._present:
            paint_box(painter, box, None, colours.accent, side / 2)
            inset = worn.space.half
            paint_icon(painter, "saved", box.adjusted(inset, inset, -inset, -inset), colours.accent)
        else:
            paint_box(painter, box, None, colours.control_line, side / 2)
            self._paint_number(painter, box, step, colours.text_quiet, strong=False)
        if named:
            name = Run(self._steps[step], *(("plain", True) if step == self._present else ("quiet", False)))
            start = box.right() + worn.space.one
            draw_text(painter, QRectF(start, 0, self.width() - start, self.height()), name)

    def _paint_number(
        self, painter: QPainter, box: QRectF, step: int, colour: QColor, *, strong: bool
    ) -> None:
        painter.setFont(theme().font("small", strong=strong))
        painter.setPen(colour)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(step + 1))

    def _paint_line(self, painter: QPainter, left: float, length: float) -> None:
        gap = theme().space.one
        if length > 2 * gap:
            painter.setPen(QPen(theme().colours.line, theme().size.border))
            middle = self.height() // 2
            painter.drawLine(int(left + gap), middle, int(left + length - gap), middle)

    def _widths(self) -> list[int]:
        return [self._width(step, named=True) for step in range(len(self._steps))]

    def _width(self, step: int, *, named: bool) -> int:
        worn = theme()
        if not named:
            return worn.size.mark
        return worn.size.mark + worn.space.one + text_width(self._steps[step], strong=step == self._present)
