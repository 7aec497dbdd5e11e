"""Events: what a visit consists of.

An event is a signed header and a payload apart from it. Everybody in the team receives every header;
the payload goes to its audience only. An event's id is the SHA-256 of its header's bytes, and the
header names the SHA-256 of the payload, so the id fixes both.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Annotated, Literal, NamedTuple, TypeAlias

import msgspec
from msgspec import UNSET, Meta, UnsetType

from cafaudit.errors import InputRefused, IntegrityFailure
from cafaudit.journal import canonical
from cafaudit.journal.canonical import Value
from cafaudit.journal.cell import Cell, parse_cell

FORMAT = 1
"""The event format that this program writes."""

SIGNING_PREFIX = b"CafAudit event 1\n"
"""Stands before an event's header when it is signed, so that the signature fits nothing else."""

NONCE_BYTES = 32
HEADER_BYTES_CAP = 64 * 1024
PAYLOAD_BYTES_CAP = 16 * 1024 * 1024

Audience: TypeAlias = Literal["team", "lead"] | tuple[str, ...]
"""Who receives the payload: the whole team, the lead (and who wrote it), or named author keys."""

_FIELDS = re.compile(  # visit, author, instance, payload, prev, at, seen and supersedes
    r"[0-9a-f]{32} [0-9a-f]{64} [0-9a-f]{32} [0-9a-f]{64} ([0-9a-f]{64})?"
    r" [0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z( [0-9a-f]{64})*"
)


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """The signed part of an event.

    `author` is the Ed25519 public key, `instance` the random id of the store it was written in, both
    lower-case hex. `seq` counts from 1 within author and instance; `prev` is the id of the event
    before it ("" for the first). `seen` holds the newest events of other chains that the author had
    received since their own last one, `supersedes` the events of the same cell that this one
    replaces. `at` is the wall clock in UTC, for display only. `cell` and `kind` stand here for the
    team's events only; those of other audiences carry them in the payload.

    Raises:
        ValueError: made with an id that is not such hex, or a moment that no calendar has.
    """

    format: Annotated[int, Meta(ge=1)]
    visit: str
    author: str
    instance: str
    seq: Annotated[int, Meta(ge=1, le=canonical.LARGEST_INTEGER)]
    prev: str
    seen: tuple[str, ...]
    supersedes: tuple[str, ...]
    audience: str | tuple[str, ...]
    payload: str
    at: str
    cell: str | UnsetType = UNSET
    kind: str | UnsetType = UNSET

    def __post_init__(self) -> None:
        """Refuse fields that do not have their form."""
        ids = (*self.seen, *self.supersedes)
        fields = (self.visit, self.author, self.instance, self.payload, self.prev, self.at, *ids)
        line = " ".join(fields)
        if not _FIELDS.fullmatch(line) or line.count(" ") != len(fields) - 1:  # blanks inside a field
            message = "an id or a moment does not have its form"
            raise ValueError(message)
        datetime.fromisoformat(self.at)


class Told(NamedTuple):
    """What an event tells of itself here: whether the whole team receives its content, its kind and cell.

    Kind and cell are None when only the event's audience can tell, or when they are not where they belong.
    """

    for_team: bool
    kind: str | None
    cell: str | None


class _Format(msgspec.Struct):
    """As much of a header as every format has."""

    format: int


class Payload(msgspec.Struct, frozen=True, kw_only=True):
    """What an event says: the value now standing in its cell, and the reason where one was asked for.

    A value of None clears the cell. `did` is the name of the command that wrote it.
    """

    did: str
    value: Value
    reason: str | UnsetType = UNSET
    cell: str | UnsetType = UNSET
    kind: str | UnsetType = UNSET


