"""A rough note from anywhere, or one to be written anew: no required field but its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cafaudit.services.commands.notes import WriteNote
from ui.pages.quick_card import CardWords, QuickCard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk


class NoteCard(QuickCard):
    """Writes a rough note down, to be sorted later."""

    def __init__(self, desk: Desk, host: QWidget) -> None:
        """Make a hidden card over `host`."""
        words = CardWords(
            title=_tr("Rough note"),
            save=_tr("Save note"),
            placeholder=_tr("Anything; it is sorted later"),
            draft="note/new/text",
        )
        super().__init__(desk, host, words, self._write)
        self.setObjectName("note_card")
        self._case = ""

    def open_about(self, case: str = "") -> None:
        """Come up for a note about a case, or about none."""
        self._case = case
        self.open_for(case)

    def _write(self) -> WriteNote:
        return WriteNote(text=self.text.toPlainText(), case=self._case)


def _tr(text: str) -> str:
    return QCoreApplication.translate("evidence_note", text)
