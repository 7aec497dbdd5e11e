"""The Sample page by keyboard: from the list to the first file, refusals, and what stands after the draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cafaudit.assets import read_bytes
from cafaudit.intake import read_draw_sheet
from cafaudit.services.commands.dealing import DealFiles
from cafaudit.services.commands.team import AddMember
from cafaudit.services.documents import exports_of
from cafaudit.services.picture import load_picture
from cafaudit.services.queries.files import frame, verify_stored_draw
from tests.core.team.people import person as someone
from tests.ui.visits import SEED, drawn_visit, listed_visit, planned_visit, write_case_list
from ui.models.sample_state import CHECKS, COLUMNS, DRAW, LIST, REQUESTS, SIZES
from ui.pages.sample import SamplePage
from ui.widgets.buttons import Button
from ui.widgets.choices import CheckBox

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cafaudit.services.visits import OpenVisit
    from ui.desk import Desk

MOST_DECISIONS = 12
"""From the list to the first file, by the brief of the simplest visit."""


class Somebody:
    """Answers questions for files with what a test put here, and reads what would be printed."""

    def __init__(self) -> None:
        self.answer: Path | None = None
        self.printed: list[str] = []

    def open_file(self, parent: QWidget, title: str, pattern: str) -> Path | None:
        del parent, title, pattern
        return self.answer

    def save_file(self, parent: QWidget, title: str, suggested: Path, pattern: str) -> Path | None:
        del parent, title, pattern
        return None if self.answer is None else self.answer / suggested.name

    def folder(self, parent: QWidget, title: str, suggested: Path) -> Path | None:
        del parent, title, suggested
        return self.answer

    def print_html(self, parent: QWidget, title: str, html: str) -> bool:
        del parent, title
        self.printed.append(html)
        return True


class Person:
    """Works at the page by keyboard, and counts how often they decide."""

    def __init__(self, page: SamplePage, desk: Desk, outside: Somebody, qtbot: QtBot) -> None:
        self.page, self.desk, self.outside, self._qtbot = page, desk, outside, qtbot
        self.decisions = 0

    def types(self, text: str) -> None:
        QTest.keyClicks(self._focus(), text)

    def decides(self) -> None:
        self.decisions += 1
        self.presses(Qt.Key.Key_Return)

    def presses(self, key: Qt.Key) -> None:
        QTest.keyClick(self._focus(), key)

    def waits(self, until: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(until, timeout=20_000)

    def at(self, step: int) -> None:
        self.waits(lambda: self.page.present == step)

    def part(self, name: str) -> Button:
        return cast("Button", self.seen(name))

    def seen(self, name: str) -> QWidget:
        """Return the one part of that name that can be seen; what was made anew takes a moment to show."""
        self.waits(lambda: len(self._visible(name)) == 1)
        return self._visible(name)[0]

    def _visible(self, name: str) -> list[QWidget]:
        return [one for one in self.page.findChildren(QWidget, name) if one.isVisible()]

    def reads(self, path: Path) -> None:
        self.types(str(path))
        self.decides()

    def _focus(self) -> QWidget:
        return cast("QWidget", QApplication.focusWidget())


@pytest.fixture
def at_page(
    desk_for: Callable[[OpenVisit], Desk], show: Callable[[QWidget], QWidget], qtbot: QtBot
) -> Callable[[OpenVisit], Person]:
    def begin(held: OpenVisit) -> Person:
        desk, outside = desk_for(held), Somebody()
        page = SamplePage(desk, outside, outside)
        page.resize(1222, 720)
        show(page)
        page.show_page()
        return Person(page, desk, outside, qtbot)

    return begin


def draws(person: Person, path: Path, size: int, *, folds: bool) -> None:
    """Go from the list to the draw by keyboard."""
    person.reads(path)
    person.at(COLUMNS)
    person.decides()
    person.at(CHECKS)
    checks = person.page.checks
    if folds:
        person.waits(lambda: checks.asks_to_fold and not checks.busy)
        person.decides()
        person.waits(lambda: not checks.asks_to_fold)
    person.waits(lambda: "Accept" in checks.primary.text() and not checks.busy)
    person.decides()
    person.at(SIZES)
    person.types(str(size))
    person.decides()
    person.at(DRAW)
    ceremony = person.page.drawing.ceremony
    person.decides()
    person.waits(lambda: ceremony.source is not None and ceremony.source.hasFocus())
    person.decides()
    person.waits(lambda: ceremony.seed is not None and ceremony.seed.hasFocus())
    person.types(SEED)
    person.decides()
    person.waits(lambda: bool(person.desk.picture.draws) and not person.page.drawing.busy)


def new_member(held: OpenVisit) -> str:
    """Take a made-up inspector into the team; returns their code."""
    card = someone("Second Inspector", "HMI 2").card
    held.visit.do(AddMember(card=card.to_text(), role="inspector"))
    return card.code


@pytest.mark.parametrize("size", [24, 60])
def test_the_example_list_is_drawn_by_keyboard_with_few_decisions(
    at_page: Callable[[OpenVisit], Person], tmp_path: Path, qtbot: QtBot, size: int
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


def test_a_small_csv_needs_no_answer_about_folding(
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
) -> None:
    person = at_page(planned_visit(tmp_path))
    draws(person, write_case_list(tmp_path / "list.csv", 9), 3, folds=False)
    assert [draw.sizes for draw in person.desk.picture.draws] == [
        {"Early intervention": 1, "Long-term private": 1, "Long-term public": 1}
    ]


def test_a_file_that_is_no_list_is_refused_at_its_field(
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
) -> None:
    person = at_page(planned_visit(tmp_path))
    person.reads(tmp_path / "nowhere.csv")
    line = person.page.list.field.line
    person.waits(lambda: "There is no file" in line.text())
    assert person.page.present == LIST
    assert person.page.list.path.hasFocus()
    assert frame(person.desk.visit).cases == 0


def test_enter_on_the_empty_page_asks_for_the_file_and_a_dropped_file_is_read(
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
) -> None:
    person = at_page(planned_visit(tmp_path))
    person.outside.answer = write_case_list(tmp_path / "list.csv", 5)
    person.presses(Qt.Key.Key_Return)
    person.at(COLUMNS)
    person.presses(Qt.Key.Key_Escape)
    person.at(LIST)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(person.outside.answer))])
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier
    person.page.list.dropEvent(QDropEvent(QPointF(), actions, dropped, buttons, keys.NoModifier))
    person.at(COLUMNS)


def test_the_column_of_the_reference_is_chosen_with_one_key(
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
) -> None:
    person = at_page(planned_visit(tmp_path))
    (path := tmp_path / "list.csv").write_text("Office,What,Law type\nEast,A-1,Private\nWest,A-2,Public\n")
    person.reads(path)
    person.at(COLUMNS)
    columns = person.page.columns
    assert "press I" in columns.message.text()
    person.presses(Qt.Key.Key_Return)
    assert person.page.present == COLUMNS
    person.presses(Qt.Key.Key_Down)
    person.presses(Qt.Key.Key_I)
    assert columns.message.isHidden()
    assert person.page.intake.mapping is not None
    assert person.page.intake.mapping.header_of("id") == "What"
    person.presses(Qt.Key.Key_Up)
    person.presses(Qt.Key.Key_X)
    assert person.page.intake.mapping.header_of("office") is None
    person.presses(Qt.Key.Key_Return)
    person.at(CHECKS)
    person.waits(lambda: "Accept" in person.page.checks.primary.text())


def test_what_becomes_of_a_column_can_be_another_thing_but_names_are_never_kept(
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
) -> None:
    person = at_page(planned_visit(tmp_path))
    person.reads(write_case_list(tmp_path / "list.csv", 5))
    person.at(COLUMNS)
    columns = person.page.columns
    columns.table.setCurrentIndex(columns.table.model().index(2, 0))
    choice = person.seen("column_treatment")
    choice.setFocus()
    person.types("d")
    assert choice.hasFocus()
    mapping = person.page.intake.mapping
    assert mapping is not None
    uses = {use.header: use.treatment for use in mapping.columns}
    assert uses["Child name"] == "drop"
    person.page.columns.role_set.emit("Child name", "child_name", "keep")
    assert "cannot be treated" in columns.message.text()


def test_a_workbook_with_several_lists_offers_its_sheets(
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for name in ("North", "South"):
        sheet = book.create_sheet(name)
        for row in (
            ("Case ID", "Office", "Law type"),
            (f"{name}-1", name, "Private"),
            (f"{name}-2", name, ""),
        ):
            sheet.append(row)
    book.save(tmp_path / "two.xlsx")
    person = at_page(planned_visit(tmp_path))
    person.reads(tmp_path / "two.xlsx")
    person.waits(lambda: person.page.list.sheet.count() == 2)
    assert person.page.list.sheet.hasFocus()
    person.presses(Qt.Key.Key_Down)
    person.presses(Qt.Key.Key_Return)
    person.at(COLUMNS)
    assert person.page.intake.look is not None
    assert person.page.intake.look.sheet == "South"


def test_reading_can_be_stopped_and_leaves_nothing(
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
) -> None:
    person = at_page(planned_visit(tmp_path))
    person.reads(write_case_list(tmp_path / "list.csv", 5))
    person.page.list.progress.stop_wanted.emit()
    person.waits(lambda: not person.page.list.busy)
    assert person.page.present == LIST
    assert person.page.intake.look is None


def test_more_files_than_cases_are_refused_at_the_number(
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
) -> None:
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


def test_groups_by_office_become_the_strata_of_the_draw(
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
) -> None:
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
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
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
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
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
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
) -> None:
    person = at_page(drawn_visit(tmp_path))
    result = person.page.drawing.result
    places = len(person.desk.picture.sample)
    person.part("check_draw").click()
    person.waits(lambda: result.text() == f"All {places} places come out the same.")
    person.outside.answer = tmp_path
    person.part("save_draw").click()
    person.waits(lambda: "saved" in result.text())
    assert len(read_draw_sheet(tmp_path / "Brackwater draw sheet.xlsx")) == places
    person.part("print_draw").click()
    person.waits(lambda: "printed" in result.text())
    assert SEED in person.outside.printed[0]
    assert person.desk.picture.draws[0].frame_hash in person.outside.printed[0]


def test_a_draw_that_does_not_hold_says_so_in_red(
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
) -> None:
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


def test_request_lists_are_saved_printed_and_noted(
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
) -> None:
    person = at_page(drawn_visit(tmp_path))
    person.presses(Qt.Key.Key_Return)
    person.at(REQUESTS)
    assert person.page.requests.primary.hasFocus()
    assert person.page.requests.deal.isHidden()
    message = person.page.requests.message
    (folder := tmp_path / "lists").mkdir()
    person.outside.answer = folder
    person.part("save_all_requests").click()
    person.waits(lambda: "2 request lists" in message.text())
    assert len(list(folder.glob("*.xlsx"))) == 2
    cast("QWidget", person.page.requests.kind).setFocus()
    person.presses(Qt.Key.Key_Right)
    person.part("save_request").click()
    person.waits(lambda: "Office A.csv" in message.text())
    assert [one.what for one in exports_of(person.desk.visit)] == ["Request list"] * 3
    person.seen("offices").setFocus()
    person.presses(Qt.Key.Key_Down)
    person.part("print_request").click()
    person.waits(lambda: "printed" in message.text())
    assert "Office B" in person.outside.printed[0]
    person.part("print_all_requests").click()
    person.waits(lambda: "2 request lists printed" in message.text())
    assert person.outside.printed[1].count("page-break-before") == 1
    person.outside.answer = tmp_path / "not there"
    person.part("save_request").click()
    person.waits(lambda: "There is no folder" in message.text())
    person.presses(Qt.Key.Key_Escape)
    person.at(DRAW)


def test_files_are_dealt_to_the_members_who_are_ticked(
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
) -> None:
    held = drawn_visit(tmp_path)
    second = new_member(held)
    person = at_page(held)
    person.presses(Qt.Key.Key_Return)
    person.at(REQUESTS)
    person.part("deal_files").click()
    person.waits(lambda: "dealt" in person.page.requests.message.text())
    sample = [case for case in person.desk.picture.sample if case.role == "sample"]
    assert {case.reader for case in sample} == {"Lead", second}
    assert abs(sum(1 if case.reader == second else -1 for case in sample)) <= 1
    person.seen("reader_Lead").setFocus()
    person.presses(Qt.Key.Key_Space)
    person.part("deal_files").click()
    person.waits(lambda: {case.reader for case in person.desk.picture.sample} == {second})


def test_what_somebody_else_deals_is_shown_at_once(
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
) -> None:
    held = drawn_visit(tmp_path)
    second = new_member(held)
    person = at_page(held)
    person.presses(Qt.Key.Key_Return)
    person.at(REQUESTS)
    person.desk.do(DealFiles(readers=(second,)))
    tick = f"{second} · 24 files"
    person.waits(
        lambda: tick in [one.text() for one in person.page.requests.findChildren(CheckBox) if one.isVisible()]
    )


def test_an_inspector_without_a_sample_is_told_who_draws(
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
) -> None:
    person = at_page(planned_visit(tmp_path))
    step = person.page.list
    step.show_rights(leads=False)
    assert step.primary.isHidden()
    assert step.field.isHidden()


def test_in_a_narrow_window_the_field_that_is_due_is_in_sight(
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
) -> None:
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


def _is_in_sight(part: QWidget) -> bool:
    return part.visibleRegion().boundingRect() == part.rect()


def test_tab_goes_down_the_left_column_then_the_right_one_then_the_foot_and_out(
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
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
    at_page: Callable[[OpenVisit], Person], tmp_path: Path
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
