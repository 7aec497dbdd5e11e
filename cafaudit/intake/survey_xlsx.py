"""A survey of a sheet of the present kind (xlsx, xlsm), read as a stream of bytes.

Most of a sheet is cells without anything odd. So each block is searched for a few marks first, and
only around a mark are tags taken apart. Nothing is parsed as XML: no entity is expanded.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cafaudit.intake.shown_numbers import shown_format
from cafaudit.intake.survey import CellNotes, SheetSurvey
from cafaudit.intake.xml_tags import is_true, tags

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from cafaudit.intake.oddities import OddityLog
    from cafaudit.intake.shown_numbers import ShownFormat

_BLOCK: Final = 1 << 20
_MOST_OF_A_PART: Final = 32 << 20
_ROOT: Final = re.compile(rb"<([\w.-]+:)?worksheet[\s>]")
_PLACE: Final = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d{1,7})["']""")
_ROW: Final = re.compile(rb"""\sr=["'](\d{1,7})["']""")
_VALUE: Final = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^>]*)?>([^<]+)<")
_FORMULA: Final = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_ERROR: Final = re.compile(rb"""\st=["']e["']""")
_TEXT: Final = re.compile(rb"""\st=["']str["']""")
_STYLE: Final = re.compile(rb"""\ss=["'](\d{1,6})["']""")
_HIDDEN_MARK: Final = re.compile(rb'hidden="')
_HIDDEN: Final = re.compile(rb"""\shidden=["'](?:1|true)["']""")
_A: Final = ord("A") - 1


@dataclass(frozen=True, slots=True)
class _Book:
    part: str
    date1904: bool


def survey_xlsx(archive: zipfile.ZipFile, sheet: str, log: OddityLog) -> SheetSurvey:
    """Note what is odd about a sheet and return what its reader needs.

    Args:
        archive: The workbook.
        sheet: The name of the sheet.
        log: Where oddities are noted; rows from 1, columns by their letters.

    Raises:
        zipfile.BadZipFile, zlib.error, EOFError: The archive is damaged.
    """
    survey = SheetSurvey()
    book = _book(archive, sheet)
    if book is None:
        return survey
    if book.date1904:
        log.note("The workbook counts days from 1904.", "Its dates were read so.")
    _SheetScan(log, survey, _formats(archive)).scan(_blocks(archive, book.part))
    return survey


def part_head(archive: zipfile.ZipFile, part: str, most: int = _MOST_OF_A_PART) -> bytes:
    """Return the beginning of a part, nothing when the archive has no such part."""
    try:
        with archive.open(part) as stream:
            return stream.read(most)
    except KeyError:
        return b""


def _book(archive: zipfile.ZipFile, sheet: str) -> _Book | None:
    """Return where a sheet stands, and which day dates are counted from."""
    data = part_head(archive, "xl/workbook.xml")
    found = next((tag for tag in tags(data, "sheet") if tag.get("name") == sheet), None)
    if found is None:
        return None
    relations = part_head(archive, "xl/_rels/workbook.xml.rels")
    targets = {tag.get("Id"): tag.get("Target", "") for tag in tags(relations, "Relationship")}
    target = targets.get(found.get("id"), "")
    part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    system = next(tags(data, "workbookPr"), {})
    return _Book(part, is_true(system.get("date1904")))


def _formats(archive: zipfile.ZipFile) -> dict[bytes, ShownFormat]:
    """Return the styles whose numbers are shown with more than their figures, by their number."""
    data = part_head(archive, "xl/styles.xml")
    codes = {tag.get("numFmtId"): tag.get("formatCode", "") for tag in tags(data, "numFmt")}
    start, end = data.find(b"cellXfs"), data.rfind(b"cellXfs")
    found: dict[bytes, ShownFormat] = {}
    for number, tag in enumerate(tags(data[start:end], "xf")):
        shown = shown_format(codes.get(tag.get("numFmtId"), ""))
        if shown is not None:
            found[str(number).encode()] = shown
    return found


