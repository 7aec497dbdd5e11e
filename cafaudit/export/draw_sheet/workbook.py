"""The draw sheet as a workbook: what was fixed, the strata, every place, and how to repeat it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cafaudit.export.draw_sheet.paper import facts_of, places_of, repeat_lines, share_of, stated_sizes
from cafaudit.export.workbook.cells import Cell
from cafaudit.export.workbook.page import Column
from cafaudit.sampling.sheets import BY_THE_DRAW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cafaudit.domain.framework import Framework
    from cafaudit.export.draw_sheet.paper import DrawPaper, Fact
    from cafaudit.export.workbook.page import Page

_STYLES: Final = {"text": "fact", "strong": "fact strong", "hash": "fact hash", "count": "fact count"}


def sheet_workbook(paper: DrawPaper, framework: Framework) -> bytes:
    """Return the sheet as an Excel workbook; the same paper gives the same bytes.

    `framework` lends its styles, as in the evidence workbook.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load

    from cafaudit.export.workbook.package import workbook_bytes  # noqa: PLC0415
    from cafaudit.export.workbook.page import Pages  # noqa: PLC0415
    from cafaudit.export.workbook.styles import Styles, dress_normal  # noqa: PLC0415
    from cafaudit.export.workbook.ticks import Ticks  # noqa: PLC0415
    from cafaudit.progress import NO_PROGRESS  # noqa: PLC0415

    ticks = Ticks(NO_PROGRESS, len(paper.cases))
    book = Workbook()
    book.remove(book.worksheets[0])
    dress_normal(book)
    pages = Pages(Styles(book, framework), ticks)
    _write_facts(pages.add("Draw", "what was fixed"), paper)
    _write_strata(pages.add("Strata", "cases and files of each stratum"), paper)
    _write_places(pages.add("Places", "every place with its ticket"), paper)
    _write_repeat(pages.add("Repeat", "how anybody can repeat it"), paper)
    written = pages.in_order(())
    for page in written:
        page.footer = f" · draw {paper.record.number} of {paper.draws} · list {' '.join(paper.words[:3])} …"
    return workbook_bytes(book, written, f"{paper.title}, {paper.visit}", ticks)


def _write_facts(page: Page, paper: DrawPaper) -> None:
    page.widths = (30, 100)
    page.heading(paper.title)
    head = page.row(Cell("What", "head"), Cell("As recorded", "head"))
    page.repeated = (head, head)
    for fact in facts_of(paper):
        page.fact(fact.label, _fact_cell(fact))


def _fact_cell(fact: Fact) -> Cell:
    if fact.kind == "moment":
        return Cell(str(fact.value).replace("T", " ").removesuffix("Z"), "fact")  # read back letter by letter
    return Cell(fact.value, _STYLES[fact.kind])


def _write_strata(page: Page, paper: DrawPaper) -> None:
    record = paper.record
    columns = [
        Column("Stratum", 44),
        Column("In the list", 12, "head right"),
        Column("Share", 10, "head right"),
        Column("Files drawn", 12, "head right"),
        *(Column(f"Extension {one.number}", 13, "head right") for one in record.extensions),
        Column("Files in all", 12, "head right"),
        Column("Reserves", 12, "head right"),
        Column("Places", 12, "head right"),
    ]
    page.heading("Strata", f"Draw {record.number} of {paper.draws}")
    page.long_table("Draw_strata", columns, _stratum_rows(paper))
    totals = [sum(numbers) for numbers in zip(*_numbers(paper), strict=True)]
    cells = [Cell(total, "count strong") for total in totals]
    page.row(Cell("All strata", "text strong"), cells[0], Cell("", "count strong"), *cells[1:])


def _stratum_rows(paper: DrawPaper) -> Iterator[list[Cell]]:
    for name, numbers in zip(sorted(paper.record.strata), _numbers(paper), strict=True):
        cells = [Cell(number, "count") for number in numbers]
        yield [Cell(name), cells[0], Cell(share_of(paper.record, name), "right"), *cells[1:]]


def _numbers(paper: DrawPaper) -> list[list[int]]:
    """Return each stratum's figures: listed, drawn, of each extension, files in all, reserves, places."""
    return [
        [
            said.cases,
            said.files,
            *said.extensions,
            said.files + sum(said.extensions),
            said.reserves or 0,
            said.places or 0,
        ]
        for said in stated_sizes(paper).values()
    ]


def _write_places(page: Page, paper: DrawPaper) -> None:
    columns = [
        Column("Stratum", 34),
        Column("Order", 8, "head right"),
        Column("Case", 22),
        Column("Ticket", 68),
        Column("Role", 10),
        Column("Taken", 22),
    ]
    page.heading("Places", f"Draw {paper.record.number} of {paper.draws}, by stratum and ticket")
    rows = (
        [
            Cell(place.stratum),
            Cell(place.order, "count"),
            Cell(place.case, "text strong" if place.role == "sample" else "text"),
            Cell(place.ticket, "hash"),
            Cell(place.role),
            Cell(place.taken or (BY_THE_DRAW if place.role == "sample" else "")),
        ]
        for place in places_of(paper)
    )
    page.long_table("Draw_places", columns, rows, kept=3)


def _write_repeat(page: Page, paper: DrawPaper) -> None:
    page.widths = (130,)
    page.heading("How anybody can repeat this draw")
    for said, typed in repeat_lines(paper):
        page.row(Cell(said, "prose"))
        if typed:
            page.row(Cell(typed, "hash"))
