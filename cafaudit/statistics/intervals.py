"""What a random sample says of the whole list: exact limits for a count in a finite population.

Of `population` files, `read` were drawn at random without replacement, and of these `count` have a
property. The number K of files with it in the whole list is not known. The range holds every K under
which neither such a high nor such a low count would be a rare accident: both tails of the
hypergeometric distribution exceed half of what the level leaves. So it misses the truth in at most
5 of 100 draws, whatever K is (Clopper and Pearson 1934, for sampling without replacement; Buonaccorsi
1987). Nothing is approximated: `tails` decides exactly.

Where files are drawn by stratum in proportion to size, the range over all strata treats them as one
simple random sample, which is a little too wide rather than too narrow.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from cafaudit.domain.words import rounded_percent
from cafaudit.statistics.tails import Hypergeometric, many_are_rare

LEVEL = Fraction(95, 100)
"""The share of draws in which a range holds the truth, at the least."""


@dataclass(frozen=True, slots=True)
class CountRange:
    """From `low` to `high` of the `of` files on the list; both ends belong to the range."""

    low: int
    high: int
    of: int

    @property
    def low_percent(self) -> int | None:
        """The lower end in whole per cent, a half rounded up; None for a list without files."""
        return rounded_percent(self.low, self.of) if self.of else None

    @property
    def high_percent(self) -> int | None:
        """The upper end in whole per cent, a half rounded up; None for a list without files."""
        return rounded_percent(self.high, self.of) if self.of else None


def count_range(count: int, read: int, population: int, *, level: Fraction = LEVEL) -> CountRange:
    """Return how many files of the whole list may have what `count` of the `read` ones have.

    Where a question does not apply to every file, leave the files that it was found not to apply to
    out of `read` and out of `population` alike; those not read that it would not apply to cannot be
    known, and leaving them in as a rule makes the range a little wider.

    Args:
        count: Files read that have the property.
        read: Files read at random.
        population: Files on the list that they were drawn from.
        level: The share of draws in which the range is to hold the truth, above 0 and below 1.

    Raises:
        ValueError: Not 0 <= count <= read <= population, or the level is out of range.
    """
    if not 0 <= count <= read <= population:
        raise ValueError(f"{count} of {read} read of {population} is impossible")
    if not 0 < level < 1:
        raise ValueError(f"level {level} is not between 0 and 1")
    tail = (1 - level) / 2
    low = _least(count, read, population, tail)
    high = population - _least(read - count, read, population, tail)
    return CountRange(low, high, population)


def _least(count: int, read: int, population: int, tail: Fraction) -> int:
    """Return the smallest K under which `count` or more is no rarer than the tail allows."""
    low, high = count, population - (read - count)
    while low < high:
        middle = (low + high) // 2
        if many_are_rare(Hypergeometric(population, middle, read), count, tail):
            low = middle + 1
        else:
            high = middle
    return low
