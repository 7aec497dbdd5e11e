"""The fold: a set of events into one state.

It is commutative, associative and idempotent: the state depends on which events there are, never on
the order or the number of times they arrived. Nothing is dropped; what does not count is listed with
its cause. Signatures are checked before events come here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from cafaudit.journal.authority import Authority, Seen, founds
from cafaudit.journal.cell import parse_cell
from cafaudit.journal.event import Event
from cafaudit.journal.records import LEADS, RecordType, Role, Verb, read_kind
from cafaudit.journal.state import Live, SetAside, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(slots=True)
class _Work:
    """What the fold has found out so far, by event id."""

    events: dict[str, Event]
    visit: str
    authority: Authority = field(default_factory=Authority)
    seen: dict[str, Seen] = field(default_factory=dict)
    set_aside: dict[str, SetAside] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)

    def role(self, event: Event) -> Role | None:
        """Return the role that the author held by what the event had seen, itself left out."""
        past = self.authority.union(self.seen[d] for d in forerunners(event))
        if founds(event):
            return "lead"
        return self.authority.roles(past).get(event.header.author)


def fold(events: Iterable[Event], visit: str) -> State:
    """Fold events of a visit into its state. Repeats and any order give the same state.

    Raises:
        IntegrityFailure: an event's bytes cannot be read.
    """
    work = _Work(_unique(events), visit)
    order = _in_causal_order(work.events)
    for event in order:
        _judge(work, event)
    _set_aside_after_removals(work)
    waiting = frozenset(work.events).difference(event.id for event in order)
    accepted = frozenset(work.events).difference(waiting, work.set_aside)
    live, redacted = _live_values(work, accepted)
    return State(
        live=live,
        accepted=accepted,
        waiting=waiting,
        set_aside=MappingProxyType(work.set_aside),
        unknown=frozenset(work.unknown & accepted),
        redacted=redacted,
        forks=_forks(work.events),
        members=MappingProxyType(dict(work.authority.roles(frozenset(work.authority.events)))),
    )


def forerunners(event: Event) -> tuple[str, ...]:
    """Return the ids that an event rests on: the one before it in its chain, and what it had seen."""
    header = event.header
    return (header.prev, *header.seen) if header.prev else header.seen


def _unique(events: Iterable[Event]) -> dict[str, Event]:
    known: dict[str, Event] = {}
    for event in events:
        if event.id not in known or known[event.id].payload_bytes is None:
            known[event.id] = event
    return known


def _in_causal_order(events: Mapping[str, Event]) -> list[Event]:
    """Sort events after all their forerunners; those whose forerunners are not here stay out."""
    open_count: dict[str, int] = {}
    followers: dict[str, list[str]] = {}
    ready: list[str] = []
    for event_id, event in events.items():
        needed = set(forerunners(event))
        open_count[event_id] = len(needed)
        for forerunner in needed:
            followers.setdefault(forerunner, []).append(event_id)
        if not needed:
            ready.append(event_id)
    order: list[Event] = []
    while ready:
        event_id = ready.pop()
        order.append(events[event_id])
        for follower in followers.get(event_id, ()):
            open_count[follower] -= 1
            if not open_count[follower]:
                ready.append(follower)
    return order


def _judge(work: _Work, event: Event) -> None:
    past = work.authority.union(work.seen[d] for d in forerunners(event))
    work.seen[event.id] = past
    cause = _cause_to_set_aside(work, event)
    if cause is not None:
        work.set_aside[event.id] = cause
        return
    kind = event.kind
    meaning = None if kind is None else read_kind(kind)
    if kind is not None and meaning is None:
        work.unknown.add(event.id)
    if meaning is not None and meaning[0].authority:
        work.authority.events[event.id] = event
        work.seen[event.id] = past | {event.id}


def _cause_to_set_aside(work: _Work, event: Event) -> SetAside | None:
    header = event.header
    if header.visit != work.visit:
        return SetAside.OTHER_VISIT
    if not _continues_chain(work, event):
        return SetAside.BROKEN_CHAIN
    role = work.role(event)
    if role is None:
        return SetAside.NOT_A_MEMBER
    if header.audience != "team":
        return None
    return _cause_in_content(event, role)


def _continues_chain(work: _Work, event: Event) -> bool:
    header = event.header
    if not header.prev:
        return header.seq == 1
    before = work.events[header.prev].header
    return (before.author, before.instance, before.seq + 1) == (header.author, header.instance, header.seq)


def _cause_in_content(event: Event, role: Role) -> SetAside | None:
    """Judge kind and cell of an event whose content is known against its author's role."""
    kind, cell = event.kind, event.cell
    if kind is None or cell is None:
        return SetAside.MALFORMED
    meaning = read_kind(kind)
    if meaning is None:
        return None
    record, verb = meaning
    if cell[0] != record.name or len(cell) not in record.parts:
        return SetAside.MALFORMED
    if record.authority and (event.header.audience != "team" or event.payload is None):
        return SetAside.MALFORMED
    if record.name == "founding" and not founds(event):
        return SetAside.NOT_ALLOWED
    return None if role in _allowed(record, verb) else SetAside.NOT_ALLOWED


