"""One sheet while it is being written: its rows as XML, and what else the file must know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cafaudit.errors import InputRefused
from cafaudit.export.workbook.cells import Cell, column_letters, row_xml
from cafaudit.export.workbook.heights import row_height, text_height
from cafaudit.export.workbook.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cafaudit.export.workbook.charts import ChartPlan
    from cafaudit.export.workbook.styles import Styles
    from cafaudit.export.workbook.ticks import Ticks

ROW_LIMIT: Final = 1_048_576
"""The most rows a sheet holds ("Excel specifications and limits", Microsoft)."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its width in signs, and the style of its heading."""

    heading: str
    width: float
    style: str = "head"


@dataclass(frozen=True, slots=True)
class TablePlan:
    """A table of the sheet: its name in the file, where it stands, and its headings as written."""

    name: str
    ref: str
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A way from a cell to another sheet of the same file."""

    cell: str
    sheet: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a table came to stand: first and last row of its body, and its columns by name."""

    sheet: str
    first: int
    last: int
    columns: dict[str, str]

    def range(self, column: str) -> str:
        """Return the absolute reference of a column's body, such as "Sample!$B$6:$B$65"."""
        letters = self.columns[column]
        return f"{quoted(self.sheet)}!${letters}${self.first}:${letters}${self.last}"

    def cell(self, column: str, row: int) -> str:
        """Return the absolute reference of one cell, row being counted on the sheet."""
        return f"{quoted(self.sheet)}!${self.columns[column]}${row}"


