"""Local tables: what belongs to this one copy of the visit and never travels."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cafaudit.errors import IntegrityFailure
from cafaudit.journal.canonical import encode

if TYPE_CHECKING:
    from cafaudit.storage.statements import Statements

Standing = Literal["done", "undone", "gone"]
"""Of an undo step: done and can be undone, undone and can be done again, or overtaken by other work."""

LOG_START = "0" * 64
"""What stands as previous hash in the first entry of the local log."""


@dataclass(frozen=True, slots=True)
class UndoPart:
    """One cell that a command wrote: the event, and what stood there before and after (None for nothing)."""

    cell: str
    event: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class UndoStep:
    """One command as the person sees it: name, a sentence, when, and what it wrote."""

    number: int
    did: str
    summary: str
    at: str
    standing: Standing
    parts: tuple[UndoPart, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as last typed, not yet an event."""

    cell: str
    text: str
    at: str


@dataclass(frozen=True)
class Place:
    """Which visit the file belongs to, and which copy of it this is: lower-case hex, 16 bytes each."""

    visit: str
    instance: str


class LocalTables:
    """Settings, drafts, undo steps and the local log."""

    def __init__(self, statements: Statements) -> None:
        """Work inside the given transaction."""
        self._statements = statements

    def place(self) -> Place:
        """Return which visit the file belongs to, and which copy of it this is."""
        return Place(self.setting("visit"), self.setting("instance"))

    def setting(self, name: str) -> str:
        """Return a setting; IntegrityFailure when the file lacks it, as all are written at its making."""
        found = self.setting_or_none(name)
        if found is None:
            raise IntegrityFailure(
                f"The visit's file lacks its entry “{name}”.",
                "Keep the folder as it is and restore the newest backup into a new one.",
            )
        return found

    def setting_or_none(self, name: str) -> str | None:
        """Return a setting, or None where it was never set."""
        row = self._statements.row("SELECT value FROM settings WHERE name = ?", (name,))
        return None if row is None else str(row[0])

    def set_setting(self, name: str, value: str) -> None:
        """Write a setting down, replacing an earlier one."""
        self._statements.run(
            "INSERT INTO settings (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )

    def drafts(self) -> dict[str, Draft]:
        """Return every draft by its cell."""
        rows = self._statements.rows("SELECT cell, text, at FROM drafts ORDER BY cell")
        return {cell: Draft(cell, text, at) for cell, text, at in rows}

    def keep_draft(self, draft: Draft) -> None:
        """Keep a text as typed so far, replacing the cell's earlier draft."""
        self._statements.run(
            "INSERT INTO drafts (cell, text, at) VALUES (?, ?, ?)"
            " ON CONFLICT (cell) DO UPDATE SET text = excluded.text, at = excluded.at",
            (draft.cell, draft.text, draft.at),
        )

    def drop_draft(self, cell: str) -> None:
        """Forget a draft; nothing happens without one."""
        self._statements.run("DELETE FROM drafts WHERE cell = ?", (cell,))

    def add_undo_step(self, did: str, summary: str, at: str, parts: tuple[UndoPart, ...]) -> None:
        """Note what a command wrote; steps that were undone before can no longer be done again."""
        self._statements.run("UPDATE undo_steps SET standing = 'gone' WHERE standing = 'undone'")
        written = _parts_text(parts)
        self._statements.run(
            "INSERT INTO undo_steps (did, summary, at, standing, parts) VALUES (?, ?, ?, 'done', ?)",
            (did, summary, at, written),
        )

    def last_step(self, standing: Standing) -> UndoStep | None:
        """Return the step that undo ("done": the newest) or redo ("undone": the oldest) turns to."""
        order = "DESC" if standing == "done" else "ASC"
        row = self._statements.row(
            "SELECT number, did, summary, at, standing, parts FROM undo_steps"  # noqa: S608 - a constant
            f" WHERE standing = ? ORDER BY number {order} LIMIT 1",
            (standing,),
        )
        return None if row is None else _step(*row)

    def restate_step(self, number: int, standing: Standing, parts: tuple[UndoPart, ...]) -> None:
        """Write down that a step was undone or done again, and by which events."""
        written = _parts_text(parts)
        self._statements.run(
            "UPDATE undo_steps SET standing = ?, parts = ? WHERE number = ?", (standing, written, number)
        )

    def forget(self, cell: str) -> None:
        """Drop what still repeats a cell's values here, after they were erased: drafts and undo steps."""
        self.drop_draft(cell)
        for number, parts in self._statements.rows("SELECT number, parts FROM undo_steps"):
            if any(part[0] == cell for part in json.loads(parts)):
                self._statements.run("DELETE FROM undo_steps WHERE number = ?", (number,))

    def log(self, did: str, facts: dict[str, object], at: str) -> None:
        """Add an entry to the local log, chained to the one before by its hash."""
        row = self._statements.row("SELECT hash FROM local_log ORDER BY number DESC LIMIT 1")
        previous = LOG_START if row is None else str(row[0])
        written = json.dumps(facts, ensure_ascii=False, sort_keys=True)
        self._statements.run(
            "INSERT INTO local_log (at, did, facts, previous, hash) VALUES (?, ?, ?, ?, ?)",
            (at, did, written, previous, _log_hash(at, did, written, previous)),
        )

    def log_entries(self) -> list[tuple[str, str, dict[str, object]]]:
        """Return the local log, oldest first: when, what was done, and its facts."""
        rows = self._statements.rows("SELECT at, did, facts FROM local_log ORDER BY number")
        return [(at, did, json.loads(facts)) for at, did, facts in rows]

    def log_is_whole(self) -> bool:
        """Say whether every entry of the local log still follows from the one before."""
        previous = LOG_START
        rows = self._statements.rows("SELECT at, did, facts, previous, hash FROM local_log ORDER BY number")
        for at, did, facts, claimed, own in rows:
            if claimed != previous or own != _log_hash(at, did, facts, previous):
                return False
            previous = own
        return True


def _log_hash(at: str, did: str, facts: str, previous: str) -> str:
    return hashlib.sha256("\n".join((previous, at, did, facts)).encode()).hexdigest()


def _parts_text(parts: tuple[UndoPart, ...]) -> str:
    return encode([[part.cell, part.event, part.before, part.after] for part in parts]).decode()


def _step(number: int, did: str, summary: str, at: str, standing: Standing, parts: str) -> UndoStep:
    return UndoStep(number, did, summary, at, standing, tuple(UndoPart(*part) for part in json.loads(parts)))
