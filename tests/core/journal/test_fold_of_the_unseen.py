"""The fold where not everybody sees everything: private, erased, lost, unknown and foreign events."""

from __future__ import annotations

import msgspec
import pytest

from cafaudit.journal import canonical
from cafaudit.journal.chains import tips
from cafaudit.journal.event import Event
from cafaudit.journal.fold import fold
from cafaudit.journal.state import SetAside
from cafaudit.journal.writing import ChainEnd, Draft
from tests.core.journal.looking import NOTE, standing, why_aside
from tests.factories import Desk, exchange_all, team, without_payload

# Private content


def test_a_private_value_never_takes_a_team_value_away() -> None:
    lead, one, other = team(3)
    shown = one.set(*NOTE, value="for all")
    exchange_all([lead, one, other])
    one.set(*NOTE, value="for the lead", audience="lead", supersedes=[shown.id])
    exchange_all([lead, one, other])
    assert standing(lead, *NOTE) == ["for all", "for the lead"]
    assert standing(other, *NOTE) == ["for all"]
    assert lead.state.digest == other.state.digest


def test_a_team_value_may_replace_a_private_one() -> None:
    lead, one, other = team(3)
    private = one.set(*NOTE, value="for the lead", audience="lead")
    one.set(*NOTE, value="for all after all", supersedes=[private.id])
    exchange_all([lead, one, other])
    assert standing(lead, *NOTE) == standing(other, *NOTE) == ["for all after all"]


def test_a_private_event_that_tells_its_cell_in_the_header_is_set_aside_everywhere() -> None:
    lead, one = team(2)
    before = list(lead.events.values())
    event = one.set(*NOTE, value="x")
    header = msgspec.structs.replace(event.header, audience="lead")
    leaky = Event(canonical.encode(header), b"", event.nonce, event.payload_bytes)
    for seen in (leaky, without_payload(leaky)):
        assert fold([*before, seen], lead.visit).set_aside == {leaky.id: SetAside.MALFORMED}


def test_a_private_event_that_its_author_may_not_write_counts_by_its_header_and_has_no_effect() -> None:
    lead, one, other = team(3)
    event = one.set("plan", "p1", "text", value="x", audience="lead")
    exchange_all([lead, one, other])
    assert lead.state.without_effect == {event.id: SetAside.NOT_ALLOWED}
    assert other.state.without_effect == {}
    assert event.id in lead.state.accepted & other.state.accepted
    assert standing(lead, "plan", "p1", "text") == []


# Erasing


def test_an_erased_value_is_gone_everywhere_whether_its_bytes_are_still_there_or_not() -> None:
    lead, one = team(2)
    first = one.set(*NOTE, value="a name by accident")
    one.give(lead)
    lead.set("redaction", first.id, value="identifies a child")
    lead.give(one)
    erased = fold([without_payload(e) if e.id == first.id else e for e in lead.events.values()], lead.visit)
    assert erased == lead.state
    assert standing(one, *NOTE) == [None]
    assert erased.missing == frozenset()


def test_what_an_erased_value_had_replaced_does_not_come_back() -> None:
    lead, one, other = team(3)
    one.set(*NOTE, value="first", audience="lead")
    second = one.set(*NOTE, value="second, with a name", audience="lead")
    one.give(lead)
    lead.set("redaction", second.id, value="identifies a child")
    exchange_all([lead, one, other])
    for desk in (lead, one, other):
        assert standing(desk, *NOTE) == []
    bare = [without_payload(e) if e.id == second.id else e for e in lead.events.values()]
    assert fold(bare, lead.visit) == lead.state


def test_who_may_write_cannot_be_erased() -> None:
    lead, one = team(2)
    for event in list(lead.events.values()):
        lead.set("redaction", event.id, value="by accident")
    assert lead.state.redacted == frozenset()
    assert lead.state.members == {lead.author.key: "lead", one.author.key: "inspector"}


def test_a_members_name_can_be_erased() -> None:
    lead, one = team(2)
    event = lead.set("member", one.author.key, "name", value="a child's name by accident")
    lead.set("redaction", event.id, value="identifies a child")
    assert lead.state.redacted == {event.id}
    assert standing(lead, "member", one.author.key, "name") == [None]


def test_only_the_lead_erases_and_not_in_secret() -> None:
    lead, one = team(2)
    note = one.set(*NOTE, value="x")
    own = one.set("redaction", note.id, value="no")
    exchange_all([lead, one])
    secret = lead.set("redaction", note.id, value="no", audience="lead")
    exchange_all([lead, one])
    assert why_aside(lead, own.id) is SetAside.NOT_ALLOWED
    assert lead.state.without_effect == {secret.id: SetAside.MALFORMED}
    assert lead.state.redacted == frozenset()
    assert standing(lead, *NOTE) == ["x"]


