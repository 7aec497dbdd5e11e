"""A provider's case list on its way in: looked at, mapped, checked, and stripped of who people are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cafaudit.domain.frame import Frame
from cafaudit.errors import InputRefused
from cafaudit.identifiers import Fingerprinter, Identifiers
from cafaudit.intake import (
    FACTS,
    build_frame,
    columns_of,
    mapping_from_toml,
    mapping_to_toml,
    propose_mapping,
    read_table,
)
from cafaudit.intake.mapping import use_of
from cafaudit.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from cafaudit.intake import FrameDraft, Mapping, Oddity, Role, Table, Treatment
    from cafaudit.services.commands.listing import ImportFrame


@dataclass(frozen=True, repr=False)
class CaseList:
    """A list read and checked, ready to be stored. It still holds names, so it is never shown whole."""

    frame: Frame
    identifiers: Identifiers
    facts: dict[str, object]

    def fingerprints(self, key: bytes) -> list[tuple[str, bytes]]:
        """Return the identifiers as fingerprints (kind, digest) under the visit's key, sorted."""
        found = Fingerprinter(key).fingerprints(self.identifiers)
        return sorted((mark.kind, mark.digest) for mark in found)


def read_case_list(command: ImportFrame, progress: Progress = NO_PROGRESS) -> CaseList:
    """Read the list that a command names.

    Raises:
        InputRefused: it is no list that can be used; the sentences say why and what to do.
        Cancelled: a stop was asked for.
    """
    path = Path(command.file)
    table = read_table(path, sheet=command.sheet, progress=progress)
    mapping = (
        propose_mapping(table)
        if command.mapping is None
        else mapping_from_toml(command.mapping, "the mapping")
    )
    draft = build_frame(table, mapping, fold=command.fold, strata=command.strata, progress=progress)
    return CaseList(draft.frame, draft.identifiers, _facts(path, table, draft))


def sentence_of(oddity: Oddity) -> str:
    """Return an oddity as one sentence for people: where, what, and what was done."""
    row = f"row {oddity.row:,}" if oddity.row else ""
    column = f"column “{oddity.column}”" if oddity.column else ""
    sheet = f"sheet “{oddity.sheet}”" if oddity.sheet and (row or column) else ""
    place = ", ".join(part for part in (sheet, row, column) if part)
    said = f"{oddity.what} {oddity.done}".strip()
    return f"{place[:1].upper()}{place[1:]}: {said}" if place else said


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCheck:
    """What a list comes to, counted before it is stored; no name and no cell of it.

    `strata` and `offices` are cases by name, "" for cases without an office; `rows` are those of the list,
    of which `left_out` hold no case and `folded` belong to a case that was there already. `oddities` are
    sentences, `identifiers` how many names, dates and numbers become fingerprints.
    """

    strata: dict[str, int]
    offices: dict[str, int]
    rows: int
    left_out: int
    folded: int
    identifiers: int
    oddities: tuple[str, ...]

    @property
    def cases(self) -> int:
        """How many cases there are."""
        return sum(self.strata.values())


def look_at(path: Path, sheet: str | None = None, progress: Progress = NO_PROGRESS) -> tuple[Table, Mapping]:
    """Return a list as found and what its columns seem to be, before anything is stored.

    No column need be known to hold the case reference: a person can choose it.

    Raises:
        SheetNeeded: several sheets look like a list.
        InputRefused: the file is no list.
        Cancelled: a stop was asked for.
    """
    table = read_table(path, sheet=sheet, progress=progress)
    return table, columns_of(table)


def with_role(mapping: Mapping, header: str, role: Role, treatment: Treatment | None = None) -> Mapping:
    """Return a mapping in which a column has that role; another column of it is then not needed.

    Raises:
        InputRefused: that may not become of such a column.
    """
    single = not FACTS[role].several
    columns = tuple(
        use_of(header, role, treatment)
        if use.header == header
        else use_of(use.header, "ignore")
        if single and use.role == role
        else use
        for use in mapping.columns
    )
    return replace(mapping, columns=columns)


def check_list(
    table: Table, mapping: Mapping, *, fold: bool | None, progress: Progress = NO_PROGRESS
) -> ListCheck:
    """Count what a list comes to and name what is odd about it; nothing is stored.

    Raises:
        FoldNeeded: case references stand on more than one row, and `fold` is None.
        InputRefused: it cannot be used; the sentences say why and what to do.
        Cancelled: a stop was asked for.
    """
    draft = build_frame(table, mapping, fold=fold, progress=progress)
    known = draft.identifiers
    return ListCheck(
        strata=draft.counts.strata,
        offices=draft.counts.offices,
        rows=draft.rows_read,
        left_out=draft.counts.left_out,
        folded=draft.folded,
        identifiers=sum(map(len, (known.people, known.staff, known.dates, known.numbers))),
        oddities=tuple(sentence_of(oddity) for oddity in draft.oddities),
    )


def _facts(path: Path, table: Table, draft: FrameDraft) -> dict[str, object]:
    return {
        "source": path.name,
        "sheet": table.sheet,
        "read_as": table.read_as,
        "source_hash": hash_of(path),
        "rows": draft.rows_read,
        "folded": draft.folded,
        "left_out": draft.counts.left_out,
        "mapping": mapping_to_toml(draft.mapping),
        "offices": dict(draft.counts.offices),
        "warnings": [sentence_of(oddity) for oddity in draft.oddities],
    }


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file in lower-case hexadecimal.

    Raises:
        InputRefused: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as fault:
        raise InputRefused(f"{path} cannot be read.", "Check its name and place.") from fault
