"""Whether a count is rare is decided exactly, under each law, however large the numbers."""

from fractions import Fraction
from itertools import product
from math import comb, exp
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cafaudit.statistics.tails import (
    Binomial,
    Hypergeometric,
    Poisson,
    chance_of_few,
    few_are_rare,
    many_are_rare,
)

limits = st.fractions(min_value=Fraction(1, 1_000), max_value=Fraction(999, 1_000), max_denominator=1_000)


def ways_of_few(population: int, marked: int, read: int, count: int) -> int:
    """Count the draws that hold at most `count` marked files."""
    others = population - marked
    return sum(comb(marked, i) * comb(others, read - i) for i in range(min(count, read) + 1))


@given(st.data(), limits)
def test_draws_from_a_list_are_decided_as_by_counting_every_draw(
    data: st.DataObject, limit: Fraction
) -> None:
    population = data.draw(st.integers(0, 60))
    marked, read, count = (data.draw(st.integers(0, population)) for _ in range(3))
    law = Hypergeometric(population, marked, read)
    few = Fraction(ways_of_few(population, marked, read, count), comb(population, read))
    fewer = Fraction(ways_of_few(population, marked, read, count - 1), comb(population, read))
    assert few_are_rare(law, count, limit) == (few <= limit)
    assert many_are_rare(law, count, limit) == (1 - fewer <= limit)
    assert 0 <= chance_of_few(law, count) - few < Fraction(1, 2**80)


@given(
    st.integers(0, 40), st.fractions(min_value=0, max_value=1, max_denominator=50), st.integers(0, 40), limits
)
def test_an_endless_list_is_decided_as_by_the_powers_of_its_rate(
    read: int, rate: Fraction, count: int, limit: Fraction
) -> None:
    few = sum(
        (comb(read, i) * rate**i * (1 - rate) ** (read - i) for i in range(min(count, read) + 1)), Fraction(0)
    )
    law = Binomial(read, rate)
    assert few_are_rare(law, count, limit) == (few <= limit)
    assert 0 <= chance_of_few(law, count) - few < Fraction(1, 2**80)


@given(st.fractions(min_value=0, max_value=60, max_denominator=1_000), st.integers(0, 60), limits)
def test_rare_events_are_decided_as_a_second_opinion_has_them(
    mean: Fraction, count: int, limit: Fraction
) -> None:
    few = float(stats.poisson(float(mean)).cdf(count))
    if abs(few - limit) > 1e-9:
        assert few_are_rare(Poisson(mean), count, limit) == (few <= limit)
        assert many_are_rare(Poisson(mean), count + 1, 1 - limit) == (few >= limit)
    assert float(chance_of_few(Poisson(mean), count)) == pytest.approx(few, rel=1e-9)


def test_a_limit_next_to_e_to_a_power_is_told_from_it_on_both_sides() -> None:
    """e to the -3 to 60 decimals, so that no float could tell."""
    digits = 49787068367863942979342415650061776631699592188423215567627
    just_under = Fraction(digits, 10**60)
    just_over = Fraction(digits + 1, 10**60)
    assert float(just_under) == float(just_over) == exp(-3)
    assert not few_are_rare(Poisson(Fraction(3)), 0, just_under)
    assert few_are_rare(Poisson(Fraction(3)), 0, just_over)


def test_a_tail_exactly_at_the_limit_is_rare_and_one_hair_below_it_is_not() -> None:
    for population, marked, read in product((19, 40, 97), (3, 11), (5, 9)):
        law = Hypergeometric(population, marked, read)
        exact = Fraction(ways_of_few(population, marked, read, 1), comb(population, read))
        hair = Fraction(1, 10**200)
        assert few_are_rare(law, 1, exact)
        assert not few_are_rare(law, 1, exact - hair)
        assert many_are_rare(law, 2, 1 - exact)
        assert not many_are_rare(law, 2, 1 - exact - hair)


@pytest.mark.parametrize(
    ("population", "marked", "read", "count"),
    [
        (1_000_000, 500_000, 490_000, 244_000),
        (1_000_000, 500_000, 490_000, 24),
        (1_000_000, 300_000, 490_000, 244_000),
        (1_000_000, 1, 950_000, 0),
        (1_000_000, 50_000, 21_034, 1_000),
    ],
)
def test_a_million_files_are_decided_within_a_tenth_of_a_second(
    population: int, marked: int, read: int, count: int
) -> None:
    law = Hypergeometric(population, marked, read)
    begun = perf_counter()
    rare = few_are_rare(law, count, Fraction(1, 20))
    assert perf_counter() - begun < 0.1
    expected = float(stats.hypergeom(population, marked, read).cdf(count))
    assert rare == (expected < 0.05) or abs(expected - 0.05) < 1e-9
