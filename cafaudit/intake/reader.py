"""From a file to a table, out of harm's way: a child process opens it, and may die of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

import cafaudit
from cafaudit.errors import InputRefused
from cafaudit.intake.answers import MOST_SECONDS, Parsed, unpacked
from cafaudit.intake.reading import parse_table
from cafaudit.intake.sheets import SheetNeeded
from cafaudit.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from cafaudit.intake.table import Table
    from cafaudit.intake.wanted import WantedName

_LOOK_EVERY: Final = 0.05
_PASSED_ON: Final = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "LANG", "LC_ALL")
"""What the child is told of its surroundings; a passphrase in them stays here."""


def read_table(
    path: Path,
    *,
    sheet: str | None = None,
    wanted: WantedName = "case list",
    progress: Progress = NO_PROGRESS,
    patience: float = MOST_SECONDS,
) -> Table:
    """Read the list of a file in a process of its own, limited in memory and time.

    Windows knows no limit of memory for it, only of time. A frozen program has no interpreter to
    start and parses in its own process.

    Args:
        path: A workbook or a text with separated values; what it is, is told from its content.
        sheet: The sheet to take; None where it can be told.
        wanted: What kind of list it should be.
        progress: Asked twenty times a second whether to go on; how far it is, is not known.
        patience: Seconds after which the file is given up.

    Raises:
        SheetNeeded: Several sheets look like such a list, and none was named.
        InputRefused: The file is no list that can be read; the sentences say why and what to do.
        Cancelled: A stop was asked for.
    """
    if getattr(sys, "frozen", False):
        return parse_table(path, sheet=sheet, wanted=wanted, progress=progress)
    data = _asked(_command(path, wanted, sheet), path, progress, time.monotonic() + patience)
    try:
        answer = unpacked(data)
    except msgspec.MsgspecError as error:
        raise _unreadable(path) from error
    if isinstance(answer, Parsed):
        return answer.table
    if answer.sheets:
        raise SheetNeeded(answer.message, answer.advice, answer.sheets)
    raise InputRefused(answer.message, answer.advice)


def _command(path: Path, wanted: WantedName, sheet: str | None) -> list[str]:
    named = [] if sheet is None else [sheet]
    return [sys.executable, "-X", "utf8", "-m", "cafaudit.intake.child", str(path), wanted, *named]


def _asked(command: list[str], path: Path, progress: Progress, until: float) -> bytes:
    """Run the child and return what it wrote; nothing of it stays behind, whatever happens."""
    with subprocess.Popen(  # noqa: S603 - our own module, no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_surroundings(),
    ) as child:
        try:
            while True:
                progress.step(0, 0)
                try:
                    return child.communicate(timeout=_LOOK_EVERY)[0]
                except subprocess.TimeoutExpired:
                    if time.monotonic() > until:
                        raise _too_slow(path) from None
        finally:
            child.kill()


def _surroundings() -> dict[str, str]:
    ours = str(Path(cafaudit.__file__).parent.parent)
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | {"PYTHONPATH": ours}


def _unreadable(path: Path) -> InputRefused:
    return InputRefused(
        f"“{path.name}” cannot be read: it is damaged, or larger than the memory that a list may take.",
        "Open it in a spreadsheet program, save the list alone as .csv, and import that file.",
    )


def _too_slow(path: Path) -> InputRefused:
    return InputRefused(
        f"“{path.name}” takes longer to read than a case list should.",
        "Open it in a spreadsheet program, save the list alone as .csv, and import that file.",
    )
