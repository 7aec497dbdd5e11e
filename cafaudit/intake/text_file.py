"""Lists as text: their encoding and separator found, then read row by row."""

from __future__ import annotations

import csv
import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from typing import TYPE_CHECKING, Final

from cafaudit.errors import InputRefused
from cafaudit.intake.encodings import found_encoding, stated_encoding
from cafaudit.intake.quotes import check_quotes, swallowed_row
from cafaudit.intake.table import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cafaudit.intake.oddities import OddityLog
    from cafaudit.intake.table import Wanted

_SEPARATORS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SEPARATOR_LINE: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_SAMPLE_BYTES: Final = 262_144
_SAMPLE_ROWS: Final = 50
_LONGEST_CELL: Final = 131_072
_END_OF_FILE: Final = ["\x1a"]
"""How old programs end a text; nothing may stand behind it."""
_AT_ONCE: Final = 1_000
_NO_SEPARATORS: Final = '\r\n"\x00'


@dataclass(frozen=True, slots=True)
class TextForm:
    """How a text is written: its encoding, as Python names it and as people do, and what separates cells."""

    encoding: str
    name: str
    delimiter: str


@contextmanager
def opened_text(
    path: Path, wanted: Wanted, log: OddityLog, encoding: str | None = None, delimiter: str | None = None
) -> Iterator[Sheet]:
    """Open a list of separated values; nothing of it is held but the rows that are asked for.

    Args:
        path: The file.
        wanted: What kind of list it should be.
        log: Where oddities are noted.
        encoding: Its encoding; None to have it found.
        delimiter: What stands between two cells; None to have it found.

    Raises:
        InputRefused: It is no readable text, or not in the encoding that was stated.
    """
    code, name = found_encoding(path, log) if encoding is None else stated_encoding(path, encoding)
    with path.open("rb") as raw, TextIOWrapper(raw, code, newline="") as stream:
        text = stream.read(_SAMPLE_BYTES)
        said = _SEPARATOR_LINE.match(text)
        separator = delimiter or (said[1] if said else _separator_of(text, wanted))
        _require_separator(separator)
        stream.seek(0)
        if said:
            stream.readline()
        total = path.stat().st_size
        form = TextForm(code, name, separator)
        yield Sheet(
            source=path.name,
            sheet="",
            read_as=f"{name} text, separated by {_SEPARATORS.get(separator, f'“{separator}”')}",
            rows=_rows(stream, form, path, begun=bool(said)),
            texts=lambda _place, cells, _lines: cells,
            done=lambda: (min(raw.tell(), total), total),
            encoding=code,
            delimiter=separator,
        )


def _rows(stream: TextIOWrapper, form: TextForm, path: Path, *, begun: bool) -> Iterator[list[str]]:
    if begun:
        yield []
    reader = csv.reader(stream, delimiter=form.delimiter)
    lines = row = 0
    try:
        while rows := list(islice(reader, _AT_ONCE)):
            over_lines = reader.line_num - lines > len(rows)
            if over_lines and (at := swallowed_row(rows, form.delimiter)) is not None:
                check_quotes(path, form.encoding, row + at + 1 + begun)
            if rows[-1] == _END_OF_FILE:
                rows.pop()
            yield from rows
            lines, row = reader.line_num, row + len(rows)
    except csv.Error as error:
        raise InputRefused(
            f"“{path.name}” cannot be taken apart near line {reader.line_num:,}: a cell is longer than "
            f"{_LONGEST_CELL:,} signs, most likely because a quotation mark is never closed.",
            "Correct that line, or save the list as .xlsx and import that.",
        ) from error


def _require_separator(separator: str) -> None:
    if len(separator) != 1 or separator in _NO_SEPARATORS:
        raise InputRefused(
            f"“{separator}” cannot stand between cells: a delimiter is one sign, and no quotation mark.",
            "Use a comma, a semicolon, a tab or a bar.",
        )


def _separator_of(text: str, wanted: Wanted) -> str:
    sample = text[:_SAMPLE_BYTES].splitlines()[:_SAMPLE_ROWS]
    return max(_SEPARATORS, key=lambda separator: _fit(sample, separator, wanted))


def _fit(lines: list[str], separator: str, wanted: Wanted) -> tuple[int, int, int]:
    """Return how well a separator fits: known headings, then rows of the commonest width, then that width."""
    try:
        rows = [row for row in csv.reader(lines, delimiter=separator) if row]
    except csv.Error:
        return (0, 0, 0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, times = widths.most_common(1)[0] if widths else (0, 0)
    return (max((wanted.headings_in(row) for row in rows), default=0), times, width)
