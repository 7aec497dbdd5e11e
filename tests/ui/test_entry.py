"""What the arguments of the program ask for, and how large its window comes up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize

from ui.__main__ import profile_of_window
from ui.shell import Shell

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("arguments", [["--profile", "keys"], ["--profile=keys"]])
def test_a_profile_alone_opens_the_window_with_it(arguments: list[str]) -> None:
    assert profile_of_window(arguments) == Path("keys")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--profile"],
        ["--profile", "--json"],
        ["--profile", "keys", "digest", "visit"],
        ["query", "--list"],
    ],
)
def test_anything_else_is_left_to_the_command_line(arguments: list[str]) -> None:
    assert profile_of_window(arguments) is None


@pytest.mark.parametrize(
    ("free", "fills"),
    [
        ((1366, 728), True),
        ((1366, 768), True),
        ((683, 384), True),
        ((1367, 768), False),
        ((1920, 1040), False),
    ],
)
def test_the_window_fills_the_screen_of_a_laptop_only(
    qtbot: QtBot, free: tuple[int, int], fills: bool
) -> None:
    shell = Shell()
    qtbot.addWidget(shell)
    with qtbot.waitExposed(shell):
        shell.come_up(QSize(*free))
    assert shell.isMaximized() == fills
    if not fills:
        assert shell.size() == shell.sizeHint()
