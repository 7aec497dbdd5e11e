"""From the people of a list to their marks: by row until the draw, and as one sorted set."""

from __future__ import annotations

import re
import struct
from array import array
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain, compress, repeat
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from cafaudit.identifiers import Fingerprinter, Identifiers
from cafaudit.identifiers.fingerprints import DIGEST_BYTES
from cafaudit.identifiers.marks import MARK_BYTES, MARK_KINDS, mark_of
from cafaudit.identifiers.words import plain_two
from cafaudit.intake.answers import Coded, cells_of
from cafaudit.intake.column_dates import readings_of
from cafaudit.intake.people import filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cafaudit.intake.answers import Column
    from cafaudit.intake.people import PeopleBatch

_MOST_REMEMBERED: Final = 100_000
_BUCKETS: Final = 256
_PAIR: Final = bytes([MARK_KINDS.index("pair")])
_TWO_OR_OTHER: Final = re.compile(r"^(?:([A-Za-z]+),? ([A-Za-z]+)|(.*))$", re.MULTILINE)
_ANY_WORD: Final = "zq"
_MARKS_OF_TWO: Final = 3

Store = Callable[[Sequence[int], Sequence[int], Sequence[int], bytes], None]
"""Takes some rows: their lines; for each the place of its marks, where they share them; how many marks there
are at each place; and the marks."""


Made = TypeVar("Made")


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
        self._forms: dict[str, _Word] = {}
        self._words = _Remembered(self._word)
        self._cells = _Remembered(lambda cell: self._marks_of(Identifiers(people=filled((cell,)))))
        self._staff = _Remembered(lambda cell: self._marks_of(Identifiers(staff=filled((cell,)))))
        self._births = _Remembered(lambda cell: self._marks_of(Identifiers(dates=readings_of(cell))))
        self._numbers = _Remembered(lambda cell: self._marks_of(Identifiers(numbers=filled((cell,)))))

    def take(self, batch: PeopleBatch) -> None:
        """Take some rows; names, staff, dates and numbers are handed on one after the other."""
        if len(batch.names) == 1 and not batch.given:
            counts, marks = self._of_names(cells_of(batch.names[0]))
            self._store(batch.lines, (), counts, b"".join(marks))
        elif batch.given or batch.names:
            self._hand_on(
                batch.lines, (), [b"".join(map(self._cells.__getitem__, row)) for row in batch.people()]
            )
        for columns, known in (
            (batch.staff, self._staff),
            (batch.births, self._births),
            (batch.numbers, self._numbers),
        ):
            for column in columns:
                values, codes = _shared(column)
                self._hand_on(batch.lines, codes, list(map(known.__getitem__, values)))

    def all(self) -> Iterator[bytes]:
        """Give the set of all marks, sorted, in pieces."""
        for place, bucket in enumerate(self._pairs):
            if not bucket:
                continue
            digests = struct.unpack(f"{DIGEST_BYTES}s" * (len(bucket) // DIGEST_BYTES), bucket)
            bucket.clear()
            self._bucket(_PAIR[0] * _BUCKETS + place).extend(_PAIR + _PAIR.join(digests))
        for start in sorted(self._buckets):
            bucket = self._buckets.pop(start)
            marks = struct.unpack(f"{MARK_BYTES}s" * (len(bucket) // MARK_BYTES), bucket)
            yield b"".join(sorted(set(marks)))

    def _hand_on(self, lines: Sequence[int], codes: Sequence[int], places: Sequence[bytes]) -> None:
        self._store(lines, codes, [len(marks) // MARK_BYTES for marks in places], b"".join(places))

    def _of_names(self, cells: Sequence[str]) -> tuple[Sequence[int], Iterable[bytes]]:
        """Return how many marks each cell of names has, and all of them.

        Nearly all names of a list are two words and nothing else; the others are looked at closely.
        """
        found = _TWO_OR_OTHER.findall("\n".join(cells))
        if len(found) != len(cells) or not found:
            closely = [self._cells[cell] for cell in cells]
            return [len(marks) // MARK_BYTES for marks in closely], closely
        ones, twos, others = zip(*found, strict=True)
        words = self._words
        first, second = list(map(words.__getitem__, ones)), list(map(words.__getitem__, twos))
        closer = [
            row
            for row, (one, two) in enumerate(zip(first, second, strict=True))
            if one is two or one is _NO_WORD or two is _NO_WORD
        ]
        closer += compress(range(len(cells)), others)
        for row in closer:
            first[row] = second[row] = _NO_WORD
        marks = self._of_pairs(first, second)
        counts = array("I", (_MARKS_OF_TWO,)) * len(cells)
        if closer:
            parts = [b"".join(marks[at : at + 4]) for at in range(0, len(marks), 4)]
            for row in closer:
                parts[row] = self._cells[cells[row]]
                counts[row] = len(parts[row]) // MARK_BYTES
            marks = parts
        return counts, marks

    def _of_pairs(self, first: Sequence[_Word], second: Sequence[_Word]) -> list[bytes]:
        """Return the marks of names of two words: of the first, of the second, and of both together."""
        forms = [
            f"{one.form} {two.form}" if one.form <= two.form else f"{two.form} {one.form}"
            for one, two in zip(first, second, strict=True)
        ]
        digests = self._prints.pairs_of("\n".join(forms).encode().split(b"\n"))
        buckets = self._pairs
        for form, digest in zip(forms, digests, strict=True):
            if form != _NO_PAIR:
                buckets[digest[0]] += digest
        ones, twos = [word.mark for word in first], [word.mark for word in second]
        return list(chain.from_iterable(zip(ones, twos, repeat(_PAIR), digests, strict=False)))

    def _word(self, word: str) -> _Word:
        """Return a word that stands for itself in a name of two, `_NO_WORD` for one that may not."""
        if plain_two(f"{word} {_ANY_WORD}") is None or plain_two(f"{_ANY_WORD} {word}") is None:
            return _NO_WORD
        form = word.lower()
        known = self._forms.get(form)
        if known is None:
            mark = mark_of(self._prints.word(form))
            self._keep(mark)
            known = self._forms[form] = _Word(mark, form)
        return known

    def _marks_of(self, identifiers: Identifiers) -> bytes:
        marks = sorted(map(mark_of, self._prints.fingerprints(identifiers)))
        for mark in marks:
            self._keep(mark)
        return b"".join(marks)

    def _keep(self, mark: bytes) -> None:
        self._bucket(mark[0] * _BUCKETS + mark[1]).extend(mark)

    def _bucket(self, place: int) -> bytearray:
        return self._buckets.setdefault(place, bytearray())


def _shared(column: Column) -> tuple[Sequence[str], Sequence[int]]:
    """Return the different cells of a column, and for each row the place of its own."""
    if isinstance(column, Coded):
        return column.values, list(column.codes)
    places = {cell: place for place, cell in enumerate(dict.fromkeys(column))}
    return list(places), list(map(places.__getitem__, column))


class _Word(NamedTuple):
    """A word of a name: its mark, and the form in which it stands in a pair."""

    mark: bytes
    form: str


_NO_WORD: Final = _Word(b"", "")
_NO_PAIR: Final = " "


class _Remembered(dict[str, Made]):
    """What is made of cells that come again and again."""

    def __init__(self, make: Callable[[str], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, cell: str) -> Made:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        made = self[cell] = self._make(cell)
        return made


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
