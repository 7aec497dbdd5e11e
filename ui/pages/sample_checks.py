"""The third step of the Sample page: what the list comes to, what is odd about it, and whether to take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from ui.models.list_findings import Finding, as_text, findings_model, findings_of, kind_counts, kind_word
from ui.models.sample_state import count_of
from ui.pages.sample_step import Step
from ui.theme import theme
from ui.widgets.announce import announce
from ui.widgets.boxes import Card, column, empty, line, scrolling
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.fields import Field, TextField
from ui.widgets.page_parts import SectionHead
from ui.widgets.plain_table import Heading, PlainTable
from ui.widgets.progress import ProgressLine
from ui.widgets.simple_table import SimpleTable
from ui.widgets.text import Run, Text

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QVBoxLayout

    from cafaudit.errors import CafAuditError
    from cafaudit.intake import FoldNeeded
    from cafaudit.services.list_looks import ListCheck

_MOST_ROWS = 40
_LEAST_ROWS = 7
_ALL = ""


class Findings(QWidget):
    """What is odd about a list, a row each; narrowed to a kind, copied, printed. `print_wanted()`."""

    print_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__()
        self.setObjectName("findings")
        self._all: tuple[Finding, ...] = ()
        self.shown: tuple[Finding, ...] = ()
        self._model = findings_model()
        self._head = SectionHead()
        self.kinds: ChoiceRow | None = None
        self._kinds = line()
        self.copy = Button(self.tr("Copy"), kind="link", small=True)
        self.copy.setObjectName("copy_findings")
        self.print = Button(self.tr("Print…"), kind="link", small=True)
        self.print.setObjectName("print_findings")
        self.table = SimpleTable(self._model, row_size="small")
        self.table.setObjectName("findings_table")
        self.table.setAccessibleName(self.tr("What is odd about the list"))
        self._whole = Text(size="small").wrapped()
        self._lay_out()
        self.table.row_chosen.connect(self._show_whole)
        self.copy.clicked.connect(self.copy_shown)
        self.print.clicked.connect(self.print_wanted)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show findings of all kinds."""
        self._all = findings
        counts = kind_counts(findings)
        self._head.show_head(self.tr("What is odd about the list"), "" if findings else self.tr("nothing"))
        empty(self._kinds)
        self.kinds = None
        if len(counts) > 1:
            words = [(_ALL, f"{kind_word(_ALL)} {len(findings):,}")]
            words += [(kind, f"{kind_word(kind)} {count:,}") for kind, count in counts.items()]
            self.kinds = ChoiceRow(words, _ALL)
            self.kinds.setObjectName("finding_kind")
            self.kinds.set_name(self.tr("Kind"))
            self.kinds.chosen.connect(self._narrow)
            self._kinds.addWidget(self.kinds)
            self._kinds.addStretch(1)
        for part in (self.table, self.copy, self.print, self._whole):
            part.setVisible(bool(findings))
        self._narrow(_ALL)

    def copy_shown(self) -> None:
        """Copy the rows that are shown, to be pasted into a spreadsheet or a message."""
        QApplication.clipboard().setText(as_text(self.shown))
        announce(self.table, self.tr("Copied."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy with the usual key."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_shown()
        else:
            super().keyPressEvent(event)

    def fit(self, *, narrow: bool) -> None:
        """Keep some rows in sight."""
        rows = theme().size.control_small * _LEAST_ROWS
        self.table.setMinimumHeight(rows)
        self.table.setMaximumHeight(rows if narrow else self.maximumHeight())

    def _lay_out(self) -> None:
        space = theme().space
        self._head.row.addWidget(self.copy)
        self._head.row.addWidget(self.print)
        layout = column(self, gap=space.one)
        layout.addWidget(self._head)
        layout.addLayout(self._kinds)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._whole)

    def _narrow(self, kind: str) -> None:
        self.shown = tuple(one for one in self._all if kind in {_ALL, one.kind})
        self._model.replace_rows(self.shown)
        self.table.show_present(0 if self.shown else -1)
        self._show_whole(0)

    def _show_whole(self, place: int) -> None:
        """Say a finding whole, as a row cuts what is too long."""
        if not 0 <= place < len(self.shown):
            self._whole.show_text("")
            return
        one = self.shown[place]
        where = [self.tr("sheet “{name}”").format(name=one.sheet)] if one.sheet else []
        if one.rows:
            where.append(self.tr("row {rows}").format(rows=one.all_rows_text))
        if one.column:
            where.append(self.tr("column “{name}”").format(name=one.column))
        said = f"{one.what} {one.done}".strip()
        self._whole.show_runs(Run(said), Run(f"  {', '.join(where)}" if where else "", "quiet"))


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
        self._asks_to_fold = False
        self._working = ""
        self.progress = ProgressLine()
        self.findings = Findings()
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

    def show_fold(self, asked: FoldNeeded) -> None:
        """Ask whether rows with one reference are one case."""
        self._clear()
        self._asks_to_fold = True
        self._counts.addWidget(_fold_question(asked))
        self.primary.show_text(self.tr("Make one case of each reference"))
        self.begin()

    def show_check(self, found: ListCheck) -> None:
        """Show what the list comes to."""
        self._clear()
        self._show_counts(found)
        self.findings.show_findings(findings_of(found))
        self.findings.show()
        self.reason_field.show()
        self.primary.show_text(self.tr("Accept the list"))
        self.begin()

    def show_refused(self, error: CafAuditError) -> None:
        """Say what stands against the list; there is only the way back."""
        super().show_refused(error)
        self.show_working("")
        self.back.setFocus()

    def on_folded(self, *, narrow: bool) -> None:
        """Keep some findings in sight, and let the counts scroll apart where they stand beside them."""
        self.findings.fit(narrow=narrow)
        if narrow and self._pane.widget() is self._told:
            self._left.addWidget(self._pane.takeWidget())
        elif not narrow:
            self._pane.setWidget(self._told)
        self._told.show()
        self._pane.setVisible(not narrow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the note into sight when the keyboard comes to it."""
        if watched is self.reason and event.type() == QEvent.Type.FocusIn:
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
        right.addWidget(self.reason_field)
        self._clear()

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
        self.reason.clear()
        empty(self._counts)
        self.findings.hide()
        self.reason_field.hide()

    def _on_primary(self) -> None:
        if self._asks_to_fold:
            self.fold_wanted.emit()
        else:
            self.accepted.emit(self.reason.text().strip())


def _fold_question(asked: FoldNeeded) -> Card:
    card = Card()
    card.setObjectName("fold_question")
    layout = column(card, gap=theme().space.one, margin=theme().space.two)
    references = count_of(asked.cases, card.tr("case reference"), card.tr("case references"))
    layout.addWidget(Text(card.tr("Is a row a child or a case?"), strong=True))
    layout.addWidget(
        Text(
            card.tr(
                "{references} on more than one row, {rows} rows together, as in a list with a row for "
                "each child. A sample is drawn of cases, so each reference must stand only once."
            ).format(references=references, rows=f"{asked.rows:,}")
        ).wrapped()
    )
    layout.addWidget(
        Text(
            card.tr(
                "Make one case of each reference; or go back, when another column holds the reference or "
                "the list has to be corrected."
            ),
            tone="quiet",
        ).wrapped()
    )
    return card


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
