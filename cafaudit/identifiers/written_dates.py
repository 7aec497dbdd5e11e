"""Dates in all the ways that people write them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR: Final = r"(?P<{}>(?:19|20)\d\d|['’]?\d\d)"
_ORDINAL: Final = r"(?:st|nd|rd|th)?"
_FORMS: Final = (
    r"(?P<y1>(?:19|20)\d\d)[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?",
    rf"(?P<a2>\d{{1,2}})\s?(?P<s2>[-/.])\s?(?P<b2>\d{{1,2}})\s?(?P=s2)\s?{_YEAR.format('y2')}"
    r"(?:[T ]00:00(?::00)?)?",
    rf"(?P<d3>\d{{1,2}}){_ORDINAL}(?:\s+of)?[\s-]*{_MONTH.format('n3')}[,\s-]*{_YEAR.format('y3')}",
    rf"{_MONTH.format('n4')}[\s-]+(?P<d4>\d{{1,2}}){_ORDINAL}[,\s-]+{_YEAR.format('y4')}",
    r"(?P<y5>(?:19|20)\d\d)(?P<m5>\d\d)(?P<d5>\d\d)",
)
_DATE: Final = re.compile(rf"(?<![\w./])(?:{'|'.join(_FORMS)})(?![\w/]|[.-]\d)", re.IGNORECASE)
_SHORT_YEAR: Final = 100
_CENTURIES: Final = (2000, 1900)
_TWELVE: Final = 12


class WrittenDate(NamedTuple):
    """A date as it stands in a text.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        day_first: The date, or what it is when the day comes first; None when that is no date.
        month_first: What it is when the month comes first; None unless the text leaves that open.
        short_year: The year has two digits; this century is taken then.
        in_figures: Day, month and year stand in figures, the year last, as in 3/4/2009.
    """

    start: int
    end: int
    day_first: date | None
    month_first: date | None
    short_year: bool
    in_figures: bool

    @property
    def ambiguous(self) -> bool:
        """Whether day and month could change places and give another date."""
        readings = (self.day_first, self.month_first)
        return None not in readings and self.day_first != self.month_first

    @property
    def readings(self) -> frozenset[date]:
        """Every date that may be meant, short years in both centuries."""
        found = {reading for reading in (self.day_first, self.month_first) if reading is not None}
        if self.short_year:
            earlier = {_hundred_years_earlier(reading) for reading in found}
            found |= {reading for reading in earlier if reading is not None}
        return frozenset(found)


def dates_in(text: str) -> Iterator[WrittenDate]:
    """Yield the dates of a text in order. Figures that are no date in any reading are left out."""
    for found in _DATE.finditer(text):
        written = _read(found)
        if written.day_first is not None or written.month_first is not None:
            yield written


def whole_date(text: str) -> WrittenDate | None:
    """Return the date that a text is and nothing else, outer blanks aside; None when it is not one."""
    text = text.strip()
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    written = _read(found)
    return None if written.day_first is None and written.month_first is None else written


def _read(found: re.Match[str]) -> WrittenDate:
    if found["a2"] is not None:
        first, second, year = int(found["a2"]), int(found["b2"]), _year(found["y2"])
        day_first, month_first = _date(year, second, first), _date(year, first, second)
        return WrittenDate(*found.span(), day_first, month_first, _is_short(found["y2"]), in_figures=True)
    day, month, year_text = _parts(found)
    stated = _date(_year(year_text), month, day)
    return WrittenDate(*found.span(), stated, None, _is_short(year_text), in_figures=False)


def _parts(found: re.Match[str]) -> tuple[int, int, str]:
    for form in ("1", "5"):
        if found[f"y{form}"] is not None:
            return int(found[f"d{form}"]), int(found[f"m{form}"]), found[f"y{form}"]
    form = "3" if found["y3"] is not None else "4"
    month = _MONTHS.index(found[f"n{form}"][:3].lower()) + 1
    return int(found[f"d{form}"]), month, found[f"y{form}"]


def _is_short(year_text: str) -> bool:
    return len(year_text.lstrip("'’")) < len("2009")


def _year(text: str) -> int:
    number = int(text.lstrip("'’"))
    return number + _CENTURIES[0] if number < _SHORT_YEAR else number


def _date(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= _TWELVE:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _hundred_years_earlier(later: date) -> date | None:
    return _date(later.year - _CENTURIES[0] + _CENTURIES[1], later.month, later.day)
