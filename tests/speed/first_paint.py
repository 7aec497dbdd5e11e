"""How long the unlock window takes to stand on the screen, beside an empty Qt window in the same run.

    python tests/speed/first_paint.py [ROUNDS]

Each paint is that of a fresh process, timed from before its start; empty and full take turns. Printed are
the medians and their ratio; the bar is 1.3. Exit status 1 above it. On a machine that is busy with other
things the medians say little; the fastest of each, printed below, say more.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
BAR = 1.3
ROUNDS = 15

EMPTY = """
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Empty(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, tell)

def tell():
    print(time.clock_gettime(time.CLOCK_MONOTONIC), flush=True)
    app.exit()

app = QApplication([])
window = Empty()
window.resize(1180, 740)
window.show()
app.exec()
"""

FULL = """
import time
from ui.__main__ import open_window

def tell():
    print(time.clock_gettime(time.CLOCK_MONOTONIC), flush=True)
    QApplication.exit()

flow = open_window()
from PySide6.QtWidgets import QApplication
flow.shell.painted.disconnect()
flow.shell.painted.connect(tell)
QApplication.exec()
"""


def milliseconds(program: str, environment: dict[str, str]) -> float:
    """Return how long a program took from before its start to its first paint."""
    begun = time.clock_gettime(time.CLOCK_MONOTONIC)
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return (float(done.stdout) - begun) * 1000


def make_profile(data: Path) -> None:
    """Put a profile where the window looks for it."""
    from cafaudit.team.profile import create_profile  # noqa: PLC0415 - found once the path is set
    from cafaudit.team.sealed_box import KdfCost  # noqa: PLC0415

    cost = KdfCost(memory_kib=8, passes=1, lanes=1)
    create_profile(data / "CafAudit" / "profile", "Made Up", "I1", "four made up words", cost=cost)


def measure(rounds: int) -> tuple[list[float], list[float]]:
    """Return the times in milliseconds: of the empty window, of the unlock window."""
    empty: list[float] = []
    full: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        make_profile(Path(folder))
        environment = os.environ | {"XDG_DATA_HOME": folder, "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        for program in (EMPTY, FULL):
            milliseconds(program, environment)  # compiles, and fills the caches of the disk
        for _ in range(rounds):
            empty.append(milliseconds(EMPTY, environment))
            full.append(milliseconds(FULL, environment))
    return empty, full


def main() -> int:
    """Measure, print, and say whether the bar is held."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    empty, full = measure(rounds)
    middle = median(full) / median(empty)
    print(f"empty Qt window  {median(empty):7.1f} ms   fastest {min(empty):7.1f} ms")  # noqa: T201
    print(f"unlock window    {median(full):7.1f} ms   fastest {min(full):7.1f} ms")  # noqa: T201
    print(f"ratio            {middle:7.2f}      fastest {min(full) / min(empty):7.2f}")  # noqa: T201
    print(f"bar              {BAR:7.2f}      medians of {rounds}")  # noqa: T201
    return int(middle > BAR)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
