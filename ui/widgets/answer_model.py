"""The Qt model behind a table of answers: a thin view of frozen rows, and what a screen reader says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt

from ui.widgets.answer_painter import row_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from ui.widgets.answer_rows import AnswerRow

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class AnswerModel(QAbstractListModel):
    """Rows of answers."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty model."""
        super().__init__(parent)
        self._rows: list[AnswerRow] = []

    @property
    def rows(self) -> Sequence[AnswerRow]:
        """All rows in their order."""
        return self._rows

    def row(self, index: _Index) -> AnswerRow | None:
        """Return the row of an index, None for none."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def find(self, item_id: str) -> int | None:
        """Return the place of the row with that id, None when there is none."""
        return next((place for place, row in enumerate(self._rows) if row.item_id == item_id), None)

    def place_of(self, item_id: str) -> int:
        """Return the place of a row that is there.

        Raises:
            KeyError: There is no row of that id.
        """
        place = self.find(item_id)
        if place is None:
            raise KeyError(item_id)
        return place

    def replace_rows(self, rows: Sequence[AnswerRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def replace_row(self, row: AnswerRow) -> None:
        """Show a row anew.

        Raises:
            KeyError: There is no row of that id.
        """
        place = self.place_of(row.item_id)
        self._rows[place] = row
        index = self.index(place)
        self.dataChanged.emit(index, index)

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # as Qt has it
        """Return the question, its size, or the sentence for a screen reader."""
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row)
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, row_height(row))
        return None


def spoken(row: AnswerRow) -> str:
    """Return a row as a screen reader says it: "Risk assessment quality, Satisfactory, 3 of 5"."""
    if row.fold:
        return ", ".join(filter(None, (row.label, row.fold, row.aside)))
    name = f"{row.number}, {row.label}" if row.number else row.label
    if row.not_asked_text:
        return f"{name}, {row.not_asked_text}"
    parts = [name, _spoken_answer(row)]
    if row.manager_letter:
        parts.append(f"manager {row.manager_word or row.manager_letter}, {row.manager_gap}")
    if row.has_reason:
        parts.append("with a reason")
    if row.evidence_count:
        parts.append(f"evidence {row.evidence_count}")
    if row.locked:
        parts.append("locked")
    return ", ".join(parts)


def spoken_slot(row: AnswerRow, slot: int) -> str:
    """Return a slot as a screen reader says it: "Good, 2 of 5", and whether it is chosen."""
    option = row.option_at(slot)
    name = option.word if option is not None else row.word or row.answer or f"type a {row.kind}"
    chosen = ", chosen" if row.chosen_slot() == slot else ""
    return f"{name}, {slot + 1} of {row.slot_count}{chosen}"


def _spoken_answer(row: AnswerRow) -> str:
    slot = row.chosen_slot()
    if slot is None:
        return "not answered"
    option = row.option_at(slot)
    if option is None:
        return row.word or row.answer
    return f"{option.word}, {slot + 1} of {row.slot_count}"
