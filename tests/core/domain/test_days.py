"""Days counted back by calendar months, and written out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.domain.days import months_before, written_day


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2009-07-14", 12, "2008-07-14"),
        ("2009-07-14", 0, "2009-07-14"),
        ("2009-05-31", 3, "2009-02-28"),
        ("2008-05-31", 3, "2008-02-29"),
        ("2008-02-29", 12, "2007-02-28"),
        ("2008-02-29", 48, "2004-02-29"),
        ("2009-01-31", 1, "2008-12-31"),
        ("2009-03-31", 1, "2009-02-28"),
        ("0001-12-01", 11, "0001-01-01"),
    ],
)
def test_the_day_keeps_its_number_as_far_as_the_month_has_it(day: str, months: int, before: str) -> None:
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(before)


@pytest.mark.parametrize(("day", "months"), [("0001-12-01", 12), ("2009-01-01", -1), ("2009-01-01", 10**9)])
def test_what_cannot_be_counted_back_is_refused(day: str, months: int) -> None:
    with pytest.raises(ValueError, match="months"):
        months_before(date.fromisoformat(day), months)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(0, 600))
def test_the_month_is_exactly_that_many_months_earlier(day: date, months: int) -> None:
    found = months_before(day, months)
    assert (day.year - found.year) * 12 + day.month - found.month == months
    next_month = (found.replace(day=1) + timedelta(days=31)).replace(day=1)
    assert found.day == min(day.day, (next_month - timedelta(days=1)).day)


@given(st.dates(date(1950, 1, 1)), st.dates(date(1950, 1, 1)), st.integers(0, 120))
def test_a_later_day_never_counts_back_to_an_earlier_one(one: date, other: date, months: int) -> None:
    first, second = sorted((one, other))
    assert months_before(first, months) <= months_before(second, months)


def test_days_are_written_as_in_a_letter() -> None:
    assert [written_day(date(2009, month, 4)) for month in (1, 9, 12)] == [
        "4 January 2009",
        "4 September 2009",
        "4 December 2009",
    ]
