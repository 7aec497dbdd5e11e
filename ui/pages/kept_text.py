"""A text on its way into the visit: kept as a draft while it is typed, one event when it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.jobs import Job

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.widgets.text_area import TextArea

KEPT_AFTER = 1_500
"""Milliseconds after the first keystroke at which a draft is kept: it is on the disk within two seconds."""

Commit = Callable[[str, str, str], None]
"""Takes the place of a text, the text once it is done, and the one that stood before."""


class KeptDraft(QObject):
    """Keeps what is typed into the area of a form, until the form gives it or its text is deleted."""

    def __init__(self, desk: Desk, area: TextArea) -> None:
        """Follow `area`, which becomes the parent."""
        super().__init__(area)
        self._desk = desk
        self._area = area
        self._place = ""
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEPT_AFTER)
        self._keeping.timeout.connect(self._keep)
        area.edited.connect(self._on_edited)

    @property
    def place(self) -> str:
        """Where the draft is kept: a cell, "" for none."""
        return self._place

    def begin(self, place: str) -> None:
        """Show what was typed at a place and never given."""
        self._place = place
        with self._desk.visit.reading() as read:
            draft = read.local.drafts().get(place)
        self._area.show_text("" if draft is None else draft.text)

    def flush(self) -> None:
        """Keep what is typed now, instead of in a moment."""
        if self._keeping.isActive():
            self._keeping.stop()
            self._keep()

    def drop(self, place: str = "") -> None:
        """Forget the draft at a place, or at the present one: its text was given."""
        given = place or self._place
        if given == self._place:
            self._keeping.stop()
        if given:
            self._desk.run(Job(lambda _: self._desk.visit.drop_draft(given)))

    def _is_worth_keeping(self) -> bool:
        return bool(self._place)

    def _on_edited(self, text: str) -> None:
        del text
        if self._place and not self._keeping.isActive():
            self._keeping.start()

    def _keep(self) -> None:
        if self._is_worth_keeping():
            self._desk.keep_draft(self._place, self._area.toPlainText())


class KeptText(KeptDraft):
    """Follows a text that stands at one place of the visit.

    While somebody types, the text is kept as a draft; on leaving the area, and when `flush` is called,
    it is handed to `commit` if it differs from what is stored.
    """

    def __init__(self, desk: Desk, area: TextArea, commit: Commit) -> None:
        """Follow `area`, which becomes the parent."""
        super().__init__(desk, area)
        self._commit = commit
        self._stored = ""
        area.committed.connect(lambda _: self.flush())

    @property
    def is_changed(self) -> bool:
        """Whether the area holds another text than the stored one."""
        return bool(self._place) and self._area.toPlainText().strip() != self._stored

    def show_text(self, place: str, stored: str, draft: str = "") -> None:
        """Show the text of a place, or the draft of it that was never finished.

        What somebody is typing at that very place stays.
        """
        if place != self._place:
            self._area.show_text(draft or stored)
        elif not self.is_changed and self._area.toPlainText().strip() != stored:
            self._area.show_text(stored)
        self._place, self._stored = place, stored

    def flush(self) -> None:
        """Hand the text over if it differs from what is stored."""
        self._keeping.stop()
        if self.is_changed:
            text, before = self._area.toPlainText().strip(), self._stored
            self._stored = text
            self._commit(self._place, text, before)

    def put_back(self, stored: str) -> None:
        """Say that the text handed over last was refused, so that `stored` still stands."""
        self._stored = stored

    def _is_worth_keeping(self) -> bool:
        return self.is_changed
