"""Making the workbook of one state of a visit and putting it where it is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook

from cafaudit.export.saving import save_export
from cafaudit.export.workbook.charts import write_charts
from cafaudit.export.workbook.checking import Expected, check_workbook
from cafaudit.export.workbook.front import visit_title, write_front
from cafaudit.export.workbook.judgements import write_judgements
from cafaudit.export.workbook.managers import pairs_of, write_managers, write_pairs
from cafaudit.export.workbook.material import Material
from cafaudit.export.workbook.overview import Sources
from cafaudit.export.workbook.package import workbook_bytes
from cafaudit.export.workbook.page import Pages
from cafaudit.export.workbook.records import write_activities, write_concerns, write_evidence, write_history
from cafaudit.export.workbook.sample import write_draw, write_sample
from cafaudit.export.workbook.scores import write_questions, write_reasons, write_scores
from cafaudit.export.workbook.styles import Styles, dress_normal
from cafaudit.export.workbook.tallies import write_tallies
from cafaudit.export.workbook.ticks import Ticks
from cafaudit.progress import NO_PROGRESS

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.domain.picture import Picture
    from cafaudit.export.workbook.page import Page
    from cafaudit.progress import Progress

_ORDER: Final = (
    "Front",
    "Judgements",
    "Tallies",
    "Yes and no",
    "Other answers",
    "Charts",
    "Manager and inspector",
    "Evidence",
    "Concerns",
    "Activities",
    "Draw",
    "Sample",
    "Scores",
    "More scores",
    "Reasons",
    "Pairs",
    "Questions",
    "History",
)
"""From what it comes to down to what it was made of; sheets not named here stand last."""

_TIMES_A_ROW_IS_TOUCHED: Final = 3
_OTHER_ROWS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookReport:
    """What was written, counted in the finished file: sheets, rows that hold something, and formulas."""

    sheets: int
    rows: int
    formulas: int


def write_workbook(
    picture: Picture, path: Path, *, redacted: bool = False, progress: Progress = NO_PROGRESS
) -> WorkbookReport:
    """Write one state of a visit as an Excel workbook.

    The file is made whole, opened again and counted before it takes the place of an older one. The same
    picture gives the same bytes.

    Args:
        picture: The state to write.
        path: Where the file is to be; its folder exists.
        redacted: Number the cases and leave out all that could lead back to a case or a person.
        progress: Told how far the work is, in rows.

    Raises:
        InputRefused: The file cannot be put there, for example because it is open in Excel, or the visit is
            larger than a sheet.
        Cancelled: A stop was asked for; nothing was changed.
    """
    data, report = make_workbook(picture, redacted=redacted, progress=progress)
    save_export(path, data)
    return report


def make_workbook(
    picture: Picture, *, redacted: bool = False, progress: Progress = NO_PROGRESS
) -> tuple[bytes, WorkbookReport]:
    """Make the workbook without putting it anywhere; see `write_workbook`.

    Raises:
        InputRefused: The visit is larger than a sheet.
        Cancelled: A stop was asked for.
    """
    ticks = Ticks(progress, _rows_to_come(picture))
    book = Workbook()
    book.remove(book.worksheets[0])
    dress_normal(book)
    pages = Pages(Styles(book, picture.framework), ticks)
    _write_pages(pages, Material(picture, redacted=redacted))
    ordered = pages.in_order(_ORDER)
    _sign_pages(ordered, picture, redacted=redacted)
    title = f"Evidence workbook: {visit_title(picture)}"
    data = workbook_bytes(book, ordered, title, ticks)
    expected = [Expected(page.name, page.rows, page.formulas) for page in ordered]
    check_workbook(data, expected, ticks)
    ticks.finish()
    rows, formulas = (sum(counts) for counts in zip(*(sheet[1:] for sheet in expected), strict=True))
    return data, WorkbookReport(sheets=len(expected), rows=rows, formulas=formulas)


def _write_pages(pages: Pages, material: Material) -> None:
    front = pages.add("Front", "what this is, and what it comes to")
    sample = write_sample(pages.add("Sample", "every drawn case, in the order of the draw"), material)
    sizes = write_draw(
        pages.add("Draw", "how the sample was drawn, and how to draw it again"), material, sample
    )
    grids = write_scores(
        pages.add("Scores", "every reading by area and core question"),
        pages.add("More scores", "every reading by the other questions"),
        material,
    )
    write_reasons(pages.add("Reasons", "every answer with its reasons"), material)
    evidence = write_evidence(pages.add("Evidence", "every item of evidence, by area"), material)
    concerns = write_concerns(
        pages.add("Concerns", "what was put to the provider, and what came of it"), material
    )
    write_activities(pages.add("Activities", "what was done on the visit"), material)
    tallied = write_tallies(pages, material, grids, sizes)
    write_charts(pages.add("Charts", "files by grade, drawn"), material, tallied)
    pairs = pairs_of(material)
    spot = write_pairs(pages.add("Pairs", "every manager's grade beside the inspector's"), pairs)
    write_managers(
        pages.add("Manager and inspector", "how the service's own grades compare"), material, pairs, spot
    )
    write_judgements(
        pages.add("Judgements", "every judgement, beside what the files suggest"), material, tallied
    )
    write_questions(pages.add("Questions", "what the areas and questions ask in full"), material)
    write_history(pages.add("History", "every change, in order"), material)
    others = [page for page in pages.in_order(_ORDER) if page is not front]
    write_front(front, material, Sources(sample, grids, evidence, concerns, tallied), others)


def _sign_pages(pages: list[Page], picture: Picture, *, redacted: bool) -> None:
    signed = " ".join(picture.words[:3])
    for page in pages:
        page.footer = f" · state {signed} …" + (" · redacted copy" if redacted else "")


def _rows_to_come(picture: Picture) -> int:
    answers = sum(len(reading.answers) for reading in picture.readings)
    readings = len(picture.readings)
    once = answers * 2 + readings * 3 + len(picture.sample) + len(picture.history) + len(picture.evidence)
    return _TIMES_A_ROW_IS_TOUCHED * (once + _OTHER_ROWS)
