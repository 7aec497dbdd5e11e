"""The files asked of the offices: which are here, which are waited for, which were not produced."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from cafaudit.services.picture import load_picture
from cafaudit.services.queries.registry import query

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cafaudit.domain.picture import FileReading, Picture, SampledCase
    from cafaudit.services.visit import Visit

RequestState = Literal["to_ask", "asked", "produced", "not_produced"]
"""How far an office is with a file; one that turned up after it was replaced stays not produced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFile:
    """One drawn file as its office is asked for it. Moments are UTC in ISO form, "" until they are known.

    `produced_to` are the initials of whoever took it in, `told_by` who at the office said that it is not
    there. `instead_of` is what it replaces, `replaced_by` what is read in its place. `read_as` is the mode in
    which a file is read that turned up after it was replaced, "" where the rule for such files has it unread.
    """

    case: str
    office: str
    stratum: str
    location: str
    reader: str
    state: RequestState
    asked_at: str = ""
    produced_at: str = ""
    produced_to: str = ""
    gave_up_at: str = ""
    told_by: str = ""
    reason: str = ""
    turned_up_at: str = ""
    read_as: str = ""
    instead_of: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeCount:
    """How an office stands with the drawn files: each is to ask, asked, produced or not produced.

    Of those not produced, `replaced` have a reserve in their place and `turned_up` came after that.
    """

    office: str
    files: int
    to_ask: int
    asked: int
    produced: int
    not_produced: int
    replaced: int
    turned_up: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotProduced:
    """What the offices did not produce: the counts of each office, and every such file with its times."""

    offices: tuple[OfficeCount, ...]
    files: tuple[RequestFile, ...]


def request_files(picture: Picture) -> tuple[RequestFile, ...]:
    """Return every file of the sample by office and reference; reserves only once they are taken up."""
    readings = {one.case: one for one in picture.readings if one.number == 1}
    drawn = sorted(
        (case for case in picture.sample if case.role == "sample"), key=lambda case: (case.office, case.ref)
    )
    return tuple(_request(case, readings[case.ref]) for case in drawn)


def office_counts(files: Iterable[RequestFile]) -> tuple[OfficeCount, ...]:
    """Count files that are sorted by office."""
    return tuple(_count(office, list(group)) for office, group in groupby(files, key=attrgetter("office")))


@query("requests")
def requests(visit: Visit) -> dict[str, list[RequestFile]]:
    """The request list of each office: reference, location, times, and what came of each file."""
    files = request_files(load_picture(visit, with_history=False))
    return {office: list(group) for office, group in groupby(files, key=attrgetter("office"))}


@query("not_produced")
def not_produced(visit: Visit) -> NotProduced:
    """What was asked for and not produced: by office, and file by file with times and replacements."""
    files = request_files(load_picture(visit, with_history=False))
    return NotProduced(
        offices=office_counts(files), files=tuple(one for one in files if one.state == "not_produced")
    )


def _request(case: SampledCase, reading: FileReading) -> RequestFile:
    return RequestFile(
        case=case.ref,
        office=case.office,
        stratum=case.stratum,
        location=case.file_location,
        reader=case.reader,
        state=_state(reading),
        asked_at=reading.asked_at,
        produced_at=reading.produced_at,
        produced_to=reading.produced_to,
        gave_up_at=reading.gave_up_at,
        told_by=reading.told_by,
        reason=reading.missed_because if reading.was_missed else "",
        turned_up_at=reading.turned_up_at,
        read_as=reading.mode if reading.turned_up_at and reading.is_begun else "",
        instead_of=case.instead_of,
        replaced_by=reading.replaced_by,
    )


def _state(reading: FileReading) -> RequestState:
    if reading.was_missed:
        return "not_produced"
    if reading.produced_at or reading.is_begun:
        return "produced"
    return "asked" if reading.asked_at else "to_ask"


def _count(office: str, files: list[RequestFile]) -> OfficeCount:
    states = [one.state for one in files]
    return OfficeCount(
        office=office,
        files=len(files),
        to_ask=states.count("to_ask"),
        asked=states.count("asked"),
        produced=states.count("produced"),
        not_produced=states.count("not_produced"),
        replaced=sum(1 for one in files if one.replaced_by),
        turned_up=sum(1 for one in files if one.turned_up_at),
    )
