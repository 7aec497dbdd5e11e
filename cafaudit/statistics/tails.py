"""How rare a small count is: exact decisions about the tails of three laws, without floats.

A law says how likely each count is only up to a common factor: by the ratio of each weight to the one
before, a fraction of whole numbers. Weights rise to one peak and fall after it, so what lies beyond a
term is never more than a geometric series, and a sum can be closed from both sides.

Weights are added up as whole numbers of 64 binary places beside the weight of the count in question,
once rounded down and once rounded up. Where both sums lead to the same answer, it is certain. Where they
do not, more places are taken, and at last (in practice only where tail and limit are exactly equal) the
sums are taken without any rounding. The sums of the Poisson law have no end; they are closed more and
more tightly, and that ends because e to the power of a fraction is never a fraction. So e is nowhere
worked out: its series stands among the weights, and what was left out of it is bounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PLACES = 64
"""Binary places of the first, rounded sums."""

_SHOWN_PLACES = 96
"""Binary places of a probability that is shown."""

_MOST_PLACES = 256
"""Binary places after which sums that have an end are taken without rounding."""


class Law(Protocol):
    """How likely each count is, from `least` up to `most`; None where there is no end."""

    @property
    def least(self) -> int:
        """The smallest count that can come about."""

    @property
    def most(self) -> int | None:
        """The largest count that can come about."""

    def rise(self, count: int) -> tuple[int, int]:
        """Return the weight of `count` + 1 divided by that of `count`: numerator and denominator."""


@dataclass(frozen=True, slots=True)
class Hypergeometric:
    """Marked files among `read` drawn without replacement, `marked` of the `population` being marked."""

    population: int
    marked: int
    read: int

    @property
    def least(self) -> int:
        """The marked files that no draw can avoid."""
        return max(0, self.read + self.marked - self.population)

    @property
    def most(self) -> int:
        """As many as were read, or as there are."""
        return min(self.read, self.marked)

    def rise(self, count: int) -> tuple[int, int]:
        """Return the ratio of two neighbouring weights."""
        others = self.population - self.marked
        return (
            (self.marked - count) * (self.read - count),
            (count + 1) * (others - self.read + count + 1),
        )


@dataclass(frozen=True, slots=True)
class Binomial:
    """Marked files among `read` ones where each is marked at `rate` (0 to 1), as with an endless list."""

    read: int
    rate: Fraction

    @property
    def least(self) -> int:
        """No marked file, unless all are."""
        return self.read if self.rate == 1 else 0

    @property
    def most(self) -> int:
        """All that were read, unless none can be marked."""
        return self.read if self.rate else 0

    def rise(self, count: int) -> tuple[int, int]:
        """Return the ratio of two neighbouring weights."""
        of, marked = self.rate.denominator, self.rate.numerator
        return (self.read - count) * marked, (count + 1) * (of - marked)


@dataclass(frozen=True, slots=True)
class Poisson:
    """Rare events of which `mean` are to be expected, such as files read times their rate."""

    mean: Fraction

    @property
    def least(self) -> int:
        """None."""
        return 0

    @property
    def most(self) -> int | None:
        """No end, unless none is to be expected."""
        return None if self.mean else 0

    def rise(self, count: int) -> tuple[int, int]:
        """Return the ratio of two neighbouring weights."""
        return self.mean.numerator, (count + 1) * self.mean.denominator


def few_are_rare(law: Law, count: int, limit: Fraction) -> bool:
    """Say whether a count of at most `count` has a probability of at most `limit`; decided exactly.

    Args:
        law: How likely the counts are.
        count: The largest of the counts in question.
        limit: A probability, above 0 and below 1.
    """
    if count < law.least:
        return True
    if law.most is not None and count >= law.most:
        return False
    return _compared(law, count, limit) <= 0


def many_are_rare(law: Law, count: int, limit: Fraction) -> bool:
    """Say whether a count of at least `count` has a probability of at most `limit`; decided exactly.

    Args:
        law: How likely the counts are.
        count: The smallest of the counts in question.
        limit: A probability, above 0 and below 1.
    """
    if count <= law.least:
        return False
    if law.most is not None and count > law.most:
        return True
    return _compared(law, count - 1, 1 - limit) >= 0


def chance_of_few(law: Law, count: int) -> Fraction:
    """Return the probability of at most `count`, rounded up by less than one part in 2 to the 80th.

    To be shown, not to be decided by: `few_are_rare` decides.
    """
    if count < law.least:
        return Fraction(0)
    if law.most is not None and count >= law.most:
        return Fraction(1)
    one = 1 << _SHOWN_PLACES
    _, few = _sum(_falling(law, count, one), one)
    many, _ = _sum(_rising(law, count, one), one)
    return min(Fraction(1), Fraction(few, few + many))


def _compared(law: Law, count: int, limit: Fraction) -> int:
    """Compare the probability of at most `count` with the limit: -1 below, 0 exactly equal, 1 above."""
    places = _PLACES
    while True:
        certain = _decided(law, count, limit, places)
        if certain is not None:
            return 1 if certain else -1
        places *= 2
        if law.most is not None and places > _MOST_PLACES:
            return _without_rounding(law, count, limit)


def _decided(law: Law, count: int, limit: Fraction, places: int) -> bool | None:
    """Say whether few x (1 - limit) exceeds many x limit; None where rounded sums leave it open.

    The side that falls from the start is closed first, the other one, which may climb to the peak, is
    walked only until the answer is certain.
    """
    one = 1 << places
    few, many = _falling(law, count, one), _rising(law, count, one)
    rest, share = limit.denominator - limit.numerator, limit.numerator
    over, under = law.rise(count)
    if over < under:
        return _exceeds(few, rest, [part * share for part in _sum(many, one)], one)
    lower = _exceeds(many, share, [part * rest for part in _sum(few, one)], one)
    return None if lower is None else not lower


def _exceeds(terms: Iterator[_Term], factor: int, bounds: Sequence[int], one: int) -> bool | None:
    """Say whether `factor` times the sum of the terms exceeds what lies within the bounds; None if open."""
    low = high = 0
    for down, up, beyond in terms:
        low += down
        high += up
        if low * factor > bounds[1]:
            return True
        if beyond is not None and (high + beyond) * factor < bounds[0]:
            return False
        if beyond is not None and (beyond * one <= high or not down):
            return None
    return None


_Term = tuple[int, int, int | None]
"""A weight rounded down, rounded up, and what lies beyond it at most; None where that is not known yet."""


def _sum(terms: Iterator[_Term], one: int) -> tuple[int, int]:
    """Return bounds of a sum, closed where what lies beyond is less than one part in `one`."""
    low = high = 0
    for down, up, beyond in terms:
        low += down
        high += up
        if beyond is not None and (beyond * one <= high or not down):
            return low, high + beyond
    return low, high


def _rising(law: Law, count: int, one: int) -> Iterator[_Term]:
    """Yield the weights of `count` + 1 and up, that of `count` being `one`."""
    most = law.most
    down = up = one
    over, under = law.rise(count)
    while count != most:
        down, up = down * over // under, -(-up * over // under)
        count += 1
        over, under = law.rise(count) if count != most else (0, 1)
        yield down, up, _beyond(up, over, under)


def _falling(law: Law, count: int, one: int) -> Iterator[_Term]:
    """Yield the weights of `count` and down, that of `count` being `one`."""
    least = law.least
    down = up = one
    while count > least:
        under, over = law.rise(count - 1)
        yield down, up, _beyond(up, over, under)
        down, up = down * over // under, -(-up * over // under)
        count -= 1
    yield down, up, 0


def _beyond(term: int, over: int, under: int) -> int | None:
    """Return what follows a term at most, if each ratio from here on is at most over / under."""
    return -(-term * over // (under - over)) if over < under else None


def _without_rounding(law: Law, count: int, limit: Fraction) -> int:
    """Compare the same two sums as fractions, to the last term: -1, 0 or 1."""
    few, many, weight = Fraction(0), Fraction(0), Fraction(1)
    for at in range(count, law.least - 1, -1):
        few += weight
        if at > law.least:
            under, over = law.rise(at - 1)
            weight *= Fraction(over, under)
    weight = Fraction(1)
    for at in range(count, law.most or 0):
        weight *= Fraction(*law.rise(at))
        many += weight
    difference = few * (1 - limit) - many * limit
    return (difference > 0) - (difference < 0)
