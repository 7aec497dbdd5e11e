"""Storing a list: its cases in blocks, the marks of its people, and what is known of it."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cafaudit.intake.mapping import Mapping
from cafaudit.intake.mapping_toml import mapping_from_toml
from cafaudit.intake.people_marks import MarkMaker
from cafaudit.intake.seldom import seldom_searched
from cafaudit.journal.cell import parse_cell
from cafaudit.services.case_lists import list_facts
from cafaudit.services.firewall import KEY_SETTING, PlacedText, firewall_within, require_unnamed
from cafaudit.services.list_intake import ListFile, read_list
from cafaudit.services.texts import clean_text
from cafaudit.storage.case_columns import bytes_of, column_of
from cafaudit.storage.frame_blocks import ROWS_OF_A_BLOCK, Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cafaudit.intake.list_draft import ListDraft
    from cafaudit.progress import Progress
    from cafaudit.services.commands.listing import ImportFrame
    from cafaudit.services.deed import Deed
    from cafaudit.storage.list_marks import ListMarks

Part = TypeVar("Part")


@seldom_searched()
def store_list(deed: Deed, command: ImportFrame, *, beside: bool) -> tuple[int, dict[str, object]]:
    """Read a list and store it beside the earlier ones, within the deed's transaction.

    Args:
        deed: The import; its progress is told how much of the file was read.
        command: What to read, and how.
        beside: Whether a sample was drawn already. Then marks of drawn cases alone are added to those that
            stand, so that names of cases that were drawn later, or corrected, are known too; else its marks
            take the place of those of an earlier list.

    Returns:
        The number of the list, and what is known of it.

    Raises:
        FoldNeeded, SheetNeeded, InputRefused, Cancelled: as `read_list`.
        NamesFound: the note on the list names somebody on it; once drawn from, it could no longer be mended.
    """
    note = clean_text(command.note, "note on the list")
    kept = deed.work.frames.marks
    if not beside:
        deed.work.frames.replace_fingerprints(())
    people = MarkMaker(fingerprint_key(deed), kept)
    mapping = Mapping(()) if command.mapping is None else mapping_from_toml(command.mapping, "the mapping")
    read = read_list(
        ListFile(
            path=Path(command.file),
            sheet=command.sheet,
            encoding=command.encoding,
            delimiter=command.delimiter,
            header_row=command.header_row,
        ),
        mapping,
        people,
        fold=command.fold,
        strata=command.strata,
        source_hash=command.source_hash,
        progress=deed.progress,
        begun=deed.begun,
    )
    facts = list_facts(read, note)
    blocks = _watched(_blocks(read.draft), deed.progress)
    number = deed.work.frames.add_blocks(blocks, read.draft.counts, "", facts)
    people.finish()
    _tie(kept, read.draft)
    require_unnamed(
        firewall_within(deed.work, ()),
        (PlacedText("What is said of the case list", note),),
        "the list was not taken in",
    )
    if beside:
        drawn = {parse_cell(cell)[1] for cell, said in deed.work.tables.under("case/") if said.value}
        kept.keep({case.line for case in deed.work.frames.chosen(number, drawn).values()})
    return number, facts


def fingerprint_key(deed: Deed) -> bytes:
    """Return the visit's key for fingerprints, made when it is first needed."""
    key = deed.work.local.setting_or_none(KEY_SETTING)
    if key is None:
        key = secrets.token_hex(32)
        deed.work.local.set_setting(KEY_SETTING, key)
    return bytes.fromhex(key)


def _blocks(draft: ListDraft) -> Iterator[Block]:
    for refs, columns in draft.stored(ROWS_OF_A_BLOCK):
        stored = {name: column_of(*column) for name, column in columns.items()}
        yield Block(refs, bytes_of({name: column for name, column in stored.items() if column is not None}))


def _tie(marks: ListMarks, draft: ListDraft) -> None:
    """Let the marks of folded rows be those of the row that stands for their case."""
    folded = draft.lines_of_cases()
    if folded:
        marks.tie(folded)


def _watched(parts: Iterable[Part], progress: Progress) -> Iterator[Part]:
    """Give parts, asking before each whether to go on."""
    for part in parts:
        progress.step(0, 0)
        yield part
