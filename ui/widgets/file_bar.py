"""How far the files of one person are: read, begun, not begun, as one flat bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from ui.theme import theme
from ui.widgets.boxes import paint_box

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter


def paint_file_bar(painter: QPainter, box: QRectF, locked: int, begun: int, waiting: int) -> None:
    """Paint three counts into a box: filled, tinted, hollow; the figures in the row say the same."""
    worn = theme()
    colours = worn.colours
    total = locked + begun + waiting
    height = worn.space.inset
    top = box.center().y() - height / 2
    left = box.left()
    looks = (
        (locked, colours.accent, None),
        (begun, colours.selection, colours.accent),
        (waiting, None, colours.control_line),
    )
    for count, fill, edge in looks:
        if count:
            width = box.width() * count / total
            paint_box(
                painter, QRectF(left, top, width - worn.size.border, height), fill, edge, worn.radius.bar
            )
            left += width
