"""Rates, margins and levels as a person writes them, kept exactly: 0.06 is six in a hundred.

"0.05", "5%", "5 %", "1/20" and "1 in 20" are one and the same fraction. Nothing passes through a float:
0.07 of 100 files as floats is a little more than seven, and rounding up made eight of it.
"""

from __future__ import annotations

import re
from fractions import Fraction

from cafaudit.errors import InputRefused

_EASY = 100
"""The largest denominator that people count in."""

_DECIMAL = re.compile(r"(\d{0,12})(?:\.(\d{0,12}))?\s*(%|per cent)?", re.ASCII | re.IGNORECASE)
_RATIO = re.compile(r"(\d{1,18})\s*(?:/|in|of)\s*(\d{1,18})", re.ASCII | re.IGNORECASE)


def share_of(text: str, what: str = "share") -> Fraction:
    """Return the share that a text states, above 0 and below 1.

    Args:
        text: Such as "0.05", "5%", "5 per cent", "1/20" or "1 in 20".
        what: What the share is, for the sentence of a refusal.

    Raises:
        InputRefused: It is no share, or not between 0 and 1.
    """
    found = _fraction(text.strip())
    if found is None:
        raise InputRefused(f"“{text.strip()}” is no {what}.", "Write it as 5%, 0.05, 1/20 or 1 in 20.")
    if not 0 < found < 1:
        raise InputRefused(
            f"A {what} of {text.strip()} is not between nothing and all.",
            f"Write five in a hundred as 5%{' or 0.05' if found else ''}; 0 and all are left out.",
        )
    return found


def percent_text(share: Fraction) -> str:
    """Return a share in per cent, exactly where four decimals will do: "5 %", "0.25 %", "33.3333 %"."""
    whole, rest = divmod(round(share * 1_000_000), 10_000)
    return f"{whole}.{rest:04}".rstrip("0").rstrip(".") + " %"


def one_in_text(share: Fraction) -> str:
    """Return a share in words of counting: "1 in 20", "3 in 50"; per cent where that is no easy fraction."""
    if share.denominator <= _EASY:
        return f"{share.numerator:,} in {share.denominator:,}"
    if share.numerator == 1:
        return f"1 in {share.denominator:,}"
    return percent_text(share)


def _fraction(text: str) -> Fraction | None:
    ratio = _RATIO.fullmatch(text)
    if ratio is not None:
        part, whole = int(ratio[1]), int(ratio[2])
        return Fraction(part, whole) if whole else None
    decimal = _DECIMAL.fullmatch(text)
    if decimal is None or not (decimal[1] or decimal[2]):
        return None
    places = decimal[2] or ""
    found = Fraction(int((decimal[1] or "0") + places), 10 ** len(places))
    return found / 100 if decimal[3] else found
