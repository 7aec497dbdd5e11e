"""The program as it is started: what is loaded before the first paint, and what a command line needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import ui

ROOT = Path(ui.__file__).parent.parent
QT = {"PySide6", "shiboken6", "shibokensupport", "__feature__", "signature_bootstrap"}
OURS = {"ui", "cafaudit", "resources", "__main__"}
MACHINES = {"sitecustomize", "usercustomize"}  # what some systems' Python begins with, such as Debian's
WINDOW = """
import sys
from ui.__main__ import open_window

def loaded():
    return sorted({name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names))

def told(words):
    print(*words, flush=True)

def painted():
    told(loaded())
    flow._jobs.idle.connect(lambda: (told(loaded()), QApplication.quit()))

flow = open_window()
from PySide6.QtWidgets import QApplication
flow.shell.painted.connect(painted)
QApplication.exec()
"""
LINE = """
import sys
from ui.__main__ import main

sys.argv[1:] = ["query", "--list"]
try:
    main()
finally:
    print([name for name in sys.modules if name.startswith(("PySide6", "shiboken6"))], file=sys.stderr)
"""


def run(program: str, data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | {"XDG_DATA_HOME": str(data)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> list[set[str]]:
    """Modules outside the standard library: at the first paint, and once the rest was loaded."""
    lines = run(WINDOW, tmp_path_factory.mktemp("data")).stdout.splitlines()
    return [set(line.split()) for line in lines]


def test_the_window_is_painted_with_nothing_loaded_but_qt_and_the_standard_library(
    loaded: list[set[str]],
) -> None:
    assert loaded[0] - OURS - QT - MACHINES == set()


def test_the_rest_is_loaded_on_a_thread_while_the_passphrase_is_typed(loaded: list[set[str]]) -> None:
    assert {"msgspec", "cryptography", "sqlcipher3", "pyrage"} <= loaded[1]


def test_a_command_line_is_carried_out_without_loading_qt(tmp_path: Path) -> None:
    done = run(LINE, tmp_path)
    assert "status" in done.stdout
    assert done.stderr.strip().endswith("[]")
