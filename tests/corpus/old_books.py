"""Workbooks of Excel 97 to 2003 written by hand: BIFF8 records in a compound file (xls)."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_SECTOR = 512
_END = 0xFFFFFFFE
_FREE = 0xFFFFFFFF
_OF_THE_TABLE = 0xFFFFFFFD
_FAULTS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}


@dataclass(frozen=True)
class OldFault:
    """An error in a cell."""

    text: str


@dataclass(frozen=True)
class OldFormula:
    """The formula 1+1 with the number that is stored with it."""

    value: float


OldCell = str | float | OldFault | OldFormula | None


@dataclass(frozen=True)
class OldSheet:
    """A sheet: rows, its state (0 visible, 1 hidden, 2 very hidden), hidden rows, merged ranges."""

    rows: Sequence[Sequence[OldCell]]
    name: str = "Cases"
    state: int = 0
    hidden_rows: frozenset[int] = frozenset()
    merged: Sequence[tuple[int, int, int, int]] = ()


def old_book(*sheets: OldSheet, date1904: bool = False, streams: Mapping[str, bytes] | None = None) -> bytes:
    """Return an .xls workbook."""
    bodies = [_sheet(sheet) for sheet in sheets]
    heads = [_bound(sheet, 0) for sheet in sheets]
    opening = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    opening += _record(0x0042, struct.pack("<H", 1200)) + _record(0x0022, struct.pack("<H", int(date1904)))
    ending = _record(0x000A, b"")
    at = len(opening) + sum(map(len, heads)) + len(ending)
    bound = b""
    for sheet, body in zip(sheets, bodies, strict=True):
        bound += _bound(sheet, at)
        at += len(body)
    stream = opening + bound + ending + b"".join(bodies)
    return compound_file({"Workbook": stream, **(streams or {})})


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file (OLE) of streams, each so long that it needs no mini sectors."""
    sectors: list[bytes] = []
    chain: list[int] = []
    entries: list[bytes] = []
    names = list(streams)
    for place, name in enumerate(names):
        content = streams[name].ljust(4096, b"\x00")
        count = -(-len(content) // _SECTOR)
        start = len(sectors)
        sectors += [content[n * _SECTOR : (n + 1) * _SECTOR].ljust(_SECTOR, b"\x00") for n in range(count)]
        chain += [*range(start + 1, start + count), _END]
        right = place + 2 if place + 1 < len(names) else _FREE
        entries.append(_directory_entry(name, 2, start, len(content), right=right))
    root = _directory_entry("Root Entry", 5, _END, 0, child=1 if names else _FREE)
    directory = (root + b"".join(entries)).ljust(-(-(len(entries) + 1) // 4) * _SECTOR, b"\x00")
    first_directory = len(sectors)
    count = len(directory) // _SECTOR
    sectors += [directory[n * _SECTOR : (n + 1) * _SECTOR] for n in range(count)]
    chain += [*range(first_directory + 1, first_directory + count), _END]
    tables = 1
    while tables * _SECTOR // 4 < len(chain) + tables:
        tables += 1
    first_table = len(sectors)
    chain += [_OF_THE_TABLE] * tables
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * _SECTOR, b"\xff")
    where = [*range(first_table, first_table + tables)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x003E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, tables, first_directory, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", *where, *[_FREE] * (109 - tables))
    return header + b"".join(sectors) + table


def _directory_entry(
    name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE
) -> bytes:
    wide = name.encode("utf-16-le") + b"\x00\x00"
    return (
        wide.ljust(64, b"\x00")
        + struct.pack("<HBBIII", len(wide), kind, 1, _FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _bound(sheet: OldSheet, at: int) -> bytes:
    name = sheet.name.encode("utf-16-le")
    return _record(0x0085, struct.pack("<IBBBB", at, sheet.state, 0, len(sheet.name), 1) + name)


def _sheet(sheet: OldSheet) -> bytes:
    width = max((len(row) for row in sheet.rows), default=0)
    data = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    data += _record(0x0200, struct.pack("<IIHHH", 0, len(sheet.rows), 0, width, 0))
    for number in sorted(sheet.hidden_rows):
        data += _record(0x0208, struct.pack("<HHHHHHI", number - 1, 0, width, 255, 0, 0, 0x20))
    for row, cells in enumerate(sheet.rows):
        data += b"".join(_cell(row, place, cell) for place, cell in enumerate(cells) if cell is not None)
    if sheet.merged:
        ranges = b"".join(struct.pack("<HHHH", *each) for each in sheet.merged)
        data += _record(0x00E5, struct.pack("<H", len(sheet.merged)) + ranges)
    return data + _record(0x000A, b"")


def _cell(row: int, place: int, cell: OldCell) -> bytes:
    head = struct.pack("<HHH", row, place, 0)
    if isinstance(cell, str):
        return _record(0x0204, head + struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le"))
    if isinstance(cell, OldFault):
        return _record(0x0205, head + bytes((_FAULTS[cell.text], 1)))
    if isinstance(cell, OldFormula):
        tokens = b"\x1e\x01\x00\x1e\x01\x00\x03"
        return _record(0x0006, head + struct.pack("<dHIH", cell.value, 0, 0, len(tokens)) + tokens)
    return _record(0x0203, head + struct.pack("<d", cell))
