"""What a save asks of the operating system: one wait for the disk, and no file made, cut or taken away."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from shutil import which

import pytest

from tests.visits import draw, person, visit_in

ROOT = Path(__file__).parents[2]
SAVES = 50
WAITS = {"fsync", "fdatasync", "sync_file_range", "syncfs", "msync"}
CHANGES_OF_FILES = {
    "unlink", "unlinkat", "rename", "renameat", "renameat2", "truncate", "ftruncate", "fallocate", "creat",
    "link", "linkat", "mkdir", "mkdirat", "symlink",
}  # fmt: skip


def tracing_is_allowed() -> bool:
    tracer = which("strace")
    if tracer is None:
        return False
    return subprocess.run([tracer, "-qq", "true"], capture_output=True, check=False).returncode == 0


def traced(tmp_path: Path) -> list[tuple[str, Counter[str]]]:
    """Let a person save; returns each stretch between two marks with the calls made in it."""
    lead = person()
    held = visit_in(tmp_path, lead)
    draw(held.visit, tmp_path)
    held.close()
    log = tmp_path / "calls"
    saver = [
        sys.executable,
        "-m",
        "tests.faults.saver",
        str(held.path),
        lead.receiving_secret,
        "1",
        str(SAVES),
    ]
    strace = ["strace", "-f", "-y", "-s", "40", "-o", str(log), "-e", "trace=file,desc,write"]
    subprocess.run([*strace, *saver], check=True, capture_output=True, cwd=ROOT)
    stretches: list[tuple[str, Counter[str]]] = []
    for line in log.read_text(errors="replace").splitlines():
        mark = re.search(r'write\(2.*"MARK (\w+)', line)
        call = re.match(r"\d+ +(?:<\.\.\. )?(\w+)", line)
        if mark:
            stretches.append((mark[1], Counter()))
        elif call and stretches and "resumed" not in line:
            stretches[-1][1][call[1]] += 1
            if "O_CREAT" in line:
                stretches[-1][1]["creat"] += 1
    return stretches


@pytest.mark.skipif(not tracing_is_allowed(), reason="strace is missing here, or may not trace processes")
def test_each_of_fifty_saves_waits_for_the_disk_once_and_touches_no_file_name(tmp_path: Path) -> None:
    stretches = traced(tmp_path)
    saves = [calls for name, calls in stretches if name == "save"]
    assert len(saves) == SAVES
    assert [sum(calls[name] for name in WAITS) for calls in saves] == [1] * SAVES
    for calls in saves:
        assert not CHANGES_OF_FILES & calls.keys()
        assert calls["pwrite64"] >= 1
    folding = next(calls for name, calls in stretches if name == "folding")
    assert sum(folding[name] for name in WAITS) >= 2, "the waits that a save is spared are counted at all"
