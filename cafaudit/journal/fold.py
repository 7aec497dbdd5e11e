"""The fold: a set of events into one state.

It is commutative, associative and idempotent: the state depends on which events there are, never on
the order or the number of times they arrived. Nothing is dropped; what does not count is listed with
its cause. Signatures are checked before events come here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import UNSET

from cafaudit.journal.authority import Authority, Removal, Seen, founds, said
from cafaudit.journal.cell import is_cell_text, parse_cell
from cafaudit.journal.event import Event, Header
from cafaudit.journal.records import LEADS, ROLES, RecordType, Role, Verb, read_kind
from cafaudit.journal.state import Live, SetAside, State
from cafaudit.journal.values import fits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(slots=True)
class _Work:
    """What the fold has found out so far, by event id.

    `void` are what removals have cut off. `without_effect` are events that count by their headers, but
    whose content does not, which only some machines hold or which can be erased.
    """

    events: dict[str, Event]
    visit: str
    void: frozenset[str]
    authority: Authority = field(default_factory=Authority)
    seen: dict[str, Seen] = field(default_factory=dict)
    set_aside: dict[str, SetAside] = field(default_factory=dict)
    without_effect: dict[str, SetAside] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)


def fold(events: Iterable[Event], visit: str) -> State:
    """Fold events of a visit into its state. Repeats and any order give the same state.

    Raises:
        IntegrityFailure: an event's bytes cannot be read.
        InputRefused: only a newer program can read an event.
    """
    known = _unique(events)
    order = _in_causal_order(known)
    work = _judge_all(known, order, visit)
    accepted = frozenset(event.id for event in order if event.id not in work.set_aside)
    redacted = _redacted(work, accepted)
    erased = accepted & redacted
    silent = frozenset(i for i in erased if not known[i].for_team)
    return State(
        live=_live_values(work, accepted, redacted),
        accepted=accepted,
        waiting=frozenset(known).difference(work.seen),
        set_aside=MappingProxyType(work.set_aside),
        without_effect=MappingProxyType({i: c for i, c in work.without_effect.items() if i not in erased}),
        missing=frozenset(i for i in accepted - redacted if known[i].for_team and known[i].payload is None),
        unknown=frozenset(work.unknown - silent),
        redacted=redacted,
        forks=_forks(known),
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
    """Sort events after all their forerunners; those whose forerunners are not here stay out.

    An authority event without its content stays out too: nobody can tell what it grants.
    """
    open_count: dict[str, int] = {}
    followers: dict[str, list[str]] = {}
    ready: list[str] = []
    for event_id, event in events.items():
        needed = set(forerunners(event))
        open_count[event_id] = len(needed) + _lacks_authority(event)
        for forerunner in needed:
            followers.setdefault(forerunner, []).append(event_id)
        if not open_count[event_id]:
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


def _lacks_authority(event: Event) -> bool:
    return event.payload_bytes is None and _is_authority(event)


def _is_authority(event: Event) -> bool:
    meaning = read_kind(event.kind) if event.for_team and event.kind is not None else None
    if meaning is None or not meaning[0].authority:
        return False
    cell = event.cell
    return cell is not None and cell[-1] in meaning[0].authority


def _judge_all(events: dict[str, Event], order: list[Event], visit: str) -> _Work:
    """Judge every event, with removals taken in one at a time.

    A removal also cuts off the roles that the removed author gave afterwards and the removals that they
    declared, but nothing of what it rests on itself. Of two leads who remove each other unseen every
    machine must let the same one stand: the removal goes first that knew least of the others.
    """
    taken: set[str] = set()
    void: frozenset[str] = frozenset()
    while True:
        work = _Work(events, visit, void)
        for event in order:
            _judge(work, event)
        left = [removal for removal in work.authority.removals() if removal.event not in taken]
        if not left:
            return work
        first = min(left, key=lambda removal: (len(work.seen[removal.event]), removal.event))
        taken.add(first.event)
        void |= _cut_off(events, first) - work.seen[first.event]


def _judge(work: _Work, event: Event) -> None:
    past = work.authority.union(work.seen[d] for d in forerunners(event))
    work.seen[event.id] = past
    role: Role | None = "lead" if founds(event) else work.authority.roles(past).get(event.header.author)
    cause = _cause_to_set_aside(work, event, role)
    if cause is not None:
        work.set_aside[event.id] = cause
        return
    if event.kind is not None and read_kind(event.kind) is None:
        work.unknown.add(event.id)
    elif role is not None and event.payload is not None and not _is_authority(event):
        _judge_content(work, event, role)
    elif _is_authority(event):
        work.authority.events[event.id] = event
        work.seen[event.id] = past | {event.id}


def _judge_content(work: _Work, event: Event, role: Role) -> None:
    """Judge what only the audience can read, and what can be erased: neither decides what counts."""
    cause = None if event.for_team else _cause_in_content(event, role)
    cause = cause or _cause_in_value(event)
    if cause is not None:
        work.without_effect[event.id] = cause


def _cause_to_set_aside(work: _Work, event: Event, role: Role | None) -> SetAside | None:
    if event.header.visit != work.visit:
        return SetAside.OTHER_VISIT
    if not _continues_chain(work, event):
        return SetAside.BROKEN_CHAIN
    if role is None:
        return SetAside.NOT_A_MEMBER
    cause = _cause_in_content(event, role) if event.for_team else _cause_in_private_header(event.header)
    if cause is None and event.id in work.void:
        return SetAside.AFTER_REMOVAL
    return cause


def cause_to_set_aside(event: Event, role: str | None) -> SetAside | None:
    """Say why an event of an author with this role would not count or have no effect; None when it would.

    For who is about to write it; what it continues and had seen is taken to be in order.
    """
    held: Role | None = "lead" if founds(event) else next((known for known in ROLES if known == role), None)
    if held is None:
        return SetAside.NOT_A_MEMBER
    cause = None if event.for_team else _cause_in_private_header(event.header)
    return cause or _cause_in_content(event, held) or _cause_in_value(event)


def has_no_effect(event: Event) -> bool:
    """Say whether an event that counts, as far as its kind and cell go, says what its cell cannot hold."""
    meaning = None if event.kind is None else read_kind(event.kind)
    if meaning is None or event.cell_text is None or not _fits(meaning[0], event, event.cell_text):
        return False
    return _cause_in_value(event) is not None


def _cause_in_value(event: Event) -> SetAside | None:
    """Judge the value of an event whose cell is one of its record type's."""
    cell, payload = event.cell, event.payload
    if cell is None or payload is None or fits(cell, payload.value):
        return None
    return SetAside.ODD_VALUE


