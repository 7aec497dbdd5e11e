"""A list as it was found: its headings, and under them every row as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, compress, islice
from typing import Any, Final

from cafaudit.intake.oddities import Oddity, OddityLog
from cafaudit.intake.table_refusals import (
    checked_row,
    no_headings_at,
    nothing_in,
    only_formulas,
    only_headings,
    too_many_columns,
)
from cafaudit.intake.tables_apart import ListEnd, all_end_in_figures, table_beside

HEADER_WITHIN: Final = 30
"""The headings stand in one of this many first rows."""

ROWS_SHOWN: Final = 60
"""First rows of a file that are shown, so that a person can say which of them holds the headings."""

ROWS_OF_A_BATCH: Final = 4_000
_FIRST_ROWS: Final = 200
_BLANKS_HELD: Final = 5
_CELLS_SHOWN: Final = 6
_LONGEST_SHOWN: Final = 80
_BEYOND: Final = "What stands there was left out. Look whether its cells stand under the right headings."

MOST_COLUMNS: Final = 2_000
"""A list of cases has a few dozen columns; what has more is something else, or damaged."""

_A_TO_Z: Final = 26


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """A list with its headings. It still holds names: it is read, mapped and forgotten, never stored.

    Attributes:
        source: The file's name, without its folders.
        sheet: The sheet that was taken, "" for a text file.
        read_as: How it was read, such as "UTF-8 text, separated by commas".
        header: The headings, one for each column, each different.
        rows: The cells of each row, as many as there are headings. Blank rows are left out.
        lines: The row of the file that each one stood in, counted from 1.
        oddities: What was unusual about the file.
        other_sheets: The sheets that were not taken.
    """

    source: str
    sheet: str
    read_as: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    oddities: tuple[Oddity, ...] = ()
    other_sheets: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Table {self.source!r} {self.sheet!r}: {len(self.header)} columns, {len(self.rows)} rows>"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The kind of list that is looked for in a file.

    Attributes:
        what: What a person calls it.
        is_heading: Whether a cell is a heading of such a list.
        is_header: Whether the row with most headings is the header of such a list.
    """

    what: str
    is_heading: Callable[[str], bool]
    is_header: Callable[[Sequence[str]], bool]

    def headings_in(self, row: Sequence[str]) -> int:
        """Return how many cells of a row are headings."""
        return sum(1 for cell in row if cell and self.is_heading(cell))


def find_header(rows: Sequence[Sequence[str]], wanted: Wanted) -> int | None:
    """Return the index of the row that holds the headings; None when all rows are blank.

    It is the row with most known headings, or the first one with anything in it.
    """
    filled = [index for index, row in enumerate(rows) if any(cell.strip() for cell in row)]
    if not filled:
        return None
    return max(filled, key=lambda index: (wanted.headings_in(rows[index]), -index))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet or a text that was opened: how it was read, and its rows from the first one on, blank ones too.

    Attributes:
        source: The file's name, without its folders.
        sheet: The sheet's name, "" for a text file.
        read_as: How it was read, such as "UTF-8 text, separated by commas".
        rows: Its rows. A cell is a text, or what `texts` makes one of.
        texts: Turns a column of cells into texts; takes its place, its cells and the lines they stand in.
        done: Says how much of the file was read, and of how much.
        at_end: Called once all rows were read.
        encoding: The encoding of a text file as Python names it.
        delimiter: The sign between two cells of a text file.
        other_sheets: Names of the sheets that were not taken.
        first_column: Where the rows begin, 0 being column A.
        numbers: Says how many cells of a column were stored as numbers so far, and the line of the first.
        unknown: Says how many cells of a column are formulas without a value.
    """

    source: str
    sheet: str
    read_as: str
    rows: Iterator[Sequence[Any]]
    texts: Callable[[int, Sequence[Any], Sequence[int]], Sequence[str]]
    done: Callable[[], tuple[int, int]]
    at_end: Callable[[], None] = lambda: None
    encoding: str = ""
    delimiter: str = ""
    other_sheets: tuple[str, ...] = ()
    first_column: int = 0
    numbers: Callable[[int], tuple[int, int]] = lambda _place: (0, 0)
    unknown: Callable[[int], int] = lambda _place: 0


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a list, column by column, and the lines of the file that they stand in."""

    lines: Sequence[int]
    columns: Sequence[Sequence[str]]


