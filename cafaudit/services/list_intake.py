"""A list on its way from its file to the store: read in a process of its own, checked batch by batch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.intake.answers import Head
from cafaudit.intake.list_builder import ListBuilder
from cafaudit.intake.list_draft import ListDraft
from cafaudit.intake.mapping import Mapping
from cafaudit.intake.oddities import Oddity
from cafaudit.intake.reader import reading_apart
from cafaudit.intake.room import large_pieces_apart
from cafaudit.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.intake.people import PeopleSink
    from cafaudit.intake.reader import Begun


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFile:
    """A file and how a person said that it is to be read; None for what can be told from it."""

    path: Path
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadList:
    """A list that was read to its end. It holds no name.

    Attributes:
        head: What the list is.
        mapping: The mapping as it was used, fitted to the list.
        draft: What it comes to.
        oddities: What was unusual, of the file and of its rows.
    """

    head: Head
    mapping: Mapping
    draft: ListDraft
    oddities: tuple[Oddity, ...]


def read_list(  # noqa: PLR0913 - all that a person may state about a list
    file: ListFile,
    mapping: Mapping,
    people: PeopleSink,
    *,
    fold: bool | None,
    strata: Sequence[str] | None = None,
    source_hash: str = "",
    progress: Progress = NO_PROGRESS,
    begun: Begun | None = None,
) -> ReadList:
    """Read a list to its end.

    Args:
        file: The file.
        mapping: What its columns are; those that it does not name are used as they seem to be.
        people: Takes what the rows say about who people are.
        fold: True to make one case of the rows with one reference, False to refuse such a list,
            None to be asked.
        strata: Roles or headings that strata are made of, None for the mapping's own.
        source_hash: The SHA-256 that the file must have, "" for any.
        progress: Told how much of the file was read.
        begun: A child that may have begun with the file already.

    Raises:
        FoldNeeded: case references stand on more than one row, and `fold` is None.
        SheetNeeded: several sheets look like a list, and none was named.
        InputRefused: it cannot be used; the sentences say why and what to do.
        Cancelled: a stop was asked for.
    """
    large_pieces_apart()
    with reading_apart(
        file.path,
        sheet=file.sheet,
        encoding=file.encoding,
        delimiter=file.delimiter,
        header_row=file.header_row,
        progress=progress,
        begun=begun,
    ) as source:
        if source_hash and source.head.source_hash != source_hash.strip().lower():
            raise InputRefused(
                f"“{file.path.name}” has been changed since it was checked.",
                "Look at it and check it again, then accept it.",
            )
        builder = ListBuilder(source.head, mapping, people, strata=strata)
        for batch in source.batches(builder.places, names=builder.names):
            progress.step(batch.done, batch.total)
            builder.add(batch.lines, batch.columns)
    draft = builder.finish(fold=fold, progress=progress)
    oddities = (*source.oddities, *draft.oddities)
    return ReadList(head=source.head, mapping=builder.mapping, draft=draft, oddities=oddities)
