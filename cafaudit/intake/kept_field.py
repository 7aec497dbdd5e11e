"""A field that is kept of each row of a list: its different values, and for each row the place of its own."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING, Any

from cafaudit.intake.coded_column import narrowed, placed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cafaudit.intake.coded_column import CodedColumn
    from cafaudit.intake.oddities import OddityLog


@dataclass(slots=True)
class KeptField:
    """What is kept of each row under one name.

    Attributes:
        values: Different values; one may stand there more than once.
        codes: For each row the place of its value.
    """

    values: list[Any]
    codes: array[int]
    _places: dict[Any, int] = field(default_factory=dict)

    def of(self, row: int) -> Any:  # noqa: ANN401 - a text, a date or a flag
        """Return the value of a row."""
        return self.values[self.codes[row]]

    def put(self, row: int, value: object) -> None:
        """Let a row have a value."""
        if not self._places:
            self._places = {each: place for place, each in enumerate(self.values)}
        place = self._places.get(value)
        if place is None:
            place = self._places[value] = len(self.values)
            self.values.append(value)
            self.codes = placed(self.codes, len(self.values))
        self.codes[row] = place


def field_of(column: CodedColumn[Any], read: Callable[[Any], Any]) -> KeptField:
    """Return a column as a field with what `read` makes of its values."""
    return KeptField([read(value) for value in column.values], column.codes)


def spelt_alike(column: CodedColumn[str], lines: Sequence[int], log: OddityLog) -> KeptField:
    """Return a column in the spelling that each label was first met in; differences of case make no group."""
    alike = list(column.values)
    first: dict[str, str] = {}
    changed: set[int] = set()
    for place in column.order():
        label = alike[place]
        alike[place] = first.setdefault(label.casefold(), label)
        if alike[place] != label:
            changed.add(place)
    for row in column.rows_of(changed):
        log.note(
            "The same name is written in different ways.",
            f"“{alike[column.codes[row]]}” was taken for all of them.",
            row=lines[row],
            column=column.heading,
        )
    return KeptField(alike, column.codes)


def joined(parts: Sequence[KeptField], make: Callable[[tuple[Any, ...]], object]) -> KeptField:
    """Return the field that is made of several, row by row; each combination of values is made once."""
    values: list[object] = []
    places: dict[object, int] = {}
    known: dict[tuple[int, ...], int] = _Made(parts, make, values, places)
    if len(parts) == 1:
        return _of_one(parts[0].codes, known, values)
    rows: Iterable[tuple[int, ...]] = zip(*(part.codes for part in parts), strict=True)
    codes = array("I", map(known.__getitem__, rows))
    return KeptField(values, narrowed(codes, len(values)))


def _of_one(codes: array[int], known: dict[tuple[int, ...], int], values: list[object]) -> KeptField:
    """Return a field that is made of a single one: what is made of its values stands in a table by code."""
    table = dict.fromkeys(codes, 0)
    for code in table:
        table[code] = known[code,]
    if codes.typecode == "B":
        places = bytes(map(table.get, range(1 << 8), repeat(0)))
        return KeptField(values, array("B", codes.tobytes().translate(places)))
    return KeptField(values, placed(map(table.__getitem__, codes), len(values)))


class _Made(dict[tuple[int, ...], int]):
    """The place of what is made of each combination, found when it is first met."""

    def __init__(
        self,
        parts: Sequence[KeptField],
        make: Callable[[tuple[Any, ...]], object],
        values: list[object],
        places: dict[object, int],
    ) -> None:
        super().__init__()
        self._parts = parts
        self._make = make
        self._values = values
        self._places = places

    def __missing__(self, codes: tuple[int, ...]) -> int:
        made = self._make(tuple(part.values[code] for part, code in zip(self._parts, codes, strict=True)))
        place = self._places.get(made)
        if place is None:
            place = self._places[made] = len(self._values)
            self._values.append(made)
        self[codes] = place
        return place
