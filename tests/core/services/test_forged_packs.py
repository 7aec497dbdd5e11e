"""What a member may put into a pack that they sign themselves: nothing in another's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cafaudit.errors import IntegrityFailure
from cafaudit.journal.event import Event
from cafaudit.journal.writing import ChainEnd, Draft, write_event
from cafaudit.services.commands.team import AddMember
from cafaudit.services.exchange import merge
from cafaudit.services.visits import author_of
from cafaudit.team.pack import PackBody, write_body
from cafaudit.team.seal import seal
from tests.visits import person, visit_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cafaudit.team.identity import Identity

AT = "2009-08-19T14:02:11Z"


def forged_in_the_leads_name(events: list[Event], lead: Identity, other: Identity) -> list[Event]:
    """A grant that the lead never gave, followed by an event of the member's own, whose signature holds."""
    last = max((e for e in events if e.header.author == lead.author), key=lambda e: e.header.seq)
    grant = write_event(
        Draft(("member", other.author, "role"), "member.set", "lead", "AddMember"),
        ChainEnd(last.header.visit, lead.author, last.header.instance, last.header.seq, last.id),
        seen=(),
        at=AT,
        sign=lambda _: bytes(64),
        random=bytes,
    )
    after = write_event(
        Draft(("note", "n1", "text"), "note.set", "x", "Test"),
        ChainEnd(last.header.visit, other.author, "ab" * 16, grant.header.seq, grant.id),
        seen=(),
        at=AT,
        sign=author_of(other).sign,
        random=bytes,
    )
    return [grant, after]


def signed_by_nobody_and_twice(events: list[Event], lead: Identity, other: Identity) -> list[Event]:
    """The newest event of the lead, once more and with a signature of nobody's, before the right one."""
    last = max((e for e in events if e.header.author == lead.author), key=lambda e: e.header.seq)
    del other
    return [Event(last.header_bytes, bytes(64), last.nonce, last.payload_bytes)]


@pytest.mark.parametrize("forge", [forged_in_the_leads_name, signed_by_nobody_and_twice])
def test_a_member_cannot_slip_in_what_another_did_not_sign(
    tmp_path: Path, forge: Callable[[list[Event], Identity, Identity], list[Event]]
) -> None:
    lead, other = person(number=1), person("Inspector (made up)", "I2", number=2)
    held = visit_in(tmp_path, lead)
    held.visit.do(AddMember(card=other.card.to_text()))
    with held.visit.reading() as read:
        events, digest = list(read.events()), read.tables.digest()
    body = PackBody(visit=events[0].header.visit, number=1, events=(*forge(events, lead, other), *events))
    pack = tmp_path / "forged.cafpack"
    pack.write_bytes(seal(other, "made up", write_body(body), [lead.card.recipient]))
    with pytest.raises(IntegrityFailure, match="signature"):
        merge(held.visit, lead, [pack])
    with held.visit.reading() as read:
        assert read.tables.digest() == digest
        assert read.tables.members()[other.author] == "inspector"
    held.close()
