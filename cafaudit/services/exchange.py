"""The team's exchange: packs out, packs in, and joining a visit by the lead's pack.

Every pack carries every header; payloads go to their audience. A pack is taken in whole or not at all, in
one transaction, and may come twice, late or in any order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused, IntegrityFailure, NotAMember
from cafaudit.files import write_whole
from cafaudit.journal.chains import tips
from cafaudit.journal.event import SIGNING_PREFIX, Event, check_payload
from cafaudit.services.clock import Clock, utc_now
from cafaudit.services.firewall import KEY_SETTING, firewall_of, require_unnamed
from cafaudit.services.picture import load_picture
from cafaudit.services.typed_texts import standing_texts
from cafaudit.services.visits import open_visit
from cafaudit.storage.folder import create_folder
from cafaudit.storage.place import refuse_network_share
from cafaudit.storage.store import Store
from cafaudit.team.identity import Card, verify
from cafaudit.team.pack import PackBody, read_body, write_body
from cafaudit.team.seal import open_seal, seal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cafaudit.services.visit import Visit
    from cafaudit.storage.folder import OpenFolder
    from cafaudit.storage.store import Reading
    from cafaudit.storage.work import Work
    from cafaudit.team.identity import Identity


@dataclass(frozen=True, slots=True)
class Packed:
    """A pack that was written: where, its number among this store's packs, for whom, how many events."""

    file: str
    number: int
    recipients: tuple[str, ...]
    events: int


@dataclass(frozen=True, slots=True)
class Merged:
    """What taking packs in did: new and known events, open differences, events set aside, the digest now."""

    new: int
    known: int
    conflicts: int
    set_aside: int
    digest: str


def pack_for(visit: Visit, identity: Identity, recipients: Iterable[str], file: Path) -> Packed:
    """Write a pack for named members (by name or code); what they may not see stays out of it.

    Raises:
        InputRefused: nobody in the team is called so, a text could name somebody, or the file cannot be
            written.
    """
    texts = standing_texts(visit, load_picture(visit, with_history=False))
    require_unnamed(firewall_of(visit), texts, "no pack was written")
    with visit.reading() as read:
        cards = tuple(_named(member_cards(read), name) for name in recipients)
        number = int(read.local.setting_or_none("packs_sent") or 0) + 1
        body = _body(read, number, {card.author for card in cards})
    if not cards:
        raise InputRefused("The pack is for nobody.", "Name the people whom it is for.")
    comment = f"visit {body.visit} pack {number} from {identity.author[:16]}"
    sealed = seal(identity, comment, write_body(body), [card.recipient for card in cards])
    write_whole(file, sealed)
    with visit.store.unit_of_work() as work:
        work.local.set_setting("packs_sent", str(number))
    names = tuple(card.code or card.name for card in cards)
    visit.log("pack", {"file": str(file), "number": number, "for": list(names), "events": len(body.events)})
    return Packed(str(file), number, names, len(body.events))


def merge(visit: Visit, identity: Identity, packs: Iterable[Path], *, dry_run: bool = False) -> Merged:
    """Take packs in, one transaction each. With `dry_run` nothing stays.

    Raises:
        NotAMember: a pack is not addressed to this person, or its sender is not in the team.
        IntegrityFailure: a pack was damaged or changed on the way, or belongs to another visit.
    """
    new = known = 0
    for path in packs:
        with visit.reading() as read:
            body = _opened(path, identity, member_cards(read))
            _require_this_visit(body, read.local.setting("visit"))
        checked = _checked(body.events)
        added = _count_new(visit, checked) if dry_run else _take_in(visit, body, checked, path)
        new += added
        known += len(checked) - added
    with visit.reading() as read:
        conflicts = sum(1 for _, said in read.tables.under("score/") if said.in_conflict)
        return Merged(new, known, conflicts, len(read.tables.not_counted()), read.tables.digest())


def join(pack: Path, place: Path, identity: Identity, lead: Card, clock: Clock = utc_now) -> Path:
    """Make one's own copy of a visit from the lead's pack; returns its folder.

    Raises:
        InputRefused: the place is taken, or the pack is no beginning of a visit.
        NotAMember: the pack is not addressed to this person, or the lead did not sign it or add them.
        IntegrityFailure: the pack was damaged or changed on the way.
    """
    refuse_network_share(place)
    body = _opened(pack, identity, (lead,))
    events = _checked(body.events)

    def fill(folder: OpenFolder) -> None:
        store = Store.create(folder.database, folder.key, body.visit)
        try:
            _begin(store, body, events, identity, lead)
        finally:
            store.close()

    lead_recipients = [identity.card.recipient, identity.recovery_recipient]
    path = create_folder(place, lead_recipients, fill).path
    held = open_visit(path, identity, clock)
    try:
        held.visit.log("join", {"pack": str(pack), "events": len(events)})
    finally:
        held.close()
    return path


