"""Tables: no vertical lines, a small quiet head, numbers right, sums strong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.models.rows import RUNS_ROLE, TableModel
from ui.theme import TextSize, theme
from ui.widgets.quiet_header import QuietHeader
from ui.widgets.ring import paint_ring
from ui.widgets.text import Run, draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent

RowSize = Literal["small", "usual", "tall"]

_Index = QModelIndex | QPersistentModelIndex
_MEASURED_ROWS = 60
"""Rows whose texts decide how wide a column is."""


class SimpleTable(QTableView):
    """A table over a `TableModel`.

    A chosen row has the tint, the accent bar and strong type. `row_chosen(place)` when a person goes
    to a row, `row_opened(place)` on Enter or a double click.
    """

    row_chosen = Signal(int)
    row_opened = Signal(int)

    def __init__(
        self,
        model: TableModel[Any],
        *,
        choosing: bool = True,
        several: bool = False,
        row_size: RowSize = "usual",
        fits: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Show a model.

        Args:
            model: The rows.
            choosing: Whether rows can be chosen; a table that only tells takes no keyboard.
            several: Whether more than one can be, with Shift and Ctrl.
            row_size: "small" rows have small type.
            fits: Be as high as the rows instead of scrolling.
            parent: The widget that it stands in.
        """
        super().__init__(parent)
        self._choosing, self._row_size, self._fits = choosing, row_size, fits
        self._several = several
        self._silent = False
        self.setModel(model)
        self.setItemDelegate(_CellDelegate(self))
        self.setHorizontalHeader(_Head(self))
        self._dress()
        model.modelReset.connect(self._measure)
        self._measure()

    @property
    def is_choosing(self) -> bool:
        """Whether rows can be chosen."""
        return self._choosing

    @property
    def text_size(self) -> TextSize:
        """The size of the type in the rows."""
        return "small" if self._row_size == "small" else "body"

    @property
    def inset(self) -> int:
        """Room left and right inside the row, for the tint and the bar of the chosen one."""
        return theme().space.inset if self._choosing else 0

    @property
    def picked(self) -> tuple[int, ...]:
        """The places of the rows that are chosen, from the top; the present one where none is."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        present = self.currentIndex()
        return tuple(rows) or ((present.row(),) if present.isValid() else ())

    def show_present(self, place: int) -> None:
        """Choose a row without a word; -1 for none."""
        self._silent = True
        self.setCurrentIndex(self.model().index(place, 0) if place >= 0 else QModelIndex())
        self._silent = False

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Say which row was chosen."""
        super().currentChanged(current, previous)
        if current.isValid() and not self._silent and self._choosing:
            self.row_chosen.emit(current.row())
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen row with Enter; left and right do nothing, as rows are one thing."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.row_opened.emit(self.currentIndex().row())
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room among the columns."""
        super().resizeEvent(event)
        self._share()

    def sizeHint(self) -> QSize:
        """Return the room for all rows, for a table that fits."""
        if not self._fits:
            return super().sizeHint()
        return QSize(sum(self._widths()), self._whole_height())

    def _dress(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.viewport().setAutoFillBackground(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_row_height(self._row_size))
        self.verticalHeader().setMinimumSectionSize(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        modes = QAbstractItemView.SelectionMode
        chosen = modes.ExtendedSelection if self._several else modes.SingleSelection
        self.setSelectionMode(chosen if self._choosing else modes.NoSelection)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        if not self._choosing:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.doubleClicked.connect(lambda index: self.row_opened.emit(index.row()))

    def _model(self) -> TableModel[Any]:
        return cast("TableModel[Any]", self.model())

    def _whole_height(self) -> int:
        return self.horizontalHeader().height() + self.model().rowCount() * _row_height(self._row_size)

    def _measure(self) -> None:
        if self._fits:
            head = self.horizontalHeader().sizeHint().height()
            self.setFixedHeight(head + self.model().rowCount() * _row_height(self._row_size))
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._share()

    def _widths(self) -> list[int]:
        return [self._needed(at) if column.width <= 0 else column.width for at, column in self._columns()]

    def _columns(self) -> list[tuple[int, Any]]:
        return list(enumerate(self._model().columns))

    def _needed(self, at: int) -> int:
        column = self._model().columns[at]
        widest = text_width(column.title, "small") if column.title else 0
        for place in range(min(self.model().rowCount(), _MEASURED_ROWS)):
            if self._model().look_at(place) not in {"divider", "link"}:
                widest = max(widest, self._cell_width(place, at))
        return widest + theme().space.two + (self.inset if at == 0 else 0)

    def _cell_width(self, place: int, at: int) -> int:
        """Return the width of the words of a cell; where rows can be chosen, of strong ones."""
        runs = cast("tuple[Run, ...]", self.model().index(place, at).data(RUNS_ROLE))
        if self._model().columns[at].fixed_type:
            metrics = QFontMetricsF(theme().fixed_font())
            return int(metrics.horizontalAdvance("".join(run.text for run in runs))) + 1
        strong, size = self._choosing, self.text_size
        return sum(text_width(run.text, run.size or size, strong=run.strong or strong) for run in runs)

    def _share(self) -> None:
        widths = self._widths()
        stretched = [at for at, column in self._columns() if column.width < 0]
        rest = self.viewport().width() - sum(width for at, width in enumerate(widths) if at not in stretched)
        needed = sum(widths[at] - theme().space.one for at in stretched)
        rest += self._close_up(widths, stretched, needed - rest)
        shares = _shared(rest, [widths[at] for at in stretched])
        for at, share in zip(stretched, shares, strict=True):
            widths[at] = max(share, theme().size.row)
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width)

    def _close_up(self, widths: list[int], stretched: list[int], missing: int) -> int:
        """Let columns stand nearer to each other if then every word can be read; returns what that freed."""
        loose = [at for at, column in self._columns() if column.width == 0]
        free = theme().space.one  # half the gap: the other half stays
        if not 0 < missing <= free * len(loose) or not stretched:
            return 0
        each = -(-missing // len(loose))
        for at in loose:
            widths[at] -= each
        return each * len(loose)


def _shared(room: int, needs: list[int]) -> list[int]:
    """Share room equally; where that is too little for some, what others do not need goes to them."""
    equal = room // max(len(needs), 1)
    if all(need <= equal for need in needs):
        return [equal] * len(needs)
    given, left = list(needs), room
    for passed, at in enumerate(sorted(range(len(needs)), key=needs.__getitem__)):
        given[at] = min(needs[at], left // (len(needs) - passed))
        left -= given[at]
    return [share + max(left, 0) // len(needs) for share in given]


class _Head(QuietHeader):
    """The heads of the columns."""

    def __init__(self, table: SimpleTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table

    def sizeHint(self) -> QSize:
        titled = any(column.title for column in cast("TableModel[Any]", self._table.model()).columns)
        return QSize(0, theme().size.row_dense if titled else 0)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        worn = theme()
        box = QRectF(rect)
        edge = QRectF(box.left(), box.bottom() - worn.size.border, box.width(), worn.size.border)
        painter.fillRect(edge, worn.colours.line)
        model = self._table.model()
        title = model.headerData(logical_index, Qt.Orientation.Horizontal)
        side = model.headerData(logical_index, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        inside = _inside(self._table, box, logical_index)
        run = Run(str(title or ""), "quiet", size="small")
        draw_text(painter, inside, run, Qt.AlignmentFlag(side) & Qt.AlignmentFlag.AlignHorizontal_Mask)


class _CellDelegate(QStyledItemDelegate):
    """Paints one cell."""

    def __init__(self, table: SimpleTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        box = QRectF(option.rect)  # type: ignore[attr-defined]  # not in the stubs
        model = cast("TableModel[Any]", index.model())
        present = self._table.is_choosing and self._table.currentIndex().row() == index.row()
        picked = present or self._table.selectionModel().isRowSelected(index.row(), QModelIndex())
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)  # type: ignore[attr-defined]
        self._paint_ground(painter, box, index, present=picked, hovered=hovered)
        look = model.look_at(index.row())
        if look == "divider":
            self._paint_divider(painter, box, index)
            return
        column = model.columns[index.column()]
        inside = _inside(self._table, box, index.column())
        if look == "link":
            inside.setRight(self._table.viewport().width())  # a way on may reach over the next columns
        if column.paint is not None:
            column.paint(painter, inside, model.row_at(index.row()))
        else:
            self._paint_runs(painter, inside, index, present=present)
        if present and self._table.hasFocus():
            self._paint_focus(painter, index)

    def _paint_ground(
        self, painter: QPainter, box: QRectF, index: _Index, *, present: bool, hovered: bool
    ) -> None:
        worn = theme()
        colours = worn.colours
        if present:
            painter.fillRect(box, colours.selection)
        elif hovered and self._table.is_choosing:
            painter.fillRect(box, colours.hover)
        if present and index.column() == 0:
            bar = QRectF(box.left(), box.top(), worn.size.selected_bar, box.height())
            painter.fillRect(bar, colours.accent)
        last = index.row() == index.model().rowCount() - 1
        if self._table.text_size != "small" and not last:
            edge = QRectF(box.left(), box.bottom() - worn.size.border, box.width(), worn.size.border)
            painter.fillRect(edge, colours.line)

    def _paint_runs(self, painter: QPainter, inside: QRectF, index: _Index, *, present: bool) -> None:
        runs = cast("tuple[Run, ...]", index.data(RUNS_ROLE))
        column = cast("TableModel[Any]", index.model()).columns[index.column()]
        size = self._table.text_size
        sized = [Run(run.text, run.tone, run.strong or present, run.size or size) for run in runs]
        if column.fixed_type:
            painter.setFont(theme().fixed_font())
            painter.setPen(theme().colours.tone(sized[0].tone if sized else "plain"))
            painter.drawText(inside, index.data(Qt.ItemDataRole.TextAlignmentRole), str(index.data()))
            return
        total = sum(text_width(run.text, run.size or size, strong=run.strong) for run in sized)
        left = inside.left() if column.align == "left" else max(inside.right() - total, inside.left())
        for run in sized:
            width = text_width(run.text, run.size or size, strong=run.strong)
            draw_text(painter, QRectF(left, inside.top(), inside.right() - left, inside.height()), run)
            left += width

    def _paint_divider(self, painter: QPainter, box: QRectF, index: _Index) -> None:
        """Words and a line through the whole row, painted once for all columns."""
        if index.column() != 0:
            return
        worn = theme()
        whole = QRectF(0, box.top(), self._table.viewport().width(), box.height())
        cells = (index.sibling(index.row(), at).data() for at in range(index.model().columnCount()))
        text = next((str(cell) for cell in cells if cell), "")
        run = Run(text, "accent", strong=True, size=self._table.text_size)
        draw_text(painter, whole, run)
        start = text_width(text, self._table.text_size, strong=True) + worn.space.one
        middle = whole.center().y() - worn.size.focus_width / 2
        painter.fillRect(
            QRectF(start, middle, whole.width() - start, worn.size.focus_width), worn.colours.accent
        )

    def _paint_focus(self, painter: QPainter, index: _Index) -> None:
        if index.column() != index.model().columnCount() - 1:
            return
        worn = theme()
        first = self._table.visualRect(index.sibling(index.row(), 0))
        last = self._table.visualRect(index.sibling(index.row(), index.column()))
        inset = worn.size.focus_width + worn.size.border
        edge = QRectF(first.united(last)).adjusted(worn.size.selected_bar + inset, inset, -inset, -inset)
        painter.save()
        painter.setClipping(False)
        paint_ring(painter, edge, worn.radius.mark, 0)
        painter.restore()


def _inside(table: SimpleTable, box: QRectF, column: int) -> QRectF:
    """Return a cell without its margins: the table's own at both ends, a gap between columns."""
    last = column == table.model().columnCount() - 1
    left = table.inset if column == 0 else 0
    right = table.inset if last else theme().space.one
    return box.adjusted(left, 0, -right, 0)


def _row_height(size: RowSize) -> int:
    sizes = theme().size
    return {"small": sizes.control_small, "usual": sizes.row, "tall": sizes.row_two_lines}[size]
