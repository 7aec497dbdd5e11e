"""Cells and rows as values, and as the XML of a sheet."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from cafaudit.export.workbook.text import cell_text, may_start_formula, needs_preserving, xml_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.export.workbook.styles import Styles

Value = str | int | float | date | datetime | None

_EPOCH: Final = datetime(1899, 12, 30, tzinfo=UTC)
_FIRST_SAFE_YEAR: Final = 1901
_DAY: Final = timedelta(days=1)
_LETTERS: Final = 26


class Cell(NamedTuple):
    """One cell: its value, our name of its style, and its formula if it is counted by the spreadsheet.

    With a formula, `value` is what the formula gives; it is stored beside it.
    """

    value: Value
    style: str = "text"
    formula: str = ""


def day_cell(day: date | None, style: str = "date") -> Cell:
    """Return a cell for a day; before 1901, where spreadsheets disagree, as text."""
    if day is None:
        return Cell(None, "text")
    return Cell(day, style) if day.year >= _FIRST_SAFE_YEAR else Cell(day.isoformat(), "text")


def moment_cell(moment: str, style: str = "moment") -> Cell:
    """Return a cell for a moment of the journal (ISO, UTC), as the text itself where it is none."""
    try:
        read = datetime.fromisoformat(moment)
    except ValueError:
        return Cell(moment, "text")
    if read.year < _FIRST_SAFE_YEAR:
        return Cell(moment, "text")
    return Cell(read if read.tzinfo is None else read.astimezone(UTC).replace(tzinfo=None), style)


@cache
def column_letters(number: int) -> str:
    """Return the letters of a column, 1 being A."""
    letters = ""
    while number:
        number, place = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + place) + letters
    return letters


def row_xml(
    number: int,
    cells: Sequence[Cell | None],
    styles: Styles,
    height: float | None = None,
    *,
    fixed: bool = False,
) -> bytes:
    """Return one row of a sheet; None leaves a cell out.

    Args:
        number: The row, from 1.
        cells: From column A on.
        styles: Where the numbers of styles come from.
        height: In points; None for the sheet's ordinary height.
        fixed: Whether the height stays when somebody changes the text.
    """
    tall = "" if height is None else f' ht="{height:g}"' + (' customHeight="1"' if fixed else "")
    inside = "".join(
        _cell_xml(f"{column_letters(at)}{number}", cell, styles)
        for at, cell in enumerate(cells, start=1)
        if cell is not None
    )
    return f'<row r="{number}"{tall}>{inside}</row>'.encode()


def _cell_xml(place: str, cell: Cell, styles: Styles) -> str:
    value = cell.value
    if cell.formula:
        return _formula_xml(place, cell, styles)
    if isinstance(value, str):
        return _text_xml(place, value, cell.style, styles) if value else _empty_xml(place, cell.style, styles)
    if value is None:
        return _empty_xml(place, cell.style, styles)
    return f'<c r="{place}" s="{styles.number(cell.style)}"><v>{_number(value)}</v></c>'


def _empty_xml(place: str, style: str, styles: Styles) -> str:
    return f'<c r="{place}" s="{styles.number(style)}"/>'


def _text_xml(place: str, value: str, style: str, styles: Styles) -> str:
    text = cell_text(value)
    number = styles.number(style, quoted=may_start_formula(text))
    keep = ' xml:space="preserve"' if needs_preserving(text) else ""
    return f'<c r="{place}" s="{number}" t="inlineStr"><is><t{keep}>{xml_text(text)}</t></is></c>'


def _formula_xml(place: str, cell: Cell, styles: Styles) -> str:
    is_text = isinstance(cell.value, str)
    stored = xml_text(str(cell.value)) if is_text else _number(cell.value)
    kind = ' t="str"' if is_text else ""
    formula = xml_text(cell.formula)
    return f'<c r="{place}" s="{styles.number(cell.style)}"{kind}><f>{formula}</f><v>{stored}</v></c>'


def _number(value: Value) -> str:
    if isinstance(value, datetime):
        return repr((value.replace(tzinfo=UTC) - _EPOCH) / _DAY)
    if isinstance(value, date):
        return str((datetime(value.year, value.month, value.day, tzinfo=UTC) - _EPOCH).days)
    return repr(value)
