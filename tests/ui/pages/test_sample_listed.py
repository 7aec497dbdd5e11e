"""The stored list on the Sample page: paged, found in by reference, its columns chosen, by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cafaudit.services.commands.excluding import ExcludeCases
from cafaudit.services.stored_list import ROWS_OF_A_BLOCK, find_case, page_of, stored_list
from tests.speed.frame_list import visit_with_cases
from tests.ui.in_window import Files, Paper
from tests.ui.visits import listed_visit, planned_visit
from ui.models.sample_state import LISTED, SIZES
from ui.pages.sample import SamplePage
from ui.pages.sample_listed import ListedStep
from ui.widgets.choices import CheckBox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cafaudit.services.stored_list import ListedCase
    from cafaudit.services.visits import OpenVisit
    from tests.ui.showing import Show
    from ui.desk import Desk

CASES = 3_000


@pytest.fixture
def many(tmp_path: Path) -> Iterator[OpenVisit]:
    held = visit_with_cases(tmp_path, CASES)
    yield held
    held.close()


@pytest.fixture
def step(many: OpenVisit, show: Show) -> Iterator[ListedStep]:
    made = ListedStep(many.visit)
    made.resize(1222, 620)
    show(made)
    made.show_list()
    made.begin()
    yield made
    made.stop()


def press(key: Qt.Key) -> None:
    QTest.keyClick(cast("QWidget", QApplication.focusWidget()), key)


def write(text: str) -> None:
    for sign in text:  # the focus moves with the first one
        QTest.keyClicks(cast("QWidget", QApplication.focusWidget()), sign)


def test_the_list_is_read_page_by_page_and_never_whole(step: ListedStep, many: OpenVisit) -> None:
    read: list[tuple[int, int]] = []

    def fetch(first: int, count: int) -> list[ListedCase]:
        read.append((first, count))
        return page_of(many.visit, 1, first, count)

    listed = stored_list(many.visit)
    assert listed is not None
    step.model.show_list(listed, ("ref", "office"), fetch)
    step.table.viewport().repaint()
    step.table.setFocus()
    press(Qt.Key.Key_End)
    step.table.viewport().repaint()
    assert step.place == CASES - 1
    assert {first for first, _ in read} == {0, CASES - ROWS_OF_A_BLOCK}
    assert sum(count for _, count in read) == 2 * ROWS_OF_A_BLOCK
    press(Qt.Key.Key_Home)
    assert step.place == 0


def test_typing_on_the_table_finds_a_case_and_enter_the_next_one(step: ListedStep, qtbot: QtBot) -> None:
    write("0299")
    assert step.words.text() == "0299"
    for expected in ("BBC-0000299", "BBC-0002990", "BBC-0002991"):
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda ref=expected: step.model.row_at(step.place).case.ref == ref)  # type: ignore[misc]
    assert step.words.hasFocus()
    step.words.setText("bbc-0000007")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: step.place == 6)
    assert step.table.visualRect(step.model.index(6, 0)).isValid()


def test_a_reference_that_is_nowhere_is_said_at_the_field(step: ListedStep, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Down)
    write("100%")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "No case of the list has “100%”" in step.field.line.text())
    assert step.place == 1
    write("0")
    assert step.field.line.text() == ""


def test_the_present_case_is_told_whole_beside_the_list(step: ListedStep) -> None:
    press(Qt.Key.Key_Down)
    said = " ".join(part.accessibleName() for part in step.right.findChildren(QWidget))
    for words in ("BBC-0000002", "row 3 of the file", "Cabinet 2", "P-002", "Team 2"):
        assert words in said


def test_columns_are_chosen_and_the_row_stays(step: ListedStep) -> None:
    press(Qt.Key.Key_Down)
    titles = [one.title for one in step.model.columns]
    assert titles == ["Row", "Case", "Stratum", "Office", "Practitioner", "Allocated"]
    tick = step.findChild(CheckBox, "column_team")
    assert tick is not None
    tick.setFocus()
    press(Qt.Key.Key_Space)
    assert [one.title for one in step.model.columns].index("Team") == 4
    assert step.place == 1
    press(Qt.Key.Key_Space)
    assert [one.title for one in step.model.columns] == titles


def test_a_key_shows_the_list_from_any_step_and_goes_back(
    desk_for: Callable[[OpenVisit], Desk], show: Show, tmp_path: Path
) -> None:
    page = SamplePage(desk_for(listed_visit(tmp_path, 30)), Files(), Paper())
    page.resize(1222, 720)
    show(page)
    page.show_page()
    assert page.present == SIZES
    assert page.show_listed.isVisible()
    press(Qt.Key.Key_F4)
    assert page.present == LISTED
    assert page.listed.table.hasFocus()
    assert page.listed.model.rowCount() == 30
    press(Qt.Key.Key_Escape)
    assert page.present == SIZES
    page.show_listed.click()
    page.show_listed.click()
    assert page.present == SIZES


def test_without_a_list_there_is_nothing_to_show(
    desk_for: Callable[[OpenVisit], Desk], show: Show, tmp_path: Path
) -> None:
    desk = desk_for(planned_visit(tmp_path))
    page = SamplePage(desk, Files(), Paper())
    show(page)
    page.show_page()
    assert page.show_listed.isHidden()
    press(Qt.Key.Key_F4)
    assert page.present != LISTED
    assert stored_list(desk.visit) is None


def test_a_case_is_found_behind_a_place_and_from_the_beginning_again(many: OpenVisit) -> None:
    visit = many.visit
    assert find_case(visit, 1, "BBC-0000010") == 9
    assert find_case(visit, 1, "bbc-000001", after=9) == 10
    assert find_case(visit, 1, "BBC-0000010", after=2_000) == 9
    assert find_case(visit, 1, "_") is None
    assert find_case(visit, 1, "  ") is None


def test_a_case_that_a_rule_leaves_out_says_so(many: OpenVisit, step: ListedStep) -> None:
    many.visit.do(ExcludeCases(kind="values", field="office", values=("Office 3",), reason="closed"))
    step.show_list()
    assert step.model.columns[-1].title == "Left out"
    assert step.model.index(2, len(step.model.columns) - 1).data() == "by rule 1"
    assert step.model.look_at(2) == "quiet"
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    said = " ".join(part.accessibleName() for part in step.right.findChildren(QWidget) if part.isVisible())
    assert "Left out: Office is “Office 3” (closed)" in said
    press(Qt.Key.Key_Down)
    said = " ".join(part.accessibleName() for part in step.right.findChildren(QWidget) if part.isVisible())
    assert "Left out" not in said
