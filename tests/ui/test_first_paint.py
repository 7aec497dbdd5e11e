"""What is loaded before the unlock window stands on the screen: Qt and the standard library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import ui

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.theme import apply_theme, ask_for_fusion, system_palette
from ui.widgets.ring import FocusRings
from ui.windows.unlock import ProfileChoice, UnlockWindow

def tell():
    import PySide6.QtCore
    ours = {"ui", "cafaudit", "resources", "PySide6", "shiboken6", "shibokensupport", "__main__",
            "__feature__", "signature_bootstrap", "sitecustomize", "usercustomize"}
    tops = {name.partition(".")[0] for name in sys.modules}
    print(sorted(tops - ours - set(sys.stdlib_module_names)))
    print(sorted(name for name in sys.modules if name.startswith("PySide6.Qt")))
    print("Qt" in vars(PySide6.QtCore))
    app.setStyleSheet("")
    print(app.style().objectName())
    app.quit()

class Watched(UnlockWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, tell)

ask_for_fusion()
app = QApplication([])
apply_theme(app, system_palette(app))
FocusRings(app)
window = Watched("1.0")
window.show_profiles([ProfileChoice("a", "Inspector 2", "this laptop")])
window.resize(window.sizeHint())
window.show()
app.exec()
"""


@pytest.fixture(scope="module")
def told() -> list[str]:
    """What a fresh program says right after its first paint."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=Path(ui.__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.splitlines()


def test_only_qt_and_the_standard_library_are_imported_before(told: list[str]) -> None:
    assert told[0] == "[]"


def test_no_further_module_of_qt_is_imported_before(told: list[str]) -> None:
    assert told[1] == "['PySide6.QtCore', 'PySide6.QtGui', 'PySide6.QtWidgets']"


def test_the_heavy_namespace_of_qt_is_not_loaded_before(told: list[str]) -> None:
    assert told[2] == "False"


def test_the_style_is_fusion_from_the_start(told: list[str]) -> None:
    assert told[3] == "fusion"
