"""From a file to a table, in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.intake.file_kind import kind_of
from cafaudit.intake.oddities import OddityLog
from cafaudit.intake.text_file import read_text_table
from cafaudit.intake.wanted import WANTED
from cafaudit.intake.workbook_file import read_workbook_table
from cafaudit.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.intake.table import Table
    from cafaudit.intake.wanted import WantedName


def parse_table(
    path: Path,
    *,
    sheet: str | None = None,
    wanted: WantedName = "case list",
    progress: Progress = NO_PROGRESS,
) -> Table:
    """Read the list of a file. Nothing in it is executed, followed or fetched.

    Args:
        path: A workbook or a text with separated values; what it is, is told from its content.
        sheet: The sheet to take; None where it can be told.
        wanted: What kind of list it should be.
        progress: Told how far it is.

    Raises:
        InputRefused: The file is no list that can be read; the sentences say why and what to do.
        Cancelled: A stop was asked for.
    """
    log = OddityLog()
    if kind_of(path) == "workbook":
        return read_workbook_table(path, sheet, WANTED[wanted], log, progress)
    if sheet is not None:
        raise InputRefused(
            f"“{path.name}” is a text without sheets, so there is no sheet “{sheet}”.", "Leave --sheet out."
        )
    return read_text_table(path, WANTED[wanted], log, progress)
