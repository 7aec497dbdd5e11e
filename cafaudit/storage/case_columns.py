"""A block of cases as the text that is stored: column by column, each value once, blank fields left out."""

from __future__ import annotations

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
_FEW: Final = 2
"""A column whose values come this often on average is stored as values and codes."""


class Column(msgspec.Struct, omit_defaults=True):
    """A column: one value for all cases, or one for each; with codes, the place of each case's value."""

    v: list[Any]
    c: list[int] | None = None

    def cells(self, count: int) -> list[Any]:
        """Return the value of each case."""
        if self.c is not None:
            return list(map(self.v.__getitem__, self.c))
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


_encode: Final = msgspec.json.Encoder().encode
_decode: Final = msgspec.json.Decoder(dict[str, Column]).decode
groups_in: Final = msgspec.json.Decoder(Groups).decode
"""Reads from a stored block what it says about groups."""


def column_of(values: Sequence[Any], codes: Sequence[int]) -> Column | None:
    """Return a column of values and the place of each case's own; None where no case has any.

    Args:
        values: The values; days as texts such as "2009-08-19".
        codes: For each case the place of its value.
    """
    if isinstance(codes, range) and len(codes) > 1:
        return Column([values[code] for code in codes])
    places = {code: place for place, code in enumerate(dict.fromkeys(codes))}
    different = [values[code] for code in places]
    if len(different) == 1:
        return None if different[0] in _NOTHING else Column(different)
    if len(different) * _FEW > len(codes):
        return Column(list(map(values.__getitem__, codes)))
    return Column(different, _replaced(codes, places))


def text_of(columns: dict[str, Column]) -> str:
    """Return columns as the text that is stored."""
    return _encode(columns).decode()


def cases_text(cases: Sequence[FrameCase]) -> str:
    """Return cases as the text that is stored."""
    return _text([{name: _plain(getattr(case, name)) for name in _NAMES} for case in cases])


def cases_in(text: str, refs: Sequence[str]) -> list[FrameCase]:
    """Return the cases of a stored block."""
    columns = {name: column.cells(len(refs)) for name, column in _decode(text).items()}
    for name in _DAYS & columns.keys():
        days = {cell: date.fromisoformat(cell) if cell else None for cell in set(columns[name])}
        columns[name] = [days[cell] for cell in columns[name]]
    names = ("ref", *columns)
    rows = zip(refs, *columns.values(), strict=True)
    return [FrameCase(**dict(zip(names, row, strict=True))) for row in rows]


def said_in(text: str, refs: Sequence[str]) -> list[dict[str, Any]]:
    """Return what a stored block says of each case: the fields that have a value, days as texts."""
    columns = {name: column.cells(len(refs)) for name, column in _decode(text).items()}
    return [
        {"ref": ref}
        | {name: cells[place] for name, cells in columns.items() if cells[place] != _BLANK.get(name)}
        for place, ref in enumerate(refs)
    ]


def said_text(said: Sequence[dict[str, Any]]) -> str:
    """Return as stored text what `said_in` gives."""
    return _text(said)


def _text(said: Sequence[dict[str, Any]]) -> str:
    columns: dict[str, Column] = {}
    for name in _NAMES:
        blank = _BLANK.get(name)
        cells = [case.get(name, blank) for case in said]
        if any(cell != blank for cell in cells) or name == "stratum":
            columns[name] = _column(cells)
    return text_of(columns)


def _column(cells: Sequence[Any]) -> Column:
    places = {cell: place for place, cell in enumerate(dict.fromkeys(cells))}
    if len(places) == 1:
        return Column(list(places))
    if len(places) * _FEW > len(cells):
        return Column(list(cells))
    return Column(list(places), list(map(places.__getitem__, cells)))


def _replaced(codes: Sequence[int], places: dict[int, int]) -> list[int]:
    """Return the place of each code; codes of one byte are replaced all at once."""
    if not (isinstance(codes, array) and codes.typecode == "B"):
        return list(map(places.__getitem__, codes))
    table = bytearray(1 << 8)
    for code, place in places.items():
        table[code] = place
    return list(codes.tobytes().translate(table))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
