"""The overview on the front page: what it comes to, area by area, and how much there is of everything."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from cafaudit.domain.picture import RANDOM
from cafaudit.domain.vocabulary import OVERALL, READING_MODES, READING_STATES, STAGES
from cafaudit.export.workbook.cells import Cell
from cafaudit.export.workbook.formulas import Compares, Says, count_rows
from cafaudit.export.workbook.items import UNSETTLED_SIGN
from cafaudit.export.workbook.judgements import OVERALL_HEADING, area_heading, grade_of_area
from cafaudit.export.workbook.material import COUNTED, SAMPLE_ROLE
from cafaudit.export.workbook.page import Column, Spot, quoted
from cafaudit.export.workbook.records import (
    CONCERN_STATE,
    MARK,
    OPEN,
    POLARITY,
    PROVIDER,
    VISIT,
    WHOSE,
    EvidenceSpot,
)
from cafaudit.export.workbook.sample import ROLE, ROLES, SAMPLE_STATE, drawn_states
from cafaudit.export.workbook.scores import CHOSEN, COUNTS, PASS, Grids
from cafaudit.export.workbook.tallies import Tallied

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cafaudit.domain.framework import Area
    from cafaudit.domain.picture import EvidenceItem
    from cafaudit.export.workbook.items import Item
    from cafaudit.export.workbook.material import Material
    from cafaudit.export.workbook.page import Page

_AGAINST: Final = "Against"


@dataclass(frozen=True, slots=True)
class Sources:
    """The sheets that the front page counts from."""

    sample: Spot
    grids: Grids
    evidence: EvidenceSpot
    concerns: Spot
    tallied: dict[str, Tallied]


def write_counts(page: Page, material: Material, sources: Sources) -> None:
    """Write how many files, readings, items of evidence and concerns there are."""
    page.section("Counts")
    pairs = zip_longest(_file_counts(material, sources), _other_counts(material, sources))
    for left, right in pairs:
        cells = [*_labelled(left), None, *_labelled(right, over=3)]
        row = page.row(*cells)
        if right is not None:
            page.merge(row, 4, 6)
    page.skip()


def _labelled(count: tuple[str, Cell] | None, over: int = 1) -> list[Cell | None]:
    """Return a count behind its label, which takes so many columns; nothing for none."""
    if count is None:
        return []
    label, value = count
    return [Cell(label, "label"), *(Cell(None, "label") for _ in range(over - 1)), value]


def _file_counts(material: Material, sources: Sources) -> Iterator[tuple[str, Cell]]:
    picture, sample, grids = material.picture, sources.sample, sources.grids
    yield "Cases on the list", Cell(picture.frame_size, "fact count")
    for label, role, name in (
        ("Files in the sample", SAMPLE_ROLE, "Sample"),
        ("Reserves", "reserve", "Reserve"),
    ):
        value = sum(case.role == role for case in picture.sample)
        yield label, _fact(value, count_rows(Says(sample.range(ROLE), name)))
    yield "Files that count", _fact(material.read(), count_rows(Says(grids.scores.range(COUNTS), COUNTED)))
    states = drawn_states(material)
    in_sample = Says(sample.range(ROLE), ROLES[SAMPLE_ROLE])
    for state, text in READING_STATES.items():
        formula = count_rows(in_sample, Says(sample.range(SAMPLE_STATE), text))
        yield f"Readings: {text.lower()}", _fact(states.count(state), formula)
    yield "Files beside the draw", _fact(*_apart(material, grids))


def _apart(material: Material, grids: Grids) -> tuple[int, str]:
    """Return how many files were read that the draw did not give, and the formula for it."""
    ordinary = [row.reading for row in material.rows if row.reading.number == 1]
    first = Compares(grids.scores.range(PASS), "=", 1)
    formulas = [
        count_rows(Says(grids.scores.range(CHOSEN), words), first)
        for mode, words in READING_MODES.items()
        if mode != RANDOM
    ]
    return sum(one.mode != RANDOM for one in ordinary), "+".join(formulas)


def _other_counts(material: Material, sources: Sources) -> Iterator[tuple[str, Cell]]:
    picture = material.picture
    yield "Unsettled answers", _unsettled(material, sources)
    for whose, provider in ((PROVIDER, True), (VISIT, False)):
        value = sum(item.from_provider == provider for item in picture.evidence)
        yield f"{whose}’s evidence", _fact(value, count_rows(Says(sources.evidence.spot.range(WHOSE), whose)))
    value = sum(item.polarity == "against" for item in picture.evidence)
    yield "Evidence against", _fact(value, count_rows(Says(sources.evidence.spot.range(POLARITY), _AGAINST)))
    yield "Concerns raised", _fact(len(picture.concerns), f"COUNTA({sources.concerns.range('No.')})")
    value = sum(concern.is_open for concern in picture.concerns)
    yield "Concerns open", _fact(value, count_rows(Says(sources.concerns.range(CONCERN_STATE), OPEN)))


def _unsettled(material: Material, sources: Sources) -> Cell:
    value = sum(row.sign(item.id) == UNSETTLED_SIGN for row in material.rows for item in material.items)
    stretches = [
        _block(sources.grids, group)
        for group in (material.in_group("area", "core"), material.in_group("more"))
        if group
    ]
    formulas = [f'COUNTIF({block},"{UNSETTLED_SIGN}")' for block in stretches]
    return _fact(value, "+".join(formulas))


def _block(grids: Grids, items: Sequence[Item]) -> str:
    """Return the reference of all answers to items that stand side by side."""
    first, last = grids.range(items[0]), grids.range(items[-1])
    return f"{first.split(':')[0]}:{last.rsplit(':', 1)[1]}"


def write_areas(page: Page, material: Material, sources: Sources) -> None:
    """Write one row for the whole and one for each area: its judgement, its files and its evidence."""
    page.section("What it comes to")
    columns = [
        Column("Area", 34),
        Column("Judgement", 20),
        Column("Stage", 13),
        Column("Files (n)", 11, "head right"),
        Column(_passing_head(material), 13, "head right"),
        Column("Share of n", 11, "head right"),
        Column("Unsettled", 11, "head right"),
        Column("Provider's evidence", 11, "head right"),
        Column("Visit's evidence", 11, "head right"),
        Column("Against", 11, "head right"),
    ]
    overall = [*_judged(material, OVERALL, OVERALL_HEADING), *(Cell(None, "count") for _ in range(7))]
    areas = (_area(material, sources, area) for area in material.framework.areas)
    page.table("Front_areas", columns, [overall, *areas], head_height=28)
    page.skip()


def _passing_head(material: Material) -> str:
    scale = (
        None
        if material.framework.file_scale is None
        else material.framework.scale(material.framework.file_scale)
    )
    if scale is None or scale.line is None:
        return "At the line or better"
    return f"{scale.grade(scale.line).word} or better"


def _judged(material: Material, area: str, heading: str) -> list[Cell]:
    judgement = material.picture.judgement(area)
    if judgement is None:
        return [Cell(heading, "text strong"), Cell(None), Cell("None yet", "quiet")]
    stage = STAGES.get(judgement.stage, judgement.stage)
    return [Cell(heading, "text strong"), grade_of_area(material, judgement.grade), Cell(stage, "quiet")]


def _area(material: Material, sources: Sources, area: Area) -> list[Cell]:
    return [
        *_judged(material, area.id, area_heading(area)),
        *_tally_cells(material, sources, area),
        *_evidence_cells(material, sources, area),
    ]


def _tally_cells(material: Material, sources: Sources, area: Area) -> list[Cell]:
    item, counted = material.item(area.id), sources.tallied.get(area.id)
    if item is None or counted is None or not area.answerable:
        return [Cell("not asked", "right"), Cell(None), Cell(None), Cell(None)]
    sheet = quoted(counted.sheet)
    cells = [Cell(counted.n, "count", f"{sheet}!{counted.applicable}")]
    if counted.passing is None:
        cells += [Cell(None), Cell(None)]
    else:
        part = counted.passed / counted.n if counted.n else ""
        cells.append(Cell(counted.passed, "count", f"{sheet}!{counted.passing}"))
        cells.append(Cell(part, "share", f"{sheet}!{counted.part}"))
    unsettled = Says(sources.grids.range(item), UNSETTLED_SIGN)
    value = sum(row.sign(area.id) == UNSETTLED_SIGN for row in material.rows)
    return [*cells, Cell(value, "count", count_rows(unsettled))]


def _evidence_cells(material: Material, sources: Sources, area: Area) -> list[Cell]:
    mine = [item for item in material.picture.evidence if area.id in item.areas]
    marked = Says(sources.evidence.area_range(area.id), MARK)
    spot = sources.evidence.spot

    def counted(items: Iterable[EvidenceItem], column: str, text: str) -> Cell:
        return Cell(sum(1 for _ in items), "count", count_rows(marked, Says(spot.range(column), text)))

    return [
        counted((item for item in mine if item.from_provider), WHOSE, PROVIDER),
        counted((item for item in mine if not item.from_provider), WHOSE, VISIT),
        counted((item for item in mine if item.polarity == "against"), POLARITY, _AGAINST),
    ]


def _fact(value: int, formula: str) -> Cell:
    return Cell(value, "fact count", formula)
