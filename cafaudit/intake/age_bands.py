"""Age bands: how old a child was, no closer than anyone needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class AgeBand(NamedTuple):
    """From this age on (whole years) until the next band's."""

    from_age: int
    label: str


AGE_BANDS: Final = (
    AgeBand(0, "under 1"),
    AgeBand(1, "1 to 4"),
    AgeBand(5, "5 to 9"),
    AgeBand(10, "10 to 15"),
    AgeBand(16, "16 to 17"),
    AgeBand(18, "18 and over"),
)
"""The bands in which figures on looked-after children are published in England, 16 and over taken apart."""

UNBORN: Final = "unborn"
OLDEST_ON_A_LIST: Final = 30
"""Above this a date of birth is an adult's or a slip."""


def age_on(day: date, born: date) -> int:
    """Return the age in whole years on a day, negative before the year of birth."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def band_of_age(age: int, bands: Iterable[AgeBand] = AGE_BANDS) -> str:
    """Return the band of an age; "unborn" below 0."""
    label = UNBORN
    for band in bands:
        if age >= band.from_age:
            label = band.label
    return label


def joined_bands(labels: Iterable[str], bands: Iterable[AgeBand] = AGE_BANDS) -> str:
    """Return the different bands of the children of a case, youngest first: "1 to 4, 10 to 15"."""
    order = {UNBORN: -1} | {band.label: place for place, band in enumerate(bands)}
    different = {label for label in labels if label}
    return ", ".join(sorted(different, key=lambda label: (order.get(label, len(order)), label)))
