"""A survey of an OpenDocument spreadsheet (ods): hidden rows and columns, formulas, errors, merged cells."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from cafaudit.intake.shown_numbers import ShownFormat
from cafaudit.intake.survey import CellNotes, SheetSurvey
from cafaudit.intake.xml_tags import attributes

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from cafaudit.intake.oddities import OddityLog

_MOST_OF_A_PART: Final = 512 << 20
_TABLE: Final = re.compile(rb"<table:table(?=\s)([^>]*)>")
_COLUMN: Final = re.compile(rb"<table:table-column(?=[\s/>])([^>]*)>")
_ROW: Final = re.compile(rb"<table:table-row(?=[\s/>])([^>]*)>")
_CELL: Final = re.compile(
    rb"<table:(?:covered-)?table-cell(?=[\s/>])([^>]*)>(?:(?<=/>)|(.*?)</table:(?:covered-)?table-cell>)",
    re.DOTALL,
)
_ODD_ROW: Final = re.compile(rb"table:(?:visibility|formula|number-(?:columns|rows)-spanned)=")
_SPANNED: Final = ("number-columns-spanned", "number-rows-spanned")
_PADDED: Final = re.compile(
    rb'office:value="(\d{1,15})"[^>]*><text:p>(?!\1<)([A-Za-z0-9 _/-]{1,60})</text:p>'
)
_TEXT: Final = re.compile(rb"<text:p[^>]*>(.*?)</text:p>", re.DOTALL)
_ERROR_TEXT: Final = re.compile(r"#[A-Z0-9/]+[!?]?|Err:\d+")
_ELSEWHERE: Final = re.compile(r"'(?:file|https?|smb):", re.IGNORECASE)
_VALUES: Final = ("value", "date-value", "time-value", "boolean-value", "string-value")


def survey_ods(archive: zipfile.ZipFile, sheet: str, log: OddityLog) -> SheetSurvey:
    """Note what is odd about a sheet and return what its reader needs.

    Args:
        archive: The document.
        sheet: The name of the sheet.
        log: Where oddities are noted; rows from 1, columns by their letters.

    Raises:
        zipfile.BadZipFile, zlib.error, EOFError: The archive is damaged.
    """
    survey = SheetSurvey()
    with archive.open("content.xml") as stream:
        table = _table(stream.read(_MOST_OF_A_PART), sheet)
    _TableScan(log, survey).scan(table)
    return survey


def _table(content: bytes, sheet: str) -> bytes:
    for found in _TABLE.finditer(content):
        if attributes(found[1]).get("name") == sheet:
            end = content.find(b"</table:table>", found.end())
            return content[found.end() : end if end >= 0 else len(content)]
    return b""


class _TableScan:
    """Goes over one table; only rows with a mark in them are taken apart."""

    def __init__(self, log: OddityLog, survey: SheetSurvey) -> None:
        self._log = log
        self._survey = survey
        self._notes = CellNotes(log, survey)
        self._has_links = False
        self._adding: set[int] = set()

    def scan(self, table: bytes) -> None:
        """Go over the columns, then the rows."""
        self._columns(table)
        if not _ODD_ROW.search(table) and not _PADDED.search(table):
            return
        row = 0
        for tag, inner in _rows(table):
            if _ODD_ROW.search(tag) or _ODD_ROW.search(inner) or _PADDED.search(inner):
                self._check_row(row + 1, tag, inner)
            row += _repeated(attributes(tag), "number-rows-repeated")
        if self._has_links:
            self._log.note(
                "The workbook has links to other files.",
                "They were not followed; the values stored in the list itself were taken.",
            )

    def _columns(self, table: bytes) -> None:
        place = 0
        for found in _COLUMN.finditer(table):
            told = attributes(found[1])
            width = _repeated(told, "number-columns-repeated")
            if told.get("visibility", "visible") != "visible":
                self._notes.hidden_columns(place, place + width - 1)
            place += width

    def _check_row(self, row: int, tag: bytes, inner: bytes) -> None:
        visibility = attributes(tag).get("visibility", "visible")
        if visibility != "visible" and b"<text:p" in inner:
            self._notes.hidden_row(row, filtered=visibility == "filter")
        place = 0
        for cell in _CELL.finditer(inner):
            told = attributes(cell[1])
            if "formula" in told:
                self._formula(row, place, told, cell[2] or b"")
            if any(told.get(name, "1") != "1" for name in _SPANNED):
                self._notes.merged(row, place)
            self._number(row, place, cell[0])
            place += _repeated(told, "number-columns-repeated")

    def _formula(self, row: int, place: int, told: dict[str, str], inner: bytes) -> None:
        self._has_links = self._has_links or bool(_ELSEWHERE.search(told["formula"]))
        found = _TEXT.search(inner)
        text = unescape(found[1].decode(errors="replace")) if found else ""
        if _ERROR_TEXT.fullmatch(text):
            self._notes.error(row, place, text)
        else:
            self._notes.formula(row, place, has_value=bool(text) or any(name in told for name in _VALUES))

    def _number(self, row: int, place: int, cell: bytes) -> None:
        """Take a number as it is shown where zeros, letters or hyphens are added to its figures."""
        found = _PADDED.search(cell)
        if found is None:
            return
        text = found[2].decode()
        shown = ShownFormat(tuple("0" if sign.isdigit() else sign for sign in text))
        if shown.shown(int(found[1])) == text:
            self._survey.add_shown(row, place, shown)
            if place not in self._adding:
                self._adding.add(place)
                self._notes.shown_otherwise(row, place)


def _rows(table: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the tag of each row and what is in it."""
    tag, begins = b"", -1
    for found in _ROW.finditer(table):
        if begins >= 0:
            yield tag, table[begins : found.start()]
        tag, begins = found[1], found.end()
    if begins >= 0:
        yield tag, table[begins:]


def _repeated(told: dict[str, str], name: str) -> int:
    text = told.get(name, "1")
    return int(text) if text.isdecimal() and len(text) < len("10000000") else 1
