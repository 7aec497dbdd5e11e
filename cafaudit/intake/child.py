"""The child process that opens a list from outside: limited in memory and time, without secrets.

`python -m cafaudit.intake.child PATH WANTED [SHEET]` parses one file and writes the answer, packed,
to its standard output. Whatever a file does to it, the program that asked lives on.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from cafaudit.errors import InputRefused
from cafaudit.intake.answers import MOST_SECONDS, Answer, Parsed, Refused, packed
from cafaudit.intake.reading import parse_table
from cafaudit.intake.sheets import SheetNeeded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.intake.wanted import WantedName

MOST_MEMORY: Final = 2 * 1024**3
"""Bytes of address space; a list of 100,000 cases takes a tenth of it."""

_LEAST_ARGUMENTS: Final = 2


def answer_for(path: Path, wanted: WantedName, sheet: str | None) -> Answer:
    """Parse a file and return what came of it."""
    try:
        return Parsed(parse_table(path, sheet=sheet, wanted=wanted))
    except SheetNeeded as refusal:
        return Refused(refusal.message, refusal.advice, refusal.sheets)
    except InputRefused as refusal:
        return Refused(refusal.message, refusal.advice)


def limit_this_process(memory: int = MOST_MEMORY, seconds: int = MOST_SECONDS) -> bool:
    """Limit the memory and computing time of this process; False where the system cannot (Windows)."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return False
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return True


def main(arguments: Sequence[str]) -> int:
    """Parse the file named by the arguments."""
    if len(arguments) < _LEAST_ARGUMENTS:
        sys.stderr.write("usage: python -m cafaudit.intake.child PATH WANTED [SHEET]\n")
        return 2
    limit_this_process()
    path, wanted, *sheet = arguments
    answer = answer_for(Path(path), cast("WantedName", wanted), sheet[0] if sheet else None)
    sys.stdout.buffer.write(packed(answer))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
