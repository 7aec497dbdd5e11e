"""A case list on its way from its file: read and counted beside the work, held no longer than needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cafaudit.errors import InputRefused
from ui.jobs import Job, JobQueue

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cafaudit.intake import Mapping, Role, Table, Treatment
    from cafaudit.progress import Progress
    from cafaudit.services.case_lists import ListCheck
    from cafaudit.services.commands.listing import ImportFrame
    from ui.jobs import Work


class ListIntake(QObject):
    """Holds one list that is on its way in; it still has names in it until `forget`.

    `found()` after a list was read, `counted(ListCheck)` after it was checked, `failed(error)` for both,
    `stopped()` when a person stopped the work, `working(bool)` before and after it.
    """

    found = Signal()
    counted = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    working = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        """Hold nothing yet."""
        super().__init__(parent)
        self.path: Path | None = None
        self.table: Table | None = None
        self.mapping: Mapping | None = None
        self.fold: bool | None = None
        self._sheet: str | None = None
        self._jobs = JobQueue(self)
        self._job: Job | None = None

    def read(self, path: Path, sheet: str | None = None) -> None:
        """Read a file, or another sheet of it."""

        def work(progress: Progress) -> tuple[Table, Mapping]:
            from cafaudit.services.case_lists import look_at

            return look_at(path, sheet, progress)

        self.forget()
        self.path, self._sheet = path, sheet
        self._run(work, self._on_found)

    def check(self) -> None:
        """Count what the list comes to with the present mapping."""
        table, mapping, fold = self.table, self.mapping, self.fold
        if table is None or mapping is None:
            return

        def work(progress: Progress) -> ListCheck:
            from cafaudit.services.case_lists import check_list

            return check_list(table, mapping, fold=fold, progress=progress)

        self._run(work, self._on_counted)

    def set_role(self, header: str, role: Role, treatment: Treatment | None = None) -> None:
        """Say what a column is; that may undo an answer about folding.

        Raises:
            InputRefused: that may not become of such a column.
        """
        from cafaudit.services.case_lists import with_role

        if self.mapping is not None:
            self.mapping = with_role(self.mapping, header, role, treatment)
            self.fold = None

    def command(self) -> ImportFrame:
        """Return the command that stores the list as it is understood now.

        Raises:
            InputRefused: no list is held.
        """
        from cafaudit.intake import mapping_to_toml
        from cafaudit.services.commands.listing import ImportFrame

        if self.path is None or self.table is None or self.mapping is None:
            raise InputRefused("No list was read.", "Choose the list first.")
        return ImportFrame(
            file=str(self.path),
            sheet=self.table.sheet or None,
            mapping=mapping_to_toml(self.mapping),
            fold=self.fold,
        )

    def stop(self) -> None:
        """Stop what is being done."""
        if self._job is not None:
            self._job.cancel()

    def forget(self) -> None:
        """Let go of the list and of all names in it."""
        self.table, self.mapping, self.fold = None, None, None

    def _run(self, work: Work, then: Callable[..., None]) -> None:
        job = Job(work)
        job.succeeded.connect(then)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_stopped)
        job.finished.connect(self._on_finished)
        self._job = job
        self.working.emit(True)
        self._jobs.add(job)

    def _on_found(self, result: tuple[Table, Mapping]) -> None:
        self.table, self.mapping = result
        self.found.emit()

    def _on_counted(self, found: ListCheck) -> None:
        self.counted.emit(found)

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)

    def _on_stopped(self) -> None:
        self.stopped.emit()

    def _on_finished(self) -> None:
        self.working.emit(False)
