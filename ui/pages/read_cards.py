"""The cards that come over the Read page: a concern, a rough note, a file that has to be fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.pages.concerns_card import ConcernCard
from ui.pages.evidence_note import NoteCard
from ui.pages.read_requests import ReadRequests

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cafaudit.services.queries.reading import CasePage
    from ui.desk import Desk
    from ui.widgets.answer_rows import AnswerRow
    from ui.widgets.identifier_marks import Scan

_SAVE = frozenset({"Ctrl+Return", "Ctrl+Enter"})


class ReadCards(QObject):
    """Keeps the cards; at most one of them is open.

    `concern_raised()`, `file_changed(summary)`; `refused(error)` after it was said on the card.
    """

    concern_raised = Signal()
    file_changed = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: Desk, host: QWidget) -> None:
        """Make hidden cards over `host`."""
        super().__init__(host)
        self.concern = ConcernCard(desk, host)
        self.note = NoteCard(desk, host)
        self.requests = ReadRequests(desk, host)
        self._all = (
            self.concern,
            self.note,
            self.requests.card,
            self.requests.missed,
            self.requests.added,
        )
        for card in self._all:
            card.refused.connect(self.refused)
        self.concern.saved_one.connect(lambda _: self.concern_raised.emit())
        for card in (self.requests.card, self.requests.missed, self.requests.added):
            card.done.connect(lambda changes: self.file_changed.emit(changes.summary))

    def set_scan(self, scan: Scan) -> None:
        """Mark what could name somebody."""
        self.concern.marks.set_scan(scan)
        self.note.marks.set_scan(scan)

    def raise_concern(self, file: CasePage | None, row: AnswerRow | None) -> None:
        """Ask for a concern about a file and the question in focus, None for neither."""
        case = "" if file is None else file.case.ref
        if row is None or row.fold:
            self.concern.open_about(case)
        else:
            self.concern.open_about(case, row.item_id, row.label)

    def write_note(self, file: CasePage | None) -> None:
        """Ask for a rough note about a file."""
        self.note.open_about("" if file is None else file.case.ref)

    def flush(self) -> None:
        """Keep drafts of what is typed."""
        self.concern.flush()
        self.note.flush()

    def take_key(self, key: str) -> bool:
        """Keep the page's keys from what lies under an open card; Ctrl+Enter saves the card."""
        card = next((card for card in self._all if card.isVisible()), None)
        if card is not None and key in _SAVE:
            card.save()
        return card is not None
