"""The first step of the Sample page: which file, and which sheet of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cafaudit.identifiers import NOT_PROMISED
from ui.models.sample_state import cases_text
from ui.pages.sample_step import Step
from ui.theme import theme
from ui.widgets.boxes import column
from ui.widgets.buttons import Button
from ui.widgets.choices import ComboField
from ui.widgets.fields import Field, TextField
from ui.widgets.page_parts import SectionHead
from ui.widgets.progress import ProgressLine
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from cafaudit.services.queries.files import FrameState
    from ui.ask_files import FileAsking

PATTERN = "Case lists (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.txt)"
_QUOTES = "\"'“”"


class ListStep(Step):
    """Asks for the file of the list.

    `list_wanted(path, sheet)`, `onward_wanted()` with what is there: the list of the visit or the one that
    was just read, `stop_wanted()`.
    """

    list_wanted = Signal(object, object)
    onward_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, files: FileAsking) -> None:
        """Make an empty one."""
        super().__init__("sample_list", right_width=theme().size.card)
        self._files = files
        self._has_list = False
        self.setAcceptDrops(True)
        self._title, self._what = Text(strong=True), Text(tone="quiet").wrapped()
        self.path = TextField()
        self.path.setObjectName("list_path")
        self.choose = Button(self.tr("Choose…"), kind="link", small=True)
        self.choose.setObjectName("choose_list")
        self.field = Field(self.tr("File of the list, or drop it here"), self.path, error_lines=4)
        self.sheet = ComboField()
        self.sheet.setObjectName("list_sheet")
        self.sheet_field = Field(self.tr("Sheet"), self.sheet, error_lines=0)
        self.progress = ProgressLine()
        self._lay_out()
        self.path.textChanged.connect(self._on_typed)
        self.choose.clicked.connect(self._on_choose)
        self.pressed.connect(self._on_primary)
        self.progress.stop_wanted.connect(self.stop_wanted)
        self.back.hide()

    def show_list(self, source: str, listed: FrameState, *, drawn: bool = False) -> None:
        """Show what is there: nothing yet, a list that another one would replace, or one drawn from."""
        self._has_list = bool(listed.cases)
        if listed.cases:
            words = self.tr("{cases} of “{source}” can be drawn")
            if not listed.excluded:
                words = self.tr("{cases} of “{source}”")
            self._title.show_text(words.format(cases=cases_text(listed), source=source))
            self._what.show_text(
                self.tr(
                    "The sample was drawn from this list, so it stands. A corrected list is kept beside it, "
                    "and what it would change in the sample is shown."
                )
                if drawn
                else self.tr(
                    "This list is in the visit. Go on with it, or read another one in its place: what was "
                    "added, removed and altered is shown."
                )
            )
        else:
            self._title.show_text(self.tr("No case list yet"))
            self._what.show_text(
                self.tr(
                    "The provider's list of cases comes in here, and the sample is drawn from it so that "
                    "anybody can check the draw. Nothing is stored before you have seen what was found."
                )
            )
        self._show_primary()

    def begin(self) -> None:
        """Put the keyboard into the path."""
        self.path.setFocus()

    def show_rights(self, *, leads: bool) -> None:
        """Let the lead choose a list; others are told who does."""
        for part in (self.field, self.primary, self.right):
            part.setVisible(leads)
        if not leads:
            self._title.show_text(self.tr("No sample yet"))
            self._what.show_text(
                self.tr(
                    "The lead reads the provider's list and draws. The sample comes with the lead's pack."
                )
            )

    def show_sheets(self, sheets: tuple[str, ...]) -> None:
        """Offer the sheets of the workbook to choose from; none hides the choice."""
        self.sheet_field.setVisible(bool(sheets))
        self.sheet.show_choices(tuple((name, name, "") for name in sheets), sheets[0] if sheets else "")
        if sheets:
            self.sheet.setFocus()

    def show_refused_list(self, text: str) -> None:
        """Say at the field why the list cannot be used."""
        self.field.show_error(text)

    def show_working(self, working: bool) -> None:  # noqa: FBT001  # a signal's value
        """Show that the file is being read, or no longer."""
        if working:
            self.show_progress("", 0, 0)
        else:
            self.progress.clear()
        self.busy = working

    def show_progress(self, said: str, done: int, total: int) -> None:
        """Show how far the reading is."""
        self.progress.show_work(self.tr("Reading the list"), said, done, total)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        event.acceptProposedAction()
        self._take(Path(event.mimeData().urls()[0].toLocalFile()))

    def _lay_out(self) -> None:
        space, size = theme().space, theme().size
        self.field.head.addWidget(self.choose)
        holder = QWidget()
        holder.setMaximumWidth(size.page_min)
        inner = column(holder, gap=space.half)
        inner.addWidget(self._title)
        inner.addWidget(self._what)
        inner.addSpacing(space.two)
        inner.addWidget(self.field)
        inner.addWidget(self.sheet_field)
        inner.addWidget(self.progress)
        self.sheet_field.hide()
        layout = column(self.left)
        layout.addWidget(holder)
        layout.addStretch(1)
        help_text = column(self.right, gap=space.one)
        for title, text in self._help():
            help_text.addWidget(SectionHead(title))
            help_text.addWidget(Text(text, tone="quiet").wrapped())
            help_text.addSpacing(space.one)
        help_text.addStretch(1)

    def _help(self) -> tuple[tuple[str, str], ...]:
        return (
            (
                self.tr("What is taken in"),
                self.tr(
                    "Excel (xlsx, xlsm, xls, xlsb), OpenDocument (ods) and text with separators (csv, tsv, "
                    "txt). The columns are those of Annex A or their common variants; you can say "
                    "otherwise for each one."
                ),
            ),
            (
                self.tr("What becomes of names"),
                self.tr(
                    "Names, dates of birth and numbers of people become fingerprints: they are noticed when "
                    "somebody types them, and are not kept. You see it column by column beforehand."
                ),
            ),
            (self.tr("What that cannot promise"), self.tr(NOT_PROMISED)),
            (
                self.tr("What is in the file stays in the file"),
                self.tr(
                    "It is opened by a process of its own. Nothing in it is executed, followed or fetched: "
                    "no macro, no link to elsewhere, no formula; values that stand beside formulas are read."
                ),
            ),
        )

    def _show_primary(self) -> None:
        if self.path.text().strip():
            words = self.tr("Read the list")
        else:
            words = self.tr("Go on with this list") if self._has_list else self.tr("Choose the list…")
        self.primary.show_text(words)

    def _on_typed(self, _text: str) -> None:
        self.field.clear_error()
        self.show_sheets(())
        self._show_primary()

    def _on_choose(self) -> None:
        path = self._files.open_file(self, self.tr("Case list"), self.tr(PATTERN))
        if path is not None:
            self._take(path)

    def _take(self, path: Path) -> None:
        self.path.setText(str(path))
        self._on_primary()

    def _on_primary(self) -> None:
        text = self.path.text().strip().strip(_QUOTES)
        if text:
            sheet = str(self.sheet.currentData()) if self.sheet.count() else None
            self.field.clear_error()
            self.list_wanted.emit(Path(text).expanduser(), sheet)
        elif self._has_list:
            self.onward_wanted.emit()
        else:
            self._on_choose()
