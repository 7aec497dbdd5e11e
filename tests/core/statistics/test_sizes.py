"""Sizes are the smallest that will do, and agree with counting, with tables and with a second opinion."""

from fractions import Fraction
from itertools import pairwise, product
from math import comb
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cafaudit.errors import InputRefused
from cafaudit.statistics import sizes
from cafaudit.statistics.intervals import count_range
from cafaudit.statistics.shares import share_of
from cafaudit.statistics.size_words import aim_sentence, marked_sentence, precision_sentence, table_rows
from cafaudit.statistics.sizes import (
    LAWS,
    Aim,
    LawName,
    Precision,
    attribute_size,
    chance_left,
    files_at,
    keeps_margin,
    precision_size,
    size_table,
)

TWENTIETH = Fraction(1, 20)
RATES = tuple(Fraction(part, 100) for part in (1, 2, 5, 6, 7, 10, 20, 50, 90))
LEVELS = (Fraction(9, 10), Fraction(95, 100), Fraction(99, 100))


def counted_size(aim: Aim) -> int | None:
    """Find the size by going through all of them and counting the draws that hold few such files."""
    marked = next(k for k in range(aim.population + 1) if k >= aim.rate * aim.population)
    for read in range(aim.expected + 1, aim.population + 1):
        few = sum(
            comb(marked, i) * comb(aim.population - marked, read - i)
            for i in range(min(aim.expected, read) + 1)
        )
        if few <= (1 - aim.confidence) * comb(aim.population, read):
            return read
    return None


def agrees_with_counting(population: int) -> None:
    for rate, confidence, expected in product(RATES, LEVELS, (0, 1, 2, 5)):
        aim = Aim(population, rate, expected, confidence)
        assert counted_size(aim) == (attribute_size(aim) if aim.can_be_reached else None), aim


@pytest.mark.parametrize("population", [1, 2, 3, 19, 20, 21, 64, 100, 199, 200])
def test_sizes_are_those_of_counting_every_draw(population: int) -> None:
    agrees_with_counting(population)


@pytest.mark.long
def test_sizes_are_those_of_counting_every_draw_for_all_lists_up_to_200() -> None:
    for population in range(1, 201):
        agrees_with_counting(population)


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        ("5%", (59, 93, 124, 153, 181)),
        ("10%", (29, 46, 61, 76, 89)),
        ("4%", (74, 117, 156, 192, 227)),
        ("2%", (149, 236, 313, 386, 456)),
        ("6%", (49, 78, 103, 127, 150)),
    ],
)
def test_an_endless_list_gives_the_sizes_of_published_tables_at_95_per_cent(
    rate: str, expected: tuple[int, ...]
) -> None:
    """Tables of attribute sampling begin 59, 93, 124 at 5 %; some of them round up a little further."""
    aim = Aim(1_000, share_of(rate), law="binomial")
    assert size_table(aim, (share_of(rate),), 4) == (expected,)


def test_the_worked_example_is_57_of_1284_and_64_files_would_make_it_58() -> None:
    aim = Aim(1_284, TWENTIETH)
    assert (aim.marked, attribute_size(aim)) == (65, 57)
    assert chance_left(aim, 57) < TWENTIETH < chance_left(aim, 56)
    assert attribute_size(Aim(1_284, Fraction(64, 1_284))) == 58
    assert aim_sentence(aim, 57) == (
        "To find at least one such file with 95 % confidence if 1 in 20 are like it, read 57 of 1,284."
    )
    assert marked_sentence(aim) == "1 in 20 of 1,284 is taken as 65 files."


