"""The survey of a workbook, whatever its kind, and what to say where it cannot be made.

What can be known differs: hidden rows and columns, formulas and errors for all kinds; formulas
without a stored value for xlsx and ods; numbers as they are shown for xlsx, xls and ods; merged
cells for ods here (for xlsx and xls the reader of values tells them). xlsb tells neither how
numbers are shown nor which cells are merged.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from cafaudit.intake.survey import SheetSurvey
from cafaudit.intake.survey_ods import survey_ods
from cafaudit.intake.survey_parts import survey_definitions, survey_parts
from cafaudit.intake.survey_xls import survey_xls
from cafaudit.intake.survey_xlsb import survey_xlsb
from cafaudit.intake.survey_xlsx import survey_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.intake.oddities import OddityLog

_XML_NAMES: Final = ("content.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml")
_ARCHIVE: Final = b"PK\x03\x04"
_SHEETS: Final = "xl/worksheets/sheet"
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    struct.error,
    KeyError,
    IndexError,
    UnicodeDecodeError,
    OSError,
)


def survey_book(path: Path, sheet: str, log: OddityLog) -> SheetSurvey:
    """Note what is odd about a workbook and one of its sheets, and return what the reader needs.

    Args:
        path: The file.
        sheet: The name of the sheet that is taken.
        log: Where oddities are noted; rows from 1, columns by their letters.
    """
    try:
        if _is_archive(path):
            with zipfile.ZipFile(path) as archive:
                return _of_archive(archive, sheet, log)
        return survey_xls(path.read_bytes(), sheet, log)
    except _DAMAGE:
        log.note(
            "The workbook could not be looked through for hidden rows, formulas and errors.",
            "Its values were read.",
        )
        return SheetSurvey()


def _is_archive(path: Path) -> bool:
    """Say whether a file begins as an archive; old workbooks may well hold one further on."""
    with path.open("rb") as stream:
        return stream.read(len(_ARCHIVE)) == _ARCHIVE


def _of_archive(archive: zipfile.ZipFile, sheet: str, log: OddityLog) -> SheetSurvey:
    names = archive.namelist()
    survey_parts(names, log)
    looked_at = [name for name in names if name in _XML_NAMES or name.startswith(_SHEETS)]
    survey_definitions(archive, [name for name in looked_at if name.endswith(".xml")], log)
    if "content.xml" in names:
        return survey_ods(archive, sheet, log)
    if "xl/workbook.bin" in names:
        return survey_xlsb(archive, sheet, log)
    return survey_xlsx(archive, sheet, log)
