"""The stored list as the text that its hash is taken of, written and hashed without holding its cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cafaudit.errors import InputRefused
from cafaudit.export.saving import save_pieces
from cafaudit.sampling import pieces_of

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.services.visit import Visit
    from cafaudit.storage.store import Reading


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
        return read.frames.list_hash(_list_in_use(read))


def export_list(visit: Visit, path: Path) -> ExportedList:
    """Write the list that is or will be drawn from, lines "stratum TAB case", and note it in the local log.

    Raises:
        InputRefused: no list was imported, or the file cannot be written.
    """
    with visit.reading() as read:
        number = _list_in_use(read)
        cases = read.frames.count(number)
        found = save_pieces(path, pieces_of(read.frames.listed(number)))
    visit.log("export frame", {"file": str(path), "cases": cases})
    return ExportedList(cases, found)


def _list_in_use(read: Reading) -> int:
    number = read.frames.in_use()
    if number is None:
        raise InputRefused("There is no case list yet.", "Import the provider's list first.")
    return number
