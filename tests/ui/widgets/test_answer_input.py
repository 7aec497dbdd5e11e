"""Dates and numbers as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.answer_input import read_typed


@pytest.mark.parametrize(
    "text",
    [
        "14/4/2009",
        "14.04.2009",
        "14-4-09",
        "14 4 09",
        "2009-04-14",
        "14 Apr 2009",
        "14 april 09",
        "14Apr2009",
    ],
)
def test_one_day_is_read_however_it_is_written(text: str) -> None:
    assert read_typed("date", text, 2026).value == "2009-04-14"


@given(st.dates(date(2000, 1, 1), date(2026, 12, 31)))
def test_every_day_comes_back_as_it_was_typed(day: date) -> None:
    for text in (f"{day.day}/{day.month}/{day.year}", f"{day.day}.{day.month}.{day:%y}", day.isoformat()):
        assert read_typed("date", text, 2026).value == day.isoformat()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("31/6/2009", "June has no day 31."),
        ("29/2/2009", "February has no day 29."),
        ("32/1/2009", "There is no day 32."),
        ("0/1/2009", "There is no day 0."),
        ("1/13/2009", "There is no month 13."),
        ("soon", "Type a date as 14/4/2009."),
        ("14 Foo 2009", "Type a date as 14/4/2009."),
        ("14/4", "Type a date as 14/4/2009."),
    ],
)
def test_what_is_no_date_is_said_plainly(text: str, wrong: str) -> None:
    typed = read_typed("date", text, 2026)
    assert (typed.value, typed.wrong) == ("", wrong)


@pytest.mark.parametrize(("year", "whole"), [("09", 2009), ("27", 2027), ("28", 1928), ("99", 1999)])
def test_a_year_of_two_figures_is_not_far_in_the_future(year: str, whole: int) -> None:
    assert read_typed("date", f"1/1/{year}", 2026).value == f"{whole}-01-01"


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", "12"), (" 12.50 ", "12.50"), ("1,200", "1200"), ("-3", "-3"), ("1 200", "1200")],
)
def test_numbers_are_read_in_figures(text: str, value: str) -> None:
    assert read_typed("number", text, 2026).value == value


@pytest.mark.parametrize("text", ["twelve", "1.2.3", "12%", "--3", "1e9"])
def test_what_is_no_number_is_said_plainly(text: str) -> None:
    assert read_typed("number", text, 2026).wrong == "Type a number, in figures."


@given(st.text())
def test_whatever_is_typed_is_either_read_or_refused(text: str) -> None:
    for kind in ("date", "number"):
        typed = read_typed(kind, text, 2026)
        assert bool(typed.value) != bool(typed.wrong)