# What is not here


def test_a_value_whose_content_was_held_back_is_listed_and_not_taken_for_cleared() -> None:
    lead, one = team(2)
    note = one.set(*NOTE, value="x")
    lead.take([without_payload(note)])
    assert lead.state.missing == {note.id}
    assert lead.state.digest == one.state.digest
    one.give(lead)
    assert lead.state.missing == frozenset()
    assert standing(lead, *NOTE) == ["x"]


def test_what_follows_a_grant_without_its_content_waits_for_it() -> None:
    lead, one = team(2)
    note = one.set(*NOTE, value="x")
    stripped = [without_payload(e) if e.kind == "member.set" else e for e in one.events.values()]
    state = fold(stripped, lead.visit)
    grant = next(e for e in one.events.values() if e.kind == "member.set")
    assert {grant.id, note.id} <= state.waiting
    assert not state.set_aside
    assert note.id in fold([*stripped, grant], lead.visit).accepted


def test_what_lost_its_forerunner_waits_and_counts_once_it_arrives() -> None:
    lead, one = team(2)
    lost = one.set(*NOTE, value="first")
    later = one.set("note", "n2", "text", value="second")
    one.give(lead, lambda event: event.id != lost.id)
    assert lead.state.waiting == {later.id}
    lead.set("note", "n3", "text", value="meanwhile")
    lead.take([lost])
    assert lead.state.waiting == frozenset()
    assert {lost.id, later.id} <= lead.state.accepted


def test_a_kind_of_a_newer_program_is_kept_and_named_and_replaces_nothing() -> None:
    lead, one = team(2)
    first = one.set(*NOTE, value="x")
    newer = one.draft(Draft(NOTE, "note.pinned", "x", "Test", (first.id,)))
    other = one.draft(Draft(("hologram", "h1"), "hologram.set", "x", "Test"))
    private = one.draft(Draft(("hologram", "h2"), "hologram.set", "x", "Test", audience="lead"))
    one.give(lead)
    assert lead.state.unknown == {newer.id, other.id, private.id}
    assert lead.state.unknown <= lead.state.accepted
    assert standing(lead, *NOTE) == ["x"]


def test_events_of_another_visit_are_kept_apart() -> None:
    lead, _ = team(2)
    elsewhere = Desk(lead.author, "0" * 32, 7)
    event = elsewhere.draft(Draft(NOTE, "note.set", "x", "Test"))
    before = lead.state.digest
    elsewhere.give(lead)
    assert why_aside(lead, event.id) is SetAside.OTHER_VISIT
    assert lead.state.digest == before


@pytest.mark.parametrize(
    ("seq", "own"), [(7, True), (1, True), (2, False)], ids=["gap", "start again", "another's chain"]
)
def test_what_does_not_continue_its_chain_is_set_aside(seq: int, own: bool) -> None:
    lead, one = team(2)
    first = (one if own else lead).set(*NOTE, value="first")
    lead.give(one)
    at = first.header.seq if not own else seq - 1
    end = ChainEnd(one.visit, one.author.key, one.instance, at, first.id)
    event = one.draft(Draft(("note", "n2", "text"), "note.set", "x", "Test"), end=end, seen=())
    one.give(lead)
    assert why_aside(lead, event.id) is SetAside.BROKEN_CHAIN


def test_a_foreign_event_that_names_mine_as_its_forerunner_does_not_end_my_chain() -> None:
    lead, one = team(2)
    mine = lead.set(*NOTE, value="mine")
    lead.give(one)
    end = ChainEnd(one.visit, one.author.key, one.instance, mine.header.seq, mine.id)
    one.draft(Draft(NOTE, "note.set", "x", "Test"), end=end, seen=())
    one.give(lead)
    next_one = lead.set("note", "n2", "text", value="next")
    assert next_one.header.prev == mine.id


def test_a_cloned_store_shows_and_its_two_branches_join_again() -> None:
    lead, one = team(2)
    one.set(*NOTE, value="before")
    twin = one.clone()
    first, second = one.set("note", "n2", "text", value="here"), twin.set("note", "n3", "text", value="there")
    exchange_all([lead, one, twin])
    place = (one.author.key, one.instance, 2)
    assert lead.state.forks == one.state.forks == {place}
    assert len(tips(lead.events, [first.id, second.id])) == 2
    joined = one.set("note", "n4", "text", value="after")
    assert {joined.header.prev, *joined.header.seen} >= {first.id, second.id}
