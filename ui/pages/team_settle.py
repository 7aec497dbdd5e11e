"""Settling one conflict: who says what and why, the lead's decision, and its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cafaudit.services.commands.scoring import ModerateScore
from ui.models.team_rows import answers_of
from ui.theme import theme
from ui.widgets.boxes import column, empty
from ui.widgets.buttons import Button
from ui.widgets.choices import ComboField
from ui.widgets.fields import Field
from ui.widgets.page_parts import SectionHead
from ui.widgets.text import Run, Text
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from cafaudit.errors import CafAuditError
    from ui.desk import Desk
    from ui.models.team_rows import Conflict


class SettleSection(QWidget):
    """The form for one conflict. `settled()` after the decision was saved."""

    settled = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self._desk = desk
        self._conflict: Conflict | None = None
        self.head = SectionHead(self.tr("Settle"))
        self.what = Text().wrapped()
        self._said = column(gap=theme().space.half)
        self.decision = ComboField()
        self.decision.setObjectName("settle_decision")
        self.reason = TextArea(least=3)
        self.reason.setObjectName("settle_reason")
        self._reason_field = Field(self.tr("Reason for settling it this way"), self.reason, error_lines=3)
        self.settle = Button(self.tr("Settle"), kind="primary", hint="Ctrl+Enter")
        self.settle.setObjectName("settle")
        self._nothing = Text(size="small", tone="quiet").wrapped()
        layout = column(self, gap=theme().space.one)
        layout.addWidget(self.head)
        layout.addWidget(self.what)
        layout.addLayout(self._said)
        self._decision_field = Field(self.tr("Decision"), self.decision, error_lines=0)
        for part in (self._decision_field, self._reason_field, self.settle, self._nothing):
            layout.addWidget(part)
        self.settle.clicked.connect(self.give)
        self.show_conflict(None)

    def show_conflict(self, conflict: Conflict | None, *, may_settle: bool = True) -> None:
        """Show a conflict, None for none; the reason being typed for the same one stays."""
        same = conflict is not None and self._conflict is not None and conflict.key == self._conflict.key
        self._conflict = conflict
        shown = conflict is not None and may_settle
        for part in (self._decision_field, self._reason_field, self.settle):
            part.setVisible(shown)
        self.what.setVisible(conflict is not None)
        empty(self._said)
        self._nothing.show_text(self._words(conflict, may_settle=may_settle))
        self._nothing.setVisible(not shown)
        if conflict is None:
            return
        self.what.show_runs(
            Run(f"{conflict.row.case}  ", strong=True),
            Run(conflict.name),
            Run(self._line(conflict), "warning"),
        )
        for author, _, word in conflict.values:
            line = Text(size="small").wrapped()
            line.show_runs(Run(f"{author}  ", "quiet"), Run(word, strong=True))
            self._said.addWidget(line)
        if conflict.reasons:
            self._said.addWidget(Text(conflict.reasons, size="small", tone="quiet").wrapped())
        if not same:
            self._begin(conflict)

    def give(self) -> None:
        """Have the decision saved."""
        conflict = self._conflict
        if conflict is None or self.settle.isHidden():
            return
        command = ModerateScore(
            case=conflict.row.case,
            item=conflict.row.item,
            answer=str(self.decision.currentData()),
            reason=self.reason.toPlainText(),
            pass_number=conflict.row.pass_number,
        )
        self._desk.do(command, then=lambda _: self._on_settled(), refused=self._on_refused)

    def _begin(self, conflict: Conflict) -> None:
        choices = answers_of(self._desk.framework, conflict)
        self.decision.show_choices(choices, choices[0][0])
        self.reason.show_text("")
        self._reason_field.clear_error()

    def _line(self, conflict: Conflict) -> str:
        return self.tr("  crosses the line") if conflict.row.crosses_line else ""

    def _words(self, conflict: Conflict | None, *, may_settle: bool) -> str:
        if conflict is None:
            return self.tr("Nothing is to settle. Where two people answer differently, it appears here.")
        return "" if may_settle else self.tr("Only the lead settles differences.")

    def _on_settled(self) -> None:
        self._conflict = None
        self.settled.emit()

    def _on_refused(self, error: CafAuditError) -> None:
        self._reason_field.show_error(f"{error.message} {error.advice}")
