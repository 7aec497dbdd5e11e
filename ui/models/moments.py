"""Moments as people type them: "10:20", "yesterday"s day and a time, read into UTC as the journal has it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from ui.when import clock, day_and_clock, local, read_day

_TIME: Final = re.compile(r"(\d{1,2})[:.]?(\d{2})")
_LAST_HOUR, _LAST_MINUTE = 23, 59


def read_moment(text: str, now: datetime) -> str | None:
    """Return a typed moment in UTC ("2009-08-19T09:20:00Z"); None when it is none.

    Args:
        text: A time of day of `now`'s day, such as "10:20", "10.20" or "1020"; or a day and a time:
            "19 August 2009 10:20", "19/8/2009 10:20".
        now: The present moment with its zone.
    """
    day_text, _, time_text = text.strip().rpartition(" ")
    found = _TIME.fullmatch(time_text)
    day = read_day(day_text.rstrip(",")) if day_text else now.date()
    if found is None or day is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    if hour > _LAST_HOUR or minute > _LAST_MINUTE:
        return None
    moment = datetime(day.year, day.month, day.day, hour, minute).astimezone()
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local_now() -> datetime:
    """Return the present moment in this machine's zone."""
    return datetime.now(UTC).astimezone()


def moment_words(at: str) -> str:
    """Return a moment as briefly as it can be told: the time of day, with the day if it is not today's."""
    moment = local(at)
    if moment is None or moment.date() == local_now().date():
        return clock(at, seconds=False)
    return day_and_clock(at, seconds=False)


def time_now() -> str:
    """Return the present time of day as somebody would type it: "10:20"."""
    return local_now().strftime("%H:%M")


def elapsed_words(since: str, now: datetime) -> str:
    """Return how long ago a moment was: "2 h 07 min", "40 min"; "" when it is none."""
    moment = local(since)
    if moment is None:
        return ""
    minutes = max(int((now - moment).total_seconds() // 60), 0)
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d} min" if hours else f"{rest} min"
