"""The first rows of a file, as wide as it is: scrolled across, the column that is spoken of tinted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.theme import theme
from ui.widgets.quiet_header import QuietHeader
from ui.widgets.text import Run, draw_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from ui.models.first_rows import FirstRowsModel

_Index = QModelIndex | QPersistentModelIndex


class FirstRows(QTableView):
    """Shows what stands in the file; it takes no keyboard, as the list of columns leads it.

    `column_chosen(heading)` when a person points at a column.
    """

    column_chosen = Signal(str)

    def __init__(self, model: FirstRowsModel) -> None:
        """Show a model."""
        super().__init__()
        self._model = model
        self.present = -1
        self.setModel(model)
        self.setItemDelegate(_Cells(self))
        self.setHorizontalHeader(_Heads(self, Qt.Orientation.Horizontal))
        self.setVerticalHeader(_Heads(self, Qt.Orientation.Vertical))
        self._dress()

    def show_rows(self, header: Sequence[str], rows: Sequence[Sequence[str]], lines: Sequence[int]) -> None:
        """Show rows of a file."""
        self._model.show_rows(header, rows, lines)
        self.setFixedHeight(self.sizeHint().height())

    def show_present(self, heading: str) -> None:
        """Tint a column and bring it into sight."""
        self.present = self._model.place_of(heading)
        if self.present >= 0 and self._model.rowCount():
            self.scrollTo(self._model.index(0, self.present))
        self.viewport().update()
        self.horizontalHeader().viewport().update()

    def sizeHint(self) -> QSize:
        """Return room for all rows, and for the bar that scrolls across."""
        row = theme().size.row_dense
        bar = self.horizontalScrollBar().sizeHint().height()
        return QSize(super().sizeHint().width(), row * (self._model.rowCount() + 1) + bar)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Say which column is pointed at."""
        place = self.columnAt(int(event.position().x()))
        if place >= 0:
            self.column_chosen.emit(self._model.heading_at(place))

    def _dress(self) -> None:
        size = theme().size
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self.horizontalHeader().setDefaultSectionSize(size.list_column * 2 // 3)
        self.verticalHeader().setDefaultSectionSize(size.row_dense)
        corner = self.findChild(QAbstractButton)
        if corner is not None:
            corner.setMaximumSize(0, 0)  # Qt shows it again with each change of size


class _Heads(QuietHeader):
    """Headings above, rows of the file at the left: small and quiet."""

    def __init__(self, table: FirstRows, orientation: Qt.Orientation) -> None:
        super().__init__(orientation, table)
        self._table = table

    def sizeHint(self) -> QSize:
        return QSize(theme().space.four + theme().space.two, theme().size.row_dense)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sections in sight; what is beyond the last one stays as the page is."""
        del event
        across = self.orientation() == Qt.Orientation.Horizontal
        painter = QPainter(self.viewport())
        at = max(self.logicalIndexAt(0), 0)
        end = self.viewport().width() if across else self.viewport().height()
        while at < self.count() and self.sectionViewportPosition(at) < end:
            place, size = self.sectionViewportPosition(at), self.sectionSize(at)
            whole = self.viewport().rect()
            rect = QRect(place, 0, size, whole.height()) if across else QRect(0, place, whole.width(), size)
            self.paintSection(painter, rect, at)
            at += 1

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        worn = theme()
        box = QRectF(rect)
        across = self.orientation() == Qt.Orientation.Horizontal
        present = across and logical_index == self._table.present
        if present:
            painter.fillRect(box, worn.colours.selection)
        words = str(self.model().headerData(logical_index, self.orientation()) or "")
        if across:
            edge = QRectF(box.left(), box.bottom() - worn.size.border, box.width(), worn.size.border)
            painter.fillRect(edge, worn.colours.line)
        side = Qt.AlignmentFlag.AlignLeft if across else Qt.AlignmentFlag.AlignRight
        run = Run(words, "plain" if present else "quiet", present, "small")
        draw_text(painter, box.adjusted(worn.space.half, 0, -worn.space.one, 0), run, side)


class _Cells(QStyledItemDelegate):
    """Paints one cell."""

    def __init__(self, table: FirstRows) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        worn = theme()
        box = QRectF(option.rect)  # type: ignore[attr-defined]  # not in the stubs
        if index.column() == self._table.present:
            painter.fillRect(box, worn.colours.selection)
        inside = box.adjusted(worn.space.half, 0, -worn.space.one, 0)
        draw_text(painter, inside, Run(str(index.data() or ""), size="small"))
