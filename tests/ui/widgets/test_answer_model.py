"""The model behind the table of answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt

from tests.ui import gallery_data as data
from ui.widgets.answer_model import AnswerModel, spoken, spoken_slot

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot


@pytest.fixture
def model(qapp: object) -> AnswerModel:
    """A model of a file half read."""
    del qapp
    made = AnswerModel()
    made.replace_rows(data.read_rows())
    return made


def test_the_model_keeps_qt_s_rules(model: AnswerModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_one_changed_row_is_one_exact_change(model: AnswerModel, qtbot: QtBot) -> None:
    row = replace(data.read_rows()[5], answer="G", word="Good")
    with qtbot.waitSignal(model.dataChanged) as heard:
        model.replace_row(row)
    assert (heard.args[0].row(), heard.args[1].row()) == (5, 5)
    assert model.row(model.index(5)) == row


def test_an_index_outside_has_no_row(model: AnswerModel) -> None:
    assert model.row(QModelIndex()) is None
    assert model.data(QModelIndex()) is None
    assert model.find("gone") is None
    assert model.index(0).data(Qt.ItemDataRole.DecorationRole) is None


def test_a_slot_says_its_answer_its_place_and_whether_it_is_chosen(model: AnswerModel) -> None:
    row = model.rows[3]
    assert spoken_slot(row, 1) == "Good, 2 of 5"
    assert spoken_slot(row, 2) == "Satisfactory, 3 of 5, chosen"


def test_a_locked_row_says_so() -> None:
    assert spoken(replace(data.graded("a", "Delay", "G"), locked=True)) == "Delay, Good, 2 of 5, locked"
