"""What a judgement rests on: files by grade, evidence by polarity, managers' grades, what would change it.

Counts are of files that have been begun, random and in the ordinary pass, as in the workbook.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cafaudit.domain.asking import asking, effective_answer
from cafaudit.domain.framework import NOT_APPLICABLE, Area, Aspect
from cafaudit.domain.overall import Suggestion, suggest_area
from cafaudit.domain.picture import RANDOM
from cafaudit.domain.vocabulary import POLARITIES
from cafaudit.services.picture import load_picture
from cafaudit.services.queries.overview import conflicts_in
from cafaudit.services.queries.registry import query
from cafaudit.statistics.intervals import CountRange
from cafaudit.statistics.tallies import FileAnswer, Tally, tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cafaudit.domain.framework import Framework, GradeScale
    from cafaudit.domain.picture import EvidenceItem, FileReading, Picture
    from cafaudit.services.visit import Visit

_Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StratumCounts:
    """Files of one stratum, or of all where `stratum` is None, by their grade for one item.

    `read` of `drawn` files are begun; `on_list` is the stratum's size on the provider's list, 0 where no
    draw says so. `passing` counts the files at or above the scale's line, None for a scale without one;
    `limits` are the exact 95 % range of that count on the whole list.
    """

    stratum: str | None
    read: int
    drawn: int
    on_list: int
    tally: Tally
    passing: int | None
    limits: CountRange | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerFigures:
    """How the service's own grades of one item stand to the inspectors', over files that have both.

    `gap_sum` adds up the steps by which the manager's grade is the better one, so a positive sum means that
    managers grade higher. `crossings` counts files on different sides of the scale's line, None without one.
    """

    item: str
    files: int
    gap_sum: int
    crossings: int | None
    same: int
    within_one: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A neighbouring grade that the suggestion would turn to if so many file grades moved one step."""

    grade: str
    direction: _Direction
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StressTest:
    """What would change the suggestion for an area.

    `flips` are the nearest ones up and down, missing where one step of all files would not do it.
    `unread_can` and `conflicts_can` say whether the files not yet graded, and the differences not yet
    settled, could change it, whatever they turn out to be.
    """

    flips: tuple[Flip, ...]
    unread: int
    unread_can: bool
    conflicts: int
    conflicts_can: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFigures:
    """All that is counted for one area.

    `rows` has a row for each stratum and, last, one for all; it is empty where the framework grades no
    files or no file can answer the area. `read` of `drawn` is about the whole sample. `apart` counts files
    read that are not random, `conflicts` the open differences on the area and its questions.
    """

    area: str
    read: int
    drawn: int
    apart: int
    conflicts: int
    rows: tuple[StratumCounts, ...]
    suggestion: Suggestion
    stress: StressTest | None
    managers: tuple[ManagerFigures, ...]

    @property
    def whole(self) -> StratumCounts | None:
        """The row of all strata."""
        return self.rows[-1] if self.rows else None


def area_figures(picture: Picture, area_id: str) -> AreaFigures:
    """Count what there is for one area; works on any state of a visit.

    Raises:
        KeyError: the framework has no such area.
    """
    framework = picture.framework
    area = framework.area(area_id)
    rows = item_counts(picture, area)
    counts = dict(rows[-1].tally.counts) if rows else {}
    suggestion = suggest_area(framework, area_id, counts)
    read, drawn = files_read(picture)
    return AreaFigures(
        area=area_id,
        read=read,
        drawn=drawn,
        apart=sum(1 for one in picture.readings if one.mode != RANDOM and one.number == 1 and one.is_begun),
        conflicts=sum(1 for row in conflicts_in(picture) if _feeds(framework, row.item, area_id)),
        rows=rows,
        suggestion=suggestion,
        stress=_stress(picture, area, rows, suggestion),
        managers=manager_figures(picture, area_id),
    )


