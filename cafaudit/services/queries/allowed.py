"""What the team has allowed although it looks like a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.services.allowances import allowances
from cafaudit.services.picture import Cells, people_in
from cafaudit.services.queries.registry import query

if TYPE_CHECKING:
    from cafaudit.services.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedText:
    """An allowed text, which only its fingerprint knows.

    `kind` is what it seemed to be; `by` is the code of whoever allowed it, `at` when (UTC, ISO form).
    """

    id: str
    kind: str
    reason: str
    by: str
    at: str


@query("allowed")
def allowed(visit: Visit) -> tuple[AllowedText, ...]:
    """List what the team has allowed although it looks like a name, oldest first, with the reasons."""
    with visit.reading() as read:
        people = people_in(Cells(read.tables.live_under("member/")), read.tables.members())
        found = tuple(allowances(read.tables))
    codes = {person.key: person.code or person.name for person in people}
    return tuple(
        AllowedText(id=one.id, kind=one.kind, reason=one.reason, by=codes.get(one.author, ""), at=one.at)
        for one in found
    )
