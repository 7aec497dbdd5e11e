"""The list on its way in: the steps List, Columns and Checks, and what leads from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from cafaudit.errors import InputRefused
from ui.messages import words_of
from ui.models.sample_state import CHECKS, COLUMNS, LIST, SIZES
from ui.pages.sample_walk import refusal_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from cafaudit.intake import Role, Treatment
    from ui.models.sample_state import SampleState
    from ui.pages.sample_checks import ChecksStep
    from ui.pages.sample_columns import ColumnsStep
    from ui.pages.sample_intake import ListIntake
    from ui.pages.sample_list import ListStep
    from ui.pages.sample_walk import Walk


class ComingList(QObject):
    """Leads a list from its file into the visit."""

    def __init__(
        self,
        walk: Walk,
        intake: ListIntake,
        steps: tuple[ListStep, ColumnsStep, ChecksStep],
        taken: Callable[[], None],
    ) -> None:
        """Connect the three steps; `taken` is called when a list was stored, before the sizes are asked."""
        super().__init__(walk)
        self._walk, self._intake, self._taken = walk, intake, taken
        self._list, self._columns, self._checks = steps
        walk.prepare(LIST, self._prepare_list)
        self._connect_intake()
        self._connect_steps()

    def resume(self) -> bool:
        """Show the step that a list on its way in is at; False when there is none."""
        walk = self._walk
        if walk.present not in {COLUMNS, CHECKS} or self._intake.table is None or walk.state.draws:
            return False
        walk.step.begin()
        return True

    def back(self, step: int) -> None:
        """Go back from one of the steps, stopping what it does."""
        self._intake.stop()
        self._walk.turn_to({COLUMNS: LIST, CHECKS: COLUMNS}[step])

    def _connect_intake(self) -> None:
        intake = self._intake
        intake.found.connect(self._on_list_found)
        intake.counted.connect(self._checks.show_check)
        intake.failed.connect(self._on_intake_failed)
        intake.stopped.connect(self._on_intake_stopped)
        intake.working.connect(self._on_intake_working)

    def _connect_steps(self) -> None:
        self._list.list_wanted.connect(self._intake.read)
        self._list.onward_wanted.connect(lambda: self._walk.turn_to(SIZES))
        self._list.stop_wanted.connect(self._intake.stop)
        self._columns.role_set.connect(self._on_role_set)
        self._columns.sheet_chosen.connect(self._on_sheet_chosen)
        self._columns.onward_wanted.connect(self._on_columns_done)
        self._columns.back_wanted.connect(lambda: self.back(COLUMNS))
        self._checks.fold_wanted.connect(self._on_fold_wanted)
        self._checks.accepted.connect(self._on_accepted)
        self._checks.stop_wanted.connect(self._intake.stop)
        self._checks.back_wanted.connect(lambda: self.back(CHECKS))

    def _prepare_list(self, state: SampleState) -> None:
        self._list.show_list(str(state.frame.facts.get("source", "")), state.frame.cases)
        self._list.show_rights(leads=state.leads)

    def _on_list_found(self) -> None:
        table, mapping = self._intake.table, self._intake.mapping
        if table is not None and mapping is not None:
            self._columns.show_list(table, mapping)
            self._walk.bring(COLUMNS)

    def _on_intake_working(self, working: bool) -> None:  # noqa: FBT001  # a signal's value
        if self._walk.present == CHECKS:
            self._checks.show_working(self.tr("Counting the cases") if working else "")
        else:
            self._list.show_working(working)
            self._columns.busy = working

    def _on_intake_failed(self, error: Exception) -> None:
        from cafaudit.intake import FoldNeeded, SheetNeeded

        if isinstance(error, FoldNeeded):
            self._checks.show_fold(error)
        elif self._walk.present == CHECKS:
            self._checks.show_refused(refusal_of(error))
        else:
            self._walk.bring(LIST)
            message, advice = words_of(error)
            self._list.show_refused_list(f"{message} {advice}")
            if isinstance(error, SheetNeeded):
                self._list.show_sheets(error.sheets)

    def _on_intake_stopped(self) -> None:
        self._walk.turn_to(LIST if self._intake.table is None else COLUMNS)

    def _on_role_set(self, header: str, role: str, treatment: object) -> None:
        try:
            self._intake.set_role(header, cast("Role", role), cast("Treatment | None", treatment))
        except InputRefused as refusal:
            self._columns.show_refused(refusal)
            return
        if self._intake.table is not None and self._intake.mapping is not None:
            self._columns.show_mapping(self._intake.table, self._intake.mapping)

    def _on_sheet_chosen(self, name: str) -> None:
        if self._intake.path is not None:
            self._intake.read(self._intake.path, name)

    def _on_columns_done(self) -> None:
        mapping = self._intake.mapping
        if mapping is None or mapping.header_of("id") is None:
            self._columns.show_no_reference()
            self._columns.begin()
            return
        self._walk.bring(CHECKS)
        self._intake.check()

    def _on_fold_wanted(self) -> None:
        self._intake.fold = True
        self._intake.check()

    def _on_accepted(self) -> None:
        try:
            command = self._intake.command()
        except InputRefused as refusal:
            self._checks.show_refused(refusal)
            return
        self._checks.show_storing()
        self._walk.do(command, then=self._on_stored)

    def _on_stored(self) -> None:
        self._checks.show_working("")
        self._intake.forget()
        self._taken()
        self._walk.turn_to(SIZES)
