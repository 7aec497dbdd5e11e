"""The stored list of cases and the fingerprints of identifiers: beside the journal, never in it."""

from __future__ import annotations

import json
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from cafaudit.domain.frame import Frame
from cafaudit.progress import NO_PROGRESS, Progress
from cafaudit.sampling.frame_list import hash_of_pairs
from cafaudit.storage.frame_blocks import FrameBlocks, blocks_of
from cafaudit.storage.list_marks import ListMarks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cafaudit.domain.frame import FrameCase
    from cafaudit.storage.frame_blocks import Block
    from cafaudit.storage.statements import Statements


class FrameTables:
    """The stored lists, numbered from 1.

    The list in use is the one that was fixed, else the newest. What rules took out of a list stays in it,
    marked: pages show it, `cases`, `refs` and `strata` leave it out.
    """

    def __init__(self, statements: Statements) -> None:
        """Work inside the given transaction."""
        self._statements = statements
        self._blocks = FrameBlocks(statements)
        self.marks = ListMarks(statements)

    def newest(self) -> int | None:
        """Return the number of the newest list, None when none was imported."""
        row = self._statements.row("SELECT max(number) FROM frames")
        return None if row is None or row[0] is None else int(row[0])

    def in_use(self) -> int | None:
        """Return the number of the list that is or will be drawn from, None when none was imported."""
        row = self._statements.row("SELECT max(number) FROM frames WHERE fixed = 1")
        return self.newest() if row is None or row[0] is None else int(row[0])

    def fix(self, number: int | None) -> None:
        """Hold a list in use whatever is imported after it; None lets the newest one be it again."""
        self._statements.run("UPDATE frames SET fixed = (number IS ?)", (number,))

    def change_facts(self, number: int, facts: dict[str, object]) -> None:
        """Replace what is known of a list."""
        self._statements.run(
            "UPDATE frames SET facts = ? WHERE number = ?",
            (json.dumps(facts, ensure_ascii=False, sort_keys=True), number),
        )

    def facts(self, number: int) -> dict[str, object]:
        """Return what is known of a list: source, mapping, counts; LookupError where there is none."""
        row = self._statements.row("SELECT facts FROM frames WHERE number = ?", (number,))
        if row is None:
            message = f"no list has the number {number}"
            raise LookupError(message)
        found: dict[str, object] = json.loads(row[0])
        return found

    def add(self, frame: Frame, list_hash: str, facts: dict[str, object]) -> int:
        """Store a list beside the earlier ones; returns its number.

        Raises:
            ValueError: a reference stands in it more than once.
        """
        if len(set(frame.refs)) < len(frame.cases):
            message = "a reference stands in a list once"
            raise ValueError(message)
        counts = Counter((case.stratum, case.office) for case in frame.cases)
        return self.add_blocks(blocks_of(frame.cases), counts, list_hash, facts)

    def add_blocks(
        self,
        blocks: Iterable[Block],
        counts: Mapping[tuple[str, str], int],
        list_hash: str,
        facts: dict[str, object],
    ) -> int:
        """Store a list that comes in blocks beside the earlier ones; returns its number.

        Args:
            blocks: Its cases, in which no reference stands twice.
            counts: How many cases it has by stratum and office.
            list_hash: The hash of the list.
            facts: What is known of it.
        """
        number = (self.newest() or 0) + 1
        self._blocks.add(number, blocks)
        self._blocks.set_counts(number, counts)
        self._statements.run(
            "INSERT INTO frames (number, hash, fixed, facts) VALUES (?, ?, 0, ?)",
            (number, list_hash, json.dumps(facts, ensure_ascii=False, sort_keys=True)),
        )
        return number

    def drop(self, number: int) -> None:
        """Remove a list that nothing was drawn from."""
        self._blocks.drop(number)
        self._statements.run("DELETE FROM frames WHERE number = ?", (number,))

    def cases(self, number: int) -> Frame:
        """Return a list in the order of its file, without excluded cases."""
        return Frame(tuple(self._blocks.cases(number)))

    def stream(self, number: int) -> Iterator[FrameCase]:
        """Give the cases of a list one by one in the order of its file, without excluded cases."""
        return self._blocks.cases(number)

    def every(self, number: int, progress: Progress = NO_PROGRESS) -> Iterator[FrameCase]:
        """Give the cases of a list one by one in the order of its file, excluded cases among them.

        `progress` is asked now and then whether to go on.
        """
        return self._blocks.every(number, progress)

    def refs(self, number: int) -> list[str]:
        """Return the case references of a list in the order of its file, without excluded cases."""
        return list(self._blocks.refs(number))

    def listed(self, number: int) -> Iterator[tuple[str, str]]:
        """Give stratum and reference of each case in the order of its file, without excluded cases."""
        return self._blocks.listed(number)

    def list_hash(self, number: int) -> str:
        """Return the hash of a list without excluded cases, as `cafaudit.sampling.frame_hash` gives it."""
        return hash_of_pairs(self._blocks.listed(number))

    def chosen(self, number: int, refs: Iterable[str]) -> dict[str, FrameCase]:
        """Return the cases of a list that have these references, by reference."""
        return self._blocks.chosen(number, refs)

    def strata(self, number: int) -> dict[str, int]:
        """Return how many cases each stratum of a list holds, by name, excluded cases aside."""
        return self._counts(number, "stratum")

    def offices(self, number: int) -> dict[str, int]:
        """Return how many cases each office of a list holds, by name, "" for none, excluded cases aside."""
        return self._counts(number, "office")

    def count(self, number: int) -> int:
        """Return how many cases a list has, excluded cases aside."""
        row = self._statements.row("SELECT sum(cases) FROM frame_counts WHERE frame = ?", (number,))
        return 0 if row is None or row[0] is None else int(row[0])

    def page(self, number: int, start: int, length: int) -> list[FrameCase]:
        """Return some cases of a list by their positions, the first one being 1."""
        return self._blocks.page(number, start, length)

    def length(self, number: int) -> int:
        """Return how many cases a list has, excluded ones among them; no row is counted."""
        return self._blocks.length(number)

    def find(self, number: int, text: str, after: int = 0) -> int | None:
        """Return the first position after one whose reference has that text in it, None for none.

        Letters are compared without case. A reference that is the text itself comes first when `after` is 0.
        """
        exact = None if after else self._blocks.position(number, text)
        return self._blocks.find(number, text, after) if exact is None else exact

    def keep_fingerprints_of(self, refs: Iterable[str]) -> None:
        """Keep the fingerprints of these cases' people and erase those of all others; done at the draw.

        Fingerprints that were kept by an earlier draw stay. Where it is not known which case a mark is of,
        as in lists from before that was noted, every one stays.
        """
        number = self.in_use()
        if number is None or not self.marks.are_by_case():
            return
        self.marks.keep({case.line for case in self._blocks.chosen(number, refs).values()})

    def replace_fingerprints(self, fingerprints: Iterable[tuple[str, bytes]]) -> None:
        """Store fingerprints (kind, digest) tied to no case, dropping all that are there."""
        self.marks.begin()
        self._statements.run("DELETE FROM fingerprints")
        self._statements.run_many(
            "INSERT INTO fingerprints (digest, kind) VALUES (?, ?) ON CONFLICT DO NOTHING",
            ((digest, kind) for kind, digest in fingerprints),
        )

    def fingerprints(self) -> frozenset[tuple[str, bytes]]:
        """Return every stored fingerprint as kind and digest: all of the list, or those that a draw kept."""
        rows = self._statements.rows("SELECT kind, digest FROM fingerprints")
        return frozenset(chain(((str(kind), bytes(digest)) for kind, digest in rows), self.marks.all()))

    def has_fingerprint(self, kind: str, digest: bytes) -> bool:
        """Say whether that fingerprint is stored."""
        row = self._statements.row("SELECT 1 FROM fingerprints WHERE digest = ? AND kind = ?", (digest, kind))
        return row is not None or self.marks.has(kind, digest)

    def _counts(self, number: int, column: str) -> dict[str, int]:
        rows = self._statements.rows(
            f"SELECT {column}, sum(cases) FROM frame_counts"  # noqa: S608 - our own words alone
            f" WHERE frame = ? GROUP BY {column} ORDER BY {column}",
            (number,),
        )
        return {str(name): int(count) for name, count in rows}
