"""The fold, rule by rule: what stands, what is replaced, who may write, and what a removal does."""

from __future__ import annotations

import hashlib

import pytest

from cafaudit.journal.authority import visit_id
from cafaudit.journal.cell import cell_text, is_cell_text, parse_cell
from cafaudit.journal.state import Live, SetAside, settle
from cafaudit.journal.writing import ChainEnd, Draft
from tests.core.journal.looking import NOTE, SCORE, standing, why_aside
from tests.factories import SALT, Desk, author, exchange_all, found_visit, team

# What stands


def test_two_peoples_different_scores_stand_side_by_side_until_the_lead_moderates() -> None:
    lead, one, other = team(3)
    one.set(*SCORE, value="good")
    other.set(*SCORE, value="adequate")
    exchange_all([lead, one, other])
    assert standing(lead, *SCORE) == ["adequate", "good"]
    assert settle(lead.state.live[cell_text(SCORE)].values()).in_conflict
    lead.set(*SCORE, value="good", verb="moderated")
    exchange_all([lead, one, other])
    assert [standing(desk, *SCORE) for desk in (lead, one, other)] == [["good"]] * 3


def test_nobody_replaces_anothers_score_by_claiming_to() -> None:
    lead, one, other = team(3)
    first = one.set(*SCORE, value="good")
    exchange_all([lead, one, other])
    other.set(*SCORE, value="inadequate", supersedes=[first.id])
    exchange_all([lead, one, other])
    assert standing(lead, *SCORE) == ["good", "inadequate"]


def test_an_inspector_cannot_moderate() -> None:
    lead, one, _ = team(3)
    event = one.set(*SCORE, value="good", verb="moderated")
    one.give(lead)
    assert why_aside(lead, event.id) is SetAside.NOT_ALLOWED


def test_a_value_in_another_cell_is_never_replaced() -> None:
    lead, *_ = team(2)
    first = lead.set(*NOTE, value="one")
    lead.set("note", "n2", "text", value="two", supersedes=[first.id])
    assert standing(lead, *NOTE) == ["one"]


def test_what_is_set_aside_replaces_nothing() -> None:
    lead, one = team(2)
    first = lead.set("plan", "p1", "text", value="of the lead")
    lead.give(one)
    one.set("plan", "p1", "text", value="of an inspector", supersedes=[first.id])
    one.give(lead)
    assert standing(lead, "plan", "p1", "text") == ["of the lead"]


def test_undo_and_redo_are_new_values_of_ones_own() -> None:
    lead, one = team(2)
    for value in ("good", None, "good"):
        one.set(*SCORE, value=value, verb="set" if value else "cleared")
    one.give(lead)
    assert standing(lead, *SCORE) == ["good"]
    assert len(lead.events) == len(one.events)


@pytest.mark.parametrize(
    ("values", "conflict"),
    [
        (["good", "good"], False),
        (["good", None], False),
        ([None, None], False),
        (["good", "adequate"], True),
        ([True, 1], True),
        ([False, 0], True),
        ([["a"], ["a"]], False),
        ([{"a": True}, {"a": 1}], True),
    ],
)
def test_equal_values_are_no_conflict_and_true_is_not_one(values: list[object], conflict: bool) -> None:
    live = [
        Live(
            hashlib.sha256(bytes([n])).hexdigest(), "", "", n, "c", "note.set", team=True, at="", value=value
        )
        for n, value in enumerate(values)
    ]
    found = settle(live)
    assert found == settle(reversed(live))
    assert found.in_conflict is conflict
    if not conflict:
        assert found.value == next((v for v in values if v is not None), None)


# Cells


@pytest.mark.parametrize("part", ["a/b", "100%", "%2F", "line\nend", "tab\t", "é", "", "\x7f", "a b", "%"])
def test_a_cell_has_one_text_and_reads_back(part: str) -> None:
    text = cell_text(("score", part, "x"))
    assert parse_cell(text) == ("score", part, "x")
    assert "\n" not in text
    assert is_cell_text(text)


@pytest.mark.parametrize(
    "text", ["note/a%2fb/text", "note/%41/text", "note/a\nb/text", "note/%FF/text", "note/%/text"]
)
def test_another_spelling_of_a_cell_is_set_aside(text: str) -> None:
    lead, one = team(2)

    class Misspelt(str):
        def translate(self, _table: object) -> str:
            return str(self)

    event = one.draft(Draft(tuple(Misspelt(part) for part in text.split("/")), "note.set", "x", "Test"))
    assert event.cell_text == text
    one.give(lead)
    assert why_aside(lead, event.id) is SetAside.MALFORMED


# Who may


