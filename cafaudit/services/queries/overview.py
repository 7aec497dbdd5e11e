"""Where the visit stands: step, what holds it back, what is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cafaudit.domain.picture import RANDOM
from cafaudit.domain.vocabulary import OVERALL
from cafaudit.services.picture import load_picture
from cafaudit.services.queries.registry import query

if TYPE_CHECKING:
    from cafaudit.domain.details import VisitDetails
    from cafaudit.domain.overall import Suggestion
    from cafaudit.domain.picture import FileReading, Judgement, Person, Picture
    from cafaudit.services.visit import Visit


HELD_FROM = {
    "sample": "sample-drawn",
    "readings": "readings-locked",
    "readings_apart": "readings-locked",
    "conflicts": "consolidated",
    "areas": "fed-back",
}
"""The first step that each kind of blocker holds back; kinds that do not stand here hold back all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocker:
    """Something that holds a step back: a count, what it is, and where to go.

    `holds_next` says whether the very next step is held back by it, or only a later one.
    """

    id: str
    count: int
    what: str
    detail: str
    page: str
    holds_next: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Files of one reader or stratum: how many are locked, open and not produced, of how many.

    These are the drawn files, one that turned up after it was replaced among those not produced. `apart` are
    the files read beside them that the draw did not give, of which `apart_locked` are locked.
    """

    name: str
    locked: int
    open: int
    not_produced: int
    total: int
    apart: int = 0
    apart_locked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Where a visit stands. `step_number` counts from 1; days are calendar days.

    `locked` and `open` count drawn files, `not_produced` those that did not come in time, `replaced` how many
    of these have a reserve in their place; `apart` counts files that the draw did not give.
    """

    visit: str
    name: str
    framework: str
    step: str
    step_text: str
    step_number: int
    steps: int
    next_step: str
    frame_cases: int
    frame_fixed: bool
    sample: int
    reserves: int
    draws: int
    locked: int
    open: int
    not_produced: int
    replaced: int
    apart: int
    evidence: int
    concerns_open: int
    notes: int
    conflicts: int
    areas: int
    areas_judged: int
    overall_judged: bool
    publish_by: date | None
    blockers: tuple[Blocker, ...]
    readers: tuple[Progress, ...]
    strata: tuple[Progress, ...]


@query("status")
def status(visit: Visit) -> Status:
    """Where the visit stands and what holds the next step back."""
    picture = load_picture(visit, with_history=False)
    with visit.reading() as read:
        notes = sum(
            1 for cell, said in read.tables.under("note/") if cell.endswith("/exists") and said.value is True
        )
        fixed = read.tables.settled("frame/fixed").value is not None
    return status_of(picture, notes=notes, frame_fixed=fixed)


def status_of(picture: Picture, *, notes: int, frame_fixed: bool) -> Status:
    """Work a status out of a picture; `notes` are rough notes not yet sorted."""
    steps = picture.framework.steps
    now = next((n for n, step in enumerate(steps) if step.id == picture.details.step), 0)
    ordinary = [reading for reading in picture.readings if reading.number == 1]
    states = [reading.state for reading in ordinary if reading.mode == RANDOM]
    drawn = _drawn(picture)
    return Status(
        visit=picture.visit,
        name=visit_name(picture.details),
        framework=picture.framework.title,
        step=steps[now].id if steps else "",
        step_text=steps[now].text if steps else "",
        step_number=now + 1 if steps else 0,
        steps=len(steps),
        next_step=steps[now + 1].text if now + 1 < len(steps) else "",
        frame_cases=picture.frame_size,
        frame_fixed=frame_fixed,
        sample=sum(1 for case in picture.sample if case.role == "sample"),
        reserves=sum(1 for case in picture.sample if case.role == "reserve"),
        draws=len(picture.draws),
        locked=states.count("locked"),
        open=states.count("open"),
        not_produced=sum(1 for one in ordinary if one.was_missed and one.case in drawn),
        replaced=sum(1 for one in ordinary if one.replaced_by and one.case in drawn),
        apart=sum(1 for one in ordinary if one.mode != RANDOM),
        evidence=len(picture.evidence),
        concerns_open=sum(1 for concern in picture.concerns if concern.is_open),
        notes=notes,
        conflicts=len(conflicts_in(picture)),
        areas=len(picture.framework.areas),
        areas_judged=sum(1 for area in picture.framework.areas if picture.judgement(area.id)),
        overall_judged=picture.judgement(OVERALL) is not None,
        publish_by=publish_by(picture.details),
        blockers=blockers_of(picture, notes=notes),
        readers=_progress(picture, "reader"),
        strata=_progress(picture, "stratum"),
    )


def visit_name(details: VisitDetails) -> str:
    """Return how a visit is called: its service area, else its provider, else "New visit"."""
    return details.service_area or details.provider or "New visit"


def publish_by(details: VisitDetails) -> date | None:
    """Return the day by which the letter is published, None while its date or the days after are unknown."""
    if details.letter_date is None or details.publish_days is None:
        return None
    return details.letter_date + timedelta(days=details.publish_days)


