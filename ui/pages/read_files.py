"""The queue at the left of the Read page: whose files, which of them, and the way from file to file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from cafaudit.journal.cell import parse_cell
from cafaudit.services.reading_book import ReadingBook
from ui.jobs import Job, JobQueue
from ui.models.read_queue import (
    SHOWS,
    Show,
    first_file,
    left_of,
    list_row,
    list_rows,
    neighbour,
    next_file,
    show_words,
    shown_files,
)
from ui.widgets.list_column import ListColumn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cafaudit.progress import Progress
    from cafaudit.services.reading_book import QueueRow
    from ui.desk import Desk

LARGE = 300
"""Files from which on the queue is read beside the window, as that takes longer than a glance."""


class ReadFiles(QObject):
    """Keeps the queue in step with the visit.

    `file_wanted(case)` when a person goes to a file; `loaded()` once the queue stands; `left_changed()`.
    """

    file_wanted = Signal(str)
    loaded = Signal()
    left_changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Make an empty queue."""
        super().__init__(parent)
        self._desk = desk
        self.column = ListColumn()
        self.column.row_chosen.connect(self.file_wanted)
        self.column.filter_wanted.connect(self._on_filter_wanted)
        self._book: ReadingBook | None = None
        self._mine = True
        self._show: Show = "all"
        self._files: list[QueueRow] = []
        self._present = ""
        self._loading = JobQueue(self)
        self._meanwhile: set[str] = set()
        self._show_title()

    @property
    def files(self) -> list[QueueRow]:
        """The files that are shown, in their order."""
        return self._files

    @property
    def left(self) -> tuple[int, int]:
        """How many files are left to lock, of how many."""
        return left_of(self._book.rows) if self._book is not None else (0, 0)

    @property
    def is_loading(self) -> bool:
        """Whether the queue is being read."""
        return self._loading.busy

    def load(self) -> None:
        """Read the queue if it was not read yet, or if other people's work has come in since."""
        book = self._book
        if self._loading.busy or (book is not None and not book.is_stale()):
            return
        if book is None and self._size() < LARGE:
            self._take(ReadingBook(self._desk.visit, self._reader()))
            return
        self.column.list.setAccessibleDescription(self.tr("The queue is being read"))
        job = Job(self._read)
        job.succeeded.connect(self._take)
        self._loading.add(job)

    def finish(self) -> None:
        """Wait until the queue stands."""
        self._loading.finish()

    def follow(self, cells: Iterable[str]) -> None:
        """Show what a command changed."""
        if self._loading.busy:
            self._meanwhile.update(cells)
        if self._book is None:
            return
        changed = self._book.update(cells)
        if changed is None:
            self._show_all()
            return
        for case in changed:
            self._show_one(case)
        if changed:
            self._show_left()

    def show_present(self, case: str) -> None:
        """Mark a file as the one that is read."""
        self._present = case
        if all(file.case != case for file in self._files):
            self._show_all()
        self.column.show_present(case)

    def has(self, case: str) -> bool:
        """Say whether a case is one of the files of this visit."""
        return self._book is not None and self._book.row(case) is not None

    def row(self, case: str) -> QueueRow | None:
        """Return a file's row, None for a case that is no file."""
        return None if self._book is None else self._book.row(case)

    def first(self) -> str:
        """Return the file to begin with, "" without any."""
        return first_file(self._files)

    def stopped_at(self) -> tuple[str, str]:
        """Return file and question of the reason that was being typed when the program last stopped.

        Without one it is the file to begin with, and no question.
        """
        with self._desk.visit.reading() as read:
            drafts = sorted(read.local.drafts().values(), key=lambda draft: draft.at, reverse=True)
        for cell in (parse_cell(draft.cell) for draft in drafts):
            if cell[0] == "why" and self.has(cell[1]):
                return cell[1], cell[3]
        return self.first(), ""

    def next(self) -> str:
        """Return the next file to read, "" when none is left."""
        return next_file(self._files, self._present)

    def neighbour(self, step: int) -> str:
        """Return the file `step` places further, "" beyond the ends."""
        return neighbour(self._files, self._present, step)

    def applies(self, item: str) -> tuple[int, int]:
        """Return to how many of the reader's files an item applies, of how many answered."""
        return (0, 0) if self._book is None else self._book.applies_to(item)

    def _read(self, progress: Progress) -> ReadingBook:
        del progress
        return ReadingBook(self._desk.visit, self._reader())

    def _take(self, book: ReadingBook) -> None:
        book.update(self._meanwhile)
        self._meanwhile.clear()
        self._book = book
        self.column.list.setAccessibleDescription("")
        self._show_all()
        self.loaded.emit()

    def _size(self) -> int:
        with self._desk.visit.reading() as read:
            return sum(1 for _ in read.tables.live_under("reading/"))

    def _reader(self) -> str:
        return self._desk.visit.author.code if self._mine else ""

    def _show_all(self) -> None:
        if self._book is None:
            return
        self._files = shown_files(self._book.rows, self._show, self._present)
        self.column.show_rows(list_rows(self._files), self._present)
        self._show_left()

    def _show_one(self, case: str) -> None:
        row = self.row(case)
        place = next((at for at, file in enumerate(self._files) if file.case == case), None)
        if row is not None and place is not None:
            self._files[place] = row
            self.column.show_row(list_row(row))

    def _show_left(self) -> None:
        left, total = self.left
        self.column.show_left(left, total, self.tr("Ctrl ↑ ↓"))
        self.left_changed.emit()

    def _show_title(self) -> None:
        title = self.tr("My files") if self._mine else self.tr("Everybody’s files")
        self.column.show_title(title, show_words(self._show))

    def _on_filter_wanted(self) -> None:
        menu = QMenu(self.column)
        menu.setObjectName("queue_filter")
        for show in SHOWS:
            action = menu.addAction(show_words(show), partial(self._on_show_chosen, show))
            action.setCheckable(True)
            action.setChecked(show == self._show)
        menu.addSeparator()
        for mine, words in ((True, self.tr("My files")), (False, self.tr("Everybody’s files"))):
            action = menu.addAction(words, partial(self._on_whose_chosen, mine))
            action.setCheckable(True)
            action.setChecked(mine == self._mine)
        button = self.column.filter_button
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _on_show_chosen(self, show: Show) -> None:
        self._show = show
        self._show_title()
        self._show_all()

    def _on_whose_chosen(self, mine: bool) -> None:  # noqa: FBT001  # a choice of the menu
        self._mine = mine
        self._show_title()
        if self._book is not None:
            self._book.show_reader(self._reader())
        self._show_all()
