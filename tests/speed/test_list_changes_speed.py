"""Excluding, grouping and comparing grow with the list; `list_changes.py` prints the same by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.speed.list_changes import measure

if TYPE_CHECKING:
    from tests.speed.list_changes import Measured

FEW, MANY = 10_000, 100_000
MOST_GROWTH = 13
MOST_HELD = 5.0


def best(cases: int) -> list[Measured]:
    return [measure(cases) for _ in range(3)]


@pytest.mark.speed
def test_ten_times_the_cases_take_at_most_thirteen_times_the_time(
    capsys: pytest.CaptureFixture[str],
) -> None:
    few, many = best(FEW), best(MANY)
    with capsys.disabled():
        print(f"\n{few[0]}\n{many[0]}")  # noqa: T201 - the measurement
    for deed in ("exclude", "group", "compare", "turned"):
        shortest = [min(getattr(one, deed) for one in measured) for measured in (few, many)]
        assert shortest[1] <= MOST_GROWTH * shortest[0], deed
    assert many[0].held < MOST_HELD
