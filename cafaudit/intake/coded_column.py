"""A column of a long list, held small: its different values, and for each row the place of its own."""

from __future__ import annotations

from array import array
from itertools import compress
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from cafaudit.intake.answers import Coded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cafaudit.intake.answers import Column

_WIDTHS: Final = (("B", 1 << 8), ("H", 1 << 16), ("I", 1 << 32))
_MOST_REMEMBERED: Final = 100_000

Value = TypeVar("Value")


class _Places(dict[str, int]):
    """The place of each cell's value, found when a cell is first met."""

    def __init__(self, find: Callable[[str], int]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, cell: str) -> int:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        found = self[cell] = self._find(cell)
        return found


class CodedColumn(Generic[Value]):
    """Takes cells batch by batch; rows are counted from 0 over all batches.

    Attributes:
        heading: The column's heading.
        values: The different values, in the order in which they were first met.
        codes: For each row the place of its value.
    """

    def __init__(self, heading: str, read: Callable[[str], Value]) -> None:
        """Hold what `read` makes of the cells; it must give equal values for what is to be one value."""
        self.heading = heading
        self.values: list[Value] = []
        self.codes = array("B")
        self._read = read
        self._of_values: dict[Value, int] = {}
        self._places = _Places(self._place)

    def add(self, column: Column, kept: Sequence[bool] | None) -> None:
        """Take the cells of a batch, or those of them that are to be kept."""
        cells = column.values if isinstance(column, Coded) else column
        places = list(map(self._places.__getitem__, cells))
        self.widen()
        if isinstance(column, Coded):
            codes: Sequence[int] | Iterator[int] = _translated(column.codes, places)
        else:
            codes = places
        chosen = codes if kept is None else compress(codes, kept)
        if isinstance(chosen, bytes) and self.codes.typecode == "B":
            self.codes.frombytes(chosen)
        else:
            self.codes.extend(chosen)

    def add_value(self, value: Value) -> int:
        """Return the place of a value, which becomes one of the column's if it is not yet."""
        found = self._of_values.get(value)
        if found is None:
            found = self._of_values[value] = len(self.values)
            self.values.append(value)
        return found

    def widen(self) -> None:
        """Make room for the places of all values."""
        self.codes = placed(self.codes, len(self.values))

    def rows_of(self, places: set[int] | frozenset[int]) -> Iterator[int]:
        """Give the rows whose value stands at one of these places."""
        if places:
            is_one = [place in places for place in range(len(self.values))]
            yield from compress(range(len(self.codes)), map(is_one.__getitem__, self.codes))

    def _place(self, cell: str) -> int:
        return self.add_value(self._read(cell))


def placed(codes: array[int] | Iterable[int], values: int) -> array[int]:
    """Return codes in an array that has room for the places of so many values, the same one if it has."""
    typecode = next(typecode for typecode, most in _WIDTHS if values <= most)
    if isinstance(codes, array) and array(typecode).itemsize <= codes.itemsize:
        return codes
    return array(typecode, codes)


def _translated(codes: bytes, places: Sequence[int]) -> bytes | Iterator[int]:
    if max(places, default=0) < 1 << 8:
        return codes.translate(bytes(places).ljust(1 << 8, b"\0"))
    return map(places.__getitem__, codes)
