"""Numbers, dates and lists as British letters write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_TO_NINE = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen")
_SMALL = (*_TO_NINE, *_TEENS, "nineteen")
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ODD_ORDINALS = {
    "no": "zeroth",
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_FIRST_HALF = ("January", "February", "March", "April", "May", "June")
_SECOND_HALF = ("July", "August", "September", "October", "November", "December")
_MONTHS = (*_FIRST_HALF, *_SECOND_HALF)
_HUNDRED = 100
_THOUSAND = 1_000


def number_word(number: int) -> str:
    """Write a number from 0 to 1,000 in words ("no" for 0), any other in figures with commas."""
    if not 0 <= number <= _THOUSAND:
        return f"{number:,}"
    if number == _THOUSAND:
        return "one thousand"
    hundreds, rest = divmod(number, _HUNDRED)
    if not hundreds:
        return _below_hundred(rest)
    words = f"{_SMALL[hundreds]} hundred"
    return f"{words} and {_below_hundred(rest)}" if rest else words


def ordinal_word(number: int) -> str:
    """Write a place in a row from 0 to 1,000 in words: second, twenty-first; above that 1,001st.

    Raises:
        ValueError: The number is below 0.
    """
    if number < 0:
        raise ValueError(f"{number} is no place in a row")
    if number > _THOUSAND:
        return _ordinal_figures(number)
    words = number_word(number)
    at = max(words.rfind(" "), words.rfind("-")) + 1
    head, last = words[:at], words[at:]
    if last in _ODD_ORDINALS:
        return head + _ODD_ORDINALS[last]
    if last.endswith("y"):
        return f"{head}{last[:-1]}ieth"
    return f"{head}{last}th"


def british_date(day: date) -> str:
    """Write a day as 4 September 2009."""
    return f"{day.day} {month_year(day)}"


def month_year(day: date) -> str:
    """Write the month of a day as September 2009."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def joined(parts: Sequence[str]) -> str:
    """Join a list as prose: "a", "a and b", "a, b and c"; "" for an empty one."""
    if len(parts) <= 1:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def capitalised(text: str) -> str:
    """Return a text with its first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """Return a text with its first letter small, unless its first word is written in capitals."""
    first = text.split(" ", 1)[0]
    if len(first) > 1 and first.isupper():
        return text
    return text[:1].lower() + text[1:]


def counted(number: int, one: str, many: str) -> str:
    """Write a number in words with its noun: "one area", "seven areas"."""
    return f"{number_word(number)} {one if number == 1 else many}"


def _below_hundred(number: int) -> str:
    if number < len(_SMALL):
        return _SMALL[number]
    tens, rest = divmod(number, 10)
    return f"{_TENS[tens]}-{_SMALL[rest]}" if rest else _TENS[tens]


def _ordinal_figures(number: int) -> str:
    teens = 10 < number % 100 < 14  # noqa: PLR2004 - eleventh to thirteenth end in th
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{'th' if teens else ending}"
