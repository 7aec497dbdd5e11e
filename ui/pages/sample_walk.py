"""The walk through the steps of the Sample page: the state they show, the one in front, what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from cafaudit.errors import CafAuditError, InputRefused
from ui.messages import words_of
from ui.models.sample_state import LIST, SampleState, read_sample

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cafaudit.services.visit import Changes
    from ui.desk import Desk
    from ui.jobs import Job
    from ui.pages.sample_step import Step

    Prepare = Callable[[SampleState], None]


class Walk(QObject):
    """Holds the steps in their order and the state that they show.

    `state_read(SampleState)` after each look at the visit, `step_shown(int)` once a step is in front.
    Whoever owns a step says by `prepare` what is to happen before it comes to the front.
    """

    state_read = Signal(object)
    step_shown = Signal(int)

    def __init__(self, desk: Desk, steps: Sequence[Step], parent: QObject) -> None:
        """Take the steps; nothing is read yet."""
        super().__init__(parent)
        self.desk = desk
        self.steps = tuple(steps)
        self.stack = QStackedWidget()
        self._state: SampleState | None = None
        self._prepared: dict[int, Prepare] = {}
        for step in self.steps:
            self.stack.addWidget(step)

    @property
    def present(self) -> int:
        """The step in front, 0 for the first."""
        return self.stack.currentIndex()

    @property
    def step(self) -> Step:
        """The step in front."""
        return self.steps[self.present]

    @property
    def state(self) -> SampleState:
        """The state that is shown, read when it was not yet."""
        return self._state or self.reload()

    def reload(self) -> SampleState:
        """Read the visit."""
        self._state = state = read_sample(self.desk)
        self.state_read.emit(state)
        return state

    def prepare(self, step: int, show: Prepare) -> None:
        """Have `show` called with the state each time before that step comes to the front."""
        self._prepared[step] = show

    def turn_to(self, step: int) -> None:
        """Fill a step and bring it to the front; who may not draw sees the list until there is a draw."""
        state = self.state
        if not state.leads and not state.draws:
            step = LIST
        if step in self._prepared:
            self._prepared[step](state)
        self.bring(step)

    def bring(self, step: int) -> None:
        """Bring a step to the front as it is, with the keyboard where it belongs."""
        self.stack.setCurrentIndex(step)
        self.step_shown.emit(step)
        self.steps[step].begin()

    def do(
        self,
        command: object,
        *,
        then: Callable[[], None],
        refused: Callable[[CafAuditError], None] | None = None,
    ) -> None:
        """Have a command of the present step done; that step takes nothing else meanwhile.

        `then` is called with the new state read; a refusal is said by the step unless `refused` does.
        """
        on_done, on_refused = self._ends(then, refused)
        self.desk.do(command, initiator=self, then=on_done, refused=on_refused)

    def do_long(self, command: object, *, then: Callable[[], None], stopped: Callable[[], None]) -> Job:
        """Have a command of the present step done that tells how far it is; `stopped` after a stop."""
        on_done, on_refused = self._ends(then, None)
        step = self.step

        def on_stopped() -> None:
            step.busy = False
            stopped()

        job = self.desk.do_long(command, initiator=self, then=on_done, refused=on_refused)
        job.cancelled.connect(on_stopped)
        return job

    def _ends(
        self, then: Callable[[], None], refused: Callable[[CafAuditError], None] | None
    ) -> tuple[Callable[[Changes], None], Callable[[CafAuditError], None]]:
        """Return what happens after a command and after its refusal; until then the step is busy."""
        step = self.step
        step.busy = True

        def on_refused(error: CafAuditError) -> None:
            step.busy = False
            (refused or step.show_refused)(error)

        def on_done(_: Changes) -> None:
            step.busy = False
            self.reload()
            then()

        return on_done, on_refused


def refusal_of(error: Exception) -> CafAuditError:
    """Return an error as one that has its sentences."""
    return error if isinstance(error, CafAuditError) else InputRefused(*words_of(error))
