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


@dataclass(frozen=True, slots=True)
class Removal:
    """A standing removal: by which event, of whom, and the last id that counts of each of their chains."""

    event: str
    author: str
    lasts: tuple[str, ...]


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
        """Return each member's role by author key, as far as these authority events tell.

        A founder leads for as long as nobody gave them another role.
        """
        if seen not in self._roles:
            self._roles[seen] = self._work_out(seen)
        return self._roles[seen]

    def removals(self) -> list[Removal]:
        """Return every removal that nothing has taken back, sorted by event id."""
        found: list[Removal] = []
        for event in self._standing(frozenset(self.events)):
            cell, value = said(event)
            if cell[0] == "member" and cell[-1] == "removed" and isinstance(value, dict):
                found.append(Removal(event.id, cell[1], tuple(str(last) for last in value.values())))
        return found

    def _work_out(self, seen: Seen) -> dict[str, Role]:
        founders: set[str] = set()
        given: dict[str, Role | None] = {}
        removed: set[str] = set()
        for event in self._standing(seen):
            cell, value = said(event)
            if cell[0] == "founding":
                founders.add(event.header.author)
            elif cell[-1] == "role":
                given[cell[1]] = _higher(given.get(cell[1]), value)
            elif value is not None:
                removed.add(cell[1])
        roles = dict.fromkeys(founders - given.keys(), ROLES[0]) | given
        return {author: role for author, role in roles.items() if role is not None and author not in removed}

    def _standing(self, seen: Seen) -> list[Event]:
        """Those of the given events that no other of them replaces, sorted by id."""
        known = [self.events[event_id] for event_id in sorted(seen)]
        replaced = {(old, event.cell_text) for event in known for old in event.header.supersedes}
        return [event for event in known if (event.id, event.cell_text) not in replaced]


def founds(event: Event) -> bool:
    """Say whether an event is the founding of its visit: its key and salt give the visit's id."""
    header = event.header
    if header.seq != 1 or not event.for_team:
        return False
    cell, value = said(event)
    return (
        cell == ("founding", "visit")
        and isinstance(value, str)
        and visit_id(header.author, value) == header.visit
    )


def said(event: Event) -> tuple[Cell, object]:
    """Return the cell and the value of an event whose cell is known."""
    payload = event.payload
    return parse_cell(str(event.cell_text)), None if payload is None else payload.value


def _higher(held: Role | None, value: object) -> Role | None:
    """The role that counts where several were given unseen of one another: the one that may do more."""
    given = next((role for role in ROLES if role == value), None)
    if held is None or given is None:
        return held or given
    return min(held, given, key=ROLES.index)
