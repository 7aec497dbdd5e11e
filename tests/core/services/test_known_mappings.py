"""Mappings that a person used before, offered again for the same headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cafaudit.errors import InputRefused
from cafaudit.intake import Mapping
from cafaudit.intake.mapping import use_of
from cafaudit.services.known_mappings import FILE_NAME, MOST_KEPT, KnownMappings
from tests.core.team.people import person

if TYPE_CHECKING:
    from pathlib import Path

ME = person()
AT = "2009-05-26T09:00:00Z"
USED = Mapping((use_of("Our number", "id"), use_of("Base", "office", "drop")), strata=("office",))


def test_the_same_headings_in_another_order_and_spelling_are_known(tmp_path: Path) -> None:
    KnownMappings(tmp_path, ME).remember(USED, AT)
    known = KnownMappings(tmp_path, ME).recall(["BASE", "our  number"])
    assert known is not None
    assert (known.mapping, known.at) == (USED, AT)


def test_other_headings_and_fewer_of_them_are_not_known(tmp_path: Path) -> None:
    kept = KnownMappings(tmp_path, ME)
    kept.remember(USED, AT)
    assert kept.recall(["Our number"]) is None
    assert kept.recall(["Our number", "Base", "Team"]) is None


def test_the_newest_answer_for_the_same_headings_counts_and_the_oldest_of_all_falls_out(
    tmp_path: Path,
) -> None:
    kept = KnownMappings(tmp_path, ME)
    for number in range(MOST_KEPT):
        kept.remember(Mapping((use_of(f"Number {number}", "id"),)), AT)
    kept.remember(USED, AT)
    kept.remember(Mapping((use_of("Our number", "id"), use_of("Base", "office"))), "2009-06-01T09:00:00Z")
    known = kept.recall(["Our number", "Base"])
    assert known is not None
    assert known.mapping.columns[1].treatment == "keep"
    assert kept.recall(["Number 0"]) is None
    assert kept.recall(["Number 1"]) is not None


def test_headings_lie_sealed_and_a_damaged_file_holds_nothing(tmp_path: Path) -> None:
    kept = KnownMappings(tmp_path, ME)
    kept.remember(USED, AT)
    assert b"Our number" not in (tmp_path / FILE_NAME).read_bytes()
    assert KnownMappings(tmp_path, person("Somebody else", "HMI 9")).recall(["Our number", "Base"]) is None
    (tmp_path / FILE_NAME).write_bytes(b"{}")
    assert kept.recall(["Our number", "Base"]) is None


def test_a_folder_that_cannot_be_written_to_is_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="cannot be remembered"):
        KnownMappings(tmp_path / "not there", ME).remember(USED, AT)
