"""Four people, and ways to look into a store from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories import Desk, author, may_read, without_payload
from tests.stores import events_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cafaudit.journal.event import Event
    from cafaudit.storage.store import Store

LEAD, ONE, OTHER, OUTSIDER = author(1), author(2), author(3), author(9)
NOTE = ("note", "n1", "text")


def desk_of(store: Store, person_number: int) -> Desk:
    """A colleague's copy, with all that the store has for them."""
    desk = Desk(author(person_number), store.place().visit, person_number)
    for event in events_of(store).values():
        mine = may_read(event, desk.author.key, [LEAD.key])
        desk.take([event if mine else without_payload(event)])
    return desk


def receive(store: Store, events: Iterable[Event]) -> None:
    with store.unit_of_work() as work:
        work.receive(events)


def value(store: Store, *cell: str) -> object:
    with store.reading() as read:
        return read.tables.settled("/".join(cell)).value


def counts(store: Store, event: Event) -> bool:
    with store.reading() as read:
        return event.id not in read.tables.not_counted()


def in_step(store: Store) -> bool:
    return store.check_state() == []
