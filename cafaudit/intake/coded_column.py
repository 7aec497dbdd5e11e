"""A column of a long list, held small: its different values, and for each row the place of its own."""

from __future__ import annotations

from array import array
from itertools import compress, islice
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
        is_whole: Every row that came was kept.
    """

    def __init__(self, heading: str, read: Callable[[str], Value]) -> None:
        """Hold what `read` makes of the cells; it must give equal values for what is to be one value."""
        self.heading = heading
        self.values: list[Value] = []
        self.codes = array("B")
        self.is_whole = True
        self._read = read
        self._of_values: dict[Value, int] = {}
        self._places = _Places(self._place)
        self._coded: Sequence[str] = ()
        self._known: list[int] = []
        self._as_coded = True

    def add(self, column: Column, kept: Sequence[bool] | None) -> None:
        """Take the cells of a batch, or those of them that are to be kept."""
        if isinstance(column, Coded):
            codes = self._codes_of(column)
        else:
            codes = list(map(self._places.__getitem__, column))
            self.widen()
        if kept is not None:
            self.is_whole = False
            codes = compress(codes, kept)
        if isinstance(codes, bytes) and self.codes.typecode == "B":
            self.codes.frombytes(codes)
        else:
            self.codes.extend(codes)

    def order(self) -> Iterable[int]:
        """Give the places of the values that rows have, in the order in which they were first met."""
        return range(len(self.values)) if self.is_whole else dict.fromkeys(self.codes)

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

    def _codes_of(self, column: Coded) -> Iterable[int]:
        """Return the codes of a batch as they are here; where values are all different, as they came."""
        if column.values is not self._coded:
            self._coded, self._known, self._as_coded = column.values, [], True
        start, known = len(self._known), self._known
        if len(column.values) > start:
            known += map(self._place, islice(column.values, start, None))
            self._as_coded = self._as_coded and known[start:] == list(range(start, len(known)))
            self.widen()
        if isinstance(column.codes, bytes):
            if self._as_coded:
                return column.codes
            if len(known) <= 1 << 8 and max(known) < 1 << 8:
                return column.codes.translate(bytes(known).ljust(1 << 8, b"\0"))
        elif self._as_coded and column.codes.typecode == self.codes.typecode:
            return column.codes
        return map(known.__getitem__, column.codes)

    def _place(self, cell: str) -> int:
        return self.add_value(self._read(cell))


def narrowed(codes: array[int], values: int) -> array[int]:
    """Return codes in the smallest array that has room for the places of so many values."""
    typecode = next(typecode for typecode, most in _WIDTHS if values <= most)
    return codes if codes.typecode == typecode else array(typecode, codes)


def placed(codes: array[int] | Iterable[int], values: int) -> array[int]:
    """Return codes in an array that has room for the places of so many values, the same one if it has."""
    typecode = next(typecode for typecode, most in _WIDTHS if values <= most)
    if isinstance(codes, array) and array(typecode).itemsize <= codes.itemsize:
        return codes
    return array(typecode, codes)