def _allowed(record: RecordType, verb: Verb) -> frozenset[str]:
    return LEADS if verb == "moderated" else record.writers


def _set_aside_after_removals(work: _Work) -> None:
    removals = work.authority.removals()
    if not removals:
        return
    kept: set[str] = set()
    for lasts in removals.values():
        for last in lasts.values():
            kept.update(_chain_up_to(work.events, last))
    for event_id, event in work.events.items():
        if event.header.author in removals and event_id in work.seen and event_id not in kept:
            work.set_aside.setdefault(event_id, SetAside.AFTER_REMOVAL)


def _chain_up_to(events: Mapping[str, Event], event_id: str) -> Iterator[str]:
    while event_id in events:
        yield event_id
        event_id = events[event_id].header.prev


def _live_values(work: _Work, accepted: frozenset[str]) -> tuple[dict[str, dict[str, Live]], frozenset[str]]:
    applied = [work.events[i] for i in accepted if i not in work.unknown and _applies(work, work.events[i])]
    places = {event.id: event for event in applied}
    superseded = {old for event in applied for old in _replaced(event, places)}
    redacted = frozenset(parse_cell(str(e.cell_text))[1] for e in applied if e.kind == "redaction.set")
    live: dict[str, dict[str, Live]] = {}
    for event in applied:
        if event.id not in superseded:
            value = live_value(event, erased=event.id in redacted)
            live.setdefault(value.cell, {})[event.id] = value
    return live, redacted


def _applies(work: _Work, event: Event) -> bool:
    """Say whether an accepted event has an effect here: its payload is known and its role allowed it."""
    if event.header.audience == "team":
        return True
    if event.payload is None or event.kind is None:
        return False
    role = work.role(event)
    return role is not None and _cause_in_content(event, role) is None


def _replaced(event: Event, places: Mapping[str, Event]) -> list[str]:
    meaning = read_kind(str(event.kind))
    if meaning is None:
        return []
    record, verb = meaning
    return [
        old
        for old in event.header.supersedes
        if old in places
        and places[old].cell_text == event.cell_text
        and may_replace(record, verb, event.header.author, places[old].header.author)
    ]


def may_replace(record: RecordType, verb: Verb, author: str, author_before: str) -> bool:
    """Say whether a new value of this kind may replace one by `author_before`."""
    return verb == "moderated" or not record.own_only or author == author_before


def live_value(event: Event, *, erased: bool) -> Live:
    """Return what an applied event puts into its cell; an erased one leaves nothing there."""
    header, payload = event.header, event.payload
    gone = erased or payload is None
    return Live(
        event=event.id,
        author=header.author,
        instance=header.instance,
        seq=header.seq,
        cell=str(event.cell_text),
        kind=str(event.kind),
        team=header.audience == "team",
        at=header.at,
        value=None if gone or payload is None else payload.value,
        reason="" if gone or payload is None or not isinstance(payload.reason, str) else payload.reason,
    )


def _forks(events: Mapping[str, Event]) -> frozenset[tuple[str, str, int]]:
    claimed: set[tuple[str, str, int]] = set()
    twice: set[tuple[str, str, int]] = set()
    for event in events.values():
        place = (event.header.author, event.header.instance, event.header.seq)
        (twice if place in claimed else claimed).add(place)
    return frozenset(twice)
