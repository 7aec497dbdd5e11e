"""How long a save takes, beside a bare write and sync of as many bytes in the same run.

    python tests/speed/save.py [FOLDER] [--saves N]

FOLDER lies on the disk that is to be measured. Saves and bare writes take turns, so that whatever else the
machine does meets both alike.
"""

from __future__ import annotations

import argparse
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if __name__ == "__main__":  # also by hand, from the folder of the project
    import sys

    sys.path.insert(0, str(Path(__file__).parents[2]))

from cafaudit.journal.writing import Draft
from cafaudit.services.commands.scoring import GiveScore
from cafaudit.storage.encrypted_file import log_bytes
from cafaudit.storage.local import UndoPart
from tests.factories import AT, author
from tests.stores import new_store
from tests.visits import draw, sampled, visit_in

if TYPE_CHECKING:
    from collections.abc import Callable

WARM = 50
ITEMS = ("risk-quality", "violence-practice", "management-oversight")


@dataclass(frozen=True)
class Measured:
    """Times in milliseconds, sorted: of saves, and of writing and syncing as many bytes bare."""

    name: str
    saves: list[float]
    bare: list[float]
    bytes_each: int

    def of_saves(self, share: float) -> float:
        return self.saves[int(len(self.saves) * share)]

    def of_bare(self, share: float) -> float:
        return self.bare[int(len(self.bare) * share)]

    def __str__(self) -> str:
        parts = []
        for share in (0.5, 0.99):
            save, bare = self.of_saves(share), self.of_bare(share)
            beyond = f"{save / bare:.2f} times, {save - bare:+.3f} ms"
            parts.append(f"p{share * 100:g} {save:.3f} ms, bare {bare:.3f} ms: {beyond}")
        return f"{self.name} ({len(self.saves)} saves of {self.bytes_each:,} bytes)\n  " + "\n  ".join(parts)


def measure(name: str, folder: Path, database: Path, save: Callable[[int], None], saves: int) -> Measured:
    for number in range(WARM):
        save(number)
    before = log_bytes(database)
    save(WARM)
    size = log_bytes(database) - before
    saved: list[float] = []
    bare: list[float] = []
    raw = os.open(folder / f"{name}.raw", os.O_RDWR | os.O_CREAT)
    try:
        for number in range(WARM + 1, WARM + 1 + saves):
            saved.append(timed(save, number))
            bare.append(timed(write_and_sync, raw, secrets.token_bytes(size)))
            size = (log_bytes(database) - before) // (number - WARM + 1)
    finally:
        os.close(raw)
    return Measured(name, sorted(saved), sorted(bare), size)


def write_and_sync(raw: int, block: bytes) -> None:
    os.write(raw, block)
    os.fsync(raw)


def timed(work: Callable[..., None], *given: object) -> float:
    start = perf_counter()
    work(*given)
    return (perf_counter() - start) * 1_000


def append_and_undo_step(folder: Path, saves: int) -> Measured:
    """The store alone: look, write and sign one event, note how to undo it."""
    lead = author(1)
    store = new_store(folder / "visit.db", lead)

    def save(number: int) -> None:
        cell = ("score", f"C-{number // 20:04d}", "1", f"item-{number % 20}")
        with store.unit_of_work() as work:
            work.tables.values("/".join(cell))
            event = work.append(
                Draft(cell, "score.set", "good", "GiveScore"), author=lead.key, at=AT, sign=lead.sign
            )
            part = UndoPart("/".join(cell), event.id, None, "good")
            work.local.add_undo_step("GiveScore", "Scored", AT, (part,))

    try:
        return measure("store", folder, store.path, save, saves)
    finally:
        store.close()


def give_score(folder: Path, saves: int) -> Measured:
    """The whole command as a screen gives it, with what it looks up and refuses."""
    held = visit_in(folder)
    try:
        draw(held.visit, folder)
        cases = sampled(held.visit)

        def save(number: int) -> None:
            answer = ("good", "satisfactory", "inadequate")[number // (3 * len(cases)) % 3]
            held.visit.do(
                GiveScore(case=cases[number // 3 % len(cases)], item=ITEMS[number % 3], answer=answer)
            )

        return measure("GiveScore", folder, held.folder.database, save, saves)
    finally:
        held.close()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", nargs="?", type=Path, default=Path(tempfile.gettempdir()))
    arguments.add_argument("--saves", type=int, default=1_000)
    given = arguments.parse_args()
    for kind in (append_and_undo_step, give_score):
        with tempfile.TemporaryDirectory(dir=given.folder) as folder:
            print(kind(Path(folder), given.saves))  # noqa: T201


if __name__ == "__main__":
    main()
