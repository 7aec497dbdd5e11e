"""The Columns step: how the file was read, its first rows, what becomes of each column, mappings kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from cafaudit.services.queries.files import frame, frame_refs, newest_frame
from tests.ui.hands import press
from tests.ui.visits import write_case_list
from ui.models.sample_state import CHECKS, COLUMNS, LIST, SIZES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.sample_walker import Walker

AT = "2009-05-26T09:00:00Z"


def odd_list(path: Path) -> Path:
    path.write_text("Our number,Where,Kind\nA-1,East,Long\nA-2,West,\nA-3,East,Long\n", encoding="utf-8")
    return path


def test_the_first_rows_stand_above_the_columns_with_their_places_in_the_file(
    walker: Walker, tmp_path: Path
) -> None:
    walker.reads(write_case_list(tmp_path / "list.csv", 9))
    preview = walker.page.columns.preview
    model = preview.model()
    assert model.headerData(0, Qt.Orientation.Vertical) == "2"
    assert model.index(0, 0).data() == "BBC-0001"
    assert preview.present == 0
    press(Qt.Key.Key_Down)
    assert preview.present == 1
    QTest.mouseClick(
        preview.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(preview.columnViewportPosition(3) + 5, 5),
    )
    assert walker.page.columns.table.currentIndex().data() == "Date of birth"


def test_what_becomes_of_each_column_is_said_before_anything_is_stored(
    walker: Walker, tmp_path: Path
) -> None:
    walker.reads(write_case_list(tmp_path / "list.csv", 9))
    assert walker.row("Case name")[2:] == ["Family's name", "Fingerprinted", ""]
    assert walker.row("Practitioner")[2:] == ["Practitioner", "Coded", ""]
    assert walker.row("Date of birth")[3] == "Age band kept"
    assert walker.row("Service type")[2:] == ["Group", "Kept", "groups"]
    assert frame(walker.page.walk.desk.visit).cases == 0


def test_g_lets_a_column_make_groups_and_the_list_is_stored_so(walker: Walker, tmp_path: Path) -> None:
    walker.reads(write_case_list(tmp_path / "list.csv", 12))
    walker.goes_to("Office")
    press(Qt.Key.Key_G)
    assert walker.row("Office")[4] == "groups"
    walker.goes_to("Case name")
    press(Qt.Key.Key_G)
    assert "Groups cannot be made of “Case name”" in walker.page.columns.message.text()
    press(Qt.Key.Key_Return)
    walker.at(CHECKS)
    walker.waits(lambda: "Accept" in walker.page.checks.primary.text())
    press(Qt.Key.Key_Return)
    walker.at(SIZES)
    assert "Long-term public, Office A" in frame(walker.page.walk.desk.visit).strata


def test_headings_that_were_matched_before_are_matched_again_and_it_is_said(
    walker: Walker, tmp_path: Path
) -> None:
    columns = walker.page.columns
    walker.reads(odd_list(tmp_path / "first.csv"))
    assert "press I" in columns.message.text()
    press(Qt.Key.Key_I)
    walker.goes_to("Where")
    walker.page.columns.role_set.emit("Where", "office", None)
    columns.begin()
    press(Qt.Key.Key_Return)
    walker.at(CHECKS)
    walker.waits(lambda: "Accept" in walker.page.checks.primary.text())
    press(Qt.Key.Key_Return)
    walker.at(SIZES)
    press(Qt.Key.Key_Escape)
    walker.at(LIST)
    walker.reads(odd_list(tmp_path / "second.csv"))
    assert "You matched these headings before" in columns.message.text()
    assert walker.row("Our number")[2] == "Case reference"
    assert walker.row("Where")[2] == "Office"
    columns.message.followed.emit()
    assert walker.row("Where")[2] == "Nothing that is needed"


def test_a_mapping_is_saved_for_the_command_line_and_loaded_for_another_list(
    walker: Walker, tmp_path: Path
) -> None:
    columns = walker.page.columns
    walker.reads(odd_list(tmp_path / "list.csv"))
    press(Qt.Key.Key_I)
    walker.files.answer = tmp_path / "ours"
    columns.save.click()
    assert "--map ours.toml" in columns.message.text()
    assert '"Our number" = { role = "id"' in (tmp_path / "ours.toml").read_text(encoding="utf-8")
    walker.goes_to("Our number")
    press(Qt.Key.Key_X)
    assert walker.mapping.header_of("id") is None
    walker.files.answer = tmp_path / "ours.toml"
    columns.load.click()
    assert walker.mapping.header_of("id") == "Our number"
    assert "Columns are as “ours.toml” says." in columns.message.text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[columns]\n"Elsewhere" = "id"\n', "does not have"),
        ("no toml", "ours.toml"),
        ("\udcff", "cannot be read as a mapping"),
    ],
)
def test_a_mapping_of_another_list_is_refused_and_the_present_one_stays(
    walker: Walker, tmp_path: Path, text: str, said: str
) -> None:
    walker.reads(write_case_list(tmp_path / "list.csv", 5))
    before = walker.mapping
    walker.files.answer = tmp_path / "ours.toml"
    walker.files.answer.write_bytes(text.encode(errors="surrogateescape"))
    walker.page.columns.load.click()
    assert said in walker.page.columns.message.text()
    assert walker.mapping == before


def test_a_mapping_that_cannot_be_written_says_so(walker: Walker, tmp_path: Path) -> None:
    walker.reads(write_case_list(tmp_path / "list.csv", 5))
    walker.files.answer = tmp_path / "nowhere" / "ours.toml"
    walker.page.columns.save.click()
    assert "cannot be written" in walker.page.columns.message.text()


def test_how_a_text_was_read_is_said_and_another_encoding_or_separator_is_one_control_away(
    walker: Walker, tmp_path: Path
) -> None:
    text = "Brackwater, May 2009\r\n\r\nCase ID;Office\r\nA-1;Café\r\nA-2;West\r\n"
    (path := tmp_path / "list.csv").write_bytes(text.encode("cp1252"))
    walker.reads(path)
    read_as = walker.page.columns.read_as
    said = " ".join(part.accessibleName() for part in read_as.findChildren(QWidget))
    assert "Windows-1252" in said
    assert read_as.header_row.currentText() == "row 3: Case ID · Office"
    assert (read_as.encoding.currentData(), read_as.delimiter.currentData()) == ("cp1252", ";")
    assert not read_as.sheet.isVisible()
    read_as.encoding.setFocus()
    press(Qt.Key.Key_End)
    walker.waits(lambda: not walker.page.list.busy and not walker.page.columns.busy)
    assert walker.page.present == COLUMNS
    assert "was to be read as utf-16" in walker.page.columns.message.text()
    assert read_as.encoding.currentData() == "cp1252"
    assert read_as.encoding.hasFocus()
    read_as.delimiter.setFocus()
    press(Qt.Key.Key_Home)
    header = walker.page.columns.preview.model()
    walker.waits(lambda: header.headerData(0, Qt.Orientation.Horizontal) == "Brackwater")


def test_another_row_of_headings_is_one_control_away_and_goes_with_the_list_into_the_visit(
    walker: Walker, tmp_path: Path
) -> None:
    text = "Case ID,Team\nas of May,\nRef no,Where\nA-1,East\nA-2,West\n"
    (path := tmp_path / "list.csv").write_text(text, encoding="utf-8")
    walker.reads(path)
    columns = walker.page.columns
    field = columns.read_as.header_row
    assert [field.itemText(at) for at in range(field.count())][:3] == [
        "row 1: Case ID · Team",
        "row 2: as of May",
        "row 3: Ref no · Where",
    ]
    field.setFocus()
    press(Qt.Key.Key_Down)
    walker.waits(lambda: walker.page.intake.look is not None and walker.page.intake.look.header_row == 2)
    press(Qt.Key.Key_Down)
    preview = columns.preview.model()
    walker.waits(lambda: preview.headerData(0, Qt.Orientation.Horizontal) == "Ref no")
    assert (preview.rowCount(), preview.index(0, 0).data()) == (2, "A-1")
    assert field.hasFocus()
    walker.goes_to("Ref no")
    press(Qt.Key.Key_I)
    press(Qt.Key.Key_Return)
    walker.at(CHECKS)
    walker.waits(lambda: "Accept" in walker.page.checks.primary.text())
    press(Qt.Key.Key_Return)
    walker.at(SIZES)
    visit = walker.page.walk.desk.visit
    assert frame_refs(visit) == ["A-1", "A-2"]
    assert newest_frame(visit).facts["header_row"] == 3


def test_a_row_that_cannot_hold_the_headings_leaves_the_list_as_it_was_read(
    walker: Walker, tmp_path: Path
) -> None:
    walker.reads(write_case_list(tmp_path / "list.csv", 3))
    columns = walker.page.columns
    columns.read_as.header_row.setFocus()
    press(Qt.Key.Key_End)
    walker.waits(lambda: "no case under them" in columns.message.text())
    assert walker.page.present == COLUMNS
    assert columns.read_as.header_row.currentData() == "1"
    assert columns.preview.model().index(0, 0).data() == "BBC-0001"
    press(Qt.Key.Key_Return)
    walker.at(CHECKS)


def test_another_sheet_is_one_control_away(walker: Walker, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    first = book.create_sheet("Cases")
    for row in (("Case ID", "Office"), ("A-1", "East"), ("A-2", "West")):
        first.append(row)
    other = book.create_sheet("Old")
    for row in (("What", "Where"), ("B-1", "East")):
        other.append(row)
    book.save(tmp_path / "two.xlsx")
    walker.reads(tmp_path / "two.xlsx")
    sheet = walker.page.columns.read_as.sheet
    assert sheet.isVisible()
    sheet.setFocus()
    press(Qt.Key.Key_Down)
    walker.waits(lambda: walker.page.intake.look is not None and walker.page.intake.look.sheet == "Old")
    walker.waits(lambda: walker.page.columns.preview.model().index(0, 0).data() == "B-1")


def test_two_thousand_columns_stay_usable(walker: Walker, tmp_path: Path) -> None:
    header = ["Case ID", *(f"Remark {number}" for number in range(1, 2_000))]
    rows = [[f"A-{row}", *("x",) * 1_999] for row in range(5)]
    text = "\n".join(",".join(cells) for cells in (header, *rows))
    (path := tmp_path / "wide.csv").write_text(text, encoding="utf-8")
    walker.reads(path)
    columns = walker.page.columns
    assert len(columns.findChildren(QWidget)) < 300
    assert columns.words.isVisible()
    columns.words.setFocus()
    QTest.keyClicks(columns.words, "remark 1234")
    assert columns.table.model().rowCount() == 1
    walker.goes_to("Remark 1234")
    press(Qt.Key.Key_I)
    assert walker.mapping.header_of("id") == "Remark 1234"


def test_dates_that_could_be_two_are_asked_about_and_the_answer_is_one_control(
    walker: Walker, tmp_path: Path
) -> None:
    text = "Case ID,Office,Date allocated\nA-1,East,3/4/2009\nA-2,West,5/6/2009\n"
    (path := tmp_path / "list.csv").write_text(text, encoding="utf-8")
    walker.reads(path)
    press(Qt.Key.Key_Return)
    walker.at(CHECKS)
    walker.waits(lambda: "Accept" in walker.page.checks.primary.text())
    assert any("day or the month first" in one.what for one in walker.page.checks.findings.shown)
    press(Qt.Key.Key_Escape)
    walker.at(COLUMNS)
    walker.page.columns.dates.setFocus()
    press(Qt.Key.Key_Down)
    assert walker.mapping.date_order == "dmy"
    press(Qt.Key.Key_Return)
    walker.at(CHECKS)
    walker.waits(lambda: not walker.page.checks.busy)
    assert not any("day or the month first" in one.what for one in walker.page.checks.findings.shown)


def test_stopping_answers_at_once(walker: Walker, tmp_path: Path) -> None:
    walker.page.list.path.setText(str(write_case_list(tmp_path / "list.csv", 5)))
    press(Qt.Key.Key_Return)
    busy = [walker.page.list.busy]
    walker.page.list.progress.stop_wanted.emit()
    busy.append(walker.page.list.busy)
    assert busy == [True, False]
    assert walker.page.present == LIST
    walker.reads(tmp_path / "list.csv")


def test_in_a_small_window_a_column_is_edited_in_a_tab_that_has_its_name(
    walker: Walker, tmp_path: Path
) -> None:
    walker.page.resize(683, 384)
    walker.reads(write_case_list(tmp_path / "list.csv", 9))
    columns = walker.page.columns
    walker.waits(columns.tabs.isVisible)
    press(Qt.Key.Key_Down)
    assert columns.tabs.tabText(1) == "Case name"
    assert not columns.editor.isVisible()
    columns.tabs.setFocus()
    press(Qt.Key.Key_Right)
    assert columns.editor.isVisible()
    assert not columns.table.isVisible()
    walker.page.resize(1222, 720)
    walker.waits(lambda: columns.editor.isVisible() and columns.table.isVisible())
