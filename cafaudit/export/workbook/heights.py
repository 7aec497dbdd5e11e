"""How high a row must be for its wrapped text: not every program that opens the file works it out itself."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.export.workbook.cells import Cell
    from cafaudit.export.workbook.styles import Styles

ONE_LINE: Final = 15.0
"""Height of a row of one line, in points."""

_LINE: Final = 13.3
_ABOVE_AND_BELOW: Final = 3.0
_HIGHEST: Final = 405.0
"""Excel allows 409 points."""


def text_height(text: str, signs: float) -> float:
    """Return the height of a text in points when so many signs fit on a line."""
    lines = sum(max(1, ceil(len(line) / signs)) for line in text.split("\n"))
    return ONE_LINE if lines == 1 else min(_LINE * lines + _ABOVE_AND_BELOW, _HIGHEST)


def row_height(cells: Sequence[Cell | None], widths: Sequence[float], styles: Styles) -> float | None:
    """Return the height that the row's longest text needs, None for an ordinary row of one line."""
    highest = ONE_LINE
    for cell, width in zip(cells, widths, strict=False):
        if cell is None or not isinstance(cell.value, str):
            continue
        signs = styles.signs(cell.style, width)
        if signs and (len(cell.value) > signs or "\n" in cell.value):
            highest = max(highest, text_height(cell.value, signs))
    return None if highest == ONE_LINE else highest
