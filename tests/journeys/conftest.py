"""What the journeys share: the application in its clothes, and a person who starts the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from cafaudit.team.sealed_box import KdfCost
from tests.journeys.person import Dialogs, Person
from ui.app import App, Surroundings
from ui.collecting import Collector
from ui.focus import KeyboardInSight
from ui.shell import Shell
from ui.theme import apply_theme
from ui.widgets.ring import FocusRings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    Starts = Callable[[Path], Person]

CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)
LAPTOP = (1366, 768)


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """Dress the application before the first widget."""

    class Dressed(QApplication):
        def __init__(self, arguments: list[str]) -> None:
            super().__init__(arguments)
            apply_theme(self, "light")
            FocusRings(self)
            KeyboardInSight(self)
            Collector(self)

    return Dressed


@pytest.fixture
def starts(qtbot: QtBot) -> Iterator[Callable[[Path], Person]]:
    """Start the program on a laptop whose profiles and visits lie in a folder; closed after the test."""
    shells: list[Shell] = []

    def start(laptop: Path) -> Person:
        dialogs, shell = Dialogs(), Shell()
        outside = Surroundings(
            profile=laptop / "data" / "profile",
            visits=laptop / "visits",
            files=dialogs,
            printing=dialogs,
            cost=CHEAP,
        )
        app = App(shell, outside)
        shells.append(shell)
        shell.resize(*LAPTOP)
        app.begin()
        with qtbot.waitExposed(shell):
            shell.show()
        shell.activateWindow()
        qtbot.waitUntil(shell.isActiveWindow)
        return Person(app, qtbot, dialogs)

    yield start
    for shell in shells:
        shell.close()
        shell.deleteLater()