def _continues_chain(work: _Work, event: Event) -> bool:
    header = event.header
    if not header.prev:
        return header.seq == 1
    return follows(header, work.events[header.prev].header)


def follows(header: Header, before: Header) -> bool:
    """Say whether a header is the next of the same chain."""
    return (before.author, before.instance, before.seq + 1) == (header.author, header.instance, header.seq)


def _cause_in_private_header(header: Header) -> SetAside | None:
    nobody = header.audience != "lead" and (isinstance(header.audience, str) or not header.audience)
    tells = header.cell is not UNSET or header.kind is not UNSET
    return SetAside.MALFORMED if nobody or tells else None


def _cause_in_content(event: Event, role: Role) -> SetAside | None:
    """Judge kind and cell of an event whose content is known against its author's role."""
    kind, text = event.kind, event.cell_text
    if kind is None or text is None:
        return SetAside.MALFORMED
    meaning = read_kind(kind)
    if meaning is None:
        return None
    record, verb = meaning
    if not _fits(record, event, text):
        return SetAside.MALFORMED
    if record.name == "founding" and not founds(event):
        return SetAside.NOT_ALLOWED
    return None if role in allowed(record, verb) else SetAside.NOT_ALLOWED


def _fits(record: RecordType, event: Event, text: str) -> bool:
    """Say whether a cell, an audience and, of authority, a value are such as the record type has."""
    cell = parse_cell(text)
    if not is_cell_text(text) or cell[0] != record.name or len(cell) not in record.parts:
        return False
    if (record.team_only and not event.for_team) or (record.hashed and not _HASH.fullmatch(cell[1])):
        return False
    return cell[-1] != "removed" or not record.authority or _names_lasts(event)


