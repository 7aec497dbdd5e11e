"""What was done, by whom, and what is kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.services.picture import load_picture
from cafaudit.services.queries.registry import query

if TYPE_CHECKING:
    from cafaudit.domain.picture import Activity, Concern, HistoryLine
    from cafaudit.services.visit import Visit
    from cafaudit.storage.local import Draft, UndoStep


@query("history")
def history(visit: Visit) -> tuple[HistoryLine, ...]:
    """Every event as a line, oldest first."""
    return load_picture(visit).history


@query("concerns")
def concerns(visit: Visit) -> tuple[Concern, ...]:
    """Every concern, open ones included."""
    return load_picture(visit, with_history=False).concerns


@query("activities")
def activities(visit: Visit) -> tuple[Activity, ...]:
    """What was done on the visit."""
    return load_picture(visit, with_history=False).activities


@query("notes")
def notes(visit: Visit) -> list[dict[str, str]]:
    """Rough notes that wait to be sorted."""
    with visit.reading() as read:
        found: dict[str, dict[str, str]] = {}
        for cell, said in read.tables.under("note/"):
            _, note, field = cell.split("/")
            if said.value is not None:
                found.setdefault(note, {"note": note})[field] = str(said.value)
    return [note for note in found.values() if note.pop("exists", "") == "True"]


@query("drafts")
def drafts(visit: Visit) -> list[Draft]:
    """Texts as last typed, not yet saved as events."""
    with visit.reading() as read:
        return list(read.local.drafts().values())


@query("undo")
def undo(visit: Visit) -> dict[str, UndoStep | None]:
    """The steps that Undo and Redo would turn to."""
    return {"undo": visit.next_undo(), "redo": visit.next_redo()}


@query("log")
def log(visit: Visit) -> list[dict[str, object]]:
    """The local log: what was opened, imported, exported and printed in this copy."""
    with visit.reading() as read:
        return [{"at": at, "did": did, "facts": facts} for at, did, facts in read.local.log_entries()]


@query("set-aside")
def set_aside(visit: Visit) -> dict[str, str]:
    """Events that are kept without counting, with the cause."""
    with visit.reading() as read:
        return read.tables.not_counted()
