"""The Read page, where people spend the day: a queue of files, every question of one, and what it means."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from cafaudit.journal.cell import parse_cell
from cafaudit.services.firewall import firewall_of
from cafaudit.services.queries.reading import follow_case, read_case
from ui.models.read_facts import answered_words, facts_line, state_words
from ui.models.read_rows import CLOSED_STATES
from ui.pages.read_answers import ReadAnswers
from ui.pages.read_cards import ReadCards
from ui.pages.read_files import ReadFiles
from ui.pages.read_foot import ReadFoot
from ui.pages.read_head import ReadHead
from ui.pages.read_keys import PageKeys, key_name, read_keys
from ui.pages.read_lock import ReadLock
from ui.pages.read_panel import ReadPanel
from ui.pages.saving import tell_saving
from ui.theme import theme
from ui.widgets.boxes import column
from ui.widgets.message_bar import EmptyState
from ui.widgets.notice import Notice
from ui.widgets.page_frame import PageFrame

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QKeyEvent

    from cafaudit.errors import CafAuditError
    from cafaudit.services.queries.reading import CasePage
    from cafaudit.services.visit import Changes
    from ui.desk import Desk
    from ui.widgets.key_help import KeyGroup


class ReadPage(PageFrame):
    """Files in their queue, all answers of one file, and the panel of the question in focus.

    `page_wanted(page, what)` goes elsewhere.
    """

    page_wanted = Signal(str, object)
    _keys: PageKeys | None = None

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page; nothing is read before `show_page`."""
        super().__init__(parent)
        self.setObjectName("read_page")
        self.title = self.tr("Read")
        self._desk = desk
        self._file: CasePage | None = None
        self.files = ReadFiles(desk, self)
        self.answers = ReadAnswers(desk, self)
        self.reading_panel = ReadPanel(desk, self)
        self.head = ReadHead()
        self.foot = ReadFoot()
        self._lock = ReadLock(desk, self)
        self.empty = EmptyState()
        self._stack = QStackedWidget()
        self.notice = Notice(self._stack)
        self.cards = ReadCards(desk, self)
        self._keys = self._page_keys()
        self._build()
        self._connect()

    @property
    def file(self) -> CasePage | None:
        """The file that is read, None before the first."""
        return self._file

    def show_page(self) -> None:
        """Bring the queue up to date and go on where reading stopped."""
        scan = firewall_of(self._desk.visit).scan
        self.reading_panel.set_scan(scan)
        self.cards.set_scan(scan)
        self.files.load()
        self._begin()

    def show_item(self, what: object) -> None:
        """Go to a case, or to one of its questions: "CASE" or ("CASE", "item")."""
        case, item = what if isinstance(what, tuple) else (what, "")
        self.files.finish()
        if isinstance(case, str) and self.files.has(case):
            self.show_file(case)
            if item:
                self.answers.go_to(str(item))
                self._show_panel()

    def show_file(self, case: str) -> None:
        """Read a file; what was typed for the one before is saved."""
        self.flush()
        self._file = read_case(self._desk.visit, case)
        self.files.show_present(case)
        self.answers.show_file(self._file)
        self._show_file()
        self.notice.clear()
        self._stack.setCurrentIndex(1)

    def next_file(self) -> None:
        """Save what is typed, lock a reading that is complete, and go to the next file that is not locked."""
        self.flush()
        said = ""
        if self._file is not None and self._lock.is_complete(self._file):
            said = self.tr("{case} is locked; Ctrl+Z takes that back.").format(case=self._file.case.ref)
            self._lock.lock(self._file, on_the_way=True)
        case = self.files.next()
        if case:
            self.show_file(case)
            self.answers.table.setFocus()
        else:
            said = " ".join(filter(None, (said, self.tr("No other file is left to read here."))))
        if said:
            self.notice.show_message("notice", said)

    def go_beside(self, step: int) -> None:
        """Go to the file above or below in the list."""
        case = self.files.neighbour(step)
        if case:
            self.show_file(case)
            self.answers.table.setFocus()

    def lock_reading(self) -> None:
        """Save what is typed and lock the reading; one with gaps only when asked twice."""
        page = self._file
        if page is None:
            return
        if page.reading.state in CLOSED_STATES:
            self.answers.say_closed()
            return
        self.flush()
        if page.answered < page.total:
            words = self.tr("{left} of {total} not answered. Press Ctrl+L again to lock with gaps.")
            words = words.format(left=page.total - page.answered, total=page.total)
            if not self.notice.isVisible() or self.notice.text() != words:
                self.notice.show_message("notice", words)
                return
        self.notice.clear()
        self._lock.lock(page)

    def begin_concern(self) -> None:
        """Ask for a concern about this file and this question."""
        self.cards.raise_concern(self._file, self.answers.table.current_row())

    def begin_note(self) -> None:
        """Ask for a rough note about this file."""
        self.cards.write_note(self._file)

    def flush(self) -> None:
        """Hand over everything that is typed and not saved yet."""
        self.reading_panel.flush()
        self.cards.flush()

    def key_groups(self) -> tuple[KeyGroup, ...]:
        """Return the keys of this page."""
        return read_keys()

    def on_folded(self) -> None:
        """Use shorter words in a narrow window."""
        compact = self.folding.side_bar
        self.head.setVisible(not compact)
        self.answers.table.set_compact(compact)
        self.foot.set_folded(compact)
        self._show_ways_on()
        self.answers.show_heads(with_area=compact)

    def event(self, event: QEvent) -> bool:
        """Keep this page's keys from the window while the keyboard is here."""
        if self._keys is not None and self._keys.takes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key of this page means; letters only while an answer has the keyboard."""
        if self._keys is not None and self._keys.press(event):
            return
        if event.key() == Qt.Key.Key_Escape:
            self.answers.table.go_forth()
        elif event.text().casefold() == "e" and self.answers.table.list.hasFocus():
            self.reading_panel.begin_evidence()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Tab go from the answer just given, or else from the present one, to its reason."""
        pressed = watched is self.answers.table.list and event.type() == QEvent.Type.KeyPress
        if pressed and key_name(event) == "Tab":
            self.answers.table.go_back()
            self.reading_panel.panel.focus_why()
            return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what is typed when another page comes."""
        super().hideEvent(event)
        self.flush()

    def _build(self) -> None:
        space = theme().space
        body = QWidget()
        layout = column(body)
        layout.addWidget(self.head)
        layout.addWidget(self.answers.table, 1)
        lone = QWidget()
        alone = column(lone, margin=space.three)
        alone.addWidget(self.empty)
        alone.addStretch(1)
        self._stack.addWidget(lone)
        self._stack.addWidget(body)
        self.set_parts(
            self._stack, list_column=self.files.column, panel=self.reading_panel.panel, foot=self.foot
        )
        self.on_folded()
        self.answers.table.list.installEventFilter(self)
        rows = self.files.column.list
        rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        QWidget.setTabOrder(rows, self.answers.table.list)
        QWidget.setTabOrder(self.answers.table.list, self.reading_panel.panel.why.area)

    def _connect(self) -> None:
        desk, panel = self._desk, self.reading_panel
        desk.changed.connect(self._on_changed)
        tell_saving(desk, self.foot.saved)
        self.files.file_wanted.connect(self._on_file_wanted)
        self.files.loaded.connect(self._begin)
        self.files.column.list.customContextMenuRequested.connect(lambda _: self._open_file_menu())
        self.files.left_changed.connect(self._show_progress)
        self.answers.item_focused.connect(lambda _: self._show_panel())
        self.answers.refused.connect(self._show_refused)
        self.answers.said.connect(partial(self.notice.show_message, "notice"))
        self.answers.table.reason_wanted.connect(lambda _: panel.panel.focus_why())
        self.answers.table.evidence_wanted.connect(lambda _: panel.panel.show_evidence_part())
        panel.evidence_left.connect(self.answers.table.setFocus)
        panel.panel.evidence_chosen.connect(partial(self.page_wanted.emit, "evidence"))
        panel.panel.concern_chosen.connect(self._on_concern_chosen)
        self.head.reopen_wanted.connect(self._on_reopen_wanted)
        self.head.turned_up.connect(self._on_turned_up)
        self.head.reason_left.connect(self.answers.table.setFocus)
        self._lock.reopened.connect(self.answers.table.setFocus)
        self._lock.refused.connect(self._on_lock_refused)
        self.foot.lock.clicked.connect(self.lock_reading)
        self.foot.next.clicked.connect(self.next_file)
        self.foot.key_pressed.connect(self._on_key_pressed)
        for part in (panel, self.cards):
            part.refused.connect(self._note_refused)
        self.empty.stepped.connect(lambda: self.page_wanted.emit("sample", None))
        self.cards.file_changed.connect(partial(self.notice.show_message, "notice"))
        self.cards.concern_raised.connect(
            lambda: self.notice.show_message("notice", self.tr("Concern raised."), self.tr("Open it"))
        )
        self.notice.followed.connect(lambda: self.page_wanted.emit("concerns", None))

    def _page_keys(self) -> PageKeys:
        deeds: dict[str, Callable[[], object]] = {
            "Ctrl+Return": self.next_file,
            "Ctrl+Enter": self.next_file,
            "Ctrl+Down": partial(self.go_beside, 1),
            "Ctrl+Up": partial(self.go_beside, -1),
            "Ctrl+L": self.lock_reading,
            "Ctrl+R": self._open_file_menu,
            "Ctrl+Z": self._undo,
            "Ctrl+Shift+Z": self._redo,
            "F8": self.begin_note,
            "F9": self.begin_concern,
        }
        return PageKeys(self, deeds, self.cards.take_key)

    def _begin(self) -> None:
        """Show the file at which reading stopped, once there is a queue."""
        if self._file is not None:
            self._file = read_case(self._desk.visit, self._file.case.ref)
            self.answers.follow(self._file)
            self._show_file()
        elif self.files.files:
            case, item = self.files.stopped_at()
            self.show_file(case)
            self.answers.go_to(item)
            self._show_panel()
        self._show_empty()
        if self._file is not None:
            self.answers.table.setFocus()

    def _show_empty(self) -> None:
        has_file = self._file is not None
        self._stack.setCurrentIndex(1 if has_file else 0)
        self._show_ways_on()
        if self.files.is_loading:
            self.empty.show_state(self.tr("The queue is being read"), self.tr("A moment, please."))
        elif not has_file:
            self.empty.show_state(
                self.tr("No files to read yet"),
                self.tr("Once a sample is drawn, your files stand here in drawn order."),
                self.tr("Go to Sample"),
            )

    def _show_file(self) -> None:
        page = self._file
        if page is None:
            return
        closed = page.reading.state in CLOSED_STATES
        self.head.show_file(page.case.ref, state_words(page), facts_line(page.case, page.reading))
        self.head.show_closed(closed=closed, locked=page.reading.state == "locked")
        self.head.setVisible(closed or not self.folding.side_bar)
        self._show_ways_on()
        self._show_panel()
        self._show_progress()

    def _show_ways_on(self) -> None:
        page = self._file
        closed = page is not None and page.reading.state in CLOSED_STATES
        complete = self._lock.is_complete(page)
        self.foot.show_ways_on(has_file=page is not None, closed=closed, complete=complete)

    def _show_panel(self) -> None:
        if self._file is not None:
            item = self.answers.item
            applies = (0, 0) if item is None else self.files.applies(item.id)
            page = self._file
            facts = facts_line(page.case, page.reading) if self.folding.side_bar else ""
            self.reading_panel.show(page, item, applies, facts)
            self.answers.show_heads(with_area=self.folding.side_bar)

    def _show_progress(self) -> None:
        left, total = self.files.left
        words = self.tr("{left} of {total} left").format(left=left, total=total)
        case = "" if self._file is None else self._file.case.ref
        done = "" if self._file is None else answered_words(self._file)
        self.show_where(case, " · ".join(filter(None, (words, done))))

    def _show_refused(self, error: CafAuditError) -> None:
        self._note_refused(error)
        self.notice.show_message("danger", f"{error.message} {error.advice}")

    def _note_refused(self, error: CafAuditError) -> None:
        self.foot.saved.show_failed(error.message)

    def _undo(self) -> None:
        self._desk.undo(refused=self._show_nothing_to_turn)

    def _redo(self) -> None:
        self._desk.redo(refused=self._show_nothing_to_turn)

    def _show_nothing_to_turn(self, error: CafAuditError) -> None:
        self.foot.saved.show_note(error.message)
        self.notice.show_message("notice", f"{error.message} {error.advice}")

    def _open_file_menu(self) -> None:
        file = None if self._file is None else self.files.row(self._file.case.ref)
        if file is not None:
            rows = self.files.column.list
            box = rows.visualRect(rows.currentIndex())
            self.cards.requests.menu(file, rows.viewport().mapToGlobal(box.bottomLeft()))

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        self.files.follow(changes.cells)
        if self._file is not None:
            before, self._file = self._file, follow_case(self._desk.visit, self._file, changes.cells)
            if self._file != before:
                self.answers.follow(self._file)
                self._show_file()
        if initiator is None and self.isVisible():
            self._show_turned(changes)

    def _show_turned(self, changes: Changes) -> None:
        """Say what was undone or done again, and bring the keyboard to it where it stands on this file."""
        self.notice.show_message("notice", changes.summary)
        here = None if self._file is None else self._file.case.ref
        for cell in map(parse_cell, sorted(changes.cells)):
            if cell[0] in {"score", "why", "manager"} and cell[1] == here:
                self.answers.go_to(cell[3])
                self._show_panel()
                return

    def _on_file_wanted(self, case: str) -> None:
        self.close_list()
        self.show_file(case)

    def _on_concern_chosen(self) -> None:
        waiting = [] if self._file is None else [one.id for one in self._file.concerns if one.is_open]
        self.page_wanted.emit("concerns", waiting[0] if waiting else None)

    def _on_reopen_wanted(self, reason: str) -> None:
        if self._file is not None:
            self._lock.reopen(self._file, reason)

    def _on_lock_refused(self, error: CafAuditError, back_to: str) -> None:
        if back_to:
            self.show_file(back_to)
        self._show_refused(error)

    def _on_turned_up(self) -> None:
        if self._file is not None:
            self.cards.requests.ask_turned_up(self._file.case.ref)

    def _on_key_pressed(self, key: str) -> None:
        if self._keys is None or not self._keys.do(key):
            self.page_wanted.emit("key", key)
