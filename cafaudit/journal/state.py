"""What a set of events comes to: the values that stand, and what was kept without counting."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from cafaudit.journal.canonical import Value, encode
from cafaudit.journal.records import Role


@dataclass(frozen=True, slots=True)
class Live:
    """One unsuperseded value of a cell. `value` is None when its author cleared the cell.

    `reason` is the one given for it, "" without; `at` is the author's wall clock, for display only.
    """

    event: str
    author: str
    instance: str
    seq: int
    cell: str
    kind: str
    team: bool
    at: str
    value: Value
    reason: str = ""


class SetAside(Enum):
    """Why an event is kept and listed, but counts nowhere."""

    BROKEN_CHAIN = "it does not continue the record before it"
    OTHER_VISIT = "it belongs to another visit"
    NOT_A_MEMBER = "its author was not a member of the team when writing it"
    NOT_ALLOWED = "its author's role did not allow it"
    AFTER_REMOVAL = "it was written after its author was removed from the team"
    MALFORMED = "its place or audience does not fit its kind"
    ODD_VALUE = "what it says cannot stand in its place"


@dataclass(frozen=True)
class State:
    """The fold of a set of events. Equal sets give equal states, whatever their order.

    `live` maps each cell to its unsuperseded values by event id; `accepted` are the ids that count;
    `waiting` are ids whose forerunners, or whose grant of a role, have not arrived; `set_aside` are ids that
    count nowhere, with the cause. Of the accepted: `unknown` are of kinds that only a newer program knows;
    `without_effect` are those whose content here does not fit, erased ones not among them; `missing` are the
    team's whose content is not here though nobody erased it. `redacted` are ids that the lead had erased,
    here or yet to come. `forks` are places (author, instance, seq) that two different events claim.
    """

    live: Mapping[str, Mapping[str, Live]]
    accepted: frozenset[str]
    waiting: frozenset[str]
    set_aside: Mapping[str, SetAside]
    without_effect: Mapping[str, SetAside]
    missing: frozenset[str]
    unknown: frozenset[str]
    redacted: frozenset[str]
    forks: frozenset[tuple[str, str, int]]
    members: Mapping[str, Role]

    @property
    def digest(self) -> str:
        """The state's digest, lower-case hex; see `digest_of`."""
        return digest_of(self.accepted, (v for values in self.live.values() for v in values.values()))


@dataclass(frozen=True, slots=True)
class Settled:
    """What a cell says: its value (None for nothing), or several different ones side by side."""

    value: Value
    different: tuple[Live, ...] = ()

    @property
    def in_conflict(self) -> bool:
        """Whether two people's different values stand in the cell."""
        return bool(self.different)


NOTHING = Settled(None)


def settle(values: Iterable[Live]) -> Settled:
    """Say what a cell's unsuperseded values come to.

    Equal values are no conflict, a cleared value is no value; true and 1 are different. Different ones
    come back sorted by event id, with `value` None.
    """
    given = sorted((v for v in values if v.value is not None), key=lambda v: v.event)
    if not given:
        return NOTHING
    if len(given) > 1 and len({encode(value.value) for value in given}) > 1:
        return Settled(None, tuple(given))
    return Settled(given[0].value)


def digest_of(accepted: Iterable[str], live: Iterable[Live]) -> str:
    """Return the digest of a state: lower-case hex SHA-256.

    It covers the sorted ids of accepted events and, for each team cell, its unsuperseded ids sorted.
    """
    cells: dict[str, list[str]] = {}
    for value in live:
        if value.team:
            cells.setdefault(value.cell, []).append(value.event)
    hasher = hashlib.sha256()
    for event_id in sorted(accepted):
        hasher.update(f"event {event_id}\n".encode())
    for cell in sorted(cells):
        hasher.update(f"cell {cell} {' '.join(sorted(cells[cell]))}\n".encode())
    return hasher.hexdigest()
