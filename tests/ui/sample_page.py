"""The Sample page in tests: somebody who works there by keyboard, and what answers them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.in_window import Files, Paper
from tests.ui.visits import SEED
from ui.models.sample_state import CHECKS, COLUMNS, DRAW, SIZES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cafaudit.services.visits import OpenVisit
    from ui.desk import Desk
    from ui.pages.sample import SamplePage
    from ui.widgets.buttons import Button

AtSample: TypeAlias = "Callable[[OpenVisit], Person]"
"""Opens the Sample page of a visit and puts a person there."""


class FilesByName(Files):
    """Files whose answer for a file to write is a folder; the name that was suggested is taken in it."""

    def save_file(self, parent: QWidget, title: str, suggested: Path, pattern: str) -> Path | None:
        folder = super().save_file(parent, title, suggested, pattern)
        return None if folder is None else folder / suggested.name


class Person:
    """Works at the page by keyboard, and counts how often they decide."""

    def __init__(self, page: SamplePage, desk: Desk, files: Files, paper: Paper, qtbot: QtBot) -> None:
        self.page, self.desk, self.files, self.paper, self._qtbot = page, desk, files, paper, qtbot
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
        return cast("Button", self.seen(name))

    def seen(self, name: str) -> QWidget:
        """Return the one part of that name that can be seen; what was made anew takes a moment to show."""
        self.waits(lambda: len(self._visible(name)) == 1)
        return self._visible(name)[0]

    def _visible(self, name: str) -> list[QWidget]:
        return [one for one in self.page.findChildren(QWidget, name) if one.isVisible()]

    def reads(self, path: Path) -> None:
        self.types(str(path))
        self.decides()

    def _focus(self) -> QWidget:
        return cast("QWidget", QApplication.focusWidget())


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
    person.waits(lambda: ceremony.source is not None and ceremony.source.hasFocus())
    person.decides()
    person.waits(lambda: ceremony.seed is not None and ceremony.seed.hasFocus())
    person.types(SEED)
    person.decides()
    person.waits(lambda: bool(person.desk.picture.draws) and not person.page.drawing.busy)
