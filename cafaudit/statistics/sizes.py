"""How many files to read: smallest sizes, decided exactly.

Three questions, each under one of three laws:

- **discovery**: the fewest files so that at least one of those in question is among them with the
  confidence asked for;
- **attribute**: the fewest files so that finding at most `expected` of them would be rarer than the
  confidence allows, if as many as the rate says were on the list (discovery is the case of none expected);
- **precision**: the fewest files from which on the exact range for the whole list (`intervals`) reaches
  no further than the margin to either side of the share that was found.

The hypergeometric law is the true one for a list of known length. The binomial law takes the list for
endless, as published tables of attribute sampling do (95 %, 5 %: 59, 93, 124 for 0, 1, 2 expected). The
Poisson law takes the files in question for rare as well and errs on the side of more files.

A rate of a list is a whole number of files: the fewest that are at least that rate (1 in 20 of 1,284 is
65, not 64). Fewer of them are harder to find, so the answer holds for every list at that rate or above.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal

from cafaudit.errors import InputRefused
from cafaudit.statistics.tails import (
    Binomial,
    Hypergeometric,
    Law,
    Poisson,
    chance_of_few,
    few_are_rare,
    many_are_rare,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LawName = Literal["hypergeometric", "binomial", "poisson"]
"""Exact for this list; for an endless list; for rare files on an endless list."""

LAWS: Final[tuple[LawName, ...]] = ("hypergeometric", "binomial", "poisson")

CONFIDENCE: Final = Fraction(95, 100)
"""The confidence where nobody says otherwise."""

MOST_FILES: Final = 100_000_000
"""The longest list that sizes are worked out for."""

MOST_EXPECTED: Final = 100_000
"""The most expected deviations that sizes are worked out for."""

_ALL_CHECKED: Final = 1_000
_WIDE: Final = Fraction(1, 10)
_FINEST: Final = Fraction(1, 200)
_LONGEST_ROUND: Final = 50

HALF: Final = Fraction(1, 2)
"""The share at which a range is widest. Its farther end can reach a little farther from a share just
beside a half: over all shares the size grows by a few files in a hundred at most."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a size is to reach.

    Attributes:
        population: Files on the list.
        rate: Share of the files in question, above 0 and below 1.
        expected: How many of them may be found without spoiling the conclusion; 0 for discovery.
        confidence: Above 0 and below 1.
        law: How likely counts are taken to be.
    """

    population: int
    rate: Fraction
    expected: int = 0
    confidence: Fraction = CONFIDENCE
    law: LawName = "hypergeometric"

    def __post_init__(self) -> None:
        """Refuse what no size can be worked out for."""
        _check_population(self.population)
        _check_share(self.rate, "rate")
        _check_share(self.confidence, "confidence")
        if not 0 <= self.expected <= MOST_EXPECTED:
            raise InputRefused(
                f"{self.expected:,} expected files are out of range.",
                f"State a number from 0 to {MOST_EXPECTED:,}.",
            )

    @property
    def marked(self) -> int:
        """How many files of the list the rate comes to."""
        return files_at(self.rate, self.population)

    @property
    def can_be_reached(self) -> bool:
        """Whether any size would do: an endless list has always enough files in question."""
        return self.law != "hypergeometric" or self.marked > self.expected

    def law_of(self, read: int) -> Law:
        """Return how likely each count is when `read` files are read."""
        return _law(self.law, self.population, self.rate, read)


def files_at(rate: Fraction, population: int) -> int:
    """Return the fewest files of a list that are at least this share of it."""
    return -(-rate.numerator * population // rate.denominator)


def attribute_size(aim: Aim) -> int:
    """Return the fewest files that reach the aim.

    Under the other two laws the answer may exceed the list: they do not know where it ends.

    Raises:
        InputRefused: No number of files would do, since the list has no more of them than are expected.
    """
    if not aim.can_be_reached:
        raise InputRefused(
            f"Nothing would be learnt: {aim.expected:,} may be found, and the whole list of "
            f"{aim.population:,} has only {aim.marked:,} such files at that rate.",
            "Expect fewer, or ask for a higher rate.",
        )
    limit = 1 - aim.confidence
    least = aim.expected + 1
    most = aim.population if aim.law == "hypergeometric" else None
    return _first(least, most, lambda read: few_are_rare(aim.law_of(read), aim.expected, limit))


def chance_left(aim: Aim, read: int) -> Fraction:
    """Return the probability of finding at most what is expected, for showing; rounded up by a hair."""
    return chance_of_few(aim.law_of(read), aim.expected)


def size_table(aim: Aim, rates: Sequence[Fraction], most_expected: int) -> tuple[tuple[int | None, ...], ...]:
    """Return sizes for several rates: one row per rate, one column for 0 to `most_expected` expected.

    None stands where no size would do. Population, confidence and law are those of the aim.
    """
    return tuple(
        tuple(_size_or_none(replace(aim, rate=rate, expected=count)) for count in range(most_expected + 1))
        for rate in rates
    )


def _size_or_none(aim: Aim) -> int | None:
    return attribute_size(aim) if aim.can_be_reached else None


@dataclass(frozen=True, slots=True)
class Precision:
    """How close the share found is to come to that of the whole list.

    Attributes:
        population: Files on the list.
        margin: How far the range may reach to either side, as a share: five points are 5/100.
        share: The share that is expected to be found; with a half the range is widest.
        confidence: Above 0 and below 1.
        law: How likely counts are taken to be.
    """

    population: int
    margin: Fraction
    share: Fraction = HALF
    confidence: Fraction = CONFIDENCE
    law: LawName = "hypergeometric"

    def __post_init__(self) -> None:
        """Refuse what no size can be worked out for."""
        _check_population(self.population)
        _check_share(self.margin, "margin")
        _check_share(self.share, "share")
        _check_share(self.confidence, "confidence")
        if self.margin < _FINEST:
            raise InputRefused(
                "A margin below half a point would ask for nearly every file.", "State a wider margin."
            )

    def found_in(self, read: int) -> int:
        """Return how many of `read` files are taken to be found: the share of them, a half rounded up."""
        part, whole = self.share.numerator, self.share.denominator
        return (2 * part * read + whole) // (2 * whole)


def precision_size(wanted: Precision) -> int:
    """Return the fewest files from which on every size keeps the margin.

    A size may keep the margin by luck of rounding while the next one misses it; such sizes are passed
    over. By Hoeffding's inequality (1963) none misses it once exp(-2 n margin^2) is within half of what
    the confidence leaves, so there is a place to begin from. On lists up to 1,000 files and for margins
    of ten points or more, every size below it is cleared by an exact check. On longer lists with
    a finer margin, sizes that round alike are taken to cross once from missing to keeping; the crossing
    and the sizes after it, for a whole round of the rounding, are checked exactly.
    """
    top = _surely_enough(wanted)
    if wanted.population <= _ALL_CHECKED and wanted.law == "hypergeometric":
        return _last_miss(wanted, top) + 1
    if wanted.margin >= _WIDE:
        return _last_miss(wanted, top) + 1
    return _crossing(wanted, top)


def _last_miss(wanted: Precision, top: int) -> int:
    """Return the largest size that misses the margin, 0 for none; from `top` on none does.

    Whole blocks of sizes are cleared by one check that is at least as strict as that of each.
    """
    block = max(1, top // 64)
    while top > 0:
        low = max(1, top - block + 1)
        if _all_keep_margin(wanted, low, top):
            top, block = low - 1, block * 2
        elif low == top:
            return top
        else:
            block = max(1, (top - low + 1) // 4)
    return 0


def _crossing(wanted: Precision, top: int) -> int:
    """Return the size after which, for a whole round of the rounding, none misses the margin."""
    period = min(wanted.share.denominator, _LONGEST_ROUND)
    rounds = _first(1, -(-top // period), lambda times: keeps_margin(wanted, min(top, times * period)))
    size = max(1, (rounds - 1) * period)
    kept = 0
    while kept <= period and size + kept < top:
        if keeps_margin(wanted, size + kept):
            kept += 1
        else:
            size, kept = size + kept + 1, 0
    return size


def keeps_margin(wanted: Precision, read: int) -> bool:
    """Say whether the range for what `read` files are taken to show keeps the margin to both sides."""
    return _all_keep_margin(wanted, read, read)


def _surely_enough(wanted: Precision) -> int:
    """Return a size from which on the margin is certain to be kept; the logarithm is rounded up."""
    tail = (1 - wanted.confidence) / 2
    twos = (tail.denominator // tail.numerator).bit_length()
    per_file = wanted.margin**2 * (Fraction(1, 5) if wanted.law == "poisson" else 2)
    enough = int(-(-twos * Fraction(7, 10) // per_file)) + 1
    return min(enough, wanted.population) if wanted.law == "hypergeometric" else enough


def _all_keep_margin(wanted: Precision, low: int, high: int) -> bool:
    """Say whether all sizes from `low` to `high` keep the margin; False where one check cannot tell.

    The outcome that is hardest to rule out is taken from any size of the block: fewest found of most
    read below, most found of fewest read above. A count is at most half a file from its share, so the
    share found is at most 1 / (2 low) from the expected one.
    """
    fewest, most = wanted.found_in(low), wanted.found_in(high)
    if low == high:
        above = below = Fraction(fewest, low)
    else:
        above, below = wanted.share + Fraction(1, 2 * low), wanted.share - Fraction(1, 2 * low)
    tail = (1 - wanted.confidence) / 2
    return _rules_out_fewer(wanted, above - wanted.margin, fewest, high, tail) and _rules_out_more(
        wanted, below + wanted.margin, most, low, tail
    )


def _rules_out_fewer(wanted: Precision, edge: Fraction, found: int, read: int, tail: Fraction) -> bool:
    """Say whether no list with a share below the edge belongs to the range for `found` of `read`."""
    if edge <= 0:
        return True
    if wanted.law == "hypergeometric":
        marked = files_at(edge, wanted.population) - 1
        return many_are_rare(Hypergeometric(wanted.population, marked, read), found, tail)
    return many_are_rare(_law(wanted.law, wanted.population, edge, read), found, tail)


def _rules_out_more(wanted: Precision, edge: Fraction, found: int, read: int, tail: Fraction) -> bool:
    """Say whether no list with a share above the edge belongs to the range for `found` of `read`."""
    if edge >= 1 and wanted.law != "poisson":
        return True
    if wanted.law == "hypergeometric":
        marked = edge.numerator * wanted.population // edge.denominator + 1
        return few_are_rare(Hypergeometric(wanted.population, marked, read), found, tail)
    return few_are_rare(_law(wanted.law, wanted.population, edge, read), found, tail)


def _law(name: LawName, population: int, rate: Fraction, read: int) -> Law:
    if name == "hypergeometric":
        return Hypergeometric(population, files_at(rate, population), read)
    return Binomial(read, rate) if name == "binomial" else Poisson(rate * read)


def _first(least: int, most: int | None, will_do: Callable[[int], bool]) -> int:
    """Return the first number from `least` on that will do, where all after it do as well."""
    step, low, high = 1, least, least
    while high != most and not will_do(high):
        low, high, step = high + 1, high + step, step * 2
        if most is not None:
            high = min(high, most)
    while low < high:
        middle = (low + high) // 2
        if will_do(middle):
            high = middle
        else:
            low = middle + 1
    return high


def _check_population(population: int) -> None:
    if not 1 <= population <= MOST_FILES:
        raise InputRefused(
            f"A list of {population:,} files is out of range.", f"State a number from 1 to {MOST_FILES:,}."
        )


def _check_share(share: Fraction, what: str) -> None:
    if not 0 < share < 1:
        raise InputRefused(
            f"A {what} of {share} is not between nothing and all.", "Write five in a hundred as 5%."
        )
