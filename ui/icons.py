"""Icons: thin lines on a field of 16, drawn in the colour of the text beside them.

The drawings are SVG files in `resources/look/icons`; their `currentColor` is replaced by the colour
that is asked for.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath, QPen

from cafaudit.assets import read_bytes
from ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
    from PySide6.QtSvg import QSvgRenderer

IconName = Literal[
    "concern", "warning", "saved", "note", "reason", "clock", "lock", "find", "fold", "unfold",
    "for", "against", "neutral", "file_open", "file_half", "file_full", "file_clock", "menu",
]  # fmt: skip

_FIELD = 16
_MENU_RATIO = 2.0


def paint_icon(painter: QPainter, name: IconName, rect: QRectF, colour: QColor) -> None:
    """Draw an icon into a rectangle, centred, as large as it fits."""
    side = min(rect.width(), rect.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(rect.center())
    drawing(name, colour.name()).render(painter, square)


def paint_arrow(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """Draw the arrow of a field that opens a list: "fold" without the SVG module, for the first paint."""
    step = min(rect.width(), rect.height()) / _FIELD
    path = QPainterPath()
    path.moveTo(rect.left() + 4 * step, rect.top() + 6.4 * step)
    path.lineTo(rect.center().x(), rect.top() + 10.4 * step)
    path.lineTo(rect.right() - 4 * step, rect.top() + 6.4 * step)
    pen = QPen()
    pen.setColor(colour)
    pen.setWidthF(theme().size.icon_stroke)
    painter.setRenderHint(painter.RenderHint.Antialiasing)
    painter.strokePath(path, pen)


def icon_pixmap(name: IconName, colour: QColor, side: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a pixmap of that side in logical pixels, for a screen of that pixel ratio."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QPainter, QPixmap

    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, name, QRectF(0, 0, side, side), colour)
    painter.end()
    return pixmap


def menu_icon(name: IconName) -> QIcon:
    """Return an icon for a menu entry, in the colour of text."""
    from PySide6.QtGui import QIcon

    return QIcon(icon_pixmap(name, theme().colours.text, theme().size.icon, _MENU_RATIO))


@lru_cache(maxsize=128)
def drawing(name: IconName, colour: str) -> QSvgRenderer:
    """Return a drawing in a colour ("#0b6353"); InputRefused when there is no such drawing."""
    from PySide6.QtSvg import QSvgRenderer

    text = read_bytes("look", "icons", f"{name}.svg")
    return QSvgRenderer(text.replace(b"currentColor", colour.encode()))
