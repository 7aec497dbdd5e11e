"""Writing one event: the only place where headers are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from msgspec import UNSET

from cafaudit.errors import InputRefused
from cafaudit.journal import canonical
from cafaudit.journal.canonical import Value
from cafaudit.journal.cell import Cell, cell_text
from cafaudit.journal.event import (
    FORMAT,
    NONCE_BYTES,
    PAYLOAD_BYTES_CAP,
    Event,
    Header,
    Payload,
    payload_hash,
    signed_bytes,
)

Sign = Callable[[bytes], bytes]
RandomBytes = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Draft:
    """What an author wants an event to say.

    `supersedes` are ids of the same cell that it replaces; `did` is the name of the command.
    """

    cell: Cell
    kind: str
    value: Value
    did: str
    supersedes: tuple[str, ...] = ()
    reason: str = ""
    audience: str | tuple[str, ...] = "team"


@dataclass(frozen=True, slots=True)
class ChainEnd:
    """Where an author's chain in one store stands: the last sequence and id ("" at the start)."""

    visit: str
    author: str
    instance: str
    seq: int
    last: str


def write_event(
    draft: Draft, end: ChainEnd, *, seen: tuple[str, ...], at: str, sign: Sign, random: RandomBytes
) -> Event:
    """Make and sign the next event of a chain.

    `seen` are the newest events of other chains since the author's last one, sorted; `at` is UTC in
    ISO form ending in Z. The signature covers the header's bytes behind the event prefix.

    Raises:
        InputRefused: the content cannot be recorded: a fraction, a control character, too long.
        ValueError: an id or the moment does not have its form, which is a fault of the caller.
    """
    team = draft.audience == "team"
    cell = cell_text(draft.cell)
    _require_recordable(draft.value, draft.reason, draft.did, cell)
    payload = Payload(
        did=draft.did,
        value=draft.value,
        reason=draft.reason or UNSET,
        cell=UNSET if team else cell,
        kind=UNSET if team else draft.kind,
    )
    payload_bytes = canonical.encode(payload)
    _require_room(payload_bytes)
    nonce = random(NONCE_BYTES)
    header = Header(
        format=FORMAT,
        visit=end.visit,
        author=end.author,
        instance=end.instance,
        seq=end.seq + 1,
        prev=end.last,
        seen=seen,
        supersedes=draft.supersedes,
        audience=draft.audience,
        payload=payload_hash(nonce, payload_bytes),
        at=at,
        cell=cell if team else UNSET,
        kind=draft.kind if team else UNSET,
    )
    header_bytes = canonical.encode(header)
    event = Event(header_bytes, sign(signed_bytes(header_bytes)), nonce, payload_bytes)
    event.remember(header, payload)
    return event


def _require_recordable(*parts: Value) -> None:
    try:
        for part in parts:
            canonical.require_plain(part)
    except ValueError as fault:
        raise InputRefused(f"This cannot be recorded: {fault}.", "Change it and save again.") from fault


def _require_room(payload_bytes: bytes) -> None:
    if len(payload_bytes) > PAYLOAD_BYTES_CAP:
        raise InputRefused(
            f"This has {len(payload_bytes):,} bytes; one record holds {PAYLOAD_BYTES_CAP:,} at most.",
            "Divide it into several.",
        )
