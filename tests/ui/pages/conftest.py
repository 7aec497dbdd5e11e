"""What tests of pages share; a test that wants another visit makes its own `desk`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cafaudit.services.known_mappings import KnownMappings
from tests.core.team.people import person
from tests.ui.hands import Hands
from tests.ui.in_window import Files, Paper
from tests.ui.sample_page import AtSample, FilesByName, Person
from tests.ui.sample_walker import Walker
from tests.ui.visits import drawn_visit, planned_visit
from ui.pages.sample import SamplePage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from cafaudit.services.visits import OpenVisit
    from ui.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, desk_for: Callable[..., Desk]) -> Desk:
    """The desk of a visit with nine files drawn, none of them begun."""
    return desk_for(drawn_visit(tmp_path, size=9))


@pytest.fixture
def hands(qtbot: QtBot, desk: Desk) -> Hands:
    """Two hands on the keyboard of that desk."""
    return Hands(qtbot, desk)


@pytest.fixture
def at_page(
    desk_for: Callable[[OpenVisit], Desk], show: Callable[[QWidget], QWidget], qtbot: QtBot
) -> AtSample:
    """Open the Sample page of a visit, with a person at it."""

    def begin(held: OpenVisit) -> Person:
        desk, files, paper = desk_for(held), FilesByName(), Paper()
        page = SamplePage(desk, files, paper)
        page.resize(1222, 720)
        show(page)
        page.show_page()
        return Person(page, desk, files, paper, qtbot)

    return begin


@pytest.fixture
def walker(
    desk_for: Callable[[OpenVisit], Desk], show: Callable[[QWidget], QWidget], qtbot: QtBot, tmp_path: Path
) -> Walker:
    """Somebody at the Sample page of a visit without a list."""
    files, paper = Files(), Paper()
    (tmp_path / "profile").mkdir()
    mappings = KnownMappings(tmp_path / "profile", person())
    page = SamplePage(desk_for(planned_visit(tmp_path)), files, paper, mappings)
    page.resize(1222, 720)
    show(page)
    page.show_page()
    return Walker(page, files, paper, qtbot)