class OpenTable:
    """A list whose headings were found; its rows come batch by batch.

    Attributes:
        sheet: What was opened.
        header: The headings, one for each column, each different.
        first_rows: The beginnings of the first rows of the file, "" for blank ones.
        header_row: The row that the headings stand in, counted from 1.
    """

    def __init__(self, sheet: Sheet, wanted: Wanted, log: OddityLog, header_row: int | None = None) -> None:
        """Read as far as the first row under the headings, which are found unless their row is stated.

        Raises:
            InputRefused: There is no row of text, nothing under the headings, far too many columns, or
                no text in the row that was stated.
        """
        self.sheet = sheet
        self._log = log
        self._is_stated = header_row is not None
        self._every = iter(sheet.rows)
        first = self._first_rows(max(ROWS_SHOWN, checked_row(header_row)))
        self.first_rows = tuple(map(_beginning, first[:ROWS_SHOWN]))
        at = self._header_place(first, wanted) if header_row is None else header_row - 1
        if at >= len(first) or not _is_filled(first[at]):
            raise no_headings_at(sheet.source, sheet.sheet, at + 1)
        self.header_row = at + 1
        self._line = at + 1
        self._blank = _Blanks(log)
        self._rows = chain(first[at + 1 :], self._every)
        self._beside = table_beside(first[at], wanted)
        self.header, self._again = _headings(first[at][: self._beside])
        self._end = ListEnd(self.header, wanted, log)
        self._refs = _RefCells(self.header, wanted)
        self._begun = self._next_batch(_FIRST_ROWS)
        if self._begun is None:
            raise only_headings(sheet.source, sheet.sheet)
        if self._refs.are_unknown(sheet, self._begun):
            raise only_formulas(sheet.source, sheet.sheet)
        if len(self.header) > MOST_COLUMNS:
            raise too_many_columns(sheet.source, sheet.sheet, len(self.header), MOST_COLUMNS)

    def batches(self, rows: int = ROWS_OF_A_BATCH) -> Iterator[Rows]:
        """Give the rows under the headings, blank ones left out; after the last one the log is complete."""
        batch = self._begun
        while batch is not None:
            yield batch
            batch = None if self._end.is_reached else self._next_batch(rows)
        self.sheet.at_end()
        self._refs.note_mixed(self.sheet, self._log)
        self.note_header(self._log)

    def note_header(self, log: OddityLog) -> None:
        """Note what is unusual about the headings."""
        for heading, again in self._again:
            log.note(
                "A heading stands there more than once.", f"This one is called “{again}”.", column=heading
            )
        if self._beside is not None:
            column = column_letter(self.sheet.first_column + self._beside)
            what, row = "Another table stands beside the list.", self.header_row
            log.note(what, "It was left out, from this column on.", row=row, column=column)
        if self.header_row > 1:
            what = "The headings are not in the first row."
            done = "The rows above them were left out."
            stated = "They were said to stand here. " if self._is_stated else ""
            log.note(what, stated + done, row=self.header_row)

    def _header_place(self, first: Sequence[Sequence[str]], wanted: Wanted) -> int:
        at = find_header(first[:HEADER_WITHIN], wanted)
        if at is None:
            is_late = any(_is_filled(row) for row in chain(first, self._every))
            raise nothing_in(self.sheet.source, self.sheet.sheet, late=is_late, within=HEADER_WITHIN)
        return at

    def _first_rows(self, count: int) -> list[list[str]]:
        rows = list(islice(self._every, count))
        return [
            [self.sheet.texts(place, (cell,), (line,))[0] for place, cell in enumerate(row)]
            for line, row in enumerate(rows, start=1)
        ]

    def _next_batch(self, size: int) -> Rows | None:
        """Return the next rows, or None at the end; rows of blanks alone are passed over."""
        while rows := list(islice(self._rows, size)):
            lines: Sequence[int] = range(self._line + 1, self._line + 1 + len(rows))
            self._line += len(rows)
            columns = self._columns(rows, lines)
            lines, columns = self._without_blank(lines, columns)
            lines, columns = self._end.rows_before(lines, columns)
            self._refs.count(columns)
            if lines:
                return Rows(lines, columns)
            if self._end.is_reached:
                return None
        return None

    def _columns(self, rows: Sequence[Sequence[Any]], lines: Sequence[int]) -> list[Sequence[str]]:
        width = len(self.header)
        if set(map(len, rows)) != {width}:
            for line, row in zip(lines, rows, strict=True):
                if self._beside is None and len(row) > width and _filled_width(row) > width:
                    self._log.note(
                        "The row goes on beyond the last heading.",
                        _BEYOND,
                        row=line,
                    )
            rows = [(*row[:width], *("",) * (width - len(row))) for row in rows]
        return [self.sheet.texts(place, cells, lines) for place, cells in enumerate(zip(*rows, strict=True))]

    def _without_blank(
        self, lines: Sequence[int], columns: list[Sequence[str]]
    ) -> tuple[Sequence[int], list[Sequence[str]]]:
        doubtful = [place for place, cell in enumerate(columns[0]) if not cell or cell.isspace()]
        blank = {place for place in doubtful if not any(column[place].strip() for column in columns)}
        if not blank:
            self._blank.go_on()
            return lines, columns
        kept = [place not in blank for place in range(len(lines))]
        for place, line in enumerate(lines):
            if kept[place]:
                self._blank.go_on()
            else:
                self._blank.meet(line)
        return list(compress(lines, kept)), [tuple(compress(column, kept)) for column in columns]


