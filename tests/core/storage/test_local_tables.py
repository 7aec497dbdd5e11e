"""What belongs to one copy alone: settings, drafts, undo steps, and a log that shows when it was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cafaudit.errors import IntegrityFailure
from cafaudit.storage.encrypted_file import connect
from cafaudit.storage.local import Draft, UndoPart
from tests.factories import AT, author
from tests.stores import KEY, new_store, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cafaudit.storage.local import LocalTables
    from cafaudit.storage.store import Store

ID = "ab" * 32


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = new_store(tmp_path / "visit.db", author(1))
    yield store
    store.close()


@pytest.fixture
def local(store: Store) -> Iterator[LocalTables]:
    with store.unit_of_work() as work:
        yield work.local


def step(local: LocalTables, name: str, before: object = None, after: object = "x") -> None:
    local.add_undo_step("Test", name, AT, (UndoPart("note/n1/text", ID, before, after),))


def done(local: LocalTables) -> str | None:
    found = local.last_step("done")
    return None if found is None else found.summary


def undone(local: LocalTables) -> str | None:
    found = local.last_step("undone")
    return None if found is None else found.summary


def turn(local: LocalTables, wanted: str) -> None:
    """Undo or redo as a service does."""
    found = local.last_step("done" if wanted == "undo" else "undone")
    assert found is not None
    local.restate_step(found.number, "undone" if wanted == "undo" else "done", found.parts)


def test_a_setting_is_replaced_and_a_missing_one_is_told(local: LocalTables) -> None:
    local.set_setting("a", "1")
    local.set_setting("a", "2")
    assert local.setting("a") == "2"
    assert local.setting_or_none("b") is None
    with pytest.raises(IntegrityFailure, match="lacks its entry “b”"):
        local.setting("b")


def test_a_draft_is_kept_replaced_and_forgotten(local: LocalTables) -> None:
    local.keep_draft(Draft("note/n1/text", "first", AT))
    local.keep_draft(Draft("note/n1/text", "second ü\n", AT))
    local.keep_draft(Draft("note/n2/text", "other", AT))
    assert local.drafts()["note/n1/text"].text == "second ü\n"
    local.drop_draft("note/n1/text")
    local.drop_draft("note/n1/text")
    assert list(local.drafts()) == ["note/n2/text"]


@pytest.mark.parametrize("before", [None, "good", True, 0, ["a", 1], {"b": None}])
def test_an_undo_step_comes_back_as_it_was_noted(local: LocalTables, before: object) -> None:
    parts = (UndoPart("note/n1/text", ID, before, "after"), UndoPart("score/ü%2F/1/a", ID, "x", None))
    local.add_undo_step("GiveScore", "Scored “good”", AT, parts)
    found = local.last_step("done")
    assert found is not None
    assert (found.did, found.summary, found.at, found.parts) == ("GiveScore", "Scored “good”", AT, parts)


def test_undo_goes_back_step_by_step_and_redo_forward_again(local: LocalTables) -> None:
    for name in ("one", "two", "three"):
        step(local, name)
    turn(local, "undo")
    turn(local, "undo")
    assert (done(local), undone(local)) == ("one", "two")
    turn(local, "redo")
    assert (done(local), undone(local)) == ("two", "three")
    turn(local, "redo")
    assert (done(local), undone(local)) == ("three", None)


def test_new_work_ends_what_could_be_done_again(local: LocalTables) -> None:
    for name in ("one", "two"):
        step(local, name)
    turn(local, "undo")
    step(local, "three")
    assert (done(local), undone(local)) == ("three", None)
    turn(local, "undo")
    assert (done(local), undone(local)) == ("one", "three")


def test_undo_steps_are_there_after_a_restart(store: Store, tmp_path: Path) -> None:
    with store.unit_of_work() as work:
        step(work.local, "one")
    store.close()
    again = type(store).open(store.path, KEY, tmp_path)
    with again.reading() as read:
        assert done(read.local) == "one"
    again.close()


def test_looking_for_what_was_undone_costs_the_same_after_many_steps(store: Store) -> None:
    plan = connect(store.path, KEY).execute(
        "EXPLAIN QUERY PLAN UPDATE undo_steps SET standing = 'gone' WHERE standing = 'undone'"
    )
    assert any("ix_undo_steps_number" in str(row) for row in plan.fetchall())


def test_forgetting_a_cell_leaves_the_others(local: LocalTables) -> None:
    step(local, "one")
    local.add_undo_step("Test", "two", AT, (UndoPart("note/n10/text", ID, None, "x"),))
    local.keep_draft(Draft("note/n10/text", "other", AT))
    local.forget("note/n1/text")
    assert done(local) == "two"
    assert list(local.drafts()) == ["note/n10/text"]


def logged(store: Store) -> None:
    with store.unit_of_work() as work:
        for number in range(4):
            work.local.log("Open", {"number": number, "who": "ü"}, AT)


def test_the_log_says_what_was_done_oldest_first(store: Store) -> None:
    logged(store)
    with store.reading() as read:
        assert read.local.log_entries() == [(AT, "Open", {"number": n, "who": "ü"}) for n in range(4)]
        assert read.local.log_is_whole()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE local_log SET facts = '{\"number\": 9}' WHERE number = 2",
        "UPDATE local_log SET at = 'then' WHERE number = 4",
        "UPDATE local_log SET did = 'Close' WHERE number = 1",
        "UPDATE local_log SET hash = previous WHERE number = 4",
        "DELETE FROM local_log WHERE number = 1",
        "DELETE FROM local_log WHERE number = 3",
        "UPDATE local_log SET number = 9 WHERE number = 2",
        "INSERT INTO local_log (at, did, facts, previous, hash) VALUES ('', '', '', '', '')",
    ],
)
def test_a_log_that_was_changed_shows_it(store: Store, statement: str) -> None:
    logged(store)
    connection = connect(store.path, KEY)
    connection.execute(statement)
    connection.close()
    with store.reading() as read:
        assert not read.local.log_is_whole()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO undo_steps (did, summary, at, standing, parts) VALUES ('', '', '', 'maybe', '[]')",
        "INSERT INTO settings (name, value) VALUES ('x', NULL)",
        "UPDATE events SET nonce = NULL",
        "UPDATE events SET seq = 0",
    ],
)
def test_the_tables_themselves_refuse_what_makes_no_sense(store: Store, statement: str) -> None:
    connection = connect(store.path, KEY)
    with pytest.raises(Exception, match="constraint failed"):
        connection.execute(statement)
    connection.close()


def test_local_things_change_no_digest(store: Store) -> None:
    with store.reading() as read:
        before = read.tables.digest()
    with store.unit_of_work() as work:
        step(work.local, "one")
        work.local.keep_draft(Draft("note/n1/text", "x", AT))
        work.local.log("Open", {}, AT)
        work.local.set_setting("x", "y")
    with store.reading() as read:
        assert read.tables.digest() == before
    with store.unit_of_work() as work:
        put(work, author(1), "note", "n1", "text", value="x")
    with store.reading() as read:
        assert read.tables.digest() != before
