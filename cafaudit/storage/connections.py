"""Connections to one open visit, each lent to one thread at a time."""

from __future__ import annotations

from collections import deque
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from cafaudit.errors import InUse
from cafaudit.storage import encrypted_file

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.storage.encrypted_file import Connection

WAIT_SECONDS = 30.0
"""For a connection that other threads are using. Nothing that a person does takes so long in one piece."""


class Connections:
    """Some connections of one kind, opened when they are first needed and kept until `close`."""

    def __init__(
        self, path: Path, key: bytes, *, read_only: bool, size: int, wait: float = WAIT_SECONDS
    ) -> None:
        """Lend up to `size` connections to the file at `path`; a borrower waits up to `wait` seconds."""
        self._path = path
        self._key = key
        self._read_only = read_only
        self._wait = wait
        self.closed = False
        self._idle: deque[Connection] = deque()
        self._free: SimpleQueue[None] = SimpleQueue()
        for _ in range(size):
            self._free.put(None)

    def take(self) -> Connection:
        """Take a connection without a transaction; `give_back` it as soon as possible.

        Raises:
            InUse: other threads kept every one of them for too long.
            InputRefused, IntegrityFailure: as `encrypted_file.connect`.
        """
        if self.closed:
            message = "the visit was closed"
            raise RuntimeError(message)
        try:
            self._free.get(timeout=self._wait)
        except Empty as fault:
            raise InUse(
                "Another part of the program has been using the visit for too long.",
                "Wait until it has ended, then do it again. Nothing was changed.",
            ) from fault
        try:
            return self._idle.pop()
        except IndexError:
            return self._open()

    def give_back(self, connection: Connection) -> None:
        """Take a connection back; what is left open on it is undone."""
        connection.rollback()  # does nothing after a commit
        self._idle.append(connection)
        self._free.put(None)
        if self.closed:
            self.close()

    def close(self) -> None:
        """Close them all, those that are lent as soon as they come back; none is lent any more."""
        self.closed = True
        while self._idle:
            self._idle.pop().close()

    def _open(self) -> Connection:
        try:
            return encrypted_file.connect(self._path, self._key, read_only=self._read_only)
        except BaseException:
            self._free.put(None)
            raise
