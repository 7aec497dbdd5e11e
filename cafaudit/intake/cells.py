"""A cell as the text that a person sees in it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

Cell = int | float | str | bool | date | datetime | time | timedelta
"""What the spreadsheet reader gives for a cell; "" for an empty one."""

EXACT_UP_TO: Final = 10**15
"""From here on a spreadsheet has lost the last digits of a whole number."""

_MINUTE: Final = 60
_HOUR: Final = 3600


def cell_text(cell: Cell) -> str:
    """Return a cell as text: whole numbers without a point, dates as 2009-03-31, texts as they are."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return _number_text(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds").removesuffix(" 00:00:00")
    if isinstance(cell, timedelta):
        return _duration_text(cell)
    return cell.isoformat()


def has_lost_digits(cell: Cell) -> bool:
    """Say whether a cell is a number too long for a spreadsheet, so no longer the one that was typed."""
    return isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= EXACT_UP_TO


def _number_text(number: float) -> str:
    if isinstance(number, int) or number.is_integer():
        return str(int(number))
    return f"{number:.15g}"


def _duration_text(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    hours, left = divmod(abs(seconds), _HOUR)
    minutes, rest = divmod(left, _MINUTE)
    return f"{'-' if seconds < 0 else ''}{hours}:{minutes:02}:{rest:02}"
