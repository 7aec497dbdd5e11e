"""The Read page: the queue of files, and one file with everything that was answered about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cafaudit.domain.asking import answered
from cafaudit.domain.framework import NOT_APPLICABLE
from cafaudit.domain.picture import Concern, EvidenceItem, FileReading, SampledCase
from cafaudit.errors import InputRefused
from cafaudit.services.picture import Cells, concerns_in, evidence_in, people_in, sample_in
from cafaudit.services.queries.registry import query
from cafaudit.services.reading_states import file_readings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cafaudit.journal.state import Live
    from cafaudit.services.visit import Visit
    from cafaudit.storage.store import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One file in the queue: how far its reading is, and how many of its core items are answered."""

    case: str
    stratum: str
    office: str
    order: int
    mode: str
    state: str
    answered: int
    total: int
    reader: str
    asked_at: str
    concern_open: bool


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
    with visit.reading() as read:
        cells = Cells(
            live
            for prefix in ("case/", "assignment/", "reading/", "score/", "concern/")
            for live in read.tables.live_under(prefix)
        )
    sample = {case.ref: case for case in sample_in(cells)}
    readings = [r for r in file_readings(cells, sample.values(), {}) if r.number == 1]
    worried = {concern.case for concern in concerns_in(cells, {}) if concern.is_open}
    mine = [r for r in readings if not reader or r.reader in {"", reader}]
    return Queue(
        rows=tuple(_row(visit, r, sample.get(r.case), r.case in worried) for r in mine),
        applies=_applies(mine),
    )


def read_case(visit: Visit, case: str, number: int = 1) -> CasePage:
    """Return one file with its reading.

    Raises:
        InputRefused: the case is not among the visit's files.
    """
    with visit.reading() as read:
        cells = Cells(_live_of_case(read, case))
        people = people_in(cells, read.tables.members())
        drafts = {cell: draft.text for cell, draft in read.local.drafts().items() if f"/{case}/" in cell}
    codes = {person.key: person.code for person in people}
    sample = {found.ref: found for found in sample_in(cells)}
    readings = file_readings(cells, sample.values(), codes)
    reading = next((r for r in readings if r.case == case and r.number == number), None)
    if case not in sample and reading is None:
        raise InputRefused(f"Case “{case}” is not among this visit's files.", "Take a case from the queue.")
    found = reading or FileReading(case=case, number=number)
    done, total = answered(visit.framework, _values(found))
    return CasePage(
        case=sample.get(case) or SampledCase(ref=case, stratum="", ticket="", role="added", order=0, draw=0),
        reading=found,
        answered=done,
        total=total,
        evidence=tuple(e for e in evidence_in(cells, codes) if e.case == case),
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


def _live_of_case(read: Reading, case: str) -> Iterable[Live]:
    own = [f"{kind}/{case}/" for kind in ("case", "assignment", "reading", "score", "why", "manager")]
    for prefix in (*own, "member/", "evidence/", "concern/"):
        yield from read.tables.live_under(prefix)


def _row(visit: Visit, reading: FileReading, case: SampledCase | None, worried: bool) -> QueueRow:  # noqa: FBT001
    done, total = answered(visit.framework, _values(reading))
    return QueueRow(
        case=reading.case,
        stratum="" if case is None else case.stratum,
        office="" if case is None else case.office,
        order=0 if case is None else case.order,
        mode=reading.mode,
        state=reading.state,
        answered=done,
        total=total,
        reader=reading.reader,
        asked_at=reading.asked_at,
        concern_open=worried,
    )


def _values(reading: FileReading) -> dict[str, str]:
    return {item: answer.value for item, answer in reading.answers.items() if answer.value}


def _applies(readings: Iterable[FileReading]) -> dict[str, tuple[int, int]]:
    counts: dict[str, tuple[int, int]] = {}
    for reading in readings:
        for item, answer in reading.answers.items():
            if answer.value:
                applies, given = counts.get(item, (0, 0))
                counts[item] = (applies + (answer.value != NOT_APPLICABLE), given + 1)
    return counts
