"""Judgements, Letter, Team, Workbook, History: with any framework, by keyboard, for a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from cafaudit.services.visits import new_visit, open_visit
from tests.core.team.people import person
from tests.ui.in_window import Files, in_window
from ui.pages.history import HistoryPage
from ui.pages.judgements import JudgementsPage
from ui.pages.letter import LetterPage
from ui.pages.team import TeamPage
from ui.pages.workbook import WorkbookPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.showing import Show
    from ui.desk import Desk
    from ui.widgets.page_frame import PageFrame

FRAMEWORKS = ("blank", "cafcass-pim-2009", "further-education-monitoring")
ME = person("Lead (made up)", "L1")
MADE: dict[str, Callable[[Desk], PageFrame]] = {
    "judgements": JudgementsPage,
    "letter": lambda desk: LetterPage(desk, Files()),
    "team": lambda desk: TeamPage(desk, ME, Files()),
    "workbook": lambda desk: WorkbookPage(desk, Files()),
    "history": HistoryPage,
}


@pytest.fixture(params=FRAMEWORKS)
def desk(request: pytest.FixtureRequest, tmp_path: Path, desk_for: Callable[..., Desk]) -> Desk:
    return desk_for(open_visit(new_visit(tmp_path / "visit", request.param, ME), ME))


@pytest.fixture(params=sorted(MADE))
def page(request: pytest.FixtureRequest, desk: Desk, show: Show, qtbot: QtBot) -> PageFrame:
    made = in_window(show, MADE[request.param](desk), request.param)
    qtbot.waitUntil(lambda: not desk.busy)
    QApplication.processEvents()
    return made


def controls(page: QWidget) -> list[QWidget]:
    """Everything on a page that the keyboard can reach."""
    return [
        part
        for part in page.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisible() and part.focusProxy() is None
    ]


def test_everything_that_the_keyboard_reaches_has_a_name_to_be_spoken(page: PageFrame) -> None:
    assert controls(page)
    assert [type(part).__name__ for part in controls(page) if not part.accessibleName()] == []


def test_the_keyboard_is_on_the_page_as_it_comes_up(page: PageFrame) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)


@pytest.mark.parametrize("percent", [125, 150, 200])
def test_nothing_is_lost_where_there_is_less_room(page: PageFrame, percent: int, qtbot: QtBot) -> None:
    window = page.window()
    before = {type(part).__name__ for part in controls(page)}
    window.resize(QSize(1366 * 100 // percent, 768 * 100 // percent))
    QApplication.processEvents()
    page.fit(window.size())
    QApplication.processEvents()
    assert window.width() == 1366 * 100 // percent
    folded = {type(part).__name__ for part in page.findChildren(QWidget)}
    assert before <= folded
    window.resize(QSize(1366, 768))
    page.fit(window.size())
    qtbot.waitUntil(lambda: before <= {type(part).__name__ for part in controls(page)})
