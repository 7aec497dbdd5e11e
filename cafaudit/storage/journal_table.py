"""The journal as rows: events in and out, unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.journal.event import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cafaudit.storage.statements import Statements

_INSERT = (
    "INSERT INTO events (author, instance, seq, id, header, signature, nonce, payload)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_SOME = (
    "SELECT header, signature, nonce, payload, author, instance, seq, id FROM events"
    " WHERE (author, instance, seq, id) > (?, ?, ?, ?) ORDER BY author, instance, seq, id LIMIT ?"
)
_IDS = (
    "SELECT author, instance, seq, id FROM events"
    " WHERE (author, instance, seq, id) > (?, ?, ?, ?) ORDER BY author, instance, seq, id LIMIT ?"
)
_START = (b"", b"", 0, b"")
_PLACE = "author = ? AND instance = ? AND seq = ? AND id = ?"
_FILL = f"UPDATE events SET nonce = ?, payload = ? WHERE {_PLACE} AND payload IS NULL"  # noqa: S608
_ERASE = f"UPDATE events SET nonce = NULL, payload = NULL WHERE {_PLACE}"  # noqa: S608


def insert_event(statements: Statements, event: Event) -> bool:
    """Store an event; says whether it was new. A payload that was missing before is filled in."""
    place = _place(event)
    row = (*place, event.header_bytes, event.signature, event.nonce, event.payload_bytes)
    if statements.run(_INSERT, row):
        return True
    if event.payload_bytes is not None:
        statements.run(_FILL, (event.nonce, event.payload_bytes, *place))
    return False


def insert_events(statements: Statements, incoming: Iterable[Event]) -> int:
    """Store many events; returns how many were new."""
    return sum(insert_event(statements, event) for event in incoming)


def erase_payload(statements: Statements, event: Event) -> None:
    """Erase what an event said; its header stays, so that the chain holds."""
    statements.run(_ERASE, _place(event))


def read_events(statements: Statements) -> Iterator[Event]:
    """Give every stored event, chain by chain in the order of their sequence."""
    for header, signature, nonce, payload, *_ in statements.pages(_SOME, (), _START):
        yield Event(header, signature, nonce, payload)


def read_with_place(statements: Statements) -> Iterator[tuple[Event, bool]]:
    """Give every stored event, and whether it stands at the place of the table that it names itself.

    Raises:
        IntegrityFailure: an event cannot be read.
    """
    for header, signature, nonce, payload, *place in statements.pages(_SOME, (), _START):
        event = Event(header, signature, nonce, payload)
        yield event, tuple(place) == _place(event)


def read_ids(statements: Statements) -> Iterator[str]:
    """Give the id of every stored event."""
    return (row[-1].hex() for row in statements.pages(_IDS, (), _START))


def _place(event: Event) -> tuple[bytes, bytes, int, bytes]:
    header = event.header
    chain = bytes.fromhex(header.author), bytes.fromhex(header.instance)
    return (*chain, header.seq, bytes.fromhex(event.id))
