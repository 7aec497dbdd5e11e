"""The stored list as the text that its hash is taken of, written and hashed without holding its cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cafaudit.export.saving import save_pieces
from cafaudit.sampling import pieces_of
from cafaudit.services.list_in_use import require_list

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.services.visit import Visit


class ExportedList(NamedTuple):
    """A list that was written: how many cases it has, and the SHA-256 of the file in hexadecimal."""

    cases: int
    hash: str


def hash_of_list(visit: Visit) -> str:
    """Return the hash of the list that is or will be drawn from, in hexadecimal.

    Raises:
        InputRefused: no list was imported.
    """
    with visit.reading() as read:
        return read.frames.list_hash(require_list(read.frames))


def export_list(visit: Visit, path: Path) -> ExportedList:
    """Write the list that is or will be drawn from, lines "stratum TAB case", and note it in the local log.

    Raises:
        InputRefused: no list was imported, or the file cannot be written.
    """
    with visit.reading() as read:
        number = require_list(read.frames)
        cases = read.frames.count(number)
        found = save_pieces(path, pieces_of(read.frames.listed(number)))
    visit.log("export frame", {"file": str(path), "cases": cases})
    return ExportedList(cases, found)
