"""The panel of the Read page: what the answers mean, why, the evidence in this answer, the open concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout

from cafaudit.journal.cell import cell_text, parse_cell
from cafaudit.services.commands.evidence import AddEvidence
from cafaudit.services.commands.scoring import GiveReason
from ui.models.read_panel import (
    concern_words,
    descriptors_of,
    evidence_lines,
    manager_words,
    question_lines,
)
from ui.models.read_rows import CLOSED_STATES
from ui.pages.evidence_quick import QuickEvidence
from ui.pages.kept_text import KeptDraft, KeptText
from ui.widgets.descriptor_panel import DescriptorPanel
from ui.widgets.fields import ErrorLine
from ui.widgets.identifier_marks import IdentifierMarks

if TYPE_CHECKING:
    from cafaudit.domain.framework import Area, Aspect
    from cafaudit.errors import CafAuditError
    from cafaudit.services.queries.reading import CasePage
    from cafaudit.services.visit import Changes
    from ui.desk import Desk
    from ui.pages.evidence_quick import TypedEvidence
    from ui.widgets.identifier_marks import Scan


class ReadPanel(QObject):
    """Fills a `DescriptorPanel` for the question in focus and writes what is typed there.

    `evidence_left()` when the form of evidence has gone, given or not; `refused(error)` when something was
    not taken, after it was said at its place.
    """

    evidence_left = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Make an empty panel."""
        super().__init__(parent)
        self._desk = desk
        self._page: CasePage | None = None
        self._item: Area | Aspect | None = None
        self.panel = DescriptorPanel()
        self.why = KeptText(desk, self.panel.why.area, self._commit_why)
        self.marks = IdentifierMarks(self.panel.why.area)
        self.why_error = ErrorLine(lines=2)
        self.form = QuickEvidence()
        self._draft = KeptDraft(desk, self.form.text)
        self._form_place = ("", 1, "")
        self._unsaved: dict[str, str] = {}
        self._resolved: set[str] = set()
        self._build()

    def show(
        self, page: CasePage, item: Area | Aspect | None, applies: tuple[int, int], facts: str = ""
    ) -> None:
        """Show what there is to know about a question of a file; None for a row without a question.

        `facts` of the file stand here when its head has folded away.
        """
        self._page, self._item = page, item
        self.panel.show_concern(*concern_words(page.concerns))
        if item is None:
            self.panel.show_question("", "")
            self.panel.show_descriptors(())
            self.panel.show_manager("", "")
            self.panel.show_evidence((), can_add=False)
            self._show_why("", "", locked=True)
            return
        framework = self._desk.framework
        answer = page.reading.answers.get(item.id)
        title, quiet = question_lines(framework, item, applies)
        self.panel.show_question(title, "\u2028".join(filter(None, (quiet, facts))))
        self.panel.show_descriptors(descriptors_of(framework, item, answer))
        locked = page.reading.state in CLOSED_STATES
        self.panel.show_manager(*manager_words(framework, item, answer, closed=locked))
        place = cell_text(("why", page.case.ref, str(page.reading.number), item.id))
        self._show_why(place, "" if answer is None else answer.why, locked=locked)
        self.panel.show_evidence(evidence_lines(page.evidence, item.id), can_add=not locked)

    def set_scan(self, scan: Scan | None) -> None:
        """Mark what could name somebody by this scan."""
        self.marks.set_scan(scan)
        self.form.marks.set_scan(scan)

    def flush(self) -> None:
        """Hand over what is typed: the reason, and the evidence if it has words."""
        self.why.flush()
        if self.form.is_begun:
            self.form.give()

    def begin_evidence(self) -> None:
        """Ask for evidence in the present answer."""
        if self._page is None or self._item is None or self._page.reading.state in CLOSED_STATES:
            return
        place = (self._page.case.ref, self._page.reading.number, self._item.id)
        if place != self._form_place or self.form.isHidden():
            self._form_place = place
            self._draft.begin(cell_text(("evidence", "new", place[0], place[2])))
        self.panel.show_evidence_part()
        self.form.begin()

    def _build(self) -> None:
        why, evidence = self.panel.why.layout(), self.panel.evidence.layout()
        if isinstance(why, QVBoxLayout) and isinstance(evidence, QVBoxLayout):
            why.addWidget(self.marks.line)
            why.addWidget(self.why_error)
            evidence.insertWidget(1, self.form)
        self.why_error.hide()
        self.panel.evidence_add_wanted.connect(self.begin_evidence)
        self.form.given.connect(self._on_evidence_given)
        self.form.left.connect(self._on_form_left)

    def _show_why(self, place: str, stored: str, *, locked: bool) -> None:
        if place != self.why.place:
            self._resolved.add(self.why.place)
            self.why.flush()
            self.why_error.hide()
        self.why.show_text(place, stored, "" if locked else self._draft_of(place))
        self.panel.why.area.show_locked(locked)
        self.marks.refresh()

    def _draft_of(self, place: str) -> str:
        """Return what was typed at a place and never came into the visit; a draft that was left has come."""
        if place in self._unsaved or self._page is None:
            return self._unsaved.get(place, "")
        return "" if place in self._resolved else self._page.drafts.get(place, "")

    def _commit_why(self, place: str, text: str, before: str) -> None:
        _, case, number, item = parse_cell(place)

        def refused(error: CafAuditError) -> None:
            self.refused.emit(error)
            self._unsaved[place] = text
            self._desk.keep_draft(place, text)
            if self.why.place == place:
                self.why.put_back(before)
                self.why_error.show()
                self.why_error.show_error(f"{error.message} {error.advice}")

        def done(changes: Changes) -> None:
            del changes
            self._unsaved.pop(place, None)
            if self.why.place == place:
                self.why_error.hide()

        command = GiveReason(case=case, item=item, text=text, pass_number=int(number))
        self._desk.do(command, initiator=self, then=done, refused=refused)

    def _on_evidence_given(self, typed: TypedEvidence) -> None:
        case, _, item = self._form_place

        def done(changes: Changes) -> None:
            del changes
            self._draft.drop()
            self.form.clear()
            self.evidence_left.emit()

        def refused(error: CafAuditError) -> None:
            self.form.show_refused(f"{error.message} {error.advice}")
            self.refused.emit(error)

        command = AddEvidence(
            text=typed.text,
            polarity=typed.polarity,
            reference=typed.reference,
            corroboration="seen_on_file",
            case=case,
            item=item,
        )
        self._desk.do(command, initiator=self, then=done, refused=refused)

    def _on_form_left(self) -> None:
        self._draft.drop()
        self.form.clear()
        self.evidence_left.emit()
