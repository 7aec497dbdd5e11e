"""The Sample page by keyboard: from the list to the first file, refusals, and what stands after the draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cafaudit.assets import read_bytes
from cafaudit.services.picture import load_picture
from cafaudit.services.queries.files import verify_stored_draw
from tests.ui.visits import SEED, planned_visit, write_case_list
from ui.models.sample_state import CHECKS, COLUMNS, DRAW, REQUESTS, SIZES
from ui.pages.sample import SamplePage
from ui.widgets.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cafaudit.services.visits import OpenVisit
    from ui.desk import Desk

MOST_DECISIONS = 12
"""From the list to the first file, by the brief of the simplest visit."""


class Somebody:
    """Answers questions for files with what a test put here, and reads what would be printed."""

    def __init__(self) -> None:
        self.answer: Path | None = None
        self.printed: list[str] = []

    def open_file(self, parent: QWidget, title: str, pattern: str) -> Path | None:
        del parent, title, pattern
        return self.answer

    def save_file(self, parent: QWidget, title: str, suggested: Path, pattern: str) -> Path | None:
        del parent, title, pattern
        return None if self.answer is None else self.answer / suggested.name

    def folder(self, parent: QWidget, title: str, suggested: Path) -> Path | None:
        del parent, title, suggested
        return self.answer

    def print_html(self, parent: QWidget, title: str, html: str) -> bool:
        del parent, title
        self.printed.append(html)
        return True


class Person:
    """Works at the page by keyboard, and counts how often they decide."""

    def __init__(self, page: SamplePage, desk: Desk, outside: Somebody, qtbot: QtBot) -> None:
        self.page, self.desk, self.outside, self._qtbot = page, desk, outside, qtbot
        self.decisions = 0

    def types(self, text: str) -> None:
        QTest.keyClicks(self._focus(), text)

    def decides(self) -> None:
        self.decisions += 1
        self.presses(Qt.Key.Key_Return)

    def presses(self, key: Qt.Key) -> None:
        QTest.keyClick(self._focus(), key)

    def waits(self, until: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(until, timeout=20_000)

    def at(self, step: int) -> None:
        self.waits(lambda: self.page.present == step)

    def part(self, name: str) -> Button:
        found = [one for one in self.page.findChildren(Button, name) if one.isVisible()]
        assert found, f"no button {name} can be seen"
        return found[0]

    def reads(self, path: Path) -> None:
        self.types(str(path))
        self.decides()

    def _focus(self) -> QWidget:
        return cast("QWidget", QApplication.focusWidget())


@pytest.fixture
def at_page(
    desk_for: Callable[[OpenVisit], Desk], show: Callable[[QWidget], QWidget], qtbot: QtBot
) -> Callable[[OpenVisit], Person]:
    def begin(held: OpenVisit) -> Person:
        desk, outside = desk_for(held), Somebody()
        page = SamplePage(desk, outside, outside)
        page.resize(1222, 720)
        show(page)
        page.show_page()
        return Person(page, desk, outside, qtbot)

    return begin


def draws(person: Person, path: Path, size: int, *, folds: bool) -> None:
    """Go from the list to the draw by keyboard."""
    person.reads(path)
    person.at(COLUMNS)
    person.decides()
    person.at(CHECKS)
    checks = person.page.checks
    if folds:
        person.waits(lambda: checks.asks_to_fold and not checks.busy)
        person.decides()
        person.waits(lambda: not checks.asks_to_fold)
    person.waits(lambda: "Accept" in checks.primary.text() and not checks.busy)
    person.decides()
    person.at(SIZES)
    person.types(str(size))
    person.decides()
    person.at(DRAW)
    ceremony = person.page.drawing.ceremony
    person.decides()
    person.waits(lambda: ceremony.source is not None)
    person.decides()
    person.waits(lambda: ceremony.seed is not None)
    person.types(SEED)
    person.decides()
    person.waits(lambda: bool(person.desk.picture.draws) and not person.page.drawing.busy)


@pytest.mark.parametrize("size", [24, 60])
def test_the_example_list_is_drawn_by_keyboard_with_few_decisions(
    at_page: Callable[[OpenVisit], Person], tmp_path: Path, qtbot: QtBot, size: int
) -> None:
    person = at_page(planned_visit(tmp_path))
    (path := tmp_path / "case-list.xlsx").write_bytes(read_bytes("example", "case-list.xlsx"))
    draws(person, path, size, folds=True)
    picture = load_picture(person.desk.visit)
    assert sum(1 for case in picture.sample if case.role == "sample") == size
    assert picture.draws[0].seed == SEED
    assert picture.draws[0].seed_source.startswith("Twenty throws")
    assert verify_stored_draw(person.desk.visit) == ()
    person.decides()
    person.at(REQUESTS)
    with qtbot.waitSignal(person.page.page_wanted) as wanted:
        person.decides()
    assert wanted.args == ["read", None]
    assert person.decisions <= MOST_DECISIONS


def test_a_small_csv_needs_no_answer_about_folding(
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
) -> None:
    person = at_page(planned_visit(tmp_path))
    draws(person, write_case_list(tmp_path / "list.csv", 9), 3, folds=False)
    assert [draw.sizes for draw in person.desk.picture.draws] == [
        {"Early intervention": 1, "Long-term private": 1, "Long-term public": 1}
    ]
