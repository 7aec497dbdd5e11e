"""Lists as text: their encoding and separator found, then read row by row."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from charset_normalizer import from_bytes

from cafaudit.errors import InputRefused
from cafaudit.intake.table import table_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cafaudit.intake.oddities import OddityLog
    from cafaudit.intake.table import Table, Wanted
    from cafaudit.progress import Progress

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
_SEPARATORS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SEPARATOR_LINE: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_SAMPLE_BYTES: Final = 262_144
_SAMPLE_ROWS: Final = 50
_LONGEST_CELL: Final = 131_072
_STEP_ROWS: Final = 5_000

_WINDOWS_TEXT: Final = re.compile(
    rb"[\x80\x85\x91-\x97\x99\xa0\xa3\xa7\xa9\xb0\xb7\xbd\xc0-\xd6\xd8-\xf6\xf8-\xff]*"
)
"""Bytes above ASCII of British lists in Windows-1252: letters, quotation marks, dashes, pounds, euros."""

_SAVE_UTF8: Final = (
    "Open it in a spreadsheet program and save it as .xlsx or as “CSV UTF-8”, then import that file."
)


def read_text_table(path: Path, wanted: Wanted, log: OddityLog, progress: Progress) -> Table:
    """Read a list of separated values.

    Raises:
        InputRefused: It is no readable text, or has nothing in it that is a list.
    """
    text, encoding = _decoded(path, log)
    found = _SEPARATOR_LINE.match(text)
    start = found.end() if found else 0
    separator = found[1] if found else _separator_of(text, wanted)
    rows = _rows(text, start, separator, path.name, progress)
    read_as = f"{encoding} text, separated by {_SEPARATORS.get(separator, f'“{separator}”')}"
    return table_of(rows, source=path.name, read_as=read_as, wanted=wanted, log=log)


def _rows(text: str, start: int, separator: str, name: str, progress: Progress) -> Iterator[list[str]]:
    stream = io.StringIO(text, newline="")
    stream.seek(start)
    if start:
        yield []
    reader = csv.reader(stream, delimiter=separator)
    try:
        for number, row in enumerate(reader, start=1):
            if number % _STEP_ROWS == 0:
                progress.step(stream.tell(), len(text))
            yield row
    except csv.Error as error:
        raise InputRefused(
            f"“{name}” cannot be taken apart near line {reader.line_num:,}: a cell is longer than "
            f"{_LONGEST_CELL:,} signs, most likely because a quotation mark is never closed.",
            "Correct that line, or save the list as .xlsx and import that.",
        ) from error


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


def _decoded(path: Path, log: OddityLog) -> tuple[str, str]:
    data = path.read_bytes()
    for mark, encoding, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, path.name, name), name
    wide = _wide_encoding(data)
    if wide:
        log.note("The text is UTF-16 without saying so.", "It was read as UTF-16.")
        return _strict(data, wide, path.name, "UTF-16"), "UTF-16"
    _check_is_text(data, path.name)
    try:
        return data.decode(), "UTF-8"
    except UnicodeDecodeError as error:
        return _legacy(data, error, path.name, log)


def _strict(data: bytes, encoding: str, source: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise InputRefused(
            f"“{source}” says that it is {name}, but line {line:,} is not.",
            _SAVE_UTF8,
        ) from error


def _wide_encoding(data: bytes) -> str:
    head = data[: _SAMPLE_BYTES & ~1]
    half = len(head) // 2
    if half and head[1::2].count(0) > half * 0.7 and not head[0::2].count(0):
        return "utf-16-le"
    if half and head[0::2].count(0) > half * 0.7 and not head[1::2].count(0):
        return "utf-16-be"
    return ""


def _check_is_text(data: bytes, source: str) -> None:
    head = data[:_SAMPLE_BYTES]
    controls = sum(head.count(bytes([code])) for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")
    if controls:
        raise InputRefused(
            f"“{source}” is not a text and not a spreadsheet that is known here.",
            "Choose an .xlsx or .csv file, or save the list as one.",
        )


def _legacy(data: bytes, error: UnicodeDecodeError, source: str, log: OddityLog) -> tuple[str, str]:
    """Read a text that is not UTF-8: as Windows-1252 where that fits, else as what it most looks like."""
    line = data.count(b"\n", 0, error.start) + 1
    if not data[: error.start].isascii():
        raise InputRefused(
            f"“{source}” is in two encodings: it begins as UTF-8, line {line:,} is something else.",
            _SAVE_UTF8,
        )
    lines = b"\n".join(row for row in data.splitlines() if not row.isascii())
    if _WINDOWS_TEXT.fullmatch(lines.translate(None, bytes(range(128)))):
        encoding, name = "cp1252", "Windows-1252"
    else:
        best = from_bytes(lines[:_SAMPLE_BYTES]).best()
        if best is None:
            raise InputRefused(
                f"The encoding of “{source}” cannot be told: line {line:,} fits none that is known.",
                _SAVE_UTF8,
            )
        encoding = name = best.encoding
    log.note(
        "The text is not UTF-8.",
        f"It was read as {name}. Look whether names of offices and places came out right.",
        row=line,
    )
    return _strict(data, encoding, source, name), name
