"""The read tables: the fold of the journal as rows, kept up to date by each write, rebuilt at will."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from cafaudit.journal.canonical import encode
from cafaudit.journal.cell import parse_cell
from cafaudit.journal.chains import tips
from cafaudit.journal.fold import may_replace
from cafaudit.journal.records import read_kind
from cafaudit.journal.state import Live, SetAside, Settled, digest_of, settle
from cafaudit.storage.journal_table import read_ids
from cafaudit.storage.local import LocalTables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cafaudit.journal.event import Event
    from cafaudit.journal.state import State
    from cafaudit.storage.statements import Statements

LAYOUT = "2"
"""Raised whenever these tables or the fold change: read tables of another layout are made anew on opening."""

_COLUMNS = "kind, author, instance, seq, team, at, value, reason, cell, event"
_ONE = f"SELECT {_COLUMNS} FROM live WHERE cell = ?"  # noqa: S608 - a constant, as below
_UNDER = (
    f"SELECT {_COLUMNS} FROM live WHERE cell < ? AND (cell, event) > (?, ?)"  # noqa: S608
    " ORDER BY cell, event LIMIT ?"
)
_ALL = f"SELECT {_COLUMNS} FROM live WHERE (cell, event) > (?, ?) ORDER BY cell, event LIMIT ?"  # noqa: S608
_WITH = "SELECT DISTINCT cell FROM live WHERE cell >= ? AND cell < ? AND value = ? ORDER BY cell"
_MADE = (
    "SELECT cell, at FROM live WHERE cell >= ? AND cell < ? AND substr(cell, ?) = ? AND value = 'true'"
    " ORDER BY cell, event"
)
_EXISTS = "/exists"
_PUT = f"INSERT INTO live ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_DROP = "DELETE FROM live WHERE cell = ? AND event = ? AND (? OR author = ?) AND (? OR NOT team)"
_OFF_CHAIN = frozenset({SetAside.BROKEN_CHAIN, SetAside.OTHER_VISIT})
_END = (
    "SELECT seq, id FROM events WHERE author = ? AND instance = ? AND NOT EXISTS (SELECT 1 FROM not_counted"
    " WHERE not_counted.id = events.id AND cause IN ('waiting', 'BROKEN_CHAIN', 'OTHER_VISIT'))"
    " ORDER BY seq DESC, id LIMIT 1"
)
_AUTHORS = (
    "WITH RECURSIVE found (author) AS (SELECT min(author) FROM events UNION ALL"
    " SELECT (SELECT min(author) FROM events WHERE author > found.author) FROM found"
    " WHERE found.author IS NOT NULL) SELECT author FROM found WHERE author IS NOT NULL"
)
_TABLES = ("live", "heads", "not_counted", "members")


class ReadTables:
    """Questions to the read tables."""

    def __init__(self, statements: Statements) -> None:
        """Ask inside the given transaction."""
        self._statements = statements

    def values(self, cell: str) -> list[Live]:
        """Return the unsuperseded values of one cell, cleared ones included."""
        return [_live(row) for row in self._statements.rows(_ONE, (cell,))]

    def settled(self, cell: str) -> Settled:
        """Return what one cell says."""
        return settle(self.values(cell))

    def under(self, prefix: str) -> Iterator[tuple[str, Settled]]:
        """Give each cell below a prefix such as "score/" with what it says, sorted by cell."""
        yield from _by_cell(self.live_under(prefix))

    def live_under(self, prefix: str) -> Iterator[Live]:
        """Give each unsuperseded value below a prefix such as "score/", sorted by cell and event."""
        behind = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        return (_live(row) for row in self._statements.pages(_UNDER, (behind,), (prefix, b"")))

    def records_with(self, record_type: str, field: str, value: str) -> list[str]:
        """Return the ids of the records of a type in one of whose fields that text stands."""
        bounds = (f"{record_type}/", f"{record_type}0")
        rows = self._statements.rows(_WITH, (*bounds, encode(value).decode()))
        cells = (parse_cell(str(row[0])) for row in rows)
        return [cell[1] for cell in cells if cell[2:] == (field,)]

    def made(self, record_type: str) -> list[tuple[str, str]]:
        """Return when each standing record of a type was made, and its id, in that order."""
        bounds = (f"{record_type}/", f"{record_type}0")
        first: dict[str, str] = {}
        for cell, at in self._statements.rows(_MADE, (*bounds, -len(_EXISTS), _EXISTS)):
            first.setdefault(cell, at)
        return sorted((at, parse_cell(cell)[1]) for cell, at in first.items())

    def all(self) -> Iterator[Live]:
        """Give every unsuperseded value."""
        return (_live(row) for row in self._statements.pages(_ALL, (), ("", b"")))

    def head(self, author: str, instance: str) -> tuple[int, str]:
        """Return sequence and id of the last event of a chain; (0, "") for one that has not begun."""
        row = self._statements.row(_END, (bytes.fromhex(author), bytes.fromhex(instance)))
        return (0, "") if row is None else (int(row[0]), row[1].hex())

    def ends(self, instance: str) -> dict[str, tuple[int, str]]:
        """Return sequence and id of the last event of each author's chain in one copy of the visit."""
        authors = [author.hex() for (author,) in self._statements.rows(_AUTHORS)]
        found = {author: self.head(author, instance) for author in authors}
        return {author: end for author, end in found.items() if end[0]}

    def heads(self) -> list[tuple[str, str, str]]:
        """Return author, instance and newest id of every chain, sorted; a chain that forked has several."""
        rows = self._statements.rows("SELECT author, instance, id FROM heads ORDER BY seq DESC, id")
        at_fold = [(author.hex(), instance.hex(), newest.hex()) for author, instance, newest in rows]
        here = LocalTables(self._statements).place().instance
        ends = self.ends(here)
        gone_on_from: dict[str, str] = {}
        for author, instance, newest in at_fold:
            if instance == here:
                gone_on_from.setdefault(author, newest)
        kept = {head for head in at_fold if head[1] != here or gone_on_from[head[0]] != head[2]}
        return sorted(kept | {(author, here, newest) for author, (_, newest) in ends.items()})

    def not_counted(self) -> dict[str, str]:
        """Return the ids of events that are kept without counting, with the cause."""
        rows = self._statements.rows("SELECT id, cause FROM not_counted ORDER BY id")
        return {event_id.hex(): cause for event_id, cause in rows}

    def members(self) -> dict[str, str]:
        """Return each member's role by author key."""
        rows = self._statements.rows("SELECT author, role FROM members ORDER BY author")
        return {author.hex(): role for author, role in rows}

    def digest(self) -> str:
        """Return the digest of the state, worked out from the tables."""
        kept_apart = set(self.not_counted())
        ids = read_ids(self._statements)
        return digest_of((i for i in ids if i not in kept_apart), self.all())


