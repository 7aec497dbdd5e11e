"""Sizes, groups, seed and draw on the Sample page, by keyboard, and what stands after the draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cafaudit.intake import read_draw_sheet
from cafaudit.services.queries.files import frame
from tests.ui.visits import SEED, drawn_visit, listed_visit
from ui.models.sample_state import DRAW, SIZES
from ui.widgets.buttons import Button

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.sample_page import AtSample


def test_more_files_than_cases_are_refused_at_the_number(at_page: AtSample, tmp_path: Path) -> None:
    person = at_page(listed_visit(tmp_path, 30))
    assert person.page.present == SIZES
    line = person.page.sizes.size_field.line
    for text, said in (("31", "the list holds 30"), ("many", "no number")):
        person.types(text)
        assert said in line.text()
        person.presses(Qt.Key.Key_Return)
        assert person.page.present == SIZES
        person.page.sizes.files.selectAll()
    person.types("30")
    assert line.text() == ""


def test_groups_by_office_become_the_strata_of_the_draw(at_page: AtSample, tmp_path: Path) -> None:
    person = at_page(listed_visit(tmp_path, 30))
    person.seen("group_office").setFocus()
    person.presses(Qt.Key.Key_Space)
    person.presses(Qt.Key.Key_Return)
    person.at(DRAW)
    assert set(frame(person.desk.visit).strata) == {
        f"{group}, Office {office}"
        for group in ("Early intervention", "Long-term private", "Long-term public")
        for office in "AB"
    }


def test_an_empty_seed_is_refused_at_its_field_and_the_source_can_change_until_the_draw(
    at_page: AtSample, tmp_path: Path
) -> None:
    person = at_page(listed_visit(tmp_path, 30))
    person.presses(Qt.Key.Key_Return)
    person.at(DRAW)
    ceremony = person.page.drawing.ceremony
    person.presses(Qt.Key.Key_Return)
    person.waits(lambda: ceremony.source is not None and ceremony.source.hasFocus())
    assert len(ceremony.listed.findChildren(QWidget)) > 10  # ten words stand there
    person.types("A lottery")
    person.presses(Qt.Key.Key_Return)
    person.waits(lambda: ceremony.seed is not None and ceremony.seed.hasFocus())
    person.presses(Qt.Key.Key_Return)
    person.waits(lambda: not person.page.drawing.busy)
    assert ceremony.seed is not None
    assert "seed is empty" in ceremony.seed.accessibleDescription()
    person.part("change_source").click()
    person.waits(lambda: ceremony.source is not None and ceremony.source.hasFocus())
    assert ceremony.source is not None
    assert ceremony.source.toPlainText() == "A lottery"
    person.types("Two dice")
    person.presses(Qt.Key.Key_Return)
    person.waits(lambda: ceremony.seed is not None and ceremony.seed.hasFocus())
    person.types(SEED)
    person.presses(Qt.Key.Key_Return)
    person.waits(lambda: bool(person.desk.picture.draws))
    assert person.desk.picture.draws[0].seed_source == "Two dice"


def test_after_the_draw_the_page_shows_it_and_offers_no_way_to_change_it(
    at_page: AtSample, tmp_path: Path
) -> None:
    person = at_page(drawn_visit(tmp_path, 90, 36))
    page = person.page
    assert page.present == DRAW
    assert page.drawing.primary.hasFocus()
    assert page.drawing.back.isHidden()
    person.presses(Qt.Key.Key_Escape)
    assert page.present == DRAW
    assert page.drawing.ceremony.source is None
    seed = cast("QWidget", page.drawing.ceremony.drawn.findChild(QWidget, "seed"))
    assert seed.property("locked")
    assert "36 files in three strata" in page.head.state.text()
    queue = page.drawing.queues.findChildren(QWidget, "queue_Early intervention")[0]
    more = person.part("more_sample_Early intervention")
    assert more.text() == "Show 2 more"
    more.setFocus()
    person.presses(Qt.Key.Key_Return)
    assert page.present == DRAW
    assert not [one for one in queue.findChildren(Button) if one.isVisible() and "sample" in one.objectName()]


def test_a_draw_is_checked_on_the_spot_and_its_sheet_saved_and_printed(
    at_page: AtSample, tmp_path: Path
) -> None:
    person = at_page(drawn_visit(tmp_path))
    result = person.page.drawing.result
    places = len(person.desk.picture.sample)
    person.part("check_draw").click()
    person.waits(lambda: result.text() == f"All {places} places come out the same.")
    person.files.answer = tmp_path
    person.part("save_draw").click()
    person.waits(lambda: "saved" in result.text())
    assert len(read_draw_sheet(tmp_path / "Brackwater draw sheet.xlsx")) == places
    person.part("print_draw").click()
    person.waits(lambda: "printed" in result.text())
    assert SEED in person.paper.printed[0]
    assert person.desk.picture.draws[0].frame_hash in person.paper.printed[0]


def test_a_draw_that_does_not_hold_says_so_in_red(at_page: AtSample, tmp_path: Path) -> None:
    person = at_page(drawn_visit(tmp_path))
    with person.desk.visit.store.unit_of_work() as work:
        number = work.frames.newest()
        assert number is not None
        first = work.frames.cases(number)
        work.frames.drop(number)
        work.frames.add(type(first)(first.cases[1:]), "0" * 64, {})
    person.part("check_draw").click()
    result = person.page.drawing.result
    person.waits(result.isVisible)
    assert "not the one that was fixed" in result.text()
