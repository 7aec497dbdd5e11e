"""Home: where the visit is, what holds it back, what is to do now. All made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import pytest
from docx import Document
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QWidget

from cafaudit.domain.picture import Answer, Person, Said
from cafaudit.services.commands.concerns import RaiseConcern, TellConcern
from cafaudit.services.commands.dealing import DealFiles
from cafaudit.services.commands.details import DescribeVisit, MoveToStep
from cafaudit.services.commands.judging import GiveJudgement
from cafaudit.services.commands.notes import WriteNote
from cafaudit.services.commands.readings import LockReading
from cafaudit.services.picture import load_picture
from cafaudit.services.queries.files import sampled_cases
from cafaudit.services.queries.overview import conflicts_in, status, status_of
from tests.pictures import empty_picture, full_picture, scale, small_framework
from tests.ui.hands import Hands, Key
from tests.ui.in_window import Files
from tests.ui.visits import drawn_visit, listed_visit, planned_visit
from ui.pages.home import HomePage
from ui.pages.home_panel import day_rows, reader_rows
from ui.pages.home_state import HomeState, blockers_of
from ui.pages.home_tasks import tasks_of
from ui.widgets.buttons import Button
from ui.widgets.side_bar import SideEntry
from ui.widgets.text import Text
from ui.windows.main import MainWindow, Page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cafaudit.domain.picture import Picture
    from cafaudit.services.visits import OpenVisit
    from ui.desk import Desk
    from ui.widgets.task_rows import Task

Part = TypeVar("Part", bound=QWidget)
ME = Person(key="00", name="Lead Inspector", code="Lead", role="lead")


@pytest.fixture
def shown(
    tmp_path: Path, desk_for: Callable[..., Desk], show: Callable[[QWidget], QWidget]
) -> Callable[[OpenVisit], HomePage]:
    """Show the Home page of a visit in a main window."""

    def made(held: OpenVisit) -> HomePage:
        page = HomePage(desk_for(held), Files(tmp_path / "sheet.docx"))
        window = MainWindow([Page(SideEntry("home", "Home"), lambda: page)])
        window.resize(1366, 768)
        window.show_page("home")
        show(window)
        page.show_page()
        QApplication.processEvents()
        return page

    return made


def part(page: QWidget, kind: type[Part], name: str) -> Part:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def words_of(page: QWidget) -> list[str]:
    return [text.text() for text in page.findChildren(Text) if text.isVisibleTo(page)]


def state_of(picture: Picture, **more: object) -> HomeState:
    state = HomeState(
        status=status_of(picture, notes=0, frame_fixed=False),
        picture=picture,
        conflicts=conflicts_in(picture),
        me="Lead",
        leads=True,
        fixed=False,
    )
    return replace(state, **more)  # type: ignore[arg-type]


def keys_of(tasks: tuple[Task, ...]) -> list[str]:
    return [task.key for task in tasks]


def lock(held: OpenVisit, count: int) -> list[str]:
    cases = [case.ref for case in sampled_cases(held.visit) if case.role == "sample"][:count]
    for case in cases:
        held.visit.do(LockReading(case=case))
    return cases


def test_a_new_visit_begins_with_its_list_and_the_keyboard_is_there(
    tmp_path: Path, shown: Callable[[OpenVisit], HomePage], qtbot: QtBot
) -> None:
    page = shown(planned_visit(tmp_path))
    assert page.head.title.text() == "Planned"
    assert "step 1 of 16" in page.head.state.text()
    now = part(page, Button, "task_sample")
    qtbot.waitUntil(now.hasFocus)
    with qtbot.waitSignal(page.page_wanted) as went:
        Hands(qtbot, page._desk).press(Key.Key_Return)
    assert went.args == ["sample", None]


def test_whoever_turns_to_another_page_at_once_keeps_the_keyboard_there(
    tmp_path: Path, shown: Callable[[OpenVisit], HomePage]
) -> None:
    page = shown(planned_visit(tmp_path))
    gone_to: list[QWidget | None] = []
    pages, other = page.parentWidget(), QLineEdit()
    assert isinstance(pages, QStackedWidget)
    pages.addWidget(other)
    page.show_page()
    pages.setCurrentWidget(other)
    other.setFocus()
    QApplication.instance().focusChanged.connect(lambda _, new: gone_to.append(new))  # type: ignore[union-attr]
    QTest.qWait(0)
    assert gone_to == []
    assert other.hasFocus()


def test_what_holds_back_the_next_step_names_people_and_cases_and_leads_there(
    tmp_path: Path, shown: Callable[[OpenVisit], HomePage], qtbot: QtBot
) -> None:
    held = drawn_visit(tmp_path)
    locked = lock(held, 10)
    held.visit.do(DealFiles(readers=("Lead",)))
    held.visit.do(MoveToStep(step="on-site"))
    concern = held.visit.do(RaiseConcern(text="Nobody saw the child.", case=locked[0])).made["concern"]
    held.visit.do(TellConcern(concern=concern, post="Head of Service", at="12:05"))
    held.visit.do(WriteNote(text="Ask about duty"))
    page = shown(held)
    words = words_of(page)
    for said in ("1 concern open", "14 files not locked", "Lead has 14", "1 rough note unsorted"):
        assert said in words
    assert f"{locked[0]}, Head of Service told 12:05, no answer" in words
    with qtbot.waitSignal(page.page_wanted) as went:
        part(page, Button, "blocker_concerns").click()
    assert went.args == ["concerns", None]


def test_what_a_later_step_needs_does_not_hold_back_the_next_one(tmp_path: Path) -> None:
    held = drawn_visit(tmp_path)
    try:
        picture = load_picture(held.visit, with_history=False)
    finally:
        held.close()

    def at(step: str) -> HomeState:
        return state_of(replace(picture, details=replace(picture.details, step=step)))

    assert [row.key for row in blockers_of(at("planned"))] == []
    assert [row.key for row in blockers_of(at("on-site"))] == ["read"]
    assert [row.key for row in blockers_of(at("moderated"))] == ["read", "judgements"]


def test_without_a_sample_that_is_what_holds_the_visit_back(
    tmp_path: Path, shown: Callable[[OpenVisit], HomePage]
) -> None:
    page = shown(listed_visit(tmp_path))
    words = words_of(page)
    assert "No sample drawn" in words
    assert words.count("60 cases can be drawn, the list is not yet fixed") == 2


def test_home_follows_what_others_change(
    tmp_path: Path, shown: Callable[[OpenVisit], HomePage], qtbot: QtBot
) -> None:
    held = drawn_visit(tmp_path)
    page = shown(held)
    page._desk.do(WriteNote(text="Ask about duty"))
    qtbot.waitUntil(lambda: "1 rough note unsorted" in words_of(page))


def test_moving_on_needs_no_reason_and_moving_back_does(
    tmp_path: Path, shown: Callable[[OpenVisit], HomePage], qtbot: QtBot
) -> None:
    page = shown(drawn_visit(tmp_path))
    hands = Hands(qtbot, page._desk)
    part(page, Button, "change_step").click()
    assert page.step_change.step.currentData() == "on-site"
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: page.head.title.text() == "On site")
    assert not page.step_change.isVisible()
    part(page, Button, "change_step").click()
    page.step_change.step.setCurrentIndex(0)
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_Return)
    assert page.head.title.text() == "On site"
    assert page.step_change.reason.accessibleDescription()
    hands.write("The list was the wrong one")
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: page.head.title.text() == "Planned")


def test_when_nothing_holds_it_back_the_next_step_is_one_press_away(
    tmp_path: Path, shown: Callable[[OpenVisit], HomePage], qtbot: QtBot
) -> None:
    page = shown(drawn_visit(tmp_path))
    assert page.head.title.text() == "Sample drawn"
    assert page.head.state.text() == "step 2 of 16 · next: on site"
    part(page, Button, "move_on").click()
    qtbot.waitUntil(lambda: page.head.title.text() == "On site")
    assert not part(page, Button, "move_on").isVisible()
    qtbot.waitUntil(lambda: "24 files not locked" in words_of(page))


def test_once_files_are_being_read_the_step_on_site_is_offered_until_it_is_taken(
    tmp_path: Path, shown: Callable[[OpenVisit], HomePage], qtbot: QtBot
) -> None:
    held = drawn_visit(tmp_path)
    page = shown(held)
    assert page.findChild(Button, "task_step") is None
    page._desk.do(LockReading(case=sampled_cases(held.visit)[0].ref))
    qtbot.waitUntil(lambda: "files are being read already" in words_of(page))
    part(page, Button, "task_step").click()
    qtbot.waitUntil(lambda: page.head.title.text() == "On site")
    assert "Move on to: on site" not in words_of(page)


def test_home_names_as_holding_back_what_the_status_says_holds_back(tmp_path: Path) -> None:
    held = drawn_visit(tmp_path)
    try:
        for step in ("sample-drawn", "on-site", "fed-back"):
            held.visit.do(MoveToStep(step=step))
            told = [one.page.casefold() for one in status(held.visit).blockers if one.holds_next]
            assert [row.key for row in blockers_of(state_of(load_picture(held.visit)))] == told
    finally:
        held.close()


def test_in_a_narrow_window_nothing_is_left_out_and_the_first_task_can_be_seen(
    tmp_path: Path, shown: Callable[[OpenVisit], HomePage], qtbot: QtBot
) -> None:
    page = shown(drawn_visit(tmp_path))
    window = page.window()
    for width, height in ((683, 384), (1366, 768), (683, 384)):
        window.resize(width, height)
        page.show_page()
        QApplication.processEvents()
        now = part(page, Button, "task_read")
        qtbot.waitUntil(now.hasFocus)
        assert page.rect().contains(now.mapTo(page, now.rect().center()))
        assert "By stratum" in words_of(page)
        assert page.panel.isVisible() == (width == 1366)


@pytest.mark.parametrize(
    ("what", "name"), [("report_month", "visit_report_published"), ("late_evidence", "visit_late_evidence")]
)
def test_a_fact_of_the_letter_is_in_sight_with_the_keyboard_and_escape_goes_back(
    tmp_path: Path, shown: Callable[[OpenVisit], HomePage], qtbot: QtBot, what: str, name: str
) -> None:
    page = shown(drawn_visit(tmp_path))
    page.window().resize(910, 512)
    page.show_page()
    page.show_item(("details", what))
    QApplication.processEvents()
    field = part(page, QWidget, name)
    qtbot.waitUntil(lambda: field.hasFocus() and field.visibleRegion().boundingRect() == field.rect())
    qtbot.wait(20)  # nothing takes the keyboard away later
    assert field.hasFocus()
    Hands(qtbot, page._desk).press(Key.Key_Escape)
    assert not page.details.isVisible()
    qtbot.waitUntil(lambda: page.isAncestorOf(QApplication.focusWidget() or page.window()))


def test_the_feedback_sheet_is_made_here_at_any_time(
    tmp_path: Path, shown: Callable[[OpenVisit], HomePage], qtbot: QtBot
) -> None:
    page = shown(drawn_visit(tmp_path))
    part(page, Button, "task_feedback").click()
    qtbot.waitUntil(page.message.isVisible)
    assert str(tmp_path / "sheet.docx") in page.message.text()
    assert Document(str(tmp_path / "sheet.docx")).paragraphs
    qtbot.waitUntil(lambda: any(text.startswith("written") for text in words_of(page)))


def test_a_sheet_that_cannot_be_written_is_told_in_its_place(
    tmp_path: Path, shown: Callable[[OpenVisit], HomePage], qtbot: QtBot
) -> None:
    (tmp_path / "sheet.docx").mkdir()
    page = shown(drawn_visit(tmp_path))
    part(page, Button, "task_feedback").click()
    qtbot.waitUntil(page.message.isVisible)
    assert "sheet.docx" in page.message.text()


def test_the_simplest_visit_sees_only_what_it_uses(tmp_path: Path) -> None:
    held = drawn_visit(tmp_path)
    try:
        picture = load_picture(held.visit, with_history=False)
    finally:
        held.close()
    assert keys_of(tasks_of(state_of(picture))) == ["read", "areas", "overall", "feedback"]
    (row,) = reader_rows(state_of(picture))
    assert (row.name, row.total) == ("All files", 24)


def test_files_that_were_not_found_are_not_waited_for() -> None:
    picture = full_picture(small_framework(2, grades=scale("High", "Low", line=0)), files=6)
    first = replace(picture.readings[0], state="not_produced", answers={})
    (read, *_) = tasks_of(state_of(replace(picture, readings=(first, *picture.readings[1:]))))
    assert (read.state, read.detail) == ("done", "5 of 5 locked, 1 not produced")


def test_a_framework_without_grades_has_nothing_to_judge() -> None:
    picture = full_picture(small_framework(3, grades=None), files=6)
    picture = replace(picture, judgements=())
    assert {"areas", "overall"}.isdisjoint(keys_of(tasks_of(state_of(picture))))


def test_areas_that_wait_are_named_by_their_numbers_whatever_their_count() -> None:
    framework = small_framework(9, grades=scale("High", "Fair", "Low"))
    picture = full_picture(framework, files=6)
    kept = tuple(j for j in picture.judgements if j.area in {framework.areas[n].id for n in range(7)})
    tasks = tasks_of(state_of(replace(picture, judgements=kept)))
    (areas,) = [task for task in tasks if task.key == "areas"]
    assert areas.detail == "7 of 9 judged; 8 and 9 wait"
    (whole,) = [task for task in tasks if task.key == "overall"]
    assert (whole.state, whole.right) == ("waits", "waits for 2")


def test_differences_that_decide_something_come_before_the_others() -> None:
    framework = small_framework(2, grades=scale("High", "Fair", "Low"))
    picture = full_picture(framework, files=3)
    area = framework.areas[0]
    first, second = picture.readings[:2]

    def differing(*values: str) -> Answer:
        said = tuple(Said(author=f"I{n}", value=value, at="") for n, value in enumerate(values))
        return Answer(item=area.id, different=said)

    readings = (
        replace(first, answers={area.id: differing("fair", "low")}),
        replace(second, answers={area.id: differing("high", "fair")}),
        *picture.readings[2:],
    )
    tasks = tasks_of(state_of(replace(picture, readings=readings)))
    deciding, others = (next(task for task in tasks if task.key == key) for key in ("deciding", "others"))
    assert f"{first.case}, area 1" in deciding.detail
    assert others.detail == "1 on one side of the line"
    assert keys_of(tasks).index("deciding") < keys_of(tasks).index("others")


def test_only_one_row_is_the_present_one_and_later_ones_show_how_much_waits() -> None:
    framework = small_framework(4, grades=scale("High", "Fair", "Low"))
    picture = replace(full_picture(framework, files=6), judgements=())
    readings = tuple(replace(reading, state="not_begun", answers={}) for reading in picture.readings)
    tasks = tasks_of(state_of(replace(picture, readings=readings), me="HMI 1"))
    assert [task.key for task in tasks if task.state == "now"] == ["read"]
    assert next(task for task in tasks if task.key == "areas").right == "4"


def test_somebody_who_does_not_lead_reads_and_hands_in() -> None:
    picture = full_picture(small_framework(2, grades=scale("High", "Low", line=0)), files=4)
    assert keys_of(tasks_of(state_of(picture, leads=False))) == ["read", "hand_in"]
    empty = empty_picture(small_framework(2, grades=scale("High", "Low", line=0)))
    (task,) = tasks_of(state_of(empty, leads=False))
    assert task.state == "waits"


def test_whoever_has_read_their_own_files_goes_on_although_others_still_read() -> None:
    picture = full_picture(small_framework(2, grades=scale("High", "Low", line=0)), files=4)
    readings = tuple(
        replace(reading, state="not_begun", answers={}) if reading.reader == "HMI 2" else reading
        for reading in picture.readings
    )
    half = replace(picture, readings=readings, judgements=())
    (read, hand_in) = tasks_of(state_of(half, me="HMI 1", leads=False))
    assert (read.state, read.detail) == ("done", "2 of 2 locked; the others 0 of 2")
    assert hand_in.state == "now"
    (_, hand_in) = tasks_of(state_of(half, me="HMI 1", leads=False, packed=("2009-06-09T18:54:00Z",)))
    assert hand_in.state == "offered"
    (read, merge, *_) = tasks_of(state_of(half, me="HMI 1"))
    assert (merge.key, merge.state) == ("merge", "now")
    (read, merge, *_) = tasks_of(state_of(half, me="Lead", merged=("2009-06-09T18:54:00Z",)))
    assert (read.state, merge.state) == ("waits", "now")
    (_, merge, *_) = tasks_of(state_of(picture, me="HMI 1", merged=("2009-06-09T18:54:00Z",)))
    assert merge.state == "done"


def test_the_letter_comes_up_once_every_area_is_judged(tmp_path: Path) -> None:
    held = drawn_visit(tmp_path)
    try:
        for area in held.visit.framework.areas:
            held.visit.do(GiveJudgement(area=area.id, grade="satisfactory"))
        held.visit.do(DescribeVisit(letter_date=date(2009, 9, 4), publish_days=14))
        picture = load_picture(held.visit, with_history=False)
    finally:
        held.close()
    (letter,) = [task for task in tasks_of(state_of(picture)) if task.key == "letter"]
    assert "18 Sep 2009" in letter.detail


def test_dates_stand_in_their_order_and_near_ones_are_strong() -> None:
    picture = empty_picture(small_framework(1, grades=None))
    details = replace(
        picture.details,
        visit_from=date(2009, 8, 17),
        visit_to=date(2009, 8, 19),
        letter_date=date(2009, 9, 4),
    )
    rows = day_rows(replace(picture, details=details), today=date(2009, 8, 18))
    assert [(row.what, row.day, row.near) for row in rows] == [
        ("Visit begins", "yesterday", True),
        ("Visit ends", "tomorrow", True),
        ("Letter dated", "Fri 4 September", False),
    ]


def test_readers_are_summed_up_and_files_of_nobody_are_called_so() -> None:
    picture = full_picture(small_framework(2, grades=scale("High", "Low", line=0)), files=6)
    sample = tuple(
        replace(case, reader="I1" if place % 2 else "") for place, case in enumerate(picture.sample)
    )
    rows = reader_rows(state_of(replace(picture, sample=sample)))
    assert [row.name for row in rows] == ["Nobody yet", "I1", "Team"]
    assert rows[2].total == rows[0].total + rows[1].total
