"""Rates are read as they are written, to the last digit."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.errors import InputRefused
from cafaudit.statistics.shares import one_in_text, percent_text, share_of


@pytest.mark.parametrize(
    "text", ["0.05", ".05", "5%", "5 %", " 5.0 % ", "1/20", "1 / 20", "1 in 20", "5 of 100", "5 per cent"]
)
def test_one_rate_is_written_in_many_ways(text: str) -> None:
    assert share_of(text) == Fraction(1, 20)


def test_six_hundredths_are_six_hundredths() -> None:
    assert share_of("0.06") == Fraction(6, 100)
    assert share_of("0.06") != Fraction(0.06)


@given(st.integers(1, 10**9 - 1))
def test_every_decimal_is_kept_exactly(digits: int) -> None:
    assert share_of(f"0.{digits:09}") == Fraction(digits, 10**9)


@pytest.mark.parametrize(
    "text", ["", "%", ".", "five", "5,0 %", "1e-2", "-5%", "\u0665%", "nan", "1/0", "0x1", "1/2/3"]
)
def test_what_is_no_rate_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InputRefused, match="5%"):
        share_of(text, "rate")


@pytest.mark.parametrize("text", ["0", "0%", "1", "100%", "5", "20/20", "150 %"])
def test_nothing_all_and_more_than_all_are_refused(text: str) -> None:
    with pytest.raises(InputRefused, match="between nothing and all"):
        share_of(text, "rate")


def test_shares_are_said_as_people_say_them() -> None:
    assert percent_text(Fraction(95, 100)) == "95 %"
    assert percent_text(Fraction(1, 400)) == "0.25 %"
    assert percent_text(Fraction(1, 3)) == "33.3333 %"
    assert one_in_text(Fraction(6, 100)) == "3 in 50"
    assert one_in_text(Fraction(1, 1_000)) == "1 in 1,000"
    assert one_in_text(Fraction(123, 1_000)) == "12.3 %"
