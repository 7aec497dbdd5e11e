"""Models of tables: a thin view of frozen rows, all at hand or fetched page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter

from ui.widgets.text import Run

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

Row = TypeVar("Row")
Cell = str | tuple[Run, ...]
Align = Literal["left", "right"]
RowLook = Literal["plain", "strong", "quiet", "divider", "link"]

RUNS_ROLE = Qt.ItemDataRole.UserRole + 1
"""What a cell is painted from: a tuple of runs."""

PAGE = 200
"""Rows fetched at once."""

_KEPT_PAGES = 8
_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column of a table.

    Attributes:
        title: Its head, "" for none.
        read: What it says about a row: text, or runs of text in tones.
        align: Numbers stand right.
        width: In logical pixels; 0 takes what its texts need, -1 the room that is left.
        tone_quiet: Whether plain text is quiet.
        fixed_type: Whether it is set in the type of hashes.
        spoken: What a screen reader says instead of the text.
        paint: Draws the cell instead of text, given painter, box and row; `spoken` then says it.
    """

    title: str
    read: Callable[[Row], Cell]
    align: Align = "left"
    width: int = 0
    tone_quiet: bool = False
    fixed_type: bool = False
    spoken: Callable[[Row], str] | None = None
    paint: Callable[[QPainter, QRectF, Row], None] | None = None


def _plain(_: object) -> RowLook:
    return "plain"


class TableModel(QAbstractTableModel, Generic[Row]):
    """What all tables share; where the rows come from is for the two below."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        look: Callable[[Row], RowLook] = _plain,
        parent: QObject | None = None,
    ) -> None:
        """Make an empty model with these columns; `look` says how a row is set."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self._look = look

    def row_at(self, place: int) -> Row:
        """Return a row; IndexError outside the table."""
        raise NotImplementedError

    def look_at(self, place: int) -> RowLook:
        """Return how a row is set."""
        return self._look(self.row_at(place))

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # as Qt has it
        """Return text, runs, alignment or the words for a screen reader."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(column.read(self.row_at(index.row())))
        if role == RUNS_ROLE:
            return self._runs(column, index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(column, index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401  # as Qt has it
        """Return the heads of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return None

    def _runs(self, column: Column[Row], place: int) -> tuple[Run, ...]:
        cell = column.read(self.row_at(place))
        look = self.look_at(place)
        if not isinstance(cell, str):
            return cell
        if look in {"divider", "link"}:
            return (Run(cell, "accent", look == "divider"),)
        quiet = column.tone_quiet or look == "quiet"
        return (Run(cell, "quiet" if quiet else "plain", look == "strong"),)

    def _spoken(self, column: Column[Row], place: int) -> str:
        row = self.row_at(place)
        said = column.spoken(row) if column.spoken is not None else _text(column.read(row))
        return f"{column.title}: {said}" if column.title else said


class RowsModel(TableModel[Row]):
    """A table of rows that are all at hand."""

    _rows: Sequence[Row] = ()

    def replace_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, place: int) -> Row:
        """Return a row; IndexError outside the table."""
        return self._rows[place]

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)


class PagedModel(TableModel[Row]):
    """A table of which only the pages that are looked at are fetched; a few stay in memory.

    `page_rows` are fetched at once, `kept_pages` of them stay.
    """

    page_rows = PAGE
    kept_pages = _KEPT_PAGES
    _total = 0
    _pages: dict[int, Sequence[Row]]
    _fetch: Callable[[int, int], Sequence[Row]]

    def show_pages(self, total: int, fetch: Callable[[int, int], Sequence[Row]]) -> None:
        """Show `total` rows; `fetch(first, count)` returns that many rows from that place."""
        self.beginResetModel()
        self._total, self._fetch, self._pages = total, fetch, {}
        self.endResetModel()

    def row_at(self, place: int) -> Row:
        """Return a row, fetching its page first when it is not at hand; IndexError outside the table."""
        if not 0 <= place < self._total:
            raise IndexError(place)
        number, offset = divmod(place, self.page_rows)
        page = self._pages.pop(number, None)
        if page is None:
            first = number * self.page_rows
            page = self._fetch(first, min(self.page_rows, self._total - first))
        self._pages[number] = page  # the newest stands last
        while len(self._pages) > self.kept_pages:
            self._pages.pop(next(iter(self._pages)))
        return page[offset]

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else self._total


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "".join(run.text for run in cell)


def _alignment(column: Column[Any]) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.align == "right" else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
