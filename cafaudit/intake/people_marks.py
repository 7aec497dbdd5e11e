"""From the people of a list to their marks: by row until the draw, and as one sorted set."""

from __future__ import annotations

from array import array
from collections import defaultdict
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from cafaudit.identifiers import Fingerprinter, Identifiers
from cafaudit.identifiers.fingerprints import DIGEST_BYTES
from cafaudit.identifiers.marks import MARK_BYTES, MARK_KINDS, mark_of
from cafaudit.intake.answers import Coded, cells_of, codes_in
from cafaudit.intake.column_dates import readings_of
from cafaudit.intake.name_words import NameSplitter
from cafaudit.intake.people import filled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cafaudit.intake.answers import NameWords
    from cafaudit.intake.people import PeopleBatch

_MOST_REMEMBERED: Final = 100_000
_PAIRS_OF_A_RUN: Final = 1 << 16
_FIRST_BYTES: Final = 2
"""Of a mark: its kind and the first byte of its digest; there are some hundred of them."""

_PAIR: Final = bytes([MARK_KINDS.index("pair")])
_NO_PAIR: Final = bytes(DIGEST_BYTES)
_WORDS: Final = 0
"""The set of the words of names; sets of other columns are numbered from 1."""

Made = TypeVar("Made")


class MarkStore(Protocol):
    """Takes marks of a list as they are made: those of its rows, and all of them in runs."""

    def add_all(self, pieces: Iterable[tuple[bytes, bytes]]) -> None:
        """Take a run: for what marks begin with, in ascending order, all marks that do."""

    def add_rows(
        self, lines: Sequence[int], codes: Sequence[int], counts: Sequence[int], marks: bytes
    ) -> None:
        """Take marks of rows that have their own.

        Args:
            lines: The lines of the rows.
            codes: For each the place of its marks, where they share them.
            counts: How many marks there are at each place.
            marks: The marks.
        """

    def add_shared(self, column: int, first: int, counts: Sequence[int], marks: bytes) -> None:
        """Take marks of values of a column, numbered from `first`; `counts` says how many each has."""

    def add_coded(
        self, lines: Sequence[int], columns: Sequence[tuple[int, Sequence[int]]], pairs: bytes
    ) -> None:
        """Take which values rows have.

        Args:
            lines: The lines of the rows.
            columns: Columns, and for each row the number of its value.
            pairs: For each row the digest of its name, nothing but zeros for none; empty without names.
        """


