"""Others' events find their place, what was erased stays away, and tables out of step are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cafaudit.errors import IntegrityFailure, NotAMember
from cafaudit.journal.canonical import encode
from cafaudit.journal.event import Event, check_payload
from cafaudit.journal.writing import ChainEnd, Draft
from cafaudit.storage.encrypted_file import connect
from cafaudit.storage.local import Draft as TextDraft
from cafaudit.storage.local import UndoPart
from cafaudit.storage.store import Store
from tests.core.storage.looking import (
    LEAD,
    NOTE,
    ONE,
    counts,
    desk_of,
    in_step,
    receive,
    value,
)
from tests.factories import AT, Desk, without_payload
from tests.stores import KEY, empty_store, events_of, new_store, put

if TYPE_CHECKING:
    from pathlib import Path


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
