"""Choosing the list on the Sample page, by keyboard: refusals, sheets, columns, stopping."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from cafaudit.services.queries.files import frame
from tests.ui.visits import planned_visit, write_case_list
from ui.models.sample_state import CHECKS, COLUMNS, LIST

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.sample_page import AtSample


def test_a_file_that_is_no_list_is_refused_at_its_field(at_page: AtSample, tmp_path: Path) -> None:
    person = at_page(planned_visit(tmp_path))
    person.reads(tmp_path / "nowhere.csv")
    line = person.page.list.field.line
    person.waits(lambda: "There is no file" in line.text())
    assert person.page.present == LIST
    assert person.page.list.path.hasFocus()
    assert frame(person.desk.visit).cases == 0


def test_enter_on_the_empty_page_asks_for_the_file_and_a_dropped_file_is_read(
    at_page: AtSample, tmp_path: Path
) -> None:
    person = at_page(planned_visit(tmp_path))
    person.files.answer = write_case_list(tmp_path / "list.csv", 5)
    person.presses(Qt.Key.Key_Return)
    person.at(COLUMNS)
    person.presses(Qt.Key.Key_Escape)
    person.at(LIST)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(person.files.answer))])
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier
    person.page.list.dropEvent(QDropEvent(QPointF(), actions, dropped, buttons, keys.NoModifier))
    person.at(COLUMNS)


def test_the_column_of_the_reference_is_chosen_with_one_key(at_page: AtSample, tmp_path: Path) -> None:
    person = at_page(planned_visit(tmp_path))
    (path := tmp_path / "list.csv").write_text("Office,What,Law type\nEast,A-1,Private\nWest,A-2,Public\n")
    person.reads(path)
    person.at(COLUMNS)
    columns = person.page.columns
    assert "press I" in columns.message.text()
    person.presses(Qt.Key.Key_Return)
    assert person.page.present == COLUMNS
    person.presses(Qt.Key.Key_Down)
    person.presses(Qt.Key.Key_I)
    assert columns.message.isHidden()
    assert person.page.intake.mapping is not None
    assert person.page.intake.mapping.header_of("id") == "What"
    person.presses(Qt.Key.Key_Up)
    person.presses(Qt.Key.Key_X)
    assert person.page.intake.mapping.header_of("office") is None
    person.presses(Qt.Key.Key_Return)
    person.at(CHECKS)
    person.waits(lambda: "Accept" in person.page.checks.primary.text())


def test_what_becomes_of_a_column_can_be_another_thing_but_names_are_never_kept(
    at_page: AtSample, tmp_path: Path
) -> None:
    person = at_page(planned_visit(tmp_path))
    person.reads(write_case_list(tmp_path / "list.csv", 5))
    person.at(COLUMNS)
    columns = person.page.columns
    columns.table.setCurrentIndex(columns.table.model().index(2, 0))
    choice = person.seen("column_treatment")
    choice.setFocus()
    person.types("d")
    assert choice.hasFocus()
    mapping = person.page.intake.mapping
    assert mapping is not None
    uses = {use.header: use.treatment for use in mapping.columns}
    assert uses["Child name"] == "drop"
    person.page.columns.role_set.emit("Child name", "child_name", "keep")
    assert "cannot be treated" in columns.message.text()


def test_a_workbook_with_several_lists_offers_its_sheets(at_page: AtSample, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("North", "South"):
        sheet = book.create_sheet(name)
        for row in (
            ("Case ID", "Office", "Law type"),
            (f"{name}-1", name, "Private"),
            (f"{name}-2", name, ""),
        ):
            sheet.append(row)
    book.save(tmp_path / "two.xlsx")
    person = at_page(planned_visit(tmp_path))
    person.reads(tmp_path / "two.xlsx")
    person.waits(lambda: person.page.list.sheet.count() == 2)
    assert person.page.list.sheet.hasFocus()
    person.presses(Qt.Key.Key_Down)
    person.presses(Qt.Key.Key_Return)
    person.at(COLUMNS)
    assert person.page.intake.look is not None
    assert person.page.intake.look.sheet == "South"


def test_reading_can_be_stopped_and_leaves_nothing(at_page: AtSample, tmp_path: Path) -> None:
    person = at_page(planned_visit(tmp_path))
    person.reads(write_case_list(tmp_path / "list.csv", 5))
    person.page.list.progress.stop_wanted.emit()
    person.waits(lambda: not person.page.list.busy)
    assert person.page.present == LIST
    assert person.page.intake.look is None


def test_an_inspector_without_a_sample_is_told_who_draws(at_page: AtSample, tmp_path: Path) -> None:
    person = at_page(planned_visit(tmp_path))
    step = person.page.list
    step.show_rights(leads=False)
    assert step.primary.isHidden()
    assert step.field.isHidden()