class MarkMaker:
    """Makes marks of what rows say about people and hands them on; holds some thousand of them, no name."""

    takes_words = True

    def __init__(self, key: bytes, store: MarkStore) -> None:
        """Make marks with a visit's key.

        Args:
            key: The key.
            store: Takes the marks of some rows.
        """
        self._prints = Fingerprinter(key)
        self._store = store
        self._run: list[bytes] = []
        self._pairs: list[list[bytes]] = [[] for _ in range(1 << 8)]
        self._pairs_of_run = 0
        self._forms = [b""]
        self._begun = [b" "]
        self._words = 0
        self._shared: list[_Shared] = []
        self._splitter = NameSplitter()
        self._cells = _Remembered(lambda cell: self._marks_of(Identifiers(people=filled((cell,)))))
        self._staff = _Remembered(lambda cell: self._marks_of(Identifiers(staff=filled((cell,)))))
        self._births = _Remembered(lambda cell: self._marks_of(Identifiers(dates=readings_of(cell))))
        self._numbers = _Remembered(lambda cell: self._marks_of(Identifiers(numbers=filled((cell,)))))

    def take(self, batch: PeopleBatch) -> None:
        """Take some rows."""
        if not len(batch.lines):
            return
        words = batch.words
        if words is None and len(batch.names) == 1 and not batch.given:
            words = self._splitter.split(cells_of(batch.names[0]))
        elif batch.given or batch.names:
            self._hand_on(
                batch.lines, (), [b"".join(map(self._cells.__getitem__, row)) for row in batch.people()]
            )
        coded: list[tuple[int, Sequence[int]]] = []
        pairs = b"" if words is None else self._take_words(words, batch.lines, coded)
        for columns, known in (
            (batch.staff, self._staff),
            (batch.births, self._births),
            (batch.numbers, self._numbers),
        ):
            for column in columns:
                if isinstance(column, Coded):
                    coded.append((self._set_of(column, known), column.codes))
                else:
                    values, codes = _different_in(column)
                    self._hand_on(batch.lines, codes, list(map(known.__getitem__, values)))
        if coded:
            self._store.add_coded(batch.lines, coded, pairs)
        if self._pairs_of_run + len(self._run) >= _PAIRS_OF_A_RUN:
            self.finish()

    def finish(self) -> None:
        """Hand on what is left."""
        pieces: defaultdict[bytes, list[bytes]] = defaultdict(list)
        for mark in self._run:
            pieces[mark[:_FIRST_BYTES]].append(mark)
        for first, digests in enumerate(self._pairs):
            if digests:
                pieces[_PAIR + bytes([first])] += (_PAIR + one for one in digests if one is not _NO_PAIR)
                digests.clear()
        if any(pieces.values()):
            self._store.add_all((first, b"".join(pieces[first])) for first in sorted(pieces) if pieces[first])
        self._run.clear()
        self._pairs_of_run = 0

    def _take_words(
        self, words: NameWords, lines: Sequence[int], coded: list[tuple[int, Sequence[int]]]
    ) -> bytes:
        """Take names of two words each, and look closely at the others; returns the digests of the pairs."""
        marks = [mark_of(self._prints.word(form)) for form in words.words]
        self._run += marks
        self._forms += map(str.encode, words.words)
        self._begun += (form + b" " for form in self._forms[len(self._begun) :])
        if marks or not self._words:
            none = [] if self._words else [0]  # the number of no word
            self._store.add_shared(_WORDS, self._words, [*none, *(1,) * len(marks)], b"".join(marks))
            self._words += len(none) + len(marks)
        first, second = codes_in(words.first, words.width), codes_in(words.second, words.width)
        coded += ((_WORDS, first), (_WORDS, second))
        digests = self._prints.pairs_of(self._forms_of(first, second))
        for row in words.others:
            digests[row] = _NO_PAIR
        pairs = self._pairs
        for digest in digests:
            pairs[digest[0]].append(digest)
        self._pairs_of_run += len(digests)
        if words.others:
            others = [self._cells[cell] for cell in words.others.values()]
            self._hand_on([lines[row] for row in words.others], (), others)
        return b"".join(digests)

    def _forms_of(self, first: Sequence[int], second: Sequence[int]) -> list[bytes]:
        """Return for each row what `cafaudit.identifiers.words.pair_form` makes of its two words."""
        form, begun = self._forms.__getitem__, self._begun.__getitem__
        ones = zip(map(form, first), map(begun, first), strict=True)
        twos = zip(map(form, second), map(begun, second), strict=True)
        return [
            one_and + two if one <= two else two_and + one
            for (one, one_and), (two, two_and) in zip(ones, twos, strict=True)
        ]

    def _set_of(self, column: Coded, known: _Remembered[bytes]) -> int:
        """Return the number of a column's set of marks, once it has those of all its values."""
        number = next((at for at, one in enumerate(self._shared) if one.values is column.values), None)
        if number is None:
            number = len(self._shared)
            self._shared.append(_Shared(column.values))
        shared = self._shared[number]
        new = list(map(known.__getitem__, islice(column.values, shared.marked, None)))
        if new:
            counts = [len(marks) // MARK_BYTES for marks in new]
            self._store.add_shared(number + 1, shared.marked, counts, b"".join(new))
            shared.marked += len(new)
        return number + 1

    def _hand_on(self, lines: Sequence[int], codes: Sequence[int], places: Sequence[bytes]) -> None:
        self._store.add_rows(lines, codes, [len(marks) // MARK_BYTES for marks in places], b"".join(places))

    def _marks_of(self, identifiers: Identifiers) -> bytes:
        marks = sorted(map(mark_of, self._prints.fingerprints(identifiers)))
        self._run += marks
        return b"".join(marks)


class _Shared:
    """The values of a column, and how many of them have their marks."""

    def __init__(self, values: Sequence[str]) -> None:
        self.values = values
        self.marked = 0


def _different_in(column: Sequence[str]) -> tuple[Sequence[str], Sequence[int]]:
    """Return the different cells of a column, and for each row the place of its own."""
    places = {cell: place for place, cell in enumerate(dict.fromkeys(column))}
    return list(places), list(map(places.__getitem__, column))


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

    takes_words = False

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