def test_only_the_key_that_the_visit_is_named_for_can_found_it() -> None:
    lead, _ = team(2)
    intruder = Desk(author(9), lead.visit, 9)
    event = intruder.set("founding", "visit", value=SALT)
    intruder.give(lead)
    assert why_aside(lead, event.id) is SetAside.NOT_A_MEMBER
    assert author(9).key not in lead.state.members
    assert visit_id(author(9).key, SALT) != lead.visit


def test_what_somebody_outside_the_team_wrote_is_kept_and_counts_nowhere() -> None:
    lead, _ = team(2)
    outsider = Desk(author(9), lead.visit, 9)
    lead.give(outsider)
    event = outsider.set(*NOTE, value="hello")
    before = lead.state.digest
    outsider.give(lead)
    assert why_aside(lead, event.id) is SetAside.NOT_A_MEMBER
    assert lead.state.digest == before
    assert event.id in lead.events


def test_what_was_written_before_the_author_became_a_member_stays_outside() -> None:
    lead = found_visit(author(1))
    late = Desk(author(2), lead.visit, 2)
    lead.give(late)
    before = late.set(*NOTE, value="too early")
    lead.set("member", late.author.key, "role", value="inspector")
    lead.give(late)
    after = late.set("note", "n2", "text", value="in time")
    late.give(lead)
    assert why_aside(lead, before.id) is SetAside.NOT_A_MEMBER
    assert after.id in lead.state.accepted


def test_a_reader_writes_nothing_and_a_deputy_appoints_nobody() -> None:
    lead, one, other = team(3)
    lead.set("member", one.author.key, "role", value="reader")
    lead.set("member", other.author.key, "role", value="deputy")
    exchange_all([lead, one, other])
    note = one.set(*NOTE, value="x")
    grant = other.set("member", author(9).key, "role", value="inspector")
    exchange_all([lead, one, other])
    assert why_aside(lead, note.id) is SetAside.NOT_ALLOWED
    assert why_aside(lead, grant.id) is SetAside.NOT_ALLOWED


def test_nobody_makes_themselves_lead_in_a_message_that_only_some_can_read() -> None:
    lead, one, other = team(3)
    for audience in ("lead", (lead.author.key, one.author.key)):
        one.set("member", one.author.key, "role", value="lead", audience=audience)
        one.set("founding", "visit", value=SALT, audience=audience)
    plan = one.set("plan", "p1", "text", value="taken over")
    exchange_all([lead, one, other])
    for desk in (lead, one, other):
        assert desk.state.members[one.author.key] == "inspector"
        assert why_aside(desk, plan.id) is SetAside.NOT_ALLOWED
    assert lead.state.digest == other.state.digest
    assert set(lead.state.without_effect.values()) == {SetAside.MALFORMED}


def test_the_founder_can_hand_the_lead_over() -> None:
    lead, one = team(2)
    lead.set("member", one.author.key, "role", value="lead")
    exchange_all([lead, one])
    one.set("member", lead.author.key, "role", value="inspector")
    exchange_all([lead, one])
    plan = lead.set("plan", "p1", "text", value="x")
    assert why_aside(lead, plan.id) is SetAside.NOT_ALLOWED
    assert lead.state.members == {lead.author.key: "inspector", one.author.key: "lead"}


def test_a_role_is_replaced_only_by_an_event_of_the_same_cell() -> None:
    lead, one = team(2)
    lead.set("member", one.author.key, "role", value="lead")
    exchange_all([lead, one])
    founding = next(e for e in lead.events.values() if e.kind == "founding.set")
    one.set("member", author(9).key, "role", value="inspector", supersedes=[founding.id])
    exchange_all([lead, one])
    assert lead.state.members[lead.author.key] == "lead"


@pytest.mark.parametrize(
    "cell",
    [("member", "me", "role"), ("member", "AB" * 32, "role"), ("redaction", "it"), ("member", "", "role")],
)
def test_a_member_or_an_erasure_is_named_by_64_hex_digits(cell: tuple[str, ...]) -> None:
    lead, _ = team(2)
    event = lead.set(*cell, value="inspector")
    assert why_aside(lead, event.id) is SetAside.MALFORMED


@pytest.mark.parametrize("audience", ["everybody", ()])
def test_an_audience_that_nobody_knows_is_set_aside_on_every_machine(audience: str | tuple[str, ...]) -> None:
    lead, one, other = team(3)
    event = one.set(*NOTE, value="x", audience=audience)
    exchange_all([lead, one, other])
    assert {why_aside(desk, event.id) for desk in (lead, one, other)} == {SetAside.MALFORMED}


# Removal


