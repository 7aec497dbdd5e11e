"""Rough notes: one key, no required field, sorted later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.services.records import new_record, remove_record, shortened, write_fields
from cafaudit.services.registry import handles
from cafaudit.services.texts import clean_text

if TYPE_CHECKING:
    from cafaudit.services.deed import Deed


@dataclass(frozen=True, kw_only=True)
class WriteNote:
    """Write a rough note, or write it anew under its id."""

    text: str
    case: str = ""
    note: str = ""
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class RemoveNote:
    """Remove a rough note, as when it was sorted into evidence, a concern or an activity."""

    note: str


@handles(WriteNote)
def _write_note(deed: Deed, command: WriteNote) -> str:
    text = clean_text(command.text, "note", required=True)
    if command.note:
        deed.require_record("note", command.note)
    note = command.note or new_record(deed, "note", command.id)
    write_fields(deed, "note", note, {"text": text, "case": command.case or None})
    return f"Rough note: {shortened(text)}"


@handles(RemoveNote)
def _remove_note(deed: Deed, command: RemoveNote) -> str:
    text = deed.text("note", command.note, "text")
    remove_record(deed, "note", command.note)
    return f"Rough note removed: {shortened(text)}"
