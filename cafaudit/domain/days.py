"""Days of the calendar: counted back by months, and written out."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Final

_MONTHS_OF_A_YEAR: Final = 12
_FIRST_HALF = ("January", "February", "March", "April", "May", "June")
_SECOND_HALF = ("July", "August", "September", "October", "November", "December")
_NAMES: Final = (*_FIRST_HALF, *_SECOND_HALF)


def months_before(day: date, months: int) -> date:
    """Return the day that lies whole calendar months before another one.

    It has the same number in its month, or is that month's last day where the month is too short:
    three months before 31 May 2009 is 28 February 2009.

    Args:
        day: The day to count back from.
        months: Calendar months, at least 0.

    Raises:
        ValueError: It would lie before the year 1, or `months` is negative.
    """
    if months < 0:
        message = f"{months} months cannot be counted back"
        raise ValueError(message)
    whole = day.year * _MONTHS_OF_A_YEAR + day.month - 1 - months
    year, month = divmod(whole, _MONTHS_OF_A_YEAR)
    if year < date.min.year:
        message = f"{months} months before {day.isoformat()} is before the year 1"
        raise ValueError(message)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def written_day(day: date) -> str:
    """Return a day as in a letter: "14 July 2009"."""
    return f"{day.day} {_NAMES[day.month - 1]} {day.year}"
