"""The columns of a case list as the Columns step shows them: heading, samples, what each is and becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cafaudit.intake import ColumnUse
from cafaudit.services.mapping_choices import group_headers, treatment_counts
from ui.models.rows import Column, RowsModel

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from cafaudit.intake import Mapping
    from ui.models.rows import RowLook

_SAMPLES = 5
_LOOKED_AT = 200

Samples = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListedColumn:
    """One column with the first different values that stand in it; `groups` when groups are made of it."""

    use: ColumnUse
    samples: Samples
    groups: bool = False

    @property
    def header(self) -> str:
        """Its heading."""
        return self.use.header


def samples_of(header: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, Samples]:
    """Return the first different values under each heading, from the first rows."""
    first = rows[:_LOOKED_AT]
    return {name: _different([row[place] for row in first]) for place, name in enumerate(header)}


def listed_columns(samples: Map[str, Samples], mapping: Mapping) -> tuple[ListedColumn, ...]:
    """Return the columns in the order of the list."""
    groups = frozenset(group_headers(mapping))
    return tuple(ListedColumn(use, samples[use.header], use.header in groups) for use in mapping.columns)


def narrowed(columns: Sequence[ListedColumn], words: str) -> tuple[ListedColumn, ...]:
    """Return the columns whose heading, or what they are, has the words in it; all for no words."""
    wanted = words.strip().casefold()
    return tuple(
        one for one in columns if wanted in one.header.casefold() or wanted in one.use.label.casefold()
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


def counts_text(mapping: Mapping) -> str:
    """Return in a line what becomes of the columns: "8 kept · 1 coded · 4 fingerprinted · 3 dropped"."""
    words = {
        "keep": _tr("{count} kept"),
        "code": _tr("{count} coded"),
        "fingerprint": _tr("{count} fingerprinted"),
        "band": _tr("{count} as an age band"),
        "drop": _tr("{count} dropped"),
    }
    counts = treatment_counts(mapping)
    return " · ".join(words[name].format(count=f"{count:,}") for name, count in counts.items())


def columns_model() -> RowsModel[ListedColumn]:
    """Return an empty model of them."""
    return RowsModel[ListedColumn](
        (
            Column(_tr("Heading"), lambda row: row.header, width=-1),
            Column(_tr("In the first rows"), lambda row: ", ".join(row.samples), width=-1, tone_quiet=True),
            Column(_tr("What it is"), lambda row: role_label(row.use), width=-1),
            Column(_tr("What becomes of it"), lambda row: treatment_word(row.use.treatment)),
            Column(_tr("Groups"), lambda row: _tr("groups") if row.groups else ""),
        ),
        look=_look,
    )


def _look(row: ListedColumn) -> RowLook:
    if row.use.role == "id":
        return "strong"
    return "quiet" if row.use.treatment == "drop" else "plain"


def _different(cells: list[str]) -> Samples:
    different = dict.fromkeys(" ".join(cell.split()) for cell in cells)
    return tuple(value for value in different if value)[:_SAMPLES]


def _tr(text: str) -> str:
    return QCoreApplication.translate("sample", text)
