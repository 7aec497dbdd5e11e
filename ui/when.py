"""Moments and days in words, in this machine's own time; the journal keeps moments in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SHORT = 3
"""Letters of a month where its year stands as well."""

_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def local(at: str) -> datetime | None:
    """Return a moment of the journal ("2009-08-19T14:02:11Z") in local time; None when it is none."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone()


def clock(at: str, *, seconds: bool = True) -> str:
    """Return the time of day of a moment: "14:02:11", or "14:02"; the text itself when it is no moment."""
    moment = local(at)
    if moment is None:
        return at
    return moment.strftime("%H:%M:%S" if seconds else "%H:%M")


def day_and_clock(at: str, *, seconds: bool = True, today: date | None = None) -> str:
    """Return day and time: "26 June, 09:05:12"; "26 Jun 2008, 09:05:12" when it is not of this year."""
    moment = local(at)
    if moment is None:
        return at
    return f"{_day_and_month(moment.date(), _today(today))}, {clock(at, seconds=seconds)}"


def clock_or_day(at: str, *, seconds: bool = True, today: date | None = None) -> str:
    """Return the time of a moment of today, "14:02:11"; of any other the day, "26 June", "26 Jun 2008"."""
    moment, now = local(at), _today(today)
    if moment is None or moment.date() == now:
        return clock(at, seconds=seconds)
    return _day_and_month(moment.date(), now)


def day_in_words(day: date, today: date | None = None) -> str:
    """Return a day for a list: "today", "tomorrow", "Fri 12 June", of another year "Sat 2 Jan 2010"."""
    now = _today(today)
    near = {
        now: _tr("today"),
        now + timedelta(days=1): _tr("tomorrow"),
        now - timedelta(days=1): _tr("yesterday"),
    }
    if day in near:
        return near[day]
    return f"{_DAYS[day.weekday()]} {_day_and_month(day, now)}"


def full_day(day: date) -> str:
    """Return a day as a letter has it: "4 September 2009"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def read_day(text: str) -> date | None:
    """Return the day that was typed, None if it is none.

    Known are "2009-09-04", "4.9.2009", "4/9/2009", "4-9-2009" and "4 September 2009".
    Days stand before months, as in Britain.
    """
    plain = " ".join(text.replace(",", " ").split())
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y"):
        found = _parsed(plain, form)
        if found is not None:
            return found
    return _with_month_in_words(plain)


def _day_and_month(day: date, now: date) -> str:
    """Return "12 June", with the year and a shorter month when the year is another, so that it still fits."""
    month = _MONTHS[day.month - 1]
    return f"{day.day} {month}" if day.year == now.year else f"{day.day} {month[:_SHORT]} {day.year}"


def _with_month_in_words(text: str) -> date | None:
    parts = text.split()
    if len(parts) != 3 or not (parts[0].isdigit() and parts[2].isdigit()):  # noqa: PLR2004 - day, month, year
        return None
    named = [n for n, name in enumerate(_MONTHS, start=1) if name.casefold().startswith(parts[1].casefold())]
    if len(named) != 1:
        return None
    return _parsed(f"{parts[0]}.{named[0]}.{parts[2]}", "%d.%m.%Y")


def _parsed(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007 - a calendar day has no zone
    except ValueError:
        return None


def _today(today: date | None) -> date:
    return today or datetime.now().astimezone().date()


def _tr(text: str) -> str:
    return QCoreApplication.translate("when", text)
