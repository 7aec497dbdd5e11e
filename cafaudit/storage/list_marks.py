"""Marks of a list: the fingerprints of its names, by case until the draw, and all of them together.

Most values of a column come again: their marks are stored once, and for each row the numbers of its values.

Before the draw the firewall has to know every name of the list, and nobody knows yet whose names will be
needed. At the draw the marks of the drawn cases stay, as one set tied to no case; all others are erased.
"""

from __future__ import annotations

from array import array
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from cafaudit.identifiers.fingerprints import DIGEST_BYTES, Fingerprint
from cafaudit.identifiers.marks import MARK_BYTES, MARK_KINDS, fingerprints_in, mark_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from cafaudit.storage.statements import Statements

_INSERT: Final = "INSERT INTO case_marks (number, lines, codes, counts, marks) VALUES (?, ?, ?, ?, ?)"
_INSERT_SHARED: Final = "INSERT INTO shared_marks (list_column, first, counts, marks) VALUES (?, ?, ?, ?)"
_INSERT_CODED: Final = "INSERT INTO coded_marks (number, lines, columns, codes, pairs) VALUES (?, ?, ?, ?, ?)"
_PAIR: Final = "pair"
_NO_PAIR: Final = bytes(DIGEST_BYTES)
_BY_CASE: Final = ("case_marks", "coded_marks")
_KEEP: Final = "INSERT INTO fingerprints (digest, kind) VALUES (?, ?) ON CONFLICT DO NOTHING"


