"""One transaction on a visit: appends events and keeps the read tables in step with them."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from cafaudit.journal.fold import live_value
from cafaudit.journal.writing import ChainEnd, Draft, Sign, write_event
from cafaudit.storage.frame_tables import FrameTables
from cafaudit.storage.journal_table import erase_payload, insert_events, read_events
from cafaudit.storage.local import LocalTables
from cafaudit.storage.read_tables import ReadTables, append_live, rebuild

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from cafaudit.journal.event import Event
    from cafaudit.journal.state import State


class Work:
    """What a service may do inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work through the given connection, whose transaction somebody else commits."""
        self._connection = connection
        self.tables = ReadTables(connection)
        self.local = LocalTables(connection)
        self.frames = FrameTables(connection)

    def append(self, draft: Draft, *, author: str, at: str, sign: Sign) -> Event:
        """Write one event of this store's own chain and bring the read tables up to date.

        `at` is UTC in ISO form; `sign` signs with the author's key. Whether the author may write it is
        the caller's to ask before.
        """
        instance = self.local.setting("instance")
        seq, last = self.tables.head(author, instance)
        end = ChainEnd(self.local.setting("visit"), author, instance, seq, last)
        event = write_event(
            draft, end, seen=self._take_unseen(), at=at, sign=sign, random=secrets.token_bytes
        )
        insert_events(self._connection, (event,))
        append_live(self._connection, event, live_value(event, erased=False))
        return event

    def receive(self, incoming: Iterable[Event]) -> tuple[int, State]:
        """Take other people's events in, and fold anew; returns how many were new, and the state.

        Signatures and payloads have been checked before.
        """
        new = insert_events(self._connection, incoming)
        before = set(self.tables.heads())
        state = rebuild(self._connection, read_events(self._connection), self.local.setting("visit"))
        self._note_unseen(before)
        return new, state

    def refold(self) -> State:
        """Fold the read tables anew, as after an event that changes who may write."""
        return rebuild(self._connection, read_events(self._connection), self.local.setting("visit"))

    def erase(self, event: Event) -> None:
        """Erase an event's payload for good; its header stays."""
        erase_payload(self._connection, event)

    def _take_unseen(self) -> tuple[str, ...]:
        rows = self._connection.exec_driver_sql("SELECT id FROM unseen_heads ORDER BY id").all()
        if rows:
            self._connection.exec_driver_sql("DELETE FROM unseen_heads")
        return tuple(row[0].hex() for row in rows)

    def _note_unseen(self, before: set[tuple[str, str, str]]) -> None:
        own = self.local.setting("instance")
        kept_apart = self.tables.not_counted()
        for author, instance, event_id in self.tables.heads():
            if (author, instance, event_id) in before or instance == own or event_id in kept_apart:
                continue
            chain = (bytes.fromhex(author), bytes.fromhex(instance))
            self._connection.exec_driver_sql(
                "DELETE FROM unseen_heads WHERE author = ? AND instance = ?", chain
            )
            self._connection.exec_driver_sql(
                "INSERT INTO unseen_heads (author, instance, id) VALUES (?, ?, ?)",
                (*chain, bytes.fromhex(event_id)),
            )
