"""From a file to the rows of its list, in this process."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.intake.answers import Head
from cafaudit.intake.detectors import FILE_DETECTORS
from cafaudit.intake.file_kind import kind_of
from cafaudit.intake.oddities import OddityLog
from cafaudit.intake.table import OpenTable, Table
from cafaudit.intake.text_file import opened_text
from cafaudit.intake.wanted import WANTED
from cafaudit.intake.workbook_file import opened_workbook
from cafaudit.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cafaudit.intake.oddities import Oddity
    from cafaudit.intake.table import Sheet
    from cafaudit.intake.wanted import WantedName


class Reading:
    """A list that is being read: its head, and its rows batch by batch."""

    def __init__(self, path: Path, table: OpenTable, log: OddityLog) -> None:
        """Take a list whose headings were found."""
        self._log = log
        self.table = table
        with path.open("rb") as stream:
            self._hash = hashlib.file_digest(stream, "sha256").hexdigest()

    @property
    def head(self) -> Head:
        """What the list is, before its rows."""
        sheet = self.table.sheet
        return Head(
            source=sheet.source,
            sheet=sheet.sheet,
            read_as=sheet.read_as,
            encoding=sheet.encoding,
            delimiter=sheet.delimiter,
            header=self.table.header,
            other_sheets=sheet.other_sheets,
            oddities=self._so_far(),
            source_hash=self._hash,
            header_row=self.table.header_row,
            first_rows=self.table.first_rows,
        )

    def oddities(self) -> tuple[Oddity, ...]:
        """Return everything that was unusual; complete after the last batch."""
        return self._log.all()

    def _so_far(self) -> tuple[Oddity, ...]:
        about_headings = OddityLog(self._log.sheet)
        self.table.note_header(about_headings)
        return (*self._log.all(), *about_headings.all())


@contextmanager
def reading_list(
    path: Path,
    *,
    sheet: str | None = None,
    wanted: WantedName = "case list",
    encoding: str | None = None,
    delimiter: str | None = None,
    header_row: int | None = None,
) -> Iterator[Reading]:
    """Open the list of a file. Nothing in it is executed, followed or fetched.

    Args:
        path: A workbook or a text with separated values; what it is, is told from its content.
        sheet: The sheet to take; None where it can be told.
        wanted: What kind of list it should be.
        encoding: The encoding of a text; None to have it found.
        delimiter: What stands between two cells of a text; None to have it found.
        header_row: The row that the headings stand in, counted from 1; None to have it found.

    Raises:
        InputRefused: The file is no list that can be read; the sentences say why and what to do.
    """
    log = OddityLog()
    if kind_of(path) == "workbook":
        opened = opened_workbook(path, sheet, WANTED[wanted], log)
        _survey(path, opened, log)
        yield Reading(path, OpenTable(opened, WANTED[wanted], log, header_row), log)
        return
    if sheet is not None:
        raise InputRefused(
            f"“{path.name}” is a text without sheets, so there is no sheet “{sheet}”.", "Leave --sheet out."
        )
    with opened_text(path, WANTED[wanted], log, encoding, delimiter) as opened:
        _survey(path, opened, log)
        yield Reading(path, OpenTable(opened, WANTED[wanted], log, header_row), log)


def parse_table(
    path: Path,
    *,
    sheet: str | None = None,
    wanted: WantedName = "case list",
    progress: Progress = NO_PROGRESS,
) -> Table:
    """Read the whole list of a file into memory: for short ones, such as draw sheets.

    Raises:
        InputRefused: As `reading_list`.
        Cancelled: A stop was asked for.
    """
    with reading_list(path, sheet=sheet, wanted=wanted) as found:
        rows: list[tuple[str, ...]] = []
        lines: list[int] = []
        for batch in found.table.batches():
            progress.step(*found.table.sheet.done())
            rows += zip(*batch.columns, strict=True)
            lines += batch.lines
        head = found.head
        return Table(
            source=head.source,
            sheet=head.sheet,
            read_as=head.read_as,
            header=head.header,
            rows=tuple(rows),
            lines=tuple(lines),
            oddities=found.oddities(),
            other_sheets=head.other_sheets,
        )


def _survey(path: Path, sheet: Sheet, log: OddityLog) -> None:
    for detect in FILE_DETECTORS:
        for oddity in detect(path, sheet.sheet):
            log.take(oddity)
