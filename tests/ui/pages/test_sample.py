"""The Sample page by keyboard: the whole way from the list to the first file, and where the keyboard goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from cafaudit.assets import read_bytes
from cafaudit.services.picture import load_picture
from cafaudit.services.queries.files import verify_stored_draw
from tests.ui.sample_page import AtSample, draws
from tests.ui.visits import SEED, listed_visit, planned_visit, write_case_list
from ui.models.sample_state import DRAW, REQUESTS

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


MOST_DECISIONS = 12
"""From the list to the first file, by the brief of the simplest visit."""


@pytest.mark.parametrize("size", [24, 60])
def test_the_example_list_is_drawn_by_keyboard_with_few_decisions(
    at_page: AtSample, tmp_path: Path, qtbot: QtBot, size: int
) -> None:
    person = at_page(planned_visit(tmp_path))
    (path := tmp_path / "case-list.xlsx").write_bytes(read_bytes("example", "case-list.xlsx"))
    draws(person, path, size, folds=True)
    picture = load_picture(person.desk.visit)
    assert sum(1 for case in picture.sample if case.role == "sample") == size
    assert picture.draws[0].seed == SEED
    assert picture.draws[0].seed_source.startswith("Twenty throws")
    assert verify_stored_draw(person.desk.visit) == ()
    person.decides()
    person.at(REQUESTS)
    with qtbot.waitSignal(person.page.page_wanted) as wanted:
        person.decides()
    assert wanted.args == ["read", None]
    assert person.decisions <= MOST_DECISIONS


def test_a_small_csv_needs_no_answer_about_folding(at_page: AtSample, tmp_path: Path) -> None:
    person = at_page(planned_visit(tmp_path))
    draws(person, write_case_list(tmp_path / "list.csv", 9), 3, folds=False)
    assert [draw.sizes for draw in person.desk.picture.draws] == [
        {"Early intervention": 1, "Long-term private": 1, "Long-term public": 1}
    ]


def _is_in_sight(part: QWidget) -> bool:
    return part.visibleRegion().boundingRect() == part.rect()


def test_in_a_narrow_window_the_field_that_is_due_is_in_sight(at_page: AtSample, tmp_path: Path) -> None:
    person = at_page(listed_visit(tmp_path, 30))
    person.page.resize(683, 336)
    person.presses(Qt.Key.Key_Return)
    person.at(DRAW)
    step = person.page.drawing
    person.presses(Qt.Key.Key_Return)
    person.waits(lambda: step.ceremony.source is not None)
    person.waits(lambda: step.ceremony.source is not None and _is_in_sight(step.ceremony.source))
    person.presses(Qt.Key.Key_Return)
    person.waits(lambda: step.ceremony.seed is not None and _is_in_sight(step.ceremony.seed))


def test_tab_goes_down_the_left_column_then_the_right_one_then_the_foot_and_out(
    at_page: AtSample, tmp_path: Path
) -> None:
    person = at_page(listed_visit(tmp_path, 30))
    sizes = person.page.sizes
    person.seen("group_office")
    stops: list[str] = []
    while not stops or QApplication.focusWidget() is not sizes.files:
        stops.append(cast("QWidget", QApplication.focusWidget()).objectName())
        person.presses(Qt.Key.Key_Tab)
        assert len(stops) < 20, stops
        if not sizes.isAncestorOf(cast("QWidget", QApplication.focusWidget())):
            break
    assert stops[:3] == ["sample_size", "sample_rule", "group_stratum"]
    assert set(stops[-2:]) == {"sample_sizes_primary", "sample_sizes_back"}


def test_tab_comes_to_the_field_of_the_seed_also_though_it_was_made_last(
    at_page: AtSample, tmp_path: Path
) -> None:
    person = at_page(listed_visit(tmp_path, 30))
    person.presses(Qt.Key.Key_Return)
    person.at(DRAW)
    person.presses(Qt.Key.Key_Return)
    person.waits(lambda: person.page.drawing.ceremony.source is not None)
    person.waits(lambda: person.page.drawing.ceremony.source is QApplication.focusWidget())
    drawing = person.page.drawing
    person.presses(Qt.Key.Key_Tab)
    assert person.part("change_late_rule").hasFocus()
    person.presses(Qt.Key.Key_Tab)
    assert drawing.primary.hasFocus() or drawing.back.hasFocus()
    person.presses(Qt.Key.Key_Backtab)
    person.presses(Qt.Key.Key_Backtab)
    assert person.page.drawing.ceremony.source is QApplication.focusWidget()
