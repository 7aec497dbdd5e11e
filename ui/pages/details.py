"""Visit details: what the visit is about, what was done on it, and who is named in the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.pages.details_fields import FactsForm
from ui.pages.details_kinds import entry_kinds
from ui.pages.details_lists import EntryList
from ui.theme import theme
from ui.widgets.boxes import column, scrolling
from ui.widgets.buttons import Button
from ui.widgets.page_parts import PageHead

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from cafaudit.errors import CafAuditError
    from cafaudit.services.visit import Changes
    from ui.desk import Desk
    from ui.widgets.fields import Field

_CELLS = ("visit/", "inspector/", "addressee/", "signatory/", "copy/", "plan/", "activity/", "framework/")

_ENTERED_AS = {
    "inspectors": "inspector",
    "report_month": "report_published",
    "report_date": "report_published",
    "pilot_ordinal": "pilot_number",
    "publish_by": "publish_days",
    "plan_grade": "plan",
    "plan_date": "plan",
    "plan_note": "plan",
    "signature": "signatory",
    "direct_line": "signatory",
    "copies": "copy",
    "activities": "activity",
    "date": "letter_date",
}
"""Facts and blocks of the letter by the field or list that they are entered in, where names differ."""


class DetailsPart(QWidget):
    """A part of Home. Each field is saved when it is left; `back_wanted()` leads back."""

    back_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the part; nothing is read before `show_part`."""
        super().__init__(parent)
        self.setObjectName("details_part")
        self._desk = desk
        self.head = PageHead()
        self.back = Button(self.tr("Back to Home"), kind="link", hint=self.tr("Esc"))
        self.back.setObjectName("back_home")
        self.facts = FactsForm()
        kinds = entry_kinds()
        if desk.framework.area_scale is None:
            kinds = tuple(kind for kind in kinds if kind.key != "plan")
        self.lists = {kind.key: EntryList(kind, desk.framework) for kind in kinds}
        self._build()
        self._connect()
        self.setFocusProxy(self.facts.field("provider"))

    def show_part(self) -> None:
        """Show what stands."""
        picture = self._desk.picture
        self.facts.show_facts(picture.details)
        entries = {
            "inspector": picture.inspectors,
            "addressee": picture.addressees,
            "signatory": picture.signatories,
            "copy": picture.copies,
            "plan": picture.plan,
            "activity": picture.activities,
        }
        for key, shown in self.lists.items():
            shown.show_entries(entries[key])

    def go_to(self, what: str) -> None:
        """Put the keyboard where a fact or a list of the letter is entered, else on the first field."""
        name = _ENTERED_AS.get(what, what)
        shown = self.lists.get(name)
        part = (
            self.facts.field(name if self.facts.has(name) else "provider")
            if shown is None
            else shown.add_link
        )
        part.setFocus()
        QTimer.singleShot(0, part, lambda: self._area.ensureWidgetVisible(part))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Escape."""
        if event.text() == "\x1b":
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        space = theme().space
        self.head.show_head(self.tr("Visit details"), self.tr("saved as you leave each field"))
        self.head.row.addWidget(self.back)
        content = QWidget()
        inner = column(content, gap=space.two)
        inner.setContentsMargins(space.three, space.inset, space.four, space.three)
        inner.addWidget(self.head)
        inner.addWidget(self.facts)
        for shown in self.lists.values():
            inner.addWidget(shown)
        inner.addStretch(1)
        self._area = scrolling(content)
        column(self).addWidget(self._area)

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_wanted)
        self.facts.described.connect(self._on_described)
        for shown in self.lists.values():
            shown.wanted.connect(self._on_entry_wanted)
            shown.opened.connect(self._on_form_opened)
        self._desk.changed.connect(self._on_changed)

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if self.isVisible() and any(cell.startswith(_CELLS) for cell in changes.cells):
            self.show_part()

    def _on_described(self, command: object, field: Field) -> None:
        def refused(error: CafAuditError) -> None:
            self.facts.show_refused(field, error)

        self._desk.do(command, initiator=self, refused=refused)

    def _on_form_opened(self, form: QWidget) -> None:
        QTimer.singleShot(0, form, lambda: self._area.ensureWidgetVisible(form))

    def _on_entry_wanted(self, command: object, shown: EntryList) -> None:
        def refused(error: CafAuditError) -> None:
            shown.show_refused(error.message, error.advice)

        self._desk.do(command, initiator=self, then=lambda _: shown.show_done(), refused=refused)
