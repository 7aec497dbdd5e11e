"""A block of cases as it is stored, in MessagePack: column by column, each value once, blanks left out."""

from __future__ import annotations

import sys
from array import array
from dataclasses import MISSING, fields
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import msgspec

from cafaudit.domain.frame import FrameCase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BLANK: Final = {field.name: field.default for field in fields(FrameCase) if field.default is not MISSING}
_NAMES: Final = ("stratum", *_BLANK)
_DAYS: Final = frozenset(field.name for field in fields(FrameCase) if "date" in str(field.type))
_NOTHING: Final = (None, "")
_ALL: Final = 32
"""As many values of a list are stored in each block, whichever its cases have; looking would take longer."""
_FEW: Final = 2
"""A column whose values come this often on average is stored as values and codes."""


class Column(msgspec.Struct, omit_defaults=True):
    """A column: one value for all cases, or one for each.

    Attributes:
        v: The values.
        c: The place of each case's value, in one byte or in two, the lower first; None where the values stand
            in the order of the cases.
        s: The value of the first case, where each further one is greater by one; then there are no others.
    """

    v: list[Any] = []
    c: bytes | None = None
    s: int | None = None

    def cells(self, count: int) -> list[Any]:
        """Return the value of each case."""
        if self.s is not None:
            return list(range(self.s, self.s + count))
        if self.c is not None:
            return list(map(self.v.__getitem__, _codes_in(self.c, count)))
        return self.v if len(self.v) == count else self.v * count


class Groups(msgspec.Struct):
    """What a block says about the groups of its cases."""

    stratum: Column
    office: Column | None = None

    def strata(self, count: int) -> list[str]:
        """Return the stratum of each case."""
        return self.stratum.cells(count)

    def pairs(self, count: int) -> Iterable[tuple[str, str]]:
        """Return stratum and office of each case."""
        offices = [""] * count if self.office is None else self.office.cells(count)
        return zip(self.stratum.cells(count), offices, strict=True)


_encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder(dict[str, Column]).decode
groups_in: Final = msgspec.msgpack.Decoder(Groups).decode
"""Reads from a stored block what it says about groups."""


def column_of(values: Sequence[Any], codes: Sequence[int]) -> Column | None:
    """Return a column of values and the place of each case's own; None where no case has any.

    Args:
        values: The values; days as texts such as "2009-08-19".
        codes: For each case the place of its value.
    """
    if isinstance(codes, range):
        return _each([values[code] for code in codes])
    if isinstance(codes, array) and codes.typecode == "B" and len(values) <= _ALL:
        return _of_few(values, codes.tobytes())
    places = {code: place for place, code in enumerate(dict.fromkeys(codes))}
    different = [values[code] for code in places]
    if len(different) == 1:
        return None if different[0] in _NOTHING else Column(different)
    if len(different) * _FEW > len(codes):
        return Column(list(map(values.__getitem__, codes)))
    return Column(different, _bytes_of(_replaced(codes, places), len(different)))


def bytes_of(columns: dict[str, Column]) -> bytes:
    """Return columns as they are stored."""
    return _encode(columns)


def cases_bytes(cases: Sequence[FrameCase]) -> bytes:
    """Return cases as they are stored."""
    return _bytes([{name: _plain(getattr(case, name)) for name in _NAMES} for case in cases])


def cases_in(stored: bytes, refs: Sequence[str]) -> list[FrameCase]:
    """Return the cases of a stored block."""
    columns = {name: column.cells(len(refs)) for name, column in _decode(stored).items()}
    for name in _DAYS & columns.keys():
        days = {cell: date.fromisoformat(cell) if cell else None for cell in set(columns[name])}
        columns[name] = [days[cell] for cell in columns[name]]
    names = ("ref", *columns)
    rows = zip(refs, *columns.values(), strict=True)
    return [FrameCase(**dict(zip(names, row, strict=True))) for row in rows]


def said_in(stored: bytes, refs: Sequence[str]) -> list[dict[str, Any]]:
    """Return what a stored block says of each case: the fields that have a value, days as texts."""
    columns = {name: column.cells(len(refs)) for name, column in _decode(stored).items()}
    return [
        {"ref": ref}
        | {name: cells[place] for name, cells in columns.items() if cells[place] != _BLANK.get(name)}
        for place, ref in enumerate(refs)
    ]


def said_bytes(said: Sequence[dict[str, Any]]) -> bytes:
    """Return as it is stored what `said_in` gives."""
    return _bytes(said)


def _bytes(said: Sequence[dict[str, Any]]) -> bytes:
    columns: dict[str, Column] = {}
    for name in _NAMES:
        blank = _BLANK.get(name)
        cells = [case.get(name, blank) for case in said]
        if any(cell != blank for cell in cells) or name == "stratum":
            columns[name] = _column(cells)
    return bytes_of(columns)


def _column(cells: Sequence[Any]) -> Column:
    places = {cell: place for place, cell in enumerate(dict.fromkeys(cells))}
    if len(places) == 1:
        return Column(list(places))
    if len(places) * _FEW > len(cells):
        return _each(list(cells))
    return Column(list(places), _bytes_of(list(map(places.__getitem__, cells)), len(places)))


def _each(cells: list[Any]) -> Column:
    """Return a column with a value for each case; numbers that follow each other as the first of them."""
    first = cells[0]
    if type(first) is int and len(cells) > 1 and cells == list(range(first, first + len(cells))):
        return Column(s=first)
    return Column(cells)


def _of_few(values: Sequence[Any], codes: bytes) -> Column | None:
    """Return a column of a list with few values; all of them stand in each block, its codes as they are."""
    first = codes[0]
    if codes.count(first) < len(codes):
        return Column(list(values), codes)
    return None if values[first] in _NOTHING else Column([values[first]])


def _codes_in(codes: bytes, count: int) -> Sequence[int]:
    if len(codes) == count:
        return codes
    wide = array("H", codes)
    if sys.byteorder == "big":
        wide.byteswap()
    return wide


def _bytes_of(codes: Sequence[int], different: int) -> bytes:
    if different <= 1 << 8:
        return bytes(codes)
    wide = array("H", codes)
    if sys.byteorder == "big":
        wide.byteswap()
    return wide.tobytes()


def _replaced(codes: Sequence[int], places: dict[int, int]) -> Sequence[int]:
    """Return the place of each code; codes of one byte are replaced all at once."""
    if not (isinstance(codes, array) and codes.typecode == "B"):
        return list(map(places.__getitem__, codes))
    table = bytearray(1 << 8)
    for code, place in places.items():
        table[code] = place
    return codes.tobytes().translate(table)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
