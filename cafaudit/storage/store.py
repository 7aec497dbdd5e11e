"""The open file of one visit: transactions on its journal, its read tables and its local tables."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cafaudit.storage import migrate
from cafaudit.storage.check_state import differences
from cafaudit.storage.connections import Connections
from cafaudit.storage.encrypted_file import damage_as_refusal, empty_log, fold_log, log_bytes
from cafaudit.storage.frame_exclusions import FrameExclusions
from cafaudit.storage.frame_groups import FrameGroups
from cafaudit.storage.frame_tables import FrameTables
from cafaudit.storage.journal_table import read_events
from cafaudit.storage.local import LocalTables, Place
from cafaudit.storage.read_tables import LAYOUT, ReadTables, make_tables
from cafaudit.storage.transaction import Transaction
from cafaudit.storage.work import Kept, Work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cafaudit.journal.event import Event
    from cafaudit.journal.state import State
    from cafaudit.storage.statements import Statements

INSTANCE_BYTES = 16
READERS = 3
_LONG_LOG = 1_000_000


class Store:
    """One visit's file, opened. One transaction writes at a time; readers see committed states only."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Work on an existing file; nothing is opened yet."""
        self.path = path
        self._writer = Connections(path, key, read_only=False, size=1)
        self._readers = Connections(path, key, read_only=True, size=READERS)
        self._place: Place | None = None
        self._kept = Kept()

    @classmethod
    def create(cls, path: Path, key: bytes, visit: str) -> Store:
        """Make the tables in the new, empty file at `path` and write down which visit it holds."""
        migrate.make_schema(path, key)
        store = cls(path, key)
        with store._writing() as statements:
            local = LocalTables(statements)
            local.set_setting("visit", visit)
            local.set_setting("instance", secrets.token_hex(INSTANCE_BYTES))
        store.rebuild_read_tables()
        return store

    @classmethod
    def open(cls, path: Path, key: bytes, backups: Path) -> Store:
        """Open a visit's file, bringing an older one up to date first.

        Raises:
            InputRefused: a newer program wrote it.
            IntegrityFailure: it is damaged.
        """
        migrate.upgrade(path, key, backups)
        store = cls(path, key)
        try:
            store._prepare()
        except BaseException:
            store._let_go()
            raise
        return store

    def _prepare(self) -> None:
        with self.reading() as read:
            layout = read.local.setting_or_none("read tables")
        if layout != LAYOUT:
            self.rebuild_read_tables()
        self.place()
        self.checkpoint()  # begins the log too, which the first save is thus spared

    def place(self) -> Place:
        """Return which visit this is and which copy of it."""
        if self._place is None:
            with self.reading() as read:
                self._place = read.local.place()
        return self._place

    def new_instance(self) -> Place:
        """Become a copy of its own, as after a restore: two copies must never write in one chain."""
        with self._writing() as statements:
            local = LocalTables(statements)
            local.set_setting("instance", secrets.token_hex(INSTANCE_BYTES))
            place = local.place()
            self._kept.forget()
            Work(statements, place, self._kept).refold()
        self._place = place
        return place

    @contextmanager
    def unit_of_work(self) -> Iterator[Work]:
        """Give one transaction: committed on a clean end, undone whole on an exception."""
        place = self.place()
        with self._writing() as statements:
            yield Work(statements, place, self._kept)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Give one consistent view for reading; do not keep it open."""
        with Transaction(self._readers, self.path, "BEGIN") as statements:
            yield Reading(statements)

    def rebuild_read_tables(self) -> State:
        """Drop the read tables and fold them anew from the journal; returns the state."""
        place = self.place()
        with self._writing() as statements:
            make_tables(statements)
            LocalTables(statements).set_setting("read tables", LAYOUT)
            return Work(statements, place, self._kept).refold()

    def check_state(self) -> list[str]:
        """Return what differs between the read tables and a fresh fold of the journal, one sentence each."""
        with self.reading() as read:
            return read.differences()

    def checkpoint(self) -> None:
        """Carry the log over into the file as far as nobody is reading it; outside any save."""
        with damage_as_refusal(self.path):
            connection = self._writer.take()
            try:
                fold_log(connection)
            finally:
                self._writer.give_back(connection)

    def close(self) -> None:
        """Carry the log over and close every connection; doing it twice is no error."""
        if self._writer.closed:
            return
        try:
            self.checkpoint()
        finally:
            self._let_go()

    def _let_go(self) -> None:
        self._readers.close()
        self._writer.close()

    def _writing(self) -> Transaction:
        """Begin with the lock to write, so that reading before writing cannot end in a conflict."""
        return Transaction(self._writer, self.path, "BEGIN IMMEDIATE", when_undone=self._after_undoing)

    def _after_undoing(self) -> None:
        """Forget what was kept of an undone transaction; a long one leaves no long log behind either."""
        self._kept.forget()
        if log_bytes(self.path) > _LONG_LOG:
            connection = self._writer.take()
            try:
                empty_log(connection)
            finally:
                self._writer.give_back(connection)


class Reading:
    """One consistent view of a visit."""

    def __init__(self, statements: Statements) -> None:
        """Read inside the given transaction."""
        self.statements = statements
        self.tables = ReadTables(statements)
        self.local = LocalTables(statements)
        self.frames = FrameTables(statements)
        self.exclusions = FrameExclusions(statements)
        self.groups = FrameGroups(statements)

    def events(self) -> Iterator[Event]:
        """Give every stored event, chain by chain."""
        return read_events(self.statements)

    def differences(self) -> list[str]:
        """Return what differs between the read tables and a fresh fold of the journal, one sentence each.

        Raises:
            IntegrityFailure: an event cannot be read.
        """
        return differences(self.statements, self.local.place().visit)
