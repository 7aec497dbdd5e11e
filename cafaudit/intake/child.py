"""The child process that opens a list from outside: limited in memory and time, without secrets.

`python -m cafaudit.intake.child` hears on its standard input what to read, and says on its standard output
what it found (see `cafaudit.intake.answers`). Whatever a file does to it, the program that asked lives on.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from cafaudit.errors import InputRefused
from cafaudit.intake.answers import MOST_SECONDS, Ask, Batch, Coded, End, Refused, Wish, hear, say
from cafaudit.intake.reading import reading_list
from cafaudit.intake.seldom import search_seldom
from cafaudit.intake.sheets import SheetNeeded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import IO

    from cafaudit.intake.answers import Column, Message
    from cafaudit.intake.reading import Reading
    from cafaudit.intake.wanted import WantedName

MOST_MEMORY: Final = 1024**3
"""Bytes of address space; a list of 100,000 cases as a workbook takes a quarter of it."""

_MOST_CODES: Final = 256
_LOOK_AGAIN: Final = 16
"""Batches after which a column of many values is looked at again for whether it has few."""


def answers_to(ask: Ask, wishes: Iterator[Wish]) -> Iterator[Message]:
    """Read a file and give what there is to say of it; after the head it is told which columns are wanted."""
    try:
        with reading_list(
            Path(ask.path),
            sheet=ask.sheet,
            wanted=cast("WantedName", ask.wanted),
            encoding=ask.encoding,
            delimiter=ask.delimiter,
            header_row=ask.header_row,
        ) as reading:
            yield reading.head
            yield from _batches(reading, next(wishes).places)
            yield End(reading.oddities())
    except SheetNeeded as refusal:
        yield Refused(refusal.message, refusal.advice, refusal.sheets)
    except InputRefused as refusal:
        yield Refused(refusal.message, refusal.advice)


def _batches(reading: Reading, places: Sequence[int] | None) -> Iterator[Batch]:
    wanted = range(len(reading.table.header)) if places is None else places
    coders = [_Coder() for _ in wanted]
    for batch in reading.table.batches():
        columns = [coder.coded(batch.columns[place]) for coder, place in zip(coders, wanted, strict=True)]
        yield Batch(list(batch.lines), columns, *reading.table.sheet.done())


class _Coder:
    """Shortens a column to its different values where these are few."""

    def __init__(self) -> None:
        self._pause = 0

    def coded(self, cells: Sequence[str]) -> Column:
        if self._pause:
            self._pause -= 1
            return list(cells)
        places = {value: place for place, value in enumerate(dict.fromkeys(cells))}
        if len(places) > min(_MOST_CODES, len(cells)):
            self._pause = _LOOK_AGAIN
            return list(cells)
        return Coded(list(places), bytes(map(places.__getitem__, cells)))


def limit_this_process(memory: int = MOST_MEMORY, seconds: int = MOST_SECONDS) -> bool:
    """Limit the memory and computing time of this process; False where only its parent can (Windows)."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return False
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return True


def _wishes(stream: IO[bytes]) -> Iterator[Wish]:
    while isinstance(wish := hear(stream), Wish):
        yield wish


def main() -> int:
    """Read the file that is asked for on standard input; returns the exit status."""
    limit_this_process()
    search_seldom()
    ask = hear(sys.stdin.buffer)
    if not isinstance(ask, Ask):
        sys.stderr.write("This is a part of CafAudit that reads case lists. It is not started by hand.\n")
        return 2
    for message in answers_to(ask, _wishes(sys.stdin.buffer)):
        say(sys.stdout.buffer, message)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
