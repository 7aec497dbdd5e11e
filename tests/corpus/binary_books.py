"""Binary workbooks written by hand: BIFF12 records in a zip archive (xlsb)."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.corpus.packing import zipped

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FAULTS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}


@dataclass(frozen=True)
class BinaryFault:
    """An error in a cell."""

    text: str


BinaryCell = str | float | BinaryFault | None


@dataclass(frozen=True)
class BinarySheet:
    """A sheet: rows and its state (0 visible, 1 hidden, 2 very hidden)."""

    rows: Sequence[Sequence[BinaryCell]]
    name: str = "Cases"
    state: int = 0


def binary_book(*sheets: BinarySheet, parts: Mapping[str, bytes] | None = None) -> bytes:
    """Return an .xlsb workbook."""
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.bin"/>'
        for n in range(1, len(sheets) + 1)
    )
    root = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.bin"/>'
    head = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    content = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="bin" '
        'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    )
    return zipped(
        {
            "[Content_Types].xml": content.encode(),
            "_rels/.rels": f"{head}{root}</Relationships>".encode(),
            "xl/workbook.bin": _workbook(sheets),
            "xl/_rels/workbook.bin.rels": f"{head}{relations}</Relationships>".encode(),
            **{f"xl/worksheets/sheet{n}.bin": _sheet(sheet) for n, sheet in enumerate(sheets, start=1)},
            **(parts or {}),
        }
    )


def _workbook(sheets: Sequence[BinarySheet]) -> bytes:
    bundle = b"".join(
        _record(156, struct.pack("<II", sheet.state, n) + _wide(f"rId{n}") + _wide(sheet.name))
        for n, sheet in enumerate(sheets, start=1)
    )
    system = _record(153, struct.pack("<II", 0, 0) + _wide(""))
    return _record(131, b"") + system + _record(143, b"") + bundle + _record(144, b"") + _record(132, b"")


def _sheet(sheet: BinarySheet) -> bytes:
    width = max((len(row) for row in sheet.rows), default=1)
    data = _record(129, b"") + _record(148, struct.pack("<IIII", 0, len(sheet.rows) - 1, 0, width - 1))
    data += _record(145, b"")
    for number, row in enumerate(sheet.rows):
        data += _record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0))
        data += b"".join(_cell(place, cell) for place, cell in enumerate(row) if cell is not None)
    return data + _record(146, b"") + _record(130, b"")


def _cell(place: int, cell: BinaryCell) -> bytes:
    head = struct.pack("<II", place, 0)
    if isinstance(cell, str):
        return _record(6, head + _wide(cell))
    if isinstance(cell, BinaryFault):
        return _record(3, head + bytes((_FAULTS[cell.text],)))
    return _record(5, head + struct.pack("<d", cell))


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, data: bytes) -> bytes:
    head = bytes((kind,)) if kind < 128 else bytes((kind & 0x7F | 0x80, kind >> 7))
    size = len(data)
    length = b""
    while True:
        low, size = size & 0x7F, size >> 7
        length += bytes((low | (0x80 if size else 0),))
        if not size:
            return head + length + data
