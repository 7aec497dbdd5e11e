"""What a list was found to have, as rows: blanks, repeated references, dates out of range, oddities; pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication

from ui.models.rows import Column, RowsModel
from ui.widgets.text import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.services.list_looks import ListCheck, RowsOf

Kind = Literal["blank", "twice", "date", "odd"]

KINDS: tuple[Kind, ...] = ("odd", "twice", "date", "blank")
_NAMED = 2
_MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a list has.

    Attributes:
        kind: What kind of thing it is.
        what: A sentence.
        done: What was done about it, a sentence; "" where nothing had to be.
        rows: The first rows of the file that it is about, () for none.
        more: How many rows there are beyond them.
        column: The heading of its column, "" for none.
        sheet: The sheet, "" for a text.
    """

    kind: Kind
    what: str
    done: str = ""
    rows: tuple[int, ...] = ()
    more: int = 0
    column: str = ""
    sheet: str = ""

    @property
    def rows_text(self) -> str:
        """The first rows in figures, then how many more there are: "3, 8 and 12 more"."""
        return self._rows_text(_NAMED)

    @property
    def all_rows_text(self) -> str:
        """Every row that is known, then how many more there are."""
        return self._rows_text(len(self.rows))

    def _rows_text(self, most: int) -> str:
        named = ", ".join(f"{row:,}" for row in self.rows[:most])
        more = self.more + max(len(self.rows) - most, 0)
        return _tr("{rows} and {more} more").format(rows=named, more=f"{more:,}") if more else named


def findings_of(found: ListCheck) -> tuple[Finding, ...]:
    """Return everything that a list was found to have: oddities first, blank cells last."""
    return (*_oddities(found), *_twice(found), *_dates(found), *_blanks(found))


def kind_counts(findings: Sequence[Finding]) -> dict[Kind, int]:
    """Return how many findings there are of each kind that there is."""
    counts = Counter(one.kind for one in findings)
    return {kind: counts[kind] for kind in KINDS if counts[kind]}


def kind_word(kind: str) -> str:
    """Return what a kind of finding is called, where it is chosen."""
    words = {
        "blank": _tr("Blank cells"),
        "twice": _tr("References met again"),
        "date": _tr("Dates"),
        "odd": _tr("Oddities"),
    }
    return words.get(kind, _tr("All"))


def as_text(findings: Sequence[Finding]) -> str:
    """Return findings as lines with tabs between the cells, for a spreadsheet or a message."""
    lines = [headings(), *(cells_of(one) for one in findings)]
    return "\n".join("\t".join(cells) for cells in lines) + "\n"


def headings() -> tuple[str, ...]:
    """Return the heads of the columns of `cells_of`."""
    return (_tr("Kind"), _tr("Sheet"), _tr("Row"), _tr("Column"), _tr("What"), _tr("What was done"))


def cells_of(one: Finding) -> tuple[str, ...]:
    """Return a finding as cells under `headings`."""
    return (kind_word(one.kind), one.sheet, one.all_rows_text, one.column, one.what, one.done)


def findings_model() -> RowsModel[Finding]:
    """Return an empty model of findings."""
    return RowsModel[Finding](
        (
            Column(_tr("Rows"), lambda one: one.rows_text, tone_quiet=True),
            Column(_tr("Column"), lambda one: one.column, width=-1),
            Column(_tr("What, and what was done"), _said, width=-1),
        )
    )


def _said(one: Finding) -> tuple[Run, ...]:
    return (Run(one.what), Run(f" {one.done}", "quiet")) if one.done else (Run(one.what),)


def progress_text(done: int, total: int, *, is_text: bool) -> str:
    """Return how far the reading of a list is, "" while that is not known.

    A text is told in megabytes of its file, a workbook in rows.
    """
    if not total:
        return f"{done:,}" if done else ""
    if is_text:
        return _tr("{done} of {total} MB").format(done=f"{done / _MB:,.1f}", total=f"{total / _MB:,.1f}")
    return _tr("{done} of {total} rows").format(done=f"{done:,}", total=f"{total:,}")


def _oddities(found: ListCheck) -> list[Finding]:
    """Return the oddities, those that differ in their rows alone as one finding."""
    found_so: dict[tuple[str, str, str, str], Finding] = {}
    last = ("", "", "", "")
    for one in found.oddities:
        last = last if one.more else (one.sheet, one.column, one.what, one.done)
        sheet, column, what, done = last
        before = found_so.get(last) or Finding(kind="odd", what=what, done=done, column=column, sheet=sheet)
        rows = (*before.rows, one.row) if one.row else before.rows
        found_so[last] = replace(before, rows=rows, more=before.more + one.more)
    return list(found_so.values())


def _twice(found: ListCheck) -> list[Finding]:
    done = _tr("They are one case.") if found.folded else ""
    unnamed = found.duplicate_count - len(found.duplicates)
    more = _tr("{count} more references stand on several rows.").format(count=f"{unnamed:,}")
    rest = [Finding(kind="twice", what=more, done=done)] if unnamed > 0 else []
    named = [
        Finding(
            kind="twice",
            what=_tr("{ref} stands on {count} rows.").format(ref=ref, count=f"{len(rows):,}"),
            done=done,
            rows=rows,
        )
        for ref, rows in found.duplicates.items()
    ]
    return named + rest


def _dates(found: ListCheck) -> list[Finding]:
    words = _tr("{count} dates cannot be right."), _tr("A date cannot be right.")
    return [
        _of_column("date", header, rows, words) for header, rows in found.out_of_range.items() if rows.count
    ]


def _blanks(found: ListCheck) -> list[Finding]:
    words = _tr("{count} cells are blank."), _tr("A cell is blank.")
    return [_of_column("blank", header, rows, words) for header, rows in found.blanks.items() if rows.count]


def _of_column(kind: Kind, header: str, rows: RowsOf, words: tuple[str, str]) -> Finding:
    what = words[1] if rows.count == 1 else words[0].format(count=f"{rows.count:,}")
    return Finding(kind=kind, what=what, rows=rows.rows, more=rows.count - len(rows.rows), column=header)


def _tr(text: str) -> str:
    return QCoreApplication.translate("sample", text)
