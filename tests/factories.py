"""Small worlds for tests: people with keys, and their stores in memory that write and exchange events."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cafaudit.journal.authority import visit_id
from cafaudit.journal.cell import Cell, cell_text
from cafaudit.journal.chains import tips, unseen_tips
from cafaudit.journal.event import Event
from cafaudit.journal.fold import fold
from cafaudit.journal.records import kind_of
from cafaudit.journal.writing import ChainEnd, Draft, write_event

if TYPE_CHECKING:
    from cafaudit.journal.records import Verb
    from cafaudit.journal.state import State

_Thing = TypeVar("_Thing")
AT = "2009-08-19T14:02:11Z"
SALT = "00" * 16


@dataclass(frozen=True)
class Author:
    """A person with a signing key, the same for the same number."""

    key: str
    sign: Callable[[bytes], bytes] = field(repr=False)


def author(number: int) -> Author:
    private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"author {number}".encode()).digest())
    return Author(private.public_key().public_bytes_raw().hex(), private.sign)


def without_payload(event: Event) -> Event:
    return replace(event, nonce=None, payload_bytes=None)


def shuffled(things: Iterable[_Thing], seed: int, *, repeats: int = 0) -> list[_Thing]:
    """The same in another order, some of them more than once."""
    chance = random.Random(seed)
    given = list(things)
    given += [chance.choice(given) for _ in range(repeats)]
    chance.shuffle(given)
    return given


@dataclass
class Desk:
    """One person's store in memory. `chain` may be that of another desk: then the store was cloned."""

    author: Author
    visit: str
    number: int = 1
    events: dict[str, Event] = field(default_factory=dict)
    written: int = 0

    @property
    def instance(self) -> str:
        return hashlib.sha256(f"instance {self.number}".encode()).hexdigest()[:32]

    @property
    def state(self) -> State:
        return fold(self.events.values(), self.visit)

    def draft(self, draft: Draft, *, seen: Sequence[str] | None = None, end: ChainEnd | None = None) -> Event:
        """Write the next event as a real store would, or after another `end`, claiming other things seen."""
        state = self.state
        last = self._last(state)
        end = end or ChainEnd(
            self.visit,
            self.author.key,
            self.instance,
            last.header.seq if last else 0,
            last.id if last else "",
        )
        if seen is None:
            seen = unseen_tips(self.events, state.accepted, [last.id] if last else [])
        self.written += 1
        noise = random.Random(f"{self.number} {self.written} {self.author.key}")
        event = write_event(
            draft, end, seen=tuple(seen), at=AT, sign=self.author.sign, random=noise.randbytes
        )
        self.events[event.id] = event
        return event

    def set(
        self,
        *cell: str,
        value: object,
        verb: Verb = "set",
        supersedes: Sequence[str] | None = None,
        audience: str | tuple[str, ...] = "team",
    ) -> Event:
        """Let a value stand in a cell; replaces what the desk may replace there unless told what."""
        if supersedes is None:
            supersedes = self.replaceable(cell, verb)
        return self.draft(
            Draft(cell, kind_of(cell[0], verb), value, "Test", tuple(sorted(supersedes)), audience=audience)
        )

    def replaceable(self, cell: Cell, verb: Verb = "set") -> list[str]:
        own_only = cell[0] in {"score", "why", "manager"} and verb != "moderated"
        values = self.state.live.get(cell_text(cell), {}).values()
        return [v.event for v in values if not own_only or v.author == self.author.key]

    def give(self, to: Desk, which: Callable[[Event], bool] = lambda _: True) -> None:
        """Hand events over: payloads go to their audience alone."""
        leads = {key for key, role in self.state.members.items() if role == "lead"}
        for event in self.events.values():
            if which(event):
                to.take([event if may_read(event, to.author.key, leads) else without_payload(event)])

    def take(self, events: Iterable[Event]) -> None:
        for event in events:
            known = self.events.get(event.id)
            if known is None or known.payload_bytes is None:
                self.events[event.id] = event

    def clone(self) -> Desk:
        """The same store on another machine, unknown to the first: same author, same instance."""
        return replace(self, events=dict(self.events), written=self.written + 1_000)

    def lasts(self, of: str) -> dict[str, str]:
        """The last id known of each chain of an author, as a removal names them."""
        mine = [i for i, event in self.events.items() if event.header.author == of]
        return {event.header.instance: event.id for event in tips(self.events, mine)}

    def _last(self, state: State) -> Event | None:
        standing = [
            i
            for i, event in self.events.items()
            if (event.header.author, event.header.instance) == (self.author.key, self.instance)
            and i not in state.waiting
        ]
        return max(tips(self.events, standing), key=lambda e: (e.header.seq, e.id), default=None)


def may_read(event: Event, reader: str, leads: Iterable[str]) -> bool:
    audience = event.header.audience
    if audience == "team" or reader == event.header.author:
        return True
    return reader in leads if audience == "lead" else reader in audience


def found_visit(lead: Author, number: int = 1) -> Desk:
    """A visit with its founding event alone, on its founder's desk."""
    desk = Desk(lead, visit_id(lead.key, SALT), number)
    desk.set("founding", "visit", value=SALT)
    return desk


def team(size: int) -> list[Desk]:
    """A visit of a lead and `size - 1` inspectors, everybody knowing of everybody."""
    lead = found_visit(author(1))
    desks = [lead, *(Desk(author(n), lead.visit, n) for n in range(2, size + 1))]
    for desk in desks[1:]:
        lead.set("member", desk.author.key, "role", value="inspector")
    exchange_all(desks)
    return desks


def exchange_all(desks: Sequence[Desk]) -> None:
    """Everybody gives everything to everybody, until there is nothing more to give."""
    for _ in range(2):
        for one, other in pairs(desks):
            one.give(other)


def pairs(desks: Sequence[Desk]) -> Iterator[tuple[Desk, Desk]]:
    return ((one, other) for one in desks for other in desks if one is not other)
