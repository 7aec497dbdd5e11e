"""Checking a set of events by itself: contents, signatures, chains. Nothing is changed or mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from cafaudit.errors import CafAuditError
from cafaudit.journal.chains import tips
from cafaudit.journal.event import check_payload, signed_bytes
from cafaudit.journal.fold import follows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cafaudit.journal.event import Event

Verify = Callable[[str, bytes, bytes], bool]
"""Says whether an author (public key as hex) made a signature (second) of these bytes (third)."""


_Chains: TypeAlias = defaultdict[tuple[str, str], list["Event"]]


def problems_in(events: Iterable[Event], verify: Verify, *, every_signature: bool = False) -> list[str]:
    """Return what is wrong with these events, one sentence each; nothing when all is well.

    An event names the one before it by its hash, and its content by another. So the signature of each
    chain's newest event vouches for all before it, up to a gap.

    Args:
        events: Every event of a visit that is here.
        verify: Checks one signature.
        every_signature: Check them all, and not each chain's newest alone.
    """
    readable: dict[str, Event] = {}
    chains: _Chains = defaultdict(list)
    problems: list[str] = []
    for event in events:
        try:
            chains[event.header.author, event.header.instance].append(event)
            readable[event.id] = event
            check_payload(event)
        except CafAuditError as fault:
            problems.append(f"Event {event.id[:12]}: {fault.message}")
    ids = set(readable) if every_signature else {event.id for event in tips(readable, readable.keys())}
    problems += (_unsigned(readable[i]) for i in sorted(ids) if not _is_signed(readable[i], verify))
    return [*problems, *_chain_problems(readable, chains)]


def _is_signed(event: Event, verify: Verify) -> bool:
    return verify(event.header.author, event.signature, signed_bytes(event.header_bytes))


def _unsigned(event: Event) -> str:
    return f"Event {event.id[:12]} does not carry the signature of its author {event.header.author[:8]}."


def _chain_problems(events: Mapping[str, Event], chains: _Chains) -> Iterator[str]:
    for (author, instance), chain in sorted(chains.items()):
        name = f"{author[:8]} in copy {instance[:8]}"
        last = 0
        for event in sorted(chain, key=lambda event: (event.header.seq, event.id)):
            seq = event.header.seq
            if seq == last:
                yield f"Two different events claim place {seq:,} of {name}: a copy was used twice."
            elif seq > last + 1:
                yield f"Of the events of {name}, {_numbers(last + 1, seq - 1)} not here."
            elif not _continues(event, events):
                yield f"Event {event.id[:12]} does not continue the one before it in the chain of {name}."
            last = seq


def _numbers(first: int, last: int) -> str:
    return f"number {first:,} is" if first == last else f"numbers {first:,} to {last:,} are"


def _continues(event: Event, events: Mapping[str, Event]) -> bool:
    header = event.header
    if not header.prev:
        return header.seq == 1
    return header.prev in events and follows(header, events[header.prev].header)
