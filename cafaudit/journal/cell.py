"""Cells: the places that values stand in.

A cell is a path of texts: the record type first, the field last, the record's key between them. The
score of case C-014, first pass, item risk-quality stands in `score/C-014/1/risk-quality`. Two
people's values for one thing meet because neither author nor machine is part of the path.
"""

from __future__ import annotations

from urllib.parse import unquote

Cell = tuple[str, ...]

_ESCAPED = {ord(sign): f"%{ord(sign):02X}" for sign in "%/"}


def cell_text(cell: Cell) -> str:
    """Write a cell as one text: parts joined by "/", with "%" and "/" inside a part escaped."""
    return "/".join(part.translate(_ESCAPED) for part in cell)


def parse_cell(text: str) -> Cell:
    """Read what `cell_text` wrote."""
    return tuple(unquote(part) if "%" in part else part for part in text.split("/"))


def record_type(cell: Cell) -> str:
    """Return the record type a cell belongs to."""
    return cell[0]
