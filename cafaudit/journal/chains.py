"""Chains: each author's events in one store, every one naming the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.journal.fold import follows, forerunners

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from cafaudit.journal.event import Event


def tips(events: Mapping[str, Event], among: Collection[str]) -> list[Event]:
    """Return the newest events of each chain, counting only those `among` the given ids; sorted by id.

    A chain has one, or several where a store was cloned.
    """
    followed: set[str] = set()
    for event_id in among:
        header = events[event_id].header
        if header.prev in events and follows(header, events[header.prev].header):
            followed.add(header.prev)
    return [events[event_id] for event_id in sorted(among) if event_id not in followed]


def past(events: Mapping[str, Event], newest: Iterable[str]) -> set[str]:
    """Return the ids of all that the given events rest on, as far as it is here, themselves included."""
    found: set[str] = set()
    left = [event_id for event_id in newest if event_id in events]
    while left:
        event_id = left.pop()
        if event_id not in found:
            found.add(event_id)
            left.extend(i for i in forerunners(events[event_id]) if i in events and i not in found)
    return found


def unseen_tips(events: Mapping[str, Event], accepted: Collection[str], own: Iterable[str]) -> list[str]:
    """Return the ids that an author's next event has to name as seen, sorted.

    Args:
        events: Every event here, by id.
        accepted: The ids that count.
        own: The last events of the chains that are written here.
    """
    known = past(events, own)
    return [event.id for event in tips(events, accepted) if event.id not in known]
