"""What could name somebody is underlined after each edit, and a sentence below says what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from cafaudit.identifiers import Mark
from ui.widgets.identifier_marks import IdentifierMarks
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QTextEdit
    from pytestqt.qtbot import QtBot

    from tests.ui.showing import Show

NAME, ADVICE = "Madeup", "Write who it is by their part in the case."


class WatchedArea(TextArea):
    """Notes whether it was marked while Qt was still at work on the text."""

    def __init__(self) -> None:
        self.is_at_work = False
        self.marked_inside = False
        super().__init__()

    def setPlainText(self, text: str) -> None:  # noqa: N802 - Qt's own
        self.is_at_work = True
        super().setPlainText(text)
        self.is_at_work = False

    def setExtraSelections(self, selections: Sequence[QTextEdit.ExtraSelection]) -> None:  # noqa: N802
        self.marked_inside = self.marked_inside or self.is_at_work
        super().setExtraSelections(selections)


def marks_of_names(text: str) -> tuple[Mark, ...]:
    start = text.find(NAME)
    return () if start < 0 else (Mark(start, start + len(NAME), "warn", "a name", ADVICE),)


def marked_area(show: Show) -> tuple[WatchedArea, IdentifierMarks]:
    area = show(WatchedArea())
    marks = IdentifierMarks(area)
    marks.set_scan(marks_of_names)
    area.setFocus()
    return area, marks


def underlined(area: TextArea) -> list[str]:
    return [selection.cursor.selectedText() for selection in area.extraSelections()]  # type: ignore[attr-defined]  # not in the stubs


def test_a_name_is_underlined_and_spoken_of_while_it_stands_there(show: Show, qtbot: QtBot) -> None:
    area, marks = marked_area(show)
    QTest.keyClicks(area, f"Seen with {NAME} at home")
    qtbot.waitUntil(lambda: underlined(area) == [NAME])
    assert marks.line.text() == ADVICE
    assert area.accessibleDescription() == ADVICE
    area.show_text("Seen with the mother at home")
    qtbot.waitUntil(lambda: not underlined(area))
    assert marks.line.text() == ""


def test_a_text_is_never_marked_while_qt_replaces_it(show: Show, qtbot: QtBot) -> None:
    area, _ = marked_area(show)
    for text in (NAME, "", f"{NAME} again", ""):
        area.show_text(text)
        qtbot.waitUntil(lambda: underlined(area) == [NAME] * (NAME in area.toPlainText()))
    assert not area.marked_inside
