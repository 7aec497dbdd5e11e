"""What the person sees, and how the programs that are run end."""

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from installer.console import INTERRUPTED, Console, follow, stream

ROOT = Path(__file__).parents[3]


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that is set by hand, in seconds."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_step_has_its_number_and_its_time() -> None:
    out, clock = io.StringIO(), Clock()
    console = Console(total=2, out=out, clock=clock)
    console.begin("Fetching")
    clock.now = 3.25
    console.end()
    console.begin("Checking")
    assert out.getvalue() == "[1 of 2] Fetching\n    done in 3.2 s\n[2 of 2] Checking\n"


def test_a_log_is_not_filled_with_every_small_advance() -> None:
    out, clock = io.StringIO(), Clock()
    console = Console(total=1, out=out, clock=clock)
    console.begin("Fetching")
    for clock.now in (1.0, 9.0, 11.0, 12.0, 22.0):
        console.note("package")
    assert out.getvalue().count("package") == 2


def test_a_terminal_shows_every_advance_on_one_line() -> None:
    out = Screen()
    console = Console(total=1, out=out)
    console.begin("Fetching")
    console.note("package 1 of 2")
    console.note("package 2 of 2")
    assert out.getvalue().count("\n") == 1
    assert "package 2 of 2" in out.getvalue()


def test_what_a_program_prints_is_handed_on_and_kept(tmp_path: Path) -> None:
    lines: list[str] = []
    log = tmp_path / "log"
    program = "import sys; print('one'); print('two', file=sys.stderr); sys.exit(4)"
    assert stream([sys.executable, "-u", "-c", program], log, lines.append) == 4
    assert lines == ["one", "two"]
    assert log.read_text(encoding="utf-8").split() == ["one", "two"]


def test_the_exit_status_of_the_program_is_passed_on(tmp_path: Path) -> None:
    assert follow([sys.executable, "-c", "raise SystemExit(5)"], tmp_path) == 5


@pytest.mark.skipif(sys.platform == "win32", reason="signals as exit status are a POSIX matter")
def test_a_program_ended_by_a_signal_has_the_status_that_shells_give(tmp_path: Path) -> None:
    ended = [sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"]
    assert follow(ended, tmp_path) == 128 + signal.SIGTERM


@pytest.mark.skipif(sys.platform == "win32", reason="needs a process group")
def test_ctrl_c_lets_the_program_end_by_itself_and_gives_130(tmp_path: Path) -> None:
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    slow_to_end = (
        f"{heard}import time, pathlib\n"
        "try:\n"
        "    pathlib.Path('started').touch()\n"
        "    time.sleep(60)\n"
        "except KeyboardInterrupt:\n"
        "    time.sleep(0.5)\n"
        "    pathlib.Path('ended').touch()\n"
    )
    outer = (
        f"{heard}import sys, pathlib; from installer.console import follow\n"
        f"sys.exit(follow([sys.executable, '-c', {slow_to_end!r}], pathlib.Path(sys.argv[1])))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", outer, str(tmp_path)], cwd=ROOT, start_new_session=True
    ) as process:
        deadline = time.monotonic() + 30
        while not (tmp_path / "started").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(30) == INTERRUPTED
    assert (tmp_path / "ended").exists()
