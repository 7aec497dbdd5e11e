"""What a pack carries: every event, the key of the fingerprints, and nothing that is not for its readers.

The body is one JSON value in canonical form, deflated. It is opened only after the pack's signature held
(`cafaudit.team.seal`); sizes are capped before anything is unpacked.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import msgspec

from cafaudit.errors import IntegrityFailure
from cafaudit.journal import canonical
from cafaudit.journal.event import HEADER_BYTES_CAP, PAYLOAD_BYTES_CAP, Event

FORMAT = 1
UNPACKED_CAP = 1 << 30
"""Bytes of an unpacked body: three hundred times a visit of sixty files."""

SIGNATURE_BYTES = 64


class _Row(msgspec.Struct, frozen=True, array_like=True):
    """One event on its way: its bytes as they are; None where the payload is for others."""

    header: bytes
    signature: bytes
    nonce: bytes | None
    payload: bytes | None


class _Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: int
    visit: str
    number: int
    fingerprint_key: str
    fingerprints: tuple[tuple[str, bytes], ...]
    events: tuple[_Row, ...]


@dataclass(frozen=True, slots=True)
class PackBody:
    """The content of a pack.

    `number` counts the sender's packs; `fingerprint_key` (hex, "" without a list) and `fingerprints` (kind,
    digest) let the receiver's program mark names while they are typed.
    """

    visit: str
    number: int
    events: tuple[Event, ...]
    fingerprint_key: str = ""
    fingerprints: tuple[tuple[str, bytes], ...] = ()


def write_body(body: PackBody) -> bytes:
    """Return a pack's body as bytes to be signed and encrypted."""
    rows = tuple(_Row(e.header_bytes, e.signature, e.nonce, e.payload_bytes) for e in body.events)
    return zlib.compress(
        canonical.encode(
            _Body(
                format=FORMAT,
                visit=body.visit,
                number=body.number,
                fingerprint_key=body.fingerprint_key,
                fingerprints=body.fingerprints,
                events=rows,
            )
        )
    )


def read_body(raw: bytes) -> PackBody:
    """Read a body whose signature held.

    Raises:
        IntegrityFailure: it is no body of this format, or larger than any visit.
    """
    body = canonical.decode(_inflated(raw), _Body)
    if body.format != FORMAT:
        raise _unreadable("a newer program made it")
    return PackBody(
        visit=body.visit,
        number=body.number,
        events=tuple(_event(row) for row in body.events),
        fingerprint_key=body.fingerprint_key,
        fingerprints=body.fingerprints,
    )


def _inflated(raw: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(raw, UNPACKED_CAP)
    except zlib.error as fault:
        raise _unreadable("its content is damaged") from fault
    if not unpacker.eof or unpacker.unconsumed_tail or unpacker.unused_data:
        raise _unreadable("its content is cut off or too large")
    return found


def _event(row: _Row) -> Event:
    too_large = len(row.header) > HEADER_BYTES_CAP or len(row.payload or b"") > PAYLOAD_BYTES_CAP
    if too_large or len(row.signature) != SIGNATURE_BYTES:
        raise _unreadable("one of its records has an odd size")
    return Event(row.header, row.signature, row.nonce, row.payload)


def _unreadable(why: str) -> IntegrityFailure:
    return IntegrityFailure(
        f"The pack cannot be read: {why}.", "Nothing was taken in. Ask its sender to make it again."
    )
