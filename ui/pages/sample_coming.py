"""The list on its way in: the steps List, Columns and Checks, and what leads from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from cafaudit.errors import CafAuditError, InputRefused
from cafaudit.services.clock import utc_now
from cafaudit.services.queries.lists import list_changes
from ui.messages import words_of
from ui.models.list_findings import cells_of, headings, progress_text
from ui.models.sample_state import CHANGED, CHECKS, COLUMNS, DRAW, LIST, SIZES, count_of
from ui.pages.sample_intake import Reading
from ui.pages.sample_walk import refusal_of
from ui.printing import page_html

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cafaudit.intake import Role, Treatment
    from cafaudit.intake.mapping import DateOrder
    from ui.ask_files import FileAsking
    from ui.jobs import Job
    from ui.models.sample_state import SampleState
    from ui.pages.sample_changes import ChangesStep
    from ui.pages.sample_checks import ChecksStep
    from ui.pages.sample_columns import ColumnsStep
    from ui.pages.sample_intake import ListIntake
    from ui.pages.sample_list import ListStep
    from ui.pages.sample_walk import Walk
    from ui.printing import Printing

_TOML = "Mappings (*.toml)"


class ComingList(QObject):
    """Leads a list from its file into the visit."""

    def __init__(
        self,
        walk: Walk,
        intake: ListIntake,
        steps: tuple[ListStep, ColumnsStep, ChecksStep, ChangesStep],
        outside: tuple[FileAsking, Printing],
        taken: Callable[[], None],
    ) -> None:
        """Connect the steps; `taken` is called when a list was stored, before the sizes are asked."""
        super().__init__(walk)
        self._walk, self._intake, self._taken = walk, intake, taken
        self._list, self._columns, self._checks, self._changes = steps
        self._files, self._printing = outside
        self._storing: Job | None = None
        walk.prepare(LIST, self._prepare_list)
        self._connect_intake()
        self._connect_list()
        self._connect_columns()
        self._connect_checks()
        walk.desk.closing.connect(intake.close)

    def resume(self) -> bool:
        """Show the step that a list on its way in is at; False when there is none."""
        walk = self._walk
        if walk.present not in {COLUMNS, CHECKS} or self._intake.look is None:
            return False
        walk.step.begin()
        return True

    def show_changes(self) -> None:
        """Show what the newest list changed, or go on where there was no other before it."""
        changes = list_changes(self._walk.desk.visit)
        if changes.list_number is None:
            self._go_on()
        else:
            self._changes.show_changes(changes)
            self._walk.bring(CHANGED)

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
        intake.progressed.connect(self._on_progressed)

    def _connect_list(self) -> None:
        self._list.list_wanted.connect(self._on_list_wanted)
        self._list.onward_wanted.connect(self._go_on)
        self._changes.pressed.connect(self._go_on)
        self._changes.back_wanted.connect(self._go_on)
        self._list.stop_wanted.connect(self._intake.stop)

    def _connect_columns(self) -> None:
        columns = self._columns
        columns.role_set.connect(self._on_role_set)
        columns.group_set.connect(self._on_group_set)
        columns.read_wanted.connect(self._intake.read_otherwise)
        columns.read_as.stop_wanted.connect(self._intake.stop)
        columns.date_order_set.connect(self._on_date_order_set)
        columns.proposed_wanted.connect(self._on_proposed_wanted)
        columns.save_wanted.connect(self._on_save_wanted)
        columns.load_wanted.connect(self._on_load_wanted)
        columns.onward_wanted.connect(self._on_columns_done)
        columns.back_wanted.connect(lambda: self.back(COLUMNS))

    def _connect_checks(self) -> None:
        self._checks.fold_wanted.connect(self._on_fold_wanted)
        self._checks.accepted.connect(self._on_accepted)
        self._checks.stop_wanted.connect(self._on_stop_wanted)
        self._checks.print_wanted.connect(self._on_print_wanted)
        self._checks.back_wanted.connect(lambda: self.back(CHECKS))

    def _prepare_list(self, state: SampleState) -> None:
        source = str(state.frame.facts.get("source", ""))
        self._list.show_list(source, state.frame, drawn=bool(state.draws))
        self._list.show_rights(leads=state.leads)

    def _on_list_wanted(self, path: Path, sheet: str | None) -> None:
        self._intake.read(Reading(path, sheet))

    def _on_list_found(self) -> None:
        look, mapping = self._intake.look, self._intake.mapping
        if look is not None and mapping is not None:
            self._columns.show_list(look, mapping, self._intake.known_since)
            if self._walk.present != COLUMNS:  # else the keyboard stays where it said how to read
                self._walk.bring(COLUMNS)

    def _on_intake_working(self, working: bool) -> None:  # noqa: FBT001  # a signal's value
        if self._walk.present == CHECKS:
            self._checks.show_working(self.tr("Counting the cases") if working else "")
            return
        self._columns.busy = working
        if self._walk.present == COLUMNS:
            self._columns.read_as.show_working(working)
        else:
            self._list.show_working(working)

    def _on_progressed(self, done: int, total: int) -> None:
        look = self._intake.look
        said = progress_text(done, total, is_text=look is not None and bool(look.encoding))
        if not said:
            return  # asked whether to go on, without a word on how far it is
        if self._walk.present == CHECKS:
            self._checks.show_progress(said, done, total)
        elif self._walk.present == COLUMNS:
            self._columns.read_as.show_progress(said, done, total)
        else:
            self._list.show_progress(said, done, total)

    def _on_intake_failed(self, error: Exception) -> None:
        from cafaudit.intake import FoldNeeded, SheetNeeded

        if isinstance(error, FoldNeeded):
            self._checks.show_fold(error, self._intake.look)
        elif self._walk.present == CHECKS:
            self._checks.show_refused(refusal_of(error))
        elif self._walk.present == COLUMNS and self._intake.look is not None:
            self._columns.read_as.show_look(self._intake.look)
            self._columns.show_refused(refusal_of(error))
        else:
            self._walk.bring(LIST)
            message, advice = words_of(error)
            self._list.show_refused_list(f"{message} {advice}")
            if isinstance(error, SheetNeeded):
                self._list.show_sheets(error.sheets)

    def _on_intake_stopped(self) -> None:
        if self._intake.look is None:
            self._walk.turn_to(LIST)
            return
        self._columns.read_as.show_look(self._intake.look)
        self._walk.turn_to(COLUMNS)

    def _on_role_set(self, header: str, role: str, treatment: object) -> None:
        self._change(
            lambda: self._intake.set_role(header, cast("Role", role), cast("Treatment | None", treatment))
        )

    def _on_group_set(self, header: str, wanted: bool) -> None:  # noqa: FBT001  # a signal's value
        self._change(lambda: self._intake.set_group(header, wanted=wanted))

    def _on_date_order_set(self, order: DateOrder) -> None:
        self._change(lambda: self._intake.set_date_order(order))

    def _on_proposed_wanted(self) -> None:
        self._change(self._intake.take_proposed)
        self._columns.begin()

    def _change(self, deed: Callable[[], None], said: str = "") -> None:
        """Change the mapping and show it; what is refused is said on the step."""
        try:
            deed()
        except CafAuditError as refusal:
            self._columns.show_refused(refusal)
            return
        if self._intake.mapping is not None:
            self._columns.show_mapping(self._intake.mapping)
        if said:
            self._columns.show_done(said)

    def _on_save_wanted(self) -> None:
        from cafaudit.files import write_whole
        from cafaudit.intake import mapping_to_toml

        look, mapping = self._intake.look, self._intake.mapping
        if look is None or mapping is None:
            return
        suggested = look.path.with_name(f"{look.path.stem} columns.toml")
        path = self._files.save_file(self._columns, self.tr("Mapping"), suggested, self.tr(_TOML))
        if path is None:
            return
        target = path if path.suffix == ".toml" else path.with_name(path.name + ".toml")
        try:
            write_whole(target, mapping_to_toml(mapping).encode())
        except OSError as fault:
            self._columns.show_refused(
                InputRefused(
                    self.tr("The mapping cannot be written to {file} ({why}).").format(
                        file=target, why=fault.strerror
                    ),
                    self.tr("Choose another folder or name."),
                )
            )
            return
        said = self.tr("Mapping saved: {file}. On the command line: frame import VISIT FILE --map {name}")
        reading = self._intake.reading
        if reading is not None and reading.header_row is not None:
            said += f" --header-row {reading.header_row}"
        self._columns.show_done(said.format(file=target, name=target.name))

    def _on_load_wanted(self) -> None:
        path = self._files.open_file(self._columns, self.tr("Mapping"), self.tr(_TOML))
        if path is None:
            return
        said = self.tr("Columns are as “{name}” says.").format(name=path.name)
        self._change(lambda: self._load(path), said)

    def _load(self, path: Path) -> None:
        from cafaudit.intake import mapping_from_toml

        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as fault:
            raise InputRefused(
                self.tr("“{name}” cannot be read as a mapping.").format(name=path.name),
                self.tr("Choose a file that was saved here with “Save mapping…”."),
            ) from fault
        self._intake.take_mapping(mapping_from_toml(text, path.name))

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

    def _on_print_wanted(self) -> None:
        look = self._intake.look
        if look is None:
            return
        shown = self._checks.findings.shown
        said = count_of(len(shown), self.tr("entry"), self.tr("entries"))
        title = self.tr("What is odd about “{source}”").format(source=look.source)
        html = page_html(title, (said,), headings(), [cells_of(one) for one in shown])
        self._printing.print_html(self._checks, title, html)

    def _on_accepted(self, note: str) -> None:
        try:
            command = self._intake.command(note)
        except InputRefused as refusal:
            self._checks.show_refused(refusal)
            return
        self._checks.show_working(self.tr("Storing the list"), anew=False)
        job = self._walk.do_long(command, then=self._on_stored, stopped=self._on_storing_stopped)
        job.progressed.connect(self._on_progressed)
        self._storing = job

    def _on_stop_wanted(self) -> None:
        if self._storing is not None:
            self._storing.cancel()
        self._intake.stop()

    def _on_storing_stopped(self) -> None:
        self._storing = None
        self._checks.show_working("")
        self._checks.show_stopped()

    def _on_stored(self) -> None:
        self._storing = None
        self._checks.show_working("")
        try:
            self._intake.remember(utc_now())
        except InputRefused as refusal:
            self._walk.desk.refused.emit(refusal, self._walk)
        self._intake.forget()
        self._taken()
        self.show_changes()

    def _go_on(self) -> None:
        """Go on with the list of the visit: to its sizes, or to the draw that was made from it."""
        self._walk.turn_to(DRAW if self._walk.state.draws else SIZES)
