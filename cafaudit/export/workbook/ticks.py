"""Telling how far the workbook is, row by row, without asking for a stop at every one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cafaudit.progress import Progress

_EVERY: Final = 256


class Ticks:
    """Counts rows and passes the count on now and then; a stop that was asked for comes through."""

    def __init__(self, progress: Progress, total: int) -> None:
        """Watch over work of about `total` rows."""
        self._progress = progress
        self._total = total
        self._done = 0

    def tick(self, rows: int = 1) -> None:
        """Say that so many more rows are done."""
        before = self._done
        self._done += rows
        if before // _EVERY != self._done // _EVERY:
            self._progress.step(min(self._done, self._total), self._total)

    def finish(self) -> None:
        """Say that all is done."""
        self._progress.step(self._total, self._total)
