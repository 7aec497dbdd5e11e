"""Checking a draw from papers alone: the exported list, the seed and the sheet, without any visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.intake.reader import read_table
from cafaudit.intake.roles import heading_key
from cafaudit.sampling import DRAW_SHEET_HEADER, DrawnCase, parse_frame_lines, verify_draw

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.sampling import Role

_ROLES: dict[str, Role] = {"sample": "sample", "reserve": "reserve"}


def read_draw_sheet(path: Path) -> tuple[DrawnCase, ...]:
    """Return the places of a draw sheet (csv or xlsx, columns stratum, order, case, ticket, role).

    Raises:
        InputRefused: It cannot be read, a column is missing, or a row is no place of a draw.
    """
    table = read_table(path, wanted="draw sheet")
    places = {heading_key(header): place for place, header in reversed(list(enumerate(table.header)))}
    missing = [name for name in DRAW_SHEET_HEADER if name not in places]
    if missing:
        raise InputRefused(
            f"“{path.name}” is no draw sheet: it has no column “{missing[0]}”.",
            f"A draw sheet has the columns {', '.join(DRAW_SHEET_HEADER)}.",
        )
    wanted = [places[name] for name in DRAW_SHEET_HEADER]
    rows = ([row[place].strip() for place in wanted] for row in table.rows)
    return tuple(_place(row, line, path.name) for row, line in zip(rows, table.lines, strict=True))


def verify_draw_files(frame: Path, seed: str, sheet: Path) -> tuple[str, ...]:
    """Return what is wrong with a draw, from files alone, one sentence each; nothing when it can be repeated.

    Args:
        frame: The exported frame list, lines "stratum TAB case".
        seed: The seed, as it was typed.
        sheet: The draw sheet, csv or xlsx.

    Raises:
        InputRefused: A file is not what it should be, or the seed cannot be one.
    """
    try:
        data = frame.read_bytes()
    except OSError as error:
        raise InputRefused(f"“{frame}” cannot be read.", "Look at its name and folder.") from error
    return verify_draw(parse_frame_lines(data, source=frame.name), seed, read_draw_sheet(sheet))


def _place(row: list[str], line: int, source: str) -> DrawnCase:
    stratum, order, case, ticket, role = row
    if not order.isdecimal() or role.casefold() not in _ROLES or not case:
        raise InputRefused(
            f"Row {line:,} of “{source}” is no place of a draw: it needs a whole number, a case and a role.",
            "The role is “sample” or “reserve”. Use the sheet as it was exported.",
        )
    return DrawnCase(case, stratum, ticket.lower(), _ROLES[role.casefold()], int(order))