def test_a_rate_is_the_fewest_files_that_reach_it_without_any_noise_of_floats() -> None:
    assert files_at(share_of("0.07"), 100) == 7
    assert files_at(share_of("0.06"), 50) == 3
    assert files_at(share_of("0.06"), 51) == 4
    assert -(-0.07 * 100 // 1) == 8  # what floats would have made of seven


@settings(deadline=None)
@given(
    st.integers(1, 20_000),
    st.fractions(min_value=Fraction(1, 500), max_value=Fraction(9, 10), max_denominator=1_000),
    st.integers(0, 12),
    st.sampled_from(LAWS),
)
def test_the_size_will_do_and_one_file_fewer_will_not(
    population: int, rate: Fraction, expected: int, law: LawName
) -> None:
    aim = Aim(population, rate, expected, law=law)
    if not aim.can_be_reached:
        return
    size = attribute_size(aim)

    def few(read: int) -> float:
        if law == "hypergeometric":
            return float(stats.hypergeom(population, aim.marked, read).cdf(expected))
        spread = stats.binom(read, float(rate)) if law == "binomial" else stats.poisson(float(rate) * read)
        return float(spread.cdf(expected))

    assert few(size) <= 0.05 * (1 + 1e-9)
    assert size == expected + 1 or few(size - 1) > 0.05 * (1 - 1e-9)
    assert float(chance_left(aim, size)) == pytest.approx(few(size), rel=1e-6, abs=1e-12)


def test_what_a_list_has_too_few_of_is_refused_and_has_no_place_in_a_table() -> None:
    aim = Aim(40, TWENTIETH, 2)
    with pytest.raises(InputRefused, match="only 2 such files"):
        attribute_size(aim)
    table = size_table(aim, (TWENTIETH, Fraction(1, 4)), 2)
    assert table[0][2] is None
    assert table_rows((TWENTIETH,), table[:1])[0][0::3] == ["5 %", "–"]


@pytest.mark.parametrize("law", LAWS)
def test_a_table_falls_with_the_rate_and_climbs_with_what_is_expected(law: LawName) -> None:
    table = size_table(Aim(1_284, TWENTIETH, law=law), RATES, 6)
    for row in table:
        assert all(few is None or more is None or few < more for few, more in pairwise(row))
    for column in zip(*table, strict=True):
        assert all(low is None or high is None or low >= high for low, high in pairwise(column))


def missed_last(wanted: Precision) -> int:
    """Go through all sizes with the ranges of `intervals`; return the last that misses the margin."""
    last = 0
    for read in range(1, wanted.population + 1):
        found = wanted.found_in(read)
        spread = count_range(found, read, wanted.population, level=wanted.confidence)
        low, high = (Fraction(end, wanted.population) for end in (spread.low, spread.high))
        kept = found - wanted.margin * read <= low * read and high * read <= found + wanted.margin * read
        assert kept == keeps_margin(wanted, read), (wanted, read)
        last = last if kept else read
    return last


precisions = st.builds(
    Precision,
    population=st.integers(1, 90),
    margin=st.fractions(min_value=Fraction(1, 50), max_value=Fraction(2, 5), max_denominator=50),
    share=st.fractions(min_value=Fraction(1, 20), max_value=Fraction(19, 20), max_denominator=20),
    confidence=st.sampled_from(LEVELS),
)


@settings(deadline=None, max_examples=30)
@given(precisions)
def test_from_the_size_on_every_exact_range_keeps_the_margin(wanted: Precision) -> None:
    assert precision_size(wanted) == missed_last(wanted) + 1


@pytest.mark.long
@pytest.mark.parametrize("share", [Fraction(1, 2), Fraction(1, 20), Fraction(3, 10)])
def test_from_the_size_on_every_exact_range_keeps_the_margin_for_all_lists_up_to_200(share: Fraction) -> None:
    for population, margin in product(range(1, 201), (TWENTIETH, Fraction(1, 10))):
        wanted = Precision(population, margin, share)
        assert precision_size(wanted) == missed_last(wanted) + 1


@pytest.mark.parametrize("law", LAWS)
def test_on_a_long_list_the_size_keeps_a_fine_margin_and_the_one_before_misses_it(law: LawName) -> None:
    wanted = Precision(1_000_000, Fraction(1, 50), law=law)
    size = precision_size(wanted)
    assert not keeps_margin(wanted, size - 1)
    assert all(keeps_margin(wanted, read) for read in range(size, size + 40))


@settings(deadline=None, max_examples=15)
@given(
    st.integers(200, 3_000),
    st.sampled_from([Fraction(1, 12), TWENTIETH, Fraction(3, 100)]),
    st.fractions(min_value=Fraction(1, 20), max_value=Fraction(19, 20), max_denominator=40),
)
def test_the_quick_way_to_a_precision_finds_what_the_thorough_one_finds(
    population: int, margin: Fraction, share: Fraction
) -> None:
    wanted = Precision(population, margin, share)
    top = sizes._surely_enough(wanted)
    assert sizes._crossing(wanted, top) == sizes._last_miss(wanted, top) + 1


def test_a_list_read_to_the_end_keeps_any_margin() -> None:
    assert precision_size(Precision(12, Fraction(1, 200))) == 12


@pytest.mark.parametrize("population", [60, 200, 1_284, 20_000])
@pytest.mark.parametrize("margin", [TWENTIETH, Fraction(1, 10)])
def test_no_share_asks_for_many_more_files_than_a_half(population: int, margin: Fraction) -> None:
    most = max(precision_size(Precision(population, margin, Fraction(part, 20))) for part in range(1, 20))
    half = precision_size(Precision(population, margin))
    assert half <= most <= half + max(2, half * 3 // 100)


def test_the_answer_on_precision_is_a_sentence() -> None:
    wanted = Precision(1_284, TWENTIETH)
    assert precision_sentence(wanted, precision_size(wanted)) == (
        "To know a share of about a half to within 5 points either way with 95 % confidence, "
        "read 304 of 1,284."
    )


def test_questions_that_make_no_sense_are_refused() -> None:
    for population, rate, expected, level in (
        (0, TWENTIETH, 0, Fraction(1, 2)),
        (10, Fraction(0), 0, Fraction(1, 2)),
        (10, TWENTIETH, -1, Fraction(1, 2)),
        (10, TWENTIETH, 0, Fraction(1)),
    ):
        with pytest.raises(InputRefused):
            Aim(population, rate, expected, level)
    with pytest.raises(InputRefused, match="half a point"):
        Precision(10, Fraction(1, 1_000))


def test_a_million_files_are_sized_within_a_tenth_of_a_second() -> None:
    for rate, expected in (
        (TWENTIETH, 0),
        (Fraction(1, 10**6), 0),
        (Fraction(1, 1_000), 30),
        (TWENTIETH, 1_000),
    ):
        begun = perf_counter()
        attribute_size(Aim(1_000_000, rate, expected))
        assert perf_counter() - begun < 0.1
