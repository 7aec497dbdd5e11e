"""A survey of a binary workbook (xlsb): hidden rows and columns, formulas, errors.

Number formats are not looked at: a number that is shown with leading zeros comes without them.
"""

from __future__ import annotations

import posixpath
import struct
from typing import TYPE_CHECKING, Final

from cafaudit.intake.survey import FAULTS, CellNotes, SheetSurvey
from cafaudit.intake.xml_tags import tags

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from cafaudit.intake.oddities import OddityLog

_MOST_OF_A_PART: Final = 512 << 20
_ROW: Final = 0
_FAULT: Final = 3
_FORMULAS: Final = frozenset({8, 9, 10})
_FAULT_OF_A_FORMULA: Final = 11
_COLUMNS: Final = 60
_SYSTEM: Final = 153
_SHEET: Final = 156
_LENGTH_BITS: Final = 28
_ROW_IS_HIDDEN: Final = 0x10
_LOOKED_AT: Final = frozenset({_ROW, _FAULT, _FAULT_OF_A_FORMULA, _COLUMNS, _SYSTEM, _SHEET}) | _FORMULAS


def survey_xlsb(archive: zipfile.ZipFile, sheet: str, log: OddityLog) -> SheetSurvey:
    """Note what is odd about a sheet and return what its reader needs.

    Args:
        archive: The workbook.
        sheet: The name of the sheet.
        log: Where oddities are noted; rows from 1, columns by their letters.

    Raises:
        KeyError, struct.error: A part is missing or cut short.
        zipfile.BadZipFile, zlib.error, EOFError: The archive is damaged.
    """
    survey = SheetSurvey()
    part = ""
    relations = archive.read("xl/_rels/workbook.bin.rels")
    targets = {tag.get("Id"): tag.get("Target", "") for tag in tags(relations, "Relationship")}
    for kind, body in _records(archive.read("xl/workbook.bin")):
        if kind == _SYSTEM and body[0] & 1:
            log.note("The workbook counts days from 1904.", "Its dates were read so.")
        elif kind == _SHEET:
            key, at = _wide(body, 8)
            name, _ = _wide(body, at)
            if name == sheet:
                target = targets.get(key, "")
                part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    if part:
        with archive.open(part) as stream:
            _scan(stream.read(_MOST_OF_A_PART), CellNotes(log, survey))
    return survey


def _scan(data: bytes, notes: CellNotes) -> None:
    row = 0
    for kind, body in _records(data):
        if kind == _ROW:
            row = struct.unpack_from("<I", body)[0] + 1
            if body[11] & _ROW_IS_HIDDEN:
                notes.hidden_row(row)
        elif kind == _COLUMNS:
            if body[16] & 1:
                notes.hidden_columns(*struct.unpack_from("<II", body))
        elif kind in {_FAULT, _FAULT_OF_A_FORMULA}:
            notes.error(row, struct.unpack_from("<I", body)[0], FAULTS.get(body[8], "#?"))
        elif kind in _FORMULAS:
            notes.formula(row, struct.unpack_from("<I", body)[0], has_value=True)


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the records that are looked at."""
    at, end = 0, len(data)
    while at + 2 <= end:
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[at] << 7)
            at += 1
        length = 0
        for shift in range(0, _LENGTH_BITS, 7):
            sign = data[at]
            at += 1
            length |= (sign & 0x7F) << shift
            if not sign & 0x80:
                break
        if kind in _LOOKED_AT:
            yield kind, data[at : at + length]
        at += length


def _wide(body: bytes, at: int) -> tuple[str, int]:
    length = struct.unpack_from("<I", body, at)[0]
    end = at + 4 + 2 * length
    return body[at + 4 : end].decode("utf-16-le", errors="replace"), end
