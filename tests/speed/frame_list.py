"""How the stored list scrolls: first paint, a jump anywhere, what it takes of memory.

    python tests/speed/frame_list.py [CASES]

A jump is timed from the key or the bar until the window has painted, beside the bare SELECT of the same
pages through the same encrypted connection, and beside painting the window when nothing is read. Printed are
medians, the slowest, the ratios, and how much the process grew while the list was opened and jumped through.
Exit status 1 when a jump takes longer than a frame at 60 Hz beyond a paint, or memory grows by over 20 MB.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if __name__ == "__main__":  # by hand, from the folder of the project
    sys.path.insert(0, str(Path(__file__).parents[2]))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cafaudit.domain.frame import Frame, FrameCase
from cafaudit.services.stored_list import ROWS_OF_A_BLOCK, page_of
from tests.ui.visits import planned_visit
from ui.pages.sample_listed import ListedStep
from ui.theme import apply_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from cafaudit.services.visit import Visit
    from cafaudit.services.visits import OpenVisit

CASES = 1_000_000
FEW = 1_000
JUMPS = 60
FRAME_MS = 16.7
MOST_GROWTH = 20.0
SIZE = QSize(1222, 620)
MAPPING = (
    '[columns]\n"Case ID" = "id"\n"Group" = "stratum"\n"Office" = "office"\n"Team" = "team"\n'
    '"Law" = "law_type"\n"Worker" = "practitioner"\n"File" = "location"\n"Allocated" = "allocated_on"\n'
)


@dataclass(frozen=True)
class Measured:
    """Milliseconds, and megabytes that the process grew by."""

    cases: int
    opened: float
    jumps: list[float]
    fetches: list[float]
    selects: list[float]
    paints: list[float]
    found: float
    growth: float

    @property
    def beyond_paint(self) -> float:
        """What a jump takes beyond painting the same window, milliseconds."""
        return median(self.jumps) - median(self.paints)

    def __str__(self) -> str:
        jump, paint = median(self.jumps), median(self.paints)
        fetch, select = median(self.fetches), median(self.selects)
        return (
            f"{self.cases:,} cases: first paint {self.opened:.1f} ms; a jump {jump:.1f} ms"
            f" (slowest {max(self.jumps):.1f}), {jump / paint:.2f} times painting ({paint:.1f} ms);"
            f" its page {fetch:.2f} ms, {fetch / select:.1f} times the bare SELECT ({select:.2f} ms);"
            f" last reference found in {self.found:.0f} ms; memory {self.growth:+.1f} MB"
        )


def visit_with_cases(folder: Path, cases: int) -> OpenVisit:
    """Return a made-up visit that holds a list of so many cases; the caller closes it."""
    held = planned_visit(folder)
    frame = Frame(tuple(_case(number) for number in range(1, cases + 1)))
    with held.visit.store.unit_of_work() as work:
        work.frames.add(frame, "0" * 64, {"source": "made-up.csv", "mapping": MAPPING})
    return held


def measure(cases: int) -> Measured:
    """Open the list of a made-up visit and jump through it."""
    with tempfile.TemporaryDirectory() as folder:
        held = visit_with_cases(Path(folder), cases)
        step = ListedStep(held.visit)
        step.resize(SIZE)
        step.show()
        QTest.qWaitForWindowExposed(step)
        before = _resident()
        opened = _timed(lambda: _open(step))
        places = random.Random(7).sample(range(cases), min(JUMPS, cases))
        measured = Measured(
            cases=cases,
            opened=opened,
            jumps=[_timed(lambda at=at: _jump(step, at)) for at in places],  # type: ignore[misc]
            fetches=[_timed(lambda at=at: _fetch(held.visit, at)) for at in places],  # type: ignore[misc]
            selects=[_select(held.visit, at) for at in places],
            paints=[_timed(step.table.viewport().repaint) for _ in places],
            found=_timed(lambda: _find(step, f"BBC-{cases:07d}")),
            growth=_resident() - before,
        )
        step.close()
        step.stop()
        held.close()
        return measured


def _case(number: int) -> FrameCase:
    return FrameCase(
        ref=f"BBC-{number:07d}",
        stratum=("Early intervention", "Long-term private", "Long-term public")[number % 3],
        office=f"Office {number % 12}",
        team=f"Team {number % 40}",
        law_type="Private" if number % 3 else "Public",
        practitioner=f"P-{number % 300:03d}",
        file_location=f"Cabinet {number % 90}",
        line=number + 1,
    )


def _open(step: ListedStep) -> None:
    step.show_list()
    step.begin()
    step.table.viewport().repaint()


def _jump(step: ListedStep, place: int) -> None:
    bar = step.table.verticalScrollBar()
    bar.setValue(bar.maximum() * place // step.model.rowCount())
    step.table.viewport().repaint()


def _find(step: ListedStep, text: str) -> None:
    step.words.setText(text)
    step.look_for()
    while step.place != step.model.rowCount() - 1:
        QApplication.processEvents()


def _fetch(visit: Visit, place: int) -> None:
    page_of(visit, 1, place // ROWS_OF_A_BLOCK * ROWS_OF_A_BLOCK, ROWS_OF_A_BLOCK)


def _select(visit: Visit, place: int) -> float:
    first = place // ROWS_OF_A_BLOCK * ROWS_OF_A_BLOCK

    def ask() -> None:
        with visit.reading() as read:
            list(
                read.statements.rows(
                    "SELECT first, cases FROM frame_blocks WHERE frame = 1 AND first > ? AND first < ?"
                    " ORDER BY first",
                    (first + 1 - ROWS_OF_A_BLOCK, first + 1 + ROWS_OF_A_BLOCK),
                )
            )

    return _timed(ask)


def _timed(deed: Callable[[], object]) -> float:
    begun = perf_counter()
    deed()
    return (perf_counter() - begun) * 1000


def _resident() -> float:
    """Return the megabytes that this process holds; Linux alone tells them so."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> int:
    """Measure and print; 1 above a bar."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app, "light")
    few, all_ = measure(FEW), measure(many)
    print(few)  # noqa: T201
    print(all_)  # noqa: T201
    print(f"bars: {FRAME_MS} ms beyond a paint, {MOST_GROWTH:.0f} MB")  # noqa: T201
    return int(all_.beyond_paint > FRAME_MS or all_.growth > MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
