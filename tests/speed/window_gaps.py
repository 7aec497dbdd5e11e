"""How long the window stands still while a long list is looked at, counted and stored.

    python tests/speed/window_gaps.py [CASES]

A timer on the window's thread ticks every five milliseconds; the longest time between two ticks is the gap.
Printed are the worst gaps of each piece of work, beside those of the same time without work. Exit status 1
above the bar of 50 ms.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if __name__ == "__main__":  # by hand, from the folder of the project
    sys.path.insert(0, str(Path(__file__).parents[2]))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from tests.ui.visits import planned_visit, write_case_list
from ui.collecting import Collector
from ui.desk import Desk
from ui.pages.sample_intake import ListIntake, Reading

if TYPE_CHECKING:
    from collections.abc import Callable

BAR = 50.0
CASES = 100_000
TICK = 5
REST = 600
"""Milliseconds after the work that are looked at too: letting go of a list takes time as well."""


@dataclass(frozen=True)
class Gaps:
    """Of one piece of work: its name, seconds, and the worst gaps in milliseconds, longest last."""

    work: str
    seconds: float
    worst: tuple[float, ...]

    def __str__(self) -> str:
        gaps = ", ".join(f"{gap:.0f}" for gap in self.worst)
        return f"{self.work}: {self.seconds:.2f} s, worst gaps {gaps} ms"


class Probe(QObject):
    """Ticks, and remembers how late each tick was. `ended()` lets the work say that it is done."""

    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._gaps: list[float] = []
        self._last = perf_counter()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def during(self, work: str, begin: Callable[[], object]) -> Gaps:
        """Begin a work, wait for `ended` and a while longer, and return the gaps."""
        loop = QEventLoop()
        self.ended.connect(loop.quit)
        self._gaps, self._last = [], perf_counter()
        begun = self._last
        QTimer.singleShot(0, self, begin)
        loop.exec()
        seconds = perf_counter() - begun
        self.wait(REST)
        return Gaps(work, seconds, tuple(sorted(self._gaps)[-5:]))

    def wait(self, milliseconds: int) -> None:
        """Let the window live for a while."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def _on_tick(self) -> None:
        now = perf_counter()
        self._gaps.append((now - self._last) * 1000)
        self._last = now


def measure(cases: int) -> tuple[Gaps, ...]:
    """Take a made-up list of so many cases in, as the Sample page does."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_case_list(Path(folder) / "list.csv", cases)
        gc.collect()  # what was imported is not looked through while something is measured
        probe, desk, intake = Probe(), Desk(planned_visit(Path(folder))), ListIntake()
        for ending in (intake.found, intake.counted, intake.failed):
            ending.connect(lambda *_: probe.ended.emit())
        found = [
            probe.during("no work", lambda: QTimer.singleShot(1_000, probe.ended.emit)),
            probe.during("looked at", lambda: intake.read(Reading(path))),
            probe.during("counted", intake.check),
            probe.during("stored", lambda: _store(desk, intake, probe)),
        ]
        intake.close()
        desk.close()
        return tuple(found)


def _store(desk: Desk, intake: ListIntake, probe: Probe) -> None:
    desk.do(
        intake.command(), then=lambda _: probe.ended.emit(), refused=lambda error: sys.exit(error.message)
    )


def main() -> int:
    """Measure and print; 1 above the bar."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    app = QApplication.instance() or QApplication([])
    collector = Collector(app)
    every = measure(cases)
    collector.deleteLater()
    for gaps in every:
        print(gaps)  # noqa: T201
    print(f"bar {BAR:.0f} ms, {cases:,} cases")  # noqa: T201
    return int(max(gaps.worst[-1] for gaps in every) > BAR)


if __name__ == "__main__":
    sys.exit(main())
