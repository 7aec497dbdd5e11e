"""Hands each row of a list of answers to the painter."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.widgets.answer_painter import RowState, paint_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from ui.widgets.answer_layout import AnswerLayout
    from ui.widgets.answer_model import AnswerModel

_Index = QModelIndex | QPersistentModelIndex


class AnswerDelegate(QStyledItemDelegate):
    """Paints rows as their view has them now."""

    def __init__(
        self, layout: Callable[[], AnswerLayout], state: Callable[[int], RowState], parent: QWidget
    ) -> None:
        """Ask `layout` where the columns stand, and `state` what the row at a place looks like."""
        super().__init__(parent)
        self._layout = layout
        self._state = state

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        row = cast("AnswerModel", index.model()).row(index)
        if row is not None:
            box = QRectF(option.rect)  # type: ignore[attr-defined]  # not in the stubs
            paint_row(painter, box, row, self._layout(), self._state(index.row()))
