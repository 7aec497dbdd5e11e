"""Quotation marks that are opened and never closed: the rows behind one would vanish into a single cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cafaudit.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_BLOCK: Final = 1 << 20


def swallowed_row(rows: Sequence[Sequence[str]], separator: str) -> int | None:
    """Return which of some rows has a cell that holds what looks like further rows; None for none.

    A cell may well run over several lines. What looks like a row is a line within it that has as
    many separators as the rows around have.

    Args:
        rows: Rows of a text as they were taken apart.
        separator: What stands between their cells.
    """
    width = min((len(row) for row in rows if len(row) > 1), default=1)
    for at, row in enumerate(rows):
        for cell in row:
            if "\n" in cell or "\r" in cell:
                inner = cell.splitlines()[1:]
                if any(line.count(separator) >= max(width - 1, 1) for line in inner):
                    return at
    return None


def check_quotes(path: Path, encoding: str, row: int) -> None:
    """Refuse a text whose quotation marks do not come in pairs.

    Args:
        path: The text.
        encoding: Its encoding.
        row: The row whose cell holds what looks like further rows, counted from 1.

    Raises:
        InputRefused: A mark is left over, so that the rows behind it cannot be told apart.
    """
    if sum(block.count('"') for block in _blocks(path, encoding)) % 2:
        raise InputRefused(
            f"“{path.name}” cannot be taken apart: in row {row:,} a quotation mark is opened "
            "and never closed, so that the rows below run into one cell.",
            "Correct that line, or save the list as .xlsx and import that.",
        )


def _blocks(path: Path, encoding: str) -> Iterator[str]:
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        while block := stream.read(_BLOCK):
            yield block
