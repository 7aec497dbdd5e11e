"""The way through the program: unlock, the list of visits, one visit, and back.

Only Qt and the standard library are imported with this module, and of them only what the first paint
needs. The rest is loaded on a thread once the unlock window stands on the screen, while the passphrase is
being typed.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from cafaudit import __version__
from ui.collecting import Collector
from ui.focus import KeyboardInSight
from ui.outside import Person, Surroundings
from ui.profiles import folder_for_another, seen_profiles
from ui.shell import Shell
from ui.theme import PALETTES, apply_theme, ask_for_fusion, system_palette, theme
from ui.widgets.ring import FocusRings
from ui.windows.unlock import ProfileChoice, UnlockWindow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from cafaudit.progress import Progress
    from cafaudit.services.visits import OpenVisit
    from cafaudit.team.identity import Identity
    from ui.example_run import ExampleRun
    from ui.jobs import JobQueue
    from ui.one_visit import OneVisit
    from ui.pages.visits import VisitsPage
    from ui.pages.visits_join import JoinVisit
    from ui.pages.visits_new import NewVisit
    from ui.windows.new_profile import NewProfile

__all__ = ["PALETTE_KEY", "App", "Person", "Surroundings", "next_palette", "start", "stay"]

PALETTE_KEY = "Ctrl+Shift+D"
"""Changes between light, dark and high contrast."""

_Made = TypeVar("_Made")

_LATER = (
    "ui.windows.new_profile",
    "ui.messages",
    "cafaudit.team.profile",
    "cafaudit.services.visits",
    "cafaudit.services.visit_places",
    "ui.pages.visits",
    "ui.one_visit",
)
"""What is loaded while the passphrase is typed."""


class App(QObject):
    """Leads one person from the unlock window to their visits and into one of them."""

    def __init__(self, shell: Shell, outside: Surroundings | None = None) -> None:
        """Work in a window that is not shown yet; see `begin`."""
        super().__init__(shell)
        self.shell = shell
        self._outside = outside or Surroundings()
        self._queue: JobQueue | None = None
        self._person: Person | None = None
        self.unlock: UnlockWindow | None = None
        self.visits: VisitsPage | None = None
        self.one_visit: OneVisit | None = None
        self._example: ExampleRun | None = None
        shell.painted.connect(self._on_painted)
        shell.closing.connect(self._on_closing)

    def begin(self) -> None:
        """Show the unlock window with the profiles of this machine."""
        self._leave_visit()
        self._person = None
        self.visits = None
        window = UnlockWindow(__version__)
        window.unlock_wanted.connect(self._on_unlock_wanted)
        window.recovery_wanted.connect(self._on_recovery_wanted)
        window.profile_wanted.connect(self._on_profile_wanted)
        window.code_kept.connect(self.show_visits)
        window.code_print_wanted.connect(self._on_code_print_wanted)
        window.example_wanted.connect(self._on_example_wanted)
        self.unlock = window
        self.shell.show_only(window)
        here, stick = self.tr("this laptop"), self.tr("beside the program")
        profiles = [
            ProfileChoice(str(seen.folder), seen.name, stick if seen.portable else here)
            for seen in seen_profiles(self._outside.profile)
        ]
        window.show_profiles(profiles)
        self.shell.give_keyboard(window)

    def show_visits(self) -> None:
        """Show the list of visits of whoever has unlocked."""
        from cafaudit.services.visit_places import VisitPlaces
        from ui.pages.visits import VisitsPage

        self._leave_visit()
        person = self._known_person()
        places = VisitPlaces(person.profile, person.identity, person.usual or self._outside.visits)
        page = VisitsPage(places, self._outside.files, person.identity.card)
        page.visit_wanted.connect(self._on_visit_wanted)
        page.new_visit_wanted.connect(self._on_new_visit_wanted)
        page.join_wanted.connect(self._on_join_wanted)
        page.lock_wanted.connect(self.begin)
        self.visits = page
        self.unlock = None
        page.show_page()
        self.shell.show_only(page)
        page.take_keyboard()

    def finish(self) -> None:
        """Finish what is being written and let go of everything."""
        self._leave_visit()
        self._jobs.finish()
        if self._example is not None:
            self._example.finish()

    @property
    def _jobs(self) -> JobQueue:
        if self._queue is None:
            from ui.jobs import JobQueue

            self._queue = JobQueue(self)
        return self._queue

    def _on_painted(self) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut

        from ui.jobs import Job

        QShortcut(QKeySequence(PALETTE_KEY), self.shell).activated.connect(next_palette)
        self._jobs.add(Job(_load_the_rest))

    def _on_unlock_wanted(self, profile: str, passphrase: str) -> None:
        def unlocked(_: Progress) -> Person:
            from pathlib import Path

            from cafaudit.errors import WrongPassphrase
            from cafaudit.team.profile import open_profile

            try:
                return Person(open_profile(Path(profile), passphrase), Path(profile))
            except (
                WrongPassphrase
            ) as error:  # in the two lines that the field has; the other way stands below
                raise WrongPassphrase(
                    self.tr("This is not the passphrase of this profile."),
                    self.tr("Check Caps Lock and the keyboard's language."),
                ) from error

        self._unlock(self.tr("Unlocking"), unlocked)

    def _on_recovery_wanted(self, profile: str, code: str, passphrase: str) -> None:
        def unlocked(_: Progress) -> Person:
            from pathlib import Path

            from cafaudit.team.profile import open_with_recovery_code, reset_passphrase
            from cafaudit.team.sealed_box import STRONG

            reset_passphrase(Path(profile), code, passphrase, cost=self._outside.cost or STRONG)
            return Person(open_with_recovery_code(Path(profile), code), Path(profile))

        self._unlock(self.tr("Unlocking"), unlocked)

    def _unlock(self, words: str, work: Callable[[Progress], Person]) -> None:
        def then(person: Person) -> None:
            self._person = person
            self.show_visits()

        self._show_unlocking(words)
        self._work(work, then, self._refuse_unlock)

    def _on_profile_wanted(self, wanted: NewProfile) -> None:
        folder = folder_for_another(self._outside.profile)

        def made(_: Progress) -> tuple[Person, str]:
            from cafaudit.team.profile import create_profile, open_with_recovery_code
            from cafaudit.team.sealed_box import STRONG

            cost = self._outside.cost or STRONG
            name, code = wanted.name, wanted.inspector_code
            profile, recovery = create_profile(folder, name, code, wanted.passphrase, cost=cost)
            return Person(open_with_recovery_code(profile.folder, recovery), profile.folder), recovery

        def then(result: tuple[Person, str]) -> None:
            self._person, recovery = result
            if self.unlock is not None:
                self.unlock.show_recovery_code(recovery)

        self._show_unlocking(self.tr("Making the keys"))
        self._work(made, then, self._refuse_unlock)

    def _on_code_print_wanted(self, code: str) -> None:
        from ui.printing import page_html

        person = self._known_person()
        title = self.tr("CafAudit recovery code of {name}").format(name=person.identity.name)
        note = self.tr("It opens the profile when the passphrase is lost. Keep it apart from the laptop.")
        self._outside.printing.print_html(self.shell, title, page_html(title, (code, note), (), ()))

    def _on_example_wanted(self) -> None:
        from ui.example_run import ExampleRun

        run = ExampleRun(self)
        run.made.connect(self._on_example_made)
        run.given_up.connect(self.begin)
        self._example = run
        self.unlock = None
        self.shell.show_only(run.window)
        run.begin(self._outside.cost)

    def _on_example_made(self, identity: Identity, profile: Path, visit: Path) -> None:
        self._person = Person(identity, profile, visit.parent)
        self.show_visits()
        self._on_visit_wanted(visit)

    def _on_visit_wanted(self, path: Path) -> None:
        person = self._known_person()

        def opened(_: Progress) -> OpenVisit:
            from cafaudit.services.visits import open_visit

            return open_visit(path, person.identity)

        self._show_opening(self.tr("Opening"))
        self._work(opened, self._show_visit, self._refuse_visit)

    def _on_new_visit_wanted(self, wanted: NewVisit) -> None:
        person = self._known_person()

        def made(_: Progress) -> OpenVisit:
            from cafaudit.services.visit_places import make_visit

            return make_visit(
                wanted.path,
                wanted.framework,
                person.identity,
                provider=wanted.provider,
                service_area=wanted.service_area,
                area_code=wanted.area_code,
            )

        self._show_opening(self.tr("Making the visit"))
        self._work(made, self._show_visit, self._refuse_visit)

    def _on_join_wanted(self, wanted: JoinVisit) -> None:
        person = self._known_person()

        def joined(_: Progress) -> OpenVisit:
            from cafaudit.services.visit_places import join_visit

            return join_visit(wanted.pack, wanted.path, person.identity, wanted.card)

        self._show_opening(self.tr("Joining"))
        self._work(joined, self._show_visit, self._refuse_visit)

    def _show_visit(self, held: OpenVisit) -> None:
        from cafaudit.services.visit_places import VisitPlaces
        from ui.one_visit import OneVisit

        person = self._known_person()
        places = VisitPlaces(person.profile, person.identity, person.usual or self._outside.visits)
        one = OneVisit(held, person.identity, places, self._outside, self)
        one.lock_wanted.connect(self.begin)
        one.leave_wanted.connect(self.show_visits)
        self.one_visit, self.visits = one, None
        one.begin()
        self.shell.show_only(one.window)
        one.take_keyboard()

    def _leave_visit(self) -> None:
        if self.one_visit is not None:
            one, self.one_visit = self.one_visit, None
            one.close()

    def _on_closing(self) -> None:
        self.finish()

    def _work(
        self,
        work: Callable[[Progress], _Made],
        then: Callable[[_Made], None],
        refused: Callable[[str, str], None],
    ) -> None:
        from ui.jobs import Job
        from ui.messages import words_of

        def failed(error: Exception) -> None:
            refused(*words_of(error))

        job = Job(work)
        job.succeeded.connect(then)
        job.failed.connect(failed)
        self._jobs.add(job)

    def _show_unlocking(self, words: str) -> None:
        if self.unlock is not None:
            self.unlock.show_working(words)

    def _refuse_unlock(self, message: str, advice: str) -> None:
        if self.unlock is not None:
            self.unlock.show_refused(message, advice)

    def _show_opening(self, words: str) -> None:
        if self.visits is not None:
            self.visits.show_working(words)

    def _refuse_visit(self, message: str, advice: str) -> None:
        if self.visits is not None:
            self.visits.show_refused(message, advice)

    def _known_person(self) -> Person:
        if self._person is None:
            raise RuntimeError("nobody has unlocked a profile")
        return self._person


def next_palette() -> None:
    """Wear the next palette: light, dark, high contrast."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        present = PALETTES.index(theme().name)
        apply_theme(app, PALETTES[(present + 1) % len(PALETTES)])


def start(profile: Path | None = None) -> App:
    """Make the application and its window, dressed and shown; nothing is painted yet.

    Args:
        profile: The folder of the profile to begin with, None for the usual one.
    """
    ask_for_fusion()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("CafAudit")
    apply_theme(app, system_palette(app))
    FocusRings(app)
    KeyboardInSight(app)
    sys.excepthook = _on_fault
    flow = App(Shell(), Surroundings(profile=profile))
    flow.shell.painted.connect(lambda: _collect_again(app))
    flow.begin()
    flow.shell.come_up(app.primaryScreen().availableSize())
    return flow


def _collect_again(app: QApplication) -> None:
    """Collect garbage from now on; what is there by now stays to the end and is not looked at again."""
    gc.freeze()
    Collector(app)


def stay(flow: App) -> int:
    """Stay until the window is closed; returns the exit status."""
    status = QApplication.exec()
    del flow
    return status


def _on_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Let every error that nothing else caught reach the person; Ctrl+C still ends the program."""
    from ui.messages import report_fault

    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        report_fault(error, QApplication.activeWindow())


def _load_the_rest(progress: Progress) -> None:
    for at, name in enumerate(_LATER):
        progress.step(at, len(_LATER))
        import_module(name)
