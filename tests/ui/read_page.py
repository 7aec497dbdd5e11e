"""The Read page in tests: opened in a main window, and what stands on it and in the visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize

from cafaudit.errors import InputRefused
from cafaudit.services.queries.reading import read_case
from tests.ui.hands import Hands, Key
from ui.pages.read import ReadPage
from ui.widgets.side_bar import SideEntry
from ui.windows.main import MainWindow, Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cafaudit.domain.picture import Answer
    from cafaudit.services.visit import Changes
    from ui.desk import Desk
    from ui.widgets.answer_rows import AnswerRow
    from ui.widgets.list_column import ListRow

menus = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")
"""Without a screen Qt says that a menu cannot take the keyboard; it gets its keys all the same."""


def open_read_page(desk: Desk, show: Callable[[QWidget], QWidget]) -> ReadPage:
    """The page in a main window of the measure of the look, on its first file."""
    window = MainWindow([Page(SideEntry("read", "Read"), lambda: ReadPage(desk))])
    window.resize(QSize(1366, 768))
    show(window)
    window.show_page("read")
    page = window.page("read")
    assert isinstance(page, ReadPage)
    page.show_page()
    page.window_of_test = window  # type: ignore[attr-defined]  # lives as long as the page
    return page


def full_disk(command: object) -> Changes:
    """Stand in for what does commands, and refuse each as on a full disk."""
    del command
    raise InputRefused("The disk is full; nothing was changed.", "Make room and do it again.")


def case_of(page: ReadPage) -> str:
    assert page.file is not None
    return page.file.case.ref


def item_of(page: ReadPage) -> str:
    row = page.answers.table.current_row()
    assert row is not None
    return row.item_id


def row_of(page: ReadPage, item: str) -> AnswerRow:
    rows = page.answers.table.list._shown.rows
    return next(row for row in rows if row.item_id == item)


def answer_of(desk: Desk, case: str, item: str) -> Answer | None:
    return read_case(desk.visit, case).reading.answers.get(item)


def value_of(desk: Desk, case: str, item: str) -> str:
    answer = answer_of(desk, case, item)
    return "" if answer is None else answer.value


def queue_of(page: ReadPage) -> list[str]:
    return [file.case for file in page.files.files]


def go_to(page: ReadPage, hands: Hands, item: str) -> None:
    while item_of(page) != item:
        before = item_of(page)
        hands.press(Key.Key_Down)
        assert item_of(page) != before, f"{item} is not below"


def list_row(page: ReadPage, case: str) -> ListRow:
    return next(row for row in page.files.column.list._rows._rows if row.row_id == case)
