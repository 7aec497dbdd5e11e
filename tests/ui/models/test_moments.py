"""Moments as people type and read them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ui.models.moments import elapsed_words, read_moment

NOW = datetime(2009, 8, 19, 14, 2, tzinfo=UTC).astimezone()


@pytest.mark.parametrize("typed", ["10:20", "10.20", "1020", " 10:20 "])
def test_a_time_is_of_this_day(typed: str) -> None:
    found = read_moment(typed, NOW)
    assert found is not None
    local = datetime.fromisoformat(found).astimezone()
    assert (local.date(), local.hour, local.minute) == (NOW.date(), 10, 20)
    assert found.endswith("Z")


@pytest.mark.parametrize("typed", ["18 August 2009 9:05", "18 August 2009, 9:05", "18/8/2009 9.05"])
def test_a_day_before_the_time_is_read(typed: str) -> None:
    found = read_moment(typed, NOW)
    assert found is not None
    assert datetime.fromisoformat(found).astimezone().strftime("%d %m %Y %H:%M") == "18 08 2009 09:05"


@pytest.mark.parametrize("typed", ["", "soon", "24:00", "10:60", "31 June 2009 10:00", "10"])
def test_what_is_no_moment_is_none(typed: str) -> None:
    assert read_moment(typed, NOW) is None


@pytest.mark.parametrize(
    ("since", "words"),
    [
        ("2009-08-19T11:55:00Z", "2 h 07 min"),
        ("2009-08-19T14:01:30Z", "0 min"),
        ("2009-08-18T13:00:00Z", "25 h 02 min"),
        ("2009-08-19T15:00:00Z", "0 min"),
        ("last week", ""),
    ],
)
def test_how_long_ago(since: str, words: str) -> None:
    assert elapsed_words(since, NOW) == words
