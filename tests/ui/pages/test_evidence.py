"""Evidence, rough notes and activities, by keyboard. Everything in them is made up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from cafaudit.services.commands.activities import AddActivity
from cafaudit.services.commands.evidence import AddEvidence
from cafaudit.services.commands.notes import WriteNote
from cafaudit.services.queries.records import read_activities, read_concerns, read_evidence, read_notes
from tests.ui.hands import CTRL, SHIFT, Hands, Key
from tests.visits import sampled
from ui.pages.evidence import EvidencePage
from ui.widgets.buttons import Button
from ui.widgets.choices import CheckBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cafaudit.domain.picture import Activity, EvidenceItem
    from ui.desk import Desk


@pytest.fixture
def page(desk: Desk, show: Callable[[QWidget], QWidget]) -> EvidencePage:
    page = EvidencePage(desk)
    page.resize(1200, 740)
    show(page)
    page.show_page()
    return page


def only(desk: Desk) -> EvidenceItem:
    (item,) = read_evidence(desk.visit)
    return item


def texts(page: EvidencePage) -> list[str]:
    model = page._evidence_rows
    return [model.row_at(place).text for place in range(model.rowCount())]


def add(desk: Desk, hands: Hands, text: str, **more: object) -> str:
    ids: list[str] = []
    command = AddEvidence(text=text, **more)  # type: ignore[arg-type]  # fields by name
    desk.do(command, then=lambda changes: ids.append(changes.made["evidence"]))
    hands.settle()
    return ids[0]


def press_button(page: EvidencePage, name: str) -> None:
    button = page.findChild(Button, name)
    assert button is not None
    button.click()


def tick(page: EvidencePage, area: str) -> None:
    box = page.editor.form.findChild(CheckBox, f"field_areas_{area}")
    assert box is not None
    box.click()


def choose(page: EvidencePage, section: str) -> None:
    page.sections.list.show_present("")
    page.sections.row_chosen.emit(section)


def test_an_empty_page_says_what_comes_here_and_begins_a_fact(
    page: EvidencePage, hands: Hands, desk: Desk
) -> None:
    assert page.empty.isVisible()
    page.empty.stepped.emit()
    hands.write("Supervision notes are kept in one place.")
    hands.press(Key.Key_Return, held=CTRL)
    assert only(desk).text == "Supervision notes are kept in one place."
    assert texts(page) == [only(desk).text]
    assert page.table.hasFocus()


def test_a_fact_begun_in_an_area_belongs_to_it_and_takes_all_its_fields(
    page: EvidencePage, hands: Hands, desk: Desk
) -> None:
    choose(page, "area/backlog")
    page.table.setFocus()
    hands.press(Key.Key_N, held=CTRL)
    hands.write("83.3 % of private-law cases were allocated")
    form = page.editor.form
    entries = form.entries
    tick(page, "risk")
    for name, value in (("source", "data"), ("corroboration", "documented"), ("phase", "before")):
        combo = entries[name].field  # type: ignore[attr-defined]
        combo.setCurrentIndex(combo.findData(value))
    for name, value in (("as_at", "19 August 2009"), ("reference", "1.03"), ("order", "2")):
        entries[name].field.setText(value)  # type: ignore[attr-defined]
    entries["polarity"].field.setFocus()  # type: ignore[attr-defined]
    hands.write("a")
    hands.press(Key.Key_Return, held=CTRL)
    item = only(desk)
    assert set(item.areas) == {"backlog", "risk"}
    assert (item.source, item.polarity, item.corroboration, item.phase) == (
        "data",
        "against",
        "documented",
        "before",
    )
    assert (item.as_at, item.reference, item.order, item.in_letter) == ("19 August 2009", "1.03", 2, True)


def test_nothing_is_saved_without_words_or_with_an_odd_number(
    page: EvidencePage, hands: Hands, desk: Desk
) -> None:
    page.table.setFocus()
    page.begin_record()
    hands.press(Key.Key_Return, held=CTRL)
    assert "word" in page.editor.error.text()
    hands.write("A fact")
    page.editor.form.entries["order"].field.setText("second")  # type: ignore[attr-defined]
    hands.press(Key.Key_Return, held=CTRL)
    assert "digits" in page.editor.error.text()
    assert read_evidence(desk.visit) == ()


def test_each_field_is_saved_as_it_is_changed(page: EvidencePage, hands: Hands, desk: Desk) -> None:
    add(desk, hands, "A fact")
    page.table.setFocus()
    hands.press(Key.Key_Return)
    hands.press(Key.Key_End)
    hands.write(", seen twice")
    hands.press(Key.Key_Tab)
    assert only(desk).text == "A fact, seen twice"
    hands.write("f")
    assert only(desk).polarity == "for"
    page.editor.form.entries["in_letter"].widget.setFocus()
    hands.press(Key.Key_Space)
    assert not only(desk).in_letter
    tick(page, "risk")
    hands.settle()
    assert only(desk).areas == ("risk",)
    with desk.visit.reading() as read:
        changed = [e.header.cell for e in read.events() if "evidence/" in str(e.header.cell)]
    assert len(changed) < 20


def test_an_emptied_text_is_refused_and_the_old_one_stands(
    page: EvidencePage, hands: Hands, desk: Desk
) -> None:
    add(desk, hands, "A fact")
    page.editor.form.text.setFocus()
    page.editor.form.text.selectAll()
    hands.press(Key.Key_Backspace, Key.Key_Tab)
    assert only(desk).text == "A fact"
    assert "empty" in page.editor.error.text()


def test_the_table_is_sieved_by_area_source_and_polarity(
    page: EvidencePage, hands: Hands, desk: Desk
) -> None:
    add(desk, hands, "visit two", areas=("risk",), polarity="for", order=2)
    add(desk, hands, "visit one", areas=("risk", "backlog"), polarity="against", order=1)
    add(desk, hands, "theirs", areas=("risk",), source="provider_later_evidence")
    add(desk, hands, "nowhere")
    assert set(texts(page)) == {"visit two", "visit one", "theirs", "nowhere"}
    choose(page, "area/risk")
    assert texts(page) == ["theirs", "visit one", "visit two"]
    asides = {row.row_id: row.aside for row in page.sections.list._rows._rows}
    assert (asides["all"], asides["area/risk"], asides["area/backlog"]) == ("4", "1 / 2", "0 / 1")
    page.filters.source.setCurrentIndex(page.filters.source.findData("of the visit"))
    assert texts(page) == ["visit one", "visit two"]
    page.filters.polarity.setCurrentIndex(page.filters.polarity.findData("against"))
    assert texts(page) == ["visit one"]
    choose(page, "no area")
    assert page.empty.isVisible()
    page.filters.source.setCurrentIndex(0)
    page.filters.polarity.setCurrentIndex(0)
    assert texts(page) == ["nowhere"]


def test_delete_removes_the_chosen_fact_and_its_link_brings_it_back(
    page: EvidencePage, hands: Hands, desk: Desk
) -> None:
    add(desk, hands, "first")
    add(desk, hands, "second")
    page.table.setFocus()
    hands.press(Key.Key_Home)
    hands.press(Key.Key_Delete)
    assert len(read_evidence(desk.visit)) == 1
    assert "removed" in page.notice.text()
    page.notice.followed.emit()
    hands.settle()
    assert {item.text for item in read_evidence(desk.visit)} == {"first", "second"}


def test_a_rough_note_becomes_evidence_about_its_file_and_goes(
    page: EvidencePage, hands: Hands, desk: Desk
) -> None:
    case = sampled(desk.visit)[0]
    desk.do(WriteNote(text="no chronology", case=case))
    hands.settle()
    assert page.notes.isVisible()
    note = read_notes(desk.visit)[0]
    press_button(page, f"note_evidence_{note.id}")
    hands.press(Key.Key_End)
    hands.write(" on file")
    hands.press(Key.Key_Return, held=CTRL)
    assert (only(desk).text, only(desk).case) == ("no chronology on file", case)
    assert read_notes(desk.visit) == ()
    assert not page.notes.isVisible()


def test_a_rough_note_becomes_a_concern_and_goes(page: EvidencePage, hands: Hands, desk: Desk) -> None:
    desk.do(WriteNote(text="a child may be at risk"))
    hands.settle()
    note = read_notes(desk.visit)[0]
    press_button(page, f"note_concern_{note.id}")
    hands.press(Key.Key_Return)
    assert [concern.text for concern in read_concerns(desk.visit)] == ["a child may be at risk"]
    assert read_notes(desk.visit) == ()


def test_a_concern_given_up_leaves_the_note_alone_when_another_is_raised(
    page: EvidencePage, hands: Hands, desk: Desk
) -> None:
    desk.do(WriteNote(text="to be sorted"))
    hands.settle()
    note = read_notes(desk.visit)[0]
    press_button(page, f"note_concern_{note.id}")
    hands.press(Key.Key_Escape)
    page.begin_concern()
    page.concern_card.text.selectAll()
    hands.write("another matter")
    hands.press(Key.Key_Return)
    assert [one.text for one in read_concerns(desk.visit)] == ["another matter"]
    assert len(read_notes(desk.visit)) == 1


def test_a_removed_note_comes_back_by_its_link(page: EvidencePage, hands: Hands, desk: Desk) -> None:
    desk.do(WriteNote(text="nothing in it"))
    hands.settle()
    note = read_notes(desk.visit)[0]
    press_button(page, f"note_remove_{note.id}")
    hands.settle()
    assert read_notes(desk.visit) == ()
    page.notice.followed.emit()
    hands.settle()
    assert [one.text for one in read_notes(desk.visit)] == ["nothing in it"]


def test_escape_gives_a_new_fact_up_and_its_words_are_there_the_next_time(
    page: EvidencePage, hands: Hands, desk: Desk
) -> None:
    page.sections.list.setFocus()
    hands.press(Key.Key_N, held=CTRL)
    hands.write("half a fa")
    hands.press(Key.Key_Escape)
    assert read_evidence(desk.visit) == ()
    assert not page.save.isVisible()
    page.begin_record()
    assert page.editor.form.text.toPlainText() == "half a fa"


def test_activities_are_added_and_changed_with_their_day(
    page: EvidencePage, hands: Hands, desk: Desk
) -> None:
    def activity() -> Activity:
        (found,) = read_activities(desk.visit)
        return found

    choose(page, "activities")
    assert page.empty.isVisible()
    page.empty.stepped.emit()
    hands.write("met the Head of Service")
    page.activity_editor.form.entries["held_on"].field.setText("24/8/2009")  # type: ignore[attr-defined]
    hands.press(Key.Key_Return, held=CTRL)
    assert (activity().wording, activity().held_on) == ("met the Head of Service", date(2009, 8, 24))
    day = page.activity_editor.form.entries["held_on"].field  # type: ignore[attr-defined]
    day.setFocus()
    day.selectAll()
    hands.write("31 June 2009")
    hands.press(Key.Key_Return)
    assert activity().held_on == date(2009, 8, 24)
    day.selectAll()
    hands.write("25 August 2009")
    hands.press(Key.Key_Return)
    assert activity().held_on == date(2009, 8, 25)
    posts = page.activity_editor.form.entries["posts"].field  # type: ignore[attr-defined]
    posts.setFocus()
    hands.write("Head of Service")
    hands.press(Key.Key_Tab, held=SHIFT)
    assert activity().posts == "Head of Service"


def test_an_item_named_from_elsewhere_is_chosen(page: EvidencePage, hands: Hands, desk: Desk) -> None:
    add(desk, hands, "first", areas=("risk",))
    second = add(desk, hands, "second", areas=("backlog",))
    choose(page, "area/risk")
    page.show_item(second)
    assert page.editor.record == second
    page.show_item("activities")
    assert page.activity_table is page._table()


def test_a_date_of_birth_is_marked_in_a_fact(page: EvidencePage, hands: Hands) -> None:
    page.begin_record()
    hands.write("Born on 10 April 2003")
    assert page.editor.marks.line.isVisible()


def test_activities_of_another_page_stand_here(page: EvidencePage, hands: Hands, desk: Desk) -> None:
    desk.do(AddActivity(kind=desk.framework.activity_kinds[0].id))
    hands.settle()
    choose(page, "activities")
    assert page._activity_rows.rowCount() == 1
