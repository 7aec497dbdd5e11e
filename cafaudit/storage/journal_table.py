"""The journal as rows: events in and out, unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.journal.event import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

_INSERT = (
    "INSERT INTO events (author, instance, seq, id, header, signature, nonce, payload)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_ALL = "SELECT header, signature, nonce, payload FROM events ORDER BY author, instance, seq, id"
_FILL = (
    "UPDATE events SET nonce = ?, payload = ?"
    " WHERE author = ? AND instance = ? AND seq = ? AND id = ? AND payload IS NULL"
)
_ERASE = (
    "UPDATE events SET nonce = NULL, payload = NULL WHERE author = ? AND instance = ? AND seq = ? AND id = ?"
)


def insert_event(connection: Connection, event: Event) -> bool:
    """Store an event; says whether it was new. A payload that was missing before is filled in."""
    header = event.header
    place = (
        bytes.fromhex(header.author),
        bytes.fromhex(header.instance),
        header.seq,
        bytes.fromhex(event.id),
    )
    row = (*place, event.header_bytes, event.signature, event.nonce, event.payload_bytes)
    if connection.exec_driver_sql(_INSERT, row).rowcount:
        return True
    if event.payload_bytes is not None:
        connection.exec_driver_sql(_FILL, (event.nonce, event.payload_bytes, *place))
    return False


def erase_payload(connection: Connection, event: Event) -> None:
    """Erase what an event said; its header stays, so that the chain holds."""
    header = event.header
    place = (
        bytes.fromhex(header.author),
        bytes.fromhex(header.instance),
        header.seq,
        bytes.fromhex(event.id),
    )
    connection.exec_driver_sql(_ERASE, place)


def read_events(connection: Connection) -> Iterator[Event]:
    """Give every stored event, chain by chain in the order of their sequence."""
    for header, signature, nonce, payload in connection.exec_driver_sql(_ALL):
        yield Event(header, signature, nonce, payload)


def count_events(connection: Connection) -> int:
    """Return how many events are stored."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM events").scalar_one())


def insert_events(connection: Connection, incoming: Iterable[Event]) -> int:
    """Store many events; returns how many were new."""
    return sum(insert_event(connection, event) for event in incoming)
