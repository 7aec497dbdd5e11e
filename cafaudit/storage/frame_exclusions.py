"""Marks of the cases that rules took out of a list; the cases themselves stay where they are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from cafaudit.progress import NO_PROGRESS, Progress
from cafaudit.sampling.exclusions import Sieve
from cafaudit.storage.frame_blocks import ROWS_OF_A_BLOCK, FrameBlocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.domain.frame import FrameCase
    from cafaudit.sampling.exclusions import ExclusionRule
    from cafaudit.storage.statements import Statements

_MARKS_AT_ONCE: Final = 20_000
_MARK: Final = "INSERT INTO excluded_cases (frame, position, rule) VALUES (?, ?, ?)"


class FrameExclusions:
    """Which cases of the stored lists are excluded, and by which rule, counted from 1."""

    def __init__(self, statements: Statements) -> None:
        """Work inside the given transaction."""
        self._statements = statements
        self._blocks = FrameBlocks(statements)

    def replace(
        self, number: int, rules: Sequence[ExclusionRule], progress: Progress = NO_PROGRESS
    ) -> dict[int, int]:
        """Mark the cases of a list that these rules take out, and no others.

        `progress` is asked now and then whether to go on.

        Returns:
            How many cases each rule took out that no earlier one did; rules that took none out are not in it.
        """
        sieve = Sieve(rules)
        marks: list[tuple[int, int, int]] = []
        left: Counter[tuple[str, str]] = Counter()
        for position, case in enumerate(self._blocks.every(number, progress), start=1):
            rule = sieve.rule_of(case)
            if rule:
                marks.append((number, position, rule))
            else:
                left[case.stratum, case.office] += 1
        self._statements.run("DELETE FROM excluded_cases WHERE frame = ?", (number,))
        for at in range(0, len(marks), _MARKS_AT_ONCE):
            progress.step(0, 0)
            self._statements.run_many(_MARK, marks[at : at + _MARKS_AT_ONCE])
        self._blocks.set_counts(number, left)
        return self.counts(number)

    def counts(self, number: int) -> dict[int, int]:
        """Return how many cases each rule took out; rules that took none out are not in it."""
        rows = self._statements.rows(
            "SELECT rule, count(*) FROM excluded_cases WHERE frame = ? GROUP BY rule ORDER BY rule", (number,)
        )
        return {int(rule): int(count) for rule, count in rows}

    def cases(
        self, number: int, *, rule: int = 0, start: int = 0, length: int = -1
    ) -> list[tuple[FrameCase, int]]:
        """Return excluded cases with their rule, by rule and then in the order of the file.

        Args:
            number: The list.
            rule: The rule that took them out, 0 for any.
            start: How many to leave out at the beginning.
            length: How many at most, -1 for all.
        """
        rows = self._statements.rows(
            "SELECT position, rule FROM excluded_cases WHERE frame = ? AND (? = 0 OR rule = ?)"
            " ORDER BY rule, position LIMIT ? OFFSET ?",
            (number, rule, rule, length, start),
        )
        found: list[tuple[FrameCase, int]] = []
        page: list[FrameCase] = []
        first = 0
        for position, by in rows:
            if not first <= position < first + len(page):
                first = (position - 1) // ROWS_OF_A_BLOCK * ROWS_OF_A_BLOCK + 1
                page = self._blocks.page(number, first, ROWS_OF_A_BLOCK)
            found.append((page[position - first], int(by)))
        return found

    def marks(self, number: int, first: int, count: int) -> dict[int, int]:
        """Return the rule by position for the excluded ones of some positions, the first one being 1."""
        rows = self._statements.rows(
            "SELECT position, rule FROM excluded_cases WHERE frame = ? AND position >= ? AND position < ?",
            (number, first, first + count),
        )
        return {int(position): int(rule) for position, rule in rows}
