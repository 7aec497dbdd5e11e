import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from cafaudit.domain.frame import FrameCase
from cafaudit.domain.hash_words import hash_words
from cafaudit.errors import InputRefused
from cafaudit.intake import read_draw_sheet, verify_draw_files
from cafaudit.sampling import DRAW_SHEET_HEADER, Draw, draw, frame_hash, frame_lines
from cafaudit.sampling.sheets import COUNT_COLUMNS, DRAW_NUMBER, LIST_HASH, LIST_WORDS, MORE_COLUMNS, PLACES
from cafaudit.sampling.sheets import SEED as SEED_LABEL

MakeBook = Callable[..., Path]
SEED = "6 6 1 2"
CASES = [FrameCase(ref=f"{number:03d}", stratum="AB"[number % 2]) for number in range(40)]


def rows_of(drawn: Draw) -> list[tuple[str, int, str, str, str]]:
    """The rows of a sheet under `DRAW_SHEET_HEADER`, one a place."""
    return [(entry.stratum, entry.order, entry.case, entry.ticket, entry.role) for entry in drawn.entries]


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
    sheet = as_csv(tmp_path, rows_of(drawn))
    assert read_draw_sheet(sheet) == drawn.entries
    assert verify_draw_files(frame, SEED, sheet) == ()


def test_a_sheet_in_a_workbook_with_titles_and_other_sheets_verifies(
    workbook: MakeBook, frame: Path, drawn: Draw
) -> None:
    path = workbook(
        Front=[["Case ID", "Office"], ["made up", "x"]],
        Sample=[["Draw 1 of 1"], [], [name.upper() for name in DRAW_SHEET_HEADER], *rows_of(drawn)],
    )
    assert verify_draw_files(frame, SEED, path) == ()


def test_a_changed_sheet_and_another_seed_are_found_out(tmp_path: Path, frame: Path, drawn: Draw) -> None:
    rows = [list(row) for row in rows_of(drawn)]
    rows[0][2], rows[1][2] = rows[1][2], rows[0][2]
    sheet = as_csv(tmp_path, rows)
    assert any(
        "Place 1 of “A” belongs to case" in problem for problem in verify_draw_files(frame, SEED, sheet)
    )
    assert verify_draw_files(frame, "6612", as_csv(tmp_path, rows_of(drawn))) != ()


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


def whole_rows(drawn: Draw) -> list[list[object]]:
    """The rows of a csv sheet of ours: every place with what the sheet says besides."""
    said: dict[str, tuple[str, str]] = {"A": ("4", "20"), "B": ("3", "20")}
    rows = rows_of(drawn)
    places = {name: sum(1 for row in rows if row[0] == name) for name in said}
    facts = ("1 of 1", SEED, frame_hash(CASES))
    return [[*row, taken(row[4]), *said[row[0]], *facts, places[row[0]], len(rows)] for row in rows]


def taken(role: str) -> str:
    return "draw" if role == "sample" else ""


WHOLE_HEADER = (*DRAW_SHEET_HEADER, *MORE_COLUMNS, *COUNT_COLUMNS)


def as_whole_csv(tmp_path: Path, header: Sequence[object], rows: Sequence[Sequence[object]]) -> Path:
    path = tmp_path / "draw.csv"
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return path


@pytest.mark.parametrize("column", ["order", "taken", "files", "cases", "draw", "places", "rows"])
def test_a_number_of_thousands_of_digits_is_a_difference_or_a_refusal_never_a_fault(
    tmp_path: Path, frame: Path, drawn: Draw, column: str
) -> None:
    rows = whole_rows(drawn)
    assert verify_draw_files(frame, SEED, as_whole_csv(tmp_path, WHOLE_HEADER, rows)) == ()
    nines = "9" * 5_000
    place = WHOLE_HEADER.index(column)
    rows[0][place] = {"draw": f"1 of {nines}", "taken": f"extension {nines}"}.get(column, nines)
    sheet = as_whole_csv(tmp_path, WHOLE_HEADER, rows)
    if column == "order":
        with pytest.raises(InputRefused, match="is no place of a draw"):
            verify_draw_files(frame, SEED, sheet)
    else:
        assert verify_draw_files(frame, SEED, sheet) != ()


@pytest.mark.parametrize("column", [*MORE_COLUMNS, *COUNT_COLUMNS])
def test_a_sheet_that_lost_one_of_its_further_columns_is_refused_not_half_checked(
    tmp_path: Path, frame: Path, drawn: Draw, column: str
) -> None:
    place = WHOLE_HEADER.index(column)
    whole: list[list[object]] = [list(WHOLE_HEADER), *whole_rows(drawn)]
    cut = [[*row[:place], *row[place + 1 :]] for row in whole]
    with pytest.raises(InputRefused, match=f"it has no column “{column}”"):
        verify_draw_files(frame, SEED, as_whole_csv(tmp_path, cut[0], cut[1:]))


