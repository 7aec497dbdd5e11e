"""The Sample page: from the provider's list to the first file, one step after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from cafaudit.errors import CafAuditError, InputRefused
from cafaudit.services.commands.dealing import DealFiles
from cafaudit.services.commands.drawing import DrawSample, NameSeedSource
from cafaudit.services.commands.listing import FixFrame, GroupFrame
from cafaudit.services.queries.files import stored_cases, verify_stored_draw
from ui.jobs import Job
from ui.messages import words_of
from ui.models.sample_groups import AS_LISTED, Groups, Plan
from ui.models.sample_state import (
    CELLS,
    CHECKS,
    COLUMNS,
    DRAW,
    LIST,
    REQUESTS,
    SIZES,
    read_sample,
    standing_text,
)
from ui.pages.sample_checks import ChecksStep
from ui.pages.sample_columns import ColumnsStep
from ui.pages.sample_draw import DrawStep
from ui.pages.sample_intake import ListIntake
from ui.pages.sample_list import ListStep
from ui.pages.sample_papers import Papers
from ui.pages.sample_requests import RequestsStep
from ui.pages.sample_sizes import SizesStep
from ui.theme import theme
from ui.widgets.boxes import Rule, column
from ui.widgets.key_help import KeyGroup
from ui.widgets.page_frame import PageFrame
from ui.widgets.page_parts import PageHead
from ui.widgets.steps import StepLine

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.intake import Role, Treatment
    from cafaudit.progress import Progress
    from cafaudit.services.visit import Changes
    from ui.ask_files import FileAsking
    from ui.desk import Desk
    from ui.models.sample_state import SampleState
    from ui.pages.sample_step import Step
    from ui.printing import Printing


class SamplePage(PageFrame):
    """The ceremony of the sample. `page_wanted(page, what)` goes elsewhere."""

    page_wanted = Signal(str, object)

    def __init__(
        self, desk: Desk, files: FileAsking, printing: Printing, parent: QWidget | None = None
    ) -> None:
        """Make the page; nothing is read before `show_page`."""
        super().__init__(parent)
        self.setObjectName("sample_page")
        self.title = self.tr("Sample")
        self._desk = desk
        self._plan = Plan()
        self._state: SampleState | None = None
        self.head, self.line = PageHead(), StepLine()
        self.line.setObjectName("step_line")
        self.intake = ListIntake(self)
        self.list, self.columns, self.checks = ListStep(files), ColumnsStep(), ChecksStep()
        self.sizes, self.drawing, self.requests = SizesStep(), DrawStep(), RequestsStep()
        self._steps: tuple[Step, ...] = (
            self.list,
            self.columns,
            self.checks,
            self.sizes,
            self.drawing,
            self.requests,
        )
        self.papers = Papers(desk, files, printing, self)
        self._stack = QStackedWidget()
        self._build()
        self._connect_intake()
        self._connect_steps()

    @property
    def present(self) -> int:
        """The step that is shown, 0 for the first."""
        return self._stack.currentIndex()

    def show_page(self) -> None:
        """Read the visit and show the step where it stands, unless a list is on its way in."""
        state = self._reload()
        if self.present in {COLUMNS, CHECKS} and self.intake.table is not None and not state.draws:
            self._steps[self.present].begin()
        else:
            self._turn_to(state.step)

    def key_groups(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the page."""
        keys = (
            ("Enter", self.tr("the step's action")),
            ("Esc", self.tr("the step before")),
            ("I, X, F2", self.tr("on a column: case reference, not needed, choose")),
        )
        return (KeyGroup(self.tr("Sample"), keys),)

    def on_folded(self) -> None:
        """Leave the head away where the window's header says the same."""
        self.head.setVisible(not self.folding.side_bar)

    def _build(self) -> None:
        space = theme().space
        for step in self._steps:
            self._stack.addWidget(step)
        body = QWidget()
        layout = column(body)
        top = column()
        top.setContentsMargins(space.three, space.inset, space.three, space.two)
        top.addWidget(self.head)
        top.addSpacing(space.inset)
        top.addWidget(self.line)
        layout.addLayout(top)
        layout.addWidget(Rule())
        layout.addWidget(self._stack, 1)
        self.set_parts(body)

    def _connect_intake(self) -> None:
        intake = self.intake
        intake.found.connect(self._on_list_found)
        intake.counted.connect(self.checks.show_check)
        intake.failed.connect(self._on_intake_failed)
        intake.stopped.connect(self._on_intake_stopped)
        intake.working.connect(self._on_intake_working)

    def _connect_steps(self) -> None:
        for at, step in enumerate(self._steps):
            step.back_wanted.connect(lambda at=at: self._on_back(at))
        self.list.list_wanted.connect(self.intake.read)
        self.list.onward_wanted.connect(lambda: self._turn_to(SIZES))
        self.list.stop_wanted.connect(self.intake.stop)
        self.columns.role_set.connect(self._on_role_set)
        self.columns.sheet_chosen.connect(self._on_sheet_chosen)
        self.columns.onward_wanted.connect(self._on_columns_done)
        self.checks.fold_wanted.connect(self._on_fold_wanted)
        self.checks.accepted.connect(self._on_accepted)
        self.checks.stop_wanted.connect(self.intake.stop)
        self.sizes.onward_wanted.connect(self._on_sizes_settled)
        self.drawing.fix_wanted.connect(lambda: self._do(FixFrame()))
        self.drawing.source_named.connect(lambda text: self._do(NameSeedSource(source=text)))
        self.drawing.seed_typed.connect(self._on_seed_typed)
        self.drawing.requests_wanted.connect(lambda: self._turn_to(REQUESTS))
        self.drawing.check_wanted.connect(self._on_check_wanted)
        self.drawing.print_wanted.connect(self.papers.print_draw)
        self.drawing.save_wanted.connect(self.papers.save_draw)
        self.requests.save_wanted.connect(self.papers.save_request)
        self.requests.save_all_wanted.connect(self.papers.save_requests)
        self.requests.print_wanted.connect(self.papers.print_request)
        self.requests.deal_wanted.connect(self._on_deal_wanted)
        self.requests.reading_wanted.connect(lambda: self.page_wanted.emit("read", None))
        self.papers.done.connect(self._on_paper_done)
        self.papers.refused.connect(self._on_paper_refused)
        self._desk.changed.connect(self._on_changed)

    def _reload(self) -> SampleState:
        self._state = state = read_sample(self._desk)
        self.papers.state = state
        self.head.show_head(self.title, standing_text(state))
        return state

    def _turn_to(self, step: int) -> None:
        state = self._state or self._reload()
        if not state.leads and not state.draws:
            step = LIST
        if step == LIST:
            self.list.show_list(str(state.frame.facts.get("source", "")), state.frame.cases)
            self.list.show_rights(leads=state.leads)
        elif step == SIZES:
            self.sizes.show_plan(self._plan, dict(state.frame.strata))
            self._fetch_groups()
        elif step == DRAW:
            self.drawing.show_state(state, self._plan)
        elif step == REQUESTS:
            self.requests.show_state(state)
        self._show_step(step)

    def _show_step(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        names = (
            self.tr("List"),
            self.tr("Columns"),
            self.tr("Checks"),
            self.tr("Sizes"),
            self.tr("Fix and draw"),
            self.tr("Request lists"),
        )
        spoken = self.tr("Step {number} of {total}, {name}").format(
            number=step + 1, total=len(names), name=names[step]
        )
        self.line.show_steps(names, step, spoken)
        self.show_where("", spoken)
        self._steps[step].begin()

    def _do(self, command: object) -> None:
        """Have a command of the present step done; what it led to is shown by `_on_done`."""
        step = self._steps[self.present]
        step.busy = True

        def refused(error: CafAuditError) -> None:
            step.busy = False
            text = f"{error.message} {error.advice}"
            if step is self.drawing:
                self.drawing.show_field_error(text)
            else:
                step.show_refused(error)

        def done(_: Changes) -> None:
            step.busy = False
            self._on_done(command)

        self._desk.do(command, initiator=self, then=done, refused=refused)

    def _on_done(self, command: object) -> None:
        state = self._reload()
        if isinstance(command, DealFiles):
            self.requests.show_state(state)
            self.requests.show_done(self.tr("The files are dealt, reserves as well."))
            self.requests.begin()
        elif isinstance(command, (FixFrame, NameSeedSource, DrawSample, GroupFrame)):
            self._plan = Plan(self._plan.size, self._plan.rule)
            self._turn_to(DRAW)
        else:
            self.checks.show_working("")
            self.intake.forget()
            self._turn_to(SIZES)

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if initiator is self or not self.isVisible():
            return
        if not any(cell.startswith(CELLS) for cell in changes.cells):
            return
        state = self._reload()
        if self.present == REQUESTS:
            self.requests.show_state(state)
        elif state.step == DRAW and self.present == DRAW:
            self.drawing.show_state(state, self._plan)

    def _on_list_found(self) -> None:
        table, mapping = self.intake.table, self.intake.mapping
        if table is not None and mapping is not None:
            self.columns.show_list(table, mapping)
            self._show_step(COLUMNS)

    def _on_intake_working(self, working: bool) -> None:  # noqa: FBT001  # a signal's value
        if self.present == CHECKS:
            self.checks.show_working(self.tr("Counting the cases") if working else "")
        else:
            self.list.show_working(working)
            self.columns.busy = working

    def _on_intake_failed(self, error: Exception) -> None:
        from cafaudit.intake import FoldNeeded, SheetNeeded

        if isinstance(error, FoldNeeded):
            self.checks.show_fold(error)
        elif self.present == CHECKS:
            self.checks.show_refused(_refusal(error))
        else:
            self._show_step(LIST)
            message, advice = words_of(error)
            self.list.show_refused_list(f"{message} {advice}")
            if isinstance(error, SheetNeeded):
                self.list.show_sheets(error.sheets)

    def _on_intake_stopped(self) -> None:
        self._turn_to(LIST if self.intake.table is None else COLUMNS)

    def _on_role_set(self, header: str, role: str, treatment: object) -> None:
        try:
            self.intake.set_role(header, cast("Role", role), cast("Treatment | None", treatment))
        except InputRefused as refusal:
            self.columns.show_refused(refusal)
            return
        if self.intake.table is not None and self.intake.mapping is not None:
            self.columns.show_mapping(self.intake.table, self.intake.mapping)

    def _on_sheet_chosen(self, name: str) -> None:
        path: Path | None = self.intake.path
        if path is not None:
            self.intake.read(path, name)

    def _on_columns_done(self) -> None:
        mapping = self.intake.mapping
        if mapping is None or mapping.header_of("id") is None:
            self.columns.show_no_reference()
            self.columns.begin()
            return
        self._show_step(CHECKS)
        self.intake.check()

    def _on_fold_wanted(self) -> None:
        self.intake.fold = True
        self.intake.check()

    def _on_accepted(self) -> None:
        self._plan = Plan()
        try:
            command = self.intake.command()
        except InputRefused as refusal:
            self.checks.show_refused(refusal)
            return
        self.checks.show_storing()
        self._do(command)

    def _fetch_groups(self) -> None:
        visit = self._desk.visit

        def work(_: Progress) -> Groups:
            groups = Groups(stored_cases(visit))
            groups.offered()  # counted here, beside the window, and remembered
            return groups

        job = Job(work)
        job.succeeded.connect(self._on_groups_fetched)
        self._desk.run(job)

    def _on_groups_fetched(self, groups: Groups) -> None:
        if self.present == SIZES:
            self.sizes.show_groups(groups)

    def _on_sizes_settled(self, plan: Plan) -> None:
        self._plan = plan
        if plan.fields == AS_LISTED:
            self._turn_to(DRAW)
        else:
            self._do(GroupFrame(strata=plan.fields))

    def _on_seed_typed(self, seed: str) -> None:
        self._do(DrawSample(seed=seed, size=self._plan.size, allocate=self._plan.rule))

    def _on_check_wanted(self) -> None:
        visit = self._desk.visit

        def work(_: Progress) -> tuple[str, ...]:
            return verify_stored_draw(visit)

        job = Job(work)
        job.succeeded.connect(self.drawing.show_checked)
        job.failed.connect(lambda error: self.drawing.show_refused(_refusal(error)))
        self._desk.run(job)

    def _on_deal_wanted(self, codes: tuple[str, ...]) -> None:
        self._do(DealFiles(readers=codes))

    def _on_paper_done(self, text: str) -> None:
        state = self._reload()
        if self.present == REQUESTS:
            self.requests.show_state(state)
            self.requests.show_done(text)
        else:
            self.drawing.show_paper(text)

    def _on_paper_refused(self, error: CafAuditError) -> None:
        self._steps[self.present].show_refused(error)

    def _on_back(self, step: int) -> None:
        before = {COLUMNS: LIST, CHECKS: COLUMNS, SIZES: LIST, DRAW: SIZES, REQUESTS: DRAW}
        if step == DRAW and self._state is not None and self._state.draws:
            return
        target = before.get(step)
        if target is not None:
            self.intake.stop()
            self._turn_to(target)


def _refusal(error: Exception) -> CafAuditError:
    return error if isinstance(error, CafAuditError) else InputRefused(*words_of(error))
