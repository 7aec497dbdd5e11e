"""Windows' way to limit a child process: a job object with a limit of memory and time, which ends with us."""

from __future__ import annotations

import ctypes
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from cafaudit.intake.answers import MOST_SECONDS
from cafaudit.intake.oddities import Oddity

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

MOST_MEMORY: Final = 1024**3
"""Bytes that the child may commit."""

JOB_TIME: Final = 0x0000_0004
PROCESS_MEMORY: Final = 0x0000_0100
DIE_ON_UNHANDLED_EXCEPTION: Final = 0x0000_0400
KILL_ON_JOB_CLOSE: Final = 0x0000_2000
"""Flags of `BasicLimits.flags`, JOB_OBJECT_LIMIT_* in Windows' winnt.h."""

_EXTENDED_LIMITS: Final = 9  # JobObjectExtendedLimitInformation
_TICKS_IN_A_SECOND: Final = 10_000_000


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION of winnt.h; times are in units of 100 nanoseconds."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("most_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class Transfers(ctypes.Structure):
    """IO_COUNTERS of winnt.h."""

    _fields_ = tuple((name, ctypes.c_uint64) for name in ("rn", "wn", "on", "rb", "wb", "ob"))


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION of winnt.h; memory is in bytes."""

    _fields_ = (
        ("basic", BasicLimits),
        ("transfers", Transfers),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def limits(memory: int = MOST_MEMORY, seconds: int = MOST_SECONDS) -> ExtendedLimits:
    """Return the limits of a job: bytes of memory, seconds of computing, and its end with ours."""
    found = ExtendedLimits()
    found.basic.flags = PROCESS_MEMORY | JOB_TIME | KILL_ON_JOB_CLOSE | DIE_ON_UNHANDLED_EXCEPTION
    found.basic.job_time = seconds * _TICKS_IN_A_SECOND
    found.process_memory = memory
    return found


@contextmanager
def limit_child(child: subprocess.Popen[bytes]) -> Iterator[tuple[Oddity, ...]]:
    """Limit a child on Windows for the length of the block; elsewhere it limits itself.

    Gives the oddity to be shown where that failed, nothing otherwise.
    """
    if os.name != "nt":
        yield ()
        return
    kernel = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009 - there on Windows alone
    job = _job_of(kernel, child)
    try:
        yield () if job else (NOT_LIMITED,)
    finally:
        if job:
            kernel.CloseHandle(job)


NOT_LIMITED: Final = Oddity(
    "",
    0,
    "",
    "This computer could not limit the memory and the time that reading the list may take.",
    "It was read all the same, in a process of its own.",
)
"""What is said when Windows refuses the limits, as it may inside another program's job."""


def _job_of(kernel: Any, child: subprocess.Popen[bytes]) -> int:  # noqa: ANN401 - ctypes has no types for libraries
    """Return the handle of a job with the child in it, 0 where Windows refuses."""
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    for name in ("SetInformationJobObject", "AssignProcessToJobObject", "CloseHandle"):
        getattr(kernel, name).restype = ctypes.c_int
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return 0
    wanted = limits()
    handle = ctypes.c_void_p(job)
    is_set = kernel.SetInformationJobObject(
        handle, _EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.c_uint32(ctypes.sizeof(wanted))
    )
    process = ctypes.c_void_p(getattr(child, "_handle", 0))
    if not is_set or not kernel.AssignProcessToJobObject(handle, process):
        kernel.CloseHandle(handle)
        return 0
    return int(job)
