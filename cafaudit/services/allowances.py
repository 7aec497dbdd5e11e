"""Texts that the team allows although they look like a name: kept as fingerprints, never as typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cafaudit.identifiers import Fingerprint
from cafaudit.journal.cell import cell_text, parse_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cafaudit.storage.read_tables import ReadTables

ALLOWANCE = "allowance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """One allowed text: what it seemed to be, why it is allowed, by whose key and when (UTC, ISO form)."""

    id: str
    kind: str
    reason: str
    author: str
    at: str
    prints: frozenset[Fingerprint]


def allowances(tables: ReadTables) -> Iterator[Allowance]:
    """Yield the allowances that stand, oldest first."""
    found = []
    for value in tables.live_under(f"{ALLOWANCE}/"):
        cell = parse_cell(value.cell)
        if cell[2] == "exists" and value.value is True:
            found.append((value.at, cell[1], value.author))
    for at, record, author in sorted(found):
        marks = tables.settled(cell_text((ALLOWANCE, record, "marks"))).value
        yield Allowance(
            id=record,
            kind=_text(tables, record, "kind"),
            reason=_text(tables, record, "reason"),
            author=author,
            at=at,
            prints=frozenset(_prints(marks)),
        )


def as_value(prints: frozenset[Fingerprint]) -> list[str]:
    """Return fingerprints as an event carries them, sorted."""
    return sorted(f"{each.kind} {each.digest.hex()}" for each in prints)


def _prints(value: object) -> Iterator[Fingerprint]:
    """Read what `as_value` wrote; what a newer program may have added is passed over."""
    for line in value if isinstance(value, list) else ():
        kind, _, digest = str(line).partition(" ")
        try:
            as_bytes = bytes.fromhex(digest)
        except ValueError:
            continue
        made: Any = kind
        yield Fingerprint(made, as_bytes)


def _text(tables: ReadTables, record: str, field: str) -> str:
    found = tables.settled(cell_text((ALLOWANCE, record, field))).value
    return found if isinstance(found, str) else ""
