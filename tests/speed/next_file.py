"""How long Ctrl+Enter takes from the key to the painted next file, in a visit with many readings.

    python tests/speed/next_file.py [READINGS]

Each step is timed until the window has painted, beside painting the whole window once in the same run, and
beside the same step in a visit of 24 files. A step locks the file that is left, for all of them are answered,
so a visit has one step fewer than files that are not locked. Printed are medians, the slowest of all, and
the ratios; the bar is 100 ms with 2,000 readings. Exit status 1 above it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if __name__ == "__main__":  # by hand, from the folder of the project
    sys.path.insert(0, str(Path(__file__).parents[2]))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.speed.busy_visit import busy_visit
from ui.desk import Desk
from ui.pages.read import ReadPage
from ui.theme import apply_theme
from ui.widgets.side_bar import SideEntry
from ui.windows.main import MainWindow, Page

if TYPE_CHECKING:
    from collections.abc import Callable

BAR = 100.0
READINGS = 2_000
FEW = 24
STEPS = 40
SIZE = QSize(1366, 768)


@dataclass(frozen=True)
class Measured:
    """Milliseconds: of each step, of painting the whole window, of opening the page, of each answer."""

    readings: int
    steps: list[float]
    paints: list[float]
    opened: float
    answers: list[float]

    def __str__(self) -> str:
        step, paint = median(self.steps), median(self.paints)
        return (
            f"{self.readings:,} readings: next file {step:.1f} ms (slowest {max(self.steps):.1f}),"
            f" painting the window {paint:.1f} ms: {step / paint:.1f} times;"
            f" an answer {median(self.answers):.1f} ms; page opened in {self.opened:.0f} ms"
        )


def measure(readings: int) -> Measured:
    """Open a made-up visit and step through its files."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(busy_visit(Path(folder), readings=readings, evidence=readings))
        page = ReadPage(desk)
        window = MainWindow([Page(SideEntry("read", "Read"), lambda: page)])
        window.resize(SIZE)
        window.show()
        QTest.qWaitForWindowExposed(window)
        window.show_page("read")
        opened = _timed(partial(_open, page))
        measured = Measured(
            readings=readings,
            steps=[_timed(partial(_next, page)) for _ in range(min(STEPS, page.files.left[0] - 1))],
            paints=[_timed(window.grab) for _ in range(STEPS)],
            opened=opened,
            answers=[_timed(partial(_answer, desk, page, number)) for number in range(STEPS)],
        )
        _wait_for(desk)
        window.close()
        desk.close()
        return measured


def _open(page: ReadPage) -> None:
    page.show_page()
    page.files.finish()


def _next(page: ReadPage) -> None:
    before = page.file
    QTest.keyClick(page.answers.table.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.file is not before


def _answer(desk: Desk, page: ReadPage, number: int) -> None:
    page.answers.go_to("statutory-duty")
    QTest.keyClick(page.answers.table.list, (Qt.Key.Key_1, Qt.Key.Key_2)[number % 2])
    _wait_for(desk)


def _wait_for(desk: Desk) -> None:
    while desk.busy:
        QApplication.processEvents()


def _timed(deed: Callable[[], object]) -> float:
    begun = perf_counter()
    deed()
    QApplication.processEvents()
    return (perf_counter() - begun) * 1000


def main() -> int:
    """Measure and print; 1 above the bar."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else READINGS
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app, "light")
    few, all_ = measure(FEW), measure(many)
    print(few)  # noqa: T201
    print(all_)  # noqa: T201
    ratio = median(all_.steps) / median(few.steps)
    print(f"{many:,} readings against {FEW}: {ratio:.2f} times; bar {BAR:.0f} ms")  # noqa: T201
    return int(median(all_.steps) > BAR)


if __name__ == "__main__":
    sys.exit(main())
