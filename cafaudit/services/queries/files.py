"""The list, the sample and the readings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.services.list_in_use import require_list
from cafaudit.services.list_rules import without_cases
from cafaudit.services.picture import load_picture
from cafaudit.services.queries.registry import query

if TYPE_CHECKING:
    from cafaudit.domain.frame import FrameCase
    from cafaudit.domain.picture import DrawRecord, EvidenceItem, FileReading, SampledCase
    from cafaudit.services.visit import Visit
    from cafaudit.storage.store import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameState:
    """The stored list: its hash ("" until fixed), how many cases, by stratum, and its source.

    `cases` and `strata` are what can be drawn from, `excluded` what rules took out before.
    """

    hash: str
    cases: int
    strata: dict[str, int]
    facts: dict[str, object]
    excluded: int = 0


@query("frame")
def frame(visit: Visit) -> FrameState:
    """The stored list: hash once fixed, cases by stratum, and where it came from."""
    with visit.reading() as read:
        fixed = read.tables.settled("frame/fixed").value
        return _state_of(read, read.frames.in_use(), fixed)


def newest_frame(visit: Visit) -> FrameState:
    """Return the list that was imported last, also where an earlier one was drawn from."""
    with visit.reading() as read:
        newest = read.frames.newest()
        fixed = read.tables.settled("frame/fixed").value
        return _state_of(read, newest, fixed if newest == read.frames.in_use() else None)


def _state_of(read: Reading, number: int | None, fixed: object) -> FrameState:
    if number is None:
        return FrameState(hash="", cases=0, strata={}, facts={})
    strata = read.frames.strata(number)
    return FrameState(
        hash=str(fixed["hash"]) if isinstance(fixed, dict) else "",
        cases=sum(strata.values()),
        strata=strata,
        facts=without_cases(read.frames.facts(number)),
        excluded=sum(read.exclusions.counts(number).values()),
    )


def frame_refs(visit: Visit) -> list[str]:
    """Return the case references of the stored list in file order; [] without one."""
    with visit.reading() as read:
        number = read.frames.in_use()
        return [] if number is None else read.frames.refs(number)


def stored_cases(visit: Visit) -> tuple[FrameCase, ...]:
    """Return the stored list's cases in file order.

    Raises:
        InputRefused: no list was imported.
    """
    with visit.reading() as read:
        return read.frames.cases(require_list(read.frames)).cases


@query("sample")
def sample(visit: Visit) -> list[dict[str, object]]:
    """The drawn cases, sample and reserves, by stratum and order."""
    picture = load_picture(visit, with_history=False)
    return [
        {
            "case": case.ref,
            "stratum": case.stratum,
            "ticket": case.ticket,
            "role": case.role,
            "order": case.order,
            "office": case.office,
            "location": case.file_location,
            "reader": case.reader,
            "draw": case.draw,
            "instead_of": case.instead_of,
        }
        for case in picture.sample
    ]


@query("draws")
def draws(visit: Visit) -> tuple[DrawRecord, ...]:
    """Every draw with its seed, the seed's source, the rule and the sizes."""
    return load_picture(visit, with_history=False).draws


@query("readings")
def readings(visit: Visit) -> tuple[FileReading, ...]:
    """Every reading with its state and answers."""
    return load_picture(visit, with_history=False).readings


@query("reading")
def reading(visit: Visit, case: str, pass_number: str = "1") -> FileReading:  # noqa: S107 - no password
    """One reading with its state and answers."""
    for found in load_picture(visit, with_history=False).readings:
        if found.case == case and str(found.number) == pass_number:
            return found
    raise InputRefused(
        f"Case “{case}” has no reading {pass_number} in this visit.",
        "`cafaudit query VISIT readings` lists them.",
    )


@query("evidence")
def evidence(visit: Visit, area: str = "") -> tuple[EvidenceItem, ...]:
    """Every item of evidence, or those of one area."""
    items = load_picture(visit, with_history=False).evidence
    return tuple(item for item in items if not area or area in item.areas)


def verify_stored_draw(visit: Visit) -> tuple[str, ...]:
    """Draw again from the stored list and seed, and return what differs; nothing when every draw holds.

    Raises:
        InputRefused: nothing was drawn, or the list is not stored here.
    """
    from cafaudit.services.draw_sheets import problems_of_draws  # noqa: PLC0415 - it asks the queries itself

    return problems_of_draws(visit)


def sampled_cases(visit: Visit) -> tuple[SampledCase, ...]:
    """Return the drawn cases, sample and reserves, by stratum and order."""
    return load_picture(visit, with_history=False).sample
