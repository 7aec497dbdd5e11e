"""Lists as workbooks: the sheet found that holds the list, then its cells as text."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, cast

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
from cafaudit.intake.survey_beside import SurveyBeside
from cafaudit.intake.table import HEADER_WITHIN, Sheet, column_letter, find_header

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from python_calamine import CalamineSheet, SheetMetadata

    from cafaudit.intake.cells import Cell
    from cafaudit.intake.oddities import OddityLog
    from cafaudit.intake.survey import SheetSurvey
    from cafaudit.intake.table import Wanted

_NAMED_SHEETS: Final = 10
_NUMBERS: Final = frozenset({int, float})
LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
"""A spreadsheet has no rows and columns beyond these; a file that says so is damaged."""


def opened_workbook(path: Path, sheet: str | None, wanted: Wanted, log: OddityLog) -> Sheet:
    """Open the list of a workbook (xlsx, xlsm, xlsb, xls, ods); of formulas, the values stored with them.

    Args:
        path: The file.
        sheet: The sheet to take; None for the only one that looks as wanted.
        wanted: What kind of list it should be.
        log: Where oddities are noted; its sheet becomes the one that is taken.

    Raises:
        InputRefused: It cannot be read, the sheet is not there, or it is not clear which one is meant.
    """
    try:
        book = _opened(path)
        named = _named_sheet(book, sheet, path.name) if sheet else None
        beside = SurveyBeside(path, named or _first_visible(book))
        taken = _list_sheet(book, path.name, wanted, log) if named is None else book.get_sheet_by_name(named)
    except PasswordError as error:
        raise password_refusal(path.name) from error
    except CalamineError as error:
        raise damaged_refusal(path.name) from error
    log.sheet = taken.name
    if taken.end is not None and (taken.end[0] >= LAST_ROW or taken.end[1] >= LAST_COLUMN):
        raise damaged_refusal(path.name)
    if any(
        meta.name == taken.name and meta.visible != SheetVisibleEnum.Visible for meta in book.sheets_metadata
    ):
        log.note("The sheet is hidden.", "It was read all the same.")
    left_out = taken.start[1] if taken.start else 0
    rows = _Rows(taken, path.name)
    survey = beside.of(taken.name, log)
    cells_as_texts = _Texts(survey, log)

    def texts(place: int, cells: Sequence[Cell], lines: Sequence[int]) -> Sequence[str]:
        return cells_as_texts.of(place + left_out, cells, lines)

    return Sheet(
        source=path.name,
        sheet=taken.name,
        read_as="workbook",
        rows=iter(rows),
        texts=texts,
        done=lambda: (rows.given, taken.total_height + 1),
        at_end=lambda: _note_merged(taken, log),
        other_sheets=tuple(other for other in book.sheet_names if other != taken.name),
        first_column=left_out,
        numbers=lambda place: cells_as_texts.numbers(place + left_out),
        unknown=lambda place: survey.unknown.get(place + left_out, 0),
    )


def _opened(path: Path) -> CalamineWorkbook:
    """Open a workbook by its content, and by its name only to learn why that failed."""
    try:
        with path.open("rb") as stream:
            return CalamineWorkbook.from_filelike(stream)
    except CalamineError:
        return CalamineWorkbook.from_path(path)


class _Rows:
    """The rows of a sheet, counted."""

    def __init__(self, sheet: CalamineSheet, source: str) -> None:
        self._sheet = sheet
        self._source = source
        self.given = 0

    def __iter__(self) -> Iterator[list[Cell]]:
        try:
            for cells in self._sheet.iter_rows():
                self.given += 1
                yield cells
        except CalamineError as error:
            raise damaged_refusal(self._source) from error


class _Texts:
    """Turns cells into the texts that a person sees, and notes what a spreadsheet has done to numbers."""

    def __init__(self, survey: SheetSurvey, log: OddityLog) -> None:
        self._survey = survey
        self._log = log
        self._numbers: dict[int, tuple[int, int]] = {}

    def of(self, place: int, cells: Sequence[Cell], lines: Sequence[int]) -> Sequence[str]:
        """Return the cells of a column; where all are texts already, as in most columns, as they are."""
        kinds = set(map(type, cells))
        if kinds == {str}:
            return cast("Sequence[str]", cells)
        if not kinds.isdisjoint(_NUMBERS):
            self._count(place, cells, lines)
        different = set(cells) if len(kinds - {str}) == 1 else set()
        if different and not self._survey.has_shown(place) and not any(map(has_lost_digits, different)):
            return list(map({cell: cell_text(cell) for cell in different}.__getitem__, cells))
        return [
            cell if isinstance(cell, str) else self._text(cell, line, place)
            for cell, line in zip(cells, lines, strict=True)
        ]

    def numbers(self, place: int) -> tuple[int, int]:
        """Return how many cells of a column were numbers so far, and the line of the first."""
        return self._numbers.get(place, (0, 0))

    def _count(self, place: int, cells: Sequence[Cell], lines: Sequence[int]) -> None:
        are_numbers = [type(cell) in _NUMBERS for cell in cells]
        count, first = self._numbers.get(place, (0, lines[are_numbers.index(True)]))
        self._numbers[place] = (count + sum(are_numbers), first)

    def _text(self, cell: Cell, row: int, place: int) -> str:
        if isinstance(cell, bool) or not isinstance(cell, int | float):
            return cell_text(cell)
        shown = self._survey.shown_as(row, place, cell)
        if shown is not None:
            return shown
        if has_lost_digits(cell):
            self._log.note(
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


def _first_visible(book: CalamineWorkbook) -> str:
    """Return the name of the sheet that is looked at first, "" where all are hidden."""
    return next((meta.name for meta in _worksheets(book) if meta.visible == SheetVisibleEnum.Visible), "")


def _worksheets(book: CalamineWorkbook) -> list[SheetMetadata]:
    return [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]


def _list_sheet(book: CalamineWorkbook, source: str, wanted: Wanted, log: OddityLog) -> CalamineSheet:
    """Return the one sheet that looks as wanted, else the first visible one with a table on it."""
    tables: list[str] = []
    lists: list[str] = []
    chosen: CalamineSheet | None = None
    for meta in _worksheets(book):
        if meta.visible != SheetVisibleEnum.Visible:
            log.note(f"The sheet “{meta.name}” is hidden.", "It was not looked at.")
            continue
        looked_at, looks = _looked_at(book, meta.name, wanted, log)
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


def _looked_at(
    book: CalamineWorkbook, name: str, wanted: Wanted, log: OddityLog
) -> tuple[CalamineSheet | None, str]:
    """Return a sheet and what it looks like; no sheet where it cannot be read."""
    try:
        sheet = book.get_sheet_by_name(name)
        return sheet, _look_of(sheet, wanted)
    except CalamineError:
        log.note(f"The sheet “{name}” is damaged.", "It was passed over.")
        return None, "nothing"


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
