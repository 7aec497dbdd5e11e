"""Dates as a hurried person types them: with blanks, without any, in words, in Roman figures.

A case list is read by `written_dates`, which takes for a date only what surely is one. The firewall asks
whether what is typed could be a date of birth of the list, so here it may be guessed freely.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from cafaudit.identifiers.written_dates import dates_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DAYS_IN_WORDS: Final = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
"""
_ORDINALS: Final = _DAYS_IN_WORDS.split()
_DAY_WORDS: Final = {
    word: number
    for number, word in enumerate(
        (*_ORDINALS, *(f"twenty-{word}" for word in _ORDINALS[:9]), "thirtieth", "thirty-first"), start=1
    )
}
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")

_WORDS: Final = "|".join(sorted(_DAY_WORDS, key=len, reverse=True)).replace("-", "[ -]")
_DAY: Final = rf"(?P<day>\d{{1,2}}(?:\s?(?:st|nd|rd|th))?|{_WORDS})"
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR: Final = r"(?P<year>(?:19|20)\d\d|\d\d)"
_FULL_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_GAP: Final = r"(?:[\s,.'/_-]|of\b|in\b|the\b|day\b|year\b)"
_FORMS: Final = (
    rf"{_DAY}{_GAP}{{0,9}}{_MONTH}{_GAP}{{0,9}}{_YEAR}",
    rf"{_MONTH}{_GAP}{{0,6}}{_DAY}{_GAP}{{1,9}}{_YEAR}",
    rf"{_FULL_YEAR}{_GAP}{{0,4}}{_MONTH}{_GAP}{{0,4}}{_DAY}",
    rf"{_FULL_YEAR}{_GAP}{{0,4}}{_DAY}{_GAP}{{0,4}}{_MONTH}",
    r"(?P<day>\d{1,2})\s?[ \\|,_:;./-]\s?(?P<figure>\d{1,2})\s?[ \\|,_:;./-]\s?" + _YEAR,
    _FULL_YEAR + r"\s?[ \\|,_:;./-]\s?(?P<figure>\d{1,2})\s?[ \\|,_:;./-]\s?(?P<day>\d{1,2})",
    r"(?P<day>\d\d)(?P<figure>\d\d)" + _YEAR,
    r"(?P<day>\d{1,2})[ ./-](?P<roman>x?i{1,3}|x?i?v|vi{1,3}|i?x)[ ./-]" + _YEAR,
)
_LOOKS: Final = tuple(
    re.compile(rf"(?<![\d.,])(?:{form})(?![\d]|[.,/-]\d)", re.IGNORECASE) for form in _FORMS
)
_NAMED: Final = _LOOKS[:4]
_IN_FIGURES: Final = _LOOKS[4:]
_A_MONTH: Final = re.compile(rf"(?<![^\W\d_]){_MONTH}(?![^\W\d_])", re.IGNORECASE)
_FIGURES: Final = re.compile(r"\d[\dxivXIV\s\\|,_:;./-]{3,14}\d")
_ABOUT: Final = 32
_DIGITS: Final = re.compile(r"\d+")
_SHORT_YEAR: Final = 100
_CENTURIES: Final = (1900, 2000)


class PossibleDate(NamedTuple):
    """A stretch of a text, and every date that it may mean."""

    start: int
    end: int
    readings: frozenset[date]


def every_date(text: str) -> Iterator[PossibleDate]:
    """Yield what could be a date in a plain text; stretches may lie over each other."""
    for written in dates_in(text):
        yield PossibleDate(written.start, written.end, written.readings)
    for month in _A_MONTH.finditer(text):
        yield from _looked_for(_NAMED, text, month.start() - _ABOUT, month.end() + _ABOUT)
    for figures in _FIGURES.finditer(text):
        yield from _looked_for(_IN_FIGURES, text, figures.start(), figures.end() + 2)


def _looked_for(looks: Iterable[re.Pattern[str]], text: str, start: int, end: int) -> Iterator[PossibleDate]:
    for look in looks:
        for found in look.finditer(text, max(0, start), end):
            readings = _readings(found)
            if readings:
                yield PossibleDate(*found.span(), readings)


def _readings(found: re.Match[str]) -> frozenset[date]:
    parts = found.groupdict()
    day = _day(parts["day"])
    year = int(parts["year"])
    years = [year] if year >= _SHORT_YEAR else [year + century for century in _CENTURIES]
    if parts.get("figure"):
        figure = int(parts["figure"])
        orders = {(day, figure), (figure, day)}
    else:
        orders = {(day, _month(parts))}
    made = (_date(year, month, day) for year in years for day, month in orders)
    return frozenset(each for each in made if each is not None)


def _day(text: str) -> int:
    digits = _DIGITS.match(text)
    return int(digits[0]) if digits else _DAY_WORDS[text.lower().replace(" ", "-")]


def _month(parts: dict[str, str | None]) -> int:
    name, roman = parts.get("month"), parts.get("roman")
    if name:
        return _MONTHS.index(name[:3].lower()) + 1
    return _ROMAN.index((roman or "").lower()) + 1


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
