"""What tests of pages share; a test that wants another visit makes its own `desk`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.hands import Hands
from tests.ui.visits import drawn_visit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, desk_for: Callable[..., Desk]) -> Desk:
    """The desk of a visit with nine files drawn, none of them begun."""
    return desk_for(drawn_visit(tmp_path, size=9))


@pytest.fixture
def hands(qtbot: QtBot, desk: Desk) -> Hands:
    """Two hands on the keyboard of that desk."""
    return Hands(qtbot, desk)
