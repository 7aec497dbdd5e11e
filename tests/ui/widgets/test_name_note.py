"""The note at a field says what is marked, stays off the buttons, and goes when nothing is left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from cafaudit.identifiers import Mark
from ui.widgets.boxes import column, line
from ui.widgets.buttons import Button
from ui.widgets.fields import TextField
from ui.widgets.identifier_marks import IdentifierMarks
from ui.widgets.name_note import NameNote
from ui.widgets.over_card import OverCard
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.showing import Show

NAME, ADVICE = "Madeup", "Write who it is by their part in the case."


class Form(QWidget):
    """A window with a small form over it: a field above its buttons, and one that elsewhere may go to."""

    def __init__(self, *, over: bool) -> None:
        super().__init__()
        self.severity = "warn"
        self.area, self.above = TextArea(least=2), TextField()
        self.buttons = [Button("Cancel"), Button("Only record it"), Button("Go")]
        self.elsewhere = Button("Elsewhere")
        self.card = OverCard("Not produced", self) if over else None
        body = column(self) if self.card is None else self.card.body
        if self.card is None:
            body.addWidget(self.elsewhere)
            body.addStretch(1)
        body.addWidget(self.above)
        body.addWidget(self.area)
        row = line()
        for button in self.buttons:
            row.addWidget(button)
        body.addLayout(row)
        self.marks = IdentifierMarks(self.area)
        self.marks.set_scan(self.scan)

    def scan(self, text: str) -> tuple[Mark, ...]:
        start = text.find(NAME)
        marked = Mark(start, start + len(NAME), self.severity, "a name", ADVICE)  # type: ignore[arg-type]
        return () if start < 0 else (marked,)

    def types(self, qtbot: QtBot) -> NameNote:
        """Type a name, and return the note that comes."""
        if self.card is None:
            self.area.setFocus()
        else:
            self.card.come(self.area)
        QTest.keyClicks(self.area, f"It is with {NAME}")
        qtbot.waitUntil(lambda: any(one.isVisible() for one in self.findChildren(NameNote)))
        QTest.qWait(50)
        return self.findChildren(NameNote)[0]

    def place_of(self, part: QWidget) -> QRect:
        return QRect(part.mapTo(self, QPoint(0, 0)), part.size())


@pytest.mark.parametrize("over", [True, False])
@pytest.mark.parametrize("size", [(1366, 768), (683, 384), (620, 260)])
def test_the_note_covers_no_button_and_stays_in_the_window(
    show: Show, qtbot: QtBot, size: tuple[int, int], *, over: bool
) -> None:
    form = Form(over=over)
    form.resize(*size)
    note = show(form).types(qtbot)
    assert form.rect().contains(note.geometry())
    assert not note.geometry().intersects(form.place_of(form.area))
    for button in form.buttons:
        assert not note.geometry().intersects(form.place_of(button)), button.text()


def test_the_note_covers_no_other_input_where_there_is_a_place_for_that(show: Show, qtbot: QtBot) -> None:
    form = Form(over=True)
    form.resize(1366, 768)
    note = show(form).types(qtbot)
    assert not note.geometry().intersects(form.place_of(form.above))


def test_the_note_stands_below_the_field_where_that_is_free(show: Show, qtbot: QtBot) -> None:
    form = Form(over=True)
    form.resize(1366, 768)
    for button in form.buttons:
        button.hide()
    note = show(form).types(qtbot)
    assert note.geometry().top() >= form.place_of(form.area).bottom()


def test_the_note_goes_once_the_mark_is_allowed_while_the_field_still_says_so(
    show: Show, qtbot: QtBot
) -> None:
    form = Form(over=True)
    form.resize(1366, 768)
    note = show(form).types(qtbot)
    form.severity = "allowed"
    form.marks.refresh()
    assert form.area.hasFocus()
    assert not note.isVisible()
    assert form.area.accessibleDescription() == ADVICE


def test_the_note_goes_with_the_keyboard(show: Show, qtbot: QtBot) -> None:
    form = Form(over=True)
    form.resize(1366, 768)
    note = show(form).types(qtbot)
    form.buttons[0].setFocus()
    qtbot.waitUntil(lambda: not note.isVisible())
