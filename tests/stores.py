"""Stores for tests: a visit's encrypted file with its founding event, and the people who write in it."""

from __future__ import annotations

import hashlib
from contextlib import closing
from typing import TYPE_CHECKING

from cafaudit.journal.authority import visit_id
from cafaudit.journal.cell import cell_text
from cafaudit.journal.records import RECORD_TYPES, kind_of
from cafaudit.journal.writing import Draft
from cafaudit.storage.encrypted_file import connect
from cafaudit.storage.store import Store
from tests.factories import AT, SALT, Author

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.journal.event import Event
    from cafaudit.journal.records import Verb
    from cafaudit.storage.work import Work

KEY = hashlib.sha256(b"a visit's key for tests").digest()


def empty_store(path: Path, founder: Author) -> Store:
    """A store of the visit that this person founded, without a single event."""
    with closing(connect(path, KEY, create=True)):
        pass
    return Store.create(path, KEY, visit_id(founder.key, SALT))


def new_store(path: Path, founder: Author, *inspectors: Author) -> Store:
    """A store with the founding event, and with these people in the team."""
    store = empty_store(path, founder)
    with store.unit_of_work() as work:
        put(work, founder, "founding", "visit", value=SALT)
        for person in inspectors:
            put(work, founder, "member", person.key, "role", value="inspector")
    return store


def put(
    work: Work,
    author: Author,
    *cell: str,
    value: object,
    verb: Verb = "set",
    audience: str | tuple[str, ...] = "team",
) -> Event:
    """Write a value as a service does: replacing what it may replace."""
    own_only = RECORD_TYPES[cell[0]].own_only and verb != "moderated"
    standing = work.tables.values(cell_text(cell))
    replaced = tuple(sorted(v.event for v in standing if not own_only or v.author == author.key))
    draft = Draft(cell, kind_of(cell[0], verb), value, "Test", replaced, audience=audience)
    return work.append(draft, author=author.key, at=AT, sign=author.sign)


def events_of(store: Store) -> dict[str, Event]:
    """Every event that a store holds, by id."""
    with store.reading() as read:
        return {event.id: event for event in read.events()}