class Page:
    """A sheet that takes rows one after the other and keeps them as XML."""

    def __init__(self, name: str, about: str, styles: Styles, ticks: Ticks) -> None:
        """Begin an empty sheet; `about` says in a few words what it holds, for the list of contents."""
        self.name = name
        self.about = about
        self.widths: tuple[float, ...] = ()
        self.tables: list[TablePlan] = []
        self.links: list[Link] = []
        self.merged: list[str] = []
        self.breaks: list[int] = []
        self.charts: list[ChartPlan] = []
        self.footer = ""
        self.frozen: str | None = None
        self.repeated: tuple[int, int] | None = None
        self.formulas = 0
        self.next_row = 1
        self._styles = styles
        self._ticks = ticks
        self._rows: list[bytes] = []
        self._widest = 1

    @property
    def rows(self) -> int:
        """How many rows hold something."""
        return len(self._rows)

    @property
    def xml(self) -> list[bytes]:
        """The rows as XML, in order."""
        return self._rows

    @property
    def extent(self) -> str:
        """The reference of all that is written, such as "A1:K65"."""
        return f"A1:{column_letters(self._widest)}{max(self.next_row - 1, 1)}"

    def row(self, *cells: Cell | None, height: float | None = None) -> int:
        """Write the next row and return its number.

        Raises:
            InputRefused: The sheet is full.
        """
        number = self.next_row
        if number > ROW_LIMIT:
            raise InputRefused(
                f"The sheet “{self.name}” of the workbook is full: a sheet holds {ROW_LIMIT:,} rows.",
                "Use `cafaudit query` or `events export` for a visit of this size.",
            )
        self._ticks.tick()
        fitted = row_height(cells, self.widths, self._styles) if height is None else height
        self._rows.append(row_xml(number, cells, self._styles, fitted, fixed=height is not None))
        self._widest = max(self._widest, len(cells))
        self.formulas += sum(1 for cell in cells if cell is not None and cell.formula)
        self.next_row += 1
        return number

    def section(self, title: str) -> int:
        """Write the heading of a part of the sheet."""
        return self.row(Cell(title, "section"), height=22)

    def prose(self, text: str, style: str = "prose") -> None:
        """Write a paragraph over the whole width of the sheet; `widths` are set before."""
        across = len(self.widths)
        height = text_height(text, self._styles.signs(style, sum(self.widths)))
        row = self.row(Cell(text, style), *(Cell(None, style) for _ in range(across - 1)), height=height)
        self.merge(row, 1, across)

    def fact(self, label: str, value: Cell) -> int:
        """Write a fact: what it is in column A, the value over the columns after; `widths` are set before."""
        across = len(self.widths)
        signs = self._styles.signs(value.style, sum(self.widths[1:]))
        height = text_height(value.value, signs) if isinstance(value.value, str) and signs else None
        row = self.row(
            Cell(label, "label"), value, *(Cell(None, value.style) for _ in range(across - 2)), height=height
        )
        self.merge(row, 2, across)
        return row

    def skip(self, rows: int = 1) -> None:
        """Leave rows empty."""
        self.next_row += rows

    def heading(self, title: str, *lines: str) -> None:
        """Write the sheet's title and what is to be known about it, one line each, and an empty row."""
        self.row(Cell(title, "title"), height=26)
        for line in lines:
            self.row(Cell(line, "subtitle"), height=15)
        self.skip()

    def new_sheet_of_paper(self) -> None:
        """Let what comes next begin on a new sheet when it is printed."""
        self.breaks.append(self.next_row - 1)

    def link(self, row: int, column: int, sheet: str) -> None:
        """Let a cell lead to another sheet."""
        self.links.append(Link(f"{column_letters(column)}{row}", sheet))

    def table(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Cell | None]],
        *,
        head_height: float | None = None,
    ) -> Spot:
        """Write a table from column A on; one without rows gets an empty one, so that formulas have a range.

        Args:
            name: Its name in the file: letters and underscores, unlike any other and any cell.
            columns: Its columns; headings that are alike are told apart by a number.
            rows: Its body; as many cells a row as there are columns.
            head_height: Height of the heading's row in points.

        Returns:
            Where it stands; its columns go by the headings as they were given, the first of equal ones.
        """
        headings = apart([one_line(column.heading) or "–" for column in columns])
        head = self.row(
            *(Cell(heading, column.style) for heading, column in zip(headings, columns, strict=True)),
            height=head_height,
        )
        for row in rows:
            self.row(*row)
        if self.next_row == head + 1:
            self.row(*(Cell(None, "text") for _ in columns))
        last = self.next_row - 1
        self.tables.append(TablePlan(name, f"A{head}:{column_letters(len(columns))}{last}", headings))
        places: dict[str, str] = {}
        for at, column in enumerate(columns, start=1):
            places.setdefault(column.heading, column_letters(at))
        return Spot(self.name, head + 1, last, places)

    def long_table(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Cell | None]],
        *,
        kept: int = 1,
        head_height: float | None = None,
    ) -> Spot:
        """Write the table that the sheet is about; its headings and `kept` columns stay in view."""
        self.widths = tuple(column.width for column in columns)
        spot = self.table(name, columns, rows, head_height=head_height)
        self.frozen = f"{column_letters(kept + 1)}{spot.first}"
        self.repeated = (spot.first - 1, spot.first - 1)
        return spot

    def merge(self, row: int, first: int, last: int) -> None:
        """Make one cell of a stretch of a row, columns counted from 1."""
        if last > first:
            self.merged.append(f"{column_letters(first)}{row}:{column_letters(last)}{row}")


class Pages:
    """The sheets of a workbook, in the order in which they were begun."""

    def __init__(self, styles: Styles, ticks: Ticks) -> None:
        """Begin without any."""
        self._styles = styles
        self._ticks = ticks
        self._pages: list[Page] = []

    def add(self, name: str, about: str) -> Page:
        """Begin a sheet; `about` says in a few words what it holds."""
        page = Page(name, about, self._styles, self._ticks)
        self._pages.append(page)
        return page

    def in_order(self, names: Sequence[str]) -> list[Page]:
        """Return all sheets: those named first, in that order, then the others as they were begun."""
        places = {name: place for place, name in enumerate(names)}
        return sorted(self._pages, key=lambda page: places.get(page.name, len(places)))


def quoted(sheet: str) -> str:
    """Return a sheet's name as formulas write it."""
    return sheet if sheet.isalpha() else "'" + sheet.replace("'", "''") + "'"


def apart(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts told apart: one that was there before, capitals aside, gets a number behind it."""
    taken: set[str] = set()
    found: list[str] = []
    for text in texts:
        name, number = text, 2
        while name.casefold() in taken:
            name, number = f"{text} ({number})", number + 1
        taken.add(name.casefold())
        found.append(name)
    return tuple(found)
