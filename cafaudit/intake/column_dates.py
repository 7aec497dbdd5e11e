"""A column of dates: which way round day and month stand is told from the whole column, or asked about."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from cafaudit.identifiers.written_dates import WrittenDate, whole_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.intake.coded_column import CodedColumn
    from cafaudit.intake.mapping import DateOrder
    from cafaudit.intake.oddities import OddityLog

_SERIAL: Final = re.compile(r"[2-6]\d{4}")
_DAY_NOUGHT: Final = date(1899, 12, 30)
_CENTURY: Final = 100
_LATEST_SHORT_YEAR: Final = date(2029, 12, 31)
_NO_DATE: Final = "?"

Written = WrittenDate | str
"""What a cell of a column of dates is: a date, "" for a blank, figures, or "?" for what is none."""

_DOUBTFUL: Final = (
    "A date could have the day or the month first, and no other date of the column tells.",
    'It was left blank. Say beside the columns which is first, or with date_order = "dmy" or "mdy" in TOML.',
)
_AGAINST: Final = ("A date can only be read the other way round than the mapping states.", "It was read so.")
_SHORT: Final = ("A year has two digits.", "00 to 29 were taken as 2000 and later, as spreadsheets do.")
_FIGURES: Final = (
    "A number stands where a date should, as spreadsheets store dates.",
    "It was read as days since the end of 1899.",
)
_UNREADABLE: Final = ("This is no date that can be read.", "It was left blank.")


def written_in(cell: str) -> Written:
    """Return what a cell of a column of dates is."""
    text = cell.strip()
    if not text:
        return ""
    return whole_date(text) or (text if _SERIAL.fullmatch(text) else _NO_DATE)


def readings_of(cell: str) -> frozenset[date]:
    """Return every date that a cell may mean: two, where day and month could change places."""
    found = whole_date(cell)
    return frozenset() if found is None else found.readings


class DateColumn:
    """The dates of one column, once all of its rows were read.

    Attributes:
        dates: For each different value of the column its date; None where there is none that can be read.
    """

    def __init__(
        self, column: CodedColumn[Written], lines: Sequence[int], log: OddityLog, order: DateOrder = ""
    ) -> None:
        """Decide for the whole column, then note what is unusual about its rows.

        Args:
            column: The column.
            lines: The lines of its rows.
            log: Where it is noted.
            order: Which way round dates in figures are; "" to have the column's own dates tell.
        """
        self._order = order
        self._column = column
        self._log = log
        self._present = frozenset(column.order())
        written = [column.values[place] for place in self._present]
        month_first = self._is_month_first(written)
        self._notes: dict[int, list[tuple[str, str]]] = {}
        self.dates = [
            self._date(place, found, month_first=month_first) for place, found in enumerate(column.values)
        ]
        for row in column.rows_of(self._notes.keys() & self._present):
            for what, done in self._notes[column.codes[row]]:
                log.note(what, done, row=lines[row], column=column.heading)

    def newest(self) -> date | None:
        """Return the newest date of the column; None when it has none."""
        found = (self.dates[place] for place in self._present)
        return max((day for day in found if day is not None), default=None)

    def _is_month_first(self, written: Sequence[Written]) -> bool:
        if self._order:
            self._is_told = True
            return self._order == "mdy"
        in_figures = [found for found in written if isinstance(found, WrittenDate) and found.in_figures]
        only_day_first = any(found.month_first is None for found in in_figures)
        only_month_first = any(found.day_first is None for found in in_figures)
        self._is_told = only_day_first is not only_month_first
        if only_day_first and only_month_first:
            self._say("Some dates have the day first and others the month.", "Each was read as it can be.")
        elif only_month_first:
            self._say("The dates have the month first.", "They were read so, since some cannot be otherwise.")
        return only_month_first and not only_day_first

    def _date(self, place: int, found: Written, *, month_first: bool) -> date | None:
        if isinstance(found, str):
            return self._other(place, found)
        if found.ambiguous and not self._is_told:
            self._note(place, _DOUBTFUL)
            return None
        first, second = found.day_first, found.month_first
        day = (second or first) if month_first else (first or second)
        if self._order and found.in_figures and (second if month_first else first) is None:
            self._note(place, _AGAINST)
        if day is not None and found.short_year:
            self._note(place, _SHORT)
            return _earlier_century(day) if day > _LATEST_SHORT_YEAR else day
        return day

    def _other(self, place: int, text: str) -> date | None:
        if not text:
            return None
        if text == _NO_DATE:
            self._note(place, _UNREADABLE)
            return None
        self._note(place, _FIGURES)
        return _DAY_NOUGHT + timedelta(days=int(text))

    def _note(self, place: int, note: tuple[str, str]) -> None:
        self._notes.setdefault(place, []).append(note)

    def _say(self, what: str, done: str) -> None:
        self._log.note(what, done, column=self._column.heading)


def _earlier_century(day: date) -> date | None:
    try:
        return day.replace(year=day.year - _CENTURY)
    except ValueError:
        return None
