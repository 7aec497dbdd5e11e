"""The sheet Judgements: every area and the whole, provisional and final, beside what the files suggest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.domain.overall import suggest_area, suggest_overall
from cafaudit.domain.vocabulary import OVERALL, STAGES
from cafaudit.export.workbook.cells import Cell
from cafaudit.export.workbook.page import Column
from cafaudit.export.workbook.styles import beside_style, grade_style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cafaudit.domain.framework import Area
    from cafaudit.domain.overall import Suggestion
    from cafaudit.domain.picture import Judgement
    from cafaudit.export.workbook.material import Material
    from cafaudit.export.workbook.page import Page
    from cafaudit.export.workbook.tallies import Tallied

OVERALL_HEADING = "Overall"


def write_judgements(page: Page, material: Material, tallied: Mapping[str, Tallied]) -> None:
    """Write one row for each judgement, the whole first, and one for an area that has none."""
    page.heading(
        "Judgements",
        "Provisional and final stand apart. Suggestions come from the counts as they are; the lead decides.",
    )
    columns = [
        Column("Area", 22),
        Column("Stage", 11),
        Column("Grade", 15),
        Column("Judgement", 34),
        Column("Scope", 14),
        Column("Qualifier", 28),
        Column("Still to do", 28),
        Column("Reasons", 34),
        Column("Suggested", 15),
        Column("Suggested because", 22),
        Column("Departure", 26),
    ]
    if not material.redacted:
        columns += [Column("By", 9), Column("When (UTC)", 18, "head right")]
    page.long_table("Judgements_list", columns, _rows(material, tallied))


def grade_of_area(material: Material, grade: str, style: Callable[[int], str] = grade_style) -> Cell:
    """Return a cell with a grade of the scale of areas in letter, word and colour; empty for no grade.

    Args:
        material: Gives the scale.
        grade: The id of the grade, "" for none.
        style: Names the style for a rung.
    """
    scale_id = material.framework.area_scale
    if not grade or scale_id is None:
        return Cell(material.text(grade) or None, "text")
    found = next((g for g in material.framework.scale(scale_id).grades if g.id == grade), None)
    if found is None:
        return Cell(material.text(grade), "text")
    return Cell(f"{found.letter} {found.word}", style(found.rung))


def area_heading(area: Area) -> str:
    """Return what an area is called in lists: number and title."""
    return f"{area.number} {area.title}"


def _rows(material: Material, tallied: Mapping[str, Tallied]) -> Iterator[list[Cell]]:
    grades = {area.id: _standing(material, area.id) for area in material.framework.areas}
    yield from _rows_of(material, OVERALL, OVERALL_HEADING, suggest_overall(material.framework, grades))
    for area in material.framework.areas:
        yield from _rows_of(material, area.id, area_heading(area), _suggestion(material, area, tallied))


def _rows_of(material: Material, area: str, heading: str, suggestion: Suggestion) -> Iterator[list[Cell]]:
    stages = list(STAGES)
    mine = sorted(
        (judgement for judgement in material.picture.judgements if judgement.area == area),
        key=lambda judgement: stages.index(judgement.stage) if judgement.stage in stages else len(stages),
    )
    suggested = [
        grade_of_area(material, suggestion.grade or "", beside_style),
        Cell(". ".join(suggestion.reasons) + "." if suggestion.reasons else "", "quiet"),
    ]
    name = Cell(heading, "text strong")
    if not mine:
        yield [name, *_no_judgement(material, suggested)]
    for judgement in mine:
        yield [name, *_judgement(material, judgement, suggested)]


def _no_judgement(material: Material, suggested: list[Cell]) -> list[Cell]:
    after = 1 if material.redacted else 3
    return [Cell("None yet", "quiet"), *_empty(6), *suggested, *_empty(after)]


def _empty(cells: int) -> list[Cell]:
    return [Cell(None) for _ in range(cells)]


def _judgement(material: Material, judgement: Judgement, suggested: list[Cell]) -> list[Cell]:
    texts = (judgement.sentence, judgement.scope, judgement.qualifier, judgement.residual, judgement.reasons)
    cells = [
        Cell(STAGES.get(judgement.stage, judgement.stage)),
        grade_of_area(material, judgement.grade, beside_style),
        *(Cell(material.text(text)) for text in texts),
        *suggested,
        Cell(material.text(judgement.departure)),
    ]
    if material.redacted:
        return cells
    return [*cells, Cell(material.person(judgement.author)), material.moment(judgement.at)]


def _standing(material: Material, area: str) -> str | None:
    judgement = material.picture.judgement(area)
    scale_id = material.framework.area_scale
    if judgement is None or scale_id is None:
        return None
    known = {grade.id for grade in material.framework.scale(scale_id).grades}
    return judgement.grade if judgement.grade in known else None


def _suggestion(material: Material, area: Area, tallied: Mapping[str, Tallied]) -> Suggestion:
    counted = tallied.get(area.id)
    return suggest_area(material.framework, area.id, {} if counted is None else counted.counts)