def append_live(statements: Statements, event: Event, value: Live) -> None:
    """Bring the read tables up to date after this store's own event, which counts by its making."""
    header = event.header
    meaning = read_kind(value.kind)
    anybodys = meaning is not None and may_replace(*meaning, header.author, "")
    for old in header.supersedes:
        place = (value.cell, bytes.fromhex(old))
        statements.run(_DROP, (*place, anybodys, bytes.fromhex(header.author), event.for_team))
    statements.run(_PUT, _row(value))


def make_tables(statements: Statements) -> None:
    """Make the read tables anew and empty."""
    from sqlalchemy.dialects import sqlite  # noqa: PLC0415 - seldom needed, and slow to import
    from sqlalchemy.schema import CreateTable  # noqa: PLC0415

    from cafaudit.storage.tables import rebuilt  # noqa: PLC0415

    for table in rebuilt.sorted_tables:
        statements.run(f"DROP TABLE IF EXISTS {table.name}")
        statements.run(str(CreateTable(table).compile(dialect=sqlite.dialect())))


def fill_tables(statements: Statements, events: Mapping[str, Event], state: State) -> None:
    """Let the read tables hold a state and nothing else."""
    for name in _TABLES:
        statements.run(f"DELETE FROM {name}")  # noqa: S608 - names of ours
    values = (value for values in state.live.values() for value in values.values())
    statements.run_many(_PUT, (_row(value) for value in values))
    statements.run_many(
        "INSERT INTO heads (author, instance, seq, id) VALUES (?, ?, ?, ?)",
        (_head_row(event) for event in heads_of(events, state)),
    )
    causes = dict.fromkeys(state.waiting, "waiting") | {i: c.name for i, c in state.set_aside.items()}
    statements.run_many(
        "INSERT INTO not_counted (id, cause) VALUES (?, ?)",
        ((bytes.fromhex(i), cause) for i, cause in causes.items()),
    )
    statements.run_many(
        "INSERT INTO members (author, role) VALUES (?, ?)",
        ((bytes.fromhex(author), role) for author, role in state.members.items()),
    )


def heads_of(events: Mapping[str, Event], state: State) -> list[Event]:
    """Return the newest event of each chain; what waits or stands in no chain is none of it."""
    on_chain = [i for i in events if i not in state.waiting and state.set_aside.get(i) not in _OFF_CHAIN]
    return tips(events, on_chain)


def _head_row(event: Event) -> tuple[object, ...]:
    header = event.header
    return (bytes.fromhex(header.author), bytes.fromhex(header.instance), header.seq, bytes.fromhex(event.id))


def _row(value: Live) -> tuple[object, ...]:
    return (
        value.kind,
        bytes.fromhex(value.author),
        bytes.fromhex(value.instance),
        value.seq,
        int(value.team),
        value.at,
        encode(value.value).decode(),
        value.reason,
        value.cell,
        bytes.fromhex(value.event),
    )


def _live(row: tuple[Any, ...]) -> Live:
    kind, author, instance, seq, team, at, value, reason, cell, event = row
    return Live(
        event=event.hex(),
        author=author.hex(),
        instance=instance.hex(),
        seq=seq,
        cell=cell,
        kind=kind,
        team=bool(team),
        at=at,
        value=msgspec.json.decode(value),
        reason=reason,
    )


def _by_cell(values: Iterator[Live]) -> Iterator[tuple[str, Settled]]:
    group: list[Live] = []
    for value in values:
        if group and value.cell != group[0].cell:
            yield group[0].cell, settle(group)
            group = []
        group.append(value)
    if group:
        yield group[0].cell, settle(group)
