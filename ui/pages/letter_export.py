"""The foot of the Letter page's panel: the draft goes out as a Word file or a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cafaudit.services.documents import LETTER, export_letter, exports_of
from ui.folders import show_folder
from ui.jobs import Job
from ui.messages import words_of
from ui.pdf import write_pdf
from ui.theme import theme
from ui.when import clock_or_day
from ui.widgets.boxes import column, line
from ui.widgets.buttons import Button
from ui.widgets.choices import CheckBox
from ui.widgets.message_bar import MessageBar
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from cafaudit.progress import Progress
    from cafaudit.services.documents import Exported
    from ui.ask_files import FileAsking
    from ui.desk import Desk

_WORD, _PDF = ".docx", ".pdf"


class LetterExport(QWidget):
    """Buttons for both kinds of file, and below them what was written last. `exported()` after each."""

    exported = Signal()

    def __init__(
        self,
        desk: Desk,
        files: FileAsking,
        open_folder: Callable[[Path], object] = show_folder,
        parent: QWidget | None = None,
    ) -> None:
        """Make the foot; `open_folder` is given the file whose folder somebody wants to see."""
        super().__init__(parent)
        self._desk, self._files, self._show_folder = desk, files, open_folder
        self._draft = 0
        self._is_working = False
        self._written: Path | None = None
        self.out_copy = CheckBox(self.tr("To send out: without the team’s marks"))
        self.out_copy.setObjectName("out_copy")
        self.pdf = Button(self.tr("PDF"))
        self.pdf.setObjectName("export_pdf")
        self.pdf.setAccessibleName(self.tr("Export the letter as a PDF"))
        self.word = Button(self.tr("Export draft"))
        self.word.setObjectName("export_draft")
        self.message = MessageBar(closable=True)
        self.last = Text(size="small", tone="quiet")
        space = theme().space
        row = line(gap=space.one)
        row.addWidget(self.last, 1)
        row.addWidget(self.pdf)
        row.addWidget(self.word)
        layout = column(self, gap=space.one)
        layout.addWidget(self.message)
        layout.addWidget(self.out_copy)
        layout.addLayout(row)
        self.pdf.clicked.connect(lambda: self._ask(_PDF))
        self.word.clicked.connect(lambda: self._ask(_WORD))
        self.message.followed.connect(self._on_followed)

    def show_page(self) -> None:
        """Show when the letter last went out."""
        last = next((one for one in exports_of(self._desk.visit) if one.what == LETTER), None)
        said = (
            ""
            if last is None
            else self.tr("Exported {when}").format(when=clock_or_day(last.at, seconds=False))
        )
        self.last.show_text(said)

    def show_draft(self, number: int) -> None:
        """Say which draft the next export is."""
        self._draft = number

    def _ask(self, ending: str) -> None:
        """Ask where to write; not while something is being written, as buttons keep the keyboard."""
        if self._is_working:
            return
        suggested = Path.home() / f"{self.tr('Letter, draft')} {self._draft}{ending}"
        kinds = {_WORD: self.tr("Word document (*.docx)"), _PDF: self.tr("PDF (*.pdf)")}
        chosen = self._files.save_file(self, self.tr("Export the letter"), suggested, kinds[ending])
        if chosen is not None:
            self._export(chosen if chosen.suffix else chosen.with_suffix(ending))

    def _export(self, path: Path) -> None:
        visit, draft, out_copy = self._desk.visit, self._draft, self.out_copy.isChecked()

        def work(_: Progress) -> Exported:
            return export_letter(visit, path, out_copy=out_copy, draft=draft, write_pdf=write_pdf)

        job = Job(work)
        job.succeeded.connect(self._on_exported)
        job.failed.connect(self._on_failed)
        self._show_working(True)
        self._desk.run(job)

    def _show_working(self, working: bool) -> None:  # noqa: FBT001  # a state
        self._is_working = working
        if working:
            self.message.clear()
            self.last.show_text(self.tr("Writing"))

    def _on_exported(self, done: Exported) -> None:
        self._show_working(False)
        self._written = Path(done.file)
        name = self._written.name
        said = self.tr("{name} written.").format(name=name)
        open_points = len(done.warnings)
        if open_points:
            points = (
                self.tr("1 point is open.")
                if open_points == 1
                else self.tr("{count} points are open.").format(count=open_points)
            )
            said = f"{said} {points}"
        self.message.show_message("notice", said, self.tr("Open folder"))
        self.message.setToolTip(done.file)
        self.show_page()
        self.exported.emit()

    def _on_failed(self, error: Exception) -> None:
        self._show_working(False)
        self._written = None
        message, advice = words_of(error)
        self.message.show_message("danger", f"{message} {advice}")
        self.show_page()

    def _on_followed(self) -> None:
        if self._written is not None:
            self._show_folder(self._written)
