"""What was unusual in a list, where, and what was done about it. Never what a cell says."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

_SHOWN_OF_A_KIND: Final = 5


@dataclass(frozen=True, slots=True)
class Oddity:
    """One unusual thing of a list.

    Attributes:
        sheet: The sheet that it stands on, "" for a text file.
        row: The row, counted from 1 as a spreadsheet does; 0 when it is not about one row.
        column: The heading of the column, "" when it is not about one column.
        what: What is unusual, a sentence.
        done: What was done about it, a sentence.
    """

    sheet: str
    row: int
    column: str
    what: str
    done: str


class OddityLog:
    """Collects oddities: the first five of a kind with their rows, then how many more there are."""

    def __init__(self, sheet: str = "") -> None:
        self.sheet = sheet
        self._rows: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)

    def note(self, what: str, done: str, *, row: int = 0, column: str = "") -> None:
        """Note an oddity; of the same kind in the same column many may come."""
        self._rows[column, what, done].append(row)

    def all(self) -> tuple[Oddity, ...]:
        """Return what was noted, in the order in which the kinds were first met."""
        found: list[Oddity] = []
        for (column, what, done), rows in self._rows.items():
            found += [Oddity(self.sheet, row, column, what, done) for row in rows[:_SHOWN_OF_A_KIND]]
            left = len(rows) - _SHOWN_OF_A_KIND
            if left > 0:
                more = f"And {left:,} more like the one before, the last in row {rows[-1]:,}."
                found.append(Oddity(self.sheet, 0, column, more, done))
        return tuple(found)
