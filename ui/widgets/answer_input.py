"""Reads what a person types as a date or a number: plain figures in, one spelling out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})")
_NAMED = re.compile(r"(\d{1,2})[ ./-]?([A-Za-z]{3,9})[ ./-]?(\d{4}|\d{2})")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_LONG_MONTH = 31


@dataclass(frozen=True)
class Typed:
    """What was read: a value in its one spelling, or what is wrong with the text; one of them is ""."""

    value: str = ""
    wrong: str = ""


def read_typed(kind: Literal["date", "number"], text: str, this_year: int) -> Typed:
    """Read a typed answer.

    Args:
        kind: What is asked for.
        text: What was typed: 14/4/2009, 14.4.09, 14 Apr 2009, 2009-04-14; 12, 12.5, 1,200.
        this_year: The present year; a year of two figures is the nearest one not after the next.
    """
    return _read_date(text.strip(), this_year) if kind == "date" else _read_number(text.strip())


def _read_number(text: str) -> Typed:
    plain = text.replace(",", "").replace(" ", "")
    if not _NUMBER.fullmatch(plain):
        return Typed(wrong="Type a number, in figures.")
    return Typed(plain)


def _read_date(text: str, this_year: int) -> Typed:
    parts = _date_parts(text)
    if parts is None:
        return Typed(wrong="Type a date as 14/4/2009.")
    day, month, year = parts
    if not 1 <= month <= len(_MONTHS):
        return Typed(wrong=f"There is no month {month}.")
    try:
        return Typed(date(_whole_year(year, this_year), month, day).isoformat())
    except ValueError:
        return Typed(wrong=_wrong_day(day, month))


def _date_parts(text: str) -> tuple[int, int, int] | None:
    if found := _ISO.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _FIGURES.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if (found := _NAMED.fullmatch(text)) and found[2][:3].casefold() in _MONTHS:
        return int(found[1]), _MONTHS.index(found[2][:3].casefold()) + 1, int(found[3])
    return None


def _whole_year(year: int, this_year: int) -> int:
    if year > 99:  # noqa: PLR2004  # two figures
        return year
    century = this_year - this_year % 100
    return century + year if century + year <= this_year + 1 else century + year - 100


def _wrong_day(day: int, month: int) -> str:
    names = "January February March April May June July August September October November December"
    name = names.split()[month - 1]
    if not 1 <= day <= _LONG_MONTH:
        return f"There is no day {day}."
    return f"{name} has no day {day}."