def member_cards(read: Reading) -> tuple[Card, ...]:
    """Return the cards of everybody who is or was a member, as the lead wrote them down."""
    found = (said.value for cell, said in read.tables.under("member/") if cell.endswith("/card"))
    return tuple(Card.from_text(text) for text in found if isinstance(text, str))


def _named(cards: tuple[Card, ...], wanted: str) -> Card:
    for card in cards:
        if wanted in {card.code, card.name, card.author}:
            return card
    known = ", ".join(card.code or card.name for card in cards)
    raise InputRefused(f"Nobody in the team is called “{wanted}”.", f"The team is: {known}.")


def _body(read: Reading, number: int, readers: set[str]) -> PackBody:
    roles = read.tables.members()
    events = tuple(_for_readers(event, readers, roles) for event in read.events())
    return PackBody(
        visit=read.local.setting("visit"),
        number=number,
        events=events,
        fingerprint_key=read.local.setting_or_none(KEY_SETTING) or "",
        fingerprints=tuple(sorted(read.frames.fingerprints())) if _is_drawn(read) else (),
    )


def _is_drawn(read: Reading) -> bool:
    """Say whether a sample was drawn: before, the marks of a whole list stay where the list is."""
    return any(value.value is not None for value in read.tables.live_under("case/"))


def _take_in_fingerprints(work: Work, body: PackBody) -> None:
    """Add what a pack brings, under the same key; where the list itself is stored, nothing is lacking."""
    key = work.local.setting_or_none(KEY_SETTING)
    if key is None and body.fingerprint_key:
        key = body.fingerprint_key
        work.local.set_setting(KEY_SETTING, key)
    if key != body.fingerprint_key or not body.fingerprints or work.frames.newest() is not None:
        return
    known = work.frames.fingerprints()
    if not known.issuperset(body.fingerprints):
        work.frames.replace_fingerprints(sorted(known.union(body.fingerprints)))


def _for_readers(event: Event, readers: set[str], roles: dict[str, str]) -> Event:
    audience = event.header.audience
    if audience == "team":
        return event
    if audience == "lead":
        may_see = all(roles.get(reader) in {"lead", "deputy"} for reader in readers)
    else:
        may_see = readers <= set(audience)
    return event if may_see else Event(event.header_bytes, event.signature, None, None)


def _opened(path: Path, identity: Identity, trusted: tuple[Card, ...]) -> PackBody:
    try:
        sealed = path.read_bytes()
    except OSError as fault:
        raise InputRefused(
            f"The pack {path} cannot be read: {fault.strerror}.", "Check its name and place."
        ) from fault
    return read_body(open_seal(sealed, [identity.receiving_secret], trusted).body)


def _require_this_visit(body: PackBody, visit: str) -> None:
    if body.visit != visit:
        raise IntegrityFailure(
            "The pack belongs to another visit.", "Nothing was taken in. Open the visit that it belongs to."
        )


def _checked(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Hold payloads against headers, and the newest signature of each chain, whose hashes fix the rest."""
    known = {event.id: event for event in events}
    newest = {event.id for event in tips(known, known.keys())}
    for event in events:
        check_payload(event)
        if event.id in newest:
            verify(bytes.fromhex(event.header.author), SIGNING_PREFIX, event.header_bytes, event.signature)
    return events


def _count_new(visit: Visit, events: tuple[Event, ...]) -> int:
    with visit.reading() as read:
        here = {event.id for event in read.events()}
    return len({event.id for event in events} - here)


def _take_in(visit: Visit, body: PackBody, events: tuple[Event, ...], path: Path) -> int:
    with visit.store.unit_of_work() as work:
        new, _ = work.receive(events)
        _take_in_fingerprints(work, body)
    visit.forget_framework()
    visit.log("merge", {"pack": str(path), "new": new, "known": len(events) - new})
    return new


def _begin(store: Store, body: PackBody, events: tuple[Event, ...], identity: Identity, lead: Card) -> None:
    with store.unit_of_work() as work:
        _, state = work.receive(events)
        _take_in_fingerprints(work, body)
    if state.members.get(lead.author) != "lead":
        raise NotAMember(
            f"{lead.name} is not the lead of the visit in this pack.",
            "Ask the lead for their own pack and card.",
        )
    if identity.author not in state.members:
        raise NotAMember(
            "The lead has not added you to the team yet.",
            "Send your card to the lead and ask for a new pack.",
        )
