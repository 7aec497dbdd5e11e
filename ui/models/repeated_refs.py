"""References that stand on several rows of a list, and the columns in which these rows differ; pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.models.rows import Column, RowsModel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cafaudit.services.list_looks import ListLook

_MOST_ROWS = 6
_MOST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class RepeatedRef:
    """A reference and its rows of the file, counted from 1.

    `differs` are the headings of the columns in which its rows differ; None where they were not looked at.
    """

    ref: str
    rows: tuple[int, ...]
    differs: tuple[str, ...] | None

    @property
    def rows_text(self) -> str:
        """Its rows in figures: "3, 8, 12 and 40 more"."""
        named = ", ".join(f"{row:,}" for row in self.rows[:_MOST_ROWS])
        left = len(self.rows) - _MOST_ROWS
        return _tr("{rows} and {left} more").format(rows=named, left=f"{left:,}") if left > 0 else named

    @property
    def differs_text(self) -> str:
        """The columns in words."""
        if self.differs is None:
            return _tr("not compared: further down in the file")
        if not self.differs:
            return _tr("nothing: the rows are the same")
        return _listed(self.differs)


def repeated_refs(named: Mapping[str, Sequence[int]], look: ListLook | None) -> tuple[RepeatedRef, ...]:
    """Return references with their rows, compared where all of these are among the first rows of the list."""
    known = dict(zip(look.lines, look.rows, strict=True)) if look is not None else {}
    header = look.header if look is not None else ()
    return tuple(RepeatedRef(ref, tuple(rows), _differs(rows, known, header)) for ref, rows in named.items())


def differences_text(refs: Sequence[RepeatedRef]) -> str:
    """Return in a sentence in which columns the rows differ, the commonest first; "" for nothing known.

    Where only some references were compared, it says of how many of them it speaks.
    """
    compared = [one.differs for one in refs if one.differs is not None]
    if not compared:
        return ""
    times = Counter(heading for differs in compared for heading in differs)
    if not times:
        return _same_text(len(compared), len(refs))
    columns = _tr("“{heading}” ({count} of {total})")
    told = [
        columns.format(heading=heading, count=count, total=len(compared))
        for heading, count in times.most_common(_MOST_COLUMNS)
    ]
    return _tr("Their rows differ in {columns}.").format(columns=", ".join(told))


def repeated_model() -> RowsModel[RepeatedRef]:
    """Return an empty model of them."""
    return RowsModel[RepeatedRef](
        (
            Column(_tr("Reference"), lambda one: one.ref),
            Column(_tr("Rows"), lambda one: one.rows_text),
            Column(_tr("The rows differ in"), lambda one: one.differs_text, width=-1, tone_quiet=True),
        )
    )


def _differs(
    rows: Sequence[int], known: Mapping[int, Sequence[str]], header: Sequence[str]
) -> tuple[str, ...] | None:
    if not all(row in known for row in rows):
        return None
    columns = zip(header, zip(*(known[row] for row in rows), strict=True), strict=True)
    return tuple(heading for heading, cells in columns if len({" ".join(cell.split()) for cell in cells}) > 1)


def _same_text(compared: int, refs: int) -> str:
    if compared == refs:
        return _tr("Their rows are the same in every column.")
    text = _tr("{compared} of {refs} were compared: their rows are the same in every column.")
    return text.format(compared=f"{compared:,}", refs=f"{refs:,}")


def _listed(headings: Sequence[str]) -> str:
    named = ", ".join(headings[:_MOST_COLUMNS])
    left = len(headings) - _MOST_COLUMNS
    return _tr("{columns} and {left} more").format(columns=named, left=left) if left > 0 else named


def _tr(text: str) -> str:
    return QCoreApplication.translate("sample", text)
