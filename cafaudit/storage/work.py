"""One transaction on a visit: appends events and keeps the read tables in step with them."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from cafaudit.errors import NotAMember
from cafaudit.journal.chains import unseen_tips
from cafaudit.journal.fold import cause_to_set_aside, fold, live_value
from cafaudit.journal.records import read_kind
from cafaudit.journal.state import SetAside
from cafaudit.journal.writing import ChainEnd, Draft, Sign, write_event
from cafaudit.storage.frame_exclusions import FrameExclusions
from cafaudit.storage.frame_groups import FrameGroups
from cafaudit.storage.frame_tables import FrameTables
from cafaudit.storage.journal_table import erase_payload, insert_event, insert_events, read_events
from cafaudit.storage.local import LocalTables, Place
from cafaudit.storage.read_tables import ReadTables, append_live, fill_tables, heads_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cafaudit.journal.event import Event
    from cafaudit.journal.state import State
    from cafaudit.storage.statements import Statements


class Kept:
    """What is kept from one transaction to the next, so that a save need not ask for it.

    Where the chains that are written in this copy stand, and who has which role.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self._ends: dict[str, tuple[int, str]] | None = None
        self._members: dict[str, str] | None = None

    def ends(self, tables: ReadTables, place: Place) -> dict[str, tuple[int, str]]:
        """Return sequence and id of the last event that each author wrote in this copy."""
        if self._ends is None:
            self._ends = tables.ends(place.instance)
        return self._ends

    def role(self, tables: ReadTables, author: str) -> str | None:
        """Return an author's role, None for somebody outside the team."""
        if self._members is None:
            self._members = tables.members()
        return self._members.get(author)

    def forget(self) -> None:
        """Ask the tables the next time, as after a fold or a transaction that was undone."""
        self._ends = self._members = None


class Work:
    """What a service may do inside one transaction."""

    def __init__(self, statements: Statements, place: Place, kept: Kept) -> None:
        """Work inside the given transaction, which somebody else commits, on the visit at `place`."""
        self.statements = statements
        self._place = place
        self._kept = kept
        self._folded: State | None = None
        self.tables = ReadTables(statements)
        self.local = LocalTables(statements)
        self.frames = FrameTables(statements)
        self.exclusions = FrameExclusions(statements)
        self.groups = FrameGroups(statements)

    def append(self, draft: Draft, *, author: str, at: str, sign: Sign) -> Event:
        """Write one event of this store's own chain and bring the read tables up to date.

        `at` is UTC in ISO form ending in Z; `sign` signs with the author's key.

        Raises:
            NotAMember: it would be set aside, as the author's role does not allow it.
            ValueError: it would be set aside, as cell, audience or value do not fit the kind.
            InputRefused: its content cannot be recorded.
        """
        end, others = self._own_ends(author)
        seen = tuple(sorted({*self._take_unseen(), *others}))
        event = write_event(draft, end, seen=seen, at=at, sign=sign, random=secrets.token_bytes)
        self._require_counting(event)
        insert_event(self.statements, event)
        append_live(self.statements, event, live_value(event, erased=False))
        self._folded = None
        self._kept.ends(self.tables, self._place)[author] = (event.header.seq, event.id)
        if _changes_more_than_its_cell(event):
            self.refold()
        return event

    def receive(self, incoming: Iterable[Event]) -> tuple[int, State]:
        """Take other people's events in, and fold anew; returns how many were new, and the state.

        Signatures and payloads have been checked before.
        """
        new = insert_events(self.statements, incoming)
        return new, self._fold()

    def refold(self) -> State:
        """Fold the read tables anew unless nothing was written since the last time; returns the state."""
        return self._folded or self._fold()

    def erase(self, event: Event) -> None:
        """Erase an event's payload for good, and what drafts and undo repeat of it; its header stays.

        `append` of a redaction does this by itself.
        """
        erase_payload(self.statements, event)
        if event.cell_text is not None:
            self.local.forget(event.cell_text)

    def _fold(self) -> State:
        events = {event.id: event for event in read_events(self.statements)}
        state = fold(events.values(), self._place.visit)
        for event_id in state.redacted & events.keys():
            if events[event_id].payload_bytes is not None:
                self.erase(events[event_id])
        fill_tables(self.statements, events, state)
        self._kept.forget()
        self._note_unseen(events, state)
        self._folded = state
        return state

    def _note_unseen(self, events: Mapping[str, Event], state: State) -> None:
        own: dict[str, Event] = {}
        for event in heads_of(events, state):
            author = event.header.author
            if event.header.instance == self._place.instance:
                own[author] = _further(event, own.get(author, event))
        unseen = unseen_tips(events, state.accepted, [event.id for event in own.values()])
        self.statements.run("DELETE FROM unseen_heads")
        self.statements.run_many(
            "INSERT INTO unseen_heads (author, instance, id) VALUES (?, ?, ?)",
            (_unseen_row(events[event_id]) for event_id in unseen),
        )

    def _take_unseen(self) -> list[str]:
        rows = self.statements.rows("SELECT id FROM unseen_heads")
        if rows:
            self.statements.run("DELETE FROM unseen_heads")
        return [row[0].hex() for row in rows]

    def _own_ends(self, author: str) -> tuple[ChainEnd, list[str]]:
        """Return where the author's chain stands here, and the newest ids of other authors' chains here."""
        ends = self._kept.ends(self.tables, self._place)
        seq, last = ends.get(author, (0, ""))
        others = [newest for writer, (_, newest) in ends.items() if writer != author]
        return ChainEnd(self._place.visit, author, self._place.instance, seq, last), others

    def _require_counting(self, event: Event) -> None:
        cause = cause_to_set_aside(event, self._kept.role(self.tables, event.header.author))
        if cause in {SetAside.MALFORMED, SetAside.ODD_VALUE}:
            message = f"{event.kind} in {event.cell_text}: {cause.value}"
            raise ValueError(message)
        if cause is not None:
            raise NotAMember(
                "Your role in this visit does not allow this.", "Ask the lead, who can give you another role."
            )


def _further(one: Event, other: Event) -> Event:
    """Of two ends of one author's chain the one that is gone on from, as `ReadTables.head` has it."""
    return min(one, other, key=lambda event: (-event.header.seq, event.id))


def _unseen_row(event: Event) -> tuple[bytes, bytes, bytes]:
    header = event.header
    return bytes.fromhex(header.author), bytes.fromhex(header.instance), bytes.fromhex(event.id)


def _changes_more_than_its_cell(event: Event) -> bool:
    """Say whether an event decides over others: who may write, or what was erased."""
    cell = event.cell
    meaning = read_kind(str(event.kind))
    return (
        meaning is not None
        and cell is not None
        and (cell[-1] in meaning[0].authority or meaning[0].name == "redaction")
    )
