"""A survey of a workbook of Excel 97 to 2003 (xls): its records, as far as they say what is odd."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from cafaudit.intake.compound_file import CompoundFile
from cafaudit.intake.shown_numbers import shown_format
from cafaudit.intake.survey import FAULTS, CellNotes, SheetSurvey
from cafaudit.intake.survey_parts import survey_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cafaudit.intake.oddities import OddityLog
    from cafaudit.intake.shown_numbers import ShownFormat

_END_OF_PART: Final = 0x000A
_BEGIN: Final = 0x0809
_FORMULA: Final = 0x0006
_DATE_1904: Final = 0x0022
_COLUMNS: Final = 0x007D
_SHEET: Final = 0x0085
_FILTER_MODE: Final = 0x009B
_MANY_NUMBERS: Final = 0x00BD
_STYLE: Final = 0x00E0
_NUMBER: Final = 0x0203
_BOOLEAN_OR_FAULT: Final = 0x0205
_ROW: Final = 0x0208
_SHORT_NUMBER: Final = 0x027E
_FORMAT: Final = 0x041E
_ROW_IS_HIDDEN: Final = 0x20
_NO_NUMBER: Final = b"\xff\xff"
_FAULT_RESULT: Final = 2


def survey_xls(data: bytes, sheet: str, log: OddityLog) -> SheetSurvey:
    """Note what is odd about a sheet and return what its reader needs.

    Args:
        data: The whole file.
        sheet: The name of the sheet.
        log: Where oddities are noted; rows from 1, columns by their letters.

    Raises:
        struct.error: The file or one of its records is cut short.
    """
    survey = SheetSurvey()
    file = CompoundFile(data)
    survey_parts(file.names, log)
    stream = file.stream("Workbook") or file.stream("Book")
    book = _Globals(stream)
    if book.date1904:
        log.note("The workbook counts days from 1904.", "Its dates were read so.")
    if sheet in book.starts:
        _Scan(book.shown, CellNotes(log, survey), survey).scan(stream, book.starts[sheet])
    return survey


class _Globals:
    """What the first part of a workbook says about all sheets."""

    def __init__(self, stream: bytes) -> None:
        self.date1904 = False
        self.starts: dict[str, int] = {}
        self.shown: dict[int, ShownFormat] = {}
        formats: dict[int, str] = {}
        styles: list[int] = []
        for kind, body in _records(stream, 0):
            if kind == _DATE_1904:
                self.date1904 = body[:1] == b"\x01"
            elif kind == _SHEET:
                self.starts[_text(body[6:], wide_length=False)] = struct.unpack_from("<I", body)[0]
            elif kind == _FORMAT:
                formats[struct.unpack_from("<H", body)[0]] = _text(body[2:], wide_length=True)
            elif kind == _STYLE:
                styles.append(struct.unpack_from("<H", body, 2)[0])
        for number, wanted in enumerate(styles):
            shown = shown_format(formats.get(wanted, ""))
            if shown is not None:
                self.shown[number] = shown


class _Scan:
    """Goes over the records of one sheet."""

    def __init__(self, shown: dict[int, ShownFormat], notes: CellNotes, survey: SheetSurvey) -> None:
        self._shown = shown
        self._notes = notes
        self._survey = survey
        self._hidden: list[int] = []
        self._filtered = False
        self._adding: set[int] = set()

    def scan(self, stream: bytes, start: int) -> None:
        """Go over all records, then note what only the end of the sheet tells."""
        numbers = {_NUMBER, _SHORT_NUMBER, _MANY_NUMBERS} if self._shown else set()
        for kind, body in _records(stream, start):
            if kind in numbers:
                self._numbers(kind, body)
            elif kind in {_BOOLEAN_OR_FAULT, _FORMULA}:
                self._cell(kind, body)
            elif kind in {_ROW, _COLUMNS, _FILTER_MODE}:
                self._hides(kind, body)
        for row in self._hidden:
            self._notes.hidden_row(row, filtered=self._filtered)

    def _hides(self, kind: int, body: bytes) -> None:
        if kind == _ROW and body[12] & _ROW_IS_HIDDEN:
            self._hidden.append(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _COLUMNS and body[8] & 1:
            self._notes.hidden_columns(*struct.unpack_from("<HH", body))
        elif kind == _FILTER_MODE:
            self._filtered = True

    def _cell(self, kind: int, body: bytes) -> None:
        row, place = struct.unpack_from("<HH", body)
        result = body[6:14]
        if kind == _BOOLEAN_OR_FAULT:
            if body[7] == 1:
                self._notes.error(row + 1, place, FAULTS.get(body[6], "#?"))
        elif result[6:8] == _NO_NUMBER and result[0] == _FAULT_RESULT:
            self._notes.error(row + 1, place, FAULTS.get(result[2], "#?"))
        else:
            self._notes.formula(row + 1, place, has_value=True)

    def _numbers(self, kind: int, body: bytes) -> None:
        for row, place, style in _styled(kind, body):
            shown = self._shown.get(style)
            if shown is None:
                continue
            self._survey.add_shown(row + 1, place, shown)
            if place not in self._adding:
                self._adding.add(place)
                self._notes.shown_otherwise(row + 1, place)


def _styled(kind: int, body: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield row, column and style of the numbers of a record."""
    row, place = struct.unpack_from("<HH", body)
    if kind != _MANY_NUMBERS:
        yield row, place, struct.unpack_from("<H", body, 4)[0]
        return
    for number in range((len(body) - 6) // 6):
        yield row, place + number, struct.unpack_from("<H", body, 4 + 6 * number)[0]


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a part up to its end; parts within it (charts) are passed over."""
    at, depth = start, 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _BEGIN:
            depth += 1
        elif kind == _END_OF_PART:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _text(body: bytes, *, wide_length: bool) -> str:
    length, at = (struct.unpack_from("<H", body)[0], 2) if wide_length else (body[0], 1)
    is_wide = body[at] & 1
    at += 1
    return body[at : at + length * (1 + is_wide)].decode("utf-16-le" if is_wide else "latin-1", "replace")
