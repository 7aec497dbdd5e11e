"""Cells: the places that values stand in.

A cell is a path of texts: the record type first, the field last, the record's key between them. The
score of case C-014, first pass, item risk-quality stands in `score/C-014/1/risk-quality`. Two
people's values for one thing meet because neither author nor machine is part of the path.
"""

from __future__ import annotations

from urllib.parse import unquote

from cafaudit.journal.canonical import is_shapely

Cell = tuple[str, ...]

_ESCAPED = {code: f"%{code:02X}" for code in (*range(0x20), ord("%"), ord("/"), 0x7F)}


def cell_text(cell: Cell) -> str:
    """Write a cell as one line: parts joined by "/"; "%", "/" and control signs inside a part escaped."""
    return "/".join(part.translate(_ESCAPED) for part in cell)


def parse_cell(text: str) -> Cell:
    """Read what `cell_text` wrote."""
    return tuple(unquote(part) if "%" in part else part for part in text.split("/"))


def is_cell_text(text: str) -> bool:
    """Say whether a text is spelt as `cell_text` spells it, so that one cell has one text."""
    if "%" not in text and text.isprintable():
        return True
    return is_shapely(text) and cell_text(parse_cell(text)) == text


def record_type(cell: Cell) -> str:
    """Return the record type a cell belongs to."""
    return cell[0]
