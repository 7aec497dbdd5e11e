"""Somebody who reads lists at the Sample page, in tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from tests.ui.hands import press
from ui.models.sample_state import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cafaudit.intake import Mapping
    from tests.ui.in_window import Files, Paper
    from ui.pages.sample import SamplePage


class Walker:
    """Reads lists at the page."""

    def __init__(self, page: SamplePage, files: Files, paper: Paper, qtbot: QtBot) -> None:
        self.page, self.files, self.paper, self._qtbot = page, files, paper, qtbot

    def reads(self, path: Path) -> None:
        self.page.list.path.setText(str(path))
        press(Qt.Key.Key_Return)
        self.at(COLUMNS)

    def at(self, step: int) -> None:
        self.waits(lambda: self.page.present == step)

    def waits(self, until: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(until, timeout=20_000)

    def goes_to(self, header: str) -> None:
        columns = self.page.columns
        for place in range(columns.table.model().rowCount()):
            if columns.table.model().index(place, 0).data() == header:
                columns.table.setCurrentIndex(columns.table.model().index(place, 0))
                columns.table.setFocus()
                return
        raise AssertionError(header)

    def row(self, header: str) -> list[str]:
        model = self.page.columns.table.model()
        for place in range(model.rowCount()):
            cells = [str(model.index(place, at).data()) for at in range(model.columnCount())]
            if cells[0] == header:
                return cells
        raise AssertionError(header)

    @property
    def mapping(self) -> Mapping:
        mapping = self.page.intake.mapping
        assert mapping is not None
        return mapping