class ListMarks:
    """The marks of the newest list."""

    def __init__(self, statements: Statements) -> None:
        """Work inside the given transaction."""
        self._statements = statements
        self._number = 0

    def begin(self) -> None:
        """Forget the marks of an earlier list."""
        for table in (*_BY_CASE, "shared_marks", "list_marks"):
            self._statements.run(f"DELETE FROM {table}")  # noqa: S608 - our own names

    def add_rows(
        self, lines: Sequence[int], codes: Sequence[int], counts: Sequence[int], marks: bytes
    ) -> None:
        """Keep the marks of some rows that have their own.

        Args:
            lines: The `line` of the case that each row is of, 0 where no case stands in it.
            codes: For each row the place of its marks, where rows share them; empty where each has its own.
            counts: How many marks there are at each place.
            marks: The marks, place after place.
        """
        self._number += 1
        values = (array("I", numbers).tobytes() for numbers in (lines, codes, counts))
        self._statements.run(_INSERT, (self._number, *values, marks))

    def add_shared(self, column: int, first: int, counts: Sequence[int], marks: bytes) -> None:
        """Keep the marks of values that rows share.

        Args:
            column: The column that they are of, in a numbering of the caller's.
            first: The number of the first value.
            counts: How many marks each value has.
            marks: The marks, value after value.
        """
        self._statements.run(_INSERT_SHARED, (column, first, array("I", counts).tobytes(), marks))

    def add_coded(
        self, lines: Sequence[int], columns: Sequence[tuple[int, Sequence[int]]], pairs: bytes
    ) -> None:
        """Keep which of the shared values some rows have.

        Args:
            lines: The `line` of the case that each row is of, 0 where no case stands in it.
            columns: Columns, and for each row the number of its value.
            pairs: For each row the digest of the two words of its name, zeros alone where there is none;
                empty where no row has any.
        """
        self._number += 1
        wide = "H" if all(_is_narrow(numbers) for _, numbers in columns) else "I"
        codes = b"".join(_bytes_of(numbers, wide) for _, numbers in columns)
        said = array("I", [column for column, _ in columns]).tobytes()
        values = (array("I", lines).tobytes(), said, codes, pairs)
        self._statements.run(_INSERT_CODED, (self._number, *values))

    def tie(self, cases: Mapping[int, int]) -> None:
        """Say which case each row is of, once rows were folded into cases.

        Args:
            cases: The line of the row that stands for its case, by the line of a folded row.
        """
        for table in _BY_CASE:
            question = f"SELECT number, lines FROM {table}"  # noqa: S608 - our own names
            for number, stored in self._statements.rows(question):
                lines = array("I", (cases.get(line, line) for line in array("I", stored)))
                self._statements.run(
                    f"UPDATE {table} SET lines = ? WHERE number = ?",  # noqa: S608 - our own names
                    (lines.tobytes(), number),
                )

    def add_all(self, pieces: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep marks of the list in one more run; what is asked for is looked for in each.

        Args:
            pieces: What marks begin with, in ascending order, and with each all marks that do.
        """
        run = self._runs()
        self._statements.run_many(
            "INSERT INTO list_marks (run, first, marks) VALUES (?, ?, ?)",
            ((run, first, marks) for first, marks in pieces),
        )

    def has(self, kind: str, digest: bytes) -> bool:
        """Say whether a mark is one of the list's."""
        if kind not in MARK_KINDS:
            return False
        mark = mark_of(Fingerprint(kind, digest))
        question = "SELECT marks FROM list_marks WHERE run = ? AND first <= ? ORDER BY first DESC LIMIT 1"
        rows = (self._statements.row(question, (run, mark)) for run in range(self._runs()))
        return any(row is not None and _is_in(mark, row[0]) for row in rows)

    def all(self) -> Iterator[tuple[str, bytes]]:
        """Give every mark of the list as kind and digest, some more than once."""
        for (marks,) in self._statements.rows("SELECT marks FROM list_marks ORDER BY run, first"):
            yield from fingerprints_in(marks)

    def _runs(self) -> int:
        row = self._statements.row("SELECT max(run) FROM list_marks")
        return 0 if row is None or row[0] is None else int(row[0]) + 1

    def are_by_case(self) -> bool:
        """Say whether it is known which case each mark is of: from the import until the draw."""
        return any(self._statements.row(f"SELECT 1 FROM {table} LIMIT 1") for table in _BY_CASE)  # noqa: S608

    def keep(self, lines: Container[int]) -> None:
        """Keep the marks of the cases with these lines as fingerprints, and erase all others for good."""
        self._statements.run_many(_KEEP, ((digest, kind) for kind, digest in self._of(lines)))
        self.begin()

    def _of(self, lines: Container[int]) -> Iterator[tuple[str, bytes]]:
        for number, places in self._places("case_marks", lines):
            yield from self._at(number, places)
        shared: set[tuple[int, int]] = set()
        for number, places in self._places("coded_marks", lines):
            yield from self._coded_at(number, places, shared)
        for column, code in sorted(shared):
            yield from self._shared(column, code)

    def _places(self, table: str, lines: Container[int]) -> Iterator[tuple[int, list[int]]]:
        """Give the stored rows with rows of some cases, and which of theirs these are."""
        for number, stored in self._statements.rows(f"SELECT number, lines FROM {table}"):  # noqa: S608 - our own
            places = [place for place, line in enumerate(array("I", stored)) if line and line in lines]
            if places:
                yield number, places

    def _coded_at(
        self, number: int, places: Sequence[int], shared: set[tuple[int, int]]
    ) -> Iterator[Fingerprint]:
        """Give the pairs of some rows, and note which values they have of which columns."""
        row = self._statements.row(
            "SELECT length(lines) / 4, columns, codes, pairs FROM coded_marks WHERE number = ?", (number,)
        )
        rows, said, stored, pairs = row or (0, b"", b"", b"")
        columns = array("I", said)
        codes = array("H" if len(stored) == 2 * rows * len(columns) else "I", stored)
        for place in places:
            shared.update((column, codes[at * rows + place]) for at, column in enumerate(columns))
            pair = pairs[place * DIGEST_BYTES : (place + 1) * DIGEST_BYTES]
            if pair and pair != _NO_PAIR:
                yield Fingerprint(_PAIR, pair)

    def _shared(self, column: int, code: int) -> Iterator[Fingerprint]:
        row = self._statements.row(
            "SELECT first, counts, marks FROM shared_marks WHERE list_column = ? AND first <= ?"
            " ORDER BY first DESC LIMIT 1",
            (column, code),
        )
        first, stored, marks = row or (code, bytes(4), b"")
        counts = array("I", stored)
        start = sum(counts[: code - first])
        yield from fingerprints_in(marks[start * MARK_BYTES : (start + counts[code - first]) * MARK_BYTES])

    def _at(self, number: int, places: Sequence[int]) -> Iterator[tuple[str, bytes]]:
        row = self._statements.row("SELECT codes, counts, marks FROM case_marks WHERE number = ?", (number,))
        shared, stored, marks = row or (b"", b"", b"")
        codes, counts = array("I", shared), array("I", stored)
        ends = list(accumulate(counts))
        for place in sorted({codes[place] for place in places}) if codes else places:
            yield from fingerprints_in(
                marks[(ends[place] - counts[place]) * MARK_BYTES : ends[place] * MARK_BYTES]
            )


def _is_narrow(numbers: Sequence[int]) -> bool:
    """Say whether numbers are known to need two bytes at most."""
    return isinstance(numbers, bytes) or (isinstance(numbers, array) and numbers.typecode in "BH")


def _bytes_of(numbers: Sequence[int], typecode: str) -> bytes:
    if isinstance(numbers, array) and numbers.typecode == typecode:
        return numbers.tobytes()
    return array(typecode, list(numbers)).tobytes()


def _is_in(mark: bytes, marks: bytes) -> bool:
    at = marks.find(mark)
    while at > 0 and at % MARK_BYTES:
        at = marks.find(mark, at + 1)
    return at >= 0