@dataclass(frozen=True)
class Event:
    """One event as stored and passed on: the bytes are kept as received.

    `nonce` and `payload_bytes` are None where this store is not in the audience or where the payload
    was erased.
    """

    header_bytes: bytes
    signature: bytes
    nonce: bytes | None
    payload_bytes: bytes | None

    def remember(self, header: Header, payload: Payload) -> None:
        """Take these as read: for who has just written the bytes from them."""
        self.__dict__.update(header=header, payload=payload)

    @cached_property
    def id(self) -> str:
        """The event's id: SHA-256 of the header's bytes, lower-case hex."""
        return hashlib.sha256(self.header_bytes).hexdigest()

    @cached_property
    def header(self) -> Header:
        """The header, read.

        Raises:
            IntegrityFailure: its bytes are not those of an event.
            InputRefused: only a newer program can read it.
        """
        _require_size(self.header_bytes, HEADER_BYTES_CAP)
        try:
            header = canonical.decode(self.header_bytes, Header)
        except IntegrityFailure:
            _require_known_format(self.header_bytes)
            raise
        if header.format > FORMAT:
            raise _newer(header.format)
        return header

    @cached_property
    def payload(self) -> Payload | None:
        """The payload, read; None where it is not here.

        Raises:
            IntegrityFailure: its bytes are not those of a payload.
        """
        if self.payload_bytes is None:
            return None
        _require_size(self.payload_bytes, PAYLOAD_BYTES_CAP)
        payload = canonical.decode(self.payload_bytes, Payload)
        try:
            for part in (payload.value, payload.reason or None, payload.did):
                canonical.require_plain(part)
        except ValueError as fault:
            raise canonical.not_canonical(str(fault)) from fault
        return payload

    @cached_property
    def told(self) -> Told:
        """Whether the event is the team's, and its kind and cell as far as they can be told here."""
        for_team = self.header.audience == "team"
        place = self.header if for_team else self.payload
        if place is None:
            return Told(for_team, None, None)
        return Told(
            for_team,
            None if place.kind is UNSET else place.kind,
            None if place.cell is UNSET else place.cell,
        )

    @property
    def for_team(self) -> bool:
        """Whether the whole team receives the payload."""
        return self.told.for_team

    @property
    def cell(self) -> Cell | None:
        """The cell that the event writes; None when only its audience can tell."""
        text = self.told.cell
        return None if text is None else parse_cell(text)

    @property
    def cell_text(self) -> str | None:
        """The cell as one text; None when only its audience can tell, or when it is not where it belongs."""
        return self.told.cell

    @property
    def kind(self) -> str | None:
        """The event's kind, such as "score.set"; None as with `cell_text`."""
        return self.told.kind


def payload_hash(nonce: bytes, payload_bytes: bytes) -> str:
    """Return what a header says of its payload: SHA-256 of the random bytes and the payload's bytes."""
    return hashlib.sha256(nonce + payload_bytes).hexdigest()


def check_payload(event: Event) -> None:
    """Hold an event's payload against its header, and read it.

    Raises:
        IntegrityFailure: the payload is not the one that was signed, or cannot be read.
    """
    if event.payload_bytes is None and event.nonce is None:
        return
    if event.payload_bytes is None or event.nonce is None or len(event.nonce) != NONCE_BYTES:
        raise _altered(event)
    if payload_hash(event.nonce, event.payload_bytes) != event.header.payload:
        raise _altered(event)
    if event.payload is None:
        raise _altered(event)


def signed_bytes(header_bytes: bytes) -> bytes:
    """Return the bytes that an event's signature covers."""
    return SIGNING_PREFIX + header_bytes


def _require_size(raw: bytes, cap: int) -> None:
    if len(raw) > cap:
        raise canonical.not_canonical(f"it has {len(raw):,} bytes where {cap:,} is the most")


def _require_known_format(header_bytes: bytes) -> None:
    try:
        found = msgspec.json.decode(header_bytes, type=_Format).format
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return
    if found > FORMAT:
        raise _newer(found)


def _newer(found: int) -> InputRefused:
    return InputRefused(
        f"A record of the visit was written by a newer program (format {found}, here {FORMAT}).",
        "Install the newer program and do it again. Nothing was taken in.",
    )


def _altered(event: Event) -> IntegrityFailure:
    return IntegrityFailure(
        f"The content of record {event.id[:12]} is not the one that was signed.",
        "Do not go on with this copy. Restore the last verified backup, or ask the sender again.",
    )
