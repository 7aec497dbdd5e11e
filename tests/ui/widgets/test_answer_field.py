"""Typed answers in the table: dates and numbers, in a field over their slot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui import gallery_data as data
from tests.ui.answering import Heard, press
from ui.widgets.answer_rows import AnswerKind, AnswerRow
from ui.widgets.answer_table import AnswerTable
from ui.widgets.fields import TextField

if TYPE_CHECKING:
    from tests.ui.showing import Show

Key = Qt.Key


def typed_table(show: Show, kind: AnswerKind, answer: str = "", word: str = "") -> AnswerTable:
    """A table with one typed question."""
    table = AnswerTable()
    row = AnswerRow(
        item_id="t",
        label="Allocated on",
        kind=kind,
        options=(data.NOT_APPLICABLE,),
        answer=answer,
        word=word,
        unit="days",
    )
    table.show_rows([row, data.graded("next", "Next")])
    show(table)
    table.resize(680, 200)
    table.setFocus()
    return table


def editor(table: AnswerTable) -> TextField | None:
    """The field in the slot, None when nothing is typed."""
    return next((one for one in table.list.findChildren(TextField, "answer_editor") if one.isVisible()), None)


def test_a_digit_begins_a_typed_answer_and_enter_says_it_in_one_spelling(show: Show) -> None:
    table = typed_table(show, "date")
    heard = Heard(table)
    QTest.keyClicks(table.list, "1")
    field = editor(table)
    assert field is not None
    assert field.hasFocus()
    QTest.keyClicks(field, "4/4/2009")
    assert heard.words == []
    QTest.keyClick(field, Key.Key_Return)
    assert heard.words == [("answer_chosen", "t", "2009-04-14")]
    assert editor(table) is None
    assert table.list.hasFocus()


def test_a_wrong_date_says_what_is_wrong_and_keeps_what_was_typed(show: Show) -> None:
    table = typed_table(show, "date")
    heard = Heard(table)
    QTest.keyClicks(table.list, "3")
    field = editor(table)
    assert field is not None
    QTest.keyClicks(field, "1/6/2009")
    QTest.keyClick(field, Key.Key_Return)
    assert heard.words == []
    assert field.isVisible()
    assert field.text() == "31/6/2009"
    assert field.accessibleDescription() == "June has no day 31."
    QTest.keyClick(field, Key.Key_Backspace)
    field.setText("30/6/2009")
    QTest.keyClick(field, Key.Key_Return)
    assert heard.words == [("answer_chosen", "t", "2009-06-30")]


def test_escape_leaves_a_typed_answer_as_it_was(show: Show) -> None:
    table = typed_table(show, "number", "12", "12")
    heard = Heard(table)
    press(table, Key.Key_Return)
    field = editor(table)
    assert field is not None
    assert field.text() == "12"
    QTest.keyClicks(field, "345")
    QTest.keyClick(field, Key.Key_Escape)
    assert editor(table) is None
    assert table.list.hasFocus()
    assert heard.words == []


def test_down_finishes_a_typed_answer_and_goes_on(show: Show) -> None:
    table = typed_table(show, "number")
    heard = Heard(table)
    QTest.keyClicks(table.list, "7")
    field = editor(table)
    assert field is not None
    QTest.keyClick(field, Key.Key_Down)
    assert heard.words == [("answer_chosen", "t", "7"), ("row_focused", "next")]


def test_a_typed_answer_belongs_to_its_question_though_another_becomes_the_current_one(show: Show) -> None:
    table = typed_table(show, "number")
    heard = Heard(table)
    QTest.keyClicks(table.list, "7")
    field = editor(table)
    assert field is not None
    table.show_current("next")
    QTest.keyClick(field, Key.Key_Return)
    assert heard.words == [("answer_chosen", "t", "7")]


def test_an_answer_that_came_in_while_another_is_typed_is_not_said_again(show: Show) -> None:
    table = typed_table(show, "number")
    heard = Heard(table)
    QTest.keyClicks(table.list, "7")
    field = editor(table)
    assert field is not None
    row = table.current_row()
    assert row is not None
    table.show_row(replace(row, answer="7", word="7"))
    QTest.keyClick(field, Key.Key_Return)
    assert heard.words == []
    assert editor(table) is None


def test_an_emptied_answer_is_taken_back(show: Show) -> None:
    table = typed_table(show, "number", "12", "12")
    heard = Heard(table)
    press(table, Key.Key_Return)
    field = editor(table)
    assert field is not None
    QTest.keyClick(field, Key.Key_Delete)
    QTest.keyClick(field, Key.Key_Return)
    assert heard.words == [("answer_cleared", "t")]


def test_not_applicable_answers_a_typed_question_too(show: Show) -> None:
    table = typed_table(show, "date")
    heard = Heard(table)
    press(table, Key.Key_Right, Key.Key_Space)
    assert heard.words == [("answer_chosen", "t", "na")]
