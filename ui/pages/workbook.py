"""The Workbook page: what the workbook will hold, its export, and the other papers of the visit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from cafaudit.services.documents import (
    export_draw_sheet,
    export_feedback,
    export_workbook,
    exports_of,
)
from ui.folders import show_folder
from ui.jobs import Job
from ui.messages import words_of
from ui.models.rows import RowsModel
from ui.models.workbook_rows import content_columns, contents_of, export_columns, export_lines
from ui.theme import theme
from ui.widgets.boxes import Rule, column, line
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.message_bar import MessageBar
from ui.widgets.page_frame import PageFrame
from ui.widgets.page_parts import PageHead, SectionHead
from ui.widgets.progress import ProgressLine
from ui.widgets.ring import bring_into_sight
from ui.widgets.simple_table import SimpleTable
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QVBoxLayout

    from cafaudit.progress import Progress
    from cafaudit.services.documents import Exported
    from cafaudit.services.visit import Changes
    from ui.ask_files import FileAsking
    from ui.desk import Desk

FULL, REDACTED = "full", "redacted"
_XLSX, _DOCX = ".xlsx", ".docx"
_SHOWN_EXPORTS = 12


class WorkbookPage(PageFrame):
    """The evidence workbook, full or redacted; beside it feedback sheet and draw sheet.

    `page_wanted(page, what)` goes elsewhere.
    """

    page_wanted = Signal(str, object)

    def __init__(
        self,
        desk: Desk,
        files: FileAsking,
        open_folder: Callable[[Path], object] = show_folder,
        parent: QWidget | None = None,
    ) -> None:
        """Make the page; `open_folder` is given the file whose folder somebody wants to see."""
        super().__init__(parent)
        self.setObjectName("workbook_page")
        self._desk, self._files, self._open_folder = desk, files, open_folder
        self._job: Job | None = None
        self._written: Path | None = None
        self.title = self.tr("Workbook")
        self.head = PageHead()
        self.contents = RowsModel(content_columns())
        self.exports = RowsModel(export_columns())
        self.export_table = SimpleTable(self.exports, fits=True, row_size="usual")
        self.kind = ChoiceRow(((FULL, self.tr("Full")), (REDACTED, self.tr("Redacted"))), FULL)
        self._about = Text(size="small", tone="quiet").wrapped()
        self.export = Button(self.tr("Export workbook"), kind="primary")
        self.feedback = Button(self.tr("Feedback sheet…"))
        self.draw_sheet = Button(self.tr("Draw sheet…"))
        self.working = ProgressLine()
        self.message = MessageBar(closable=True)
        self._no_exports = Text(size="small", tone="quiet")
        self._build()
        self._connect()

    def show_page(self) -> None:
        """Show what there is now, with the keyboard at the export."""
        self._show()
        self.export.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self.export, lambda: bring_into_sight(self.export))  # once it has its place

    def _build(self) -> None:
        space = theme().space
        for button, name in (
            (self.export, "export_workbook"),
            (self.feedback, "export_feedback"),
            (self.draw_sheet, "export_draw_sheet"),
        ):
            button.setObjectName(name)
        self.kind.setObjectName("workbook_kind")
        self.kind.set_name(self.tr("Which workbook"))
        self.export_table.setObjectName("exports")
        self.export_table.setAccessibleName(self.tr("Exported from this copy"))
        contents = SimpleTable(self.contents, choosing=False, fits=True, row_size="small")
        contents.setAccessibleName(self.tr("What the workbook will hold"))
        choose = line(gap=space.two)
        choose.addWidget(self.kind)
        choose.addWidget(self._about, 1, Qt.AlignmentFlag.AlignVCenter)
        choose.addWidget(self.export)
        papers = line(gap=space.one)
        papers.addWidget(self.feedback)
        papers.addWidget(self.draw_sheet)
        papers.addStretch(1)
        body = QWidget()
        layout = column(body, gap=space.two)
        layout.setContentsMargins(space.three, space.inset, space.three, space.two)
        layout.addWidget(self.head)
        layout.addWidget(Rule())
        layout.addLayout(_together(SectionHead(self.tr("What it will hold")), contents))
        layout.addLayout(choose)
        layout.addWidget(self.working)
        layout.addWidget(self.message)
        layout.addWidget(Rule())
        layout.addWidget(
            SectionHead(self.tr("Other papers"), self.tr("for the Head of Service, and for anybody"))
        )
        layout.addLayout(papers)
        layout.addWidget(Rule())
        head = SectionHead(self.tr("Exported from this copy"))
        layout.addLayout(_together(head, self._no_exports, self.export_table))
        layout.addStretch(1)
        self.set_parts(body, scrolls=True)

    def _connect(self) -> None:
        self.kind.chosen.connect(lambda _: self._show_about())
        self.export.clicked.connect(self._on_export)
        self.feedback.clicked.connect(self._on_feedback)
        self.draw_sheet.clicked.connect(self._on_draw_sheet)
        self.working.stop_wanted.connect(self._on_stop)
        self.message.followed.connect(self._on_followed)
        self.export_table.row_opened.connect(self._on_export_opened)
        self._desk.changed.connect(self._on_changed)

    def _show(self) -> None:
        picture = self._desk.picture
        self.contents.replace_rows(contents_of(picture))
        self.draw_sheet.setEnabled(bool(picture.draws))
        lines = export_lines(exports_of(self._desk.visit), picture.digest)
        self.exports.replace_rows(lines[:_SHOWN_EXPORTS])
        self.export_table.setVisible(bool(lines))
        self._no_exports.setVisible(not lines)
        self._no_exports.show_text(self.tr("Nothing yet. What is exported is listed here with its place."))
        words = " ".join(picture.words[:3])
        self.head.show_head(self.title, self.tr("of the state “{words} …”").format(words=words))
        self._show_about()

    def _show_about(self) -> None:
        about = {
            FULL: self.tr("With the provider’s case numbers, codes of staff and places. For the team alone."),
            REDACTED: self.tr(
                "Cases numbered in drawn order; no staff, no places, no days that could tell a case."
            ),
        }
        self._about.show_text(about[self.kind.value])

    def _on_export(self) -> None:
        redacted = self.kind.value == REDACTED
        name = self.tr("Workbook, redacted") if redacted else self.tr("Workbook")
        path = self._asked(name, _XLSX, self.tr("Excel workbook (*.xlsx)"))
        if path is not None:
            visit = self._desk.visit
            self._run(
                self.tr("Writing the workbook"),
                lambda progress: export_workbook(visit, path, redacted=redacted, progress=progress),
            )

    def _on_feedback(self) -> None:
        path = self._asked(self.tr("Feedback sheet"), _DOCX, self.tr("Word document (*.docx)"))
        if path is not None:
            visit = self._desk.visit
            self._run(self.tr("Writing the feedback sheet"), lambda _: export_feedback(visit, path))

    def _on_draw_sheet(self) -> None:
        path = self._asked(self.tr("Draw sheet"), _XLSX, self.tr("Spreadsheets (*.xlsx)"))
        if path is not None:
            visit = self._desk.visit
            self._run(self.tr("Writing the draw sheet"), lambda _: export_draw_sheet(visit, path))

    def _asked(self, name: str, ending: str, pattern: str) -> Path | None:
        """Ask where to write; None while something is being written, as buttons keep the keyboard."""
        if self._job is not None:
            return None
        suggested = Path.home() / f"{self._desk.path.stem} {name[:1].lower()}{name[1:]}{ending}"
        path = self._files.save_file(self, self.tr("Export: {what}").format(what=name), suggested, pattern)
        return path if path is None or path.suffix else path.with_suffix(ending)

    def _run(self, title: str, work: Callable[[Progress], Exported]) -> None:
        job = Job(work)
        job.progressed.connect(lambda done, total: self._on_progress(title, done, total))
        job.succeeded.connect(self._on_exported)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_cancelled)
        job.finished.connect(self._on_finished)
        self._job = job
        self.message.clear()
        self.working.show_work(title, "", 0, 0)
        self._desk.run(job)

    def _on_progress(self, title: str, done: int, total: int) -> None:
        count = (
            self.tr("{done} of {total} rows").format(done=f"{done:,}", total=f"{total:,}") if total else ""
        )
        self.working.show_work(title, count, done, total)

    def _on_exported(self, done: Exported) -> None:
        self._written = Path(done.file)
        words = self.tr("{what} written in {seconds} s: {file}").format(
            what=done.what, seconds=f"{done.seconds:.1f}", file=done.file
        )
        self.message.show_message("notice", words, self.tr("Open folder"))

    def _on_failed(self, error: Exception) -> None:
        message, advice = words_of(error)
        self.message.show_message("danger", f"{message} {advice}")

    def _on_cancelled(self) -> None:
        self.message.show_message("notice", self.tr("Stopped. Nothing was written."))

    def _on_finished(self) -> None:
        self._job = None
        self.working.clear()
        self._show()

    def _on_stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_followed(self) -> None:
        if self._written is not None:
            self._open_folder(self._written)

    def _on_export_opened(self, place: int) -> None:
        self._open_folder(Path(self.exports.row_at(place).export.file))

    def _on_changed(self, _changes: Changes, _initiator: object) -> None:
        if self.isVisible():
            self._show()


def _together(*parts: QWidget) -> QVBoxLayout:
    layout = column(gap=theme().space.half)
    for part in parts:
        layout.addWidget(part)
    return layout
