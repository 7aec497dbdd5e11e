"""The read tables kept in step by each write are those that a rebuild makes, whatever was written."""

from __future__ import annotations

import itertools
import random
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cafaudit.errors import CafAuditError
from cafaudit.journal.fold import fold
from cafaudit.storage.store import Store
from tests.core.journal.histories import STEPS, play
from tests.factories import author
from tests.stores import KEY, events_of, new_store, put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cafaudit.journal.event import Event
    from cafaudit.journal.records import Verb
    from cafaudit.storage.work import Work

LEAD, ONE, OTHER = author(1), author(2), author(3)
VALUES = ["good", "adequate", None, 1, True, ["a", {"b": 2}], "ü\n"]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Store]]:
    """Gives a store with a team, a copy of one file: making one takes thirty times as long as copying it."""
    folder = tmp_path_factory.mktemp("stores")
    new_store(folder / "first.db", LEAD, ONE, OTHER).close()
    numbers = itertools.count()

    def copy() -> Store:
        path: Path = folder / f"{next(numbers)}.db"
        shutil.copy(folder / "first.db", path)
        return Store.open(path, KEY, folder)

    yield copy
    shutil.rmtree(folder)


def snapshot(store: Store) -> tuple[object, ...]:
    with store.reading() as read:
        tables = read.tables
        return list(tables.all()), tables.digest(), tables.members(), tables.heads(), tables.not_counted()


def own_step(work: Work, chance: random.Random) -> Event:
    """What a service might write, sensible or not."""
    person = chance.choice([LEAD, LEAD, LEAD, ONE])
    item = chance.choice("abc")
    audiences: list[str | tuple[str, ...]] = ["team", "team", "team", "lead", (OTHER.key,)]
    audience = chance.choice(audiences)
    verbs: list[Verb] = ["set", "set", "cleared", "moderated"]
    cell = chance.choice(
        [
            ("score", "C-1", "1", item),
            ("note", item, "text"),
            ("plan", item, "text"),
            ("member", chance.choice([ONE, OTHER, LEAD]).key, "role"),
            ("redaction", chance.choice(["".join(chance.choices("0123456789abcdef", k=64)), *ids(work)])),
        ]
    )
    value = chance.choice(["inspector", "lead", "reader"]) if cell[0] == "member" else chance.choice(VALUES)
    return put(work, person, *cell, value=value, verb=chance.choice(verbs), audience=audience)


def ids(work: Work) -> list[str]:
    return [value.event for value in work.tables.all()]


def carry_out(store: Store, turn: str, foreign: list[Event], chance: random.Random) -> list[Event]:
    """Do what a turn says in one transaction; returns what it wrote, nothing if it was refused or failed."""
    written: list[Event] = []
    try:
        with store.unit_of_work() as work:
            if turn == "receive":
                work.receive(chance.sample(foreign, chance.randrange(len(foreign))))
            else:
                written += [own_step(work, chance) for _ in range(chance.randrange(1, 3))]
            if turn == "fail":
                work.local.setting("none")
    except (CafAuditError, ValueError):
        return []
    return written


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    steps=st.lists(st.integers(0, len(STEPS) - 1), max_size=12),
    turns=st.lists(st.sampled_from(["own", "own", "own", "own", "receive", "fail"]), min_size=1, max_size=10),
    seed=st.integers(0, 2**32 - 1),
)
def test_each_write_leaves_the_tables_that_a_rebuild_makes(
    fresh: Callable[[], Store], steps: list[int], turns: list[str], seed: int
) -> None:
    chance = random.Random(seed)
    store = fresh()
    foreign = [event for desk in play(steps, seed) for event in desk.events.values()]
    own: list[Event] = []
    try:
        for turn in turns:
            own += carry_out(store, turn, foreign, chance)
        before = snapshot(store)
        assert store.check_state() == []
        state = store.rebuild_read_tables()
        assert snapshot(store) == before
        assert state == fold(events_of(store).values(), store.place().visit)
        removed = any(cell.startswith("member/") and cell.endswith("/removed") for cell in state.live)
        assert removed or {event.id for event in own} <= state.accepted
        assert state.waiting.isdisjoint(event.id for event in own)
    finally:
        store.close()
