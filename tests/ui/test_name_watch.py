"""Names are marked in every field of a visit, allowed where they stand, and led to when they hold back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from cafaudit.services.commands.allowing import AllowWord
from cafaudit.services.commands.concerns import RaiseConcern
from cafaudit.services.commands.evidence import AddEvidence
from cafaudit.services.commands.readings import LockReading
from cafaudit.services.commands.scoring import GiveReason
from cafaudit.services.documents import export_workbook
from cafaudit.services.queries import ask
from cafaudit.services.visit_places import VisitPlaces
from tests.core.team.people import person
from tests.ui.showing import find
from tests.visits import draw, sampled, visit_in
from ui.jobs import Job
from ui.name_watch import names_may_stand
from ui.one_visit import OneVisit
from ui.outside import Surroundings
from ui.pages.allow_card import AllowCard
from ui.pages.names_card import place_of
from ui.widgets.buttons import Button
from ui.widgets.fields import TextField
from ui.widgets.identifier_marks import IdentifierMarks
from ui.widgets.name_note import NameNote
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.showing import Show

ME = person("Lead Inspector (made up)", "Lead")
NAME = "Madeup3 Surname3"
MARKED = NAME[:-1]
"""What of it is a word of a name."""

PAGES = (
    "home",
    "sample",
    "read",
    "evidence",
    "concerns",
    "team",
    "judgements",
    "letter",
    "workbook",
    "history",
)


@pytest.fixture
def one(tmp_path: Path, show: Show) -> Iterator[OneVisit]:
    held = visit_in(tmp_path, ME)
    draw(held.visit, tmp_path)
    visit = OneVisit(
        held, ME, VisitPlaces(tmp_path, ME, tmp_path), Surroundings(profile=tmp_path, visits=tmp_path)
    )
    visit.window.resize(1366, 768)
    show(visit.window)
    visit.begin()
    yield visit
    visit.close()


def marks_of(field: TextField | TextArea) -> list[str]:
    assert field.name_marks is not None
    return [mark.severity for mark in field.name_marks.marks]


def reference_of_a_fact(one: OneVisit, qtbot: QtBot) -> TextField:
    one.desk.visit.do(AddEvidence(text="The child was seen."))
    one.go_to("evidence")
    page = one.window.page("evidence")
    qtbot.waitUntil(lambda: page.findChild(TextField, "field_reference") is not None)
    field = find(page, TextField, "field_reference")
    qtbot.waitUntil(field.isVisible)
    field.setFocus()
    return field


def test_a_line_is_marked_while_it_is_typed_and_takes_every_key(one: OneVisit, qtbot: QtBot) -> None:
    field = reference_of_a_fact(one, qtbot)
    QTest.keyClicks(field, f"file of {NAME}")
    qtbot.waitUntil(lambda: marks_of(field) == ["block"])
    assert field.text() == f"file of {NAME}"
    assert field.cursorPosition() == len(field.text())
    QTest.keyClicks(field, " at home")
    assert field.text() == f"file of {NAME} at home"
    field.undo()
    assert "at home" not in field.text()


def test_a_text_that_is_shown_and_not_typed_is_marked_too(one: OneVisit, qtbot: QtBot) -> None:
    field = reference_of_a_fact(one, qtbot)
    field.show_text("nothing of note")
    qtbot.waitUntil(lambda: marks_of(field) == [])
    field.show_text(f"letter to {NAME}")
    qtbot.waitUntil(lambda: marks_of(field) == ["block"])


def test_a_note_floats_at_the_line_while_it_has_the_keyboard(one: OneVisit, qtbot: QtBot) -> None:
    field = reference_of_a_fact(one, qtbot)
    QTest.keyClicks(field, NAME)
    note = find_soon(one, qtbot)
    assert "instead" in note.line.text()
    assert "F3" in note.line.text()
    assert field.accessibleDescription() == note.line.text()
    one.window.side_bar.setFocus()
    field.clearFocus()
    qtbot.waitUntil(lambda: not note.isVisible() and not one.desk.busy)  # leaving the field saves it
    field.setFocus()
    qtbot.waitUntil(note.isVisible)
    field.selectAll()
    QTest.keyClicks(field, "the mother")
    qtbot.waitUntil(lambda: not note.isVisible())
    assert field.accessibleDescription() == ""


def find_soon(one: OneVisit, qtbot: QtBot) -> NameNote:
    def note() -> NameNote | None:
        found = one.window.window().findChildren(NameNote)
        return next((each for each in found if each.isVisible()), None)

    qtbot.waitUntil(lambda: note() is not None)
    shown = note()
    assert shown is not None
    return shown


def test_f3_allows_the_marked_text_with_a_reason(one: OneVisit, qtbot: QtBot) -> None:
    field = reference_of_a_fact(one, qtbot)
    QTest.keyClicks(field, NAME)
    qtbot.waitUntil(lambda: marks_of(field) == ["block"])
    QTest.keyClick(field, Qt.Key.Key_F3)
    card = find(one.window, AllowCard, "allow_card")
    assert card.isVisible()
    assert "nicknames" in find(card, type(card.about), "allow_limits").text()
    QTest.keyClicks(card.reason, f"{NAME} is a hall.")
    QTest.keyClick(card.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "repeats" in card.error.text())
    assert card.isVisible()
    card.reason.selectAll()
    QTest.keyClicks(card.reason, "A hall in the town.")
    QTest.keyClick(card.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not card.isVisible())
    qtbot.waitUntil(lambda: marks_of(field) == ["allowed"])
    assert field.hasFocus()
    assert ask(one.desk.visit, "allowed")[0]["reason"] == "A hall in the town."
    assert field.text() == NAME


def test_the_menu_of_a_marked_text_allows_it_and_takes_that_back(one: OneVisit, qtbot: QtBot) -> None:
    field = reference_of_a_fact(one, qtbot)
    QTest.keyClicks(field, NAME)
    qtbot.waitUntil(lambda: marks_of(field) == ["block"])
    words = menu_words(field)
    assert words[0] == f"Allow “{MARKED}” here, with a reason…"
    assert words[1] == "What is allowed in this visit…"
    assert words[2] == "What these marks cannot promise"
    one.name_watch.card.open_for(NAME)
    QTest.keyClicks(one.name_watch.card.reason, "A hall.")
    QTest.keyClick(one.name_watch.card.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: marks_of(field) == ["allowed"])
    menu = menu_of(field)
    assert menu.actions()[0].text() == f"No longer allow “{MARKED}”"
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: marks_of(field) == ["block"])


def test_what_the_marks_cannot_promise_is_said(one: OneVisit, qtbot: QtBot) -> None:
    field = reference_of_a_fact(one, qtbot)
    QTest.keyClicks(field, NAME)
    qtbot.waitUntil(lambda: marks_of(field) == ["block"])
    menu_of(field).actions()[2].trigger()
    assert "cannot promise" in one.window.message_bar.text()


def menu_of(field: TextField) -> QMenu:
    menu = field.createStandardContextMenu()
    menu.setParent(field, menu.windowFlags())
    assert field.name_marks is not None
    field.name_marks.add_to(menu, QPoint(5, 5))
    return menu


def menu_words(field: TextField) -> list[str]:
    return [action.text() for action in menu_of(field).actions()]


def test_what_is_allowed_is_listed_by_its_reason_and_taken_back(one: OneVisit, qtbot: QtBot) -> None:
    one.desk.visit.do(AllowWord(text=NAME, reason="A hall in the town."))
    one.name_watch.card.open_for("Madeup")
    QTest.mouseClick(find(one.name_watch.card, Button, "show_allowed"), Qt.MouseButton.LeftButton)
    card = one.name_watch.allowed
    assert card.isVisible()
    assert not one.name_watch.card.isVisible()
    assert [card.list.model().index(0, 0).data()] == ["A hall in the town."]
    QTest.mouseClick(card.take_back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not card.take_back.isEnabled())
    assert not ask(one.desk.visit, "allowed")
    assert "Nothing yet" in card.about.text()


def test_a_refused_document_leads_to_each_place(one: OneVisit, tmp_path: Path, qtbot: QtBot) -> None:
    visit = one.desk.visit
    case = sampled(visit)[0]
    visit.do(GiveReason(case=case, item="risk-quality", text=f"{NAME} was seen."))
    visit.do(RaiseConcern(text=f"Where is {NAME}?"))
    one.desk.run(Job(lambda _: export_workbook(visit, tmp_path / "book.xlsx")))
    bar = one.window.message_bar
    qtbot.waitUntil(bar.isVisible)
    assert "no workbook was written" in bar.text()
    bar.followed.emit()
    card = one.names_card
    assert card.isVisible()
    assert card.title.text() == "2 places could name somebody"
    assert QApplication.focusWidget() is card.list
    rows = [card.list.model().index(row, 0).data() for row in range(2)]
    assert any(case in row for row in rows)
    QTest.keyClick(card.list, Qt.Key.Key_Down)
    QTest.keyClick(card.list, Qt.Key.Key_Return)
    assert not card.isVisible()
    assert one.window.present in {"read", "concerns"}


def test_a_refused_lock_leads_there_too(one: OneVisit, qtbot: QtBot) -> None:
    case = sampled(one.desk.visit)[0]
    one.desk.visit.do(GiveReason(case=case, item="risk-quality", text=f"{NAME} was seen."))
    one.desk.do(LockReading(case=case), refused=lambda _: None)
    qtbot.waitUntil(one.window.message_bar.isVisible)
    one.window.message_bar.followed.emit()
    found = one.names_card
    QTest.keyClick(found.list, Qt.Key.Key_Return)
    assert one.window.present == "read"


def test_each_kind_of_place_has_a_page() -> None:
    from cafaudit.journal.records import RECORD_TYPES  # noqa: PLC0415
    from cafaudit.services.firewall import NamedPlace  # noqa: PLC0415

    for kind, record in RECORD_TYPES.items():
        cell = "/".join([kind, *("x" for _ in range(max(record.parts) - 1))])
        page, _ = place_of(NamedPlace("there", "name", "Reword it.", cell))
        assert page == "details" or page in PAGES


@pytest.mark.parametrize(
    ("cell", "page"),
    [("frame/fixed", "sample"), ("frame/exclusions", "sample"), ("draw/1/seed_source", "sample")],
)
def test_what_is_said_of_list_and_draw_is_reworded_on_their_page(cell: str, page: str) -> None:
    from cafaudit.services.firewall import NamedPlace  # noqa: PLC0415

    assert place_of(NamedPlace("there", "name", "Reword it.", cell)) == (page, None)


@pytest.mark.parametrize("page", PAGES)
def test_every_field_of_every_page_is_watched_or_names_nobody(one: OneVisit, page: str) -> None:
    visit = one.desk.visit
    visit.do(AddEvidence(text="The child was seen."))
    visit.do(RaiseConcern(text="The file is thin."))
    one.go_to(page)
    QTest.qWait(300)
    inside = one.window.page(page)
    fields: list[TextField | TextArea] = [*inside.findChildren(TextField), *inside.findChildren(TextArea)]
    for field in fields:
        if field.isVisible():
            assert isinstance(field.name_marks, IdentifierMarks) or names_may_stand(field), field.objectName()
