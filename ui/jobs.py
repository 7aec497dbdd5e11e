"""Work beside the window: plain functions on another thread, with progress, a stop, and signals back."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, Signal, Slot
from shiboken6 import isValid

from cafaudit.progress import Cancelled

if TYPE_CHECKING:
    from cafaudit.progress import Progress

Work = Callable[["Progress"], object]

_TELL_EVERY = 0.05
"""Seconds between two words about progress: enough for the eye, and no flood of events."""

_FOREVER = -1


class Job(QObject):
    """One piece of work, run once.

    The work is a plain function that knows no Qt; it calls `progress.step(done, total)` in its loop.
    All signals come on the thread that made the job, in this order: `progressed(done, total)` any
    number of times, then one of `succeeded(result)`, `failed(error)` and `cancelled()`, then
    `finished()`. Only frozen values may be handed over.
    """

    progressed = Signal(object, object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    _told = Signal(object, object)
    _ended = Signal(str, object)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        """Take the work; a `JobQueue` runs it."""
        super().__init__(parent)
        self._work = work
        self._stop_asked = False
        self._told_at = 0.0
        self._told.connect(self._on_told)
        self._ended.connect(self._on_ended)

    def cancel(self) -> None:
        """Ask the work to stop at its next step; work that has not begun does not begin."""
        self._stop_asked = True

    def step(self, done: int, total: int) -> None:
        """Take a word about progress from the working thread.

        Raises:
            Cancelled: A stop was asked for.
        """
        if self._stop_asked:
            raise Cancelled
        now = monotonic()
        if now - self._told_at >= _TELL_EVERY or done == total:
            self._told_at = now
            self._told.emit(done, total)

    def run(self) -> None:
        """Do the work on the present thread; called by the queue."""
        try:
            if self._stop_asked:
                raise Cancelled  # noqa: TRY301  # a stop before the first step is the same stop
            result = self._work(self)
        except Cancelled:
            self._ended.emit("cancelled", None)
        except Exception as error:  # noqa: BLE001  # one of the two places: whatever it was, the owner hears of it
            self._ended.emit("failed", error)
        else:
            self._ended.emit("succeeded", result)

    @Slot(object, object)
    def _on_told(self, done: int, total: int) -> None:
        self.progressed.emit(done, total)

    @Slot(str, object)
    def _on_ended(self, how: str, value: object) -> None:
        if how == "succeeded":
            self.succeeded.emit(value)
        elif how == "failed":
            self.failed.emit(value)
        else:
            self.cancelled.emit()
        self.finished.emit()


class JobQueue(QObject):
    """Runs jobs one after the other, all on one thread that stays the same.

    A connection to a database lives and dies in the thread that made it, so work on one goes through
    one queue. The queue keeps its jobs until they have finished.
    """

    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an idle queue."""
        super().__init__(parent)
        self._jobs: list[Job] = []
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(_FOREVER)

    @property
    def busy(self) -> bool:
        """Whether a job waits or runs."""
        return bool(self._jobs)

    def add(self, job: Job) -> Job:
        """Run a job after those that were given before; returns it."""
        self._jobs.append(job)
        job.finished.connect(lambda: self._on_finished(job))
        self._pool.start(_Runner(job))
        return job

    def finish(self) -> None:
        """Wait until all jobs are done, and let their signals be heard."""
        while self._jobs:
            self._pool.waitForDone()
            for job in list(self._jobs):
                QCoreApplication.sendPostedEvents(job)

    def stop(self) -> None:
        """Ask every job to stop, then wait as `finish` does."""
        for job in self._jobs:
            job.cancel()
        self.finish()

    def _on_finished(self, job: Job) -> None:
        self._jobs.remove(job)
        if not self._jobs and isValid(self):
            self.idle.emit()


class _Runner(QRunnable):
    """Carries a job into the pool."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()
