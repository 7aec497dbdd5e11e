"""Connections to one open visit, each lent to one thread at a time."""

from __future__ import annotations

from contextlib import contextmanager
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING

from cafaudit.errors import InUse
from cafaudit.storage import encrypted_file

if TYPE_CHECKING:
    from collections.abc import Iterator
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
        self._closed = False
        self._idle: LifoQueue[Connection | None] = LifoQueue()
        for _ in range(size):
            self._idle.put(None)

    @contextmanager
    def lend(self) -> Iterator[Connection]:
        """Lend a connection without a transaction; what is left open on it is undone when it comes back.

        Raises:
            InUse: other threads kept every one of them for too long.
            InputRefused, IntegrityFailure: as `encrypted_file.connect`.
        """
        connection = self._take()
        try:
            if connection is None:
                connection = encrypted_file.connect(self._path, self._key, read_only=self._read_only)
            yield connection
        finally:
            self._put_back(connection)

    def close(self) -> None:
        """Close them all, those that are lent as soon as they come back; none is lent any more."""
        self._closed = True
        while not self._idle.empty():
            connection = self._idle.get_nowait()
            if connection is not None:
                connection.close()

    def _take(self) -> Connection | None:
        if self._closed:
            message = "the visit was closed"
            raise RuntimeError(message)
        try:
            return self._idle.get(timeout=self._wait)
        except Empty as fault:
            raise InUse(
                "Another part of the program has been using the visit for too long.",
                "Wait until it has ended, then do it again. Nothing was changed.",
            ) from fault

    def _put_back(self, connection: Connection | None) -> None:
        if connection is not None:
            connection.rollback()  # does nothing after a commit
        self._idle.put(connection)
        if self._closed:
            self.close()
