"""A case list on its way from its file: looked at and counted beside the work, never held whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from cafaudit.errors import CafAuditError, InputRefused
from ui.jobs import Job, JobQueue

if TYPE_CHECKING:
    from collections.abc import Callable

    from cafaudit.intake import Mapping, Role, Treatment
    from cafaudit.intake.mapping import DateOrder
    from cafaudit.progress import Progress
    from cafaudit.services.commands.listing import ImportFrame
    from cafaudit.services.known_mappings import KnownMappings
    from cafaudit.services.list_looks import ListCheck, ListLook
    from ui.jobs import Work

Way = Literal["sheet", "encoding", "delimiter", "header_row"]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read: its sheet, or the encoding and separator of a text; None for "as found".

    `header_row` is the row that holds the headings, counted from 1.
    """

    path: Path
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None

    def otherwise(self, way: Way, value: str) -> Reading:
        """Return the same with one thing changed; another sheet has its headings elsewhere."""
        if way == "sheet":
            return replace(self, sheet=value, header_row=None)
        if way == "header_row":
            return replace(self, header_row=int(value))
        return replace(self, encoding=value) if way == "encoding" else replace(self, delimiter=value)


class ListIntake(QObject):
    """Holds the beginning of one list that is on its way in; it has names in it until `forget`.

    `found()` after a list was looked at, `counted(ListCheck)` after it was checked, `failed(error)` for both,
    `stopped()` at once when a person stopped the work, `working(bool)` before and after it,
    `progressed(done, total)` between, a total of 0 being unknown.
    """

    found = Signal()
    counted = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    working = Signal(bool)
    progressed = Signal(object, object)

    def __init__(self, mappings: KnownMappings | None = None, parent: QObject | None = None) -> None:
        """Hold nothing yet; `mappings` are those that the person used before."""
        super().__init__(parent)
        self.reading: Reading | None = None
        self.look: ListLook | None = None
        self.mapping: Mapping | None = None
        self.known_since = ""
        self.fold: bool | None = None
        self._mappings = mappings
        self._hash = ""
        self._before: tuple[Reading, ListLook | None, Mapping | None, str] | None = None
        self._jobs = JobQueue(self)
        self._job: Job | None = None

    def read(self, reading: Reading) -> None:
        """Read the beginning of a file, or the same one in another way."""

        def work(progress: Progress) -> ListLook:
            from cafaudit.services.list_looks import look_at

            return look_at(
                reading.path,
                sheet=reading.sheet,
                encoding=reading.encoding,
                delimiter=reading.delimiter,
                header_row=reading.header_row,
                progress=progress,
            )

        self.forget()
        self.reading = reading
        self._run(work, self._on_found)

    def read_otherwise(self, way: Way, value: str) -> None:
        """Read the same file with another sheet, encoding, separator or row of headings.

        Where that cannot be, the list stays as it was read before.
        """
        if self.reading is None:
            return
        before = (self.reading, self.look, self.mapping, self.known_since)
        self.read(self.reading.otherwise(way, value))
        self._before = before

    def check(self) -> None:
        """Count what the list comes to with the present mapping."""
        look, mapping, fold = self.look, self.mapping, self.fold
        if look is None or mapping is None:
            return

        def work(progress: Progress) -> ListCheck:
            from cafaudit.services.list_looks import check_list

            return check_list(look, mapping, fold=fold, progress=progress)

        self._run(work, self._on_counted)

    def set_role(self, header: str, role: Role, treatment: Treatment | None = None) -> None:
        """Say what a column is; that may undo an answer about folding.

        Raises:
            InputRefused: that may not become of such a column.
        """
        from cafaudit.services.case_lists import with_role
        from cafaudit.services.mapping_choices import with_kept_groups

        if self.mapping is not None:
            self.mapping = with_kept_groups(with_role(self.mapping, header, role, treatment))
            self.fold = None

    def set_group(self, header: str, *, wanted: bool) -> None:
        """Let a column take part in the groups, or no longer.

        Raises:
            InputRefused: groups cannot be made of it.
        """
        from cafaudit.services.mapping_choices import with_group

        if self.mapping is not None:
            self.mapping = with_group(self.mapping, header, wanted=wanted)

    def set_date_order(self, order: DateOrder) -> None:
        """Say which way round dates in figures are, "" to have the dates themselves tell."""
        if self.mapping is not None:
            self.mapping = replace(self.mapping, date_order=order)

    def take_mapping(self, mapping: Mapping) -> None:
        """Use a mapping from elsewhere; columns that it does not name are used as the headings say.

        Raises:
            InputRefused: it names columns that this list does not have.
        """
        if self.look is not None:
            self.mapping, self.fold = _fitted(self.look, mapping), None

    def take_proposed(self) -> None:
        """Use what the headings alone say, instead of what was used before."""
        if self.look is not None:
            self.mapping, self.known_since, self.fold = self.look.mapping, "", None

    def remember(self, at: str) -> None:
        """Keep the mapping for the next list with these headings.

        Raises:
            InputRefused: the profile cannot be written to.
        """
        if self._mappings is not None and self.mapping is not None:
            self._mappings.remember(self.mapping, at)

    def command(self, note: str = "") -> ImportFrame:
        """Return the command that stores the list as it was checked; `note` is why it is taken as it is.

        Raises:
            InputRefused: no list is held.
        """
        from cafaudit.intake import mapping_to_toml
        from cafaudit.services.commands.listing import ImportFrame

        if self.reading is None or self.look is None or self.mapping is None:
            raise InputRefused("No list was read.", "Choose the list first.")
        return ImportFrame(
            file=str(self.look.path),
            sheet=self.look.sheet or None,
            mapping=mapping_to_toml(self.mapping),
            fold=self.fold,
            encoding=self.reading.encoding,
            delimiter=self.reading.delimiter,
            header_row=self.reading.header_row,
            source_hash=self._hash,
            note=note,
        )

    def stop(self) -> None:
        """Stop what is being done, and say so at once; the work itself ends at its next step."""
        if self._job is None:
            return
        self._job.cancel()
        self._job = None
        self._restore()
        self.working.emit(False)
        self.stopped.emit()

    def close(self) -> None:
        """Stop and wait: the window is about to go."""
        self._job = None
        self._jobs.stop()

    def forget(self) -> None:
        """Let go of the list and of all names in it."""
        self.look, self.mapping, self.fold, self._before = None, None, None, None
        self.known_since, self._hash = "", ""

    def _run(self, work: Work, then: Callable[..., None]) -> None:
        job = Job(work)

        def if_wanted(tell: Callable[..., None]) -> Callable[..., None]:
            def told(*values: object) -> None:
                if self._job is job:
                    tell(*values)

            return told

        job.progressed.connect(if_wanted(self.progressed.emit))
        job.succeeded.connect(if_wanted(lambda result: self._end(then, result)))
        job.failed.connect(if_wanted(lambda error: self._end(self._on_failed, error)))
        self._job = job
        self.working.emit(True)
        self._jobs.add(job)

    def _end(self, then: Callable[..., None], value: object) -> None:
        self._job = None
        self.working.emit(False)
        then(value)

    def _restore(self) -> None:
        """Take up again what was read before, where only the way of reading was to be another."""
        if self._before is not None:
            self.reading, self.look, self.mapping, self.known_since = self._before
            self._before = None

    def _on_failed(self, error: Exception) -> None:
        self._restore()
        self.failed.emit(error)

    def _on_found(self, look: ListLook) -> None:
        self._before = None
        self.look, self.mapping = look, look.mapping
        known = self._mappings.recall(look.header) if self._mappings is not None else None
        if known is not None:
            try:
                self.mapping, self.known_since = _fitted(look, known.mapping), known.at
            except CafAuditError:
                self.mapping = look.mapping  # what was remembered is of no use here
        self.found.emit()

    def _on_counted(self, found: ListCheck) -> None:
        self._hash = found.source_hash
        self.counted.emit(found)


def _fitted(look: ListLook, mapping: Mapping) -> Mapping:
    from cafaudit.intake import Table, columns_of

    return columns_of(Table(look.source, look.sheet, look.read_as, look.header, (), ()), mapping)