def item_counts(picture: Picture, item: Area | Aspect) -> tuple[StratumCounts, ...]:
    """Count the files by grade for one graded item: a row for each stratum, then one for all.

    Empty for an item that is not graded or that no file can answer.
    """
    scale = picture.framework.scale_of(item)
    if scale is None or asking(picture.framework, item, {}) == "by_rule":
        return ()
    strata = _strata(picture)
    answers = list(file_answers(picture, item))
    offered = [grade.id for grade in scale.grades]
    tallies = tally(answers, item=item.id, offered=offered, strata=list(strata))
    drawn = _drawn(picture, strata)
    return tuple(_row(found, scale, drawn, strata) for found in tallies)


def file_answers(picture: Picture, item: Area | Aspect) -> Iterable[FileAnswer]:
    """Give what each counted file answers to an item."""
    strata = {case.ref: case.stratum for case in picture.sample}
    for reading in counted_files(picture):
        values = {key: answer.value for key, answer in reading.answers.items() if answer.value}
        given = reading.answers.get(item.id)
        unsettled = given is not None and bool(given.different)
        said = "" if unsettled else effective_answer(picture.framework, item, values)
        yield FileAnswer(
            case=reading.case,
            stratum=strata.get(reading.case, ""),
            item=item.id,
            answer=said or None,
            by_rule=said == NOT_APPLICABLE and asking(picture.framework, item, values) == "by_rule",
            unsettled=unsettled,
        )


def counted_files(picture: Picture) -> tuple[FileReading, ...]:
    """Return the readings that enter counts: of record, random, and begun."""
    return tuple(reading for reading in picture.readings if reading.is_counted)


def files_read(picture: Picture) -> tuple[int, int]:
    """Return how many files of the sample are begun, and how many were drawn."""
    read = len(counted_files(picture))
    drawn = sum(picture.draws[-1].total_sizes.values()) if picture.draws else 0
    return read, max(read, drawn)


def evidence_by_polarity(picture: Picture, area_id: str) -> dict[str, tuple[EvidenceItem, ...]]:
    """Return an area's evidence for, neutral and against, each in the order of the letter."""
    items = sorted((e for e in picture.evidence if area_id in e.areas), key=lambda e: (e.order, e.number))
    return {polarity: tuple(e for e in items if e.polarity == polarity) for polarity in POLARITIES}


def manager_figures(picture: Picture, area_id: str) -> tuple[ManagerFigures, ...]:
    """Compare managers with inspectors for an area and for each of its questions that has pairs."""
    framework = picture.framework
    area = framework.area(area_id)
    items: list[Area | Aspect] = [area, *(a for a in framework.aspects if area_id in a.areas)]
    return tuple(figures for item in items if (figures := _compared(picture, item)) is not None)


def _compared(picture: Picture, item: Area | Aspect) -> ManagerFigures | None:
    scale = picture.framework.scale_of(item)
    if scale is None:
        return None
    pairs = list(_pairs(picture, item, scale))
    if not pairs:
        return None
    gaps = [scale.position(own) - scale.position(manager) for own, manager in pairs]
    crossed = [scale.passes(own) != scale.passes(manager) for own, manager in pairs]
    return ManagerFigures(
        item=item.id,
        files=len(pairs),
        gap_sum=sum(gaps),
        crossings=None if scale.line is None else sum(crossed),
        same=gaps.count(0),
        within_one=sum(1 for gap in gaps if abs(gap) <= 1),
    )


def _pairs(picture: Picture, item: Area | Aspect, scale: GradeScale) -> Iterable[tuple[str, str]]:
    known = {grade.id for grade in scale.grades}
    for reading in counted_files(picture):
        answer = reading.answers.get(item.id)
        if answer is not None and not answer.different and {answer.value, answer.manager} <= known:
            yield answer.value, answer.manager


