"""Opening a finished workbook again and counting it, before it is called done."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree
from python_calamine import CalamineWorkbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.export.workbook.ticks import Ticks

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class WorkbookUnsound(RuntimeError):
    """The file does not read back as it was written: a fault of the program, never of the person."""


class Expected(NamedTuple):
    """What a sheet should hold: its name, its rows that hold something, and its formulas."""

    name: str
    rows: int
    formulas: int


def check_workbook(data: bytes, expected: Sequence[Expected], ticks: Ticks) -> None:
    """Open a workbook with another reader and count its sheets, rows and formulas.

    Raises:
        WorkbookUnsound: A part is not well-formed, a count differs, or something points out of the file.
    """
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    _demand(book.sheet_names == [sheet.name for sheet in expected], "the sheets differ")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if info.filename.endswith(".rels"):
                _check_relations(archive.read(info))
        for number, sheet in enumerate(expected, start=1):
            _check_sheet(archive, number, sheet, ticks)


def _check_sheet(archive: zipfile.ZipFile, number: int, sheet: Expected, ticks: Ticks) -> None:
    rows = formulas = 0
    with archive.open(f"xl/worksheets/sheet{number}.xml") as stream:
        for _, element in etree.iterparse(stream, events=("end",), tag=(f"{_MAIN}row", f"{_MAIN}f")):
            if element.tag == f"{_MAIN}f":
                formulas += 1
                continue
            rows += 1
            ticks.tick()
            element.clear()
    _demand(rows == sheet.rows, f"“{sheet.name}” has {rows} rows instead of {sheet.rows}")
    _demand(formulas == sheet.formulas, f"“{sheet.name}” has {formulas} formulas instead of {sheet.formulas}")


def _check_relations(xml: bytes) -> None:
    for relation in etree.fromstring(xml).iter(_RELATED):
        _demand(relation.get("TargetMode") != "External", "something points out of the file")


def _demand(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - the one thing it asks
    if not holds:
        raise WorkbookUnsound(f"The workbook does not read back as it was written: {otherwise}.")
