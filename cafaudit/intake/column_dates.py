"""A column of dates: which way round day and month stand is told from the whole column, or asked about."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from cafaudit.identifiers.written_dates import WrittenDate, whole_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cafaudit.intake.oddities import OddityLog

_SERIAL: Final = re.compile(r"[2-6]\d{4}")
_DAY_NOUGHT: Final = date(1899, 12, 30)
_CENTURY: Final = 100
_LATEST_SHORT_YEAR: Final = date(2029, 12, 31)


class DateColumn:
    """The dates of one column, row by row.

    Attributes:
        dates: The date of each row; None where there is none that can be read.
        readings: For each row every date that may be meant: two, where day and month could change places.
    """

    def __init__(self, heading: str, cells: Iterable[str], lines: Sequence[int], log: OddityLog) -> None:
        """Read all cells first, then decide for the column."""
        self._heading = heading
        self._log = log
        texts = list(cells)
        read = {text: _written(text) for text in set(texts)}
        written = [read[text] for text in texts]
        month_first = self._is_month_first(written)
        self.dates: list[date | None] = []
        self.readings: list[frozenset[date]] = []
        for found, line in zip(written, lines, strict=True):
            self.dates.append(self._date(found, line, month_first=month_first))
            self.readings.append(found.readings if isinstance(found, WrittenDate) else frozenset())

    def newest(self) -> date | None:
        """Return the newest date of the column; None when it has none."""
        return max((day for day in self.dates if day is not None), default=None)

    def _is_month_first(self, written: Sequence[WrittenDate | str]) -> bool:
        in_figures = [found for found in written if isinstance(found, WrittenDate) and found.in_figures]
        only_day_first = any(found.month_first is None for found in in_figures)
        only_month_first = any(found.day_first is None for found in in_figures)
        self._is_told = only_day_first or only_month_first
        if only_day_first and only_month_first:
            self._is_told = False
            self._note("Some dates have the day first and others the month.", "Each was read as it can be.")
        elif only_month_first:
            self._note(
                "The dates have the month first.", "They were read so, since some cannot be otherwise."
            )
        return only_month_first and not only_day_first

    def _date(self, found: WrittenDate | str, line: int, *, month_first: bool) -> date | None:
        if isinstance(found, str):
            return self._other(found, line)
        if found.ambiguous and not self._is_told:
            self._note(
                "A date could have the day or the month first.", "It was read with the day first.", line
            )
        first, second = found.day_first, found.month_first
        day = (second or first) if month_first else (first or second)
        if day is not None and found.short_year:
            self._note(
                "A year has two digits.", "00 to 29 were taken as 2000 and later, as spreadsheets do.", line
            )
            return _earlier_century(day) if day > _LATEST_SHORT_YEAR else day
        return day

    def _other(self, text: str, line: int) -> date | None:
        if not text:
            return None
        if _SERIAL.fullmatch(text):
            self._note(
                "A number stands where a date should, as spreadsheets store dates.",
                "It was read as days since the end of 1899.",
                line,
            )
            return _DAY_NOUGHT + timedelta(days=int(text))
        self._note("This is no date that can be read.", "It was left blank.", line)
        return None

    def _note(self, what: str, done: str, line: int = 0) -> None:
        self._log.note(what, done, row=line, column=self._heading)


def _written(cell: str) -> WrittenDate | str:
    text = cell.strip()
    if not text:
        return ""
    return whole_date(text) or text


def _earlier_century(day: date) -> date | None:
    try:
        return day.replace(year=day.year - _CENTURY)
    except ValueError:
        return None
