"""The third step of the Sample page: what the list comes to, what is odd, and whether to take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.models.sample_state import count_of
from ui.pages.sample_step import Step
from ui.theme import theme
from ui.widgets.boxes import Card, Rule, column, empty
from ui.widgets.page_parts import SectionHead
from ui.widgets.plain_table import Heading, PlainTable
from ui.widgets.progress import ProgressLine
from ui.widgets.text import Run, Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from cafaudit.errors import CafAuditError
    from cafaudit.intake import FoldNeeded
    from cafaudit.services.case_lists import ListCheck

_MOST_ROWS = 40


class ChecksStep(Step):
    """Shows counts and oddities, or asks whether rows are to be folded.

    `fold_wanted()` when rows of one reference are one case, `accepted()` when the list is to be stored,
    `stop_wanted()` stops the counting.
    """

    fold_wanted = Signal()
    accepted = Signal()
    stop_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__("sample_checks", left_width=theme().size.card)
        self._asks_to_fold = False
        self.progress = ProgressLine()
        self._counts = column(gap=theme().space.half)
        self._findings = column(gap=theme().space.one)
        for part, inner in ((self.left, self._counts), (self.right, self._findings)):
            layout = column(part)
            layout.addLayout(inner)
            if part is self.left:
                layout.addWidget(self.progress)
            layout.addStretch(1)
        self.pressed.connect(self._on_primary)
        self.progress.stop_wanted.connect(self.stop_wanted)

    @property
    def asks_to_fold(self) -> bool:
        """Whether the question about folding is on the screen."""
        return self._asks_to_fold

    def show_working(self, words: str) -> None:
        """Show that the list is being counted or stored; "" for no longer."""
        if words:
            self._clear()
            self.progress.show_work(words, "", 0, 0)
        else:
            self.progress.clear()
        self.busy = bool(words)

    def show_storing(self) -> None:
        """Show that the list goes into the visit; what was counted stays."""
        self.progress.show_work(self.tr("Storing the list"), "", 0, 0)

    def show_fold(self, asked: FoldNeeded) -> None:
        """Ask whether rows with one reference are one case."""
        self._clear()
        self._asks_to_fold = True
        card = Card()
        card.setObjectName("fold_question")
        layout = column(card, gap=theme().space.one, margin=theme().space.two)
        references = count_of(asked.cases, self.tr("case reference"), self.tr("case references"))
        layout.addWidget(Text(self.tr("Is a row a child or a case?"), strong=True))
        layout.addWidget(
            Text(
                self.tr(
                    "{references} on more than one row, {rows} rows together, as in a list with a row for "
                    "each child. A sample is drawn of cases, so each reference may stand once."
                ).format(references=references, rows=f"{asked.rows:,}")
            ).wrapped()
        )
        layout.addWidget(
            Text(
                self.tr(
                    "Make one case of each reference; or go back, when another column holds the reference or "
                    "the list has to be corrected."
                ),
                tone="quiet",
            ).wrapped()
        )
        self._counts.addWidget(card)
        self.primary.show_text(self.tr("Make one case of each reference"))
        self.begin()

    def show_check(self, found: ListCheck) -> None:
        """Show what the list comes to."""
        self._clear()
        self._show_counts(found)
        self._show_findings(found)
        self.primary.show_text(self.tr("Accept the list"))
        self.begin()

    def show_refused(self, error: CafAuditError) -> None:
        """Say what stands against the list; there is only the way back."""
        super().show_refused(error)
        self.progress.clear()
        self.back.setFocus()

    def _show_counts(self, found: ListCheck) -> None:
        self._counts.addWidget(SectionHead(count_of(found.cases, self.tr("case"), self.tr("cases"))))
        rows = self.tr("{rows} rows").format(rows=f"{found.rows:,}")
        parts = [rows]
        if found.folded:
            parts.append(self.tr("{count} folded into their cases").format(count=f"{found.folded:,}"))
        if found.left_out:
            parts.append(self.tr("{count} left out").format(count=f"{found.left_out:,}"))
        self._counts.addWidget(Text(" · ".join(parts), size="small", tone="quiet").wrapped())
        self._counts.addSpacing(theme().space.one)
        _add_table(self._counts, self.tr("Stratum"), self.tr("Cases"), found.strata, self.tr("All"))
        if len(found.offices) > 1 or "" not in found.offices:
            self._counts.addSpacing(theme().space.two)
            named = {name or self.tr("no office named"): count for name, count in found.offices.items()}
            _add_table(self._counts, self.tr("Office"), self.tr("Cases"), named, self.tr("All"))

    def _show_findings(self, found: ListCheck) -> None:
        self._findings.addWidget(SectionHead(self.tr("Names stay out")))
        self._findings.addWidget(
            Text(
                self.tr(
                    "{count} names, dates and numbers become fingerprints, by which they are noticed when "
                    "somebody types them. They are not kept."
                ).format(count=f"{found.identifiers:,}")
            ).wrapped()
        )
        self._findings.addSpacing(theme().space.one)
        count = len(found.oddities)
        aside = "" if count else self.tr("nothing")
        self._findings.addWidget(SectionHead(self.tr("What is odd about the list"), aside))
        for at, sentence in enumerate(found.oddities):
            if at:
                self._findings.addWidget(Rule())
            self._findings.addWidget(Text(sentence).wrapped())

    def _clear(self) -> None:
        self._asks_to_fold = False
        self.message.clear()
        empty(self._counts)
        empty(self._findings)

    def _on_primary(self) -> None:
        (self.fold_wanted if self._asks_to_fold else self.accepted).emit()


def _add_table(layout: QVBoxLayout, what: str, cases: str, counts: dict[str, int], total: str) -> None:
    table = PlainTable()
    shown = list(counts.items())[:_MOST_ROWS]
    left = len(counts) - len(shown)
    rows: list[tuple[Run, Run]] = [(Run(name), Run(f"{count:,}")) for name, count in shown]
    if left:
        rest = sum(list(counts.values())[_MOST_ROWS:])
        rows.append((Run(f"{left:,} more", "quiet"), Run(f"{rest:,}", "quiet")))
    rows.append((Run(total, strong=True), Run(f"{sum(counts.values()):,}", strong=True)))
    table.show_rows((Heading(what, stretch=True), Heading(cases, right=True)), rows)
    holder: QWidget = table
    layout.addWidget(holder)
