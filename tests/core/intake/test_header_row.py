"""The row of the headings: found, or stated by a person who sees that it was found wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.errors import InputRefused
from cafaudit.intake.oddities import OddityLog
from cafaudit.intake.table import ROWS_SHOWN, OpenTable, Sheet
from cafaudit.intake.wanted import WANTED
from cafaudit.services.list_looks import check_list, look_at

if TYPE_CHECKING:
    from tests.core.intake.conftest import MakeBook, MakeText

MISLEADING = "Case ID,Team\nas of May,\nRef no,Where\nA-1,East\nA-2,West\n"


def opened(rows: list[list[str]], header_row: int) -> OpenTable:
    sheet = Sheet(
        source="list.csv",
        sheet="",
        read_as="text",
        rows=iter(rows),
        texts=lambda _place, cells, _lines: list(map(str, cells)),
        done=lambda: (0, 0),
    )
    return OpenTable(sheet, WANTED["case list"], OddityLog(), header_row)


def test_headings_stand_where_they_are_said_to_and_the_rows_above_are_left_out(text_list: MakeText) -> None:
    found = look_at(text_list(MISLEADING))
    assert (found.header, found.header_row) == (("Case ID", "Team"), 1)
    stated = look_at(found.path, header_row=3)
    assert (stated.header, stated.header_row, stated.lines) == (("Ref no", "Where"), 3, (4, 5))
    assert stated.first_rows[:3] == ("Case ID · Team", "as of May", "Ref no · Where")
    told = [(one.row, one.done) for one in stated.oddities if "not in the first row" in one.what]
    assert told == [(3, "They were said to stand here. The rows above them were left out.")]


def test_a_list_is_checked_with_the_row_that_it_was_looked_at_with(workbook: MakeBook) -> None:
    path = workbook(List=[("Case ID", "Team"), ("Case number", "Office"), ("A-1", "East"), ("A-2", "East")])
    look = look_at(path, header_row=2)
    checked = check_list(look, look.mapping, fold=None)
    assert (checked.cases, checked.offices) == (2, {"East": 2})
    with pytest.raises(InputRefused, match="no case under them"):
        look_at(path)


@pytest.mark.parametrize(
    ("header_row", "message"),
    [
        (0, "The headings cannot stand in row 0."),
        (-3, "The headings cannot stand in row -3."),
        (1_001, "The headings cannot stand in row 1,001."),
        (6, "“list.csv” has nothing in row 6, so the headings cannot stand there."),
        (1_000, "“list.csv” has nothing in row 1,000, so the headings cannot stand there."),
        (5, "“list.csv” has headings but no case under them."),
    ],
)
def test_a_row_that_cannot_hold_them_is_refused(text_list: MakeText, header_row: int, message: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        look_at(text_list(MISLEADING), header_row=header_row)
    assert refusal.value.message == message


def test_headings_below_thirty_empty_rows_are_read_once_they_are_pointed_at(text_list: MakeText) -> None:
    path = text_list("\n" * 99 + "Case ID,Office\nA-1,East\n")
    with pytest.raises(InputRefused, match="its first 30 rows are empty"):
        look_at(path)
    look = look_at(path, header_row=100)
    assert (look.header, look.lines) == (("Case ID", "Office"), (101,))
    assert look.first_rows == ("",) * ROWS_SHOWN


def test_a_shown_row_is_short_however_long_it_is(text_list: MakeText) -> None:
    path = text_list("Case ID,Office\n" + ",".join(["many words " * 40] * 50) + "\nA-1,East\n")
    assert max(map(len, look_at(path).first_rows)) <= 81


@given(
    above=st.integers(0, 80),
    cases=st.integers(1, 20),
)
def test_wherever_the_headings_are_said_to_stand_the_rows_under_them_are_the_list(
    above: int, cases: int
) -> None:
    rows = [["Case ID", f"noise {number}"] for number in range(above)]
    rows += [["Case ID", "Office"], *([f"A-{number}", "East"] for number in range(cases))]
    table = opened(rows, above + 1)
    batches = list(table.batches())
    assert table.header == ("Case ID", "Office")
    assert [line for batch in batches for line in batch.lines] == list(range(above + 2, above + 2 + cases))
    assert [ref for batch in batches for ref in batch.columns[0]] == [f"A-{n}" for n in range(cases)]
