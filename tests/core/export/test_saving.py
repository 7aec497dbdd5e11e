"""Where an export is put, and what is said when the place refuses."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from cafaudit.errors import InputRefused
from cafaudit.export.saving import save_export, save_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.mark.skipif(sys.platform == "win32", reason="names there are characters, never bytes")
def test_a_name_that_no_record_could_hold_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    damaged = tmp_path / os.fsdecode(b"sheet\xff.csv")
    with pytest.raises(InputRefused, match="character that is none"):
        save_export(damaged, b"x")
    with pytest.raises(InputRefused, match="character that is none"):
        save_pieces(damaged, [b"x"])
    assert list(tmp_path.iterdir()) == []


def test_pieces_are_put_together_and_known_by_their_hash(tmp_path: Path) -> None:
    target = tmp_path / "list.txt"
    hashed = save_pieces(target, [b"a", b"b"])
    assert target.read_bytes() == b"ab"
    assert hashed == "fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603"


def test_what_stood_there_stays_when_a_piece_cannot_be_made(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"new"
        raise ValueError("made up")

    target = tmp_path / "list.txt"
    target.write_bytes(b"old")
    with pytest.raises(ValueError, match="made up"):
        save_pieces(target, pieces())
    assert target.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["list.txt"]
