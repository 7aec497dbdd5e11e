"""The desk: one open visit, its commands done in order on one thread, its changes told to every view."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cafaudit.errors import CafAuditError
from cafaudit.services.firewall import NamesFound
from cafaudit.services.picture import load_picture
from ui.jobs import Job, JobQueue

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.domain.framework import Framework
    from cafaudit.domain.picture import Picture
    from cafaudit.progress import Progress
    from cafaudit.services.visit import Changes, Visit
    from cafaudit.services.visits import OpenVisit

Then = Callable[["Changes"], None]
Refused = Callable[[CafAuditError], None]


class Desk(QObject):
    """One open visit as the window works on it.

    Commands are handed to one writing thread and done in the order they were given. `changed` comes
    after the commit, on the window's thread, with the changes and who gave the command, so that the
    initiator may skip itself. Questions are asked directly; they see committed states only.
    `names_found(NamesFound)` comes beside a refusal that has places to lead to. `closing` comes before the
    visit is closed: nobody asks after that.
    """

    changed = Signal(object, object)
    saving = Signal()
    saved = Signal(str)
    refused = Signal(object, object)
    draft_kept = Signal(str)
    names_found = Signal(object)
    closing = Signal()

    def __init__(self, held: OpenVisit, parent: QObject | None = None) -> None:
        """Work on an open visit."""
        super().__init__(parent)
        self._held = held
        self._writing = JobQueue(self)
        self._picture: Picture | None = None

    @property
    def visit(self) -> Visit:
        """The visit's services, for questions."""
        return self._held.visit

    @property
    def path(self) -> Path:
        """The visit's folder."""
        return self._held.path

    @property
    def held(self) -> OpenVisit:
        """The open visit with its folder, as long work needs it."""
        return self._held

    @property
    def framework(self) -> Framework:
        """The framework frozen into the visit."""
        return self._held.visit.framework

    @property
    def picture(self) -> Picture:
        """The present state, read once after each change."""
        if self._picture is None:
            self._picture = load_picture(self._held.visit, with_history=False)
        return self._picture

    @property
    def busy(self) -> bool:
        """Whether a command waits or is being done."""
        return self._writing.busy

    def do(
        self,
        command: object,
        *,
        initiator: QObject | None = None,
        then: Then | None = None,
        refused: Refused | None = None,
    ) -> None:
        """Have a command done. `then` is called after its commit, `refused` instead when it was refused.

        Without `refused` the refusal goes out as the signal of that name.
        """
        self._give(lambda _: self._held.visit.do(command), initiator, then, refused)

    def do_long(
        self,
        command: object,
        *,
        initiator: QObject | None = None,
        then: Then | None = None,
        refused: Refused | None = None,
    ) -> Job:
        """Have a command done that takes its time; the job tells how far it is and can be stopped.

        It is not shown as a save under way. A stop leaves no trace: neither `then` nor `refused` is called,
        the job says `cancelled`.
        """

        def deed(progress: Progress) -> Changes:
            return self._held.visit.do(command, progress=progress)

        return self._give(deed, initiator, then, refused, is_save=False)

    def undo(self, *, refused: Refused | None = None) -> None:
        """Have the newest step taken back."""
        self._give(lambda _: self._held.visit.undo(), None, None, refused)

    def redo(self, *, refused: Refused | None = None) -> None:
        """Have the step that was undone last done again."""
        self._give(lambda _: self._held.visit.redo(), None, None, refused)

    def keep_draft(self, cell: str, text: str) -> None:
        """Have a text kept as typed so far."""
        job = Job(lambda _: self._held.visit.keep_draft(cell, text))
        job.succeeded.connect(self.draft_kept.emit)
        job.failed.connect(lambda error: self.refused.emit(error, None))
        self._writing.add(job)

    def run(self, job: Job) -> None:
        """Have longer work done on the writing thread, after the commands given so far."""
        job.succeeded.connect(lambda _: self.forget())
        job.failed.connect(self._tell_of_names)
        self._writing.add(job)

    def forget(self) -> None:
        """Read the present state anew when it is next asked for."""
        self._picture = None

    def close(self) -> None:
        """Finish what was given, then close the visit."""
        self.closing.emit()
        self._writing.finish()
        self._held.close()

    def _give(
        self,
        deed: Callable[[Progress], Changes],
        initiator: QObject | None,
        then: Then | None,
        refused: Refused | None,
        *,
        is_save: bool = True,
    ) -> Job:
        job = Job(deed)
        job.succeeded.connect(lambda changes: self._on_done(changes, initiator, then))
        job.failed.connect(lambda error: self._on_failed(error, initiator, refused))
        if is_save:
            self.saving.emit()
        return self._writing.add(job)

    def _on_done(self, changes: Changes, initiator: QObject | None, then: Then | None) -> None:
        self._picture = None
        self.saved.emit(changes.at)
        self.changed.emit(changes, initiator)
        if then is not None:
            then(changes)

    def _tell_of_names(self, error: Exception) -> None:
        if isinstance(error, NamesFound):
            self.names_found.emit(error)

    def _on_failed(self, error: Exception, initiator: QObject | None, refused: Refused | None) -> None:
        if refused is not None and isinstance(error, CafAuditError):
            refused(error)
        else:
            self.refused.emit(error, initiator)
        self._tell_of_names(error)