def blockers_of(picture: Picture, *, notes: int) -> tuple[Blocker, ...]:
    """Return what holds the visit back, most pressing first; nothing is listed with a count of 0."""

    def blocker(kind: str, count: int, what: str, page: str) -> Blocker:
        return _blocker(kind, count, what, page, holds_next=holds_next(picture, kind))

    waiting = [r for r in picture.readings if r.number == 1 and r.state in {"not_begun", "open", "asked"}]
    random = [r for r in waiting if r.mode == RANDOM]
    open_concerns = [concern for concern in picture.concerns if concern.is_open]
    ungraded = [a for a in picture.framework.areas if picture.judgement(a.id) is None]
    graded = picture.framework.area_scale is not None
    found = (
        blocker("concerns", len(open_concerns), "concern open", "Concerns"),
        blocker("readings", len(random), "file not locked", "Read"),
        blocker("readings_apart", len(waiting) - len(random), "file read apart not locked", "Read"),
        blocker("conflicts", len(conflicts_in(picture)), "difference to settle", "Team"),
        blocker("notes", notes, "rough note unsorted", "Evidence"),
        blocker("areas", len(ungraded) if graded and picture.draws else 0, "area not judged", "Judgements"),
    )
    return tuple(one for one in found if one.count)


def holds_next(picture: Picture, kind: str) -> bool:
    """Say whether a kind of blocker holds back the very next step of a visit, not only a later one."""
    ids = [step.id for step in picture.framework.steps]
    held_from = HELD_FROM.get(kind, "")
    if held_from not in ids:
        return True
    now = ids.index(picture.details.step) if picture.details.step in ids else 0
    return ids.index(held_from) <= now + 1


def _blocker(blocker_id: str, count: int, one: str, page: str, *, holds_next: bool) -> Blocker:
    noun, _, rest = (
        one.partition(" ") if one.startswith(("file", "area", "concern", "difference")) else ("", "", one)
    )
    many = f"{noun}s {rest}" if noun else one.replace("note", "notes")
    return Blocker(
        id=blocker_id,
        count=count,
        what=one if count == 1 else many,
        detail="",
        page=page,
        holds_next=holds_next,
    )


def _progress(picture: Picture, by: str) -> tuple[Progress, ...]:
    place = {case.ref: getattr(case, by) for case in picture.sample}
    groups: dict[str, list[FileReading]] = {}
    for reading in picture.readings:
        if reading.number != 1 or (by == "stratum" and reading.case not in place):
            continue
        groups.setdefault(place.get(reading.case, reading.reader), []).append(reading)
    drawn = _drawn(picture)
    return tuple(_progress_of(name, readings, drawn) for name, readings in sorted(groups.items()))


def _drawn(picture: Picture) -> frozenset[str]:
    """Return the files that the newest draw gave; those of an earlier one are counted with it no more."""
    return frozenset(case.ref for case in picture.sample if case.role == "sample")


def _progress_of(name: str, readings: list[FileReading], in_draw: frozenset[str]) -> Progress:
    drawn = [one for one in readings if one.mode == RANDOM or (one.was_missed and one.case in in_draw)]
    apart = [one for one in readings if one.mode != RANDOM]
    states = ["not_produced" if one.was_missed else one.state for one in drawn]
    return Progress(
        name=name,
        locked=states.count("locked"),
        open=states.count("open"),
        not_produced=states.count("not_produced"),
        total=len(states),
        apart=len(apart),
        apart_locked=sum(1 for one in apart if one.state == "locked"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRow:
    """An item of a reading on which people differ."""

    case: str
    pass_number: int
    item: str
    values: tuple[tuple[str, str], ...]
    crosses_line: bool


def conflicts_in(picture: Picture) -> tuple[ConflictRow, ...]:
    """Return every unsettled difference; `values` are pairs of author code and answer."""
    rows = []
    for reading in picture.readings:
        for answer in reading.answers.values():
            if answer.different:
                values = tuple((said.author, said.value) for said in answer.different)
                rows.append(
                    ConflictRow(
                        case=reading.case,
                        pass_number=reading.number,
                        item=answer.item,
                        values=values,
                        crosses_line=_crosses(picture, answer.item, {value for _, value in values}),
                    )
                )
    return tuple(rows)


def _crosses(picture: Picture, item_id: str, values: set[str]) -> bool:
    scale = picture.framework.scale_of(picture.framework.item(item_id))
    if scale is None:
        return False
    known = {grade.id for grade in scale.grades}
    return len({scale.passes(value) for value in values if value in known}) > 1


@query("conflicts")
def conflicts(visit: Visit) -> tuple[ConflictRow, ...]:
    """Every item on which people differ and that nobody settled."""
    return conflicts_in(load_picture(visit, with_history=False))


@query("details")
def details(visit: Visit) -> dict[str, object]:
    """What the visit is about, to whom the letter goes, who signs and who receives copies."""
    picture = load_picture(visit, with_history=False)
    return {
        "details": picture.details,
        "addressees": picture.addressees,
        "signatories": picture.signatories,
        "copies": picture.copies,
        "inspectors": picture.inspectors,
        "plan": picture.plan,
    }


@query("people")
def people(visit: Visit) -> tuple[Person, ...]:
    """The team, lead first."""
    return load_picture(visit, with_history=False).people


@query("judgements")
def judgements(visit: Visit) -> dict[str, object]:
    """Every judgement, and what the areas suggest for the whole."""
    picture = load_picture(visit, with_history=False)
    return {"judgements": picture.judgements, "suggested": suggested_overall(picture)}


def suggested_overall(picture: Picture) -> Suggestion:
    """Return what the areas' standing judgements suggest for the whole."""
    from cafaudit.domain.overall import suggest_overall  # noqa: PLC0415

    standing: dict[str, Judgement | None] = {a.id: picture.judgement(a.id) for a in picture.framework.areas}
    return suggest_overall(
        picture.framework, {area: None if found is None else found.grade for area, found in standing.items()}
    )
