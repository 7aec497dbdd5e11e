"""The papers of the sample: draw sheet and request lists, saved or printed, noted in the local log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cafaudit.errors import CafAuditError, InputRefused
from cafaudit.services.documents import DRAW_SHEET, export_draw_sheet, export_for_checking
from cafaudit.services.draw_sheets import draw_paper, texts_of_draw
from cafaudit.services.firewall import NamesFound
from cafaudit.services.papers import require_unnamed_print, require_unnamed_requests
from cafaudit.services.request_lists import (
    REQUEST_LIST,
    file_name,
    save_request_list,
    save_request_lists,
)
from ui.draw_print import draw_html, write_draw_pdf
from ui.jobs import Job
from ui.messages import words_of
from ui.models.request_rows import print_headings, print_rows
from ui.models.sample_state import count_of
from ui.printing import page_html

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cafaudit.services.request_lists import RequestList
    from ui.ask_files import FileAsking
    from ui.desk import Desk
    from ui.models.sample_state import SampleState
    from ui.printing import Printing

_SHEETS = frozenset({".xlsx", ".csv", ".pdf"})


class Papers(QObject):
    """Saves and prints. `done(sentence)` after each, `refused(error)` instead."""

    done = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: Desk, files: FileAsking, printing: Printing, page: QWidget) -> None:
        """Work for a page; `state` is what it shows."""
        super().__init__(page)
        self._desk, self._files, self._printing, self._page = desk, files, printing, page
        self.state: SampleState | None = None

    def save_draw(self, number: int) -> None:
        """Ask where, and save the sheet of a draw, 0 for the newest: spreadsheet, csv or PDF, by its name."""
        suggested = self._suggested(f"{self._desk.path.stem} draw sheet.xlsx")
        pattern = self.tr("Spreadsheets (*.xlsx);;csv (*.csv);;PDF (*.pdf)")
        path = self._files.save_file(self._page, self.tr("Draw sheet"), suggested, pattern)
        if path is None:
            return
        target = path if path.suffix.casefold() in _SHEETS else _with_ending(path, ".xlsx")
        visit = self._desk.visit

        def work() -> str:
            export_draw_sheet(visit, target, number=number, write_pdf=write_draw_pdf)
            return self.tr("Draw sheet saved: {file}").format(file=target)

        self._run(work)

    def save_for_checking(self, number: int) -> None:
        """Ask for a folder, and save list, sheet and script into one of their own there."""
        folder = self._files.folder(
            self._page, self.tr("Folder for the papers of the draw"), self._desk.path.parent
        )
        if folder is None:
            return
        target = folder / self.tr("{visit} draw, for checking").format(visit=self._desk.path.stem)
        visit = self._desk.visit

        def work() -> str:
            paths = export_for_checking(visit, target, number=number)
            files = count_of(len(paths), self.tr("file"), self.tr("files"))
            return self.tr("{files} for checking saved in {folder}").format(files=files, folder=target)

        self._run(work)

    def print_draw(self, number: int) -> None:
        """Print the sheet of a draw, 0 for the newest: list, seed, rule, and every place with its ticket."""
        if self.state is None or self.state.draw is None:
            return
        visit = self._desk.visit
        paper = draw_paper(visit, number)
        texts = texts_of_draw(paper)
        if not self._may_leave(lambda undone: require_unnamed_print(visit, texts, undone)):
            return
        if self._printing.print_html(self._page, DRAW_SHEET, draw_html(paper)):
            self._log([{"what": DRAW_SHEET}], self.tr("Draw sheet printed."))

    def save_request(self, office: str, ending: str) -> None:
        """Ask where, and save the list of one office."""
        listed = self._list_of(office)
        if listed is None:
            return
        suggested = self._suggested(file_name(self._desk.path.stem, listed, ending))
        pattern = self.tr("csv (*.csv)") if ending == ".csv" else self.tr("Spreadsheets (*.xlsx)")
        path = self._files.save_file(self._page, self.tr("Request list"), suggested, pattern)
        if path is None:
            return
        target = _with_ending(path, ending)
        visit = self._desk.visit

        def work() -> str:
            save_request_list(visit, office, target)
            return self.tr("Request list saved: {file}").format(file=target)

        self._run(work)

    def save_requests(self, ending: str) -> None:
        """Ask for a folder, and save every list into it."""
        folder = self._files.folder(
            self._page, self.tr("Folder for the request lists"), self._desk.path.parent
        )
        if folder is None:
            return
        visit, stem = self._desk.visit, self._desk.path.stem

        def work() -> str:
            paths = save_request_lists(visit, folder, stem, ending)
            lists = count_of(len(paths), self.tr("request list"), self.tr("request lists"))
            return self.tr("{lists} saved in {folder}").format(lists=lists, folder=folder)

        self._run(work)

    def print_request(self, office: str) -> None:
        """Print the list of one office."""
        listed = self._list_of(office)
        if listed is None:
            return
        visit, title = self._desk.visit, self._request_title(listed)
        if not self._may_leave(lambda undone: require_unnamed_requests(visit, [listed], undone)):
            return
        if self._printing.print_html(self._page, title, self._request_html(listed)):
            self._log([{"what": REQUEST_LIST, "office": office}], self.tr("Request list printed."))

    def print_requests(self) -> None:
        """Print the lists of all offices, each on sheets of its own."""
        visit = self._desk.visit
        lists = self.state.requests if self.state is not None else ()
        if not self._may_leave(lambda undone: require_unnamed_requests(visit, lists, undone)):
            return
        html = "".join(self._request_html(one, further=at > 0) for at, one in enumerate(lists))
        if lists and self._printing.print_html(self._page, self.tr("Request lists"), html):
            facts: list[dict[str, object]] = [{"what": REQUEST_LIST, "office": one.office} for one in lists]
            printed = count_of(len(lists), self.tr("request list"), self.tr("request lists"))
            self._log(facts, self.tr("{lists} printed.").format(lists=printed))

    def _may_leave(self, require: Callable[[str], None]) -> bool:
        """Say whether a paper may be printed; what it would name is told."""
        try:
            require(self.tr("nothing was printed"))
        except NamesFound as found:
            self.refused.emit(found)
            self._desk.names_found.emit(found)
            return False
        return True

    def _request_title(self, listed: RequestList) -> str:
        return self.tr("Files asked for: {office}").format(office=listed.title)

    def _request_html(self, listed: RequestList, *, further: bool = False) -> str:
        files = count_of(len(listed.rows), self.tr("file"), self.tr("files"))
        lines = (
            self.tr("{files}, by reference").format(files=files),
            self.tr("Please write beside each file when it was handed over, and your initials."),
        )
        title = self._request_title(listed)
        return page_html(title, lines, print_headings(), print_rows(listed), further=further)

    def _list_of(self, office: str) -> RequestList | None:
        lists = self.state.requests if self.state is not None else ()
        return next((one for one in lists if one.office == office), None)

    def _suggested(self, name: str) -> Path:
        return self._desk.path.parent / name

    def _log(self, printed: Sequence[dict[str, object]], said: str) -> None:
        visit = self._desk.visit

        def work() -> str:
            for facts in printed:
                visit.log("print", facts)
            return said

        self._run(work)

    def _run(self, work: Callable[[], str]) -> None:
        job = Job(lambda _: work())
        job.succeeded.connect(self.done.emit)
        job.failed.connect(self._on_failed)
        self._desk.run(job)

    def _on_failed(self, error: Exception) -> None:
        known = error if isinstance(error, CafAuditError) else InputRefused(*words_of(error))
        self.refused.emit(known)


def _with_ending(path: Path, ending: str) -> Path:
    return path if path.suffix.casefold() == ending else path.with_name(path.name + ending)
