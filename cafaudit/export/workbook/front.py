"""The sheet Front: what this is, what it comes to on one page, and how complete it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.export.letter.english import british_date
from cafaudit.export.workbook.cells import Cell, day_cell
from cafaudit.export.workbook.completeness import write_completeness
from cafaudit.export.workbook.judgements import grade_of_area
from cafaudit.export.workbook.overview import write_areas, write_counts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cafaudit.domain.picture import Picture
    from cafaudit.export.workbook.material import Material
    from cafaudit.export.workbook.overview import Sources
    from cafaudit.export.workbook.page import Page


def write_front(page: Page, material: Material, sources: Sources, others: Sequence[Page]) -> None:
    """Write the front page; `others` are the sheets that it leads to."""
    page.widths = (34, 20, 13, 11, 13, 11, 11, 11, 11, 11)
    _write_title(page, material)
    for label, cell in _facts(material):
        page.fact(label, cell)
    page.skip()
    write_areas(page, material, sources)
    write_counts(page, material, sources)
    page.new_sheet_of_paper()
    _write_contents(page, others)
    page.new_sheet_of_paper()
    write_completeness(page, material, sources.grids)


def visit_title(picture: Picture) -> str:
    """Return what the visit is about, as far as it is known: provider and service area."""
    known = [part for part in (picture.details.provider, picture.details.service_area) if part]
    return ", ".join(known) or "Visit without a name yet"


def _write_title(page: Page, material: Material) -> None:
    details = material.picture.details
    code = f" ({details.area_code})" if details.area_code else ""
    page.row(Cell(f"Evidence workbook: {visit_title(material.picture)}{code}", "title"), height=28)
    if material.redacted:
        page.row(
            Cell("Redacted copy: cases are numbered in drawn order, nobody is named.", "warning"), height=16
        )
    page.skip()


def _facts(material: Material) -> Iterator[tuple[str, Cell]]:
    picture, details = material.picture, material.picture.details
    steps = {step.id: step.text for step in material.framework.steps}
    yield "Visit", day_range(material)
    if details.inspectorate:
        yield "Inspectorate", Cell(details.inspectorate, "fact")
    if details.report_published is not None:
        yield "Report followed up, published", day_cell(details.report_published, "fact date")
    yield "Step", Cell(steps.get(details.step, details.step), "fact")
    yield "Framework", Cell(f"{material.framework.title}, version {material.framework.version}", "fact")
    if picture.plan:
        yield "Action plan judged", Cell(_plan(material), "fact")
    if not material.redacted:
        yield "Team", Cell(", ".join(_people(picture)), "fact")
    yield "State in ten words", Cell(" ".join(picture.words), "fact strong")
    yield "State (SHA-256)", Cell(picture.digest, "fact hash")
    yield "Made with", Cell(f"CafAudit {picture.program}", "fact")


def day_range(material: Material) -> Cell:
    """Return when the visit was, as far as it is known."""
    details = material.picture.details
    first, last = details.visit_from, details.visit_to
    if first is None:
        return Cell(None, "fact")
    if last is None or last == first:
        return day_cell(first, "fact date")
    return Cell(f"{british_date(first)} to {british_date(last)}", "fact")


def _plan(material: Material) -> str:
    ordered = sorted(material.picture.plan, key=lambda judged: judged.order)
    parts = []
    for judged in ordered:
        grade = grade_of_area(material, judged.grade).value or "not graded"
        day = f" ({british_date(judged.judged_on)})" if judged.judged_on else ""
        parts.append(f"{grade}{day}")
    return ", then ".join(parts)


def _people(picture: Picture) -> list[str]:
    return [f"{person.code} {person.name} ({person.role})".strip() for person in picture.people]


def _write_contents(page: Page, others: Sequence[Page]) -> None:
    page.section("In this workbook")
    for other in others:
        row = page.fact(other.name, Cell(other.about[:1].upper() + other.about[1:], "fact"))
        page.link(row, 1, other.name)
    page.skip()
