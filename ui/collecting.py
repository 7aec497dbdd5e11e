"""Garbage is collected on the window's thread alone.

Python collects cycles on whichever thread happens to allocate. Widgets, jobs and their connections form
cycles; collected on a job's thread, a Qt object would be destroyed on a thread that is not its own, and the
program would crash now and then. So automatic collection is off, and the window's thread looks often.

A job may make objects by the hundred thousand, as when a long list is counted. To look through them would
stop the window for a tenth of a second and find nothing, as rows are no cycles. So while there are that many
young ones and their number still changes, they are left alone: most go by themselves when the job ends.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY = 200  # milliseconds
_GENERATIONS = 3
_RUSH = 20_000
"""Young objects from which on they are left alone as long as their number changes."""

_STEADY = 1_000
"""So many more or fewer between two looks is no change."""

_RESTED = 5
"""Looks without a change after which nothing is made any more: a job may wait for the disk meanwhile."""

_MOST_YOUNG = 2_000_000
"""Young objects from which on they are looked through all the same: garbage must not fill the memory."""


class Collector(QObject):
    """Collects on the thread that it was made on, when Python's own thresholds say that it is time."""

    def __init__(self, parent: QObject) -> None:
        """Take collecting over for as long as `parent` lives; `parent` is the application."""
        super().__init__(parent)
        gc.disable()
        self._young, self._rested = 0, 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> int | None:
        """Collect the oldest generation whose count is over its threshold; returns it, None for none."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        rests = abs(counts[0] - self._young) <= _STEADY
        self._rested, self._young = self._rested + 1 if rests else 0, counts[0]
        if _RUSH < counts[0] < _MOST_YOUNG and self._rested < _RESTED:
            return None
        for generation in reversed(range(_GENERATIONS)):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return generation
        return None
