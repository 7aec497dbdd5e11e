"""Boxes with round corners, and the plain surfaces that pages are built of."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.theme import theme

Ground = Literal["window", "surface", "surface_raised"]

_PASSES = 3
"""A part inside a scrolled part inside a page: each pass reaches one further out."""

_ROLES = {
    "window": QPalette.ColorRole.Window,
    "surface": QPalette.ColorRole.Base,
    "surface_raised": QPalette.ColorRole.AlternateBase,
}


def paint_box(
    painter: QPainter, rect: QRectF, fill: QColor | None, edge: QColor | None, radius: float, width: float = 0
) -> None:
    """Draw a round box whose edge lies inside `rect`; `width` 0 is the usual border."""
    stroke = (width or theme().size.border) if edge is not None else 0.0
    half = stroke / 2
    path = QPainterPath()
    path.addRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if fill is not None:
        painter.fillPath(path, fill)
    if edge is not None:
        painter.strokePath(path, QPen(edge, stroke))


class Surface(QWidget):
    """A part of the window with a ground of its own."""

    def __init__(self, ground: Ground, parent: QWidget | None = None) -> None:
        """Fill with that ground, now and after each change of palette."""
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(_ROLES[ground])


class Card(QFrame):
    """A lone box with a quiet border: the unlock card, an empty page. The style sheet draws it."""


class Rule(QWidget):
    """A line between parts, one pixel, across or down."""

    def __init__(self, *, down: bool = False, parent: QWidget | None = None) -> None:
        """Draw across unless `down`."""
        super().__init__(parent)
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(fixed if down else free, free if down else fixed)

    def sizeHint(self) -> QSize:
        """Return the width of a border."""
        return QSize(theme().size.border, theme().size.border)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        del event
        QPainter(self).fillRect(self.rect(), theme().colours.line)


class Bar(Surface):
    """A bar across with a line at its edge: the header has it below, a foot above."""

    def __init__(self, ground: Ground, *, line_below: bool, parent: QWidget | None = None) -> None:
        """Fill with a ground and draw the line."""
        super().__init__(ground, parent)
        self._line_below = line_below

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        del event
        border = theme().size.border
        top = self.height() - border if self._line_below else 0
        QPainter(self).fillRect(0, top, self.width(), border, theme().colours.line)


def column(parent: QWidget | None = None, *, gap: int = 0, margin: int = 0) -> QVBoxLayout:
    """Return a vertical layout with one gap and one margin, both 0 unless said."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    _set_gaps(layout, gap, margin)
    return layout


def line(parent: QWidget | None = None, *, gap: int = 0, margin: int = 0) -> QHBoxLayout:
    """Return a horizontal layout with one gap and one margin, both 0 unless said."""
    layout = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    _set_gaps(layout, gap, margin)
    return layout


def inset(part: QWidget, side: int, *, above: int = 0, below: int = 0) -> QWidget:
    """Return a part with margins round it."""
    holder = QWidget()
    layout = column(holder)
    layout.setContentsMargins(side, above, side, below)
    layout.addWidget(part)
    return holder


def scrolling(content: QWidget, parent: QWidget | None = None) -> QScrollArea:
    """Return a part that scrolls down when it has to, never across, on the ground that it stands on."""
    from PySide6.QtCore import Qt

    area = QScrollArea(parent)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(content)
    content.setAutoFillBackground(False)
    return area


def settle() -> None:
    """Lay out at once what Qt would lay out step by step between paints, so that nothing is seen to jump."""
    from PySide6.QtCore import QCoreApplication, QEvent

    for _ in range(_PASSES):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and let go of it."""
    while layout.count():
        item = layout.takeAt(0)
        if widget := item.widget():
            let_go(layout, widget)
        elif inner := item.layout():
            empty(inner)


def let_go(layout: QLayout, widget: QWidget) -> None:
    """Take one widget out of a layout, out of sight at once, and be rid of it."""
    layout.removeWidget(widget)
    widget.hide()
    widget.deleteLater()


def _set_gaps(layout: QBoxLayout, gap: int, margin: int) -> None:
    layout.setSpacing(gap)
    layout.setContentsMargins(margin, margin, margin, margin)
