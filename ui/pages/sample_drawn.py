"""From sizes to the first file: the steps Sizes, Fix and draw, Request lists, and what leads on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cafaudit.services.commands.dealing import DealFiles
from cafaudit.services.commands.drawing import DrawSample, NameSeedSource
from cafaudit.services.commands.extending import ExtendSample
from cafaudit.services.commands.listing import FixFrame, GroupFrame
from cafaudit.services.draw_sheets import draw_paper
from cafaudit.services.drawn_marks import NOT_MARKED
from cafaudit.services.queries.files import stored_cases, verify_stored_draw
from ui.jobs import Job
from ui.models.sample_groups import AS_LISTED, Groups, Plan
from ui.models.sample_plan import drop_plan, keep_plan, kept_plan
from ui.models.sample_state import DRAW, LIST, REQUESTS, SIZES, queues_of
from ui.pages.late_rule import LateRules
from ui.pages.sample_asking import Asking
from ui.pages.sample_walk import refusal_of

if TYPE_CHECKING:
    from cafaudit.errors import CafAuditError
    from cafaudit.progress import Progress
    from cafaudit.services.visit import Changes
    from ui.models.sample_state import SampleState
    from ui.pages.sample_draw import DrawStep
    from ui.pages.sample_more import More
    from ui.pages.sample_papers import Papers
    from ui.pages.sample_requests import RequestsStep
    from ui.pages.sample_sizes import SizesStep
    from ui.pages.sample_walk import Walk


class DrawingLots(QObject):
    """Leads from the stored list to the request lists. `reading_wanted()` goes to the first file."""

    reading_wanted = Signal()

    def __init__(self, walk: Walk, papers: Papers, steps: tuple[SizesStep, DrawStep, RequestsStep]) -> None:
        """Connect the three steps."""
        super().__init__(walk)
        self._walk, self._papers = walk, papers
        self._sizes, self._drawing, self._requests = steps
        self._kept: Plan | None = None
        walk.prepare(SIZES, self._prepare_sizes)
        walk.prepare(DRAW, lambda state: self._drawing.show_state(state, self._plan))
        walk.prepare(REQUESTS, self._requests.show_state)
        self.asking = Asking(walk, self._requests)
        self.late = LateRules(walk, self._drawing)
        self._warnings: tuple[str, ...] = ()
        walk.desk.changed.connect(self._on_changed)
        self._connect_steps()
        self._connect_papers()

    def begin_anew(self) -> None:
        """Forget what was planned for an earlier list."""
        visit = self._walk.desk.visit
        self._kept = Plan()
        self._walk.desk.run(Job(lambda _: drop_plan(visit)))

    @property
    def _plan(self) -> Plan:
        """What the sizes were settled as, now or when the program last ran."""
        if self._kept is None:
            self._kept = kept_plan(self._walk.desk.visit)
        return self._kept

    def refresh(self, state: SampleState) -> None:
        """Show a changed state in the step that is in front."""
        if self._walk.present == REQUESTS:
            self._requests.show_state(state)
        elif state.step == DRAW and self._walk.present == DRAW:
            self._drawing.show_state(state, self._plan)

    def back(self, step: int) -> None:
        """Go back from one of the steps; behind a draw there is no way back."""
        if step == DRAW and (self._drawing.leave_more() or self._walk.state.draws):
            return
        self._walk.turn_to({SIZES: LIST, DRAW: SIZES, REQUESTS: DRAW}[step])

    def _connect_steps(self) -> None:
        for at, step in ((SIZES, self._sizes), (DRAW, self._drawing), (REQUESTS, self._requests)):
            step.back_wanted.connect(lambda at=at: self.back(at))
        self._sizes.onward_wanted.connect(self._on_sizes_settled)
        drawing, requests = self._drawing, self._requests
        drawing.fix_wanted.connect(lambda: self._do(FixFrame()))
        drawing.source_named.connect(lambda text: self._do(NameSeedSource(source=text)))
        drawing.seed_typed.connect(self._on_seed_typed)
        drawing.requests_wanted.connect(lambda: self._walk.turn_to(REQUESTS))
        drawing.check_wanted.connect(self._on_check_wanted)
        drawing.draw_wanted.connect(self._on_draw_wanted)
        drawing.extend_wanted.connect(self._on_extend_wanted)
        drawing.further_wanted.connect(self._on_further_wanted)
        requests.deal_wanted.connect(self._on_deal_wanted)
        requests.reading_wanted.connect(self.reading_wanted)

    def _connect_papers(self) -> None:
        papers, drawing, requests = self._papers, self._drawing, self._requests
        drawing.print_wanted.connect(papers.print_draw)
        drawing.save_wanted.connect(papers.save_draw)
        drawing.checking_wanted.connect(papers.save_for_checking)
        requests.save_wanted.connect(papers.save_request)
        requests.save_all_wanted.connect(papers.save_requests)
        requests.print_wanted.connect(papers.print_request)
        requests.print_all_wanted.connect(papers.print_requests)
        papers.done.connect(self._on_paper_done)
        papers.refused.connect(self._on_paper_refused)

    def _do(self, command: object) -> None:
        """Have a command on the way to the draw done, then show where the draw stands."""
        in_draw = self._walk.step is self._drawing
        self._walk.do(command, then=self._on_done, refused=self._say_at_field if in_draw else None)

    def _on_done(self) -> None:
        self._kept = replace(self._plan, fields=AS_LISTED)
        self._walk.turn_to(DRAW)
        if NOT_MARKED in self._warnings:
            self._drawing.show_warned(f"{NOT_MARKED}.")

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        """Remember what the command just done warns of."""
        self._warnings = changes.warnings if initiator is self._walk else ()

    def _say_at_field(self, error: CafAuditError) -> None:
        self._drawing.show_field_error(f"{error.message} {error.advice}")

    def _prepare_sizes(self, state: SampleState) -> None:
        self._sizes.show_plan(self._plan, dict(state.frame.strata))
        visit = self._walk.desk.visit

        def work(_: Progress) -> Groups:
            groups = Groups(stored_cases(visit))
            groups.offered()  # counted here, beside the window, and remembered
            return groups

        job = Job(work)
        job.succeeded.connect(self._on_groups_fetched)
        self._walk.desk.run(job)

    def _on_groups_fetched(self, groups: Groups) -> None:
        if self._walk.present == SIZES:
            self._sizes.show_groups(groups)

    def _on_sizes_settled(self, plan: Plan) -> None:
        visit = self._walk.desk.visit
        self._kept = plan
        self._walk.desk.run(Job(lambda _: keep_plan(visit, plan)))
        if plan.fields == AS_LISTED:
            self._walk.turn_to(DRAW)
        else:
            self._do(GroupFrame(strata=plan.fields))

    def _on_seed_typed(self, seed: str) -> None:
        plan = self._plan
        self._do(
            DrawSample(
                seed=seed,
                size=plan.size,
                per_stratum=dict(plan.stated) or None,
                allocate=plan.rule,
                expected=dict(plan.expected) or None,
            )
        )

    def _on_extend_wanted(self, more: More) -> None:
        stated = more.per_stratum
        size = None if stated else more.size
        self._do(ExtendSample(size=size, per_stratum=stated, allocate=more.allocate, reason=more.reason))

    def _on_further_wanted(self, seed: str, more: More) -> None:
        stated = more.per_stratum
        size = None if stated else more.size
        self._do(
            DrawSample(seed=seed, size=size, per_stratum=stated, allocate=more.allocate, reason=more.reason)
        )

    def _on_draw_wanted(self, number: int) -> None:
        visit = self._walk.desk.visit
        job = Job(lambda _: draw_paper(visit, number))
        job.succeeded.connect(
            lambda paper: self._drawing.show_earlier(number, queues_of(paper.cases, paper.record))
        )
        job.failed.connect(lambda error: self._drawing.show_refused(refusal_of(error)))
        self._walk.desk.run(job)

    def _on_check_wanted(self) -> None:
        visit = self._walk.desk.visit

        def work(_: Progress) -> tuple[str, ...]:
            return verify_stored_draw(visit)

        job = Job(work)
        job.succeeded.connect(self._drawing.show_checked)
        job.failed.connect(lambda error: self._drawing.show_refused(refusal_of(error)))
        self._walk.desk.run(job)

    def _on_deal_wanted(self, codes: tuple[str, ...]) -> None:
        self._walk.do(DealFiles(readers=codes), then=self._on_dealt)

    def _on_dealt(self) -> None:
        self._requests.show_state(self._walk.state)
        self._requests.show_done(self.tr("The files are dealt, reserves as well."))
        self._requests.begin()

    def _on_paper_done(self, text: str) -> None:
        state = self._walk.reload()
        if self._walk.present == REQUESTS:
            self._requests.show_state(state)
            self._requests.show_done(text)
        else:
            self._drawing.show_paper(text)

    def _on_paper_refused(self, error: CafAuditError) -> None:
        self._walk.step.show_refused(error)
