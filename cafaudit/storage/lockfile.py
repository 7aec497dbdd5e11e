"""One process per visit: a lock that the system holds, and lets go when the process ends, however it ends.

The file itself stays in the folder for good; that it is there means nothing, only the lock on it does. So
there is no stale lock to clear by hand. What it says serves the sentence to the second person alone.
"""

import json
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from cafaudit.errors import InputRefused, InUse

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK_NAME = "visit.lock"
_LOCKED_BYTE = 1 << 30  # Windows locks bytes against reading too, so one far behind the text
_TEXT_CAP = 1_000


def _now() -> datetime:
    return datetime.now(UTC)


class VisitLock:
    """The lock on one visit folder, held from construction until `release` or the end of a `with` block."""

    def __init__(self, folder: Path, now: Callable[[], datetime] = _now) -> None:
        """Take the lock at once, without waiting.

        Raises:
            InUse: Another process, or another part of this one, holds the visit.
            InputRefused: The folder cannot be written to.
        """
        self._handle = _open(folder)
        if not _lock(self._handle):
            holder = _read(self._handle)
            os.close(self._handle)
            raise _in_use(folder, holder)
        _write(self._handle, _describe(now()))

    def release(self) -> None:
        """Let the visit go; doing it twice is no error."""
        if self._handle < 0:
            return
        _write(self._handle, b"")
        _unlock(self._handle)
        os.close(self._handle)
        self._handle = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _open(folder: Path) -> int:
    try:
        return os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise InputRefused(
            f"{folder} cannot be written to ({error.strerror}).",
            "Check that you may write there, or copy the folder to your own disk.",
        ) from error


def _describe(now: datetime) -> bytes:
    said = {"process": os.getpid(), "computer": platform.node(), "since": now.isoformat(timespec="seconds")}
    return json.dumps(said).encode()


def _in_use(folder: Path, holder: bytes) -> InUse:
    try:
        said = json.loads(holder)
        since = datetime.fromisoformat(said["since"]).astimezone()
        when = f"{since:%H:%M} on {since.day} {since:%B %Y}"
        by = f", since {when}, by process {int(said['process'])} on {said['computer']}"
    except (ValueError, KeyError, TypeError):
        by = ""
    return InUse(
        f"The visit {folder.name} is open already{by}.",
        "Close it there, or wait until the other command has ended. One program at a time can use a visit.",
    )


def _read(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, _TEXT_CAP)


def _write(handle: int, text: bytes) -> None:
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, text)


if sys.platform == "win32":

    def _lock(handle: int) -> bool:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
