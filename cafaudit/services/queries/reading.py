"""The Read page: the queue of files, and one file with everything that was answered about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cafaudit.domain.asking import answered
from cafaudit.domain.picture import Concern, EvidenceItem, FileReading, SampledCase
from cafaudit.errors import InputRefused
from cafaudit.journal.cell import cell_text, parse_cell
from cafaudit.services.picture import Cells, concerns_in, evidence_in, people_in, sample_in
from cafaudit.services.queries.registry import query
from cafaudit.services.reading_book import QueueRow, ReadingBook
from cafaudit.services.reading_states import file_readings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cafaudit.services.visit import Visit
    from cafaudit.storage.store import Reading

__all__ = ["CasePage", "Queue", "QueueRow", "follow_case", "read_case", "read_queue"]

_OF_READING = ("case", "assignment", "reading", "score", "why", "manager")
"""Record types whose cells name the case next."""


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
        codes = _codes(read)
        found, reading = _reading_of(read, case, number, codes)
        given = {item: answer.value for item, answer in reading.answers.items() if answer.value}
        done, total = answered(visit.framework, given)
        return CasePage(
            case=found,
            reading=reading,
            answered=done,
            total=total,
            evidence=_evidence_of(read, case, codes),
            concerns=_concerns_of(read, case, codes),
            drafts={
                cell: kept.text for cell, kept in read.local.drafts().items() if case in parse_cell(cell)
            },
        )


def follow_case(visit: Visit, page: CasePage, cells: Iterable[str]) -> CasePage:
    """Return a file as it stands after a command wrote these cells; nothing else is read again."""
    changed = [parse_cell(cell) for cell in cells]
    kinds = {cell[0] for cell in changed}
    ref, number = page.case.ref, page.reading.number
    with visit.reading() as read:
        codes = _codes(read)
        if any(cell[0] in _OF_READING and cell[1] == ref for cell in changed):
            found, reading = _reading_of(read, ref, number, codes)
            given = {item: answer.value for item, answer in reading.answers.items() if answer.value}
            done, _ = answered(visit.framework, given)
            page = replace(page, case=found, reading=reading, answered=done)
        if "evidence" in kinds:
            page = replace(page, evidence=_evidence_of(read, ref, codes))
        if "concern" in kinds:
            page = replace(page, concerns=_concerns_of(read, ref, codes))
    return page


@query("queue")
def queue(visit: Visit, reader: str = "") -> Queue:
    """The files to read, in drawn order, with how far each is."""
    return read_queue(visit, reader)


@query("case")
def case(visit: Visit, case: str) -> CasePage:
    """One file: the case, its reading, evidence and concerns."""
    return read_case(visit, case)


def _codes(read: Reading) -> dict[str, str]:
    cells = Cells(read.tables.live_under("member/"))
    return {person.key: person.code for person in people_in(cells, read.tables.members())}


def _reading_of(
    read: Reading, case: str, number: int, codes: Mapping[str, str]
) -> tuple[SampledCase, FileReading]:
    prefixes = [cell_text((kind, case)) + "/" for kind in _OF_READING]
    prefixes += [
        cell_text(("assignment", reserve)) + "/"
        for reserve in read.tables.records_with("assignment", "instead_of", case)
    ]
    cells = Cells(live for prefix in prefixes for live in read.tables.live_under(prefix))
    sample = {found.ref: found for found in sample_in(cells)}
    readings = file_readings(cells, sample.values(), codes)
    reading = next((r for r in readings if r.case == case and r.number == number), None)
    if case not in sample and reading is None:
        raise InputRefused(f"Case “{case}” is not among this visit's files.", "Take a case from the queue.")
    by_hand = SampledCase(ref=case, stratum="", ticket="", role="added", order=0, draw=0)
    return sample.get(case, by_hand), reading or FileReading(case=case, number=number)


def _evidence_of(read: Reading, case: str, codes: Mapping[str, str]) -> tuple[EvidenceItem, ...]:
    ids = read.tables.records_with("evidence", "case", case)
    prefixes = [cell_text(("evidence", item)) + "/" for item in ids]
    cells = Cells(live for prefix in prefixes for live in read.tables.live_under(prefix))
    made = read.tables.made("evidence") if ids else []
    places = {item: number for number, (_, item) in enumerate(made, start=1)}
    return tuple(replace(item, number=places[item.id]) for item in evidence_in(cells, codes))


def _concerns_of(read: Reading, case: str, codes: Mapping[str, str]) -> tuple[Concern, ...]:
    cells = Cells(read.tables.live_under("concern/"))
    return tuple(concern for concern in concerns_in(cells, codes) if concern.case == case)
