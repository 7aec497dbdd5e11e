"""Who may write what, judged by what an event itself had seen.

Authority events (the founding, members' roles, removals) form a small set. Each event carries, by
its chain and by what its author had seen, a subset of it; the roles that this subset gives decide.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cafaudit.journal.cell import Cell, parse_cell
from cafaudit.journal.event import Event
from cafaudit.journal.records import ROLES, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Seen = frozenset[str]
"""Ids of the authority events in an event's past, itself included where it is one."""

NOTHING_SEEN: Seen = frozenset()


def visit_id(founder: str, salt: str) -> str:
    """Return the id of the visit that a founder's key and a random salt make: 32 hex digits.

    The id binds the visit to the key: nobody else can write its founding event.
    """
    return hashlib.sha256(f"cafaudit visit {founder} {salt}".encode()).hexdigest()[:32]


@dataclass(slots=True)
class Authority:
    """The authority events met so far, and the roles that subsets of them give."""

    events: dict[str, Event] = field(default_factory=dict)
    _roles: dict[Seen, dict[str, Role]] = field(default_factory=dict)
    _unions: dict[tuple[Seen, Seen], Seen] = field(default_factory=dict)

    def union(self, pasts: Iterable[Seen]) -> Seen:
        """Join what several forerunners had seen."""
        joined: Seen | None = None
        for past in pasts:
            joined = past if joined is None or joined is past else self._union(joined, past)
        return NOTHING_SEEN if joined is None else joined

    def _union(self, one: Seen, other: Seen) -> Seen:
        key = (one, other)
        if key not in self._unions:
            self._unions[key] = one if other <= one else other if one <= other else one | other
        return self._unions[key]

    def roles(self, seen: Seen) -> Mapping[str, Role]:
        """Return each member's role by author key, as far as these authority events tell."""
        if seen not in self._roles:
            self._roles[seen] = self._work_out(seen)
        return self._roles[seen]

    def removals(self) -> Mapping[str, dict[str, str]]:
        """Return, for each removed author, the last event id that counts of each of their chains."""
        superseded = {old for event in self.events.values() for old in event.header.supersedes}
        last: dict[str, dict[str, str]] = {}
        for event_id in sorted(self.events):
            event = self.events[event_id]
            cell, value = _said(event)
            if event_id in superseded or cell[0] != "member" or cell[-1] != "removed":
                continue
            if isinstance(value, dict):
                last.setdefault(cell[1], {}).update({str(k): str(v) for k, v in value.items()})
        return last

    def _work_out(self, seen: Seen) -> dict[str, Role]:
        known = [self.events[event_id] for event_id in sorted(seen)]
        superseded = {old for event in known for old in event.header.supersedes}
        roles: dict[str, Role] = {}
        removed: set[str] = set()
        for event in known:
            if event.id in superseded:
                continue
            cell, value = _said(event)
            if cell[0] == "founding":
                _grant(roles, event.header.author, "lead")
            elif cell[-1] == "role" and value in ROLES:
                _grant(roles, cell[1], next(role for role in ROLES if role == value))
            elif cell[-1] == "removed" and value is not None:
                removed.add(cell[1])
        return {author: role for author, role in roles.items() if author not in removed}


def founds(event: Event) -> bool:
    """Say whether an event is the founding of its visit: its key and salt give the visit's id."""
    header = event.header
    cell, value = _said(event)
    return (
        cell == ("founding", "visit")
        and header.seq == 1
        and isinstance(value, str)
        and visit_id(header.author, value) == header.visit
    )


def _said(event: Event) -> tuple[Cell, object]:
    payload = event.payload
    return parse_cell(str(event.cell_text)), None if payload is None else payload.value


def _grant(roles: dict[str, Role], author: str, role: Role) -> None:
    held = roles.get(author)
    if held is None or ROLES.index(role) < ROLES.index(held):
        roles[author] = role
