"""Checking a set of events: damage, forged signatures, gaps and forks are told in sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from cafaudit.journal import canonical
from cafaudit.journal.checking import problems_in
from cafaudit.journal.event import Event
from tests.factories import Desk, exchange_all, team, without_payload


def verify(author: str, signature: bytes, data: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(author)).verify(signature, data)
    except InvalidSignature:
        return False
    return True


@pytest.fixture
def lead() -> Desk:
    lead, one = team(2)
    for number in range(5):
        one.set("note", f"n{number}", "text", value=f"note {number}")
        lead.set("note", f"m{number}", "text", value=f"note {number}", audience=(one.author.key,))
    exchange_all([lead, one])
    return lead


def written_by(desk: Desk, seq: int) -> Event:
    """An event of the inspector, neither their first nor their last."""
    return next(e for e in desk.events.values() if e.header.author != desk.author.key and e.header.seq == seq)


def changed(desk: Desk, event: Event) -> list[Event]:
    """All events, with this one in the place of the one whose sequence it has."""
    place = (event.header.author, event.header.seq)
    return [*(e for e in desk.events.values() if (e.header.author, e.header.seq) != place), event]


def test_sound_events_have_no_problems_in_any_order_and_with_payloads_that_are_for_others(lead: Desk) -> None:
    events = list(lead.events.values())
    assert problems_in(events, verify) == []
    assert problems_in(reversed(events), verify, every_signature=True) == []
    assert problems_in([without_payload(event) for event in events], verify) == []


def test_a_changed_content_is_told(lead: Desk) -> None:
    event = written_by(lead, 3)
    altered = replace(event, payload_bytes=(event.payload_bytes or b"").replace(b"note 2", b"note 9"))
    (problem,) = problems_in(changed(lead, altered), verify)
    assert event.id[:12] in problem
    assert "not the one that was signed" in problem


def test_a_changed_header_is_told_by_its_signature_and_by_the_chain_behind_it(lead: Desk) -> None:
    event = written_by(lead, 3)
    altered = replace(event, header_bytes=event.header_bytes.replace(b"14:02:11Z", b"15:02:11Z"))
    problems = problems_in(changed(lead, altered), verify)
    follower = written_by(lead, 4)
    assert any(altered.id[:12] in problem and "signature" in problem for problem in problems)
    assert any(follower.id[:12] in problem and "does not continue" in problem for problem in problems)


def test_a_header_that_cannot_be_read_is_told_and_the_rest_is_still_checked(lead: Desk) -> None:
    broken = Event(b"{}", b"", None, None)
    newer = Event(canonical.encode({"format": 9, "z": "new"}), written_by(lead, 3).signature, None, None)
    problems = problems_in([*lead.events.values(), broken, newer], verify)
    assert len(problems) == 2
    assert any("cannot be read" in problem for problem in problems)
    assert any("newer program (format 9, here 1)" in problem for problem in problems)


@pytest.mark.parametrize("every", [False, True])
def test_a_forged_signature_of_the_newest_event_is_told(lead: Desk, every: bool) -> None:
    event = written_by(lead, 5)
    forged = replace(event, signature=bytes(64))
    (problem,) = problems_in(changed(lead, forged), verify, every_signature=every)
    assert "does not carry the signature" in problem


def test_a_forged_signature_further_back_is_told_when_all_are_asked_for(lead: Desk) -> None:
    forged = changed(lead, replace(written_by(lead, 3), signature=bytes(64)))
    assert problems_in(forged, verify) == []
    assert len(problems_in(forged, verify, every_signature=True)) == 1


def test_the_signature_before_a_gap_is_looked_at_too(lead: Desk) -> None:
    lost = written_by(lead, 3)
    before = written_by(lead, 2)
    left = [event for event in changed(lead, replace(before, signature=bytes(64))) if event.id != lost.id]
    problems = problems_in(left, verify)
    assert any(before.id[:12] in problem and "signature" in problem for problem in problems)
    assert any(", number 3 is not here" in problem for problem in problems)


def test_a_longer_gap_is_told_once(lead: Desk) -> None:
    lost = {written_by(lead, seq).id for seq in (2, 3, 4)}
    problems = problems_in([event for event in lead.events.values() if event.id not in lost], verify)
    assert len([problem for problem in problems if "numbers 2 to 4 are not here" in problem]) == 1


def test_a_store_that_was_used_twice_is_told(lead: Desk) -> None:
    twin = lead.clone()
    lead.set("note", "a", "text", value="here")
    twin.set("note", "b", "text", value="there")
    exchange_all([lead, twin])
    (problem,) = problems_in(lead.events.values(), verify)
    assert "Two different events claim place" in problem
