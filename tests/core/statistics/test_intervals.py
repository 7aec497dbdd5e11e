"""The range for a count in the whole list is exact, and never promises too much."""

from fractions import Fraction
from itertools import combinations
from math import comb
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cafaudit.statistics.intervals import LEVEL, CountRange, count_range

TAIL = 0.025
samples = st.integers(1, 2_000).flatmap(
    lambda population: st.integers(0, min(population, 80)).flatmap(
        lambda read: st.tuples(st.integers(0, read), st.just(read), st.just(population))
    )
)


def drawn_with(count: int, read: int, marked: int, population: int) -> int:
    """Count the possible draws with exactly `count` marked files, by going through all of them."""
    return sum(sum(file < marked for file in draw) == count for draw in combinations(range(population), read))


@pytest.mark.parametrize("population", [1, 2, 5, 8, 9])
def test_the_range_is_that_of_going_through_every_possible_draw(population: int) -> None:
    for read in range(population + 1):
        draws = comb(population, read)
        ways = [
            [drawn_with(count, read, marked, population) for count in range(read + 1)]
            for marked in range(population + 1)
        ]
        for count in range(read + 1):
            held = [
                marked
                for marked in range(population + 1)
                if 40 * sum(ways[marked][count:]) > draws and 40 * sum(ways[marked][: count + 1]) > draws
            ]
            assert count_range(count, read, population) == CountRange(held[0], held[-1], population)
            assert held == list(range(held[0], held[-1] + 1))


def test_a_tail_of_exactly_what_the_level_leaves_is_too_rare() -> None:
    """Each level here makes one possible tail exactly as large as what may lie outside."""
    read, population = 3, 7
    draws = comb(population, read)
    for ways in range(1, (draws + 1) // 2):
        level = 1 - 2 * Fraction(ways, draws)
        for count in range(read + 1):
            low = next(
                marked
                for marked in range(population + 1)
                if sum(drawn_with(c, read, marked, population) for c in range(count, read + 1)) > ways
            )
            assert count_range(count, read, population, level=level).low == low


@pytest.mark.parametrize(("read", "population"), [(3, 10), (12, 30), (12, 60), (24, 61)])
def test_the_truth_is_missed_in_at_most_five_of_a_hundred_draws(read: int, population: int) -> None:
    draws = comb(population, read)
    ranges = [count_range(count, read, population) for count in range(read + 1)]
    for marked in range(population + 1):
        hit = sum(
            comb(marked, count) * comb(population - marked, read - count)
            for count, found in enumerate(ranges)
            if found.low <= marked <= found.high
        )
        assert Fraction(hit, draws) >= LEVEL


@given(samples)
@settings(max_examples=200, deadline=None)
def test_the_ends_are_where_the_tails_of_a_second_opinion_cross(sample: tuple[int, int, int]) -> None:
    count, read, population = sample
    found = count_range(count, read, population)

    def tails(marked: int) -> tuple[float, float]:
        spread = stats.hypergeom(population, marked, read)
        return float(spread.sf(count - 1)), float(spread.cdf(count))

    assert tails(found.low)[0] > TAIL * (1 - 1e-9)
    assert tails(found.high)[1] > TAIL * (1 - 1e-9)
    if found.low > 0:
        assert tails(found.low - 1)[0] < TAIL * (1 + 1e-9)
    if found.high < population:
        assert tails(found.high + 1)[1] < TAIL * (1 + 1e-9)


@given(samples)
def test_the_range_holds_what_was_seen_and_mirrors_its_opposite(sample: tuple[int, int, int]) -> None:
    count, read, population = sample
    found = count_range(count, read, population)
    assert count <= found.low <= found.high <= population - (read - count)
    opposite = count_range(read - count, read, population)
    assert (opposite.low, opposite.high) == (population - found.high, population - found.low)


@pytest.mark.parametrize(
    ("count", "read", "low", "high"),
    [
        (12, 12, 74, 100),
        (10, 12, 52, 98),
        (8, 12, 35, 90),
        (20, 24, 63, 95),
        (32, 40, 64, 91),
        (51, 60, 73, 93),
    ],
)
def test_a_huge_list_gives_the_limits_of_clopper_and_pearson(
    count: int, read: int, low: int, high: int
) -> None:
    found = count_range(count, read, 10_000_000)
    assert (found.low_percent, found.high_percent) == (low, high)


def test_the_list_behind_a_sample_narrows_the_range() -> None:
    found = count_range(41, 50, 1_282)
    assert (found.low_percent, found.high_percent) == (69, 91)
    small = count_range(41, 50, 60)
    assert (small.low, small.high) == (46, 51)


def test_a_list_read_to_the_end_leaves_no_doubt() -> None:
    assert count_range(7, 24, 24) == CountRange(7, 7, 24)


def test_without_files_read_everything_is_possible() -> None:
    assert count_range(0, 0, 30) == CountRange(0, 30, 30)
    nothing = count_range(0, 0, 0)
    assert (nothing.low_percent, nothing.high_percent) == (None, None)


def test_a_higher_level_gives_a_wider_range() -> None:
    usual, wide = (count_range(8, 12, 200, level=level) for level in (LEVEL, Fraction(99, 100)))
    assert wide.low < usual.low < usual.high < wide.high


def test_impossible_counts_and_levels_are_faults() -> None:
    for count, read, population in ((-1, 5, 9), (6, 5, 9), (5, 10, 9)):
        with pytest.raises(ValueError, match="impossible"):
            count_range(count, read, population)
    for level in (Fraction(0), Fraction(1)):
        with pytest.raises(ValueError, match="level"):
            count_range(1, 2, 3, level=level)


def test_six_hundred_files_of_a_hundred_thousand_take_under_a_tenth_of_a_second() -> None:
    begun = perf_counter()
    for count in (1, 300, 540, 599):
        count_range(count, 600, 100_000)
    assert (perf_counter() - begun) / 4 < 0.1
