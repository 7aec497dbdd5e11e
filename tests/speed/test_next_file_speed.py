"""Next file beside painting the window; `next_file.py` prints the same by hand."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import pytest

from tests.speed.next_file import BAR, FEW, READINGS, measure
from ui.theme import apply_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.mark.speed
def test_next_file_does_not_wait_for_the_other_files(
    qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    apply_theme(qapp, "light")
    few, many = measure(FEW), measure(READINGS)
    with capsys.disabled():
        print(f"\n{few}\n{many}")  # noqa: T201 - the measurement
    assert median(many.steps) < BAR
    assert median(many.steps) < 3 * median(few.steps)
