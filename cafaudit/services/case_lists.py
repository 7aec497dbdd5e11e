"""A provider's case list on its way in: looked at, mapped, checked, and stripped of who people are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cafaudit.domain.frame import Frame
from cafaudit.errors import InputRefused
from cafaudit.identifiers import Fingerprinter, Identifiers
from cafaudit.intake import (
    build_frame,
    mapping_from_toml,
    mapping_to_toml,
    propose_mapping,
    read_table,
)
from cafaudit.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from cafaudit.intake import FrameDraft, Mapping, Oddity, Table
    from cafaudit.services.commands.sampling import ImportFrame


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
    place = ", ".join(part for part in (row, column) if part)
    said = f"{oddity.what} {oddity.done}".strip()
    return f"{place[:1].upper()}{place[1:]}: {said}" if place else said


def look_at(path: Path, sheet: str | None = None) -> tuple[Table, Mapping]:
    """Return a list as found and the mapping that is proposed for it, before anything is stored.

    Raises:
        InputRefused: the file is no list.
    """
    table = read_table(path, sheet=sheet)
    return table, propose_mapping(table)


def _facts(path: Path, table: Table, draft: FrameDraft) -> dict[str, object]:
    return {
        "source": path.name,
        "sheet": table.sheet,
        "read_as": table.read_as,
        "source_hash": _hash_of(path),
        "rows": draft.rows_read,
        "folded": draft.folded,
        "mapping": mapping_to_toml(draft.mapping),
        "offices": dict(draft.counts.offices),
        "warnings": [sentence_of(oddity) for oddity in draft.oddities],
    }


def _hash_of(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as fault:
        raise InputRefused(f"{path} cannot be read.", "Check its name and place.") from fault
