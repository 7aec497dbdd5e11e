"""Rough notes that wait to be sorted: each becomes evidence or a concern, or goes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.models.moments import moment_words
from ui.theme import theme
from ui.widgets.boxes import Rule, column, empty, line
from ui.widgets.buttons import Button
from ui.widgets.page_parts import SectionHead
from ui.widgets.text import Run, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QHBoxLayout

    from cafaudit.services.queries.records import RoughNote

SHOWN = 4
"""Notes that stand on the page at once; the others follow as these are sorted."""


class NotesStrip(QWidget):
    """The notes above the table of evidence; hidden without any.

    `evidence_wanted(note)`, `concern_wanted(note)`, `removal_wanted(note)`.
    """

    evidence_wanted = Signal(object)
    concern_wanted = Signal(object)
    removal_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden one."""
        super().__init__(parent)
        self.setObjectName("notes_strip")
        self._head = SectionHead()
        self._rows = column()
        layout = column(self, gap=theme().space.half)
        layout.addWidget(self._head)
        layout.addLayout(self._rows)
        layout.addWidget(Rule())
        self.hide()

    def show_notes(self, notes: Sequence[RoughNote]) -> None:
        """Show the oldest notes and count the others."""
        empty(self._rows)
        rest = len(notes) - SHOWN
        more = self.tr("and {count} more").format(count=rest) if rest > 0 else ""
        self._head.show_head(self.tr("Rough notes to sort"), more)
        for note in notes[:SHOWN]:
            self._rows.addLayout(self._row(note))
        self.setVisible(bool(notes))

    def _row(self, note: RoughNote) -> QHBoxLayout:
        row = line(gap=theme().space.two)
        text = Text()
        about = " · ".join(filter(None, (note.case, note.author, moment_words(note.at))))
        text.show_runs(Run(" ".join(note.text.split())), Run(f"   {about}", "quiet", size="small"))
        row.addWidget(text, 1)
        for words, spoken, signal in (
            (self.tr("Evidence"), self.tr("Make evidence of: {note}"), self.evidence_wanted),
            (self.tr("Concern"), self.tr("Make a concern of: {note}"), self.concern_wanted),
            (self.tr("Remove"), self.tr("Remove: {note}"), self.removal_wanted),
        ):
            button = Button(words, kind="link", small=True)
            button.setObjectName(f"note_{words.casefold()}_{note.id}")
            button.setAccessibleName(spoken.format(note=note.text))
            button.clicked.connect(partial(signal.emit, note))
            row.addWidget(button)
        return row