def _blocks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield a part in blocks that end where a row ends, as far as that is in sight."""
    try:
        stream = archive.open(part)
    except KeyError:
        return
    with stream:
        rest = b""
        while data := stream.read(_BLOCK):
            block = rest + data
            at = block.rfind(b"row>") + len(b"row>")
            if at < len(b"row>"):
                at = len(block) if len(block) > _MOST_OF_A_PART else 0
            yield block[:at]
            rest = block[at:]
        yield rest


class _SheetScan:
    """Goes over the blocks of one sheet."""

    def __init__(self, log: OddityLog, survey: SheetSurvey, formats: dict[bytes, ShownFormat]) -> None:
        self._log = log
        self._survey = survey
        self._notes = CellNotes(log, survey)
        self._formats = formats
        self._prefix = b""
        self._plainly_spelt = True
        self._hidden: list[int] = []
        self._adding: set[int] = set()
        self._row = 0
        self._place = -1

    def scan(self, blocks: Iterator[bytes]) -> None:
        """Go over all blocks, then note what only the end of the sheet tells."""
        block = b""
        begun = False
        for block in blocks:
            if not begun and block:
                self._begin(block)
                begun = True
            if self._plainly_spelt:
                self._marked(block)
            else:
                self._every(block)
        filtered = b"filterColumn" in block
        for row in self._hidden:
            self._notes.hidden_row(row, filtered=filtered)

    def _begin(self, block: bytes) -> None:
        root = _ROOT.search(block)
        self._prefix = (root[1] if root else None) or b""
        data = max(block.find(b"sheetData"), 0)
        for tag in tags(block[:data], "col"):
            if is_true(tag.get("hidden")):
                self._hidden_columns(tag)
        cell = block.find(b"<" + self._prefix + b"c ", data)
        end = block.find(b">", cell)
        self._plainly_spelt = cell >= 0 and b' r="' in block[cell:end] and b"='" not in block[data:end]

    def _hidden_columns(self, tag: dict[str, str]) -> None:
        first, last = tag.get("min", ""), tag.get("max", "")
        if first.isdecimal() and last.isdecimal():
            self._notes.hidden_columns(int(first) - 1, int(last) - 1)

    def _marked(self, block: bytes) -> None:
        """Look for marks, and take apart only the cells and rows that they stand in."""
        if _HIDDEN_MARK.search(block):
            for found in _tags_with(block, b"<" + self._prefix + b"row ", b' hidden="'):
                self._check_row(found)
        starts: set[int] = set()
        opening = b"<" + self._prefix + b"c "
        for mark in (b"<" + self._prefix + b"f", b' t="e"', *(b' s="%s"' % style for style in self._formats)):
            starts.update(_starts_of(block, opening, mark))
        for start in sorted(starts):
            end = block.find(b">", start)
            tag = block[start:end]
            inner = b"" if tag.endswith(b"/") else block[end + 1 : block.find(self._prefix + b"c>", end)]
            place = _PLACE.search(tag)
            if place is not None:
                self._check_cell(int(place[2]), _place_of(place[1]), tag, inner)

    def _every(self, block: bytes) -> None:
        """Take every cell apart and count rows and columns, where the file does not name them plainly."""
        prefix = re.escape(self._prefix)
        cells = rb"<%s(row|c)(?=[\s/>])([^>]*)>(?:(?<=/>)|((?:(?!</%sc>|<%sc[\s/>]).)*))"
        for found in re.finditer(cells % (prefix, prefix, prefix), block, re.DOTALL):
            if found[1] == b"row":
                numbered = _ROW.search(found[2])
                self._row = int(numbered[1]) if numbered else self._row + 1
                self._place = -1
                self._check_row(found[2])
                continue
            named = _PLACE.search(found[2])
            self._place = _place_of(named[1]) if named else self._place + 1
            self._check_cell(self._row, self._place, found[2], found[3] or b"")

    def _check_row(self, tag: bytes) -> None:
        if _HIDDEN.search(tag) and not tag.endswith(b"/"):
            place = _ROW.search(tag)
            self._hidden.append(int(place[1]) if place else self._row)

    def _check_cell(self, row: int, place: int, tag: bytes, inner: bytes) -> None:
        value = _VALUE.search(inner)
        if _ERROR.search(tag):
            self._notes.error(row, place, value[1].decode(errors="replace") if value else "")
        elif _FORMULA.search(inner):
            has_value = value is not None or bool(_TEXT.search(tag))
            self._notes.formula(row, place, has_value=has_value)
        style = _STYLE.search(tag)
        shown = self._formats.get(style[1]) if style else None
        if shown is not None and value is not None:
            self._survey.add_shown(row, place, shown)
            if place not in self._adding:
                self._adding.add(place)
                self._notes.shown_otherwise(row, place)


def _starts_of(block: bytes, opening: bytes, mark: bytes) -> Iterator[int]:
    """Yield where the tags begin that hold a mark, or that come last before it, each once for a mark."""
    since, at = 0, block.find(mark)
    while at >= 0:
        start = block.rfind(opening, since, at)
        if start >= 0:
            yield start
        since, at = at, block.find(mark, at + 1)


def _tags_with(block: bytes, opening: bytes, mark: bytes) -> Iterator[bytes]:
    for start in _starts_of(block, opening, mark):
        yield block[start : block.find(b">", start)]


def _place_of(letters: bytes) -> int:
    """Return the column of its letters, 0 being A."""
    place = 0
    for sign in letters:
        place = place * 26 + sign - _A
    return place - 1
