"""The third step of the Sample page: what the list comes to, what is odd about it, and whether to take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.models.list_findings import findings_of
from ui.models.sample_state import count_of
from ui.pages.sample_findings import Findings
from ui.pages.sample_folding import RepeatedRefs, fold_question
from ui.pages.sample_step import Step
from ui.theme import theme
from ui.widgets.boxes import column, empty, scrolling
from ui.widgets.fields import Field, TextField
from ui.widgets.page_parts import SectionHead
from ui.widgets.plain_table import Heading, PlainTable
from ui.widgets.progress import ProgressLine
from ui.widgets.tabs import Tab
from ui.widgets.text import Run, Text

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QVBoxLayout

    from cafaudit.errors import CafAuditError
    from cafaudit.intake import FoldNeeded
    from cafaudit.services.list_looks import ListCheck, ListLook

_MOST_ROWS = 40


class ChecksStep(Step):
    """Shows counts and findings, or asks whether rows are to be folded.

    The counts scroll by themselves, so that the findings and the note stay in sight beside them.

    `fold_wanted()` when rows of one reference are one case, `accepted(note)` when the list is to be stored,
    `stop_wanted()` stops the counting, `print_wanted()` of the findings.
    """

    fold_wanted = Signal()
    accepted = Signal(str)
    stop_wanted = Signal()
    print_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__("sample_checks", left_width=theme().size.card)
        self._asks_to_fold = self._takes_note = False
        self._working = ""
        self.progress = ProgressLine()
        self.findings, self.repeated = Findings(), RepeatedRefs()
        self.reason = TextField()
        self.reason.setObjectName("accept_note")
        self.reason_field = Field(
            self.tr("Why the list is accepted as it is, if that needs saying"), self.reason, error_lines=0
        )
        self._counts = column(gap=theme().space.half)
        self._told = QWidget()
        self._pane: QScrollArea = scrolling(QWidget())
        self._lay_out()
        self.reason.installEventFilter(self)
        self.pressed.connect(self._on_primary)
        self.progress.stop_wanted.connect(self.stop_wanted)
        self.findings.print_wanted.connect(self.print_wanted)

    @property
    def asks_to_fold(self) -> bool:
        """Whether the question about folding is on the screen."""
        return self._asks_to_fold

    def show_working(self, words: str, *, anew: bool = True) -> None:
        """Show that the list is counted or stored; "" for no longer. What stands there goes if `anew`."""
        self._working = words
        if words:
            if anew:
                self._clear()
            self.progress.show_work(words, "", 0, 0)
        else:
            self.progress.clear()
        self.busy = bool(words)

    def show_progress(self, said: str, done: int, total: int) -> None:
        """Show how far the counting or storing is."""
        if self._working:
            self.progress.show_work(self._working, said, done, total)

    def show_stopped(self) -> None:
        """Say that the list was not stored after all."""
        self.message.show_message("notice", self.tr("Stopped. Nothing was stored."))
        self.begin()

    def show_fold(self, asked: FoldNeeded, look: ListLook | None = None) -> None:
        """Ask whether rows with one reference are one case; `look` is the beginning of their list."""
        self._clear()
        self._asks_to_fold = True
        self._counts.addWidget(fold_question(asked))
        self.repeated.show_refs(asked, look)
        self.repeated.show()
        self.show_tabs(Tab(self.tr("Question")), Tab(self.tr("The rows"), f"{asked.rows:,}"))
        self.primary.show_text(self.tr("Make one case of each reference"))
        self.begin()

    def show_check(self, found: ListCheck) -> None:
        """Show what the list comes to."""
        self._clear()
        self._show_counts(found)
        self.findings.show_findings(findings_of(found))
        self.findings.show()
        self.show_tabs(Tab(self.tr("Counts")), Tab(self.tr("What is odd"), f"{len(self.findings.shown):,}"))
        self._show_note(wanted=True)
        self.primary.show_text(self.tr("Accept the list"))
        self.begin()

    def show_refused(self, error: CafAuditError) -> None:
        """Say what stands against the list; where it could not be counted there is only the way back."""
        super().show_refused(error)
        self.show_working("")
        self.primary.setVisible(self._takes_note)
        (self.primary if self._takes_note else self.back).setFocus()

    def on_folded(self, *, narrow: bool) -> None:
        """Keep some findings in sight, and let the counts scroll apart where they stand beside them."""
        self.findings.fit(narrow=narrow)
        self.repeated.fit(narrow=narrow)
        self._place_note(narrow=narrow)
        if narrow and self._pane.widget() is self._told:
            self._left.addWidget(self._pane.takeWidget())
        elif not narrow:
            self._pane.setWidget(self._told)
        self._told.show()
        self._pane.setVisible(not narrow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the note into sight when the keyboard comes to it."""
        if watched is self.reason and event.type() == QEvent.Type.FocusIn and not self.is_narrow:
            self.show_part(self.reason_field)
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        told = column(self._told)
        told.addLayout(self._counts)
        told.addWidget(self.progress)
        told.addStretch(1)
        self._left = column(self.left)
        self._left.addWidget(self._pane)
        self._left.addWidget(self._told)
        right = column(self.right, gap=theme().space.one)
        right.addWidget(self.findings, 1)
        right.addWidget(self.repeated, 1)
        self._right = right
        self._clear()

    def _place_note(self, *, narrow: bool) -> None:
        """Stand the note under the findings, or in the foot where these may be out of sight."""
        if narrow:
            self.right_foot.insertWidget(1, self.reason_field, 1)
        else:
            self._right.addWidget(self.reason_field)
        side = Qt.AlignmentFlag.AlignBottom if narrow else Qt.AlignmentFlag.AlignVCenter
        for button in (self.back, self.primary):
            self.right_foot.setAlignment(button, side)
        self._show_note(wanted=self._takes_note)

    def _show_note(self, *, wanted: bool) -> None:
        """Show the note, or the empty words that keep its place in the foot."""
        self._takes_note = wanted
        self.reason_field.setVisible(wanted)
        self.note.setVisible(not (wanted and self.is_narrow))

    def _show_counts(self, found: ListCheck) -> None:
        space = theme().space
        self._counts.addWidget(SectionHead(count_of(found.cases, self.tr("case"), self.tr("cases"))))
        parts = [count_of(found.rows, self.tr("row"), self.tr("rows"))]
        if found.folded:
            parts.append(self.tr("{count} folded into their cases").format(count=f"{found.folded:,}"))
        if found.left_out:
            parts.append(self.tr("{count} left out").format(count=f"{found.left_out:,}"))
        self._counts.addWidget(Text(" · ".join(parts), size="small", tone="quiet").wrapped())
        self._counts.addSpacing(space.one)
        _add_table(self._counts, self.tr("Stratum"), self.tr("Cases"), found.strata, self.tr("All"))
        if len(found.offices) > 1 or "" not in found.offices:
            self._counts.addSpacing(space.two)
            named = {name or self.tr("no office named"): count for name, count in found.offices.items()}
            _add_table(self._counts, self.tr("Office"), self.tr("Cases"), named, self.tr("All"))
        if not found.identifiers:
            return
        self._counts.addSpacing(space.two)
        self._counts.addWidget(SectionHead(self.tr("Names stay out")))
        self._counts.addWidget(
            Text(
                self.tr(
                    "{count} names, dates and numbers become fingerprints, by which they are noticed when "
                    "somebody types them. They are not kept."
                ).format(count=f"{found.identifiers:,}")
            ).wrapped()
        )

    def _clear(self) -> None:
        self._asks_to_fold = False
        self.message.clear()
        self.primary.show_text(self.tr("Counting"))
        self.primary.show()
        self.reason.clear()
        empty(self._counts)
        self.findings.hide()
        self.repeated.hide()
        self.show_tabs()
        self._show_note(wanted=False)

    def _on_primary(self) -> None:
        if self._asks_to_fold:
            self.fold_wanted.emit()
        else:
            self.accepted.emit(self.reason.text().strip())


def _add_table(layout: QVBoxLayout, what: str, cases: str, counts: dict[str, int], total: str) -> None:
    table = PlainTable(row_height=theme().size.control_small)
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
