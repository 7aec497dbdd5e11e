"""What kinds of record a visit knows, who may write them, and what a new value replaces.

One row a record type. The fold judges events by this table alone, so that every machine comes to the
same state. A kind is the record type, a dot and a verb: "score.set", "score.moderated".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["lead", "deputy", "inspector", "reader"]
Verb = Literal["set", "cleared", "moderated"]

ROLES: tuple[Role, ...] = ("lead", "deputy", "inspector", "reader")
WRITERS: frozenset[str] = frozenset({"lead", "deputy", "inspector"})
LEADS: frozenset[str] = frozenset({"lead"})
VERBS: tuple[Verb, ...] = ("set", "cleared", "moderated")


@dataclass(frozen=True, slots=True)
class RecordType:
    """One record type.

    `writers` are the roles that may write it. With `own_only` a new value replaces the author's own
    values alone, so that two people's values stay side by side until a lead moderates; without it a
    new value replaces whatever its author had seen in the cell. `parts` is the length of its cells.
    `team_only` records decide what counts on every machine, so no machine may lack their content;
    `authority` are those of their fields that say who may write. With `hashed` the second part of a cell
    is an author's key or an event's id: 64 hex digits.
    """

    name: str
    writers: frozenset[str]
    parts: tuple[int, ...]
    own_only: bool = False
    team_only: bool = False
    authority: frozenset[str] = frozenset()
    hashed: bool = False


_TABLE = (
    RecordType("founding", LEADS, (2,), team_only=True, authority=frozenset({"visit"})),
    RecordType("member", LEADS, (3,), team_only=True, authority=frozenset({"role", "removed"}), hashed=True),
    RecordType("framework", LEADS, (2,)),
    RecordType("visit", LEADS, (2,)),
    RecordType("step", LEADS, (2,)),
    RecordType("addressee", LEADS, (3,)),
    RecordType("signatory", LEADS, (3,)),
    RecordType("copy", LEADS, (3,)),
    RecordType("inspector", LEADS, (3,)),
    RecordType("plan", LEADS, (3,)),
    RecordType("frame", LEADS, (2,)),
    RecordType("draw", LEADS, (3,)),
    RecordType("case", LEADS, (3,)),
    RecordType("assignment", WRITERS, (3,)),
    RecordType("reading", WRITERS, (4,)),
    RecordType("score", WRITERS, (4,), own_only=True),
    RecordType("why", WRITERS, (4,), own_only=True),
    RecordType("manager", WRITERS, (4,), own_only=True),
    RecordType("evidence", WRITERS, (3, 4)),
    RecordType("activity", WRITERS, (3, 4)),
    RecordType("concern", WRITERS, (3,)),
    RecordType("note", WRITERS, (3,)),
    RecordType("judgement", LEADS, (4,)),
    RecordType("letter", LEADS, (3,)),
    RecordType("allowance", WRITERS, (3,)),
    RecordType("redaction", LEADS, (2,), team_only=True, hashed=True),
)

RECORD_TYPES: dict[str, RecordType] = {row.name: row for row in _TABLE}


def kind_of(record_type: str, verb: Verb) -> str:
    """Return the kind of an event: "score" and "set" give "score.set"."""
    return f"{record_type}.{verb}"


def read_kind(kind: str) -> tuple[RecordType, Verb] | None:
    """Return what a kind means, or None for one that only a newer program knows."""
    return _KINDS.get(kind)


_KINDS: dict[str, tuple[RecordType, Verb]] = {
    kind_of(record.name, verb): (record, verb) for record in _TABLE for verb in VERBS
}
