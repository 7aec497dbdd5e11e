"""A save beside a bare write and sync of as many bytes; `save.py` measures longer, and on any disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.speed.save import append_and_undo_step, give_score

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.speed.save import Measured

SAVES = 400
PROMISED = 0.3
"""Milliseconds beyond a bare sync, at the median, on a machine that does nothing else."""


@pytest.mark.speed
@pytest.mark.parametrize(
    ("kind", "noticed"), [(append_and_undo_step, 2 * PROMISED), (give_score, 3 * PROMISED)]
)
def test_a_save_takes_little_longer_than_waiting_for_the_disk(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    kind: Callable[[Path, int], Measured],
    noticed: float,
) -> None:
    """Fails when something has become much slower: other work on the machine may take a part."""
    measured = kind(tmp_path, SAVES)
    with capsys.disabled():
        print(f"\n{measured}")  # noqa: T201 - the measurement
    assert measured.of_saves(0.5) < measured.of_bare(0.5) + noticed
