"""A script's desk: profiles unlocked once, visits opened once, and every line a command or a question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cafaudit.errors import InputRefused
from cafaudit.progress import NO_PROGRESS
from cafaudit.services.checking import check_visit
from cafaudit.services.queries import ask
from cafaudit.services.registry import Entry, command_from, entry_for, schema_of
from cafaudit.services.visits import OpenVisit, open_visit
from cafaudit.team.identity import Identity

_ENVELOPE = frozenset({"do", "id", "profile", "visit", "at"})


@dataclass
class Desk:
    """Carries lines out for one or several people and visits.

    `unlock` opens the profile in a folder; `profile` and `visit` are those of lines that name none.
    """

    unlock: Callable[[Path], Identity]
    profile: Path
    visit: Path
    _identities: dict[Path, Identity] = field(default_factory=dict)
    _held: dict[tuple[Path, Path], OpenVisit] = field(default_factory=dict)

    def open_default(self) -> None:
        """Open the profile and the visit of lines that name none, so that a wrong one is told at once."""
        self._visit_of({})

    def carry_out(self, line: dict[str, Any]) -> dict[str, Any]:
        """Carry out one line and return what to answer.

        Raises:
            CafAuditError: the line was refused; the visit is as before it.
        """
        do = line.get("do")
        if not isinstance(do, str):
            raise InputRefused("This line has no “do”.", 'Write {"do": "GiveScore", ...}.')
        at = line.get("at")
        if at is not None and not isinstance(at, str):
            raise InputRefused("“at” is no text.", 'Write a moment such as "2009-08-19T14:02:11Z".')
        fields = _fields_of(do, line)
        held = self._visit_of(line)
        if do in _SPECIAL:
            return _SPECIAL[do](held, fields)
        changes = held.visit.do(command_from(do, fields), at=_moment(at))
        told: dict[str, Any] = {"made": changes.made} if changes.made else {}
        if changes.warnings:
            told["warnings"] = list(changes.warnings)
        return {"event": changes.event, "events": len(changes.events), "summary": changes.summary, **told}

    def close(self) -> None:
        """Close every visit that lines opened."""
        for held in self._held.values():
            held.close()
        self._held.clear()

    def _visit_of(self, line: dict[str, Any]) -> OpenVisit:
        profile = _folder(line, "profile") or self.profile
        path = _folder(line, "visit") or self.visit
        if profile not in self._identities:
            self._identities[profile] = self.unlock(profile)
        key = (profile, path)
        if key not in self._held:
            self._held[key] = open_visit(path, self._identities[profile])
        return self._held[key]


def line_schema(entry: Entry) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a line that gives a command.

    It is the command's own with what every line may carry, and with `new_id` for the id of a new record.
    """
    schema = schema_of(entry)
    own = dict(schema.get("properties", {}))
    if "id" in own:
        own["new_id"] = own.pop("id") | {"description": "The id wished for the new record."}
    about_line = {"do": {"const": entry.name}} | _ABOUT_LINE
    return schema | {"properties": about_line | own, "additionalProperties": False}


def _folder(line: dict[str, Any], name: str) -> Path | None:
    given = line.get(name)
    if given is None:
        return None
    if not isinstance(given, str) or not given:
        raise InputRefused(f"“{name}” is no text.", "Write the path of its folder, or leave it out.")
    return Path(given)


def _fields_of(do: str, line: dict[str, Any]) -> dict[str, Any]:
    """Return the command's own fields of a line.

    A command with a field `at` (when somebody was told, say) takes the line's `at` for it. As a line's `id`
    is echoed and means nothing else, `new_id` is the id wished for a new record.
    """
    own = frozenset() if do in _SPECIAL else frozenset(entry_for(do).shape.__dataclass_fields__)
    kept = _ENVELOPE - (own & {"at"})
    fields = {name: value for name, value in line.items() if name not in kept}
    if "id" in own and "new_id" in fields:
        fields["id"] = fields.pop("new_id")
    return fields


def _query(held: OpenVisit, fields: dict[str, Any]) -> dict[str, Any]:
    name = fields.pop("name", None)
    if not isinstance(name, str):
        raise InputRefused("The query has no name.", 'Write {"do": "Query", "name": "status"}.')
    return {"answer": ask(held.visit, name, **{key: str(value) for key, value in fields.items()})}


def _digest(held: OpenVisit, fields: dict[str, Any]) -> dict[str, Any]:
    _require_none(fields)
    with held.visit.reading() as read:
        return {"digest": read.tables.digest()}


def _check(held: OpenVisit, fields: dict[str, Any]) -> dict[str, Any]:
    _require_none(fields)
    report = check_visit(held.visit, held.folder, NO_PROGRESS)
    return {"check": asdict(report)}


def _undo(held: OpenVisit, fields: dict[str, Any]) -> dict[str, Any]:
    _require_none(fields)
    changes = held.visit.undo()
    return {"event": changes.event, "summary": changes.summary}


def _redo(held: OpenVisit, fields: dict[str, Any]) -> dict[str, Any]:
    _require_none(fields)
    changes = held.visit.redo()
    return {"event": changes.event, "summary": changes.summary}


def _require_none(fields: dict[str, Any]) -> None:
    if fields:
        raise InputRefused(f"There is no field “{min(fields)}” here.", "Leave it out.")


def _moment(at: str | None) -> str | None:
    if at is None:
        return None
    try:
        datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007 - the Z is in the format
    except ValueError:
        raise InputRefused(f"“{at}” is no moment.", "Write UTC such as 2009-08-19T14:02:11Z.") from None
    return at


_ABOUT_LINE: dict[str, Any] = {
    "id": {"description": "Echoed in the answer."},
    "profile": {"type": "string", "description": "The folder of the profile that gives the command."},
    "visit": {"type": "string", "description": "The folder of the visit."},
    "at": {"type": "string", "description": "A stated time, such as 2009-08-19T14:02:11Z."},
}

_SPECIAL: dict[str, Callable[[OpenVisit, dict[str, Any]], dict[str, Any]]] = {
    "Query": _query,
    "Digest": _digest,
    "Check": _check,
    "Undo": _undo,
    "Redo": _redo,
}
