"""Watches every text field of an open visit for names, and lets the team allow what may stand."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakSet

from PySide6.QtCore import QObject
from shiboken6 import isValid

from cafaudit.identifiers import NOT_PROMISED
from cafaudit.services.allowances import allowances
from cafaudit.services.commands.allowing import DisallowWord
from cafaudit.services.firewall import firewall_of
from ui.pages.allow_card import AllowCard
from ui.pages.allowed_card import AllowedCard
from ui.widgets.fields import TextField
from ui.widgets.identifier_marks import IdentifierMarks
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cafaudit.identifiers import Firewall, Mark
    from ui.desk import Desk
    from ui.windows.main import MainWindow


_NO_TEXT_OF_THE_VISIT = frozenset(
    {
        "answer_editor",
        "find_case",
        "find_field",
        "history_words",
        "list_path",
        "member_card",
        "sample_size",
        "seed",
        "told_at",
    }
)
"""Fields that find something, or hold a file, a figure, a moment, a card, or a seed as it must stand."""

_PROSE_OF_DETAILS = frozenset({"visit_method_note", "visit_late_evidence"})
_DETAILS = "visit_"
_PEOPLE = ("addressee_", "signatory_", "copy_", "inspector_")


def names_may_stand(field: QWidget) -> bool:
    """Say whether a field names people by right, or holds no text that a document could print."""
    name = field.objectName()
    if name in _NO_TEXT_OF_THE_VISIT or name.startswith(_PEOPLE):
        return True
    return name.startswith(_DETAILS) and name not in _PROSE_OF_DETAILS


class NameWatch(QObject):
    """Gives every text field below the window its marks; fields say themselves when they are shown."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        """Watch over a window; set it as its `name_watch`."""
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._firewall: Firewall | None = None
        self._closed = False
        self._looked_after: WeakSet[IdentifierMarks] = WeakSet()
        self.card = AllowCard(desk, window)
        self.allowed = AllowedCard(desk, window)
        self.card.allowed_wanted.connect(self._on_allowed_wanted)
        desk.changed.connect(self._on_changed)
        desk.closing.connect(self._on_closing)

    def look_after(self, field: QWidget) -> None:
        """Mark what could name somebody in a field from now on."""
        if not isinstance(field, TextField | TextArea) or names_may_stand(field):
            return
        marks = field.name_marks or IdentifierMarks(field)
        if marks not in self._looked_after:
            self._looked_after.add(marks)
            marks.allow_wanted.connect(self.card.open_for)
            marks.disallow_wanted.connect(self._on_disallow_wanted)
            marks.explanation_wanted.connect(self.explain)
            marks.allowed_wanted.connect(self.allowed.open)
        marks.come_under(self.scan)

    def scan(self, text: str) -> tuple[Mark, ...]:
        """Return the marks of a text by the list, the sample and the allowances as they stand."""
        if self._closed:
            return ()
        if self._firewall is None:
            self._firewall = firewall_of(self._desk.visit)
        return self._firewall.scan(text)

    def explain(self) -> None:
        """Say what the marks cannot promise."""
        self._window.show_message("notice", self.tr(NOT_PROMISED))

    def _on_changed(self, changes: object, _initiator: object) -> None:
        del changes  # a list read in changes no cell, so every change may be one of list or sample
        before = self._firewall
        self._firewall = firewall_of(self._desk.visit)
        if self._firewall is not before:
            for marks in list(self._looked_after):
                if isValid(marks):  # its field may be gone, and only its shell in Python be left
                    marks.refresh()

    def _on_allowed_wanted(self) -> None:
        self.card.put_away()
        self.allowed.open()

    def _on_closing(self) -> None:
        self._closed = True

    def _on_disallow_wanted(self, text: str) -> None:
        prints = firewall_of(self._desk.visit).allowance(text)
        with self._desk.visit.reading() as read:
            found = next((one for one in allowances(read.tables) if one.prints & prints), None)
        if found is not None:
            self._desk.do(DisallowWord(allowance=found.id), initiator=self)
