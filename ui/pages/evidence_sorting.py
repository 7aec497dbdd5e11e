"""Sorting a rough note: a record is made of it, and once that is saved the note goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cafaudit.services.commands.notes import RemoveNote
from ui.models.moments import moment_words
from ui.pages.evidence_forms import new_evidence_values
from ui.pages.record_editor import Begun

if TYPE_CHECKING:
    from cafaudit.services.queries.records import RoughNote
    from cafaudit.services.visit import Changes
    from ui.desk import Desk


class NoteSorting(QObject):
    """Knows which note is being sorted; `removed(summary)` after a person took one away."""

    removed = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Make it; no note is being sorted."""
        super().__init__(parent)
        self._desk = desk
        self._note = ""

    def begin(self, note: RoughNote) -> None:
        """Let this note go once a record is saved."""
        self._note = note.id

    def begin_evidence(self, note: RoughNote, area: str) -> Begun:
        """Begin with a note and return the fact that it makes, in an area or in none where it is ""."""
        self.begin(note)
        about = " · ".join(filter(None, (note.case, moment_words(note.at))))
        return Begun(
            new_evidence_values(area),
            text=note.text,
            aside=self.tr("From a rough note · {about}").format(about=about),
            more={"case": note.case} if note.case else {},
        )

    def leave(self) -> None:
        """Keep the note: no record was made of it."""
        self._note = ""

    def finish(self) -> None:
        """Let the note go from which the record just saved was made, if it was made from one."""
        note, self._note = self._note, ""
        if note:
            self._desk.do(RemoveNote(note=note), initiator=self)

    def remove(self, note: RoughNote) -> None:
        """Take a note away because a person says so."""

        def done(changes: Changes) -> None:
            self.removed.emit(changes.summary)

        self._desk.do(RemoveNote(note=note.id), initiator=self, then=done)
