"""What a command may do: look at what stands, and write values as events of its author."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cafaudit.domain.framework import Framework
from cafaudit.errors import InputRefused, NotAMember
from cafaudit.intake.reader import Begun
from cafaudit.journal.cell import Cell, cell_text, parse_cell
from cafaudit.journal.records import LEADS, RECORD_TYPES, WRITERS, RecordType, Verb, kind_of
from cafaudit.journal.state import settle
from cafaudit.journal.writing import Draft
from cafaudit.progress import NO_PROGRESS, Progress
from cafaudit.storage.local import UndoPart
from cafaudit.storage.work import Work

if TYPE_CHECKING:
    from cafaudit.journal.state import Live, Settled


@dataclass(frozen=True, slots=True)
class Author:
    """Who acts: public key as lower-case hex, the code evidence shows, and the signing of bytes."""

    key: str
    name: str
    code: str
    sign: Callable[[bytes], bytes]


@dataclass(slots=True)
class Deed:
    """One command being carried out inside one transaction.

    `at` is UTC in ISO form, `did` the command's name. `parts` collects what undo would have to take
    back, `cells` everything that was written, `made` the ids of new records by their type,
    `warnings` what somebody has to see to although it was done.
    `progress` is told of long work, and may stop it. `begun` is a child that may have begun with the list
    that the command reads.
    """

    work: Work
    author: Author
    framework: Framework
    at: str
    did: str
    progress: Progress = NO_PROGRESS
    begun: Begun | None = None
    parts: list[UndoPart] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    made: dict[str, str] = field(default_factory=dict)
    stands: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def role(self) -> str | None:
        """The author's role in the team; None for somebody outside it."""
        return self.work.tables.members().get(self.author.key)

    def require_role(self, *, lead_only: bool) -> None:
        """Refuse somebody who may write nothing, or who is not the lead where only the lead may act.

        Raises:
            NotAMember: the author's role does not allow it.
        """
        if self.role not in (LEADS if lead_only else WRITERS):
            raise _not_allowed(self.role, lead_only=lead_only)

    def settled(self, *cell: str) -> Settled:
        """Return what a cell says."""
        return self.work.tables.settled(cell_text(cell))

    def value(self, *cell: str) -> object:
        """Return a cell's value, None for nothing or while people's values differ."""
        return self.settled(*cell).value

    def text(self, *cell: str) -> str:
        """Return a cell's value as text, "" for nothing."""
        found = self.value(*cell)
        return "" if found is None else str(found)

    def exists(self, record_type: str, record_id: str) -> bool:
        """Say whether a record stands (was made and not removed)."""
        return self.value(record_type, record_id, "exists") is True

    def require_record(self, record_type: str, record_id: str) -> None:
        """Refuse an id that no record of this type has.

        Raises:
            InputRefused: there is none, or it was removed.
        """
        if not self.exists(record_type, record_id):
            raise InputRefused(
                f"There is no {record_type} with the id “{record_id}” in this visit.",
                f"Ask `cafaudit query` for the {record_type} records and take an id from there.",
            )

    def set(self, *cell: str, value: object, reason: str = "", audience: str = "team") -> None:
        """Let a value stand in a cell. Nothing is written when it stands there already.

        Raises:
            NotAMember: the author's role does not allow it.
        """
        record = self._require_writer(cell)
        standing = self.work.tables.values(cell_text(cell))
        replaced = [old for old in standing if not record.own_only or old.author == self.author.key]
        before = settle(replaced)
        if before.value == value and not before.in_conflict:
            self.stands.extend(old.event for old in replaced if old.value is not None)
            return
        self._write(cell, "cleared" if value is None else "set", value, replaced, reason, audience)
        self.parts.append(UndoPart(cell_text(cell), self.events[-1], before.value, value))

    def found(self, salt: str) -> None:
        """Write the founding of a visit: the one event that needs no role, as it gives the first one."""
        self._write(("founding", "visit"), "set", salt, [], "", "team")

    def clear(self, *cell: str, reason: str = "") -> None:
        """Let nothing of the author's stand in a cell."""
        self.set(*cell, value=None, reason=reason)

    def moderate(self, *cell: str, value: object, reason: str) -> None:
        """Let the lead's value stand alone in a cell; everybody's originals stay in the history."""
        standing = self.work.tables.values(cell_text(cell))
        self._write(cell, "moderated", value, standing, reason, "team")

    def put_back(self, part: UndoPart) -> UndoPart:
        """Write the value that stood before a command, and return how to do it again.

        The command's own value must still stand. After later steps were undone it stands by another
        event than the command's; it is the author's own all the same.

        Raises:
            InputRefused: the value has been replaced since.
        """
        standing = self.work.tables.values(part.cell)
        mine = [v for v in standing if v.author == self.author.key and v.value == part.after]
        if not mine:
            raise InputRefused(
                "This can no longer be undone: it has been changed since.",
                "Look at its history, and change it to what it should be.",
            )
        cell = parse_cell(part.cell)
        self._require_writer(cell)
        self._write(cell, "cleared" if part.before is None else "set", part.before, mine, "", "team")
        return UndoPart(part.cell, self.events[-1], mine[0].value, part.before)

    def _write(
        self, cell: Cell, verb: Verb, value: object, replaced: list[Live], reason: str, audience: str
    ) -> None:
        draft = Draft(
            cell=cell,
            kind=kind_of(cell[0], verb),
            value=value,
            did=self.did,
            supersedes=tuple(sorted(old.event for old in replaced)),
            reason=reason,
            audience=audience,
        )
        event = self.work.append(draft, author=self.author.key, at=self.at, sign=self.author.sign)
        self.events.append(event.id)
        self.cells.append(cell_text(cell))

    def _require_writer(self, cell: Cell) -> RecordType:
        record = RECORD_TYPES[cell[0]]
        if self.role not in record.writers:
            raise _not_allowed(self.role, lead_only=record.writers == LEADS)
        return record


def _not_allowed(role: str | None, *, lead_only: bool) -> NotAMember:
    if role is None:
        return NotAMember(
            "You are not a member of this visit's team.",
            "Give the lead your card (`cafaudit profile card`) and join by the pack that comes back.",
        )
    if lead_only:
        return NotAMember("Only the lead can do this.", "Ask the lead, or note it as evidence or a concern.")
    return NotAMember(f"A {role} reads and does not write.", "Ask the lead for another role.")