def _row(
    found: Tally, scale: GradeScale, drawn: Mapping[str | None, int], on_list: Mapping[str, int]
) -> StratumCounts:
    size = sum(on_list.values()) if found.stratum is None else on_list[found.stratum]
    passing = found.passing(scale)
    enough = size >= found.applicable + found.not_applicable + found.by_rule
    return StratumCounts(
        stratum=found.stratum,
        read=found.files,
        drawn=max(found.files, drawn.get(found.stratum, 0)),
        on_list=size,
        tally=found,
        passing=passing,
        limits=found.range_of(passing, size) if passing is not None and found.applicable and enough else None,
    )


def _strata(picture: Picture) -> dict[str, int]:
    """Return every stratum with its size on the list, 0 where no draw says so."""
    sizes = dict(picture.draws[-1].strata) if picture.draws else {}
    files = {case.ref: case.stratum for case in picture.sample}
    for reading in counted_files(picture):
        sizes.setdefault(files.get(reading.case, ""), 0)
    return dict(sorted(sizes.items()))


def _drawn(picture: Picture, strata: Mapping[str, int]) -> dict[str | None, int]:
    sizes = picture.draws[-1].total_sizes if picture.draws else {}
    drawn: dict[str | None, int] = {name: sizes.get(name, 0) for name in strata}
    return drawn | {None: sum(sizes.values())}


def _feeds(framework: Framework, item_id: str, area_id: str) -> bool:
    item = framework.item(item_id)
    return area_id in item.areas if isinstance(item, Aspect) else item.id == area_id


def _stress(
    picture: Picture, area: Area, rows: tuple[StratumCounts, ...], suggestion: Suggestion
) -> StressTest | None:
    if not rows or suggestion.grade is None:
        return None
    framework, whole = picture.framework, rows[-1]
    scale = framework.scale(str(framework.file_scale))
    counts = dict(whole.tally.counts)
    unread = whole.drawn - whole.read + whole.tally.unanswered
    return StressTest(
        flips=tuple(
            flip
            for direction in ("up", "down")
            if (flip := _nearest_flip(framework, area.id, scale, counts, direction)) is not None
        ),
        unread=unread,
        unread_can=_can_change(framework, area.id, scale, counts, unread),
        conflicts=whole.tally.unsettled,
        conflicts_can=_can_change(framework, area.id, scale, counts, whole.tally.unsettled),
    )


def _nearest_flip(
    framework: Framework, area: str, scale: GradeScale, counts: Mapping[str, int], direction: _Direction
) -> Flip | None:
    """Find the fewest files of one grade that, moved one step, bring another suggestion."""
    now = suggest_area(framework, area, counts).grade
    step = -1 if direction == "up" else 1

    def then(place: int, files: int) -> str | None:
        here, there = scale.grades[place].id, scale.grades[place + step].id
        moved = dict(counts) | {here: counts[here] - files, there: counts[there] + files}
        return suggest_area(framework, area, moved).grade

    found: list[Flip] = []
    for place, grade in enumerate(scale.grades):
        if not 0 <= place + step < len(scale.grades):
            continue
        tries = range(1, counts[grade.id] + 1)
        least = bisect_left(tries, True, key=lambda files: then(place, files) != now)  # noqa: FBT003 - used at once
        if least < len(tries):
            turned = then(place, tries[least])
            found += [] if turned is None else [Flip(grade=turned, direction=direction, files=tries[least])]
    return min(found, key=lambda flip: flip.files, default=None)


def _can_change(
    framework: Framework, area: str, scale: GradeScale, counts: Mapping[str, int], more: int
) -> bool:
    """Say whether so many more files, all at the best or all at the worst grade, change the suggestion."""
    now = suggest_area(framework, area, counts).grade
    ends = (scale.grades[0].id, scale.grades[-1].id)
    return any(
        suggest_area(framework, area, dict(counts) | {end: counts[end] + more}).grade != now for end in ends
    )


@query("tallies")
def tallies(visit: Visit) -> dict[str, AreaFigures]:
    """Files by grade for every area, by stratum, with the exact range, the suggestion and the managers."""
    picture = load_picture(visit, with_history=False)
    return {area.id: area_figures(picture, area.id) for area in picture.framework.areas}
