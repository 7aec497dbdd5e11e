"""The stored list beside the bare SELECT; `frame_list.py` prints the same by hand for a million cases."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import pytest

from tests.speed.frame_list import FEW, FRAME_MS, MOST_GROWTH, measure
from ui.theme import apply_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

MANY = 100_000


@pytest.mark.speed
def test_a_jump_in_the_list_does_not_wait_for_its_length(
    qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    apply_theme(qapp, "light")
    few, many = measure(FEW), measure(MANY)
    with capsys.disabled():
        print(f"\n{few}\n{many}")  # noqa: T201 - the measurement
    assert many.beyond_paint < FRAME_MS
    assert median(many.jumps) < 3 * median(few.jumps)
    assert many.growth < MOST_GROWTH