def test_a_removal_keeps_what_it_names_and_sets_the_rest_aside_whenever_it_arrives() -> None:
    lead, one, other = team(3)
    kept = one.set(*NOTE, value="kept")
    one.give(lead)
    unseen = one.set("note", "n2", "text", value="written before hearing of it")
    one.give(other)
    lead.set("member", one.author.key, "removed", value=lead.lasts(one.author.key))
    lead.give(other)
    lead.give(one)
    seen = one.set("note", "n3", "text", value="written after hearing of it")
    exchange_all([lead, one, other])
    for desk in (lead, one, other):
        assert kept.id in desk.state.accepted
        assert why_aside(desk, unseen.id) is SetAside.AFTER_REMOVAL
        assert why_aside(desk, seen.id) is SetAside.NOT_A_MEMBER
        assert one.author.key not in desk.state.members


def test_a_removed_author_cannot_go_back_to_an_old_event_and_write_from_there() -> None:
    lead, one = team(2)
    first = one.set(*NOTE, value="first")
    one.set("note", "n2", "text", value="second")
    one.give(lead)
    lead.set("member", one.author.key, "removed", value=lead.lasts(one.author.key))
    end = ChainEnd(one.visit, one.author.key, one.instance, first.header.seq, first.id)
    back = one.draft(Draft(("note", "n3", "text"), "note.set", "x", "Test"), end=end, seen=())
    one.give(lead)
    assert why_aside(lead, back.id) is SetAside.AFTER_REMOVAL


def test_roles_that_a_removed_lead_gave_afterwards_are_void_too() -> None:
    lead, other, third = team(3)
    lead.set("member", other.author.key, "role", value="lead")
    exchange_all([lead, other, third])
    lead.set("member", other.author.key, "removed", value=lead.lasts(other.author.key))
    other.set("member", author(9).key, "role", value="inspector")
    friend = Desk(author(9), lead.visit, 9)
    other.give(friend)
    note = friend.set(*NOTE, value="through the back door")
    exchange_all([lead, other, third, friend])
    assert why_aside(third, note.id) is SetAside.NOT_A_MEMBER
    assert author(9).key not in third.state.members


def test_of_two_leads_who_remove_each_other_every_machine_keeps_the_same_one() -> None:
    lead, other, third = team(3)
    lead.set("member", other.author.key, "role", value="lead")
    exchange_all([lead, other, third])
    lead.set("member", other.author.key, "removed", value=lead.lasts(other.author.key))
    other.set("member", lead.author.key, "removed", value=other.lasts(lead.author.key))
    exchange_all([lead, other, third])
    left = {tuple(sorted(desk.state.members)) for desk in (lead, other, third)}
    assert len(left) == 1
    assert len(set(left.pop()) & {lead.author.key, other.author.key}) == 1


def test_a_removal_never_takes_away_what_it_rests_on_itself() -> None:
    lead, other = team(2)
    lead.set("member", other.author.key, "role", value="lead")
    exchange_all([lead, other])
    note = lead.set(*NOTE, value="x")
    other.set("member", lead.author.key, "removed", value={})
    exchange_all([lead, other])
    assert other.state.members == {other.author.key: "lead"}
    assert why_aside(other, note.id) is SetAside.AFTER_REMOVAL
    assert settle(other.state.live["founding/visit"].values()).value == SALT


def test_a_lead_may_leave() -> None:
    lead, one = team(2)
    lead.set("member", lead.author.key, "removed", value={})
    late = lead.set(*NOTE, value="x")
    lead.give(one)
    assert one.state.members == {one.author.key: "inspector"}
    assert why_aside(one, late.id) is SetAside.NOT_A_MEMBER


def test_somebody_removed_by_mistake_comes_back_with_all_they_wrote() -> None:
    lead, one = team(2)
    removal = lead.set("member", one.author.key, "removed", value=lead.lasts(one.author.key))
    note = one.set(*NOTE, value="meanwhile")
    one.give(lead)
    assert why_aside(lead, note.id) is SetAside.AFTER_REMOVAL
    lead.set("member", one.author.key, "removed", value=None, verb="cleared", supersedes=[removal.id])
    assert note.id in lead.state.accepted
    assert lead.state.members[one.author.key] == "inspector"


@pytest.mark.parametrize("value", [True, "yes", 7, ["ab"], {"ab": 1}])
def test_a_removal_that_names_no_last_events_is_set_aside(value: object) -> None:
    lead, one = team(2)
    event = lead.set("member", one.author.key, "removed", value=value)
    assert why_aside(lead, event.id) is SetAside.MALFORMED
    assert lead.state.members[one.author.key] == "inspector"
