"""Where detectors of odd things hook in: those that look at a file, and those that look at its columns.

A file detector runs in the limited child process, once, before the rows of the chosen sheet are read. A
column detector runs for each batch of rows, in the program itself, for each column that is kept; it may keep
nothing of what it sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from cafaudit.intake.mapping import ColumnUse
    from cafaudit.intake.oddities import Oddity, OddityLog

    FileDetector = Callable[[Path, str], Iterable[Oddity]]
    """Takes the file and the name of the sheet that is read ("" for a text); gives what is odd about them."""

    ColumnDetector = Callable[[ColumnUse, Sequence[str], Sequence[int], OddityLog], None]
    """Takes a column, its cells and the lines that they stand in, and notes what is odd."""

FILE_DETECTORS: Final[tuple[FileDetector, ...]] = ()
COLUMN_DETECTORS: Final[tuple[ColumnDetector, ...]] = ()
