"""A list as it was found: its headings, and under them every row as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from cafaudit.errors import InputRefused
from cafaudit.intake.oddities import Oddity, OddityLog

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEADER_WITHIN: Final = 30
"""The headings stand in one of this many first rows."""

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


def table_of(
    rows: Iterable[Sequence[str]],
    *,
    source: str,
    read_as: str,
    wanted: Wanted,
    log: OddityLog,
    other_sheets: Sequence[str] = (),
) -> Table:
    """Find the headings of a sheet and put its rows under them.

    Args:
        rows: All rows of the sheet from the first one on, blank ones included.
        source: The file's name.
        read_as: How it was read.
        wanted: What kind of list it should be.
        log: Where oddities are noted; its sheet is the table's.
        other_sheets: Names of the sheets that were not taken.

    Raises:
        InputRefused: There is no row of text, nothing under the headings, or far too many columns.
    """
    every = iter(rows)
    first = list(islice(every, HEADER_WITHIN))
    at = find_header(first, wanted)
    if at is None:
        rest = next((row for row in every if any(cell.strip() for cell in row)), None)
        raise _nothing_in(source, log.sheet, late=rest is not None)
    numbered = enumerate(chain(first[at + 1 :], every), start=at + 2)
    body, lines = _filled(numbered, log)
    if not body:
        raise _only_headings(source, log.sheet)
    header = _header(first[at], body, lines, log)
    if len(header) > MOST_COLUMNS:
        raise _too_many_columns(source, log.sheet, len(header))
    if at:
        log.note("The headings are not in the first row.", "The rows above them were left out.", row=at + 1)
    return Table(
        source=source,
        sheet=log.sheet,
        read_as=read_as,
        header=header,
        rows=_even(body, len(header)),
        lines=tuple(lines),
        oddities=log.all(),
        other_sheets=tuple(other_sheets),
    )


def column_letter(place: int) -> str:
    """Return what a spreadsheet calls a column, 0 being A."""
    letters = ""
    place += 1
    while place:
        place, left = divmod(place - 1, _A_TO_Z)
        letters = chr(ord("A") + left) + letters
    return letters


def _filled(
    numbered: Iterator[tuple[int, Sequence[str]]], log: OddityLog
) -> tuple[list[Sequence[str]], list[int]]:
    body: list[Sequence[str]] = []
    lines: list[int] = []
    blank: list[int] = []
    for line, row in numbered:
        if any(row) and any(cell.strip() for cell in row):
            body.append(row)
            lines.append(line)
        else:
            blank.append(line)
    for line in blank:
        if lines and line < lines[-1]:
            log.note("A row is blank.", "It was left out.", row=line)
    return body, lines


def _header(
    row: Sequence[str], body: Sequence[Sequence[str]], lines: Sequence[int], log: OddityLog
) -> tuple[str, ...]:
    """Return a different heading for each column up to the last one that has a heading."""
    headings = [" ".join(cell.split()) for cell in row]
    del headings[_filled_width(headings) :]
    for cells, line in zip(body, lines, strict=True):
        if len(cells) > len(headings) and _filled_width(cells) > len(headings):
            log.note(
                "The row goes on beyond the last heading.",
                "What stands there was left out. Look whether its cells stand under the right headings.",
                row=line,
            )
    named = [heading or f"Column {column_letter(place)}" for place, heading in enumerate(headings)]
    return tuple(_each_once(named, log))


def _each_once(headings: Sequence[str], log: OddityLog) -> Iterator[str]:
    times: Counter[str] = Counter()
    for heading in headings:
        times[heading.casefold()] += 1
        count = times[heading.casefold()]
        if count > 1:
            again = f"{heading} ({count})"
            log.note(
                "A heading stands there more than once.", f"This one is called “{again}”.", column=heading
            )
            yield again
        else:
            yield heading


def _filled_width(cells: Sequence[str]) -> int:
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return width


def _even(body: Sequence[Sequence[str]], width: int) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(cells) if len(cells) == width else (*cells[:width], *("",) * (width - len(cells)))
        for cells in body
    )


def _place(source: str, sheet: str) -> str:
    return f"The sheet “{sheet}” of “{source}”" if sheet else f"“{source}”"


def _nothing_in(source: str, sheet: str, *, late: bool) -> InputRefused:
    if late:
        return InputRefused(
            f"{_place(source, sheet)} has no headings: its first {HEADER_WITHIN} rows are empty.",
            "Delete the empty rows above the list, then import it again.",
        )
    return InputRefused(
        f"{_place(source, sheet)} is empty: there is no row with anything in it.",
        "Choose the file or sheet that holds the case list.",
    )


def _only_headings(source: str, sheet: str) -> InputRefused:
    return InputRefused(
        f"{_place(source, sheet)} has headings but no case under them.",
        "Ask for the list with its rows, or choose another sheet with --sheet.",
    )


def _too_many_columns(source: str, sheet: str, columns: int) -> InputRefused:
    return InputRefused(
        f"{_place(source, sheet)} has {columns:,} columns; a case list has {MOST_COLUMNS:,} at most.",
        "Delete the columns that do not belong to the list, then import it again.",
    )
