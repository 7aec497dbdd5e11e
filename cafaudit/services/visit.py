"""An open visit: carries out commands, one transaction each, and answers questions."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cafaudit.domain.framework_toml import parse_framework
from cafaudit.errors import InputRefused, IntegrityFailure
from cafaudit.journal.cell import parse_cell
from cafaudit.journal.records import RECORD_TYPES
from cafaudit.progress import NO_PROGRESS, Progress
from cafaudit.services.clock import Clock, utc_now
from cafaudit.services.deed import Author, Deed
from cafaudit.services.registry import entry_for
from cafaudit.storage.local import Draft, Standing, UndoStep

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager

    from cafaudit.domain.framework import Framework
    from cafaudit.intake.reader import Begun
    from cafaudit.storage.store import Reading, Store
    from cafaudit.storage.work import Work


@dataclass(frozen=True, slots=True)
class Changes:
    """What a command did.

    `events` are the ids it wrote or, when everything stood already, those that stand; `made` are new
    records' ids by type, `summary` is one sentence, `cells` are what views reload. `warnings` are sentences
    without a full stop on what is to be seen to although it was done.
    """

    events: tuple[str, ...]
    made: dict[str, str]
    summary: str
    at: str
    cells: frozenset[str] = field(default_factory=frozenset)
    warnings: tuple[str, ...] = ()

    @property
    def event(self) -> str | None:
        """The last event, None where the command wrote none (such as an import)."""
        return self.events[-1] if self.events else None


class Visit:
    """One visit, opened by one person. Give commands from one thread at a time; ask from any."""

    def __init__(self, store: Store, author: Author, clock: Clock = utc_now) -> None:
        """Work on an open store as the given author."""
        self.store = store
        self.author = author
        self._clock = clock
        self._framework: Framework | None = None

    @property
    def framework(self) -> Framework:
        """The framework that was frozen into the visit.

        Raises:
            IntegrityFailure: the visit has none, which only damage or an unfinished join explains.
        """
        if self._framework is None:
            with self.store.reading() as read:
                text = read.tables.settled("framework/text").value
            if not isinstance(text, str):
                raise IntegrityFailure(
                    "This visit has no framework.", "Merge the lead's pack again, or restore a backup."
                )
            self._framework = parse_framework(text, "the visit's framework")
        return self._framework

    def do(
        self,
        command: object,
        *,
        at: str | None = None,
        progress: Progress = NO_PROGRESS,
        begun: Begun | None = None,
    ) -> Changes:
        """Carry out one command in one transaction; nothing of it stays when it is refused.

        `at` states another time than the present one; the event says so by carrying it. `progress` is told
        of long work such as an import. `begun` is a child that may have begun with the list of an import.

        Raises:
            CafAuditError: the command was refused, with what to do.
            Cancelled: a stop was asked for; nothing was changed.
        """
        return self.do_all((command,), at=at, progress=progress, begun=begun)[0]

    def do_all(
        self,
        commands: Iterable[object],
        *,
        at: str | None = None,
        progress: Progress = NO_PROGRESS,
        begun: Begun | None = None,
    ) -> list[Changes]:
        """Carry out several commands in one transaction: all of them or, when one is refused, none.

        Raises:
            CafAuditError: a command was refused, with what to do.
            Cancelled: a stop was asked for; nothing was changed.
        """
        framework = self.framework
        with self.store.unit_of_work() as work:
            done = [self._carry_out(work, framework, command, at, progress, begun) for command in commands]
        return [self._changes(deed, summary) for deed, summary in done]

    def undo(self) -> Changes:
        """Take back the newest step that was done here; InputRefused says why where that cannot be."""
        return self._turn("done")

    def redo(self) -> Changes:
        """Do again the step that was undone last."""
        return self._turn("undone")

    def next_undo(self) -> UndoStep | None:
        """Return the step that Undo would take back."""
        with self.store.reading() as read:
            return read.local.last_step("done")

    def next_redo(self) -> UndoStep | None:
        """Return the step that Redo would do again."""
        with self.store.reading() as read:
            return read.local.last_step("undone")

    def keep_draft(self, cell: str, text: str) -> str:
        """Keep a text as typed so far, not yet an event; returns when."""
        at = self._clock()
        with self.store.unit_of_work() as work:
            work.local.keep_draft(Draft(cell, text, at))
        return at

    def drop_draft(self, cell: str) -> None:
        """Forget a draft."""
        with self.store.unit_of_work() as work:
            work.local.drop_draft(cell)

    def log(self, did: str, facts: dict[str, object]) -> None:
        """Note in the local log what was opened, exported, sent or printed."""
        with self.store.unit_of_work() as work:
            work.local.log(did, facts, self._clock())

    def reading(self) -> AbstractContextManager[Reading]:
        """Give one consistent view for questions."""
        return self.store.reading()

    def forget_framework(self) -> None:
        """Read the framework anew, as after a merge."""
        self._framework = None

    def close(self) -> None:
        """Carry the log over into the file and close it."""
        self.store.close()

    def _carry_out(
        self,
        work: Work,
        framework: Framework,
        command: object,
        at: str | None,
        progress: Progress,
        begun: Begun | None,
    ) -> tuple[Deed, str]:
        entry = entry_for(type(command).__name__)
        deed = Deed(work, self.author, framework, at or self._clock(), entry.name, progress, begun)
        deed.require_role(lead_only=entry.lead_only)
        summary = entry.handler(deed, command)
        if entry.undoable and deed.parts:
            work.local.add_undo_step(entry.name, summary, deed.at, tuple(deed.parts))
        if any(RECORD_TYPES[parse_cell(part.cell)[0]].authority for part in deed.parts):
            work.refold()
        return deed, summary

    def _turn(self, wanted: Standing) -> Changes:
        undoing = wanted == "done"
        with self._deed("Undo" if undoing else "Redo") as deed:
            step = deed.work.local.last_step(wanted)
            if step is None:
                raise InputRefused(
                    f"There is nothing to {'undo' if undoing else 'redo'} here.",
                    "The history lists everything that was done, by everybody.",
                )
            deed.parts.extend(deed.put_back(part) for part in reversed(step.parts))
            deed.work.local.restate_step(step.number, "undone" if undoing else "done", tuple(deed.parts))
        return self._changes(deed, f"{'Undone' if undoing else 'Done again'}: {step.summary}")

    @contextmanager
    def _deed(self, did: str) -> Iterator[Deed]:
        framework = self.framework
        with self.store.unit_of_work() as work:
            yield Deed(work, self.author, framework, self._clock(), did)

    def _changes(self, deed: Deed, summary: str) -> Changes:
        cells = frozenset(deed.cells)
        if any(cell.startswith("framework/") for cell in cells):
            self.forget_framework()
        events = tuple(deed.events or deed.stands)
        return Changes(events, deed.made, summary, deed.at, cells, tuple(deed.warnings))