STRATA_ROWS: list[list[object]] = [
    ["Stratum", "In the list", "Files drawn", "Files in all", "Reserves"],
    ["A", 20, 4, 4, 5],
    ["B", 20, 3, 3, 5],
    ["All strata", 40, 7, 7, 10],
]


def as_book(workbook: MakeBook, drawn: Draw, **sheets: list[list[object]]) -> Path:
    places = [[*DRAW_SHEET_HEADER, "taken"], *([*row, taken(row[4])] for row in rows_of(drawn))]
    return workbook(**sheets, Places=places)


def facts_rows() -> list[list[object]]:
    words = " ".join(hash_words(bytes.fromhex(frame_hash(CASES))))
    facts = {SEED_LABEL: SEED, LIST_HASH: frame_hash(CASES), LIST_WORDS: words, DRAW_NUMBER: "1 of 1"}
    rows: list[list[object]] = [[label, value] for label, value in facts.items()]
    return [["What", "As recorded"], *rows]


@pytest.mark.parametrize("heading", STRATA_ROWS[0][1:])
def test_a_workbook_whose_strata_lost_a_heading_is_refused(
    workbook: MakeBook, frame: Path, drawn: Draw, heading: str
) -> None:
    book = as_book(workbook, drawn, Draw=facts_rows(), Strata=[list(row) for row in STRATA_ROWS])
    assert verify_draw_files(frame, SEED, book) == ()
    cut: list[list[object]] = [["other" if cell == heading else cell for cell in row] for row in STRATA_ROWS]
    with pytest.raises(InputRefused, match=f"it has no column “{heading}”"):
        verify_draw_files(frame, SEED, as_book(workbook, drawn, Draw=facts_rows(), Strata=cut))


def test_a_workbook_that_counts_its_places_needs_them_of_each_stratum(
    workbook: MakeBook, frame: Path, drawn: Draw
) -> None:
    facts = [*facts_rows(), [PLACES, 17]]
    strata = [[*row, count] for row, count in zip(STRATA_ROWS, ["Places", 9, 8, 17], strict=True)]
    assert verify_draw_files(frame, SEED, as_book(workbook, drawn, Draw=facts, Strata=strata)) == ()
    with pytest.raises(InputRefused, match="it has no column “Places”"):
        verify_draw_files(frame, SEED, as_book(workbook, drawn, Draw=facts, Strata=list(STRATA_ROWS)))
    problems = verify_draw_files(frame, SEED, as_book(workbook, drawn, Draw=facts[:-1], Strata=strata))
    assert problems == ("The sheet does not say “Places on this sheet”.",)
    facts[-1][1] = "many"
    problems = verify_draw_files(frame, SEED, as_book(workbook, drawn, Draw=facts, Strata=strata))
    assert problems == ("What the sheet has under “Places on this sheet” is no figure.",)


def test_a_workbook_without_the_sums_of_its_strata_is_found_out(
    workbook: MakeBook, frame: Path, drawn: Draw
) -> None:
    book = as_book(workbook, drawn, Draw=facts_rows(), Strata=STRATA_ROWS[:-1])
    assert "no last row “All strata”" in verify_draw_files(frame, SEED, book)[0]


def test_a_workbook_that_lost_what_it_says_of_the_draw_is_found_out(
    workbook: MakeBook, frame: Path, drawn: Draw
) -> None:
    strata: list[list[object]] = [list(row) for row in STRATA_ROWS]
    labels: list[list[object]] = [[row[0]] for row in facts_rows()]
    problems = verify_draw_files(frame, SEED, as_book(workbook, drawn, Draw=labels, Strata=strata))
    assert "The sheet does not say “Seed”." in problems
    with pytest.raises(InputRefused, match="it has no sheet “Draw”"):
        verify_draw_files(frame, SEED, as_book(workbook, drawn, Strata=strata))
    with pytest.raises(InputRefused, match="it has no sheet “Strata”"):
        verify_draw_files(frame, SEED, as_book(workbook, drawn, Draw=facts_rows()))


@pytest.mark.parametrize(("row", "column", "digits"), [(1, 1, 5_000), (1, 4, 5_000)])
def test_a_figure_of_thousands_of_digits_in_a_workbook_is_a_difference(
    workbook: MakeBook, frame: Path, drawn: Draw, row: int, column: int, digits: int
) -> None:
    strata: list[list[object]] = [list(one) for one in STRATA_ROWS]
    strata[row][column] = "9" * digits
    book = as_book(workbook, drawn, Draw=facts_rows(), Strata=strata)
    assert "The sizes of “A” on the sheet are none." in verify_draw_files(frame, SEED, book)
