"""From a file to a table, out of harm's way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.intake.reading import parse_table
from cafaudit.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.intake.table import Table
    from cafaudit.intake.wanted import WantedName


def read_table(
    path: Path,
    *,
    sheet: str | None = None,
    wanted: WantedName = "case list",
    progress: Progress = NO_PROGRESS,
) -> Table:
    """Read the list of a file, as `cafaudit.intake.reading.parse_table` does.

    Args:
        path: A workbook or a text with separated values; what it is, is told from its content.
        sheet: The sheet to take; None where it can be told.
        wanted: What kind of list it should be.
        progress: Told how far it is.

    Raises:
        InputRefused: The file is no list that can be read; the sentences say why and what to do.
        Cancelled: A stop was asked for.
    """
    return parse_table(path, sheet=sheet, wanted=wanted, progress=progress)
