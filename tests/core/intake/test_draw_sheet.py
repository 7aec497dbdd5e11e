import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from cafaudit.domain.frame import FrameCase
from cafaudit.errors import InputRefused
from cafaudit.intake import read_draw_sheet, verify_draw_files
from cafaudit.sampling import DRAW_SHEET_HEADER, Draw, draw, draw_sheet_rows, frame_lines

MakeBook = Callable[..., Path]
SEED = "6 6 1 2"
CASES = [FrameCase(ref=f"{number:03d}", stratum="AB"[number % 2]) for number in range(40)]


@pytest.fixture
def drawn() -> Draw:
    return draw(CASES, SEED, {"A": 4, "B": 3})


@pytest.fixture
def frame(tmp_path: Path) -> Path:
    path = tmp_path / "frame.txt"
    path.write_bytes(frame_lines(CASES))
    return path


def as_csv(tmp_path: Path, rows: Sequence[Sequence[object]]) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([DRAW_SHEET_HEADER, *rows])
    path = tmp_path / "draw.csv"
    path.write_text(text.getvalue(), newline="")
    return path


def test_a_csv_sheet_verifies_without_any_visit(tmp_path: Path, frame: Path, drawn: Draw) -> None:
    sheet = as_csv(tmp_path, draw_sheet_rows(drawn))
    assert read_draw_sheet(sheet) == drawn.entries
    assert verify_draw_files(frame, SEED, sheet) == ()


def test_a_sheet_in_a_workbook_with_titles_and_other_sheets_verifies(
    workbook: MakeBook, frame: Path, drawn: Draw
) -> None:
    path = workbook(
        Front=[["Case ID", "Office"], ["made up", "x"]],
        Sample=[["Draw 1 of 1"], [], [name.upper() for name in DRAW_SHEET_HEADER], *draw_sheet_rows(drawn)],
    )
    assert verify_draw_files(frame, SEED, path) == ()


def test_a_changed_sheet_and_another_seed_are_found_out(tmp_path: Path, frame: Path, drawn: Draw) -> None:
    rows = [list(row) for row in draw_sheet_rows(drawn)]
    rows[0][2], rows[1][2] = rows[1][2], rows[0][2]
    sheet = as_csv(tmp_path, rows)
    assert any(
        "Place 1 of “A” belongs to case" in problem for problem in verify_draw_files(frame, SEED, sheet)
    )
    assert verify_draw_files(frame, "6612", as_csv(tmp_path, draw_sheet_rows(drawn))) != ()


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([["A", "one", "001", "00", "sample"]], "Row 2 of “draw.csv” is no place of a draw"),
        ([["A", "1", "001", "00", "spare"]], "Row 2 of “draw.csv” is no place of a draw"),
        ([["A", "1", "", "00", "sample"]], "Row 2 of “draw.csv” is no place of a draw"),
        ([], "headings but no case"),
    ],
)
def test_a_sheet_that_is_none_is_refused(tmp_path: Path, rows: list[list[str]], says: str) -> None:
    with pytest.raises(InputRefused, match=says):
        read_draw_sheet(as_csv(tmp_path, rows))


def test_a_sheet_without_a_column_is_refused(tmp_path: Path, frame: Path) -> None:
    path = tmp_path / "draw.csv"
    path.write_text("stratum,order,case,role\nA,1,001,sample\n")
    with pytest.raises(InputRefused, match="it has no column “ticket”"):
        verify_draw_files(frame, SEED, path)
    with pytest.raises(InputRefused, match="cannot be read"):
        verify_draw_files(tmp_path / "nowhere", SEED, path)
