"""The open file of one visit: transactions on its journal, its read tables and its local tables."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from cafaudit.storage import migrate
from cafaudit.storage.encrypted_file import damage_as_refusal, fold_log
from cafaudit.storage.engine import reading_engine, writing_engine
from cafaudit.storage.frame_tables import FrameTables
from cafaudit.storage.journal_table import read_events
from cafaudit.storage.local import LocalTables
from cafaudit.storage.read_tables import ReadTables, rebuild
from cafaudit.storage.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from cafaudit.journal.event import Event
    from cafaudit.journal.state import State

INSTANCE_BYTES = 16


@dataclass(frozen=True)
class Place:
    """Which visit the file belongs to, and which copy of it this is: lower-case hex, 16 bytes each."""

    visit: str
    instance: str


class Store:
    """One visit's file, opened. One transaction writes at a time; readers see committed states only."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open engines on an existing file; nothing is read yet."""
        self.path = path
        self._key = key
        self._writer: Engine = writing_engine(path, key)
        self._readers: Engine = reading_engine(path, key)

    @classmethod
    def create(cls, path: Path, key: bytes, visit: str) -> Store:
        """Make the tables in the new, empty file at `path` and write down which visit it holds."""
        migrate.make_schema(path, key)
        store = cls(path, key)
        with store._writing() as connection:
            local = LocalTables(connection)
            local.set_setting("visit", visit)
            local.set_setting("instance", secrets.token_hex(INSTANCE_BYTES))
            rebuild(connection, (), visit)
        return store

    @classmethod
    def open(cls, path: Path, key: bytes, backups: Path) -> Store:
        """Open a visit's file, bringing an older one up to date first.

        Raises:
            InputRefused: a newer program wrote it.
            IntegrityFailure: it is damaged.
        """
        migrate.upgrade(path, key, backups)
        return cls(path, key)

    def place(self) -> Place:
        """Return which visit this is and which copy of it."""
        with self.reading() as read:
            return Place(read.local.setting("visit"), read.local.setting("instance"))

    @contextmanager
    def unit_of_work(self) -> Iterator[Work]:
        """Give one transaction: committed on a clean end, undone whole on an exception."""
        with self._writing() as connection:
            yield Work(connection)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Give one consistent view for reading; do not keep it open."""
        with self._as_refusal(), self._readers.connect() as connection:
            yield Reading(connection)

    def rebuild_read_tables(self) -> State:
        """Drop the read tables and fold them anew from the journal; returns the state."""
        visit = self.place().visit
        with self._writing() as connection:
            return rebuild(connection, read_events(connection), visit)

    def checkpoint(self) -> None:
        """Carry the log over into the file as far as nobody is reading it; outside any save."""
        with self._as_refusal(), self._writer.connect() as connection:
            raw = connection.connection.driver_connection
            if raw is not None:
                fold_log(raw)

    def close(self) -> None:
        """Carry the log over and close every connection."""
        self.checkpoint()
        self._readers.dispose()
        self._writer.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._as_refusal(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def _as_refusal(self) -> Iterator[None]:
        with damage_as_refusal(self.path):
            try:
                yield
            except DBAPIError as fault:
                if fault.orig is None:
                    raise
                raise fault.orig from fault


class Reading:
    """One consistent view of a visit."""

    def __init__(self, connection: Connection) -> None:
        """Read through the given connection."""
        self._connection = connection
        self.tables = ReadTables(connection)
        self.local = LocalTables(connection)
        self.frames = FrameTables(connection)

    def events(self) -> Iterator[Event]:
        """Give every stored event, chain by chain."""
        return read_events(self._connection)
