"""A draw from a million cases beside hashing them; `tickets.py` measures any number."""

from __future__ import annotations

import pytest

from tests.speed.tickets import measure

PROMISED = 1.5
MOST_GROWTH = 13


@pytest.mark.speed
def test_a_draw_from_a_million_cases_takes_little_longer_than_hashing_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    small, large = measure(100_000), measure(1_000_000)
    with capsys.disabled():
        print(f"\n{small}\n{large}\n10 times the cases, {large.drawing / small.drawing:.1f} times the time")  # noqa: T201
    assert large.ratio <= PROMISED
    assert large.drawing <= MOST_GROWTH * small.drawing
