"""The columns of a case list as the Columns step shows them: heading, samples, what each is and becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cafaudit.intake import ColumnUse
from ui.models.rows import Column, RowsModel

if TYPE_CHECKING:
    from cafaudit.intake import Mapping, Table
    from ui.models.rows import RowLook

_SAMPLES = 5
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class ListedColumn:
    """One column with the first different values that stand in it."""

    use: ColumnUse
    samples: tuple[str, ...]

    @property
    def header(self) -> str:
        """Its heading."""
        return self.use.header


def listed_columns(table: Table, mapping: Mapping) -> tuple[ListedColumn, ...]:
    """Return the columns in the order of the list."""
    first = table.rows[:_LOOKED_AT]
    places = {header: place for place, header in enumerate(table.header)}
    return tuple(
        ListedColumn(use, _samples([row[places[use.header]] for row in first])) for use in mapping.columns
    )


def role_label(use: ColumnUse) -> str:
    """Return what a column is, as a word that begins a line."""
    return use.label[:1].upper() + use.label[1:]


def treatment_word(treatment: str) -> str:
    """Return in a word what becomes of a column."""
    words = {
        "keep": _tr("Kept"),
        "code": _tr("Coded"),
        "fingerprint": _tr("Fingerprinted"),
        "band": _tr("Age band kept"),
        "drop": _tr("Dropped"),
    }
    return words.get(treatment, treatment)


def columns_model() -> RowsModel[ListedColumn]:
    """Return an empty model of them."""
    return RowsModel[ListedColumn](
        (
            Column(_tr("Heading"), lambda row: row.header, width=-1),
            Column(_tr("In the first rows"), lambda row: ", ".join(row.samples), width=-1, tone_quiet=True),
            Column(_tr("What it is"), lambda row: role_label(row.use), width=-1),
            Column(_tr("What becomes of it"), lambda row: treatment_word(row.use.treatment), width=-1),
        ),
        look=_look,
    )


def _look(row: ListedColumn) -> RowLook:
    if row.use.role == "id":
        return "strong"
    return "quiet" if row.use.treatment == "drop" else "plain"


def _samples(cells: list[str]) -> tuple[str, ...]:
    different = dict.fromkeys(" ".join(cell.split()) for cell in cells)
    return tuple(value for value in different if value)[:_SAMPLES]


def _tr(text: str) -> str:
    return QCoreApplication.translate("sample", text)
