"""A survey made beside the reading of values says what one made after it says."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from cafaudit.intake import survey_beside
from cafaudit.intake.oddities import OddityLog
from cafaudit.intake.survey_beside import SurveyBeside
from cafaudit.intake.survey_book import survey_book
from tests.corpus.books import Formula, Sheet, Shown, book

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.intake.survey import SheetSurvey
    from tests.corpus.books import Cell

ROWS: list[list[Cell]] = [[Shown(number, "0000"), Formula("1+1")] for number in range(1, 9)]
CASES = Sheet([["Case ID", "Hours"], *ROWS])
NOTES = Sheet([["Remark"], [Formula("2+2")]], hidden_rows=frozenset({2}), name="Notes")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook with two sheets, each with something odd."""
    made = tmp_path / "list.xlsx"
    made.write_bytes(book(CASES, NOTES))
    return made


@pytest.mark.parametrize("taken", ["Cases", "Notes"])
def test_it_says_the_same_whichever_sheet_is_taken(path: Path, taken: str) -> None:
    after, beside = OddityLog(taken), OddityLog(taken)
    for log in (after, beside):
        log.note("The sheet is hidden.", "It was read all the same.")
    plain = survey_book(path, taken, after)
    survey = SurveyBeside(path, "Cases").of(taken, beside)
    assert beside.all() == after.all()
    assert len(after.all()) > 2
    assert survey == plain


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_one_that_dies_in_its_thread_is_made_again_where_its_fault_is_heard(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_large(*_: object) -> SheetSurvey:
        raise MemoryError

    monkeypatch.setattr(survey_beside, "survey_book", too_large)
    beside = SurveyBeside(path, "Cases")
    with pytest.raises(MemoryError):
        beside.of("Cases", OddityLog())


def test_it_is_not_waited_for_until_it_is_wanted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = Event()

    def slow(path: Path, sheet: str, log: OddityLog) -> SheetSurvey:
        assert go_on.wait(60)
        return survey_book(path, sheet, log)

    monkeypatch.setattr(survey_beside, "survey_book", slow)
    beside = SurveyBeside(path, "Cases")
    go_on.set()
    assert beside.of("Cases", OddityLog()).unknown == {1: 8}


def test_what_one_log_takes_over_from_another_is_as_if_noted_there() -> None:
    together, first, second = OddityLog(), OddityLog(), OddityLog()
    for row in range(1, 12):
        for log in (together, first if row < 4 else second):
            log.note("Odd.", "Left.", row=row)
            log.note("Odder.", "Left.", row=row, column="A" if row % 2 else "B")
    first.take_over(second)
    assert first.all() == together.all()