class _RefCells:
    """Counts the references that end in a figure, to tell where numbers and texts are mixed among them."""

    def __init__(self, header: Sequence[str], wanted: Wanted) -> None:
        self._header = header
        places = (place for place, heading in enumerate(header) if wanted.is_header((heading,)))
        self._place = next(places, None)
        self._filled = 0

    def count(self, columns: Sequence[Sequence[str]]) -> None:
        if self._place is not None:
            cells = columns[self._place]
            if all_end_in_figures(cells):
                self._filled += len(cells)
            else:
                self._filled += sum(cell.rstrip()[-1:].isdigit() for cell in cells)

    def are_unknown(self, sheet: Sheet, begun: Rows) -> bool:
        return (
            self._place is not None
            and sheet.unknown(self._place) > 0
            and not any(map(str.strip, begun.columns[self._place]))
        )

    def note_mixed(self, sheet: Sheet, log: OddityLog) -> None:
        numbers, first = (0, 0) if self._place is None else sheet.numbers(self._place)
        if self._place is not None and 0 < numbers < self._filled:
            log.note(
                "The references are partly numbers and partly texts.",
                "All were taken as texts. Look whether numbers have lost their leading zeros.",
                row=first,
                column=self._header[self._place],
            )


class _Blanks:
    """Blank rows; they are unusual only where the list goes on below them."""

    def __init__(self, log: OddityLog) -> None:
        self._log = log
        self._first: list[int] = []
        self._more = 0
        self._last = 0

    def meet(self, line: int) -> None:
        if len(self._first) < _BLANKS_HELD:
            self._first.append(line)
        else:
            self._more += 1
        self._last = line

    def go_on(self) -> None:
        """Go on to a row that is not blank."""
        if not self._first:
            return
        rows = [*self._first, self._last] if self._more else self._first
        self._log.note_rows("A row is blank.", "It was left out.", rows, more=max(0, self._more - 1))
        self._first, self._more = [], 0


def column_letter(place: int) -> str:
    """Return what a spreadsheet calls a column, 0 being A."""
    letters = ""
    place += 1
    while place:
        place, left = divmod(place - 1, _A_TO_Z)
        letters = chr(ord("A") + left) + letters
    return letters


def _headings(row: Sequence[str]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return a different heading for each column up to the last that has one, and those made different."""
    headings = [" ".join(cell.split()) for cell in row]
    del headings[_filled_width(headings) :]
    named = [heading or f"Column {column_letter(place)}" for place, heading in enumerate(headings)]
    times: Counter[str] = Counter()
    each: list[str] = []
    again: list[tuple[str, str]] = []
    for heading in named:
        times[heading.casefold()] += 1
        count = times[heading.casefold()]
        each.append(heading if count == 1 else f"{heading} ({count})")
        if count > 1:
            again.append((heading, each[-1]))
    return tuple(each), tuple(again)


def _is_filled(row: Sequence[Any]) -> bool:
    return any(cell.strip() if isinstance(cell, str) else True for cell in row)


def _filled_width(cells: Sequence[Any]) -> int:
    width = len(cells)
    while width and not _is_filled(cells[width - 1 : width]):
        width -= 1
    return width


def _beginning(row: Sequence[str]) -> str:
    """Return the first filled cells of a row on one line, to know it by."""
    filled = islice((" ".join(cell.split()) for cell in row if cell.strip()), _CELLS_SHOWN)
    text = " · ".join(filled)
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN].rstrip() + "…"
