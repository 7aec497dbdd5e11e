"""Sizes for a million files, answered while a person types; a list ten times as long costs little more."""

from __future__ import annotations

from fractions import Fraction
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from cafaudit.statistics.size_words import answer_to
from cafaudit.statistics.sizes import Aim, Precision, size_table

if TYPE_CHECKING:
    from collections.abc import Callable

TWENTIETH = Fraction(1, 20)
RATES = tuple(Fraction(part, 100) for part in (1, 2, 3, 4, 5, 6, 8, 10, 15, 20))
PROMISED = 0.1
MOST_GROWTH = 13

ASKED: dict[str, Callable[[int], object]] = {
    "discovery": lambda population: answer_to(Aim(population, TWENTIETH)),
    "rare": lambda population: answer_to(Aim(population, Fraction(1, population))),
    "30 expected": lambda population: answer_to(Aim(population, Fraction(1, 1_000), 30)),
    "within 5 points": lambda population: answer_to(Precision(population, TWENTIETH)),
    "within 2 points": lambda population: answer_to(Precision(population, Fraction(1, 50))),
    "table": lambda population: size_table(Aim(population, TWENTIETH), RATES, 5),
}


def quickest(ask: Callable[[int], object], population: int, turns: int = 5) -> float:
    found = []
    for _ in range(turns):
        begun = perf_counter()
        ask(population)
        found.append(perf_counter() - begun)
    return min(found)


@pytest.mark.speed
@pytest.mark.parametrize("asked", ASKED)
def test_a_size_for_a_million_files_comes_within_a_tenth_of_a_second(
    capsys: pytest.CaptureFixture[str], asked: str
) -> None:
    small, large = (quickest(ASKED[asked], population) for population in (100_000, 1_000_000))
    with capsys.disabled():
        print(f"\n{asked}: {small * 1e3:.1f} and {large * 1e3:.1f} ms, {large / small:.1f} times")  # noqa: T201
    assert large <= PROMISED
    assert large <= MOST_GROWTH * small
