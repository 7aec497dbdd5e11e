"""One process per visit, and no lock that outlives its process."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cafaudit.errors import InputRefused, InUse
from cafaudit.storage.lockfile import LOCK_NAME, VisitLock

ROOT = Path(__file__).parents[3]

HOLD = """
import sys
from pathlib import Path
from cafaudit.storage.lockfile import VisitLock
lock = VisitLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def at_two() -> datetime:
    return datetime(2026, 11, 21, 14, 2, tzinfo=UTC)


def holder(folder: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_one_is_told_since_when_and_by_whom(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        with pytest.raises(InUse, match=f"since .* by process {process.pid} on") as refusal:
            VisitLock(tmp_path)
        process.kill()
    assert refusal.value.exit_status == 6


def test_the_lock_of_a_process_that_was_killed_is_gone(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        process.kill()
    VisitLock(tmp_path).release()


def test_the_same_process_cannot_take_it_twice(tmp_path: Path) -> None:
    local = at_two().astimezone()
    with VisitLock(tmp_path, at_two), pytest.raises(InUse, match=f"{local:%H:%M} on 21 November 2026"):
        VisitLock(tmp_path)


def test_it_is_free_again_after_its_block_and_keeps_no_trace(tmp_path: Path) -> None:
    with VisitLock(tmp_path):
        assert (tmp_path / LOCK_NAME).stat().st_size > 0
    assert (tmp_path / LOCK_NAME).read_bytes() == b""
    lock = VisitLock(tmp_path)
    lock.release()
    lock.release()


@pytest.mark.parametrize("text", [b"", b"\xff\x00", b"[1]", b'{"since": 3, "process": 1, "computer": "x"}'])
def test_an_unreadable_note_of_the_holder_does_not_hide_that_it_is_held(tmp_path: Path, text: bytes) -> None:
    with VisitLock(tmp_path):
        (tmp_path / LOCK_NAME).write_bytes(text)
        with pytest.raises(InUse, match="is open already"):
            VisitLock(tmp_path)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="cannot be written"):
        VisitLock(tmp_path / "missing")
