"""Icons: thin lines on a field of 16, drawn in the colour of the text beside them.

The drawings are SVG files in `resources/look/icons`. They use four elements (path with absolute
M L C Z, rect, circle) and are turned into painter paths here, so that no SVG module is loaded
before the first paint.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QXmlStreamReader
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from cafaudit.assets import read_text
from ui.theme import theme

IconName = Literal[
    "concern", "warning", "saved", "note", "reason", "clock", "lock", "find", "fold", "unfold",
    "for", "against", "neutral", "file_open", "file_half", "file_full", "file_clock", "menu",
]  # fmt: skip

FIELD = 16
"""Width and height of the drawings in their own units."""


class BadIcon(ValueError):
    """A drawing uses something that this reader does not know: a fault of ours."""


@dataclass(frozen=True)
class Shape:
    """One line or area of an icon, in units of its field."""

    path: QPainterPath
    filled: bool


def paint_icon(painter: QPainter, name: IconName, rect: QRectF, colour: QColor) -> None:
    """Draw an icon into a rectangle, centred, as large as it fits."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center() - QPointF(side / 2, side / 2))
    painter.scale(side / FIELD, side / FIELD)
    for shape in icon_shapes(name):
        if shape.filled:
            painter.fillPath(shape.path, colour)
        else:
            painter.strokePath(shape.path, _pen(colour))
    painter.restore()


def icon_pixmap(name: IconName, colour: QColor, side: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a pixmap of that side in logical pixels, for a screen of that pixel ratio."""
    pixmap = QPixmap(QSize(side, side) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, name, QRectF(0, 0, side, side), colour)
    painter.end()
    return pixmap


def menu_icon(name: IconName) -> QIcon:
    """Return an icon for a menu entry, in the colour of text."""
    return QIcon(icon_pixmap(name, theme().colours.text, theme().size.icon, ratio=2.0))


@lru_cache(maxsize=64)
def icon_shapes(name: IconName) -> tuple[Shape, ...]:
    """Return what an icon is drawn of.

    Raises:
        BadIcon: The drawing uses an element or a path command that is not known here.
    """
    return read_shapes(read_text("look", "icons", f"{name}.svg"))


def read_shapes(svg: str) -> tuple[Shape, ...]:
    """Read a drawing; raises BadIcon as `icon_shapes` does."""
    reader = QXmlStreamReader(svg)
    shapes: list[Shape] = []
    while not reader.atEnd():
        if reader.readNext() == QXmlStreamReader.TokenType.StartElement and reader.name() != "svg":
            shapes.append(_shape(reader))
    if reader.hasError():
        raise BadIcon(reader.errorString())
    return tuple(shapes)


def _shape(reader: QXmlStreamReader) -> Shape:
    attributes = reader.attributes()

    def number(name: str) -> float:
        return float(attributes.value(name))

    path = QPainterPath()
    element = reader.name()
    if element == "path":
        _trace(path, attributes.value("d"))
    elif element == "circle":
        path.addEllipse(QPointF(number("cx"), number("cy")), number("r"), number("r"))
    elif element == "rect":
        box = QRectF(number("x"), number("y"), number("width"), number("height"))
        path.addRoundedRect(box, number("rx"), number("rx"))
    else:
        raise BadIcon(f"element {element}")
    return Shape(path, filled=attributes.hasAttribute("fill"))


def _trace(path: QPainterPath, commands: str) -> None:
    words = iter(commands.split())

    def point() -> QPointF:
        return QPointF(float(next(words)), float(next(words)))

    for word in words:
        if word == "M":
            path.moveTo(point())
        elif word == "L":
            path.lineTo(point())
        elif word == "C":
            path.cubicTo(point(), point(), point())
        elif word == "Z":
            path.closeSubpath()
        else:
            raise BadIcon(f"path command {word}")


def _pen(colour: QColor) -> QPen:
    stroke = theme().size.icon_stroke
    return QPen(colour, stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
