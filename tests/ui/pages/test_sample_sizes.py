"""The Sizes step by keyboard: the plain question alone, then what unfolds under "Advanced"."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from tests.ui.hands import Key
from tests.ui.in_window import Paper
from ui.models.sample_groups import Plan
from ui.models.size_questions import table_of
from ui.pages.sample_sizes import SizesStep

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.showing import Show
    from ui.models.sample_groups import ShareRule

STRATA = {"Early intervention": 412, "Long-term private": 388, "Long-term public": 484}


@pytest.fixture
def step(show: Show) -> SizesStep:
    made = SizesStep()
    made.resize(1222, 620)
    made.show_plan(Plan(60), STRATA)
    show(made)
    made.begin()
    return made


def part(step: SizesStep, name: str) -> QWidget:
    QApplication.processEvents()  # what was made just now is shown by then
    found = [one for one in step.findChildren(QWidget, name) if one.isVisible()]
    assert len(found) == 1, name
    return found[0]


def presses(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(cast("QWidget", QApplication.focusWidget()), key)


def types(step: SizesStep, name: str, text: str) -> None:
    field = cast("QLineEdit", part(step, name))
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def shown_files(step: SizesStep) -> list[int]:
    return [one.files for one in step.shown]


def unfold(step: SizesStep) -> None:
    step.advanced.setFocus()
    presses(Key.Key_Space)
    assert step.calculator.isVisible()


def choose(step: SizesStep, rule: str) -> None:
    step.every_rule.setFocus()
    wanted = step.every_rule.findData(rule)
    while step.every_rule.currentIndex() != wanted:
        presses(Key.Key_Down if step.every_rule.currentIndex() < wanted else Key.Key_Up)


def test_the_plain_question_stands_alone_until_more_is_asked_for(step: SizesStep) -> None:
    assert QApplication.focusWidget() is step.files
    assert not step.calculator.isVisible()
    assert not step.every_rule.isVisible()
    assert shown_files(step) == [19, 18, 23]
    unfold(step)
    assert "read 57 of 1,284" in step.calculator.answer.text()
    presses(Key.Key_Space)
    assert not step.calculator.isVisible()
    assert step.rule.isVisible()


def test_the_answer_follows_what_is_typed_and_enter_takes_it(step: SizesStep, qtbot: QtBot) -> None:
    unfold(step)
    types(step, "size_rate", "1 in 10")
    assert step.calculator.answer.text() == (
        "To find at least one such file with 95 % confidence if 1 in 10 are like it, read 28 of 1,284."
    )
    assert step.calculator.take.accessibleDescription() == step.calculator.answer.text()
    assert "taken as 129 files" in step.calculator.note.text()
    assert "29 as if the list had no end" in step.calculator.compared.text()
    with qtbot.assertNotEmitted(step.onward_wanted):
        presses(Key.Key_Return)
    assert step.files.text() == "28"
    assert sum(shown_files(step)) == 28


def test_a_rule_that_leaves_cases_out_changes_what_each_stratum_holds(step: SizesStep) -> None:
    step.show_plan(Plan(60), {**STRATA, "Long-term public": 400})
    QApplication.processEvents()
    shown = [one.text() for one in step.strata.findChildren(QLabel)]
    assert {"412", "388", "400", "1,200"} <= set(shown)
    assert not {"484", "1,284"} & set(shown)


def test_each_question_shows_its_own_fields(step: SizesStep) -> None:
    unfold(step)
    step.calculator.kind.setFocus()
    presses(Key.Key_Right)
    types(step, "size_expected", "2")
    assert "even if 2 such files are found, read 119" in step.calculator.answer.text()
    step.calculator.kind.setFocus()
    presses(Key.Key_Right)
    types(step, "size_margin", "5%")
    assert "within 5 points either way with 95 % confidence, read 304" in step.calculator.answer.text()
    step.calculator.law.setFocus()
    presses(Key.Key_Right)
    assert "read 402" in step.calculator.answer.text()


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("rate", "lots", "no rate"),
        ("rate", "5", "between nothing and all"),
        ("confidence", "", "no confidence"),
    ],
)
def test_what_cannot_be_answered_is_said_where_the_answer_stands(
    step: SizesStep, field: str, text: str, says: str
) -> None:
    unfold(step)
    edit = cast("QLineEdit", part(step, f"size_{field}"))
    edit.setFocus()
    edit.selectAll()
    presses(Key.Key_Delete)
    QTest.keyClicks(edit, text)
    assert says in step.calculator.wrong.text()
    assert not step.calculator.answer.isVisible()
    assert not step.calculator.take.isVisible()
    edit.selectAll()
    QTest.keyClicks(edit, "10%" if field == "rate" else "95%")
    assert step.calculator.wrong.text() == ""
    assert step.calculator.answer.isVisible()


def test_stated_sizes_are_typed_for_each_stratum_and_their_sum_is_the_sample(
    step: SizesStep, qtbot: QtBot
) -> None:
    unfold(step)
    choose(step, "stated")  # past "the same of each", whose sizes stand in the fields at first
    assert step.files.isReadOnly()
    types(step, "stated_Early intervention", "30")
    assert step.files.text() == "70"
    types(step, "stated_Long-term public", "0")
    assert shown_files(step) == [30, 20, 0]
    with qtbot.waitSignal(step.onward_wanted) as settled:
        presses(Key.Key_Return)
    plan = settled.args[0]
    assert (plan.size, plan.rule) == (50, "stated")
    assert dict(plan.stated) == {"Early intervention": 30, "Long-term private": 20, "Long-term public": 0}


def test_more_than_a_stratum_holds_is_refused_and_a_word_marks_its_field(
    step: SizesStep, qtbot: QtBot
) -> None:
    unfold(step)
    choose(step, "stated")
    types(step, "stated_Long-term private", "389")
    assert "holds 388" in step.size_field.line.text()
    types(step, "stated_Long-term private", "many")
    assert "no number of files" in step.size_field.line.text()
    assert part(step, "stated_Long-term private").property("wrong")
    with qtbot.assertNotEmitted(step.onward_wanted):
        presses(Key.Key_Return)
    types(step, "stated_Long-term private", "5")
    assert step.size_field.line.text() == ""
    assert not part(step, "stated_Long-term private").property("wrong")


def test_expected_shares_give_mixed_strata_more_files_and_go_on_with_them(
    step: SizesStep, qtbot: QtBot
) -> None:
    unfold(step)
    choose(step, "neyman")
    assert shown_files(step) == [19, 18, 23]  # all a half: as by share of the list
    types(step, "neyman_Long-term private", "10%")
    types(step, "neyman_Long-term public", "1 in 5")
    assert shown_files(step) == [24, 14, 22]
    with qtbot.waitSignal(step.onward_wanted) as settled:
        presses(Key.Key_Return)
    plan = settled.args[0]
    assert (plan.size, plan.rule, dict(plan.expected)["Long-term public"]) == (60, "neyman", "1 in 5")


def test_what_was_typed_is_there_again_after_another_way_was_tried(step: SizesStep) -> None:
    unfold(step)
    choose(step, "stated")
    types(step, "stated_Early intervention", "30")
    choose(step, "proportional")
    assert step.files.text() == "60"
    assert not step.files.isReadOnly()
    choose(step, "stated")
    assert cast("QLineEdit", part(step, "stated_Early intervention")).text() == "30"
    step.advanced.click()
    assert step.every_rule.isVisible()  # a way that is in use is never folded away


def test_the_table_of_sizes_is_printed_and_copied(step: SizesStep) -> None:
    paper = Paper()
    step.print_with(paper)
    unfold(step)
    for name in ("size_table_shown", "print_sizes", "copy_sizes"):
        part(step, name).setFocus()
        presses(Key.Key_Space)
    copied = QApplication.clipboard().text().splitlines()
    assert copied[0] == "Files to read of 1,284 for 95 % confidence"
    assert "5 %\t57\t90\t119\t146\t172\t197" in copied
    assert "<td>57</td>" in paper.printed[0]
    assert "exact for this list" in paper.printed[0]
    types(step, "size_confidence", "90%")
    assert "90 %" in step.calculator.table.title.text()


def test_every_control_of_the_advanced_part_says_what_it_is(step: SizesStep) -> None:
    unfold(step)
    choose(step, "neyman")
    seen = [one for one in step.findChildren(QWidget) if one.isVisible() and one.focusProxy() is None]
    takes = [one for one in seen if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(takes) > 10
    unnamed = [one.objectName() for one in takes if not one.accessibleName()]
    assert unnamed == []


def test_tab_comes_to_every_control_of_the_advanced_part(step: SizesStep) -> None:
    unfold(step)
    step.files.setFocus()
    stops = []
    for _ in range(16):
        stops.append(cast("QWidget", QApplication.focusWidget()).objectName())
        presses(Key.Key_Tab)
    wanted = ["sizes_advanced", "size_kind", "size_rate", "size_confidence", "size_law", "take_size"]
    assert [name for name in stops if name in wanted][: len(wanted)] == wanted


@pytest.mark.parametrize("rule", ["stated", "neyman"])
def test_tab_comes_to_the_figures_of_the_strata_before_what_stands_below_them(
    step: SizesStep, qtbot: QtBot, rule: ShareRule
) -> None:
    unfold(step)
    choose(step, rule)
    first = part(step, f"{rule}_{min(STRATA)}")
    qtbot.waitUntil(lambda: first.mapTo(step, QPoint()).y() > 0)
    step.every_rule.setFocus()
    stops = []
    for _ in range(5):
        stops.append(cast("QWidget", QApplication.focusWidget()).objectName())
        presses(Key.Key_Tab)
    assert stops == ["sample_every_rule", *(f"{rule}_{name}" for name in STRATA), "sizes_advanced"]


def test_many_strata_are_not_typed_for(step: SizesStep) -> None:
    step.show_plan(Plan(60), {f"Team {number:02}": 10 for number in range(61)})
    unfold(step)
    choose(step, "stated")
    assert "61 strata are too many" in step.size_field.line.text()
    choose(step, "equal")
    assert step.size_field.line.text() == ""


def test_the_table_of_a_short_list_leaves_out_what_no_size_would_do() -> None:
    table = table_of(40, Fraction(19, 20), "hypergeometric")
    assert table.rows[0][1:] == ("38", *["–"] * 5)
