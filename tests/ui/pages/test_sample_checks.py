"""The Checks step: what is odd, narrowed, copied, printed; accepted with a note, or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from cafaudit.services.queries.files import frame
from tests.ui.hands import press
from ui.models.sample_state import CHECKS, COLUMNS, LIST, SIZES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.sample_walker import Walker


@pytest.fixture
def checked(walker: Walker, tmp_path: Path) -> Walker:
    text = (
        "Case ID,Office,Service type,Date allocated\n"
        "A-1 ,East,Long-term,1 May 2009\nA-2,,Long-term,2 May 2009\nA-3,,,never\nTotal,,,\n"
    )
    (path := tmp_path / "list.csv").write_text(text, encoding="utf-8")
    walker.reads(path)
    press(Qt.Key.Key_Return)
    walker.at(CHECKS)
    walker.waits(lambda: "Accept" in walker.page.checks.primary.text())
    return walker


@pytest.fixture
def many(walker: Walker, tmp_path: Path) -> Walker:
    """A list of so many strata that they do not fit beside the findings."""
    lines = [f"A-{number} ,East,Kind {number:02},never" for number in range(1, 35)]
    (path := tmp_path / "list.csv").write_text(
        "\n".join(["Case ID,Office,Service type,Date allocated", *lines]), encoding="utf-8"
    )
    walker.reads(path)
    press(Qt.Key.Key_Return)
    walker.at(CHECKS)
    walker.waits(lambda: "Accept" in walker.page.checks.primary.text())
    return walker


def is_whole(part: QWidget) -> bool:
    """Whether nothing of a part is cut off by what scrolls around it."""
    return part.isVisible() and part.visibleRegion().boundingRect() == part.rect()


def test_the_note_stays_whole_in_sight_beside_more_counts_than_fit(many: Walker) -> None:
    checks = many.page.checks
    many.waits(lambda: is_whole(checks.reason_field))
    assert is_whole(checks.findings)
    panes = [one for one in checks.left.findChildren(QScrollArea) if one.isVisible()]
    assert len(panes) == 1
    many.waits(lambda: panes[0].verticalScrollBar().maximum() > 0)


def test_note_and_action_are_in_sight_at_once_in_a_small_window_and_counts_and_findings_are_tabs(
    many: Walker,
) -> None:
    checks = many.page.checks
    many.page.resize(683, 384)
    many.waits(lambda: is_whole(checks.reason_field) and is_whole(checks.primary) and is_whole(checks.tabs))
    assert checks.reason_field.mapTo(checks, checks.reason_field.rect().topLeft()).x() < checks.primary.x()
    assert checks.left.isVisible()
    assert not checks.findings.isVisible()
    assert not [one for one in checks.left.findChildren(QScrollArea) if one.isVisible()]
    checks.tabs.setFocus()
    press(Qt.Key.Key_Right)
    assert checks.findings.isVisible()
    assert not checks.left.isVisible()
    press(Qt.Key.Key_Tab)
    many.waits(lambda: checks.findings.isAncestorOf(cast("QWidget", QApplication.focusWidget())))
    many.page.resize(1222, 720)
    many.waits(lambda: is_whole(checks.reason_field) and is_whole(checks.findings))
    assert checks.left.isVisible()
    assert not checks.tabs.isVisible()


def test_a_row_for_each_child_is_told_from_a_case_met_twice_before_anything_is_folded(
    walker: Walker, tmp_path: Path
) -> None:
    rows = ("A-1,East,Made Up", "A-1,East,Made Too", "A-2,East,Up", "A-3,West,X", "A-3,West,X")
    (path := tmp_path / "list.csv").write_text(
        "\n".join(("Case ID,Office,Child name", *rows)), encoding="utf-8"
    )
    walker.reads(path)
    press(Qt.Key.Key_Return)
    walker.waits(lambda: walker.page.checks.asks_to_fold)
    checks = walker.page.checks
    model = checks.repeated.table.model()
    told = [[model.index(row, at).data() for at in range(3)] for row in range(model.rowCount())]
    assert told == [["A-1", "2, 3", "Child name"], ["A-3", "5, 6", "nothing: the rows are the same"]]
    assert is_whole(checks.repeated)
    assert not checks.reason_field.isVisible()
    press(Qt.Key.Key_Return)
    walker.waits(lambda: "Accept" in checks.primary.text())
    assert not checks.repeated.isVisible()
    assert checks.reason_field.isVisible()


def rows(walker: Walker) -> list[str]:
    model = walker.page.checks.findings.table.model()
    return [
        " | ".join(str(model.index(place, at).data()) for at in range(model.columnCount()))
        for place in range(model.rowCount())
    ]


def test_each_oddity_has_its_row_its_column_and_what_was_done(checked: Walker) -> None:
    said = rows(checked)
    assert any(one.startswith("2 | Case ID | ") and "taken off" in one for one in said)
    assert any("This looks like a total" in one and "left out" in one for one in said)
    assert any(one.startswith("3, 4") and "| Office |" in one and "blank" in one for one in said)


def test_findings_are_narrowed_to_a_kind_by_keyboard_and_said_whole(checked: Walker) -> None:
    findings = checked.page.checks.findings
    assert findings.kinds is not None
    all_rows = len(rows(checked))
    findings.kinds.setFocus()
    QTest.keyClicks(findings.kinds, "b")
    assert 0 < len(rows(checked)) < all_rows
    assert {one.kind for one in findings.shown} == {"blank"}
    findings.table.setFocus()
    press(Qt.Key.Key_End)
    whole = " ".join(part.accessibleName() for part in findings.findChildren(QWidget))
    assert f"column “{findings.shown[0].column}”" in whole


def test_findings_are_copied_and_printed_as_they_are_shown(checked: Walker) -> None:
    findings = checked.page.checks.findings
    findings.table.setFocus()
    press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QApplication.clipboard().text().splitlines()
    assert len(copied) == len(findings.shown) + 1
    assert any("cells are blank" in line for line in copied)
    cast("QWidget", findings.print).setFocus()
    press(Qt.Key.Key_Space)
    assert "This looks like a total" in checked.paper.printed[0]


def test_a_list_is_accepted_with_a_note(checked: Walker) -> None:
    checked.page.checks.reason.setFocus()
    QTest.keyClicks(checked.page.checks.reason, "Blanks were asked about")
    press(Qt.Key.Key_Return)
    checked.at(SIZES)
    state = frame(checked.page.walk.desk.visit)
    assert state.cases == 3
    assert checked.page.intake.look is None


def test_storing_can_be_stopped_and_leaves_no_trace(checked: Walker) -> None:
    checked.page.checks.primary.setFocus()
    press(Qt.Key.Key_Return)
    assert checked.page.checks.busy
    checked.page.checks.progress.stop_wanted.emit()
    checked.waits(lambda: not checked.page.checks.busy)
    assert checked.page.present == CHECKS
    assert "Nothing was stored" in checked.page.checks.message.text()
    assert frame(checked.page.walk.desk.visit).cases == 0
    press(Qt.Key.Key_Return)
    checked.at(SIZES)


def test_going_back_stores_nothing(checked: Walker) -> None:
    press(Qt.Key.Key_Escape)
    checked.at(COLUMNS)
    assert frame(checked.page.walk.desk.visit).cases == 0


def test_a_list_that_cannot_be_counted_leaves_only_the_way_back(walker: Walker, tmp_path: Path) -> None:
    (path := tmp_path / "list.csv").write_text('Case ID,Office\nA-1,East\n"A,2",West\n', encoding="utf-8")
    walker.reads(path)
    press(Qt.Key.Key_Return)
    walker.at(CHECKS)
    checks = walker.page.checks
    walker.waits(lambda: "cannot be a case reference" in checks.message.text())
    assert not checks.primary.isVisible()
    assert checks.back.hasFocus()
    press(Qt.Key.Key_Escape)
    walker.at(COLUMNS)
    path.write_text("Case ID,Office\nA-1,East\nA-2,West\n", encoding="utf-8")
    press(Qt.Key.Key_Escape)
    walker.at(LIST)
    walker.reads(path)
    press(Qt.Key.Key_Return)
    walker.waits(lambda: "Accept" in checks.primary.text())
    assert checks.primary.hasFocus()
