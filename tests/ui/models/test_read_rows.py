"""Any framework's questions become rows: scales of any length, choices, dates, numbers, no grades at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cafaudit.domain.framework import NOT_APPLICABLE
from cafaudit.services.commands.scoring import GiveScore
from cafaudit.services.queries.reading import read_case
from tests.ui.hands import Hands, Key
from tests.visits import draw, sampled, visit_in
from ui.models.read_rows import FOLD, Shown, rows_of
from ui.pages.read import ReadPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from ui.desk import Desk

FRAMEWORKS = ("blank", "further-education-monitoring", "cafcass-pim-2009")


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_every_question_of_a_framework_has_its_row_and_its_keys(tmp_path: Path, name: str) -> None:
    held = visit_in(tmp_path, framework=name)
    draw(held.visit, tmp_path)
    framework = held.visit.framework
    rows = {
        row.item_id: row for row in rows_of(framework, read_case(held.visit, sampled(held.visit)[0]), Shown())
    }
    for area in framework.areas:
        assert rows[area.id].number == str(area.number)
    unfolded = Shown(unfolded=True, overridden=frozenset(aspect.id for aspect in framework.aspects))
    every = rows_of(framework, read_case(held.visit, sampled(held.visit)[0]), unfolded)
    for row in every:
        keys = [option.key for option in row.options if option.key]
        assert len(keys) == len(set(keys))
        answers = () if row.fold else framework.answers_of(framework.item(row.item_id))
        if row.options:
            assert [option.value for option in row.options] == [*(answers or ()), NOT_APPLICABLE]
    assert len({row.item_id for row in every}) == len(every)
    held.close()


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_a_file_can_be_answered_from_first_to_last_in_any_framework(
    tmp_path: Path,
    name: str,
    desk_for: Callable[..., Desk],
    show: Callable[[QWidget], QWidget],
    qtbot: QtBot,
) -> None:
    held = visit_in(tmp_path, framework=name)
    draw(held.visit, tmp_path)
    desk = desk_for(held)
    page = ReadPage(desk)
    page.resize(1100, 700)
    show(page)
    page.show_page()
    hands = Hands(qtbot, desk)
    assert page.file is not None
    case = page.file.case.ref
    for _ in range(len(desk.framework.areas) + len(desk.framework.aspects)):
        row = page.answers.table.current_row()
        if row is None or row.item_id == FOLD or row.answer:
            break
        if row.is_typed:
            hands.press(Key.Key_4, Key.Key_Return, Key.Key_Down)
        else:
            hands.press(Key.Key_Y if row.kind == "yes_no" else Key.Key_1)
    found = read_case(desk.visit, case)
    assert found.answered == found.total


def test_an_answer_makes_what_hangs_on_it_not_applicable_and_an_override_brings_it_back(
    tmp_path: Path,
) -> None:
    held = visit_in(tmp_path)
    draw(held.visit, tmp_path)
    case = sampled(held.visit)[0]
    held.visit.do(GiveScore(case=case, item="risk-present", answer="no"))
    page = read_case(held.visit, case)
    framework = held.visit.framework

    def row(shown: Shown) -> str:
        return next(r.not_asked_text for r in rows_of(framework, page, shown) if r.item_id == "risk-quality")

    assert "Risk assessment present" in row(Shown())
    assert row(Shown(overridden=frozenset({"risk-quality"}))) == ""
    held.close()
