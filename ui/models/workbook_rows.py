"""What the Workbook page lists: what will be in the workbook, and what was exported from this copy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cafaudit.services.documents import LoggedExport
from cafaudit.services.queries.judging import counted_files
from ui.models.rows import Column
from ui.when import day_and_clock
from ui.widgets.text import Run

if TYPE_CHECKING:
    from cafaudit.domain.picture import Picture


@dataclass(frozen=True, slots=True)
class Content:
    """A part of the workbook: which sheets, what they hold, and how much of it there is now."""

    sheets: str
    holds: str
    count: str


@dataclass(frozen=True, slots=True)
class ExportLine:
    """An export of this copy; `same` when the visit is still in the state that was exported."""

    export: LoggedExport
    same: bool
    there: bool


def contents_of(picture: Picture) -> list[Content]:
    """Return what the workbook of a state will hold."""
    drawn = sum(1 for case in picture.sample if case.role == "sample")
    read = len(counted_files(picture))
    answers = sum(len(reading.answers) for reading in picture.readings)
    judged = sum(1 for judgement in picture.judgements if judgement.grade or judgement.sentence)
    rows = (
        (_tr("Front"), _tr("what this is, and how complete every case is"), ""),
        (_tr("Judgements"), _tr("every judgement beside what the files suggest"), _many(judged)),
        (_tr("Tallies, charts"), _tr("files by answer and stratum, as live formulas"), _files(read)),
        (_tr("Manager and inspector"), _tr("both grades of each file, and their gap"), ""),
        (_tr("Evidence"), _tr("every item, by area"), _many(len(picture.evidence))),
        (
            _tr("Concerns"),
            _tr("what was put to the provider, and what came of it"),
            _many(len(picture.concerns)),
        ),
        (_tr("Activities"), _tr("what was done on the visit"), _many(len(picture.activities))),
        (_tr("Draw, sample"), _tr("seed, tickets and every drawn case"), _files(drawn)),
        (
            _tr("Scores, reasons"),
            _tr("every reading by area and question"),
            _tr("{count} answers").format(count=f"{answers:,}"),
        ),
        (_tr("History"), _tr("every change, in order"), ""),
    )
    return [Content(*row) for row in rows]


def content_columns() -> tuple[Column[Content], ...]:
    """Return the columns of the list of contents."""
    return (
        Column(_tr("Sheets"), lambda row: row.sheets),
        Column(_tr("Now"), lambda row: row.count, align="right"),
        Column(_tr("What they hold"), lambda row: row.holds, width=-1, tone_quiet=True),
    )


def export_lines(exports: tuple[LoggedExport, ...], digest: str) -> list[ExportLine]:
    """Return exports with whether they show the present state and are still where they were put."""
    return [ExportLine(one, one.digest == digest, Path(one.file).is_file()) for one in exports]


def export_columns() -> tuple[Column[ExportLine], ...]:
    """Return the columns of the list of exports."""
    return (
        Column(_tr("When"), lambda row: day_and_clock(row.export.at, seconds=False)),
        Column(_tr("What"), _what),
        Column(_tr("File"), lambda row: row.export.file, width=-1, tone_quiet=True),
        Column(_tr("State"), _state),
    )


def _what(row: ExportLine) -> str:
    draft = _tr(", draft {number}").format(number=row.export.draft) if row.export.draft else ""
    return f"{row.export.what}{draft}"


def _state(row: ExportLine) -> tuple[Run, ...]:
    if not row.there:
        return (Run(_tr("no longer there"), "quiet"),)
    return (Run(_tr("as it is now")),) if row.same else (Run(_tr("older state"), "warning"),)


def _files(count: int) -> str:
    return _tr("1 file") if count == 1 else _tr("{count} files").format(count=f"{count:,}")


def _many(count: int) -> str:
    return f"{count:,}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("workbook", text)
