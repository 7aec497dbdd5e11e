"""The sheet Charts: files by grade as stacked bars, with the figures as a table beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cafaudit.domain.framework import GradeScale
from cafaudit.export.workbook.cells import Cell, column_letters
from cafaudit.export.workbook.formulas import sum_cells
from cafaudit.export.workbook.items import Item
from cafaudit.export.workbook.look import Paint, light_look, lowest_rung
from cafaudit.export.workbook.page import Column, quoted
from cafaudit.export.workbook.tallies import Tallied

if TYPE_CHECKING:
    from cafaudit.export.workbook.material import Material
    from cafaudit.export.workbook.page import Page

_ITEM_WIDTH: Final = 34
_ROWS_A_CHART: Final = 4
_ROW_POINTS: Final = 15.0
_BAR_POINTS: Final = 26.0
_FRAME_POINTS: Final = 110.0


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a chart: its name, the cell of the name, its range, the values there, and its paint."""

    name: str
    name_cell: str
    values: str
    counts: tuple[int, ...]
    paint: Paint


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """A chart of stacked bars: where it goes, what it shows, and `words` for those who cannot see it."""

    title: str
    anchor: str
    height: float
    labels: str
    names: tuple[str, ...]
    series: tuple[Series, ...]
    words: str


def write_charts(page: Page, material: Material, tallied: Mapping[str, Tallied]) -> None:
    """Write a chart for the areas and one for the core questions, on each scale that they use."""
    page.widths = (_ITEM_WIDTH, *(12.0 for _ in range(7)))
    page.heading(
        "Charts",
        "Files of the random sample by grade, with the figures of the tallies beneath.",
    )
    drawn = False
    for title, group in (("Areas", "area"), ("Core questions", "core")):
        items = [item for item in material.in_group(group) if item.id in tallied and item.scale is not None]
        for scale in dict.fromkeys(item.scale for item in items if item.scale is not None):
            mine = [item for item in items if item.scale == scale and item.asked_of_files]
            if mine:
                _write_chart(page, material, _Part(title, scale, mine, tallied))
                drawn = True
    if not drawn:
        page.row(Cell("There is nothing to draw: no question of this framework is graded.", "prose"))


@dataclass(frozen=True, slots=True)
class _Part:
    """Items of one scale that make a chart together."""

    title: str
    scale: GradeScale
    items: Sequence[Item]
    tallied: Mapping[str, Tallied]


def _write_chart(page: Page, material: Material, part: _Part) -> None:
    title = f"{part.title}: files by grade"
    if page.charts:
        page.new_sheet_of_paper()
    top = page.section(title) + 1
    height = _FRAME_POINTS + _BAR_POINTS * len(part.items)
    page.skip(int(height // _ROW_POINTS) + 1)
    offered = part.items[0].offered
    columns = [
        Column(part.title, _ITEM_WIDTH),
        *(Column(answer.words, 12, answer.head) for answer in offered),
        Column("n", 11, "head right"),
    ]
    first = page.next_row + 1
    rows = ([*_figures(part.tallied[item.id], item, first + at)] for at, item in enumerate(part.items))
    number = len(page.charts) + 1
    spot = page.table(f"Charts_{number}", columns, rows)
    page.skip(2)
    lowest = lowest_rung(material.framework)
    series = tuple(
        Series(
            name=answer.words,
            name_cell=f"{quoted(page.name)}!${column_letters(at)}${spot.first - 1}",
            values=f"{quoted(page.name)}!${column_letters(at)}${spot.first}:${column_letters(at)}${spot.last}",
            counts=tuple(part.tallied[item.id].counts[answer.value] for item in part.items),
            paint=light_look().grade(part.scale.grade(answer.value).rung, lowest),
        )
        for at, answer in enumerate(offered, start=2)
    )
    names = tuple(item.heading for item in part.items)
    labels = f"{quoted(page.name)}!$A${spot.first}:$A${spot.last}"
    page.charts.append(
        ChartPlan(title, f"A{top}", height, labels, names, series, _in_words(title, names, series))
    )


def _figures(tallied: Tallied, item: Item, row: int) -> list[Cell]:
    sheet = quoted(tallied.sheet)
    counts = [
        Cell(tallied.counts[answer.value], "count", f"{sheet}!{tallied.answers[answer.value]}")
        for answer in item.offered
    ]
    cells = [f"{column_letters(at)}{row}" for at in range(2, len(counts) + 2)]
    return [Cell(item.heading), *counts, Cell(tallied.n, "count strong", sum_cells(cells))]


def _in_words(title: str, names: Sequence[str], series: Sequence[Series]) -> str:
    lines = [
        f"{name}: " + ", ".join(f"{one.counts[at]} {one.name}" for one in series)
        for at, name in enumerate(names)
    ]
    return f"{title}. " + "; ".join(lines) + "."
