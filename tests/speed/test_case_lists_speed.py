"""The measuring of case lists runs and says sensible things; `case_lists.py` measures at full size."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from tests.speed.case_lists import HEADER, measure_csv, measure_xlsx, rows

if TYPE_CHECKING:
    from pathlib import Path


def test_the_made_up_list_is_the_same_each_time_with_each_reference_once() -> None:
    made = list(rows(500, shuffled=True))
    assert made == list(rows(500, shuffled=True))
    assert len({row[0] for row in made}) == 500
    assert {len(row) for row in made} == {len(HEADER)}


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the sqlite3 shell is not installed")
def test_a_small_text_is_measured(tmp_path: Path) -> None:
    measured = measure_csv(tmp_path, 300)
    assert measured.seconds > 0 < measured.plain
    if sys.platform == "linux":
        assert measured.memory > 10 < measured.child_memory


def test_a_small_workbook_is_measured(tmp_path: Path) -> None:
    assert ".xlsx, 300 cases" in str(measure_xlsx(tmp_path, 300))
