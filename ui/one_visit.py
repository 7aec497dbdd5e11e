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
from cafaudit.services.queries.overview import conflicts_in, visit_name
from cafaudit.services.queries.records import read_concerns
from cafaudit.services.visit_places import VisitPlace
from cafaudit.services.visits import warnings_about
from ui.app import PALETTE_KEY
from ui.desk import Desk
from ui.jobs import Job, JobQueue
from ui.messages import words_of
from ui.models.concern_rows import concern_pill
from ui.pages.home import HomePage
from ui.visit_pages import visit_pages
from ui.when import clock
from ui.widgets.key_help import KeyGroup
from ui.windows.find import FindCard, places_of
from ui.windows.main import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from cafaudit.domain.picture import Picture
    from cafaudit.progress import Progress
    from cafaudit.services.visit import Changes
    from cafaudit.services.visit_places import VisitPlaces
    from cafaudit.services.visits import OpenVisit
    from cafaudit.team.identity import Identity
    from ui.app import Surroundings

_EVERY_MINUTE = 60_000
_INSIDE_PAGES = frozenset({"score", "why", "manager", "evidence", "note", "activity"})
"""Record types that neither header nor side bar tells of, save what people differ on."""


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
        self._pages = visit_pages(self.desk, identity, outside)
        self.window = MainWindow(self._pages)
        self.find_card = FindCard(self.window)
        self._checking = JobQueue(self)
        self._connected: set[str] = set()
        self._minute = QTimer(self)
        self._minute.setInterval(_EVERY_MINUTE)
        self._connect()

    def begin(self) -> None:
        """Show Home, note the visit as opened, and check its file beside the work."""
        self._show_surroundings()
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
        self._commit_typing()
        self._checking.stop()
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
        self._minute.timeout.connect(self._show_concern)
        window.show_keys(
            (
                KeyGroup(
                    self.tr("Everywhere"),
                    (
                        ("Ctrl+1 … 9, 0", self.tr("to a page")),
                        ("F6", self.tr("to the next part of the window")),
                        ("F8", self.tr("rough note")),
                        ("F9", self.tr("concern")),
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
        """Show the surroundings anew where they can have changed; not at each answer while files are read."""
        kinds = {cell.partition("/")[0] for cell in changes.cells}
        if not kinds or kinds - _INSIDE_PAGES or self.window.present == "team":
            self._show_surroundings()

    def _on_refused(self, error: Exception, _initiator: object) -> None:
        message, advice = words_of(error)
        self.window.show_message("danger", f"{message} {advice}")

    def _show_surroundings(self) -> None:
        picture = self.desk.picture
        details = picture.details
        self.window.header.show_visit(visit_name(details), _state(picture))
        me = next((one for one in picture.people if one.key == self.desk.visit.author.key), None)
        self.window.side_bar.show_role("" if me is None else me.code)
        counts = _counts(picture, "" if me is None else me.code)
        entries = []
        for page in self._pages:
            count, alarm = counts.get(page.entry.page, (0, False))
            entries.append(
                replace(page.entry, count=str(count) if count else "", alarm=alarm and bool(count))
            )
        self.window.show_entries(entries)
        self._show_concern()

    def _show_concern(self) -> None:
        words = concern_pill(read_concerns(self.desk.visit), datetime.now(UTC))
        self.window.header.show_concern(*words)

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
        picture = self.desk.picture
        step = next((one.text for one in picture.framework.steps if one.id == picture.details.step), "")
        place = VisitPlace(
            path=self.desk.path, name=visit_name(picture.details), step=step, opened_at=utc_now()
        )
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


def _counts(picture: Picture, me: str) -> dict[str, tuple[int, bool]]:
    """Return what waits on each page, and whether it is an alarm."""
    mine = [reading for reading in picture.readings if reading.number == 1 and reading.reader in {"", me}]
    waiting = sum(1 for reading in mine if reading.state in {"not_begun", "open", "asked"})
    concerns = sum(1 for concern in picture.concerns if concern.is_open)
    return {
        "read": (waiting, False),
        "concerns": (concerns, True),
        "team": (len(conflicts_in(picture)), False),
    }


def _state(picture: Picture) -> str:
    """Return the state of the visit for the header: "On site · day 2 of 3"."""
    details = picture.details
    step = next((one.text for one in picture.framework.steps if one.id == details.step), "")
    today = datetime.now().astimezone().date()
    if details.visit_from and details.visit_to and details.visit_from <= today <= details.visit_to:
        day = (today - details.visit_from).days + 1
        days = (details.visit_to - details.visit_from).days + 1
        return f"{step} · day {day} of {days}"
    return step
