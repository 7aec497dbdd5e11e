"""Memory while a long list comes in."""

from __future__ import annotations

import ctypes
import platform
import subprocess
import sys

import pytest

from cafaudit.intake.room import large_pieces_apart

GROWING = """
import sys
from array import array
from cafaudit.intake.room import large_pieces_apart
large_pieces_apart() if sys.argv[1] == "apart" else None
del (large := bytearray(30_000_000))[:]  # let go, so that arrays up to its size come from among small things
columns, small = [array("B") for _ in range(16)], []
for _ in range(400):
    small += [bytes(600) for _ in range(16)]
    for column in columns:
        column.frombytes(bytes(4_000))
        small.append(bytes(3_000))
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""


def memory(how: str) -> int:
    done = subprocess.run([sys.executable, "-c", GROWING, how], capture_output=True, check=True, text=True)
    return int(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the C library of Linux alone")
def test_columns_that_grow_beside_small_things_leave_no_room_idle() -> None:
    assert memory("apart") < memory("together") - 5_000


@pytest.mark.parametrize(("platform", "asked"), [("linux", [None]), ("win32", []), ("darwin", [])])
def test_only_the_library_of_linux_is_asked(
    monkeypatch: pytest.MonkeyPatch, platform: str, asked: list[str | None]
) -> None:
    libraries: list[str | None] = []

    def load(name: str | None) -> object:
        libraries.append(name)
        return object()  # one that has no such function, as another C library

    monkeypatch.setattr(ctypes, "CDLL", load)
    monkeypatch.setattr(sys, "platform", platform)
    large_pieces_apart()
    assert libraries == asked
