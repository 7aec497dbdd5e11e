"""From a file to its list, out of harm's way: a child process opens it, and may die of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

import msgspec

import cafaudit
from cafaudit.errors import InputRefused
from cafaudit.intake.answers import (
    MOST_SECONDS,
    Ask,
    Batch,
    Coded,
    Codes,
    Column,
    End,
    Head,
    NameWords,
    Refused,
    Wish,
    cells_of,
    check_ask,
    codes_in,
    hear,
    say,
)
from cafaudit.intake.job_object import limit_child
from cafaudit.intake.oddities import Oddity
from cafaudit.intake.sheets import SheetNeeded
from cafaudit.intake.table import Table
from cafaudit.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from cafaudit.intake.answers import Message
    from cafaudit.intake.wanted import WantedName

_ONE_HEAP: Final = {"MALLOC_ARENA_MAX": "1"}
"""Under Linux each thread would set 64 MB of the memory aside that the child may take."""

CHILD_ARGUMENT: Final = "--read-a-list"
"""What a frozen program is started with to be the child; it has no interpreter that could run a module."""

_LOOK_EVERY: Final = 0.05
_AHEAD: Final = 4
"""Messages that may wait, so that the child reads on while the program works."""

_PIPE_BYTES: Final = 1 << 20
"""What a pipe holds, where the system can be told: some messages, so that no side waits for each piece."""

_PASSED_ON: Final = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "LANG", "LC_ALL")
"""What the child is told of its surroundings; a passphrase in them stays here."""


@dataclass(frozen=True, slots=True, repr=False)
class ReadRows:
    """Some rows as they were read: their lines, their columns, how much of the file is read, of how much."""

    lines: Sequence[int]
    columns: list[Column | NameWords]
    done: int
    total: int

    def rows(self) -> list[tuple[str, ...]]:
        """Return the cells row by row, where no column came as words."""
        columns = [column for column in self.columns if not isinstance(column, NameWords)]
        return list(zip(*map(cells_of, columns), strict=True))


class ListSource:
    """A list that a child process is reading.

    Attributes:
        head: What the list is, before its rows.
        oddities: What was unusual: of the head at first, all of it after the last batch.
    """

    def __init__(self, messages: _Messages, limited: tuple[Oddity, ...]) -> None:
        """Take the child's first answer.

        Raises:
            SheetNeeded: Several sheets look like such a list, and none was named.
            InputRefused: The file is no list that can be read.
            Cancelled: A stop was asked for.
        """
        self._messages = messages
        self._limited = limited
        first = messages.next()
        if not isinstance(first, Head):
            raise messages.unreadable()
        self.head = first
        self.oddities = (*limited, *first.oddities)

    def batches(self, places: Sequence[int] | None = None, *, names: int | None = None) -> Iterator[ReadRows]:
        """Give the rows batch by batch, of the columns at these places or of all; once only.

        Args:
            places: The places.
            names: One of them, of a column of names that is to come as words.

        Raises:
            InputRefused: The list cannot be read to its end.
            Cancelled: A stop was asked for.
        """
        self._messages.wish(Wish(None if places is None else list(places), names))
        values: defaultdict[int, list[str]] = defaultdict(list)
        while not isinstance(message := self._messages.next(), End):
            if not isinstance(message, Batch):
                raise self._messages.unreadable()
            try:
                rows = _rows_of(message, values)
            except ValueError as error:
                raise self._messages.unreadable() from error
            yield rows
        self.oddities = (*self._limited, *message.oddities)


@contextmanager
def reading_apart(  # noqa: PLR0913 - what a person may state about a file
    path: Path,
    *,
    sheet: str | None = None,
    wanted: WantedName = "case list",
    encoding: str | None = None,
    delimiter: str | None = None,
    header_row: int | None = None,
    progress: Progress = NO_PROGRESS,
    patience: float = MOST_SECONDS,
    begun: Begun | None = None,
) -> Iterator[ListSource]:
    """Read the list of a file in a process of its own, limited in memory and time; it ends with the block.

    Args:
        path: A workbook or a text with separated values; what it is, is told from its content.
        sheet: The sheet to take; None where it can be told.
        wanted: What kind of list it should be.
        encoding: The encoding of a text; None to have it found.
        delimiter: What stands between two cells of a text; None to have it found.
        header_row: The row that the headings stand in, counted from 1; None to have it found.
        progress: Asked twenty times a second whether to go on, while the child is waited for.
        patience: Seconds without a word after which the file is given up.
        begun: A child that may have begun with this already.

    Raises:
        SheetNeeded: Several sheets look like such a list, and none was named.
        InputRefused: The file is no list that can be read; the sentences say why and what to do.
        Cancelled: A stop was asked for.
    """
    ask = Ask(str(path), wanted, sheet, encoding, delimiter, header_row)
    with _started(ask) if begun is None else begun.taken_for(ask) as child:
        child.messages.watch(progress, patience)
        try:
            yield ListSource(child.messages, child.unlimited)
        finally:
            child.messages.stop()


class Begun:
    """A child that began with a list before anybody asks for it; whoever first asks for the same has it."""

    def __init__(self, ask: Ask, child: _Child) -> None:
        """Take a child, and what it was asked."""
        self._ask = ask
        self._child: _Child | None = child

    def taken_for(self, ask: Ask) -> AbstractContextManager[_Child]:
        """Return the child if it reads this and is still to be had, else a new one."""
        child, self._child = (self._child, None) if self._ask == ask else (None, self._child)
        return _started(ask) if child is None else nullcontext(child)


@contextmanager
def reading_ahead(ask: Ask) -> Iterator[Begun]:
    """Let a child begin with a list while what it is for is still being prepared, such as a profile unlocked.

    What is wrong with the file is said to whoever asks for the list. The child ends with the block at the
    latest, and was told nothing but where the list is and how it is read.

    Args:
        ask: The list, as it will be asked for.

    Raises:
        InputRefused: It is asked for in words that no child can be told.
    """
    with _started(ask) as child:
        yield Begun(ask, child)


@dataclass(frozen=True, slots=True)
class _Child:
    """A child that reads a list; `unlimited` says so where it could not be limited."""

    messages: _Messages
    unlimited: tuple[Oddity, ...]


@contextmanager
def _started(ask: Ask) -> Iterator[_Child]:
    """Start a child and ask it for a list; it ends with the block.

    Raises:
        InputRefused: It cannot be told what to read.
    """
    check_ask(ask)
    with subprocess.Popen(  # noqa: S603 - our own module, no shell
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pipesize=_PIPE_BYTES,
        env=_surroundings(),
    ) as child:
        messages = _Messages(child, Path(ask.path))
        try:
            with limit_child(child) as unlimited:
                messages.wish(ask)
                yield _Child(messages, unlimited)
        finally:
            messages.stop()


def read_table(
    path: Path,
    *,
    sheet: str | None = None,
    wanted: WantedName = "case list",
    progress: Progress = NO_PROGRESS,
) -> Table:
    """Read a whole list into memory by way of the child: for short ones, such as draw sheets.

    Raises:
        SheetNeeded, InputRefused, Cancelled: As `reading_apart`.
    """
    with reading_apart(path, sheet=sheet, wanted=wanted, progress=progress) as source:
        rows: list[tuple[str, ...]] = []
        lines: list[int] = []
        for batch in source.batches():
            rows += batch.rows()
            lines += batch.lines
    head = source.head
    return Table(
        source=head.source,
        sheet=head.sheet,
        read_as=head.read_as,
        header=head.header,
        rows=tuple(rows),
        lines=tuple(lines),
        oddities=source.oddities,
        other_sheets=head.other_sheets,
    )


def _rows_of(batch: Batch, values: defaultdict[int, list[str]]) -> ReadRows:
    """Return what was said of some rows; `values` are those of each column so far.

    Raises:
        ValueError: It does not hold together.
    """
    lines: Sequence[int] = batch.lines
    if len(lines) != batch.rows:
        (first,) = lines
        lines = range(first, first + batch.rows)
    columns = [_column_of(column, values[place], batch.rows) for place, column in enumerate(batch.columns)]
    return ReadRows(lines, columns, batch.done, batch.total)


def _column_of(said: list[str] | Codes | NameWords, values: list[str], rows: int) -> Column | NameWords:
    if isinstance(said, NameWords):
        found: Column | NameWords = said
        lengths = {len(codes_in(codes, said.width)) for codes in (said.first, said.second)}
    elif isinstance(said, Codes):
        values += said.values
        found = Coded(values, codes_in(said.codes, said.width))
        lengths = {len(found.codes)}
    else:
        found = said
        lengths = {len(said)}
    if lengths != {rows}:
        message = "a column is longer or shorter than its batch"
        raise ValueError(message)
    return found


class _Messages:
    """What a child says, heard by a thread of its own so that a stop is never waited for."""

    def __init__(self, child: subprocess.Popen[bytes], path: Path) -> None:
        self._child = child
        self._path = path
        self._progress = NO_PROGRESS
        self._patience: float = MOST_SECONDS
        self._heard: Queue[Message | None] = Queue(_AHEAD)
        self._over = Event()
        self._thread = Thread(target=self._hear, name="reading a list", daemon=True)
        self._thread.start()

    def watch(self, progress: Progress, patience: float) -> None:
        """Ask from now on whether to go on, and give up after so many seconds without a word."""
        self._progress = progress
        self._patience = patience

    def wish(self, message: Message) -> None:
        """Tell the child something; one that is dead already is found out about when it is listened to."""
        if self._child.stdin is not None:
            try:
                say(self._child.stdin, message)
            except OSError:
                self._over.wait(_LOOK_EVERY)

    def next(self) -> Message:
        """Return what the child says next."""
        until = time.monotonic() + self._patience
        while True:
            self._progress.step(0, 0)
            try:
                message = self._heard.get(timeout=_LOOK_EVERY)
            except Empty:
                if time.monotonic() > until:
                    raise _too_slow(self._path) from None
                continue
            if message is None:
                raise self.unreadable()
            if isinstance(message, Refused):
                raise _refusal(message)
            return message

    def unreadable(self) -> InputRefused:
        """Return the refusal of a file that the child died of or could make nothing of."""
        return InputRefused(
            f"“{self._path.name}” cannot be read: it is damaged, or larger than the memory that a list may "
            "take.",
            "Open it in a spreadsheet program, save the list alone as .csv, and import that file.",
        )

    def stop(self) -> None:
        """End the child and the thread that hears it."""
        self._over.set()
        self._child.kill()
        self._thread.join()
        if self._child.stdin is not None:
            with suppress(OSError):  # what a dead child was still to be told
                self._child.stdin.close()

    def _hear(self) -> None:
        if self._child.stdout is None:
            return
        message: Message | None = None
        while not self._over.is_set():
            try:
                message = hear(self._child.stdout)
            except (msgspec.MsgspecError, OSError, ValueError):
                message = None
            if not self._pass_on(message) or message is None:
                return

    def _pass_on(self, message: Message | None) -> bool:
        while not self._over.is_set():
            try:
                self._heard.put(message, timeout=_LOOK_EVERY)
            except Full:
                continue
            return True
        return False


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_ARGUMENT]
    return [sys.executable, "-X", "utf8", "-m", "cafaudit.intake.child"]


def _surroundings() -> dict[str, str]:
    ours = str(Path(cafaudit.__file__).parent.parent)
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return passed_on | {"PYTHONPATH": ours, **_ONE_HEAP}


def _refusal(refused: Refused) -> InputRefused:
    if refused.sheets:
        return SheetNeeded(refused.message, refused.advice, refused.sheets)
    return InputRefused(refused.message, refused.advice)


def _too_slow(path: Path) -> InputRefused:
    return InputRefused(
        f"“{path.name}” takes longer to read than a case list should.",
        "Open it in a spreadsheet program, save the list alone as .csv, and import that file.",
    )
