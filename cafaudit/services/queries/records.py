"""Records of one kind alone, at a cost that does not grow with the readings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.services.picture import Cells, activities_in, concerns_in, evidence_in, people_in

if TYPE_CHECKING:
    from cafaudit.domain.picture import Activity, Concern, EvidenceItem
    from cafaudit.journal.state import Live
    from cafaudit.services.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class RoughNote:
    """A note that waits to be sorted into evidence, a concern or an activity."""

    id: str
    text: str
    case: str = ""
    author: str = ""
    at: str = ""


def read_concerns(visit: Visit) -> tuple[Concern, ...]:
    """Return every concern in the order of entering."""
    return concerns_in(*_cells(visit, "concern/"))


def read_evidence(visit: Visit) -> tuple[EvidenceItem, ...]:
    """Return every item of evidence in the order of entering."""
    return evidence_in(*_cells(visit, "evidence/"))


def read_activities(visit: Visit) -> tuple[Activity, ...]:
    """Return what was done on the visit, in the order of the letter."""
    return activities_in(_cells(visit, "activity/")[0])


def read_notes(visit: Visit) -> tuple[RoughNote, ...]:
    """Return the rough notes that wait to be sorted, oldest first."""
    cells, codes = _cells(visit, "note/")
    found = []
    for note, fields in cells.records("note").items():
        made: Live = fields["made"]
        found.append(
            RoughNote(
                id=note,
                text=str(fields.get("text", "")),
                case=str(fields.get("case", "")),
                author=codes.get(made.author, ""),
                at=made.at,
            )
        )
    return tuple(sorted(found, key=lambda note: (note.at, note.id)))


def _cells(visit: Visit, prefix: str) -> tuple[Cells, dict[str, str]]:
    """Return the cells of one record type, and the codes of the team by their keys."""
    with visit.reading() as read:
        cells = Cells(read.tables.live_under(prefix))
        people = people_in(Cells(read.tables.live_under("member/")), read.tables.members())
    return cells, {person.key: person.code for person in people}
