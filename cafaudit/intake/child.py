"""The child process that opens a list from outside: limited in memory and time, without secrets.

`python -m cafaudit.intake.child` hears on its standard input what to read, and says on its standard output
what it found (see `cafaudit.intake.answers`). Whatever a file does to it, the program that asked lives on.
"""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from cafaudit.errors import InputRefused
from cafaudit.intake.answers import MOST_SECONDS, Ask, Batch, Codes, End, Refused, Wish, bytes_of, hear, say
from cafaudit.intake.reading import reading_list
from cafaudit.intake.seldom import search_seldom
from cafaudit.intake.sheets import SheetNeeded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import IO

    from cafaudit.intake.answers import Message, NameWords
    from cafaudit.intake.reading import Reading
    from cafaudit.intake.wanted import WantedName

MOST_MEMORY: Final = 1024**3
"""Bytes of address space; a list of 100,000 cases as a workbook takes a quarter of it."""

_MOST_VALUES: Final = 1 << 16
_BEGINNING: Final = 16_384
"""Values after which a column is looked at for whether they come again."""


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
            yield from _batches(reading, next(wishes))
            yield End(reading.oddities())
    except SheetNeeded as refusal:
        yield Refused(refusal.message, refusal.advice, refusal.sheets)
    except InputRefused as refusal:
        yield Refused(refusal.message, refusal.advice)


def _batches(reading: Reading, wish: Wish) -> Iterator[Batch]:
    wanted = range(len(reading.table.header)) if wish.places is None else wish.places
    coders = [_splitter() if place == wish.names else _Coder().coded for place in wanted]
    for batch in reading.table.batches():
        columns = [code(batch.columns[place]) for code, place in zip(coders, wanted, strict=True)]
        rows, lines = len(batch.lines), batch.lines
        said = lines[:1] if lines[-1] - lines[0] == rows - 1 else lines
        yield Batch(rows, list(said), columns, *reading.table.sheet.done())


def _splitter() -> Callable[[Sequence[str]], NameWords]:
    from cafaudit.intake.name_words import NameSplitter  # noqa: PLC0415 - few lists that are looked at need it

    return NameSplitter().split


class _Places(dict[str, int]):
    """Numbers values in the order in which they are met."""

    def __missing__(self, value: str) -> int:
        place = self[value] = len(self)
        return place


class _Coder:
    """Shortens a column to its different values where they come again."""

    def __init__(self) -> None:
        self._places = _Places()
        self._said = self._rows = 0
        self._given_up = False

    def coded(self, cells: Sequence[str]) -> list[str] | Codes:
        if self._given_up:
            return list(cells)
        places = self._places
        codes = self._codes_of(cells)
        self._rows += len(cells)
        if len(places) > min(_MOST_VALUES, max(_BEGINNING, self._rows // 2)):
            self._given_up = True
            places.clear()
            return list(cells)
        new = list(islice(places, self._said, None)) if len(places) > self._said else []
        self._said = len(places)
        width = 1 if len(places) <= 1 << 8 else 2
        return Codes(new, codes if isinstance(codes, bytes) else bytes_of(codes, width), width)

    def _codes_of(self, cells: Sequence[str]) -> Sequence[int]:
        place = self._places.__getitem__
        if len(self._places) <= 1 << 8:
            try:
                return bytes(map(place, cells))
            except ValueError:  # one value more than a byte tells apart
                pass
        return list(map(place, cells))


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
