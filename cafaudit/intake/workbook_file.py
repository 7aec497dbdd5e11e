"""Lists as workbooks: the sheet found that holds the list, then its cells as text."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from cafaudit.errors import InputRefused
from cafaudit.intake.cells import cell_text, has_lost_digits
from cafaudit.intake.file_kind import damaged_refusal, password_refusal
from cafaudit.intake.sheets import SheetNeeded
from cafaudit.intake.table import HEADER_WITHIN, column_letter, find_header, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from python_calamine import CalamineSheet

    from cafaudit.intake.cells import Cell
    from cafaudit.intake.oddities import OddityLog
    from cafaudit.intake.table import Table, Wanted
    from cafaudit.progress import Progress

_NAMED_SHEETS: Final = 10
_STEP_ROWS: Final = 5_000


def read_workbook_table(
    path: Path, sheet: str | None, wanted: Wanted, log: OddityLog, progress: Progress
) -> Table:
    """Read the list of a workbook (xlsx, xlsm, xlsb, xls, ods); of formulas, the values stored with them.

    Args:
        path: The file.
        sheet: The sheet to take; None for the only one that looks as wanted.
        wanted: What kind of list it should be.
        log: Where oddities are noted.
        progress: Told of rows.

    Raises:
        InputRefused: It cannot be read, the sheet is not there, or it is not clear which one is meant.
    """
    try:
        book = _opened(path)
        if sheet:
            taken = book.get_sheet_by_name(_named_sheet(book, sheet, path.name))
        else:
            taken = _list_sheet(book, path.name, wanted, log, progress)
        log.sheet = taken.name
        others = [other for other in book.sheet_names if other != taken.name]
        return table_of(
            _rows(taken, log, progress),
            source=path.name,
            read_as="workbook",
            wanted=wanted,
            log=log,
            other_sheets=others,
        )
    except PasswordError as error:
        raise password_refusal(path.name) from error
    except CalamineError as error:
        raise damaged_refusal(path.name) from error


def _opened(path: Path) -> CalamineWorkbook:
    """Open a workbook by its content, and by its name only to learn why that failed."""
    try:
        with path.open("rb") as stream:
            return CalamineWorkbook.from_filelike(stream)
    except CalamineError:
        return CalamineWorkbook.from_path(path)


def _rows(sheet: CalamineSheet, log: OddityLog, progress: Progress) -> Iterator[list[str]]:
    left_out = sheet.start[1] if sheet.start else 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number % _STEP_ROWS == 0:
            progress.step(number, sheet.total_height)
        yield [
            cell if type(cell) is str else _noted(cell, number, place, log)
            for place, cell in enumerate(cells, left_out)
        ]
    _note_merged(sheet, log)


def _noted(cell: Cell, row: int, place: int, log: OddityLog) -> str:
    if has_lost_digits(cell):
        log.note(
            "A number is too long for a spreadsheet, which has changed its last digits.",
            "It was taken as it is now. If it is a reference, ask for the list with references as text.",
            row=row,
            column=column_letter(place),
        )
    return cell_text(cell)


def _note_merged(sheet: CalamineSheet, log: OddityLog) -> None:
    for (row, place), _ in sheet.merged_cell_ranges or ():
        log.note(
            "Cells are merged.",
            "Their text counts for the first of them only, the others are blank.",
            row=row + 1,
            column=column_letter(place),
        )


def _named_sheet(book: CalamineWorkbook, wanted: str, source: str) -> str:
    for name in book.sheet_names:
        if name == wanted:
            return name
    for name in book.sheet_names:
        if name.strip().casefold() == wanted.strip().casefold():
            return name
    raise InputRefused(
        f"“{source}” has no sheet “{wanted}”.",
        f"It has {_listed(book.sheet_names)}. Name one of them with --sheet.",
    )


def _list_sheet(
    book: CalamineWorkbook, source: str, wanted: Wanted, log: OddityLog, progress: Progress
) -> CalamineSheet:
    """Return the one sheet that looks as wanted, else the first visible one with a table on it."""
    tables: list[str] = []
    lists: list[str] = []
    chosen: CalamineSheet | None = None
    worksheets = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    for number, meta in enumerate(worksheets):
        progress.step(number, len(worksheets))
        if meta.visible != SheetVisibleEnum.Visible:
            log.note(f"The sheet “{meta.name}” is hidden.", "It was not looked at.")
            continue
        looked_at = book.get_sheet_by_name(meta.name)
        looks = _look_of(looked_at, wanted)
        if (looks == "list" and not lists) or (looks == "table" and not tables and not lists):
            chosen = looked_at
        if looks != "nothing":
            tables.append(meta.name)
        if looks == "list":
            lists.append(meta.name)
    if len(lists) > 1:
        raise SheetNeeded(
            f"{len(lists)} of {len(book.sheet_names)} sheets of “{source}” look like a {wanted.what}: "
            f"{_listed(lists)}.",
            "Say which one to take: --sheet NAME on the command line, or choose it on the List page.",
            tuple(lists),
        )
    if chosen is None:
        if not book.sheet_names:
            raise damaged_refusal(source)
        chosen = book.get_sheet_by_index(0)
    if len(tables) > 1:
        log.note(f"The workbook has {len(book.sheet_names)} sheets.", f"“{chosen.name}” was taken.")
    return chosen


def _look_of(sheet: CalamineSheet, wanted: Wanted) -> str:
    """Say whether a sheet holds "nothing", a "table", or what looks like the "list" that is wanted."""
    rows: list[list[str]] = [
        [cell if isinstance(cell, str) else cell_text(cell) for cell in cells]
        for cells in islice(sheet.iter_rows(), HEADER_WITHIN + 1)
    ]
    at = find_header(rows[:HEADER_WITHIN], wanted)
    if at is None:
        return "nothing"
    has_rows = sheet.total_height > at  # it is the last row's index, not how many there are
    return "list" if has_rows and wanted.is_header(rows[at]) else "table"


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:_NAMED_SHEETS])
    if len(names) <= _NAMED_SHEETS:
        return f"{len(names)}: {shown}" if len(names) > 1 else shown
    return f"{shown} and {len(names) - _NAMED_SHEETS} more, {len(names)} in all"
