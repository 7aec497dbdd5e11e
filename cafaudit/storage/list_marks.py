"""Marks of a list: the fingerprints of its names, by case until the draw, and as one sorted set.

Before the draw the firewall has to know every name of the list, and nobody knows yet whose names will be
needed. At the draw the marks of the drawn cases stay, as one set tied to no case; all others are erased.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from cafaudit.identifiers.fingerprints import Fingerprint
from cafaudit.identifiers.marks import MARK_BYTES, MARK_KINDS, fingerprints_in, mark_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from cafaudit.storage.statements import Statements

_MARKS_OF_A_PIECE: Final = 200
_INSERT: Final = "INSERT INTO case_marks (number, lines, codes, counts, marks) VALUES (?, ?, ?, ?, ?)"
_KEEP: Final = "INSERT INTO fingerprints (digest, kind) VALUES (?, ?) ON CONFLICT DO NOTHING"


class ListMarks:
    """The marks of the newest list."""

    def __init__(self, statements: Statements) -> None:
        """Work inside the given transaction."""
        self._statements = statements
        self._number = 0

    def begin(self) -> None:
        """Forget the marks of an earlier list."""
        self._statements.run("DELETE FROM case_marks")
        self._statements.run("DELETE FROM list_marks")

    def add_rows(
        self, lines: Sequence[int], codes: Sequence[int], counts: Sequence[int], marks: bytes
    ) -> None:
        """Keep the marks of some rows.

        Args:
            lines: The `line` of the case that each row is of, 0 where no case stands in it.
            codes: For each row the place of its marks, where rows share them; empty where each has its own.
            counts: How many marks there are at each place.
            marks: The marks, place after place.
        """
        self._number += 1
        values = (array("I", numbers).tobytes() for numbers in (lines, codes, counts))
        self._statements.run(_INSERT, (self._number, *values, marks))

    def tie(self, cases: Mapping[int, int]) -> None:
        """Say which case each row is of, once rows were folded into cases.

        Args:
            cases: The line of the row that stands for its case, by the line of a folded row.
        """
        for number, stored in self._statements.rows("SELECT number, lines FROM case_marks"):
            lines = array("I", (cases.get(line, line) for line in array("I", stored)))
            self._statements.run(
                "UPDATE case_marks SET lines = ? WHERE number = ?", (lines.tobytes(), number)
            )

    def add_all(self, marks: Iterable[bytes]) -> None:
        """Keep the set of all marks.

        Args:
            marks: Marks one after the other, sorted, each once, in pieces of any length.
        """
        size = _MARKS_OF_A_PIECE * MARK_BYTES
        pieces = (some[at : at + size] for some in marks for at in range(0, len(some), size))
        self._statements.run_many(
            "INSERT INTO list_marks (first, marks) VALUES (?, ?)",
            ((bytes(piece[:MARK_BYTES]), bytes(piece)) for piece in pieces),
        )

    def has(self, kind: str, digest: bytes) -> bool:
        """Say whether a mark is one of the list's."""
        if kind not in MARK_KINDS:
            return False
        mark = mark_of(Fingerprint(kind, digest))
        row = self._statements.row(
            "SELECT marks FROM list_marks WHERE first <= ? ORDER BY first DESC LIMIT 1", (mark,)
        )
        return row is not None and _is_in(mark, row[0])

    def all(self) -> Iterator[tuple[str, bytes]]:
        """Give every mark of the list as kind and digest."""
        for (marks,) in self._statements.rows("SELECT marks FROM list_marks ORDER BY first"):
            yield from fingerprints_in(marks)

    def are_by_case(self) -> bool:
        """Say whether it is known which case each mark is of: from the import until the draw."""
        return self._statements.row("SELECT 1 FROM case_marks LIMIT 1") is not None

    def keep(self, lines: Container[int]) -> None:
        """Keep the marks of the cases with these lines as fingerprints, and erase all others for good."""
        self._statements.run_many(_KEEP, ((digest, kind) for kind, digest in self._of(lines)))
        self.begin()

    def _of(self, lines: Container[int]) -> Iterator[tuple[str, bytes]]:
        for number, stored in self._statements.rows("SELECT number, lines FROM case_marks"):
            cases = array("I", stored)
            places = [place for place, line in enumerate(cases) if line and line in lines]
            if places:
                yield from self._at(number, places)

    def _at(self, number: int, places: Sequence[int]) -> Iterator[tuple[str, bytes]]:
        row = self._statements.row("SELECT codes, counts, marks FROM case_marks WHERE number = ?", (number,))
        shared, stored, marks = row or (b"", b"", b"")
        codes, counts = array("I", shared), array("I", stored)
        ends = list(accumulate(counts))
        for place in sorted({codes[place] for place in places}) if codes else places:
            yield from fingerprints_in(
                marks[(ends[place] - counts[place]) * MARK_BYTES : ends[place] * MARK_BYTES]
            )


def _is_in(mark: bytes, marks: bytes) -> bool:
    places = range(0, len(marks), MARK_BYTES)
    at = bisect_left(places, mark, key=lambda place: marks[place : place + MARK_BYTES])
    return at < len(places) and marks[places[at] : places[at] + MARK_BYTES] == mark
