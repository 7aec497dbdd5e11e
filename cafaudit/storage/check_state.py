"""Holding the read tables against a fresh fold of the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.journal.fold import fold
from cafaudit.storage.journal_table import read_with_place
from cafaudit.storage.read_tables import ReadTables, heads_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cafaudit.journal.event import Event
    from cafaudit.journal.state import Live, State
    from cafaudit.storage.statements import Statements

_REBUILD = "they are a copy and can be rebuilt"


def differences(statements: Statements, visit: str) -> list[str]:
    """Return what differs between the read tables and the journal, one sentence each.

    Raises:
        IntegrityFailure: an event cannot be read; `journal.checking` says which.
    """
    return list(_differences(statements, visit))


def _differences(statements: Statements, visit: str) -> Iterator[str]:
    events: dict[str, Event] = {}
    for event, in_place in read_with_place(statements):
        events[event.id] = event
        if not in_place:
            yield f"Event {event.id[:12]} stands at another place of the journal than it names."
    state = fold(events.values(), visit)
    tables = ReadTables(statements)
    if {value.event: value for value in tables.all()} != _live(state):
        yield f"The values in the read tables are not what the journal says; {_REBUILD}."
    if tables.members() != dict(state.members):
        yield f"The team in the read tables is not what the journal says; {_REBUILD}."
    heads = [(e.header.author, e.header.instance, e.id) for e in heads_of(events, state)]
    if tables.heads() != sorted(heads) or tables.digest() != state.digest:
        yield f"The read tables count other events than the journal; {_REBUILD}."


def _live(state: State) -> dict[str, Live]:
    return {value.event: value for values in state.live.values() for value in values.values()}
