"""A provider's case list before it is stored: looked at, then checked, never held whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cafaudit.intake import Mapping, Oddity, columns_of
from cafaudit.intake.people_marks import PeopleCount
from cafaudit.intake.reader import reading_apart
from cafaudit.intake.seldom import seldom_searched
from cafaudit.progress import NO_PROGRESS, Progress
from cafaudit.services.case_lists import sentence_of
from cafaudit.services.list_intake import ListFile, read_list

if TYPE_CHECKING:
    from collections.abc import Sequence


FIRST_ROWS: Final = 200
"""Rows of a list that are shown before it is stored."""

SAMPLES: Final = 5
"""Different values of a column that stand beside its heading."""

ROWS_NAMED: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ListLook:
    """The beginning of a list, for saying what its columns are. It has names in it: shown, never stored.

    Attributes:
        path: The file.
        source: Its name.
        sheet: The sheet that was taken, "" for a text.
        sheets: All sheets of the workbook, () for a text.
        read_as: How it was read, such as "UTF-8 text, separated by commas".
        encoding: The encoding it was read in, as Python names it, "" for a workbook; can be stated instead.
        delimiter: The sign between two cells, "" for a workbook; can be stated instead.
        header: The headings, each different.
        rows: The first rows, 200 at most, blank ones left out.
        lines: The row of the file that each of these stands in.
        samples: Up to five different values of each column, by heading.
        mapping: What the columns seem to be.
        oddities: What was unusual so far.
        row_count: How many rows the list has; None where only its beginning was read.
        source_hash: SHA-256 of the file, in lower-case hexadecimal.
        header_row: The row that the headings stand in, counted from 1; can be stated instead.
        first_rows: The beginnings of the first rows of the file, "" for blank ones.
        stated: How a person said that the file is to be read.
    """

    path: Path
    source: str
    sheet: str
    sheets: tuple[str, ...]
    read_as: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    samples: dict[str, tuple[str, ...]]
    mapping: Mapping
    oddities: tuple[Oddity, ...]
    row_count: int | None
    source_hash: str
    header_row: int
    first_rows: tuple[str, ...]
    stated: ListFile

    def __repr__(self) -> str:
        return f"<ListLook {self.source!r} {self.sheet!r}: {len(self.header)} columns>"


@dataclass(frozen=True, slots=True)
class RowsOf:
    """How many rows have something in common, and the first twenty of them."""

    count: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCheck:
    """What a list comes to, counted before it is stored; no name and no cell of it but references.

    Attributes:
        strata: Cases by stratum.
        offices: Cases by office, "" for cases without one.
        rows: Rows of the list.
        left_out: Rows that no case stands in.
        folded: Rows that belong to a case that was there already.
        identifiers: How many names, dates of birth and numbers become fingerprints.
        blanks: Rows with a blank cell, by heading of a kept column.
        duplicates: References on more than one row, with their rows; the first twenty of them.
        duplicate_count: How many such references there are.
        out_of_range: Rows with a date that cannot be right, by heading.
        oddities: What is unusual.
        source_hash: SHA-256 of the file that was checked, for `ImportFrame`.
    """

    strata: dict[str, int]
    offices: dict[str, int]
    rows: int
    left_out: int
    folded: int
    identifiers: int
    blanks: dict[str, RowsOf]
    duplicates: dict[str, tuple[int, ...]]
    duplicate_count: int
    out_of_range: dict[str, RowsOf]
    oddities: tuple[Oddity, ...]
    source_hash: str

    @property
    def cases(self) -> int:
        """How many cases there are."""
        return sum(self.strata.values())

    @property
    def sentences(self) -> tuple[str, ...]:
        """The oddities as sentences."""
        return tuple(sentence_of(oddity) for oddity in self.oddities)


def look_at(
    path: Path,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    header_row: int | None = None,
    progress: Progress = NO_PROGRESS,
) -> ListLook:
    """Read the beginning of a list. No column need be known to hold the case reference.

    Args:
        path: The file.
        sheet: The sheet to take, None where it can be told.
        encoding: The encoding of a text, None where it can be told.
        delimiter: The sign between two cells of a text, None where it can be told.
        header_row: The row that the headings stand in, counted from 1, None where it can be told.
        progress: Asked whether to go on.

    Raises:
        SheetNeeded: several sheets look like a list.
        InputRefused: the file is no list.
        Cancelled: a stop was asked for.
    """
    stated = ListFile(path=path, sheet=sheet, encoding=encoding, delimiter=delimiter, header_row=header_row)
    with reading_apart(
        path,
        sheet=sheet,
        encoding=encoding,
        delimiter=delimiter,
        header_row=header_row,
        progress=progress,
    ) as source:
        head, oddities = source.head, source.oddities
        batches = source.batches()
        first = next(batches)
        is_all = next(batches, None) is None
    rows = tuple(first.rows())
    return ListLook(
        path=path,
        source=head.source,
        sheet=head.sheet,
        sheets=(head.sheet, *head.other_sheets) if head.sheet else (),
        read_as=head.read_as,
        encoding=head.encoding,
        delimiter=head.delimiter,
        header=head.header,
        rows=rows[:FIRST_ROWS],
        lines=tuple(first.lines[:FIRST_ROWS]),
        samples=_samples(head.header, rows),
        mapping=columns_of(head),
        oddities=source.oddities if is_all else oddities,
        row_count=len(rows) if is_all else None,
        source_hash=head.source_hash,
        header_row=head.header_row,
        first_rows=head.first_rows,
        stated=stated,
    )


@seldom_searched()
def check_list(
    look: ListLook,
    mapping: Mapping,
    *,
    fold: bool | None,
    strata: Sequence[str] | None = None,
    progress: Progress = NO_PROGRESS,
) -> ListCheck:
    """Read a list to its end and count what it comes to; nothing is stored.

    Args:
        look: The list as it was looked at; its file, sheet, encoding and delimiter are taken.
        mapping: What its columns are.
        fold: True to make one case of the rows with one reference, False to refuse such a list,
            None to be asked.
        strata: Roles or headings that strata are made of, None for the mapping's own.
        progress: Told of rows.

    Raises:
        FoldNeeded: case references stand on more than one row, and `fold` is None.
        InputRefused: it cannot be used; the sentences say why and what to do.
        Cancelled: a stop was asked for.
    """
    people = PeopleCount()
    read = read_list(
        look.stated,
        mapping,
        people,
        fold=fold,
        strata=strata,
        source_hash=look.source_hash,
        progress=progress,
    )
    draft = read.draft
    kept = {use.header for use in read.mapping.columns if use.treatment != "drop"}
    return ListCheck(
        strata=draft.strata,
        offices=draft.offices,
        rows=draft.rows_read,
        left_out=draft.left_out,
        folded=draft.folded,
        identifiers=people.total(),
        blanks={header: RowsOf(*blank) for header, blank in draft.blanks.items() if header in kept},
        duplicates=draft.repeats.named(ROWS_NAMED),
        duplicate_count=draft.repeats.cases,
        out_of_range={header: RowsOf(*odd) for header, odd in draft.out_of_range.items()},
        oddities=read.oddities,
        source_hash=read.head.source_hash,
    )


def _samples(header: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    columns = zip(*rows, strict=True) if rows else ((),) * len(header)
    return {
        heading: tuple(dict.fromkeys(cell for cell in cells if cell.strip()))[:SAMPLES]
        for heading, cells in zip(header, columns, strict=True)
    }
