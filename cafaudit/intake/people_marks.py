"""From the people of a list to their marks: by row until the draw, and as one sorted set."""

from __future__ import annotations

import re
import struct
from array import array
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from cafaudit.identifiers import Fingerprinter, Identifiers
from cafaudit.identifiers.marks import MARK_BYTES, MARK_KINDS, mark_of
from cafaudit.identifiers.words import plain_two
from cafaudit.intake.answers import cells_of
from cafaudit.intake.column_dates import readings_of
from cafaudit.intake.people import filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cafaudit.intake.people import PeopleBatch

_MOST_REMEMBERED: Final = 100_000
_BUCKETS: Final = 256
_PAIR: Final = bytes([MARK_KINDS.index("pair")])
_TWO: Final = re.compile(r"^([a-z]+),? ([a-z]+)$", re.MULTILINE)
_ANY_WORD: Final = "zq"

Store = Callable[[Sequence[int], Sequence[int], bytes], None]
"""Takes some rows: the line of each, how many marks it has, and the marks."""


class MarkMaker:
    """Makes marks of what rows say about people and hands them on; holds the set of all, no name."""

    def __init__(self, key: bytes, store: Store) -> None:
        """Make marks with a visit's key.

        Args:
            key: The key.
            store: Takes the marks of some rows.
        """
        self._prints = Fingerprinter(key)
        self._store = store
        self._buckets: dict[int, bytearray] = {}
        self._pairs = [bytearray() for _ in range(_BUCKETS)]
        self._words = _Remembered(self._word)
        self._is_plain = _Plain()
        self._cells = _Remembered(lambda cell: self._marks_of(Identifiers(people=filled((cell,)))))
        self._staff = _Remembered(lambda cell: self._marks_of(Identifiers(staff=filled((cell,)))))
        self._births = _Remembered(lambda cell: self._marks_of(Identifiers(dates=readings_of(cell))))
        self._numbers = _Remembered(lambda cell: self._marks_of(Identifiers(numbers=filled((cell,)))))

    def take(self, batch: PeopleBatch) -> None:
        """Take some rows."""
        parts = [self._of_people(batch)] if batch.given or batch.names else []
        for columns, marks in (
            (batch.staff, self._staff),
            (batch.births, self._births),
            (batch.numbers, self._numbers),
        ):
            if columns:
                rows = batch.rows_of(columns)
                parts.append([b"".join(map(marks.__getitem__, cells)) for cells in rows])
        rows_of_marks = list(map(b"".join, zip(*parts, strict=True))) if parts else [b""] * len(batch.lines)
        counts = [len(marks) // MARK_BYTES for marks in rows_of_marks]
        self._store(batch.lines, counts, b"".join(rows_of_marks))

    def all(self) -> Iterator[bytes]:
        """Give the set of all marks, sorted, in pieces."""
        for place, bucket in enumerate(self._pairs):
            self._bucket(_PAIR[0] * _BUCKETS + place).extend(bucket)
            bucket.clear()
        for start in sorted(self._buckets):
            bucket = self._buckets.pop(start)
            marks = struct.unpack(f"{MARK_BYTES}s" * (len(bucket) // MARK_BYTES), bucket)
            yield b"".join(sorted(set(marks)))

    def _of_people(self, batch: PeopleBatch) -> list[bytes]:
        if batch.given or len(batch.names) > 1:
            return [b"".join(map(self._of_names, cells)) for cells in batch.people()]
        cells = cells_of(batch.names[0])
        text = "\n".join(cells)
        found = _TWO.findall(text.lower()) if text.isascii() else ()
        if len(found) < len(cells):
            return list(map(self._of_names, cells))
        plain = [
            self._is_plain[first] and self._is_plain[second] and first != second for first, second in found
        ]
        if not all(plain):
            return list(map(self._of_names, cells))
        return self._of_pairs(found)

    def _of_pairs(self, pairs: Sequence[tuple[str, str]]) -> list[bytes]:
        """Return the marks of names that are two words and nothing else, as nearly all of a list are."""
        words, buckets, start = self._words, self._pairs, _PAIR
        marks: list[bytes] = []
        for (first, second), digest in zip(pairs, self._prints.pairs(pairs), strict=True):
            mark = start + digest
            buckets[digest[0]] += mark
            marks.append(words[first] + words[second] + mark)
        return marks

    def _of_names(self, cell: str) -> bytes:
        return self._cells[cell]

    def _word(self, form: str) -> bytes:
        mark = mark_of(self._prints.word(form))
        self._keep(mark)
        return mark

    def _marks_of(self, identifiers: Identifiers) -> bytes:
        marks = sorted(map(mark_of, self._prints.fingerprints(identifiers)))
        for mark in marks:
            self._keep(mark)
        return b"".join(marks)

    def _keep(self, mark: bytes) -> None:
        self._bucket(mark[0] * _BUCKETS + mark[1]).extend(mark)

    def _bucket(self, place: int) -> bytearray:
        return self._buckets.setdefault(place, bytearray())


class _Remembered(dict[str, bytes]):
    """The marks of cells that come again and again."""

    def __init__(self, make: Callable[[str], bytes]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, cell: str) -> bytes:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        made = self[cell] = self._make(cell)
        return made


class _Plain(dict[str, bool]):
    """Whether a word of a name stands for itself, so that a name of two such words needs no closer look."""

    def __missing__(self, word: str) -> bool:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        plain = self[word] = (
            plain_two(f"{word} {_ANY_WORD}") is not None and plain_two(f"{_ANY_WORD} {word}") is not None
        )
        return plain


class PeopleCount:
    """Counts the different names, dates of birth and numbers of a list; holds hashes of them alone."""

    def __init__(self) -> None:
        """Count from nothing."""
        self._hashes = {kind: array("q") for kind in ("people", "staff", "dates", "numbers")}

    def take(self, batch: PeopleBatch) -> None:
        """Take some rows."""
        self._add("people", (cell for cells in batch.people() for cell in filled(cells)))
        for kind, columns in (("staff", batch.staff), ("numbers", batch.numbers)):
            self._add(kind, (cell for cells in batch.rows_of(columns) for cell in filled(cells)))
        births = {cell for cells in batch.rows_of(batch.births) for cell in cells}
        self._add("dates", (day for cell in births for day in readings_of(cell)))

    def total(self) -> int:
        """Return how many there are, each counted once."""
        return sum(_different(hashes) for hashes in self._hashes.values())

    def _add(self, kind: str, values: Iterable[object]) -> None:
        self._hashes[kind].extend(set(map(hash, values)))


def _different(hashes: array[int]) -> int:
    parts = range(1 + len(hashes) // _MOST_REMEMBERED)
    in_part = partial(_part_of, hashes, len(parts))
    return sum(len(set(in_part(part))) for part in parts)


def _part_of(hashes: array[int], parts: int, part: int) -> Iterator[int]:
    return (value for value in hashes if value % parts == part)
