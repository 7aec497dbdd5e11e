"""Beside the sizes: cases left out by rule, taken back again; groups made of columns and named."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cafaudit.errors import InputRefused
from cafaudit.services.commands.excluding import ExcludeCases
from cafaudit.services.queries.files import frame
from cafaudit.services.queries.lists import exclusions
from tests.ui.hands import press
from tests.ui.in_window import Files, Paper
from tests.ui.visits import listed_visit
from ui.models.list_rules import TypedRule, command_of, fields_for, kinds_for
from ui.models.sample_state import DRAW, LIST, LISTED, NAMES, RULES, SIZES
from ui.pages.sample import SamplePage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cafaudit.services.visits import OpenVisit
    from tests.ui.showing import Show
    from ui.desk import Desk

CASES = 30


@pytest.fixture
def page(desk_for: Callable[[OpenVisit], Desk], show: Show, tmp_path: Path) -> SamplePage:
    made = SamplePage(desk_for(listed_visit(tmp_path, CASES)), Files(), Paper())
    made.resize(1222, 720)
    show(made)
    made.show_page()
    assert made.present == SIZES
    return made


def focus(part: QWidget) -> QWidget:
    part.setFocus()
    return part


def choose(page: SamplePage, kind: str) -> None:
    page.rules.kind.setCurrentIndex(page.rules.kind.findData(kind))


def left_out(page: SamplePage) -> list[str]:
    model = page.rules.taken.model()
    return [str(model.index(place, 1).data()) for place in range(model.rowCount())]


def test_a_rule_leaves_cases_out_says_how_many_and_which_and_is_taken_back(
    page: SamplePage, qtbot: QtBot
) -> None:
    page.ruling.leave_out.click()
    assert page.present == RULES
    assert page.rules.kind.hasFocus()
    choose(page, "values")
    page.rules.field.setCurrentIndex(page.rules.field.findData("office"))
    QTest.keyClicks(focus(page.rules.values), "office a")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.rules.rules.model().rowCount() == 1)
    state = exclusions(page.walk.desk.visit)
    assert (state.excluded, state.left) == (15, 15)
    assert page.rules.rules.model().index(0, 1).data() == "15"
    assert len(left_out(page)) == 15
    assert page.rules.values.text() == ""
    focus(page.rules.rules)
    press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.rules.rules.model().rowCount() == 0)
    assert frame(page.walk.desk.visit).cases == CASES
    press(Qt.Key.Key_Escape)
    assert page.present == SIZES


def test_named_cases_need_a_reason_and_what_was_typed_stays_after_a_refusal(
    page: SamplePage, qtbot: QtBot
) -> None:
    page.ruling.leave_out.click()
    choose(page, "listed")
    QTest.keyClicks(focus(page.rules.cases), "BBC-0003 BBC-0007")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "without a reason" in page.rules.message.text())
    assert page.rules.cases.text() == "BBC-0003 BBC-0007"
    QTest.keyClicks(focus(page.rules.reason), "known to the team")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: left_out(page) == ["BBC-0003", "BBC-0007"])
    press(Qt.Key.Key_Escape)
    assert frame(page.walk.desk.visit).cases == CASES - 2


def test_groups_are_made_of_columns_and_take_typed_names(page: SamplePage, qtbot: QtBot) -> None:
    page.ruling.name.click()
    assert page.present == NAMES
    qtbot.waitUntil(lambda: len(page.names.names()) == 0 and bool(page.names._named))
    tick = cast("QWidget", page.names.findChild(QWidget, "names_stratum"))
    assert tick.hasFocus()
    press(Qt.Key.Key_Space)
    office = cast("QWidget", page.names.findChild(QWidget, "names_office"))
    focus(office)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: set(page.names._named) == {"Office A", "Office B"})
    name = page.names._named["Office A"]
    focus(name)
    name.selectAll()
    QTest.keyClicks(name, "Brackwater")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.present == SIZES)
    assert frame(page.walk.desk.visit).strata == {"Brackwater": 15, "Office B": 15}
    page.ruling.name.click()
    qtbot.waitUntil(lambda: page.names.names() == {"Office A": "Brackwater"})


def test_without_a_column_there_is_no_grouping(page: SamplePage, qtbot: QtBot) -> None:
    page.ruling.name.click()
    qtbot.waitUntil(lambda: bool(page.names._named))
    press(Qt.Key.Key_Space)
    page.names.primary.click()
    assert "No column is ticked" in page.names.message.text()
    assert page.present == NAMES


def test_after_the_list_is_fixed_rules_are_refused_with_the_way_out(page: SamplePage, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.present == DRAW)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(frame(page.walk.desk.visit).hash) and not page.drawing.busy)
    page.walk.turn_to(RULES)
    choose(page, "values")
    QTest.keyClicks(focus(page.rules.values), "Early intervention")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Release the list first" in page.rules.message.text())


def test_a_typed_rule_becomes_a_command_and_slips_are_said() -> None:
    typed = TypedRule(kind="within_months", field="audited_on", months="12", before="14 July 2009")
    assert command_of(typed) == ExcludeCases(
        kind="within_months", field="audited_on", months=12, before=date(2009, 7, 14)
    )
    assert command_of(TypedRule(kind="listed", cases="A-1; A-2\nA-3")).cases == ("A-1", "A-2", "A-3")
    assert command_of(TypedRule(kind="values", field="team", values="East; ")).values == ("East", "")
    with pytest.raises(InputRefused, match="no day"):
        command_of(TypedRule(kind="before", field="closed_on", before="soon"))
    with pytest.raises(InputRefused, match="no number of months"):
        command_of(TypedRule(kind="within_months", field="closed_on", months="a year", before="1/2/2009"))


def test_rules_by_day_are_offered_where_the_list_keeps_a_day() -> None:
    assert [kind for kind, _ in kinds_for(("ref", "office"))] == ["values", "listed"]
    assert [kind for kind, _ in kinds_for(("ref", "closed_on"))][:2] == ["within_months", "before"]
    assert fields_for("before", ("office", "closed_on")) == ("closed_on",)
    assert fields_for("listed", ("office",)) == ()


@pytest.mark.parametrize("place", [LIST, SIZES, LISTED, RULES, NAMES])
def test_whatever_the_keyboard_comes_to_has_a_name_for_a_screen_reader(page: SamplePage, place: int) -> None:
    if place == LISTED:
        page.toggle_list()
    else:
        page.walk.turn_to(place)
    seen = [one for one in page.findChildren(QWidget) if one.isVisible()]
    stops = [one for one in seen if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None]
    assert stops
    assert [one.objectName() for one in stops if not one.accessibleName()] == []


def test_what_has_the_keyboard_is_never_nothing(page: SamplePage) -> None:
    page.ruling.leave_out.click()
    for _ in range(6):
        press(Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is not None
