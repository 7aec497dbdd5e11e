"""The Workbook page by keyboard: full, redacted, stopped, refused, and the other papers. Made-up data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QScrollArea

from cafaudit.intake import read_draw_sheet
from cafaudit.services.commands.evidence import AddEvidence
from cafaudit.services.documents import exports_of
from tests.ui.hands import Hands, Key
from tests.ui.in_window import Files, in_window
from tests.ui.showing import find
from tests.ui.visits import drawn_visit, planned_visit
from ui.pages.workbook import WorkbookPage
from ui.widgets.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.showing import Show
    from ui.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, desk_for: Callable[..., Desk]) -> Desk:
    return desk_for(drawn_visit(tmp_path, size=3))


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "book.xlsx")


@pytest.fixture
def opened() -> list[Path]:
    return []


@pytest.fixture
def page(desk: Desk, files: Files, opened: list[Path], show: Show) -> WorkbookPage:
    return in_window(show, WorkbookPage(desk, files, opened.append), "workbook")


def cells(path: Path) -> set[str]:
    book = load_workbook(path)
    return {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}


def exports(page: WorkbookPage) -> list[tuple[str, str]]:
    model = page.exports
    return [(model.index(at, 1).data(), model.index(at, 3).data()) for at in range(model.rowCount())]


def test_in_a_low_window_the_export_is_whole_in_sight(page: WorkbookPage, qtbot: QtBot) -> None:
    page.window().resize(683, 384)
    QApplication.processEvents()
    area = next(one for one in page.findChildren(QScrollArea) if one.isAncestorOf(page.export))
    area.verticalScrollBar().setValue(0)
    page.show_page()

    def is_whole() -> bool:
        seen = QRect(page.export.mapTo(area.viewport(), QPoint(0, 0)), page.export.size())
        return area.viewport().rect().contains(seen)

    qtbot.waitUntil(is_whole)


def test_one_key_and_a_name_make_the_workbook(
    page: WorkbookPage, desk: Desk, files: Files, hands: Hands, opened: list[Path]
) -> None:
    assert page.export.hasFocus()
    hands.press(Key.Key_Space)
    assert files.answer is not None
    case = desk.picture.sample[0].ref
    assert case in cells(files.answer)
    assert page.message.text().startswith("Workbook written in ")
    assert str(files.answer) in page.message.text()
    assert files.suggested[0].name == "Brackwater workbook.xlsx"
    page.message.followed.emit()
    assert opened == [files.answer]
    assert page.working.isHidden()


def test_the_redacted_workbook_names_no_case(
    page: WorkbookPage, desk: Desk, files: Files, hands: Hands
) -> None:
    page.kind.setFocus()
    hands.press(Key.Key_Right)
    page.export.setFocus()
    hands.press(Key.Key_Return)
    assert files.answer is not None
    written = cells(files.answer)
    assert not [case.ref for case in desk.picture.sample if case.ref in written]
    assert files.suggested[0].name == "Brackwater workbook, redacted.xlsx"


def test_it_can_be_stopped_and_nothing_is_written(
    page: WorkbookPage, desk: Desk, files: Files, hands: Hands
) -> None:
    page.export.click()
    assert page.working.isVisible()
    assert page.export.hasFocus()
    page.export.click()
    assert len(files.suggested) == 1
    find(page, Button, "stop").click()
    hands.settle()
    assert page.message.text() == "Stopped. Nothing was written."
    assert files.answer is not None
    assert not files.answer.exists()
    assert exports_of(desk.visit) == ()


def test_a_place_that_cannot_be_written_is_refused_where_it_was_asked(
    page: WorkbookPage, files: Files, hands: Hands, tmp_path: Path
) -> None:
    files.answer = tmp_path / "none" / "book.xlsx"
    hands.press(Key.Key_Space)
    assert "There is no folder" in page.message.text()
    assert page.exports.rowCount() == 0


def test_thinking_better_of_it_starts_nothing(page: WorkbookPage, files: Files, hands: Hands) -> None:
    files.answer = None
    hands.press(Key.Key_Space)
    assert page.message.isHidden()
    assert page.working.isHidden()


def test_draw_sheet_and_feedback_sheet_are_made_here_too(
    page: WorkbookPage, files: Files, hands: Hands, tmp_path: Path
) -> None:
    files.answers = [tmp_path / "drawn", tmp_path / "told"]
    find(page, Button, "export_draw_sheet").setFocus()
    hands.press(Key.Key_Space)
    find(page, Button, "export_feedback").setFocus()
    hands.press(Key.Key_Space)
    assert len(read_draw_sheet(tmp_path / "drawn.xlsx")) > 3
    assert (tmp_path / "told.docx").read_bytes().startswith(b"PK")
    assert [what for what, _ in exports(page)] == ["Feedback sheet", "Draw sheet"]


def test_the_list_of_exports_says_which_are_of_an_older_state_or_gone(
    page: WorkbookPage, desk: Desk, files: Files, hands: Hands, tmp_path: Path
) -> None:
    files.answers = [tmp_path / "one.xlsx", tmp_path / "two.xlsx"]
    hands.press(Key.Key_Space, Key.Key_Space)
    assert exports(page) == [("Workbook", "as it is now")] * 2
    (tmp_path / "one.xlsx").unlink()
    desk.do(AddEvidence(text="something more"))
    hands.settle()
    assert exports(page) == [("Workbook", "older state"), ("Workbook", "no longer there")]


def test_what_the_workbook_will_hold_is_counted_before_it_is_made(
    page: WorkbookPage, desk: Desk, hands: Hands
) -> None:
    model = page.contents
    rows = {model.index(at, 0).data(): model.index(at, 1).data() for at in range(model.rowCount())}
    assert rows["Draw, sample"] == "3 files"
    assert rows["Evidence"] == "0"
    desk.do(AddEvidence(text="something more"))
    hands.settle()
    assert model.index(4, 1).data() == "1"


def test_without_a_draw_there_is_no_draw_sheet(
    tmp_path: Path, desk_for: Callable[..., Desk], show: Show, files: Files
) -> None:
    page = in_window(show, WorkbookPage(desk_for(planned_visit(tmp_path)), files), "workbook")
    assert not page.draw_sheet.isEnabled()
    assert page._no_exports.isVisible()
