"""Home: the step of the visit, what holds back the next one, what to do now, and how far everybody is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from cafaudit.services.commands.details import MoveToStep
from ui.jobs import Job
from ui.messages import words_of
from ui.pages.details import DetailsPart
from ui.pages.home_panel import HomePanel
from ui.pages.home_state import FEEDBACK, HomeState, blockers_of, read_home
from ui.pages.home_steps import StepChange
from ui.pages.home_tasks import PAGE_OF, WHAT_OF, heading_of, tasks_of
from ui.theme import theme
from ui.when import clock
from ui.widgets.boxes import column, line, scrolling
from ui.widgets.buttons import Button
from ui.widgets.message_bar import MessageBar
from ui.widgets.page_frame import PageFrame
from ui.widgets.page_parts import FootBar, PageHead, SectionHead
from ui.widgets.steps import StepBar
from ui.widgets.task_rows import BlockersList, TonightList

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.errors import CafAuditError
    from cafaudit.progress import Progress
    from cafaudit.services.documents import Exported
    from cafaudit.services.visit import Changes
    from ui.ask_files import FileAsking
    from ui.desk import Desk


_TASKS, _DETAILS = 0, 1


class HomePage(PageFrame):
    """The first page of a visit. `page_wanted(page, what)` goes elsewhere, `leave_wanted()` to the visits."""

    page_wanted = Signal(str, object)
    leave_wanted = Signal()

    def __init__(self, desk: Desk, files: FileAsking, parent: QWidget | None = None) -> None:
        """Make the page; nothing is read before `show_page`."""
        super().__init__(parent)
        self.setObjectName("home_page")
        self._desk, self._files = desk, files
        self.title = self.tr("Home")
        self.head = PageHead()
        self.steps = StepBar()
        self.step_change = StepChange()
        self.message = MessageBar(closable=True)
        self.blockers = BlockersList()
        self.tasks_head = SectionHead()
        self.tasks = TonightList()
        self.panel = HomePanel()
        self.details = DetailsPart(desk)
        self.foot = FootBar()
        self._checked = ""
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def show_page(self) -> None:
        """Read the visit and show it, with the keyboard on what is to do now."""
        self._stack.setCurrentIndex(_TASKS)
        self._reload()
        first = self._begins_at()
        QTimer.singleShot(0, first, lambda: self._begin_at(first))

    def take_keyboard(self) -> None:
        """Take the keyboard at once, as when the page comes up with its rows already in it."""
        self._begins_at().setFocus()

    def _begin_at(self, first: QWidget) -> None:
        """Give the keyboard to a control unless somebody has turned to something else meanwhile."""
        if first.isVisible():
            first.setFocus()
            self._area.ensureWidgetVisible(first)

    def _begins_at(self) -> QWidget:
        return self.tasks.now or self.details_link

    def show_item(self, what: object) -> None:
        """Turn to the visit's details, at a fact or list of the letter: ("details", "letter_date")."""
        if isinstance(what, tuple) and what[0] == "details":
            self.show_details(str(what[1] or ""))

    def show_details(self, what: str = "") -> None:
        """Show what the visit is about, to be filled in."""
        self.details.show_part()
        self._stack.setCurrentIndex(_DETAILS)
        self.details.go_to(what)

    def show_checked(self, when: str) -> None:
        """Say in the foot when the file was last checked and found whole."""
        self._checked = when
        self._show_saved()

    def on_folded(self) -> None:
        """Let the panel's content follow the tasks where there is no room beside them."""
        beneath = self.folding.panel_beneath
        self.panel.setVisible(not beneath)
        if beneath:
            self._below.addWidget(self.panel.lend())
            self.panel.content.show()
        elif self.panel.content.parentWidget() is not None and self._below.count():
            self._below.removeWidget(self.panel.content)
            self.panel.take_back()

    def _build(self) -> None:
        space = theme().space
        self.move_on = _link("", "move_on")
        self.details_link = _link(self.tr("Visit details"), "visit_details")
        self.step_link = _link(self.tr("Change the step"), "change_step")
        self.leave_link = _link(self.tr("Other visits"), "other_visits")
        for link in (self.details_link, self.step_link, self.leave_link):
            self.head.add_link(link)
        layout = column()
        layout.setContentsMargins(space.three, space.inset, space.four, 0)
        layout.addWidget(self.head)
        layout.addSpacing(space.inset - space.half // 2)
        layout.addWidget(self.steps)
        layout.addSpacing(space.two)
        layout.addWidget(self.step_change)
        layout.addSpacing(space.one)
        layout.addWidget(self.message)
        holding = SectionHead(self.tr("What holds back the next step"))
        holding.row.addWidget(self.move_on)
        layout.addWidget(holding)
        layout.addSpacing(space.half)
        layout.addWidget(self.blockers)
        layout.addSpacing(space.three)
        layout.addWidget(self.tasks_head)
        layout.addSpacing(space.one)
        outer = column()
        outer.addLayout(layout)
        reach = line()
        reach.setContentsMargins(space.one, 0, space.two, space.two)
        reach.addWidget(self.tasks)
        outer.addLayout(reach)
        self._below = column()
        outer.addLayout(self._below)
        outer.addStretch(1)
        holder = QWidget()
        holder.setLayout(outer)
        self._area = scrolling(holder)
        self._stack.addWidget(self._area)
        self._stack.addWidget(self.details)
        self.foot.show_keys(
            (("F8", self.tr("rough note")), ("F9", self.tr("concern")), ("?", self.tr("keys")))
        )
        self.set_parts(self._stack, panel=self.panel, foot=self.foot, panel_width=_panel_width())

    def _connect(self) -> None:
        self.details_link.clicked.connect(self._on_details_wanted)
        self.step_link.clicked.connect(self._on_step_change)
        self.move_on.clicked.connect(self._on_move_on)
        self.leave_link.clicked.connect(self.leave_wanted)
        self.step_change.move_wanted.connect(self._on_move_wanted)
        self.step_change.closed.connect(self.step_link.setFocus)
        self.blockers.action_wanted.connect(lambda page: self.page_wanted.emit(page, None))
        self.tasks.task_wanted.connect(self._on_task_wanted)
        self.details.back_wanted.connect(self._on_details_left)
        self.foot.key_pressed.connect(lambda key: self.page_wanted.emit("key", key))
        self._desk.changed.connect(self._on_changed)
        self._desk.saving.connect(self.foot.saved.begin)
        self._desk.saved.connect(lambda at: self.foot.saved.show_saved(clock(at)))

    def _reload(self) -> None:
        state = read_home(self._desk)
        status = state.status
        self._show_rights(state)
        place = self.tr("step {number} of {total}").format(number=status.step_number, total=status.steps)
        onward = self.tr(" · next: {step}").format(step=_lower(status.next_step)) if status.next_step else ""
        self.head.show_head(status.step_text, place + onward)
        self.steps.show_step(status.step_number, status.steps, f"{place}, {status.step_text}")
        self.step_change.show_steps(self._desk.framework.steps, status.step)
        held = blockers_of(state)
        self.blockers.show_blockers(held, self.tr("Nothing."))
        self._show_way_on(state, free=not held)
        self.tasks_head.show_head(*heading_of(state))
        self.tasks.show_tasks(tasks_of(state))
        self.panel.show_state(state, datetime.now().astimezone().date())
        self._show_saved()

    def _show_way_on(self, state: HomeState, *, free: bool) -> None:
        """Offer the next step in one press when nothing holds it back."""
        words = self.tr("Move on to: {step}").format(step=_lower(state.status.next_step))
        self.move_on.show_text(words)
        self.move_on.setVisible(free and state.leads and bool(state.status.next_step))

    def _show_rights(self, state: HomeState) -> None:
        self.step_link.setVisible(state.leads and bool(state.status.steps))
        self.details_link.setVisible(state.leads)

    def _show_saved(self) -> None:
        words = self.tr("Everything saved")
        if self._checked:
            words += self.tr(" · checked {when}").format(when=self._checked)
        self.foot.saved.show_note(words)

    def _on_changed(self, _changes: Changes, _initiator: object) -> None:
        if self.isVisible():
            self._reload()

    def _on_details_wanted(self) -> None:
        self.show_details()

    def _on_details_left(self) -> None:
        self.show_page()
        self.details_link.setFocus()

    def _on_step_change(self) -> None:
        self.step_change.open()

    def _on_move_on(self) -> None:
        steps = [step.id for step in self._desk.framework.steps]
        at = steps.index(self._desk.picture.details.step)
        self._desk.do(
            MoveToStep(step=steps[at + 1]), initiator=self, then=lambda _: self.step_link.setFocus()
        )

    def _on_move_wanted(self, step: str, reason: str) -> None:
        def refused(error: CafAuditError) -> None:
            self.step_change.show_refused(error.message, error.advice)

        def moved(_: Changes) -> None:
            self.step_change.put_away()

        self._desk.do(MoveToStep(step=step, reason=reason), initiator=self, then=moved, refused=refused)

    def _on_task_wanted(self, key: str) -> None:
        if key == "feedback":
            self._make_feedback()
        elif key == "step":
            self._on_move_on()
        elif key == "details":
            self.show_details()
        else:
            self.page_wanted.emit(PAGE_OF[key], WHAT_OF.get(key))

    def _make_feedback(self) -> None:
        suggested = self._desk.path.parent / f"{self._desk.path.stem} feedback.docx"
        path = self._files.save_file(self, FEEDBACK, suggested, self.tr("Word documents (*.docx)"))
        if path is None:
            return

        def work(_: Progress) -> Exported:
            from cafaudit.services.documents import export_feedback

            return export_feedback(self._desk.visit, _with_ending(path, ".docx"))

        job = Job(work)
        job.succeeded.connect(self._on_feedback_made)
        job.failed.connect(self._on_failed)
        self._desk.run(job)

    def _on_feedback_made(self, done: Exported) -> None:
        self.message.show_message("notice", self.tr("Feedback sheet written: {file}").format(file=done.file))
        self._reload()

    def _on_failed(self, error: Exception) -> None:
        message, advice = words_of(error)
        self.message.show_message("danger", f"{message} {advice}")


def _with_ending(path: Path, ending: str) -> Path:
    return path if path.suffix.casefold() == ending else path.with_name(path.name + ending)


def _link(text: str, name: str) -> Button:
    link = Button(text, kind="link", small=True)
    link.setObjectName(name)
    return link


def _panel_width() -> int:
    """Return the width of Home's panel in the picture: a little less than a lone card."""
    return theme().size.card - theme().space.one


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
