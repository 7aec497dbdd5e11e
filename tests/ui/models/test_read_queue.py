"""Which file comes next, and what the queue says of each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cafaudit.services.reading_book import QueueRow
from ui.models.read_queue import (
    first_file,
    group_of,
    left_of,
    list_row,
    list_rows,
    neighbour,
    next_file,
    shown_files,
)


def file(case: str, state: str = "not_begun", **more: object) -> QueueRow:
    row = QueueRow(
        case=case,
        stratum="Long-term private",
        office="Office A",
        order=1,
        mode="random",
        state=state,
        answered=0,
        total=18,
        reader="",
        asked_at="",
        concern_open=False,
    )
    return replace(row, **more)  # type: ignore[arg-type]  # fields by name


FILES = [file("a", "locked"), file("b", "asked"), file("c"), file("d", "not_produced"), file("e", "open")]


@pytest.mark.parametrize(
    ("present", "following"), [("a", "c"), ("c", "e"), ("e", "c"), ("b", "c"), ("elsewhere", "c")]
)
def test_next_goes_round_to_the_next_file_that_can_be_read(present: str, following: str) -> None:
    assert next_file(FILES, present) == following


def test_a_file_that_was_asked_for_comes_when_nothing_else_is_left() -> None:
    files = [file("a", "locked"), file("b", "asked"), file("c", "open")]
    assert next_file(files, "c") == "b"
    assert next_file(files[:1], "a") == ""
    assert next_file([file("a", "open")], "a") == ""


def test_reading_begins_with_the_open_file() -> None:
    assert first_file(FILES) == "e"
    assert first_file(FILES[:3]) == "c"
    assert first_file(FILES[:1]) == "a"
    assert first_file([]) == ""


def test_neighbours_end_at_the_ends() -> None:
    assert [neighbour(FILES, "a", step) for step in (-1, 1)] == ["", "b"]
    assert neighbour(FILES, "e", 1) == ""
    assert neighbour([], "a", 1) == ""


def test_missing_files_are_left_out_of_what_is_left() -> None:
    assert left_of(FILES) == (3, 4)


def test_a_filter_keeps_the_file_that_is_being_read() -> None:
    assert [one.case for one in shown_files(FILES, "left", "a")] == ["a", "b", "c", "e"]
    assert [one.case for one in shown_files(FILES, "locked")] == ["a"]


def test_files_stand_together_by_stratum_and_office_in_drawn_order() -> None:
    files = [file("a"), file("b", office="Office B"), file("c"), file("x", mode="tracked", stratum="")]
    assert [one.case for one in shown_files(files, "all")] == ["a", "c", "b", "x"]
    assert [row.text for row in list_rows(shown_files(files, "all")) if not row.row_id] == [
        "Long-term private · Office A",
        "Long-term private · Office B",
        "Tracked",
    ]
    assert group_of(file("a", stratum="Office A, public")) == "Office A, public"


@pytest.mark.parametrize(
    ("row", "aside"),
    [
        (file("a", "locked", answered=18), "locked"),
        (file("a", "locked", answered=17), "locked, gaps"),
        (file("a", "open", answered=9), "9 of 18"),
        (file("a", "asked", asked_at="by telephone"), "asked by telephone"),
        (file("a"), ""),
    ],
)
def test_each_state_has_its_words(row: QueueRow, aside: str) -> None:
    assert list_row(row).aside == aside


def test_a_concern_is_told_to_a_screen_reader() -> None:
    assert list_row(file("a", concern_open=True)).spoken == "a, not begun, concern open"
