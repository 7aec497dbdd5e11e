"""Looking a workbook through costs a part of what reading its values does, and grows with its size."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from cafaudit.intake.oddities import OddityLog
from cafaudit.intake.survey_book import survey_book
from tests.corpus.books import Cell, list_book

pytestmark = pytest.mark.speed

ROWS = 100_000
COLUMNS = 12
MOST_OF_READING = 0.5
MOST_GROWTH = 13
TIMES = 3


def made(path: Path, rows: int) -> Path:
    """A made-up list: texts for the most part, and two columns of numbers."""
    header: list[Cell] = ["Case ID", *(f"Column {place}" for place in range(2, COLUMNS + 1))]
    body: list[list[Cell]] = [
        [f"BBC-{number:06}", *(f"text {number % (place * 7)}" for place in range(3, COLUMNS)), number % 17]
        for number in range(rows)
    ]
    path.write_bytes(list_book([header, *body]))
    return path


def quickest(work: Callable[[], object]) -> float:
    """Seconds of the quickest of a few runs."""
    found = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found)


def read_values(path: Path) -> None:
    for _ in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows():
        pass


def test_a_survey_takes_at_most_half_as_long_as_reading_and_grows_with_the_rows(tmp_path: Path) -> None:
    small, large = made(tmp_path / "small.xlsx", ROWS // 10), made(tmp_path / "large.xlsx", ROWS)
    survey = quickest(lambda: survey_book(large, "Cases", OddityLog()))
    reading = quickest(lambda: read_values(large))
    before = quickest(lambda: survey_book(small, "Cases", OddityLog()))
    print(f"survey {survey:.2f} s, {survey / reading:.2f} of reading, {survey / before:.1f} times a tenth")  # noqa: T201
    assert survey <= MOST_OF_READING * reading
    assert survey <= MOST_GROWTH * before
