"""How the cases of a list are stored: a thousand to a row, so that a million come in and out in seconds.

Each block holds its references, one a line, and beside them its cases column by column
(`cafaudit.storage.case_columns`).
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from cafaudit.progress import NO_PROGRESS, Progress
from cafaudit.storage.case_columns import cases_bytes, cases_in, groups_in, said_bytes, said_in

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from cafaudit.domain.frame import FrameCase
    from cafaudit.storage.statements import Row, Statements

_T = TypeVar("_T")

ROWS_OF_A_BLOCK: Final = 1_000
_BLOCKS_AT_ONCE: Final = 8

_INSERT: Final = "INSERT INTO frame_blocks (frame, first, length, refs, cases) VALUES (?, ?, ?, ?, ?)"


class Block(NamedTuple):
    """Some cases that follow each other: their references, and their columns as they are stored."""

    refs: list[str]
    cases: bytes


def blocks_of(cases: Iterable[FrameCase]) -> Iterator[Block]:
    """Give cases in blocks."""
    every = iter(cases)
    while some := list(islice(every, ROWS_OF_A_BLOCK)):
        yield Block([case.ref for case in some], cases_bytes(some))


class FrameBlocks:
    """The blocks of the stored lists. Positions count from 1 within a list."""

    def __init__(self, statements: Statements) -> None:
        """Work inside the given transaction."""
        self._statements = statements

    def add(self, number: int, blocks: Iterable[Block]) -> None:
        """Store the cases of a list that has none yet.

        Raises:
            ValueError: A block is not full, though another one follows.
        """
        self._statements.run_many(_INSERT, self._rows(number, blocks))

    def drop(self, number: int) -> None:
        """Remove the cases of a list."""
        for table in ("frame_blocks", "frame_counts", "excluded_cases"):
            self._statements.run(f"DELETE FROM {table} WHERE frame = ?", (number,))  # noqa: S608 - our own names

    def length(self, number: int) -> int:
        """Return how many cases a list has, excluded ones among them."""
        row = self._statements.row(
            "SELECT first + length - 1 FROM frame_blocks WHERE frame = ? ORDER BY first DESC LIMIT 1",
            (number,),
        )
        return 0 if row is None else int(row[0])

    def excluded(self, number: int) -> frozenset[int]:
        """Return the positions that rules took out."""
        rows = self._statements.rows("SELECT position FROM excluded_cases WHERE frame = ?", (number,))
        return frozenset(row[0] for row in rows)

    def cases(self, number: int) -> Iterator[FrameCase]:
        """Give every case of a list in the order of its file, without excluded ones."""
        out = self.excluded(number)
        for first, refs, cases in self._blocks(number):
            yield from _kept(first, cases_in(cases, refs.split("\n")), out)

    def every(self, number: int, progress: Progress = NO_PROGRESS) -> Iterator[FrameCase]:
        """Give every case of a list in the order of its file, excluded ones among them.

        `progress` is asked before each block whether to go on.
        """
        for _, refs, cases in self._blocks(number):
            progress.step(0, 0)
            yield from cases_in(cases, refs.split("\n"))

    def page(self, number: int, start: int, length: int) -> list[FrameCase]:
        """Return the cases at some positions."""
        rows = self._statements.rows(
            "SELECT first, refs, cases FROM frame_blocks WHERE frame = ? AND first > ? AND first < ?"
            " ORDER BY first",
            (number, start - ROWS_OF_A_BLOCK, start + length),
        )
        found: list[FrameCase] = []
        for first, refs, cases in rows:
            of_block = cases_in(cases, refs.split("\n"))
            found += of_block[max(0, start - first) : max(0, start + length - first)]
        return found

    def refs(self, number: int) -> Iterator[str]:
        """Give the references of a list in the order of its file, without excluded ones."""
        out = self.excluded(number)
        for first, refs in self._texts(number, "refs"):
            yield from _kept(first, refs.split("\n"), out)

    def listed(self, number: int) -> Iterator[tuple[str, str]]:
        """Give stratum and reference of each case in the order of its file, without excluded ones."""
        out = self.excluded(number)
        for first, refs, cases in self._blocks(number):
            listed = refs.split("\n")
            strata = groups_in(cases).strata(len(listed))
            yield from _kept(first, list(zip(strata, listed, strict=True)), out)

    def chosen(self, number: int, refs: Iterable[str]) -> dict[str, FrameCase]:
        """Return the cases of a list that have these references, by reference."""
        wanted = frozenset(refs)
        found: dict[str, FrameCase] = {}
        for first, listed in self._texts(number, "refs"):
            here = wanted.intersection(listed.split("\n"))
            if here:
                page = self.page(number, first, ROWS_OF_A_BLOCK)
                found |= {case.ref: case for case in page if case.ref in here}
        return found

    def find(self, number: int, text: str, after: int) -> int | None:
        """Return the first position behind one whose reference has a text in it, case aside."""
        wanted = text.casefold()
        for first, refs in self._texts(number, "refs", after):
            if wanted not in refs.casefold():
                continue
            for position, ref in enumerate(refs.split("\n"), start=first):
                if position > after and wanted in ref.casefold():
                    return position
        return None

    def position(self, number: int, ref: str) -> int | None:
        """Return where a reference stands in a list; None where it does not."""
        for first, refs in self._texts(number, "refs"):
            if ref in refs:
                listed = refs.split("\n")
                if ref in listed:
                    return first + listed.index(ref)
        return None

    def restate(
        self, number: int, change: Callable[[dict[str, Any]], None], progress: Progress = NO_PROGRESS
    ) -> None:
        """Let a function change what is said of each case, excluded ones too; references stay.

        It is given the fields that have a value, days as texts such as "2009-08-19". `progress` is asked
        before each block whether to go on.
        """
        for first, refs, cases in self._blocks(number):
            progress.step(0, 0)
            said = said_in(cases, refs.split("\n"))
            for case in said:
                change(case)
            self._statements.run(
                "UPDATE frame_blocks SET cases = ? WHERE frame = ? AND first = ?",
                (said_bytes(said), number, first),
            )
        self.recount(number)

    def recount(self, number: int) -> None:
        """Count the cases of a list by stratum and office anew, without excluded ones."""
        out = self.excluded(number)
        counts: Counter[tuple[str, str]] = Counter()
        for first, refs, cases in self._blocks(number):
            pairs = list(groups_in(cases).pairs(1 + refs.count("\n")))
            counts.update(_kept(first, pairs, out))
        self.set_counts(number, counts)

    def set_counts(self, number: int, counts: Mapping[tuple[str, str], int]) -> None:
        """Keep how many cases a list has by stratum and office, excluded ones aside."""
        self._statements.run("DELETE FROM frame_counts WHERE frame = ?", (number,))
        self._statements.run_many(
            "INSERT INTO frame_counts (frame, stratum, office, cases) VALUES (?, ?, ?, ?)",
            ((number, stratum, office, count) for (stratum, office), count in sorted(counts.items())),
        )

    def _rows(self, number: int, blocks: Iterable[Block]) -> Iterator[tuple[object, ...]]:
        first, full = 1, True
        for refs, cases in blocks:
            if not full:
                message = "a block that is not full must be the last"
                raise ValueError(message)
            full = len(refs) == ROWS_OF_A_BLOCK
            yield number, first, len(refs), "\n".join(refs), cases
            first += len(refs)

    def _texts(self, number: int, column: str, after: int = 0) -> Iterator[tuple[int, str]]:
        """Give a text of each block with the position of its first case, from the block of a position on."""
        return ((first, text) for first, text in self._some(number, column, after))

    def _blocks(self, number: int) -> Iterator[tuple[int, str, bytes]]:
        return ((first, refs, cases) for first, refs, cases in self._some(number, "refs, cases", 0))

    def _some(self, number: int, columns: str, after: int) -> Iterator[Row]:
        """Give columns of the blocks, asking for a few at a time, as each answer is read whole."""
        at = after - ROWS_OF_A_BLOCK
        question = (
            f"SELECT first, {columns} FROM frame_blocks"  # noqa: S608 - our own names
            f" WHERE frame = ? AND first > ? ORDER BY first LIMIT {_BLOCKS_AT_ONCE}"
        )
        while rows := self._statements.rows(question, (number, at)):
            yield from rows
            at = rows[-1][0]


def _kept(first: int, items: Sequence[_T], out: Container[int]) -> Iterable[_T]:
    """Return what stands at positions that are not out."""
    if not out:
        return items
    return [item for position, item in enumerate(items, start=first) if position not in out]
