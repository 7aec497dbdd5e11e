"""The store: what is saved counts and stays, and what fails leaves nothing."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from cafaudit.errors import InUse, NotAMember
from cafaudit.journal.writing import Draft
from cafaudit.storage.connections import Connections
from cafaudit.storage.encrypted_file import log_bytes
from cafaudit.storage.local import Draft as TextDraft
from cafaudit.storage.store import Store
from tests.core.storage.looking import (
    LEAD,
    NOTE,
    ONE,
    OUTSIDER,
    counts,
    desk_of,
    in_step,
    receive,
    value,
)
from tests.factories import AT, Author
from tests.stores import KEY, events_of, new_store, put

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_saved_is_there_after_closing_and_opening(store: Store, tmp_path: Path) -> None:
    with store.unit_of_work() as work:
        event = put(work, LEAD, *NOTE, value="kept")
    before = events_of(store)
    store.close()
    again = Store.open(tmp_path / "visit.db", KEY, tmp_path / "backups")
    assert value(again, *NOTE) == "kept"
    assert events_of(again).keys() == before.keys()
    assert events_of(again)[event.id] == event
    assert in_step(again)
    with again.unit_of_work() as work:
        assert put(work, LEAD, "note", "n2", "text", value="next").header.prev == event.id
    again.close()


def test_an_exception_undoes_the_whole_transaction_and_the_chain_goes_on_where_it_stood(
    store: Store,
) -> None:
    with store.unit_of_work() as work:
        last = put(work, LEAD, *NOTE, value="before")
    held = events_of(store)

    def fail_half_way() -> None:
        with store.unit_of_work() as work:
            put(work, LEAD, *NOTE, value="never")
            put(work, LEAD, "member", OUTSIDER.key, "role", value="inspector")
            work.local.set_setting("x", "y")
            work.local.add_undo_step("Test", "Test", AT, ())
            work.local.keep_draft(TextDraft("c", "t", AT))
            work.local.log("Test", {}, AT)
            raise TimeoutError

    with pytest.raises(TimeoutError):
        fail_half_way()
    assert events_of(store) == held
    assert value(store, *NOTE) == "before"
    with store.reading() as read:
        assert read.local.setting_or_none("x") is None
        assert read.local.last_step("done") is None
        assert read.local.drafts() == {}
        assert read.local.log_entries() == []
        assert OUTSIDER.key not in read.tables.members()
    with store.unit_of_work() as work:
        event = put(work, LEAD, "note", "n2", "text", value="after")
    assert event.header.prev == last.id
    assert in_step(store)


def test_what_a_failed_transaction_had_seen_is_named_by_the_next_one(store: Store) -> None:
    one = desk_of(store, 2)
    seen = one.set(*NOTE, value="of a colleague")
    receive(store, [seen])
    with suppress(TimeoutError), store.unit_of_work() as work:
        put(work, LEAD, "note", "n2", "text", value="never")
        raise TimeoutError
    with store.unit_of_work() as work:
        now = put(work, LEAD, "note", "n2", "text", value="now")
        later = put(work, LEAD, "note", "n3", "text", value="later")
    assert (now.header.seen, later.header.seen) == ((seen.id,), ())
    assert now.header.prev in events_of(store)
    assert counts(store, later)
    assert in_step(store)


def test_readers_see_committed_states_only_and_one_state_throughout(store: Store) -> None:
    with store.reading() as read:
        assert read.tables.settled("note/n1/text").value is None
        with store.unit_of_work() as work:
            put(work, LEAD, *NOTE, value="new")
            assert value(store, *NOTE) is None
        assert read.tables.settled("note/n1/text").value is None
        assert value(store, *NOTE) == "new"


def test_a_long_list_may_be_read_while_it_is_written(store: Store) -> None:
    with store.unit_of_work() as work:
        for number in range(30):
            put(work, LEAD, "note", f"n{number:02}", "text", value=number)
    with store.unit_of_work() as work:
        for cell, _ in work.tables.under("note/"):
            put(work, LEAD, *cell.split("/"), value="changed")
    with store.reading() as read:
        assert [said.value for _, said in read.tables.under("note/")] == ["changed"] * 30


def test_nothing_is_read_or_written_after_the_transaction_is_over(store: Store) -> None:
    with store.unit_of_work() as work:
        pass
    with store.reading() as read:
        events = read.events()
        next(events)
    for late in (
        lambda: work.tables.values("x"),
        lambda: work.local.set_setting("x", "y"),
        lambda: put(work, LEAD, *NOTE, value="late"),
        lambda: list(read.events()),
    ):
        with pytest.raises(RuntimeError, match="over"):
            late()


def test_many_threads_write_one_after_the_other(store: Store) -> None:
    def save(number: int) -> None:
        for step in range(5):
            with store.unit_of_work() as work:
                put(work, LEAD, "note", f"n{number}", "text", value=step)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(events_of(store)) == 3 + 30
    assert in_step(store)


def test_a_visit_kept_busy_for_too_long_is_told_and_not_waited_for_without_end(store: Store) -> None:
    connections = Connections(store.path, KEY, read_only=True, size=1, wait=0.05)
    kept = connections.take()
    with pytest.raises(InUse, match="for too long"):
        connections.take()
    connections.give_back(kept)
    connections.give_back(connections.take())
    connections.close()
    with pytest.raises(RuntimeError, match="closed"):
        connections.take()


def test_a_connection_that_cannot_be_opened_can_be_asked_for_again(tmp_path: Path, store: Store) -> None:
    connections = Connections(tmp_path / "none.db", KEY, read_only=True, size=1, wait=0.05)
    for _ in range(2):
        with pytest.raises(Exception, match="There is no file"):
            connections.take()
    del store


def test_what_is_lent_while_the_visit_closes_is_closed_when_it_comes_back(store: Store) -> None:
    connections = Connections(store.path, KEY, read_only=True, size=1)
    lent = connections.take()
    connections.close()
    lent.execute("SELECT 1").fetchall()
    connections.give_back(lent)
    with pytest.raises(Exception, match="closed"):
        lent.execute("SELECT 1")


def test_carrying_the_log_over_changes_nothing_that_is_read(store: Store) -> None:
    with store.unit_of_work() as work:
        put(work, LEAD, *NOTE, value="x" * 50_000)
    before = log_bytes(store.path)
    store.checkpoint()
    with store.unit_of_work() as work:
        put(work, LEAD, "note", "n2", "text", value="y")
    assert log_bytes(store.path) == before
    assert value(store, *NOTE) == "x" * 50_000
    assert in_step(store)


# What is saved counts


@pytest.mark.parametrize(
    ("person", "cell", "audience", "error"),
    [
        (OUTSIDER, NOTE, "team", NotAMember),
        (ONE, ("plan", "p1", "text"), "team", NotAMember),
        (ONE, ("plan", "p1", "text"), "lead", NotAMember),
        (ONE, ("member", ONE.key, "role"), "team", NotAMember),
        (LEAD, ("member", "me", "role"), "team", ValueError),
        (LEAD, ("member", ONE.key, "role"), "lead", ValueError),
        (LEAD, ("note", "n1"), "team", ValueError),
        (LEAD, NOTE, "everybody", ValueError),
        (LEAD, ("redaction", "n1"), "team", ValueError),
    ],
)
def test_what_would_be_set_aside_is_refused_instead_of_saved(
    store: Store,
    person: Author,
    cell: tuple[str, ...],
    audience: str,
    error: type[Exception],
) -> None:
    held = events_of(store)
    with pytest.raises(error), store.unit_of_work() as work:
        put(work, person, *cell, value="x", audience=audience)
    assert events_of(store) == held
    assert in_step(store)


def test_a_kind_that_nobody_knows_is_not_written(store: Store) -> None:
    draft = Draft(("note", "n1", "text"), "score.set", "x", "Test")
    with pytest.raises(ValueError, match="does not fit"), store.unit_of_work() as work:
        work.append(draft, author=LEAD.key, at=AT, sign=LEAD.sign)


def test_somebody_elses_score_stays_even_where_a_caller_claims_to_replace_it(store: Store) -> None:
    one = desk_of(store, 2)
    score = one.set("score", "C-1", "1", "a", value="good")
    receive(store, [score])
    draft = Draft(("score", "C-1", "1", "a"), "score.set", "inadequate", "Test", (score.id,))
    with store.unit_of_work() as work:
        work.append(draft, author=LEAD.key, at=AT, sign=LEAD.sign)
    with store.reading() as read:
        values = {live.value for live in read.tables.values("score/C-1/1/a")}
    assert values == {"good", "inadequate"}
    assert in_step(store)


def test_two_people_who_share_one_copy_see_each_other(tmp_path: Path) -> None:
    store = new_store(tmp_path / "visit.db", LEAD)
    with store.unit_of_work() as work:
        put(work, LEAD, "member", ONE.key, "role", value="inspector")
        first = put(work, ONE, *NOTE, value="of a colleague at the same desk")
        second = put(work, LEAD, *NOTE, value="of the lead")
    assert counts(store, first)
    assert second.header.seen == (first.id,)
    assert in_step(store)
    store.close()
