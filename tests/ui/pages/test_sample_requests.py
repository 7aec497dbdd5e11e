"""Request lists on the Sample page, by keyboard: asked for, ticked off, given up, turned up, added."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget

from cafaudit.services.commands.dealing import DealFiles
from cafaudit.services.commands.drawing import DrawSample, NameSeedSource
from cafaudit.services.commands.late_rules import SayLateRule
from cafaudit.services.commands.listing import FixFrame
from cafaudit.services.commands.requesting import FileTurnedUp, ReplaceFile
from cafaudit.services.picture import load_picture
from cafaudit.services.queries.files import frame_refs, reading
from cafaudit.services.queries.requests import not_produced
from cafaudit.services.request_lists import request_lists
from tests.ui.hands import CTRL, SHIFT, Hands, Key
from tests.ui.in_window import Files, Paper
from tests.ui.showing import Show, find
from tests.ui.visits import drawn_visit, listed_visit
from ui.models.moments import moment_words
from ui.models.request_rows import file_columns, print_rows, told_of
from ui.models.sample_state import DRAW, REQUESTS
from ui.pages.file_cards import AddFileCard
from ui.pages.late_rule import late_rule_for
from ui.pages.sample import SamplePage
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.ask_files import FileAsking
    from ui.desk import Desk
    from ui.pages.request_files import RequestFiles
    from ui.printing import Printing


@pytest.fixture
def desk(tmp_path: Path, desk_for: Callable[..., Desk]) -> Desk:
    held = drawn_visit(tmp_path, size=12)
    held.visit.do(DealFiles(readers=("Lead",)))
    return desk_for(held)


@pytest.fixture
def hands(qtbot: QtBot, desk: Desk) -> Hands:
    return Hands(qtbot, desk)


@pytest.fixture
def page(desk: Desk, show: Show) -> SamplePage:
    """The page on its last step, the keyboard in the files of the first office."""
    nobody = cast("FileAsking", None)
    made = SamplePage(desk, nobody, cast("Printing", None))
    made.resize(1222, 720)
    show(made)
    made.show_page()
    made.walk.turn_to(REQUESTS)
    made.requests.files.table.setFocus()
    return made


def files_of(page: SamplePage) -> RequestFiles:
    return page.requests.files


def cases_of(page: SamplePage) -> list[str]:
    return [file.case for file in files_of(page)._files]


def here(page: SamplePage) -> str:
    (one,) = files_of(page).picked
    return one.case


def said_of(page: SamplePage, case: str) -> str:
    """Return what the row of a file says of its coming."""
    listed = page.requests._lists[0]
    return next(row[3] for row in print_rows(listed) if row[0] == case)


def words_of(part: QWidget) -> str:
    return " ".join(text.text() for text in part.findChildren(Text))


def replaced(desk: Desk, hands: Hands, case: str) -> str:
    """Replace a file; returns the reserve that is read instead."""
    desk.do(ReplaceFile(case=case, reason="lost"))
    hands.settle()
    (reserve,) = reading(desk.visit, case).replaced_by
    return reserve


def test_space_ticks_a_file_off_and_goes_to_the_next(page: SamplePage, hands: Hands, desk: Desk) -> None:
    first, second, *_ = cases_of(page)
    hands.press(Key.Key_Space)
    found = reading(desk.visit, first)
    assert found.produced_at
    assert found.produced_to == "Lead"
    assert here(page) == second
    hands.press(Key.Key_Up, Key.Key_Space)
    assert reading(desk.visit, first).produced_at == ""


def test_many_files_are_ticked_off_at_once_and_undone_at_once(
    page: SamplePage, hands: Hands, desk: Desk
) -> None:
    cases = cases_of(page)
    hands.press(Key.Key_A, held=CTRL)
    assert len(files_of(page).picked) == len(cases)
    hands.press(Key.Key_A)
    assert all(reading(desk.visit, case).asked_at for case in cases)
    hands.press(Key.Key_Home)
    hands.press(Key.Key_Down, held=SHIFT)
    hands.press(Key.Key_Space)
    came = [case for case in cases if reading(desk.visit, case).produced_at]
    assert came == cases[:2]
    desk.undo()
    hands.settle()
    assert not any(reading(desk.visit, case).produced_at for case in cases)


def test_a_file_that_is_given_up_is_counted_at_its_office_and_told_in_words(
    page: SamplePage, hands: Hands, desk: Desk
) -> None:
    case = here(page)
    hands.press(Key.Key_A, Key.Key_N)
    card = page.lots.asking.missed
    assert card.isVisible()
    assert "reserve" in card.about.text()
    hands.write("held at court")
    hands.press(Key.Key_Return)
    assert not card.isVisible()
    told = not_produced(desk.visit)
    (missed,) = told.files
    assert (missed.case, missed.reason, len(missed.replaced_by)) == (case, "held at court", 1)
    assert "held at court" in told_of(missed)
    assert page.requests._offices.row_at(0).not_produced == 1
    assert here(page) == case
    assert "is read instead" in files_of(page).told.text()
    assert not files_of(page).tick.isEnabled()
    hands.press(Key.Key_Space)
    assert reading(desk.visit, case).produced_at == ""


def test_a_file_not_produced_is_none_of_those_that_are_read(
    page: SamplePage, hands: Hands, desk: Desk
) -> None:
    assert "You read all 12 files" in page.requests._readers.text()
    replaced(desk, hands, here(page))
    assert "You read all 12 files" in page.requests._readers.text()
    missing = here(page)
    assert reading(desk.visit, missing).state == "not_produced"
    hands.press(Key.Key_T, Key.Key_Return)
    assert reading(desk.visit, missing).state == "open"
    assert "You read all 13 files" in page.requests._readers.text()


def test_a_time_that_is_none_is_refused_at_its_field(page: SamplePage, hands: Hands, desk: Desk) -> None:
    hands.press(Key.Key_N)
    card = page.lots.asking.missed
    card.at.setText("25:00")
    hands.write("lost")
    hands.press(Key.Key_Return)
    assert card.isVisible()
    assert card.at.hasFocus()
    assert "10:20" in card.error.text()
    assert not_produced(desk.visit).files == ()
    hands.press(Key.Key_Escape)
    assert not card.isVisible()
    assert files_of(page).table.hasFocus()


def test_a_file_that_turns_up_is_noted_with_its_time(page: SamplePage, hands: Hands, desk: Desk) -> None:
    case = here(page)
    hands.press(Key.Key_N)
    hands.write("lost")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_T)
    card = page.lots.asking.moment
    assert card.isVisible()
    hands.press(Key.Key_Return)
    found = reading(desk.visit, case)
    assert (found.mode, bool(found.turned_up_at)) == ("targeted", True)
    assert "turned up" in files_of(page).told.text()
    assert said_of(page, case).startswith("turned up, read apart")
    assert page.requests._offices.index(0, 3).data() == "1 (1 turned up)"
    assert "1 not produced · 1 of them turned up" in files_of(page).head._text.text()


def test_a_file_that_turns_up_and_is_not_read_says_so(
    tmp_path: Path,
) -> None:
    held = listed_visit(tmp_path)
    for deed in (
        FixFrame(),
        SayLateRule(rule="not-read"),
        NameSeedSource(source="dice"),
        DrawSample(seed="4711", size=12),
    ):
        held.visit.do(deed)
    case = next(place.ref for place in load_picture(held.visit).sample if place.role == "sample")
    held.visit.do(ReplaceFile(case=case, reason="lost"))
    held.visit.do(FileTurnedUp(case=case, at="2009-06-12T10:20:00Z"))
    (listed,) = (one for one in request_lists(held.visit) if case in {file.case for file in one.files})
    (late,) = (file for file in listed.files if file.case == case)
    assert told_of(late).endswith("and is not read.")
    assert any(row[0] == case and row[3].startswith("turned up, not read") for row in print_rows(listed))
    shown = file_columns()[-1].read(late)
    parts = [run if isinstance(run, str) else run.text for run in shown]
    assert "".join(parts) == f"turned up {moment_words(late.turned_up_at)}", (
        "the line below the rows says how it is read"
    )


def test_when_no_reserve_is_left_the_card_only_records(page: SamplePage, hands: Hands, desk: Desk) -> None:
    hands.press(Key.Key_N)
    place = next(case for case in desk.picture.sample if case.ref == here(page))
    left = [c for c in desk.picture.sample if c.stratum == place.stratum and c.role == "reserve"]
    missing = place.ref
    hands.press(Key.Key_Escape)
    for _ in left:
        missing = replaced(desk, hands, missing)
    card = page.lots.asking.missed
    card.ask(missing)
    assert "extend" in card.about.text()
    assert card.record.isHidden()
    hands.write("lost as well")
    hands.press(Key.Key_Return)
    assert reading(desk.visit, missing).state == "not_produced"


def test_enter_on_a_file_asks_when_it_came(page: SamplePage, hands: Hands, desk: Desk) -> None:
    case = here(page)
    hands.press(Key.Key_Return)
    card = page.lots.asking.moment
    assert card.isVisible()
    card.field.selectAll()
    hands.write("09:41")
    hands.press(Key.Key_Return)
    assert ":41:00Z" in reading(desk.visit, case).produced_at


def test_a_file_is_added_beside_the_draw(page: SamplePage, hands: Hands, desk: Desk) -> None:
    before, before_it = cases_of(page), load_picture(desk.visit).readings
    find(page, Button, "add_a_file").click()
    hands.write("X-17")
    hands.press(Key.Key_Tab, Key.Key_Tab)
    hands.write("named in an interview")
    hands.press(Key.Key_Return)
    card = find(page, QWidget, "add_file")
    assert "X-17 is not in the provider's list" in words_of(card)
    assert load_picture(desk.visit).readings == before_it
    hands.press(Key.Key_Return)
    assert reading(desk.visit, "X-17").mode == "targeted"
    assert cases_of(page) == before


def test_what_was_added_stays_in_sight_with_how_it_was_chosen_and_what_is_to_be_done(
    page: SamplePage, hands: Hands, desk: Desk
) -> None:
    drawn = {place.ref for place in load_picture(desk.visit).sample}
    undrawn = next(ref for ref in frame_refs(desk.visit) if ref not in drawn)
    added = find(page, QWidget, "added_by_hand")
    assert not added.isVisible()
    find(page, Button, "add_a_file").click()
    card = find(page, QWidget, "add_file")
    hands.write(undrawn)
    hands.press(Key.Key_Tab, Key.Key_Left)
    assert "opened for one question only" in words_of(card)
    hands.press(Key.Key_Tab)
    hands.write("asked about at the meeting")
    hands.press(Key.Key_Return)
    assert added.isVisible()
    assert f"{undrawn} (dip sample)" in words_of(added)
    assert "Ask for them yourself" in words_of(added)


def test_a_printed_list_has_times_and_initials_and_says_what_was_not_produced(
    page: SamplePage, hands: Hands
) -> None:
    files_of(page).initials.setText("AB")
    hands.press(Key.Key_Space)
    hands.press(Key.Key_N)
    hands.write("lost")
    hands.press(Key.Key_Return)
    rows = print_rows(page.requests._lists[0])
    assert rows[0][3].endswith(" AB")
    assert any(row[3].startswith("not produced") for row in rows)
    assert all(len(row) == 4 for row in rows)


def test_the_lead_sets_before_the_draw_what_becomes_of_a_late_file(
    tmp_path: Path, desk_for: Callable[..., Desk], show: Show, qtbot: QtBot
) -> None:
    desk = desk_for(listed_visit(tmp_path))
    hands = Hands(qtbot, desk)
    made = SamplePage(desk, cast("FileAsking", None), cast("Printing", None))
    made.resize(1222, 720)
    show(made)
    made.show_page()
    made.walk.turn_to(DRAW)
    late = made.lots.late
    find(late.part, Button, "change_late_rule").click()
    assert late.card.rule.hasFocus()
    hands.press(Key.Key_Right)
    assert "not read" in late.card.reason.toPlainText()
    hands.press(Key.Key_Tab)
    hands.write("We put it aside.")
    hands.press(Key.Key_Return)
    assert not late.card.isVisible()
    assert "We put it aside." in late_rule_for(desk, 1).text
    assert late_rule_for(desk, 1).mode == ""
    assert "We put it aside." in late.part._rule.text()


def test_each_office_is_printed_on_a_sheet_of_its_own(desk: Desk, show: Show, qtbot: QtBot) -> None:
    paper = Paper()
    made = SamplePage(desk, Files(), paper)
    made.resize(1222, 720)
    show(made)
    made.show_page()
    made.walk.turn_to(REQUESTS)
    find(made, Button, "print_all_requests").click()
    qtbot.waitUntil(lambda: bool(made.requests._state and len(made.requests._state.saved) == 2))
    document = QTextDocument()
    document.setPageSize(QSizeF(595, 842))
    document.setHtml(paper.printed[0])
    assert document.pageCount() == len(made.requests._lists) == 2
    assert "initials" in document.toPlainText()


def test_in_a_small_window_an_office_opens_its_files_in_a_tab_with_the_keys_in_sight(
    page: SamplePage, hands: Hands, qtbot: QtBot
) -> None:
    page.window().resize(683, 384)
    step = page.requests
    qtbot.waitUntil(lambda: step.is_narrow and step.tabs.isVisible())
    assert not step.files.isVisible()
    step.turn_to(step.offices)
    hands.press(Key.Key_Return)
    assert step.files.table.hasFocus()
    assert step.note.isVisible()
    assert "N not produced" in step.note.text()
    hands.press(Key.Key_N)
    hands.write("lost")
    hands.press(Key.Key_Return)
    assert step.files.table.hasFocus()
    assert not step.offices.isVisible()


def test_a_card_stands_its_parts_closer_together_rather_than_over_each_other(
    page: SamplePage, hands: Hands, qtbot: QtBot
) -> None:
    page.window().resize(683, 384)
    qtbot.waitUntil(lambda: page.requests.is_narrow)
    page.requests.files.add.clicked.emit()
    card = find(page, QWidget, "add_file")
    hands.press(Key.Key_Return)
    fields = [one for one in card.findChildren(Field) if one.isVisible()]
    assert fields
    qtbot.waitUntil(lambda: all(one.height() >= one.sizeHint().height() for one in fields))
    assert find(page, AddFileCard, "add_file").body.contentsMargins().top() < theme().space.three
    page.window().resize(1366, 768)
    margin = theme().space.three
    qtbot.waitUntil(lambda: find(page, AddFileCard, "add_file").body.contentsMargins().top() == margin)
