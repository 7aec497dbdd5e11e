"""Numbers, dates and lists are written as British letters write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.export.letter.english import (
    british_date,
    capitalised,
    counted,
    joined,
    month_year,
    number_word,
    ordinal_word,
    uncapitalised,
)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "no"),
        (1, "one"),
        (7, "seven"),
        (12, "twelve"),
        (13, "thirteen"),
        (18, "eighteen"),
        (19, "nineteen"),
        (20, "twenty"),
        (21, "twenty-one"),
        (40, "forty"),
        (99, "ninety-nine"),
        (100, "one hundred"),
        (105, "one hundred and five"),
        (342, "three hundred and forty-two"),
        (1_000, "one thousand"),
        (1_001, "1,001"),
        (12_345, "12,345"),
        (-1, "-1"),
    ],
)
def test_a_number_up_to_a_thousand_is_written_in_words(number: int, words: str) -> None:
    assert number_word(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "first"),
        (2, "second"),
        (3, "third"),
        (4, "fourth"),
        (5, "fifth"),
        (8, "eighth"),
        (9, "ninth"),
        (11, "eleventh"),
        (12, "twelfth"),
        (20, "twentieth"),
        (21, "twenty-first"),
        (90, "ninetieth"),
        (100, "one hundredth"),
        (103, "one hundred and third"),
        (1_000, "one thousandth"),
        (1_001, "1,001st"),
        (1_011, "1,011th"),
        (1_022, "1,022nd"),
    ],
)
def test_a_place_in_a_row_is_written_in_words(number: int, words: str) -> None:
    assert ordinal_word(number) == words


def test_no_place_stands_below_zero() -> None:
    with pytest.raises(ValueError, match="-1"):
        ordinal_word(-1)


@given(st.integers(0, 1_000), st.integers(0, 1_000))
def test_two_numbers_never_share_their_words(one: int, other: int) -> None:
    assert (number_word(one) == number_word(other)) == (one == other)
    assert (ordinal_word(one) == ordinal_word(other)) == (one == other)


def test_a_day_has_no_leading_nought_and_its_month_in_full() -> None:
    assert british_date(date(2009, 9, 4)) == "4 September 2009"
    assert month_year(date(2009, 2, 17)) == "February 2009"


def test_a_list_ends_in_and_without_a_comma() -> None:
    assert joined([]) == ""
    assert joined(["a"]) == "a"
    assert joined(["a", "b"]) == "a and b"
    assert joined(["a", "b", "c"]) == "a, b and c"


def test_a_noun_agrees_with_its_number() -> None:
    assert counted(1, "area", "areas") == "one area"
    assert counted(7, "area", "areas") == "seven areas"
    assert counted(0, "area", "areas") == "no areas"


def test_only_the_first_letter_changes_its_size() -> None:
    assert capitalised("satisfactory Progress") == "Satisfactory Progress"
    assert uncapitalised("Requires Improvement") == "requires Improvement"
    assert uncapitalised("HMI say so") == "HMI say so"
    assert uncapitalised("A start") == "a start"
    assert capitalised("") == ""
