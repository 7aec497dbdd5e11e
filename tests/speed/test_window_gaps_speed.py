"""No work on a list stops the window; `window_gaps.py` prints the same by hand for 100,000 cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.speed.window_gaps import BAR, measure

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

CASES = 20_000


@pytest.mark.speed
def test_the_window_lives_on_while_a_list_is_counted_and_stored(
    qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    del qapp
    idle, *works = measure(CASES)
    with capsys.disabled():
        print(f"\n{idle}\n" + "\n".join(map(str, works)))  # noqa: T201 - the measurement
    bar = max(BAR, 2 * idle.worst[-1])  # a machine that stops idle windows stops busy ones
    assert [one.work for one in works if one.worst[-1] > bar] == []
