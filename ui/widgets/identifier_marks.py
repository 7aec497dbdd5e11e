"""Marks what could name somebody while it is typed, and says below what to write instead.

It never refuses a keystroke: the text stays as typed, underlined, until it is reworded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from ui.theme import theme
from ui.widgets.fields import ErrorLine

if TYPE_CHECKING:
    from cafaudit.identifiers import Mark
    from ui.widgets.text_area import TextArea

Scan = Callable[[str], tuple["Mark", ...]]

_LINES = 2


class IdentifierMarks(QObject):
    """Underlines marks in a text area; `line` below it speaks of the first one, blocking ones first.

    Without a scan nothing is marked. The line takes room only while it has something to say.
    """

    def __init__(self, area: TextArea) -> None:
        """Follow an area, which becomes the parent; stand `line` below it."""
        super().__init__(area)
        self._area = area
        self._scan: Scan | None = None
        self.line = ErrorLine(lines=_LINES)
        self.line.setObjectName("identifier_line")
        self.line.hide()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)
        area.document().contentsChanged.connect(self._soon.start)

    def set_scan(self, scan: Scan | None) -> None:
        """Mark by this scan from now on, or no longer."""
        self._scan = scan
        self.refresh()

    def refresh(self) -> None:
        """Mark the text as it stands.

        Never inside an edit: while the document says that it changed, it still walks through its cursors, and
        new selections would take some of them away beneath it.
        """
        self._soon.stop()
        text = self._area.toPlainText()
        marks = self._scan(text) if self._scan is not None and text.strip() else ()
        self._area.setExtraSelections([self._underline(mark) for mark in marks])
        self._say(marks)

    def _say(self, marks: tuple[Mark, ...]) -> None:
        first = min(marks, key=lambda mark: (mark.severity != "block", mark.start), default=None)
        words = "" if first is None else first.say
        self.line.setVisible(bool(words))
        self._area.setAccessibleDescription(words)
        if words != self.line.text():
            self.line.show_warning(words) if words else self.line.clear()

    def _underline(self, mark: Mark) -> QTextEdit.ExtraSelection:
        colours = theme().colours
        shade = QTextCharFormat()
        shade.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        shade.setUnderlineColor(colours.danger if mark.severity == "block" else colours.warning)
        cursor = QTextCursor(self._area.document())
        cursor.setPosition(_qt_place(self._area.toPlainText(), mark.start))
        cursor.setPosition(_qt_place(self._area.toPlainText(), mark.end), QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor, selection.format = cursor, shade  # type: ignore[attr-defined]  # not in the stubs
        return selection


def _qt_place(text: str, place: int) -> int:
    """Return where a sign stands as Qt counts: signs beyond the first plane count twice."""
    return len(text[:place].encode("utf-16-le")) // 2
