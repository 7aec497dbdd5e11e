"""Sharing a sample out by size and spread: more files where the strata are large and the answers mixed.

Neyman (1934) gives each stratum files in proportion to its cases times the spread within it. For a yes or
no that is expected at a rate p, the spread is the square root of p (1 - p): widest at a half, nothing where
all files are taken to be alike.

Roots are no fractions. They are taken to 256 binary places, and roots of which one is a simple multiple of
the other are kept as that exact multiple, so that strata with the same rate (or with rates p and 1 - p)
are shared out exactly as by size alone, ties included. Ties can arise in no other way.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.sampling.allocation import by_weight, checked_total

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PLACES = 256


def allocate_neyman(
    counts: Mapping[str, int], total: int | None, rates: Mapping[str, Fraction]
) -> dict[str, int]:
    """Share out a sample by cases times spread, rounded by largest remainder, no stratum beyond its cases.

    What a full stratum cannot give moves on to the others. Strata in which nothing or all is expected
    give files only when all others are full.

    Args:
        counts: How many cases each stratum holds.
        total: How many files are wanted.
        rates: The share expected in each stratum of `counts`, 0 to 1; a stated guess, such as that of the
            last visit.

    Returns:
        A size for each stratum of `counts`, sorted by name, adding up to the total.

    Raises:
        InputRefused: The list does not hold as many, or a rate is missing, out of range or of no stratum.
    """
    wanted = checked_total(counts, total)
    _check_rates(counts, rates)
    spreads = spreads_of({name: rates[name] for name in sorted(counts)})
    if not any(spreads[name] and counts[name] for name in counts):
        raise InputRefused(
            "Nothing or all is expected in every stratum, so none has a spread to go by.",
            "State a rate between nothing and all for one stratum at least, or share out by size.",
        )
    sizes = by_weight(counts, wanted, {name: counts[name] * spreads[name] for name in counts})
    left = wanted - sum(sizes.values())
    if left:
        rest = {name: counts[name] for name in counts if not spreads[name]}
        sizes |= by_weight(rest, left, {name: Fraction(held) for name, held in rest.items()})
    return {name: sizes[name] for name in sorted(counts)}


def spreads_of(rates: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Return the square root of p (1 - p) for each rate, rounded down at 256 binary places.

    Roots that are fractions are exact, and so is the ratio of any two roots whose ratio is a fraction.
    """
    found: dict[str, Fraction] = {}
    known: list[tuple[Fraction, Fraction]] = []
    for name, rate in rates.items():
        square = rate * (1 - rate)
        found[name] = _root_like(square, known)
        known.append((square, found[name]))
    return found


def _root_like(square: Fraction, known: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    for other, root in known:
        times = _exact_root(square / other) if other else None
        if times is not None:
            return times * root
    exact = _exact_root(square)
    if exact is not None:
        return exact
    return Fraction(isqrt((square.numerator << 2 * _PLACES) // square.denominator), 1 << _PLACES)


def _exact_root(square: Fraction) -> Fraction | None:
    part, whole = isqrt(square.numerator), isqrt(square.denominator)
    exact = part * part == square.numerator and whole * whole == square.denominator
    return Fraction(part, whole) if exact else None


def _check_rates(counts: Mapping[str, int], rates: Mapping[str, Fraction]) -> None:
    strata = ", ".join(sorted(counts))
    for name in sorted(counts):
        if name not in rates:
            raise InputRefused(f"No rate is stated for “{name}”.", f"State one for each stratum: {strata}.")
    for name, rate in rates.items():
        if name not in counts:
            raise InputRefused(f"The list has no stratum “{name}”.", f"Its strata are: {strata}.")
        if not 0 <= rate <= 1:
            raise InputRefused(
                f"The rate of “{name}” is not between nothing and all.", "Write five in a hundred as 5%."
            )
