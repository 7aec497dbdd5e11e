"""After the draw: extended, drawn again, looked at again, and its papers saved for somebody else."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget

from cafaudit.domain.picture import SampledCase
from cafaudit.services.commands.drawing import DrawSample, NameSeedSource
from cafaudit.services.commands.excluding import ExcludeCases
from cafaudit.services.commands.extending import ExtendSample
from cafaudit.services.commands.listing import FixFrame
from cafaudit.services.picture import load_picture
from cafaudit.services.queries.files import frame_refs, verify_stored_draw
from tests.ui.visits import SEED, drawn_visit, listed_visit
from ui.models.sample_state import FixedList, Queue, cases_text, queues_of, read_sample, standing_text
from ui.pages.sample import SamplePage
from ui.pages.sample_ceremony import Ceremony
from ui.pages.sample_queues import QueueView

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cafaudit.services.visits import OpenVisit
    from ui.desk import Desk
    from ui.pages.sample_draw import DrawStep
    from ui.widgets.buttons import Button
    from ui.widgets.choice_row import ChoiceRow
    from ui.widgets.fields import Field, TextField
    from ui.widgets.simple_table import SimpleTable


class Outside:
    """Answers with a folder, and keeps what would be printed."""

    def __init__(self, folder: Path) -> None:
        self.place = folder
        self.name = ""
        self.printed: list[str] = []

    def open_file(self, parent: QWidget, title: str, pattern: str) -> Path | None:
        del parent, title, pattern
        return None

    def save_file(self, parent: QWidget, title: str, suggested: Path, pattern: str) -> Path | None:
        del parent, title, pattern
        return self.place / (self.name or suggested.name)

    def folder(self, parent: QWidget, title: str, suggested: Path) -> Path | None:
        del parent, title, suggested
        return self.place

    def print_html(self, parent: QWidget, title: str, html: str) -> bool:
        del parent, title
        self.printed.append(html)
        return True


class AtDraw:
    """The page with a drawn sample, and a person at it."""

    def __init__(self, page: SamplePage, desk: Desk, outside: Outside, qtbot: QtBot) -> None:
        self.page, self.desk, self.outside, self._qtbot = page, desk, outside, qtbot

    @property
    def step(self) -> DrawStep:
        return self.page.drawing

    def waits(self, until: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(until, timeout=20_000)

    def part(self, name: str) -> QWidget:
        self.waits(lambda: len(self.seen(name)) == 1)
        return self.seen(name)[0]

    def seen(self, name: str) -> list[QWidget]:
        return [one for one in self.page.findChildren(QWidget, name) if one.isVisible()]

    def clicks(self, name: str) -> None:
        cast("Button", self.part(name)).click()

    def types(self, text: str) -> None:
        QTest.keyClicks(cast("QWidget", QApplication.focusWidget()), text)

    def presses(self, key: Qt.Key) -> None:
        QTest.keyClick(cast("QWidget", QApplication.focusWidget()), key)

    def has_focus(self, name: str) -> bool:
        now = QApplication.focusWidget()
        return now is not None and now.objectName() == name


@pytest.fixture
def at_draw(
    desk_for: Callable[[OpenVisit], Desk], show: Callable[[QWidget], QWidget], qtbot: QtBot, tmp_path: Path
) -> AtDraw:
    desk, outside = desk_for(drawn_visit(tmp_path)), Outside(tmp_path)
    page = SamplePage(desk, outside, outside)
    page.resize(1222, 720)
    show(page)
    page.show_page()
    return AtDraw(page, desk, outside, qtbot)


def test_a_sample_is_extended_by_keyboard_with_a_reason(at_draw: AtDraw) -> None:
    before = {place.ref for place in at_draw.desk.picture.sample if place.role == "sample"}
    at_draw.clicks("extend_sample")
    at_draw.waits(lambda: at_draw.has_focus("more_files"))
    at_draw.types("9")
    at_draw.presses(Qt.Key.Key_Return)
    at_draw.waits(lambda: "No reason was given" in at_draw.step.more.reason_field.line.text())
    assert at_draw.desk.picture.draws[0].extensions == ()
    at_draw.types("An office was added.")
    at_draw.presses(Qt.Key.Key_Return)
    at_draw.waits(lambda: bool(at_draw.desk.picture.draws[0].extensions))
    at_draw.waits(at_draw.step.more.isHidden)
    after = {place.ref for place in at_draw.desk.picture.sample if place.role == "sample"}
    assert before < after
    assert len(after) == len(before) + 9
    assert at_draw.part("extension_1").accessibleName().startswith("Extended by 9 files")
    assert "33 files in three strata" in at_draw.page.head.state.text()
    assert "read the list in again" in at_draw.step.result.text()
    assert verify_stored_draw(at_draw.desk.visit) == ()


def state_for_each(at_draw: AtDraw, *figures: str) -> list[str]:
    """Choose “As I state for each” and type the files of the first strata; returns all strata."""
    at_draw.part("more_rule").setFocus()
    at_draw.presses(Qt.Key.Key_Right)
    at_draw.presses(Qt.Key.Key_Right)
    strata = list(at_draw.desk.picture.draws[-1].strata)
    for name, figure in zip(strata, figures, strict=False):
        field = cast("TextField", at_draw.part(f"more_{name}"))
        at_draw.presses(Qt.Key.Key_Tab)
        assert at_draw.has_focus(f"more_{name}")
        field.selectAll()
        at_draw.types(figure) if figure else field.clear()
    return strata


def test_a_sample_is_extended_by_as_many_files_of_each_stratum_as_are_stated(at_draw: AtDraw) -> None:
    at_draw.clicks("extend_sample")
    at_draw.waits(lambda: at_draw.has_focus("more_files"))
    more = at_draw.step.more
    more.reason.setFocus()
    at_draw.types("One office had too few.")
    strata = state_for_each(at_draw, "4", "", "1")
    assert more.files.isReadOnly()
    assert more.files.text() == "5"
    at_draw.presses(Qt.Key.Key_Return)
    at_draw.waits(lambda: bool(at_draw.desk.picture.draws[0].extensions))
    [extension] = at_draw.desk.picture.draws[0].extensions
    assert extension.sizes == {strata[0]: 4, strata[2]: 1}
    assert extension.reason == "One office had too few."
    assert verify_stored_draw(at_draw.desk.visit) == ()


@pytest.mark.parametrize(
    ("figures", "says", "wrong"),
    [
        (("1", "500"), "500 files were asked for from", 1),
        (("many",), "“many” is no number of files", 0),
        (("0", "0", "0"), "No files were asked for", None),
    ],
)
def test_a_figure_that_cannot_be_is_said_and_marked_at_its_stratum(
    at_draw: AtDraw, figures: tuple[str, ...], says: str, wrong: int | None
) -> None:
    at_draw.clicks("extend_sample")
    at_draw.waits(lambda: at_draw.has_focus("more_files"))
    more = at_draw.step.more
    more.reason.setFocus()
    at_draw.types("One office had too few.")
    strata = state_for_each(at_draw, *figures)
    at_draw.presses(Qt.Key.Key_Return)
    at_draw.waits(lambda: says in more.files_field.line.text())
    due = strata[0 if wrong is None else wrong]
    at_draw.waits(lambda: at_draw.has_focus(f"more_{due}"))
    marked = [name for name in strata if at_draw.part(f"more_{name}").property("wrong")]
    assert marked == ([] if wrong is None else [due])
    assert at_draw.desk.picture.draws[0].extensions == ()


def test_sharing_out_again_brings_back_the_number_that_was_asked_for(at_draw: AtDraw) -> None:
    at_draw.clicks("extend_sample")
    at_draw.waits(lambda: at_draw.has_focus("more_files"))
    at_draw.types("9")
    state_for_each(at_draw, "7")
    more = at_draw.step.more
    assert more.files.text() == "13"
    at_draw.part("more_rule").setFocus()
    at_draw.presses(Qt.Key.Key_Left)
    assert not more.files.isReadOnly()
    assert more.files.text() == "9"
    assert more.table.texts() == {}
    assert sum(more.asked_sizes.values()) == 9


def test_a_further_draw_takes_files_by_stratum_too(at_draw: AtDraw) -> None:
    at_draw.clicks("draw_again")
    at_draw.waits(lambda: at_draw.has_focus("more_files"))
    at_draw.step.more.reason.setFocus()
    at_draw.types("The first list lacked an office.")
    strata = state_for_each(at_draw, "2", "5", "0")
    at_draw.presses(Qt.Key.Key_Return)
    at_draw.waits(lambda: at_draw.step.ceremony.seed is not None or at_draw.has_focus("seed_source"))
    at_draw.step.further_wanted.emit("6 6 1 2 3 4 5 1", at_draw.step.more.asked())
    at_draw.waits(lambda: len(at_draw.desk.picture.draws) == 2)
    newest = at_draw.desk.picture.draws[1]
    assert newest.rule == "stated"
    assert {name: size for name, size in newest.sizes.items() if size} == {strata[0]: 2, strata[1]: 5}


def test_more_than_there_is_and_no_number_are_refused_at_the_number(at_draw: AtDraw) -> None:
    at_draw.clicks("extend_sample")
    at_draw.waits(lambda: at_draw.has_focus("more_files"))
    line = at_draw.step.more.files_field.line
    for text, said in (("many", "no number of files"), ("400", "400 files were asked for")):
        at_draw.step.more.files.selectAll()
        at_draw.types(text)
        at_draw.presses(Qt.Key.Key_Return)
        at_draw.waits(lambda said=said: said in line.text())  # type: ignore[misc]
    at_draw.presses(Qt.Key.Key_Escape)
    at_draw.waits(at_draw.step.more.isHidden)
    assert at_draw.step.primary.text() == "Make request lists"
    assert at_draw.desk.picture.draws[0].extensions == ()


def test_a_further_draw_has_its_own_source_seed_reason_and_number(at_draw: AtDraw) -> None:
    first = at_draw.desk.picture.sample
    at_draw.clicks("draw_again")
    at_draw.waits(lambda: at_draw.has_focus("more_files"))
    at_draw.types("12")
    at_draw.step.more.reason.setFocus()
    at_draw.types("The first list lacked an office.")
    at_draw.presses(Qt.Key.Key_Return)
    at_draw.waits(lambda: at_draw.has_focus("seed_source"))
    assert at_draw.step.ceremony.seed is None
    at_draw.presses(Qt.Key.Key_Return)
    at_draw.waits(lambda: at_draw.step.ceremony.seed is not None)
    assert at_draw.step.more.reason.text() == "The first list lacked an office."
    at_draw.waits(lambda: at_draw.has_focus("seed"))
    at_draw.types("6 6 1")
    holder = cast("Field", at_draw.part("seed").parentWidget())
    at_draw.waits(lambda: "tried out beforehand" in holder.line.text())
    at_draw.types(" 2 3 4 5 1")
    at_draw.waits(lambda: "tried out" not in holder.line.text())
    at_draw.presses(Qt.Key.Key_Return)
    at_draw.waits(lambda: len(at_draw.desk.picture.draws) == 2)
    at_draw.waits(at_draw.step.more.isHidden)
    newest = at_draw.desk.picture.draws[1]
    assert (newest.source_named, newest.reason) == ("before", "The first list lacked an office.")
    assert sum(newest.sizes.values()) == 12
    choice = cast("ChoiceRow", at_draw.part("draw_choice"))
    choice.setFocus()
    at_draw.presses(Qt.Key.Key_Left)
    queue = at_draw.step.queues
    at_draw.waits(lambda: cast("TextField", at_draw.part("seed")).text() == SEED)
    shown = {place.ref for one in queue.shown for place in one.places}
    assert shown == {place.ref for place in first}
    at_draw.waits(lambda: at_draw.has_focus("draw_choice"))
    at_draw.clicks("print_draw")
    at_draw.waits(lambda: bool(at_draw.outside.printed))
    assert "Draw sheet: draw 1 of 2" in at_draw.outside.printed[0]
    at_draw.clicks("check_draw")
    at_draw.waits(lambda: "Every draw comes out the same" in at_draw.step.result.text())


def test_papers_for_checking_are_checked_by_their_own_script(at_draw: AtDraw, tmp_path: Path) -> None:
    at_draw.desk.visit.do(ExtendSample(size=4, reason="More."))
    at_draw.clicks("save_for_checking")
    at_draw.waits(lambda: "6 files for checking saved" in at_draw.step.result.text())
    folder = tmp_path / "Brackwater draw, for checking"
    asked = [sys.executable, "-I", "verify_draw.py", "frame list.txt", SEED, "draw sheet.xlsx"]
    told = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.parametrize(
    ("name", "begins"), [("sheet.pdf", b"%PDF"), ("sheet.csv", b"stratum,"), ("sheet", b"PK")]
)
def test_the_sheet_is_saved_as_its_name_says(
    at_draw: AtDraw, tmp_path: Path, name: str, begins: bytes
) -> None:
    at_draw.outside.name = name
    at_draw.clicks("save_draw")
    at_draw.waits(lambda: "saved" in at_draw.step.result.text())
    target = tmp_path / (name if "." in name else f"{name}.xlsx")
    assert target.read_bytes().startswith(begins)


def test_a_queue_of_a_million_places_makes_only_the_rows_that_are_looked_at(
    show: Callable[[QWidget], QWidget],
) -> None:
    place = SampledCase(ref="BBC-1", stratum="A", ticket="0" * 64, role="sample", order=7, draw=1)
    places = (place,) * 1_000_000
    view = QueueView(Queue(stratum="A", size=len(places), cases=len(places), places=places))
    view.resize(300, 700)
    show(view)
    cast("Button", view.findChild(QWidget, "more_sample_A")).click()
    table = cast("SimpleTable", view.findChild(QWidget, "long_A"))
    assert table.model().rowCount() == 1_000_000
    begun = time.perf_counter()
    for step in range(20):
        table.scrollTo(table.model().index(step * 49_999, 0))
        table.viewport().repaint()
    assert time.perf_counter() - begun < 2
    assert table.model().index(999_999, 1).data() == "BBC-1"


@pytest.mark.parametrize(("files", "spare", "links"), [(11, 5, 0), (10, 4, 0), (12, 6, 2)])
def test_a_queue_folds_no_single_row_away(qtbot: QtBot, files: int, spare: int, links: int) -> None:
    roles = ["sample"] * files + ["reserve"] * spare
    places = tuple(
        SampledCase(ref=f"BBC-{at}", stratum="A", ticket="0" * 64, role=role, order=at, draw=1)
        for at, role in enumerate(roles, 1)
    )
    view = QueueView(Queue(stratum="A", size=files, cases=60, places=places))
    qtbot.addWidget(view)
    names = ("more_sample_A", "more_reserves_A")
    assert sum(view.findChild(QWidget, name) is not None for name in names) == links
    tables = [one for one in view.findChildren(QTableView) if one.accessibleName() == "Queue of A"]
    rows = sum(one.model().rowCount() for one in tables)
    assert rows == len(places) + 1 - (2 + 2 if links else 0)


def test_where_rules_leave_cases_out_every_count_is_of_those_that_can_be_drawn(
    tmp_path: Path, desk_for: Callable[[OpenVisit], Desk], qtbot: QtBot
) -> None:
    desk = desk_for(listed_visit(tmp_path))
    assert standing_text(read_sample(desk)) == "60 cases in the list, nothing drawn yet"
    first = frame_refs(desk.visit)[0]
    desk.visit.do(ExcludeCases(kind="listed", cases=(first,), reason="read last year"))
    state = read_sample(desk)
    assert standing_text(state) == "59 of 60 cases can be drawn, nothing drawn yet"
    assert cases_text(state.frame) == "59 of 60 cases"
    desk.visit.do(FixFrame())
    desk.visit.do(NameSeedSource(source="dice"))
    desk.visit.do(DrawSample(seed=SEED, size=12))
    drawn = load_picture(desk.visit)
    queue = queues_of(drawn.sample, drawn.draws[0])[0]
    view = QueueView(queue)
    qtbot.addWidget(view)
    said = [one.text() for one in view.findChildren(QLabel)]
    assert f"{queue.size} of {queue.cases} that can be drawn" in said


def test_the_fixed_list_says_what_was_left_out_by_rule_and_as_rows(qtbot: QtBot) -> None:
    ceremony = Ceremony()
    qtbot.addWidget(ceremony)
    words = ("raven", "amber", "indigo", "winter", "heron", "ember", "saddle", "cotton", "larch", "timber")
    fixed = FixedList(
        at="2009-05-26T09:05:12Z", hash="0" * 64, words=words, cases=360, left_out=1, excluded=60, strata={}
    )
    ceremony.show_list(fixed, 360, 8)
    said = " ".join(one.text() for one in ceremony.listed.findChildren(QLabel))
    assert "360 cases after 60 exclusions, 1 row left out." in said
    ceremony.show_list(replace(fixed, left_out=0, excluded=1), 360, 8)
    said = " ".join(one.text() for one in ceremony.listed.findChildren(QLabel) if not one.isHidden())
    assert "360 cases after 1 exclusion." in said
