"""The Read page: the queue of files, and one file with everything that was answered about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cafaudit.domain.asking import answered
from cafaudit.domain.picture import Concern, EvidenceItem, FileReading, SampledCase
from cafaudit.errors import InputRefused
from cafaudit.journal.cell import cell_text
from cafaudit.services.picture import Cells, concerns_in, evidence_in, people_in, sample_in
from cafaudit.services.queries.registry import query
from cafaudit.services.reading_book import QueueRow, ReadingBook
from cafaudit.services.reading_states import file_readings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cafaudit.journal.state import Live
    from cafaudit.services.visit import Visit
    from cafaudit.storage.store import Reading

__all__ = ["CasePage", "Queue", "QueueRow", "read_case", "read_queue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The files to read in drawn order; by item, to how many files it applies of how many answered."""

    rows: tuple[QueueRow, ...]
    applies: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """One file: what is known of the case, its reading, and what was written beside its answers."""

    case: SampledCase
    reading: FileReading
    answered: int
    total: int
    evidence: tuple[EvidenceItem, ...] = ()
    concerns: tuple[Concern, ...] = ()
    drafts: Mapping[str, str] = field(default_factory=dict)


def read_queue(visit: Visit, reader: str = "") -> Queue:
    """Return the files to read: those of one reader (by code), or all.

    Files that nobody was given belong to everybody's queue.
    """
    book = ReadingBook(visit, reader)
    return Queue(rows=book.rows, applies=book.applies())


def read_case(visit: Visit, case: str, number: int = 1) -> CasePage:
    """Return one file with its reading. What it costs does not grow with the other files.

    Raises:
        InputRefused: the case is not among the visit's files.
    """
    with visit.reading() as read:
        cells = Cells(_live_of_case(read, case))
        people = people_in(cells, read.tables.members())
        places = _places_in_order(read) if cells.of("evidence") else {}
        drafts = {cell: draft.text for cell, draft in read.local.drafts().items() if f"/{case}/" in cell}
    codes = {person.key: person.code for person in people}
    sample = {found.ref: found for found in sample_in(cells)}
    readings = file_readings(cells, sample.values(), codes)
    reading = next((r for r in readings if r.case == case and r.number == number), None)
    if case not in sample and reading is None:
        raise InputRefused(f"Case “{case}” is not among this visit's files.", "Take a case from the queue.")
    found = reading or FileReading(case=case, number=number)
    given = {item: answer.value for item, answer in found.answers.items() if answer.value}
    done, total = answered(visit.framework, given)
    return CasePage(
        case=sample.get(case) or SampledCase(ref=case, stratum="", ticket="", role="added", order=0, draw=0),
        reading=found,
        answered=done,
        total=total,
        evidence=tuple(replace(e, number=places.get(e.id, e.number)) for e in evidence_in(cells, codes)),
        concerns=tuple(c for c in concerns_in(cells, codes) if c.case == case),
        drafts=drafts,
    )


@query("queue")
def queue(visit: Visit, reader: str = "") -> Queue:
    """The files to read, in drawn order, with how far each is."""
    return read_queue(visit, reader)


@query("case")
def case(visit: Visit, case: str) -> CasePage:
    """One file: the case, its reading, evidence and concerns."""
    return read_case(visit, case)


def _live_of_case(read: Reading, case: str) -> Iterator[Live]:
    for kind in ("case", "assignment", "reading", "score", "why", "manager"):
        yield from read.tables.live_under(cell_text((kind, case)) + "/")
    for evidence in read.tables.records_with("evidence", "case", case):
        yield from read.tables.live_under(cell_text(("evidence", evidence)) + "/")
    for prefix in ("member/", "concern/"):
        yield from read.tables.live_under(prefix)


def _places_in_order(read: Reading) -> dict[str, int]:
    """Return the number that each item of evidence is cited by, as `evidence_in` counts them."""
    made = Cells(read.tables.field_of_all("evidence", "exists")).records("evidence")
    in_order = sorted(made, key=lambda item: (made[item]["made"].at, item))
    return {item: number for number, item in enumerate(in_order, start=1)}