def _names_lasts(event: Event) -> bool:
    """Say whether a removal names the last event of each chain, or takes a removal back."""
    _, value = said(event)
    return value is None or (
        isinstance(value, dict) and all(isinstance(last, str) for last in value.values())
    )


def allowed(record: RecordType, verb: Verb) -> frozenset[str]:
    """Return the roles that may write this kind of event."""
    return LEADS if verb == "moderated" else record.writers


def _cut_off(events: Mapping[str, Event], removal: Removal) -> frozenset[str]:
    """Return what the removed author wrote beyond the last events that the removal names."""
    kept = {event_id for last in removal.lasts for event_id in _chain_up_to(events, last)}
    return frozenset(
        i for i, event in events.items() if event.header.author == removal.author and i not in kept
    )


def _chain_up_to(events: Mapping[str, Event], event_id: str) -> Iterator[str]:
    while event_id in events:
        yield event_id
        event_id = events[event_id].header.prev


def _redacted(work: _Work, accepted: frozenset[str]) -> frozenset[str]:
    """Return the ids whose content the lead had erased; never those that say who may write."""
    heard = (work.events[i] for i in accepted if work.events[i].for_team)
    named = {said(event)[0][1] for event in heard if event.kind == "redaction.set"}
    return frozenset(i for i in named if i not in work.events or not _is_authority(work.events[i]))


def _live_values(
    work: _Work, accepted: frozenset[str], redacted: frozenset[str]
) -> dict[str, dict[str, Live]]:
    applied = [work.events[i] for i in accepted if _applies(work, work.events[i], redacted)]
    places = {event.id: event for event in applied}
    superseded = {old for event in applied for old in _replaced(event, places)}
    superseded |= _replaced_by_erased(work, accepted & redacted, places)
    live: dict[str, dict[str, Live]] = {}
    for event in applied:
        if event.id not in superseded:
            value = live_value(event, erased=event.id in redacted)
            live.setdefault(value.cell, {})[event.id] = value
    return live


def _applies(work: _Work, event: Event, redacted: frozenset[str]) -> bool:
    """Say whether an accepted event has an effect here: its content is known and its role allowed it."""
    if event.id in work.unknown:
        return False
    if event.for_team and event.id in redacted:
        return True
    known = event.for_team or (event.payload is not None and event.id not in redacted)
    return known and event.id not in work.without_effect


def _replaced(event: Event, places: Mapping[str, Event]) -> list[str]:
    """Return what an event replaces. A private one replaces private ones alone: others cannot see it."""
    meaning = read_kind(str(event.kind))
    if meaning is None:
        return []
    record, verb = meaning
    return [
        old
        for old in event.header.supersedes
        if old in places
        and places[old].cell_text == event.cell_text
        and (event.for_team or not places[old].for_team)
        and may_replace(record, verb, event.header.author, places[old].header.author)
    ]


def _replaced_by_erased(work: _Work, erased: Iterable[str], places: Mapping[str, Event]) -> set[str]:
    """Return what erased private events replace: their headers tell, since nobody can read their cell."""
    private = (work.events[i] for i in erased if not work.events[i].for_team)
    return {
        old
        for event in private
        for old in event.header.supersedes
        if old in places and not places[old].for_team
    }


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
        team=event.for_team,
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
