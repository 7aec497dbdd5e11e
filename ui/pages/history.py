"""The History page: everything that was done, newest first, and what Undo would take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from cafaudit.services.history import history_lines
from ui.jobs import Job
from ui.messages import words_of
from ui.models.history_rows import HistoryModel, Wanted, authors_of, kinds_of
from ui.theme import theme
from ui.widgets.boxes import Rule, column, line
from ui.widgets.buttons import Button
from ui.widgets.choices import ComboField
from ui.widgets.fields import TextField
from ui.widgets.message_bar import MessageBar
from ui.widgets.page_frame import PageFrame
from ui.widgets.page_parts import PageHead
from ui.widgets.progress import ProgressLine
from ui.widgets.simple_table import SimpleTable
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.domain.picture import HistoryLine
    from cafaudit.errors import CafAuditError
    from cafaudit.services.visit import Changes
    from ui.desk import Desk
    from ui.models.history_rows import Entry

_TYPED_RESTS = 150
"""Milliseconds after the last key at which the table is narrowed."""


class HistoryPage(PageFrame):
    """One table, a line to narrow it, and the two steps. `history_shown()` once the lines are there."""

    page_wanted = Signal(str, object)
    history_shown = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page; nothing is read before `show_page`."""
        super().__init__(parent)
        self.setObjectName("history_page")
        self._desk = desk
        self._lines: Sequence[HistoryLine] = ()
        self._job: Job | None = None
        self._stale = True
        self.title = self.tr("History")
        self.head = PageHead()
        self.author, self.kind = ComboField(), ComboField()
        self.words = TextField()
        self.undo = Button(self.tr("Undo"), hint="Ctrl+Z")
        self.redo = Button(self.tr("Redo"))
        self._step = Text(size="small", tone="quiet")
        self.message = MessageBar(closable=True)
        self.working = ProgressLine()
        self.model = HistoryModel()
        self.table = SimpleTable(self.model, row_size="small")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TYPED_RESTS)
        self._build()
        self._connect()

    def show_page(self) -> None:
        """Read the history if anything has happened since."""
        self._show_steps()
        if self._stale:
            self._read()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        space, size = theme().space, theme().size
        for part, name, spoken in (
            (self.author, "history_author", self.tr("Who")),
            (self.kind, "history_kind", self.tr("Record")),
            (self.words, "history_words", self.tr("Words in the history")),
            (self.table, "history", self.tr("History, newest first")),
            (self.undo, "undo", self.tr("Undo")),
            (self.redo, "redo", self.tr("Redo")),
        ):
            part.setObjectName(name)
            part.setAccessibleName(spoken)
        self.words.setPlaceholderText(self.tr("Words, such as a case or an area"))
        self.author.setMaximumWidth(size.list_column - space.four)
        self.kind.setMaximumWidth(size.list_column - space.four)
        row = line(gap=space.one)
        row.addWidget(self.words, 1)
        row.addWidget(self.author)
        row.addWidget(self.kind)
        steps = line(gap=space.one)
        steps.addWidget(self._step, 1)
        steps.addWidget(self.undo)
        steps.addWidget(self.redo)
        body = QWidget()
        layout = column(body, gap=space.inset)
        layout.setContentsMargins(space.three, space.inset, space.three, space.two)
        layout.addWidget(self.head)
        layout.addLayout(steps)
        layout.addWidget(self.message)
        layout.addWidget(Rule())
        layout.addLayout(row)
        layout.addWidget(self.working)
        layout.addWidget(self.table, 1)
        self.set_parts(body)
        self.author.show_choices((("", self.tr("Everybody"), ""),), "")
        self.kind.show_choices((("", self.tr("All records"), ""),), "")

    def _connect(self) -> None:
        self.author.currentIndexChanged.connect(lambda _: self._narrow())
        self.kind.currentIndexChanged.connect(lambda _: self._narrow())
        self.words.textEdited.connect(lambda _: self._soon.start())
        self.words.returnPressed.connect(self._narrow)
        self._soon.timeout.connect(self._narrow)
        self.undo.clicked.connect(lambda: self._desk.undo(refused=self._on_refused))
        self.redo.clicked.connect(lambda: self._desk.redo(refused=self._on_refused))
        self.working.stop_wanted.connect(self._on_stop)
        self._desk.changed.connect(self._on_changed)

    def _read(self) -> None:
        if self._job is not None:
            return
        visit = self._desk.visit
        job = Job(lambda progress: history_lines(visit, progress))
        job.progressed.connect(self._on_progress)
        job.succeeded.connect(self._on_read)
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_finished)
        self._job, self._stale = job, False
        self._desk.run(job)

    def _narrow(self) -> None:
        self._soon.stop()
        wanted = Wanted(
            author=str(self.author.currentData() or ""),
            kind=str(self.kind.currentData() or ""),
            words=self.words.text(),
        )
        self.model.show_lines(self._lines, wanted)
        shown, total = self.model.rowCount(), len(self._lines)
        count = self.tr("{shown} of {total} entries").format(shown=f"{shown:,}", total=f"{total:,}")
        self.head.show_head(self.title, count if shown != total else self._all(total))

    def _all(self, total: int) -> str:
        return self.tr("{total} entries, newest first").format(total=f"{total:,}")

    def _show_steps(self) -> None:
        undo, redo = self._desk.visit.next_undo(), self._desk.visit.next_redo()
        words = [] if undo is None else [self.tr("Undo takes back: {what}").format(what=undo.summary)]
        words += [] if redo is None else [self.tr("Redo does again: {what}").format(what=redo.summary)]
        self._step.show_text(" · ".join(words) or self.tr("Nothing was done here that could be undone."))
        self.undo.setEnabled(undo is not None or self.undo.hasFocus())
        self.redo.setEnabled(redo is not None or self.redo.hasFocus())

    def _on_read(self, lines: Sequence[HistoryLine]) -> None:
        self._lines = lines
        _offer(self.author, authors_of(lines))
        _offer(self.kind, kinds_of(lines))
        self._narrow()
        self.history_shown.emit()

    def _on_progress(self, done: int, _total: int) -> None:
        if done:
            count = self.tr("{count} entries").format(count=f"{done:,}")
            self.working.show_work(self.tr("Reading the history"), count, done, 0)

    def _on_finished(self) -> None:
        self._job = None
        self.working.clear()
        if self._stale and self.isVisible():
            self._read()

    def _on_failed(self, error: Exception) -> None:
        message, advice = words_of(error)
        self.message.show_message("danger", f"{message} {advice}")

    def _on_refused(self, error: CafAuditError) -> None:
        self.message.show_message("notice", f"{error.message} {error.advice}")

    def _on_stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_changed(self, _changes: Changes, _initiator: object) -> None:
        self._stale = True
        if self.isVisible():
            self.message.clear()
            self._show_steps()
            self._read()


def _offer(field: ComboField, entries: Sequence[Entry]) -> None:
    """Offer entries in a field; what was chosen stays chosen."""
    chosen = str(field.currentData() or "")
    field.show_choices(tuple((value, words, "") for value, words in entries), chosen)
