"""Moments and days as the window writes and reads them."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.when import clock, clock_or_day, day_and_clock, day_in_words, full_day, read_day

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAY = date(2009, 6, 10)


@pytest.fixture
def in_london() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "GMT0BST,M3.5.0/1,M10.5.0")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("in_london")
def test_moments_of_the_journal_are_shown_in_local_time() -> None:
    assert clock("2009-08-19T14:02:11Z") == "15:02:11"
    assert clock("2009-08-19T14:02:11Z", seconds=False) == "15:02"
    assert day_and_clock("2009-05-26T08:05:12Z", today=TODAY) == "26 May, 09:05:12"
    assert day_and_clock("2008-05-26T23:30:00Z", today=TODAY) == "27 May 2008, 00:30:00"
    assert day_and_clock("2008-09-26T08:05:12Z", seconds=False, today=TODAY) == "26 Sep 2008, 09:05"


@pytest.mark.usefixtures("in_london")
def test_in_little_room_a_moment_is_a_time_today_and_a_day_before() -> None:
    assert clock_or_day("2009-06-10T08:05:12Z", today=TODAY) == "09:05:12"
    assert clock_or_day("2009-06-09T23:05:12Z", seconds=False, today=TODAY) == "00:05"
    assert clock_or_day("2009-06-08T08:05:12Z", today=TODAY) == "8 June"
    assert clock_or_day("2008-09-26T08:05:12Z", today=TODAY) == "26 Sep 2008"


def test_what_is_no_moment_is_shown_as_it_stands() -> None:
    assert clock("after lunch") == "after lunch"
    assert day_and_clock("") == ""


def test_near_days_are_named_and_other_years_said() -> None:
    assert day_in_words(date(2009, 6, 10), TODAY) == "today"
    assert day_in_words(date(2009, 6, 11), TODAY) == "tomorrow"
    assert day_in_words(date(2009, 6, 9), TODAY) == "yesterday"
    assert day_in_words(date(2009, 6, 12), TODAY) == "Fri 12 June"
    assert day_in_words(date(2010, 1, 2), TODAY) == "Sat 2 Jan 2010"


@pytest.mark.parametrize(
    "text", ["2009-09-04", "4.9.2009", "04/09/2009", "4 September 2009", " 4  sept 2009 ", "4-9-2009"]
)
def test_a_day_is_read_in_the_ways_that_people_write_it(text: str) -> None:
    assert read_day(text) == date(2009, 9, 4)


@pytest.mark.parametrize(
    "text", ["", "soon", "31/06/2009", "4 ma 2009", "4.9.09", "2009-13-01", "4 September"]
)
def test_what_is_no_day_is_not_guessed_at(text: str) -> None:
    assert read_day(text) is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_a_day_written_out_is_read_back(day: date) -> None:
    assert read_day(full_day(day)) == day
    assert read_day(day.isoformat()) == day
