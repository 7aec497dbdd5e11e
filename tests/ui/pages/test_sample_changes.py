"""A corrected list: before the draw in the place of the old one, after it beside, against the sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from cafaudit.services.queries.files import frame
from tests.ui.hands import press
from tests.ui.in_window import Files, Paper
from tests.ui.visits import drawn_visit, listed_visit, write_case_list
from ui.models.sample_state import CHANGED, CHECKS, COLUMNS, DRAW, LIST, LISTED, SIZES
from ui.pages.sample import SamplePage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cafaudit.services.visits import OpenVisit
    from tests.ui.showing import Show
    from ui.desk import Desk


@pytest.fixture
def at_page(desk_for: Callable[[OpenVisit], Desk], show: Show) -> Callable[[OpenVisit], SamplePage]:
    def opened(held: OpenVisit) -> SamplePage:
        page = SamplePage(desk_for(held), Files(), Paper())
        page.resize(1222, 720)
        show(page)
        page.show_page()
        return page

    return opened


def corrected_list(path: Path, cases: int) -> Path:
    """Write a list that lacks its first case, has the second one elsewhere, and one more at the end."""
    lines = write_case_list(path, cases + 1).read_text(encoding="utf-8").splitlines()
    del lines[1]
    lines[1] = lines[1].replace("Office A", "Office Z")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def reads(page: SamplePage, path: Path, qtbot: QtBot) -> None:
    """Take a list in by keyboard, as far as what it changed."""
    page.list.path.setText(str(path))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.present == COLUMNS, timeout=20_000)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.present == CHECKS)
    qtbot.waitUntil(lambda: "Accept" in page.checks.primary.text(), timeout=20_000)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.present == CHANGED, timeout=20_000)


def rows(page: SamplePage) -> list[tuple[str, str]]:
    model = page.changes.table.model()
    return [
        (str(model.index(place, 0).data()), str(model.index(place, 2).data()))
        for place in range(model.rowCount())
    ]


def test_before_the_draw_a_corrected_list_takes_the_place_and_says_what_changed(
    at_page: Callable[[OpenVisit], SamplePage], qtbot: QtBot, tmp_path: Path
) -> None:
    page = at_page(listed_visit(tmp_path, 20))
    press(Qt.Key.Key_Escape)
    assert page.present == LIST
    reads(page, corrected_list(tmp_path / "corrected.csv", 20), qtbot)
    assert rows(page) == [
        ("BBC-0021", "only in the new list"),
        ("BBC-0001", "no longer in the list"),
        ("BBC-0002", "altered"),
    ]
    assert frame(page.walk.desk.visit).facts["source"] == "corrected.csv"
    assert page.changes.primary.hasFocus()
    press(Qt.Key.Key_Return)
    assert page.present == SIZES


def test_after_the_draw_it_is_kept_beside_and_shown_against_the_sample(
    at_page: Callable[[OpenVisit], SamplePage], qtbot: QtBot, tmp_path: Path
) -> None:
    page = at_page(drawn_visit(tmp_path, 20, 20))
    assert page.present == DRAW
    press(Qt.Key.Key_F4)
    assert page.present == LISTED
    page.listed.another.click()
    assert page.present == LIST
    reads(page, corrected_list(tmp_path / "corrected.csv", 20), qtbot)
    assert sorted(rows(page)) == [("BBC-0001", "no longer in the list"), ("BBC-0002", "altered")]
    assert page.changes.sorts is not None
    page.changes.sorts.setFocus()
    press(Qt.Key.Key_Right)
    assert rows(page) == [("BBC-0021", "only in the new list")]
    page.changes.primary.setFocus()
    press(Qt.Key.Key_Return)
    assert page.present == DRAW
    assert page.walk.state.frame.facts["source"] == "list.csv"
    press(Qt.Key.Key_F4)
    assert page.listed.changed.isVisible()
    page.listed.changed.click()
    assert page.present == CHANGED
    assert sorted(rows(page)) == [("BBC-0001", "no longer in the list"), ("BBC-0002", "altered")]
