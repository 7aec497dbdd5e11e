"""The list as the text that its hash is taken of: written without holding its cases, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from cafaudit.errors import InputRefused
from cafaudit.export.saving import save_pieces
from cafaudit.sampling import frame_lines
from cafaudit.services.commands.listing import ImportFrame
from cafaudit.services.draw_sheets import write_for_checking
from cafaudit.services.frame_export import export_list, hash_of_list
from cafaudit.services.queries.files import stored_cases
from tests.visits import draw, visit_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cafaudit.services.visit import Visit

MANY = 60_000


def test_what_is_written_is_what_the_cases_give_and_its_hash_is_that_of_the_file(
    drawn: Visit, tmp_path: Path
) -> None:
    written = export_list(drawn, tmp_path / "list.txt")
    data = (tmp_path / "list.txt").read_bytes()
    assert data == frame_lines(stored_cases(drawn))
    assert written == (40, hashlib.sha256(data).hexdigest())
    assert hash_of_list(drawn) == written.hash


def test_without_a_list_there_is_nothing_to_write_or_to_hash(visit: Visit, tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="no case list yet"):
        export_list(visit, tmp_path / "list.txt")
    with pytest.raises(InputRefused, match="no case list yet"):
        hash_of_list(visit)
    assert not (tmp_path / "list.txt").exists()


@pytest.fixture(scope="module")
def long_visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    folder = tmp_path_factory.mktemp("long")
    rows = (f"BBC-{number:06d},{'ABC'[number % 3]},Office {number % 2}" for number in range(MANY))
    (folder / "list.csv").write_text("Case ID,Team,Office\n" + "\n".join(rows) + "\n")
    held = visit_in(folder)
    held.visit.do(ImportFrame(file=str(folder / "list.csv"), strata=("team",)))
    yield held.visit
    held.close()


def peak_of(visit: Visit, path: Path) -> tuple[int, int]:
    """Return the most bytes that Python held while a list was hashed, and while it was written."""
    peaks = []
    for work in (lambda: hash_of_list(visit), lambda: export_list(visit, path)):
        tracemalloc.start()
        work()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    return peaks[0], peaks[1]


def test_a_long_list_is_hashed_and_written_without_holding_its_cases(
    long_visit: Visit, tmp_path: Path
) -> None:
    for peak in peak_of(long_visit, tmp_path / "list.txt"):
        assert peak < 60 * MANY  # the cases alone would take five times that
    assert len((tmp_path / "list.txt").read_bytes().splitlines()) == MANY


@pytest.mark.parametrize("fails_at", [0, 2])
def test_pieces_that_fail_on_the_way_leave_the_old_file_and_nothing_beside_it(
    tmp_path: Path, fails_at: int
) -> None:
    (tmp_path / "list.txt").write_bytes(b"old")

    def pieces() -> Iterator[bytes]:
        for number in range(5):
            if number == fails_at:
                message = "made up"
                raise LookupError(message)
            yield b"piece"

    with pytest.raises(LookupError):
        save_pieces(tmp_path / "list.txt", pieces())
    assert [path.name for path in tmp_path.iterdir()] == ["list.txt"]
    assert (tmp_path / "list.txt").read_bytes() == b"old"


def test_pieces_on_a_full_disk_are_answered_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(InputRefused, match="no folder"):
        save_pieces(tmp_path / "nowhere" / "list.txt", [b"a"])
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputRefused, match="No space left"):
        save_pieces(tmp_path / "list.txt", [b"a"])
    assert list(tmp_path.iterdir()) == []


def test_the_tickets_for_a_spreadsheet_stand_in_the_order_of_the_list(visit: Visit, tmp_path: Path) -> None:
    draw(visit, tmp_path)
    files = write_for_checking(visit, tmp_path / "checking")
    assert all(path.exists() for path in files)
    listed = (tmp_path / "checking" / "frame list.txt").read_text(encoding="utf-8").splitlines()
    tickets = (tmp_path / "checking" / "tickets.csv").read_text(encoding="utf-8-sig").splitlines()
    assert tickets[0] == "stratum,case,ticket"
    assert [line.rsplit(",", 1)[0] for line in tickets[1:]] == [line.replace("\t", ",") for line in listed]
