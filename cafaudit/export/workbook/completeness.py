"""How complete every reading is: a part of the front page, counted on the grids by formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.export.workbook.cells import Cell
from cafaudit.export.workbook.items import UNSETTLED_SIGN
from cafaudit.export.workbook.page import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cafaudit.export.workbook.items import Item
    from cafaudit.export.workbook.material import Material, ScoreRow
    from cafaudit.export.workbook.page import Page
    from cafaudit.export.workbook.scores import Grids


def write_completeness(page: Page, material: Material, grids: Grids) -> None:
    """Write one row for each reading: how much is answered, unsettled and still open."""
    page.section("How complete every reading is")
    columns = [Column("Case", 34), Column("Stratum", 20), Column("Reading", 13)]
    if not material.redacted:
        columns.append(Column("Reader", 11))
    columns.append(Column("Pass", 11, "head right"))
    columns += [
        Column(head, 11, "head right") for head in ("Answered", "Of questions", "Unsettled", "No answer yet")
    ]
    columns.append(Column("More answered", 11, "head right"))
    rows = (_complete(material, grids, place, row) for place, row in enumerate(material.rows))
    page.table("Front_readings", columns, rows, head_height=28)


def _complete(material: Material, grids: Grids, place: int, row: ScoreRow) -> list[Cell]:
    front, more = material.in_group("area", "core"), material.in_group("more")
    empty, unsettled = _signs(row, front, ""), _signs(row, front, UNSETTLED_SIGN)
    cells = [
        Cell(row.case, "text strong"),
        Cell(row.stratum, "quiet"),
        Cell(row.state, "quiet"),
    ]
    if not material.redacted:
        cells.append(Cell(row.reader, "quiet"))
    cells.append(Cell(row.reading.number, "count"))
    if front:
        across = grids.across(front, place)
        blank, differing = f"COUNTBLANK({across})", f'COUNTIF({across},"{UNSETTLED_SIGN}")'
        cells += [
            Cell(len(front) - empty - unsettled, "count", f"COLUMNS({across})-{blank}-{differing}"),
            Cell(len(front), "count", f"COLUMNS({across})"),
            Cell(unsettled, "count", differing),
            Cell(empty, "count", blank),
        ]
    else:
        cells += [Cell(0, "count") for _ in range(4)]
    return [*cells, _more_answered(grids, more, place, row)]


def _more_answered(grids: Grids, more: Sequence[Item], place: int, row: ScoreRow) -> Cell:
    if not more:
        return Cell(0, "count")
    return Cell(len(more) - _signs(row, more, ""), "count", f"COUNTA({grids.across(more, place)})")


def _signs(row: ScoreRow, items: Iterable[Item], sign: str) -> int:
    return sum(row.sign(item.id) == sign for item in items)
