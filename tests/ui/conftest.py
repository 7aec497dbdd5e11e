"""What the tests of the window share: the application in its clothes, and the ring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from ui.collecting import Collector
from ui.desk import Desk
from ui.focus import KeyboardInSight
from ui.theme import apply_theme, theme
from ui.widgets.ring import FocusRings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from cafaudit.services.visits import OpenVisit


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


@pytest.fixture(autouse=True)
def _light_at_the_start(request: pytest.FixtureRequest) -> None:
    """Begin in the light palette, whatever a test before wore at its end."""
    if "qapp" not in request.fixturenames:
        return
    app = request.getfixturevalue("qapp")
    if theme().name != "light":
        apply_theme(app, "light")


@pytest.fixture
def light(qapp: QApplication) -> None:
    """Wear the light palette again after a test that changed it."""
    apply_theme(qapp, "light")


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    """Show a widget as a window that has the keyboard."""

    held = []  # a window that nothing in Python refers to would go at once

    def shown(widget: QWidget) -> QWidget:
        held.append(widget)
        qtbot.addWidget(widget)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return shown


@pytest.fixture
def desk_for(qapp: QApplication) -> Iterator[Callable[[OpenVisit], Desk]]:
    """Give a visit a desk; both are closed after the test. `tests.ui.visits` makes visits."""
    del qapp
    desks: list[Desk] = []

    def made(held: OpenVisit) -> Desk:
        desks.append(Desk(held))
        return desks[-1]

    yield made
    for desk in desks:
        desk.close()
