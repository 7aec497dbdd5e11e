"""One open visit in the window: its pages, what waits in them, the open concern, the keys of all pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from cafaudit.errors import CafAuditError
from cafaudit.services.checking import CheckReport, check_visit
from cafaudit.services.clock import utc_now
from cafaudit.services.visit_places import VisitPlace
from cafaudit.services.visits import warnings_about
from ui.app import PALETTE_KEY
from ui.desk import Desk
from ui.jobs import Job, JobQueue
from ui.messages import words_of
from ui.models.concern_rows import concern_pill
from ui.name_watch import NameWatch
from ui.pages.home import HomePage
from ui.pages.names_card import NamesCard
from ui.visit_pages import visit_pages
from ui.visit_state import (
    Counts,
    differing_after,
    files_changed,
    heading_changed,
    read_counts,
    read_heading,
    state_in_words,
)
from ui.when import clock
from ui.widgets.identifier_marks import ALLOW_KEY
from ui.widgets.key_help import KeyGroup
from ui.windows.find import FindCard, places_of
from ui.windows.main import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from cafaudit.progress import Progress
    from cafaudit.services.firewall import NamesFound
    from cafaudit.services.visit import Changes
    from cafaudit.services.visit_places import VisitPlaces
    from cafaudit.services.visits import OpenVisit
    from cafaudit.team.identity import Identity
    from ui.outside import Surroundings

_EVERY_MINUTE = 60_000
_COUNTED_AFTER = 200
"""Milliseconds after a change until files are counted anew, so that a row of changes is counted once."""

_MANY = 200
"""Changed cells from which on, as after a merge, everything is counted anew instead of looking at each."""


class OneVisit(QObject):
    """Holds one visit open in a `MainWindow`. `lock_wanted()`, `leave_wanted()` to the list of visits."""

    lock_wanted = Signal()
    leave_wanted = Signal()

    def __init__(
        self,
        held: OpenVisit,
        identity: Identity,
        places: VisitPlaces,
        outside: Surroundings,
        parent: QObject | None = None,
    ) -> None:
        """Make the window of an open visit; see `begin`."""
        super().__init__(parent)
        self.identity = identity
        self.desk = Desk(held, self)
        self._places = places
        self._pages = visit_pages(self.desk, identity, outside, places)
        self.window = MainWindow(self._pages)
        self.find_card = FindCard(self.window)
        self.name_watch = NameWatch(self.desk, self.window)
        self.window.name_watch = self.name_watch
        self.names_card = NamesCard(self.window)
        self._named: NamesFound | None = None
        self._checking = JobQueue(self)
        self._asking = JobQueue(self)
        self._heading = read_heading(self.desk.visit)
        self._counts = Counts()
        self._connected: set[str] = set()
        self._minute = QTimer(self)
        self._minute.setInterval(_EVERY_MINUTE)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_COUNTED_AFTER)
        self._connect()

    def begin(self) -> None:
        """Show Home, note the visit as opened, and check its file beside the work."""
        self._show_heading()
        self._count()
        self.window.show_page("home")
        self._minute.start()
        self._remember()
        for sentence in warnings_about(self.desk.path):
            self.window.show_message("warning", sentence)
        self._check()

    def take_keyboard(self) -> None:
        """Give the keyboard to what is to do now."""
        _call(self.window.page("home"), "take_keyboard")

    def close(self) -> None:
        """Keep what is being typed, finish what was given, and let the visit go."""
        self._minute.stop()
        self._soon.stop()
        self._commit_typing()
        self._checking.stop()
        self._asking.stop()
        self._remember()
        self.desk.close()

    def go_to(self, page: str, what: object = None) -> None:
        """Turn to a page and to a thing on it, such as a case or a concern."""
        if page == "key":
            self._on_key(str(what))
        elif page == "details":
            self.window.show_page("home")
            self._show_item("home", ("details", what))
        elif any(one.entry.page == page for one in self._pages):
            self.window.show_page(page)
            if what is not None:
                self._show_item(page, what)

    def _connect(self) -> None:
        window, desk = self.window, self.desk
        window.page_shown.connect(self._on_page_shown)
        window.lock_wanted.connect(self.lock_wanted)
        window.concern_wanted.connect(lambda: self.go_to("concerns"))
        window.find_wanted.connect(self._on_find_wanted)
        self.find_card.wanted.connect(self.go_to)
        window.note_wanted.connect(lambda: self._on_key("F8"))
        window.new_concern_wanted.connect(lambda: self._on_key("F9"))
        window.undo_wanted.connect(self._on_undo_wanted)
        desk.changed.connect(self._on_changed)
        desk.refused.connect(self._on_refused)
        desk.names_found.connect(self._on_names_found)
        window.message_bar.followed.connect(self._on_message_followed)
        self.names_card.wanted.connect(self.go_to)
        self._minute.timeout.connect(self._show_heading)
        self._soon.timeout.connect(self._count)
        window.show_keys(
            (
                KeyGroup(
                    self.tr("Everywhere"),
                    (
                        ("Ctrl+1 … 9, 0", self.tr("to a page")),
                        ("F6", self.tr("to the next part of the window")),
                        ("F8", self.tr("rough note")),
                        ("F9", self.tr("concern")),
                        (ALLOW_KEY, self.tr("allow what is marked, with a reason")),
                        ("Ctrl+Z", self.tr("take back the last step")),
                        ("Ctrl+Shift+L", self.tr("lock the screen")),
                        (PALETTE_KEY, self.tr("light, dark, high contrast")),
                        ("?", self.tr("these keys")),
                    ),
                ),
            )
        )

    def _on_page_shown(self, name: str) -> None:
        page = self.window.page(name)
        if name not in self._connected:
            self._connected.add(name)
            self._connect_page(page)
        _call(page, "show_page")

    def _connect_page(self, page: QWidget) -> None:
        for signal, slot in (("page_wanted", self.go_to), ("leave_wanted", self.leave_wanted)):
            offered = getattr(page, signal, None)
            if offered is not None:
                offered.connect(slot)

    def _show_item(self, page: str, what: object) -> None:
        _call(self.window.page(page), "show_item", what)

    def _on_key(self, key: str) -> None:
        if key == "?":
            self.window.key_help.toggle()
        elif key == "F9":
            self._begin("concerns", "begin_concern")
        elif key == "F8":
            self._begin("evidence", "begin_note")

    def _begin(self, page: str, deed: str) -> None:
        """Let the present page begin a note or a concern, or else the page where they are kept."""
        if _call(self.window.page(self.window.present), deed):
            return
        if any(one.entry.page == page for one in self._pages):
            self.window.show_page(page)
            _call(self.window.page(page), deed)

    def _on_find_wanted(self) -> None:
        self.find_card.open(places_of(self.desk.picture, [page.entry for page in self._pages]))

    def _on_undo_wanted(self) -> None:
        def refused(error: CafAuditError) -> None:
            self.window.show_message("notice", f"{error.message} {error.advice}")

        self.desk.undo(refused=refused)

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        visit = self.desk.visit
        if heading_changed(changes):
            self._heading = read_heading(visit)
            self._show_heading()
        many = len(changes.cells) > _MANY
        if many or files_changed(changes):
            self._soon.start()
        if many:
            return
        conflicts = differing_after(visit, self._counts.conflicts, changes.cells)
        if conflicts != self._counts.conflicts:
            self._on_counted(Counts(self._counts.waiting, conflicts))

    def _on_refused(self, error: Exception, _initiator: object) -> None:
        message, advice = words_of(error)
        self.window.show_message("danger", f"{message} {advice}")

    def _on_names_found(self, found: NamesFound) -> None:
        """Say once for every way out what holds it back, and lead to the places."""
        self._named = found
        self.window.show_message("danger", f"{found.message} {found.advice}", self.tr("Show"))

    def _on_message_followed(self) -> None:
        if self._named is not None:
            self.window.message_bar.clear()
            self.names_card.open_for(self._named)

    def _show_heading(self) -> None:
        heading, now = self._heading, datetime.now(UTC)
        header = self.window.header
        header.show_visit(heading.name, state_in_words(heading, now.astimezone().date()))
        self.window.side_bar.show_role(heading.me)
        header.show_concern(*concern_pill(heading.concerns, now))
        self._show_counts()

    def _count(self) -> None:
        visit, me = self.desk.visit, self._heading.me
        job = Job(lambda _: read_counts(visit, me))
        job.succeeded.connect(self._on_counted)
        job.failed.connect(lambda error: self._on_refused(error, None))
        self._asking.add(job)

    def _on_counted(self, counts: Counts) -> None:
        self._counts = counts
        self._show_counts()

    def _show_counts(self) -> None:
        shown = {
            "read": self._counts.waiting,
            "concerns": self._heading.open_concerns,
            "team": len(self._counts.conflicts),
        }
        entries = []
        for page in self._pages:
            count = shown.get(page.entry.page, 0)
            alarm = page.entry.page == "concerns" and bool(count)
            entries.append(replace(page.entry, count=str(count) if count else "", alarm=alarm))
        self.window.show_entries(entries)

    def _check(self) -> None:
        held = self.desk.held

        def work(progress: Progress) -> CheckReport:
            return check_visit(held.visit, held.folder, progress)

        job = Job(work)
        job.succeeded.connect(self._on_checked)
        job.failed.connect(lambda error: self._on_refused(error, None))
        self._checking.add(job)

    def _on_checked(self, report: CheckReport) -> None:
        if report.ok:
            home = self.window.page("home")
            if isinstance(home, HomePage):
                home.show_checked(clock(utc_now(), seconds=False))
            return
        first = report.problems[0]
        self.window.show_message(
            "danger",
            self.tr(
                "The check found something wrong: {problem} Restore the newest backup into a new folder."
            ).format(problem=first),
        )

    def _remember(self) -> None:
        heading = self._heading
        place = VisitPlace(path=self.desk.path, name=heading.name, step=heading.step, opened_at=utc_now())
        try:
            self._places.remember(place)
        except CafAuditError as error:
            self.window.show_message("warning", f"{error.message} {error.advice}")

    def _commit_typing(self) -> None:
        typing = QApplication.focusWidget()
        if typing is not None and self.window.isAncestorOf(typing):
            typing.clearFocus()
        for name in self._connected:
            _call(self.window.page(name), "flush")
        self.window.closing.emit()


def _call(page: QWidget, method: str, *arguments: object) -> bool:
    """Call a method that a page may offer; False when it does not."""
    offered: Callable[..., object] | None = getattr(page, method, None)
    if offered is None:
        return False
    offered(*arguments)
    return True
