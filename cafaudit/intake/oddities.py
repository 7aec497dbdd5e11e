"""What was unusual in a list, where, and what was done about it. Never what a cell says."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN_OF_A_KIND: Final = 5
_MOST_KINDS: Final = 2_000
"""Kinds that are told apart; a file that is odd in more ways is odd enough."""


@dataclass(frozen=True, slots=True)
class Oddity:
    """One unusual thing of a list.

    Attributes:
        sheet: The sheet that it stands on, "" for a text file.
        row: The row, counted from 1 as a spreadsheet does; 0 when it is not about one row.
        column: The heading of the column, "" when it is not about one column.
        what: What is unusual, a sentence.
        done: What was done about it, a sentence.
        more: How many more like the one before it this one sums up; 0 where it is one of its own.
    """

    sheet: str
    row: int
    column: str
    what: str
    done: str
    more: int = 0


@dataclass(slots=True)
class _Seen:
    """How often a kind was met, the first rows of it, and the last."""

    count: int = 0
    first: list[int] = field(default_factory=list)
    last: int = 0

    def add(self, row: int) -> None:
        self.count += 1
        self.last = row
        if len(self.first) < _SHOWN_OF_A_KIND:
            self.first.append(row)

    def go_on(self, later: _Seen) -> None:
        self.count += later.count
        self.first += later.first[: max(0, _SHOWN_OF_A_KIND - len(self.first))]
        self.last = later.last


class OddityLog:
    """Collects oddities: the first five of a kind with their rows, then how many more there are.

    It stays small however many come.
    """

    def __init__(self, sheet: str = "") -> None:
        self.sheet = sheet
        self._kinds: defaultdict[tuple[str, str, str], _Seen] = defaultdict(_Seen)

    def note(self, what: str, done: str, *, row: int = 0, column: str = "") -> None:
        """Note an oddity; of the same kind in the same column many may come."""
        kind = (column, what, done)
        if kind in self._kinds or len(self._kinds) < _MOST_KINDS:
            self._kinds[kind].add(row)

    def note_rows(
        self, what: str, done: str, rows: Iterable[int], *, column: str = "", more: int = 0
    ) -> None:
        """Note the same oddity of several rows, in their order; `more` of them stand between the last two."""
        for row in rows:
            self.note(what, done, row=row, column=column)
        kind = (column, what, done)
        if more and kind in self._kinds:
            self._kinds[kind].count += more

    def take(self, oddity: Oddity) -> None:
        """Note what a detector found; its sheet is taken to be the list's."""
        self.note(oddity.what, oddity.done, row=oddity.row, column=oddity.column)

    def take_over(self, other: OddityLog) -> None:
        """Note all that another log has noted, as if it had been noted here; that log is not used again."""
        for kind, seen in other._kinds.items():
            if kind in self._kinds:
                self._kinds[kind].go_on(seen)
            elif len(self._kinds) < _MOST_KINDS:
                self._kinds[kind] = seen

    def all(self) -> tuple[Oddity, ...]:
        """Return what was noted, in the order in which the kinds were first met."""
        found: list[Oddity] = []
        for (column, what, done), seen in self._kinds.items():
            found += [Oddity(self.sheet, row, column, what, done) for row in seen.first]
            left = seen.count - len(seen.first)
            if left > 0:
                more = f"And {left:,} more like the one before, the last in row {seen.last:,}."
                found.append(Oddity(self.sheet, 0, column, more, done, left))
        return tuple(found)
