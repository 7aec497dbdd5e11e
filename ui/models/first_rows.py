"""The first rows of a file as they were found, with as many columns as it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_WORDS = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole})


class FirstRowsModel(QAbstractTableModel):
    """A few rows under their headings, each with the row of the file that it stood in."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self._header: tuple[str, ...] = ()
        self._rows: tuple[Sequence[str], ...] = ()
        self._lines: tuple[int, ...] = ()

    def show_rows(self, header: Sequence[str], rows: Sequence[Sequence[str]], lines: Sequence[int]) -> None:
        """Show rows; `lines` counts from 1 as a spreadsheet does."""
        self.beginResetModel()
        self._header, self._rows, self._lines = tuple(header), tuple(rows), tuple(lines)
        self.endResetModel()

    def place_of(self, heading: str) -> int:
        """Return the column of a heading, -1 for none."""
        return self._header.index(heading) if heading in self._header else -1

    def heading_at(self, place: int) -> str:
        """Return the heading of a column."""
        return self._header[place]

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._header)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # as Qt has it
        """Return the words of a cell on one line."""
        if not index.isValid():
            return None
        text = " ".join(self._rows[index.row()][index.column()].split())
        if role in _WORDS:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._header[index.column()]}: {text}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401  # as Qt has it
        """Return the headings, and the rows of the file at the left."""
        words = self._header if orientation == Qt.Orientation.Horizontal else self._lines
        if role in _WORDS and 0 <= section < len(words):
            word = words[section]
            return f"{word:,}" if isinstance(word, int) else word
        return None
