"""The store: what is saved counts and stays, what fails leaves nothing, others' events find their place."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from cafaudit.errors import IntegrityFailure, InUse, NotAMember
from cafaudit.journal.canonical import encode
from cafaudit.journal.event import Event, check_payload
from cafaudit.journal.writing import ChainEnd, Draft
from cafaudit.storage.connections import Connections
from cafaudit.storage.encrypted_file import connect, log_bytes
from cafaudit.storage.local import Draft as TextDraft
from cafaudit.storage.local import UndoPart
from cafaudit.storage.store import Store
from tests.factories import AT, Author, Desk, author, may_read, without_payload
from tests.stores import KEY, empty_store, events_of, new_store, put

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LEAD, ONE, OTHER, OUTSIDER = author(1), author(2), author(3), author(9)
NOTE = ("note", "n1", "text")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = new_store(tmp_path / "visit.db", LEAD, ONE, OTHER)
    yield store
    store.close()


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


# Saving


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


# Others' events


def test_a_colleagues_events_count_and_are_named_as_seen_once(store: Store) -> None:
    one, other = desk_of(store, 2), desk_of(store, 3)
    theirs = [one.set(*NOTE, value="1"), one.set("note", "n2", "text", value="2")]
    others = other.set("note", "n3", "text", value="3")
    with store.unit_of_work() as work:
        new, state = work.receive([*theirs, others, *theirs])
    assert new == 3
    assert {event.id for event in [*theirs, others]} <= state.accepted
    with store.unit_of_work() as work:
        event = put(work, LEAD, "note", "n4", "text", value="4")
    assert event.header.seen == tuple(sorted([theirs[1].id, others.id]))
    with store.unit_of_work() as work:
        assert work.receive([*theirs, others])[0] == 0
        assert put(work, LEAD, "note", "n5", "text", value="5").header.seen == ()
    assert in_step(store)


def test_what_lost_its_forerunner_is_named_as_seen_when_it_counts_at_last(store: Store) -> None:
    one = desk_of(store, 2)
    first, lost, later = (one.set("note", f"n{n}", "text", value=n) for n in range(3))
    receive(store, [first, later])
    assert counts(store, first)
    assert not counts(store, later)
    with store.unit_of_work() as work:
        event = put(work, LEAD, *NOTE, value="x")
    assert event.header.seen == (first.id,)
    receive(store, [lost])
    assert counts(store, later)
    with store.unit_of_work() as work:
        event = put(work, LEAD, *NOTE, value="y")
    assert event.header.seen == (later.id,)
    assert counts(store, event)
    assert in_step(store)


def test_a_role_that_arrives_late_lets_the_next_event_count(tmp_path: Path) -> None:
    lead = new_store(tmp_path / "lead.db", LEAD)
    founding = events_of(lead)
    copy = empty_store(tmp_path / "copy.db", LEAD)
    with lead.unit_of_work() as work:
        note = put(work, LEAD, *NOTE, value="before")
        grant = put(work, LEAD, "member", ONE.key, "role", value="inspector")
    receive(copy, [*founding.values(), grant])
    with pytest.raises(NotAMember), copy.unit_of_work() as work:
        put(work, ONE, *NOTE, value="too early")
    receive(copy, [note])
    with copy.unit_of_work() as work:
        event = put(work, ONE, *NOTE, value="in time")
    receive(lead, [event])
    assert counts(lead, event)
    lead.close()
    copy.close()


def test_a_foreign_event_that_names_mine_as_forerunner_does_not_end_my_chain(store: Store) -> None:
    with store.unit_of_work() as work:
        mine = put(work, LEAD, *NOTE, value="mine")
    one = desk_of(store, 2)
    end = ChainEnd(one.visit, ONE.key, one.instance, mine.header.seq, mine.id)
    receive(store, [one.draft(Draft(NOTE, "note.set", "x", "Test"), end=end, seen=())])
    with store.unit_of_work() as work:
        assert put(work, LEAD, *NOTE, value="next").header.prev == mine.id
    assert in_step(store)


def test_a_cloned_copy_that_was_used_on_two_machines_goes_on_from_one_branch_and_names_the_other(
    store: Store,
) -> None:
    twin = desk_of(store, 1)
    twin.__class__ = type("Twin", (Desk,), {"instance": store.place().instance})
    there = [twin.set("note", f"t{n}", "text", value=n) for n in range(2)]
    with store.unit_of_work() as work:
        here = put(work, LEAD, *NOTE, value="here")
    receive(store, [there[1]])
    with store.unit_of_work() as work:
        assert put(work, LEAD, "note", "n2", "text", value="x").header.prev == here.id
    receive(store, there)
    with store.unit_of_work() as work:
        event = put(work, LEAD, "note", "n3", "text", value="joined")
        again = put(work, LEAD, "note", "n4", "text", value="after")
    assert there[1].id in {event.header.prev, *event.header.seen}
    assert again.header.seen == ()
    assert counts(store, again)
    assert in_step(store)


def test_a_restored_copy_writes_a_chain_of_its_own_and_has_seen_its_old_one(store: Store) -> None:
    with store.unit_of_work() as work:
        last = put(work, LEAD, *NOTE, value="before")
    old = store.place()
    new = store.new_instance()
    assert new.visit == old.visit
    assert new.instance != old.instance
    with store.unit_of_work() as work:
        event = put(work, LEAD, *NOTE, value="after")
    assert (event.header.instance, event.header.seq, event.header.prev) == (new.instance, 1, "")
    assert event.header.seen == (last.id,)
    assert value(store, *NOTE) == "after"
    assert in_step(store)


def test_a_pack_that_cannot_be_read_changes_nothing(store: Store) -> None:
    one = desk_of(store, 2)
    good = one.set(*NOTE, value="good")
    bad = Event(good.header_bytes + b" ", good.signature, None, None)
    held = events_of(store)
    with pytest.raises(IntegrityFailure, match="cannot be read"):
        receive(store, [good, bad])
    assert events_of(store) == held
    assert in_step(store)


# Erasing


def payload_bytes(store: Store, event: Event) -> bytes | None:
    return events_of(store)[event.id].payload_bytes


def test_an_erased_payload_is_gone_with_what_repeats_it_and_does_not_come_back(store: Store) -> None:
    with store.unit_of_work() as work:
        note = put(work, LEAD, *NOTE, value="Madeup Name")
        work.local.keep_draft(TextDraft("note/n1/text", "Madeup Name, again", AT))
        part = UndoPart("note/n1/text", note.id, None, "Madeup Name")
        work.local.add_undo_step("Test", "Noted “Madeup Name”", AT, (part,))
        work.local.add_undo_step("Test", "Another", AT, (UndoPart("note/n2/text", note.id, None, "x"),))
    with store.unit_of_work() as work:
        put(work, LEAD, "redaction", note.id, value="identifies a child")
    assert payload_bytes(store, note) is None
    assert value(store, *NOTE) is None
    assert in_step(store)
    with store.reading() as read:
        assert read.local.drafts() == {}
        step = read.local.last_step("done")
    assert step is not None
    assert step.summary == "Another"
    receive(store, [note])
    assert payload_bytes(store, note) is None
    assert in_step(store)


def test_an_erasure_by_the_lead_reaches_a_colleagues_copy(tmp_path: Path, store: Store) -> None:
    with store.unit_of_work() as work:
        note = put(work, LEAD, *NOTE, value="Madeup Name")
    copy = new_store(tmp_path / "copy.db", LEAD)
    receive(copy, events_of(store).values())
    assert payload_bytes(copy, note) is not None
    with store.unit_of_work() as work:
        put(work, LEAD, "redaction", note.id, value="identifies a child")
    receive(copy, events_of(store).values())
    assert payload_bytes(copy, note) is None
    with copy.reading() as mine, store.reading() as theirs:
        assert {v.value for v in mine.tables.values("note/n1/text")} == {None}
        assert mine.tables.values("note/n1/text") == theirs.tables.values("note/n1/text")
    copy.close()


def test_a_payload_that_was_held_back_is_filled_in_when_it_arrives(store: Store) -> None:
    note = desk_of(store, 2).set(*NOTE, value="x")
    receive(store, [without_payload(note)])
    assert value(store, *NOTE) is None
    receive(store, [note])
    assert value(store, *NOTE) == "x"
    check_payload(events_of(store)[note.id])
    assert in_step(store)


# Read tables of another program, and damage


def test_read_tables_of_an_older_program_are_made_anew_on_opening(store: Store, tmp_path: Path) -> None:
    with store.unit_of_work() as work:
        put(work, LEAD, *NOTE, value="x")
        work.local.set_setting("read tables", "0")
        work.statements.run("DROP TABLE live")
        work.statements.run("CREATE TABLE live (another TEXT)")
    store.close()
    again = Store.open(tmp_path / "visit.db", KEY, tmp_path / "backups")
    assert value(again, *NOTE) == "x"
    assert in_step(again)
    again.close()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE live SET value = '\"changed\"' WHERE cell = 'note/n1/text'", "values in the read tables"),
        ("DELETE FROM live WHERE cell = 'note/n1/text'", "values in the read tables"),
        ("UPDATE members SET role = 'lead'", "team in the read tables"),
        ("INSERT INTO not_counted SELECT id, 'waiting' FROM events WHERE seq = 2", "count other events"),
    ],
)
def test_read_tables_that_were_changed_by_hand_are_told_and_can_be_rebuilt(
    store: Store, statement: str, words: str
) -> None:
    with store.unit_of_work() as work:
        put(work, LEAD, *NOTE, value="x")
    connection = connect(store.path, KEY)
    connection.execute(statement)
    connection.close()
    assert any(words in problem for problem in store.check_state())
    store.rebuild_read_tables()
    assert in_step(store)


def test_an_event_that_was_moved_in_the_journal_is_told(store: Store) -> None:
    connection = connect(store.path, KEY)
    connection.execute("UPDATE events SET seq = 7 WHERE seq = 2")
    connection.close()
    assert any("another place of the journal" in problem for problem in store.check_state())


def test_a_file_without_its_settings_is_refused_in_a_sentence(store: Store, tmp_path: Path) -> None:
    connection = connect(store.path, KEY)
    connection.execute("DELETE FROM settings")
    connection.close()
    with pytest.raises(IntegrityFailure, match="lacks its entry"):
        Store.open(store.path, KEY, tmp_path / "backups")


def test_values_come_back_as_they_were_written(store: Store) -> None:
    values: list[object] = [
        True,
        False,
        0,
        1,
        -5,
        2**53 - 1,
        "",
        "ünï 😀\n\t",
        [],
        {},
        [1, "a", None],
        {"b": [True]},
    ]
    with store.unit_of_work() as work:
        for number, given in enumerate(values):
            put(work, LEAD, "note", f"n{number:02}", "text", value=given)
    with store.reading() as read:
        found = [live.value for live in read.tables.live_under("note/")]
    assert encode(found) == encode(values)
    assert in_step(store)


def test_the_digest_is_the_one_of_the_fold_and_the_same_in_every_copy(tmp_path: Path, store: Store) -> None:
    one = desk_of(store, 2)
    one.set(*NOTE, value="x")
    one.set("note", "n2", "text", value="for the lead", audience="lead")
    receive(store, one.events.values())
    copy = new_store(tmp_path / "copy.db", LEAD)
    receive(copy, [without_payload(e) if e.header.audience == "lead" else e for e in one.events.values()])
    receive(store, events_of(copy).values())
    receive(copy, events_of(store).values())
    with store.reading() as here, copy.reading() as there:
        assert here.tables.digest() == there.tables.digest() == store.rebuild_read_tables().digest
    copy.close()
