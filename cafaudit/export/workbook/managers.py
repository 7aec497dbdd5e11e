"""The sheets Manager and inspector, and Pairs: the service's own grades beside the inspectors'."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cafaudit.export.workbook.cells import Cell
from cafaudit.export.workbook.formulas import Compares, Condition, Says, count_rows, sum_rows
from cafaudit.export.workbook.items import Item
from cafaudit.export.workbook.material import COUNTED, NOT_COUNTED, ScoreRow
from cafaudit.export.workbook.page import Column, Spot
from cafaudit.export.workbook.scores import CASE, COUNTS, STRATUM, grade_cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cafaudit.export.workbook.material import Material
    from cafaudit.export.workbook.page import Page

_ITEM, _GAP, _CROSSES = "Area or question", "Gap", "Crosses the line"
_NO, _NO_LINE = "no", "–"
_ABOVE, _BELOW = "manager above", "manager below"


@dataclass(frozen=True, slots=True)
class Pair:
    """A manager's and an inspector's grade of one item of one file; places count from 1, the best."""

    row: ScoreRow
    item: Item
    inspector: str
    manager: str
    places: tuple[int, int]
    line: int | None

    @property
    def gap(self) -> int:
        """Steps of the scale by which the manager's grade is the better one; below 0 the worse one."""
        return self.places[0] - self.places[1]

    @property
    def crosses(self) -> str:
        """Whether and how the two stand on different sides of the scale's line."""
        if self.line is None:
            return _NO_LINE
        inspector, manager = (place <= self.line for place in self.places)
        if inspector == manager:
            return _NO
        return _ABOVE if manager else _BELOW


def pairs_of(material: Material) -> list[Pair]:
    """Return every pair of grades on one scale, in the order of the readings."""
    found = []
    for row in material.rows:
        for item in material.items:
            pair = _pair(row, item)
            if pair is not None:
                found.append(pair)
    return found


def write_pairs(page: Page, pairs: Iterable[Pair]) -> Spot:
    """Write one row for each pair; gap and crossing are formulas on the grades' places."""
    page.heading(
        "Pairs",
        "The manager's grade beside the inspector's. Place 1 is the best grade of the scale.",
        "Gap: steps by which the manager's grade is better (+) or worse (–) than the inspector's.",
    )
    columns = [
        Column(CASE, 14),
        Column(STRATUM, 26),
        Column(COUNTS, 9),
        Column(_ITEM, 30),
        Column("Inspector", 18),
        Column("Manager", 18),
        Column("Inspector's place", 10, "head right"),
        Column("Manager's place", 10, "head right"),
        Column(_GAP, 7, "head right"),
        Column("Place of the line", 10, "head right"),
        Column(_CROSSES, 16),
    ]
    first = page.next_row + 1
    rows = (_pair_row(pair, first + at) for at, pair in enumerate(pairs))
    return page.long_table("Pairs_list", columns, rows)


def write_managers(page: Page, material: Material, pairs: list[Pair], spot: Spot) -> None:
    """Write how the two agree, item by item, over the files that count."""
    page.heading(
        "Manager and inspector",
        "Files that enter the tallies and have both grades. The pairs themselves stand on Pairs.",
        "Mean gap above 0: managers grade higher than inspectors, in steps of the scale.",
    )
    counted = [pair for pair in pairs if pair.row.counted]
    items = [item for item in material.items if any(pair.item is item for pair in counted)]
    heads = ["Pairs", "Mean gap", *(measure.heading for measure in _MEASURES)]
    columns = [Column(_ITEM, 34), *(Column(head, 12, "head right") for head in heads)]
    first = page.next_row + 1
    rows = (_summary(item, counted, spot, first + at) for at, item in enumerate(items))
    page.long_table("Managers_summary", columns, rows)
    if not items:
        page.skip()
        page.row(Cell("No file that counts has both grades yet.", "subtitle"))


def _pair(row: ScoreRow, item: Item) -> Pair | None:
    answer = row.reading.answers.get(item.id)
    if answer is None or item.scale is None or answer.different:
        return None
    places = {offered.value: place for place, offered in enumerate(item.offered, start=1)}
    if answer.value not in places or answer.manager not in places:
        return None
    line = None if item.scale.line is None else places[item.scale.line]
    return Pair(row, item, answer.value, answer.manager, (places[answer.value], places[answer.manager]), line)


def _pair_row(pair: Pair, number: int) -> list[Cell]:
    gap = f"G{number}-H{number}"
    inspector, manager = f"G{number}<=J{number}", f"H{number}<=J{number}"
    crosses = f'IF(({inspector})=({manager}),"{_NO}",IF({manager},"{_ABOVE}","{_BELOW}"))'
    return [
        Cell(pair.row.case, "text strong"),
        Cell(pair.row.stratum, "quiet"),
        Cell(COUNTED if pair.row.counted else NOT_COUNTED, "quiet"),
        Cell(pair.item.heading),
        grade_cell(pair.item, pair.inspector),
        grade_cell(pair.item, pair.manager),
        Cell(pair.places[0], "count"),
        Cell(pair.places[1], "count"),
        Cell(pair.gap, "gap", gap),
        Cell(_NO_LINE if pair.line is None else pair.line, "count"),
        Cell(
            pair.crosses,
            "text" if pair.crosses in (_NO, _NO_LINE) else "against",
            "" if pair.line is None else crosses,
        ),
    ]


@dataclass(frozen=True, slots=True)
class _Measure:
    """Something counted over pairs: its heading, which pairs it counts, and the same as a condition."""

    heading: str
    holds: Callable[[Pair], bool]
    condition: Callable[[Spot], Condition]


_MEASURES: Final = (
    _Measure("Same grade", lambda pair: pair.gap == 0, lambda spot: Compares(spot.range(_GAP), "=", 0)),
    _Measure("Manager higher", lambda pair: pair.gap > 0, lambda spot: Compares(spot.range(_GAP), ">", 0)),
    _Measure("Manager lower", lambda pair: pair.gap < 0, lambda spot: Compares(spot.range(_GAP), "<", 0)),
    _Measure(
        "Across the line, manager above",
        lambda pair: pair.crosses == _ABOVE,
        lambda spot: Says(spot.range(_CROSSES), _ABOVE),
    ),
    _Measure(
        "Across the line, manager below",
        lambda pair: pair.crosses == _BELOW,
        lambda spot: Says(spot.range(_CROSSES), _BELOW),
    ),
)


def _summary(item: Item, pairs: list[Pair], spot: Spot, row: int) -> list[Cell]:
    mine = [pair for pair in pairs if pair.item is item]
    where = (Says(spot.range(_ITEM), item.heading), Says(spot.range(COUNTS), COUNTED))
    mean = sum(pair.gap for pair in mine) / len(mine)
    return [
        Cell(item.heading, "text strong" if item.is_area else "text"),
        Cell(len(mine), "count", count_rows(*where)),
        Cell(mean, "mean gap", f"{sum_rows(spot.range(_GAP), *where)}/B{row}"),
        *(
            Cell(sum(map(measure.holds, mine)), "count", count_rows(*where, measure.condition(spot)))
            for measure in _MEASURES
        ),
    ]
