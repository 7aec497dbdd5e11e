"""The read tables: the fold of the journal as rows, kept up to date by each write, rebuilt at will."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cafaudit.journal.fold import fold
from cafaudit.journal.state import Live, Settled, digest_of, settle
from cafaudit.storage.tables import rebuilt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from cafaudit.journal.event import Event
    from cafaudit.journal.state import State

_COLUMNS = "cell, event, author, instance, seq, kind, team, at, value, reason"
_ONE = f"SELECT {_COLUMNS} FROM live WHERE cell = ?"  # noqa: S608 - a constant
_UNDER = f"SELECT {_COLUMNS} FROM live WHERE cell >= ? AND cell < ? ORDER BY cell, event"  # noqa: S608
_ALL = f"SELECT {_COLUMNS} FROM live ORDER BY cell, event"  # noqa: S608
_PUT = f"INSERT INTO live ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_DROP = "DELETE FROM live WHERE cell = ? AND event = ?"
_HEAD_GONE = "DELETE FROM heads WHERE author = ? AND instance = ? AND seq = ?"
_HEAD = "INSERT INTO heads (author, instance, seq, id) VALUES (?, ?, ?, ?)"


class ReadTables:
    """Questions to the read tables."""

    def __init__(self, connection: Connection) -> None:
        """Ask through the given connection."""
        self._connection = connection

    def values(self, cell: str) -> list[Live]:
        """Return the unsuperseded values of one cell, cleared ones included."""
        return [_live(row) for row in self._connection.exec_driver_sql(_ONE, (cell,))]

    def settled(self, cell: str) -> Settled:
        """Return what one cell says."""
        return settle(self.values(cell))

    def under(self, prefix: str) -> Iterator[tuple[str, Settled]]:
        """Give each cell below a prefix such as "score/" with what it says, sorted by cell."""
        rows = self._connection.exec_driver_sql(_UNDER, (prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)))
        yield from _by_cell(_live(row) for row in rows)

    def live_under(self, prefix: str) -> Iterator[Live]:
        """Give each unsuperseded value below a prefix, sorted by cell and event."""
        rows = self._connection.exec_driver_sql(_UNDER, (prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)))
        return (_live(row) for row in rows)

    def all(self) -> Iterator[Live]:
        """Give every unsuperseded value."""
        return (_live(row) for row in self._connection.exec_driver_sql(_ALL))

    def head(self, author: str, instance: str) -> tuple[int, str]:
        """Return sequence and id of the last event of a chain; (0, "") for one that has not begun."""
        row = self._connection.exec_driver_sql(
            "SELECT seq, id FROM heads WHERE author = ? AND instance = ? ORDER BY seq DESC, id LIMIT 1",
            (bytes.fromhex(author), bytes.fromhex(instance)),
        ).first()
        return (0, "") if row is None else (int(row[0]), row[1].hex())

    def heads(self) -> list[tuple[str, str, str]]:
        """Return author, instance and newest id of every chain."""
        rows = self._connection.exec_driver_sql("SELECT author, instance, id FROM heads ORDER BY 1, 2, 3")
        return [(a.hex(), i.hex(), e.hex()) for a, i, e in rows]

    def not_counted(self) -> dict[str, str]:
        """Return the ids of events that are kept without counting, with the cause."""
        rows = self._connection.exec_driver_sql("SELECT id, cause FROM not_counted ORDER BY id")
        return {event_id.hex(): cause for event_id, cause in rows}

    def members(self) -> dict[str, str]:
        """Return each member's role by author key."""
        rows = self._connection.exec_driver_sql("SELECT author, role FROM members ORDER BY author")
        return {author.hex(): role for author, role in rows}

    def digest(self) -> str:
        """Return the digest of the state, worked out from the tables."""
        kept_apart = set(self.not_counted())
        ids = (row[0].hex() for row in self._connection.exec_driver_sql("SELECT id FROM events"))
        return digest_of((i for i in ids if i not in kept_apart), self.all())


def append_live(connection: Connection, event: Event, value: Live) -> None:
    """Bring the read tables up to date after this store's own event, which counts by its making."""
    header = event.header
    author, instance = bytes.fromhex(header.author), bytes.fromhex(header.instance)
    for old in header.supersedes:
        connection.exec_driver_sql(_DROP, (value.cell, bytes.fromhex(old)))
    connection.exec_driver_sql(_PUT, _row(value))
    if header.prev:
        connection.exec_driver_sql(_HEAD_GONE, (author, instance, header.seq - 1))
    connection.exec_driver_sql(_HEAD, (author, instance, header.seq, bytes.fromhex(event.id)))


def rebuild(connection: Connection, events: Iterable[Event], visit: str) -> State:
    """Drop the read tables and fill them from a fold of the events; returns the state."""
    rebuilt.drop_all(connection)
    rebuilt.create_all(connection)
    known = list(events)
    state = fold(known, visit)
    rows = [_row(value) for values in state.live.values() for value in values.values()]
    causes = dict.fromkeys(state.waiting, "waiting") | {i: c.name for i, c in state.set_aside.items()}
    _fill(connection, _PUT, rows)
    _fill(connection, _HEAD, [_head_row(event) for event in _newest(known)])
    _fill(
        connection,
        "INSERT INTO not_counted (id, cause) VALUES (?, ?)",
        [(bytes.fromhex(i), c) for i, c in causes.items()],
    )
    _fill(
        connection,
        "INSERT INTO members (author, role) VALUES (?, ?)",
        [(bytes.fromhex(a), r) for a, r in state.members.items()],
    )
    return state


def _fill(connection: Connection, statement: str, rows: list[tuple[object, ...]]) -> None:
    if rows:
        connection.exec_driver_sql(statement, rows)


def _newest(events: list[Event]) -> list[Event]:
    followed = {event.header.prev for event in events}
    return [event for event in events if event.id not in followed]


def _head_row(event: Event) -> tuple[object, ...]:
    header = event.header
    return (bytes.fromhex(header.author), bytes.fromhex(header.instance), header.seq, bytes.fromhex(event.id))


def _row(value: Live) -> tuple[object, ...]:
    return (
        value.cell,
        bytes.fromhex(value.event),
        bytes.fromhex(value.author),
        bytes.fromhex(value.instance),
        value.seq,
        value.kind,
        int(value.team),
        value.at,
        json.dumps(value.value, ensure_ascii=False),
        value.reason,
    )


def _live(row: Iterable[object]) -> Live:
    cell, event, author, instance, seq, kind, team, at, value, reason = row
    return Live(
        event=_hex(event),
        author=_hex(author),
        instance=_hex(instance),
        seq=int(str(seq)),
        cell=str(cell),
        kind=str(kind),
        team=bool(team),
        at=str(at),
        value=json.loads(str(value)),
        reason=str(reason),
    )


def _hex(raw: object) -> str:
    return raw.hex() if isinstance(raw, bytes) else ""


def _by_cell(values: Iterator[Live]) -> Iterator[tuple[str, Settled]]:
    group: list[Live] = []
    for value in values:
        if group and value.cell != group[0].cell:
            yield group[0].cell, settle(group)
            group = []
        group.append(value)
    if group:
        yield group[0].cell, settle(group)
