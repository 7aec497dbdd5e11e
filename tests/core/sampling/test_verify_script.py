"""The script that checks a draw alone: on every Python, and against every cell that was changed."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cafaudit import assets
from cafaudit.errors import InputRefused
from cafaudit.intake import check_draw_files, draw_sheet, verify_draw_files
from cafaudit.intake.reading import parse_table
from cafaudit.sampling import ticket
from cafaudit.sampling.sheets import FILES_DRAWN, LIST_CASES, PLACES
from resources.verify_draw.verify_draw import main
from tests.core.sampling.papers import SEED, Papers, made_up_pairs, paper_of, with_more, write_papers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

PAIRS = made_up_pairs()
DRAWN = "2009-05-26 09:21:04"
NOT_CHECKED = frozenset({"share"})
"""Columns that tell how a size came about; the size itself is checked."""


@pytest.fixture
def papers(tmp_path: Path) -> Papers:
    return write_papers(tmp_path, PAIRS, with_more(paper_of(PAIRS)))


def checked(frame: Path, seed: str, sheet: Path) -> int:
    return main([str(frame), seed, str(sheet)])


def interpreters() -> list[str]:
    """Return the minor versions that the script is made for; those of them that are here are tried."""
    return ["3.8", "3.9", "3.10", "3.11", "3.12", "3.13"]


def python_of(version: str) -> str | None:
    """Return a Python of that version on this machine, None where there is none that runs."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = [
        sys.executable,
        shutil.which(f"python{version}"),
        *map(str, root.glob(f"{version}.*/bin/python")),
    ]
    for python in filter(None, found):
        asked = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        told = subprocess.run(asked, capture_output=True, text=True, check=False)
        if told.returncode == 0 and told.stdout.strip() == version:
            return python
    return None


def test_it_is_under_150_lines() -> None:
    assert len(assets.read_text("verify_draw", "verify_draw.py").splitlines()) < 150


@pytest.mark.parametrize("version", interpreters())
def test_every_python_repeats_the_draw_from_papers_alone(
    papers: Papers, tmp_path: Path, version: str
) -> None:
    python = python_of(version)
    if python is None:
        pytest.skip(f"this machine has no Python {version}")
    script = tmp_path / "alone" / "verify_draw.py"
    script.parent.mkdir()
    script.write_bytes(assets.read_bytes("verify_draw", "verify_draw.py"))
    for sheet in (papers.csv, papers.xlsx):
        for seed, status in ((papers.seed, 0), ("4 2 5 2 3 3 3 6 1 5", 5)):
            asked = [python, "-I", str(script), str(papers.frame), seed, str(sheet)]
            told = subprocess.run(asked, capture_output=True, text=True, check=False)
            assert told.returncode == status, told.stdout + told.stderr
            assert ("DOES NOT AGREE" in told.stdout) == bool(status)
            assert ("Papers alone cannot prove" in told.stdout) == (not status)
            assert "draw 1 of 2" in told.stdout


@settings(max_examples=60, deadline=None)
@given(
    seed=st.text("0123456789 abcÅ", min_size=1, max_size=30).filter(str.strip),
    cases=st.integers(1, 80),
    data=st.data(),
)
def test_any_draw_in_any_row_order_is_verified_and_gives_each_case_once(
    tmp_path_factory: pytest.TempPathFactory, seed: str, cases: int, data: st.DataObject
) -> None:
    pairs = made_up_pairs(cases)
    mixed = data.draw(st.permutations(pairs))
    paper = paper_of(mixed, seed, data.draw(st.integers(1, cases)))
    assert paper == paper_of(pairs, seed, sum(paper.record.sizes.values()))
    assert len({case.ref for case in paper.cases}) == len(paper.cases)
    papers = write_papers(tmp_path_factory.mktemp("papers"), pairs, paper)
    for sheet in (papers.csv, papers.xlsx):
        assert checked(papers.frame, seed, sheet) == 0


def test_the_program_and_the_script_agree_on_an_extended_draw(papers: Papers) -> None:
    for sheet in (papers.csv, papers.xlsx):
        assert verify_draw_files(papers.frame, papers.seed, sheet) == ()
        assert checked(papers.frame, papers.seed, sheet) == 0


def read_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sheets be read without a child process: a test reads hundreds of them."""
    monkeypatch.setattr(draw_sheet, "read_table", parse_table)


def changed(text: str) -> str:
    """Return another value of the same kind. Whose place a reserve took is known to the visit alone."""
    if text.startswith("instead of "):
        return "instead of 99999"
    if text.isdecimal():
        return str(int(text) + 1).zfill(len(text))
    others = {"sample": "reserve", "reserve": "sample", "draw": "extension 1", "": "draw"}
    return others.get(text, text[:-1] + ("0" if text[-1:] != "0" else "1"))


def found_by_both(papers: Papers, sheet: Path) -> bool:
    """Say whether script and program see that something was changed; neither may call it a bad file alone."""
    by_script = checked(papers.frame, papers.seed, sheet)
    by_program = verify_draw_files(papers.frame, papers.seed, sheet)
    return by_script == 5 and bool(by_program)


def test_every_changed_cell_of_a_csv_is_found(
    papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_in_this_process(monkeypatch)
    rows = list(csv.reader(papers.csv.read_text(encoding="utf-8").splitlines()))
    sheet = tmp_path / "changed.csv"
    missed = []
    for at, row in list(enumerate(rows))[1:]:
        for place, text in enumerate(row):
            lines = [list(line) for line in rows]
            lines[at][place] = changed(text)
            stream = io.StringIO()
            csv.writer(stream, lineterminator="\n").writerows(lines)
            sheet.write_text(stream.getvalue(), encoding="utf-8")
            if not found_by_both(papers, sheet):
                missed.append((at, rows[0][place], text, lines[at][place]))
    assert missed == []


def changeable(book: openpyxl.Workbook) -> Iterator[tuple[Worksheet, int, int]]:
    """Give the cells of places and sizes, and the facts that list and seed decide."""
    for name, first in (("Places", 5), ("Strata", 5)):
        sheet = book[name]
        heads = [str(cell.value).casefold() for cell in sheet[first - 1]]
        for row in range(first, sheet.max_row + 1):
            for column, head in enumerate(heads, start=1):
                if head not in NOT_CHECKED:
                    yield sheet, row, column
    facts = book["Draw"]
    for row in range(1, facts.max_row + 1):
        if facts.cell(row, 1).value in {"Seed", "Draw", "List fixed as (SHA-256)", PLACES}:
            yield facts, row, 2


def test_every_changed_cell_of_a_workbook_is_found(
    papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_in_this_process(monkeypatch)
    book = openpyxl.load_workbook(papers.xlsx)
    other = tmp_path / "changed.xlsx"
    missed = []
    for at, (sheet, row, column) in enumerate(changeable(book)):
        cell = sheet.cell(row, column)
        before = cell.value
        cell.value = int(changed(str(before))) if isinstance(before, int) else changed(str(before or ""))
        if cell.value == before:
            continue
        book.save(other)
        by_script = checked(papers.frame, papers.seed, other) == 5
        by_program = at % 5 > 0 or bool(verify_draw_files(papers.frame, papers.seed, other))
        if not (by_script and by_program):
            missed.append((sheet.title, row, column, before, cell.value, by_script))
        cell.value = before
    assert missed == []


def without(sheet: Path, rows: slice, target: Path) -> Path:
    """Write a csv sheet without some of its places."""
    head, *places = sheet.read_text(encoding="utf-8").splitlines(keepends=True)
    del places[rows]
    target.write_text(head + "".join(places), encoding="utf-8")
    return target


def test_every_row_that_a_csv_lost_is_found_the_last_reserve_and_a_whole_stratum_too(
    papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_in_this_process(monkeypatch)
    held = len(papers.csv.read_text(encoding="utf-8").splitlines()) - 1
    lost = [slice(at, at + 1) for at in range(held)]
    lost += [slice(0, 9), slice(9, 18), slice(18, held), slice(-1, None), slice(-9, None)]
    found = [found_by_both(papers, without(papers.csv, rows, tmp_path / "less.csv")) for rows in lost]
    assert held == 27
    assert found == [True] * len(lost)


def test_every_row_that_a_workbook_lost_is_found(
    papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_in_this_process(monkeypatch)
    missed = []
    for name, first, count in (("Places", 5, 27), ("Strata", 5, 4)):
        for at in range(first, first + count):
            book = openpyxl.load_workbook(papers.xlsx)
            book[name].delete_rows(at)
            book.save(tmp_path / "less.xlsx")
            if not found_by_both(papers, tmp_path / "less.xlsx"):
                missed.append((name, at))
    assert missed == []


def test_the_figures_among_the_facts_are_compared(
    papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_in_this_process(monkeypatch)
    for label in (PLACES, LIST_CASES, FILES_DRAWN):
        book = openpyxl.load_workbook(papers.xlsx)
        [cell] = [row[1] for row in book["Draw"].iter_rows() if row[0].value == label]
        cell.value = int(str(cell.value)) + 1
        book.save(tmp_path / "changed.xlsx")
        assert verify_draw_files(papers.frame, papers.seed, tmp_path / "changed.xlsx")


def as_of_before(papers: Papers, folder: Path) -> tuple[Path, Path]:
    """Write the sheets as they were before they counted their places."""
    rows = list(csv.reader(papers.csv.read_text(encoding="utf-8").splitlines()))
    with (folder / "old.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(row[:-2] for row in rows)
    book = openpyxl.load_workbook(papers.xlsx)
    book["Strata"].delete_cols(9)
    [row] = [row for row in range(1, 40) if book["Draw"].cell(row, 1).value == PLACES]
    book["Draw"].delete_rows(row)
    for label, moment in book["Draw"].iter_rows(max_col=2):
        if str(label.value).endswith("(UTC)"):
            moment.value = datetime.fromisoformat(str(moment.value))  # they were dates then
    book.save(folder / "old.xlsx")
    return folder / "old.csv", folder / "old.xlsx"


def test_sheets_from_before_places_were_counted_are_checked_and_what_they_leave_open_is_said(
    papers: Papers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for sheet in as_of_before(papers, tmp_path):
        by_program = check_draw_files(papers.frame, papers.seed, sheet)
        assert by_program.problems == ()
        [gap] = by_program.gaps
        assert dict(by_program.told).get("Drawn (UTC)", DRAWN) == DRAWN
        assert "a last place that was lost would not be seen" in gap
        assert checked(papers.frame, papers.seed, sheet) == 0
        assert "NOT CHECKED: places lost at the end" in capsys.readouterr().out
    for sheet in (papers.csv, papers.xlsx):
        assert check_draw_files(papers.frame, papers.seed, sheet).gaps == ()
        assert checked(papers.frame, papers.seed, sheet) == 0
        assert "NOT CHECKED" not in capsys.readouterr().out


def test_reserves_of_an_older_workbook_are_compared_as_well(papers: Papers, tmp_path: Path) -> None:
    _, sheet = as_of_before(papers, tmp_path)
    book = openpyxl.load_workbook(sheet)
    book["Places"].delete_rows(book["Places"].max_row)
    book.save(sheet)
    assert "“Långtids & <public>” is to have 5 reserves on the sheet, and has 4." in verify_draw_files(
        papers.frame, papers.seed, sheet
    )
    assert checked(papers.frame, papers.seed, sheet) == 5


def test_what_the_sheet_tells_is_shown_and_what_no_paper_proves_is_said(
    papers: Papers, capsys: pytest.CaptureFixture[str]
) -> None:
    told = dict(check_draw_files(papers.frame, papers.seed, papers.xlsx).told)
    assert told["Draw"] == "1 of 2"
    assert told["Source of the seed"] == "Ten throws of one die"
    assert told["Source named (UTC)"] == "2009-05-26 09:12:40. Named before the seed was known."
    assert told["Drawn (UTC)"] == "2009-05-26 09:21:04"
    assert told["Extension 2 (UTC)"].endswith("1 file more, the next unused places. Reason: More.")
    assert dict(check_draw_files(papers.frame, papers.seed, papers.csv).told) == {"Draw": "1 of 2"}
    assert checked(papers.frame, papers.seed, papers.xlsx) == 0
    out = capsys.readouterr().out
    assert all(label in out and text.split(". ")[0] in out for label, text in told.items())


def test_a_csv_that_lost_a_column_does_not_agree_in_the_script(papers: Papers, tmp_path: Path) -> None:
    rows = list(csv.reader(papers.csv.read_text(encoding="utf-8").splitlines()))
    for at in range(5, 11):
        with (tmp_path / "less.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([*row[:at], *row[at + 1 :]] for row in rows)
        assert checked(papers.frame, papers.seed, tmp_path / "less.csv") == 5


def test_a_name_that_the_terminal_cannot_show_stops_nothing(papers: Papers) -> None:
    script = Path(assets.__file__).parents[1] / "resources" / "verify_draw" / "verify_draw.py"
    asked = [sys.executable, str(script), str(papers.frame), "6 6 1 2", str(papers.xlsx)]
    told = subprocess.run(
        asked, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "ascii"}
    )
    assert (told.returncode, b"ngtids" in told.stdout) == (5, True)


def test_the_ten_words_of_another_list_are_found(papers: Papers, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(papers.xlsx)
    facts = book["Draw"]
    [row] = [row for row in range(1, facts.max_row) if facts.cell(row, 1).value == "The same in ten words"]
    words = str(facts.cell(row, 2).value).split()
    facts.cell(row, 2).value = " ".join([words[1], words[0], *words[2:]])
    book.save(tmp_path / "words.xlsx")
    assert verify_draw_files(papers.frame, papers.seed, tmp_path / "words.xlsx") == (
        "The ten words on the sheet are not those of its list.",
    )


def test_every_changed_line_of_the_list_is_found(papers: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    read_in_this_process(monkeypatch)
    lines = papers.frame.read_bytes().splitlines(keepends=True)
    for at in range(len(lines)):
        for other in (b"", lines[at].replace(b"\t", b"x\t"), lines[at].replace(b"\n", b"9\n"), lines[at] * 2):
            papers.frame.write_bytes(b"".join([*lines[:at], other, *lines[at + 1 :]]))
            assert checked(papers.frame, papers.seed, papers.csv) == 5
            assert verify_draw_files(papers.frame, papers.seed, papers.csv)


def test_a_list_that_went_through_windows_still_agrees(papers: Papers) -> None:
    papers.frame.write_bytes(b"\xef\xbb\xbf" + papers.frame.read_bytes().replace(b"\n", b"\r\n"))
    assert checked(papers.frame, papers.seed, papers.xlsx) == 0


def test_it_makes_the_tickets_for_a_spreadsheet_to_sort(papers: Papers, tmp_path: Path) -> None:
    target = tmp_path / "tickets.csv"
    assert main(["--tickets", str(papers.frame), SEED, str(target)]) == 0
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(PAIRS)
    assert all(row["ticket"] == ticket(SEED, row["case"]) for row in rows)


@pytest.mark.parametrize("text", ["", "no tab in it\n", "two\ttabs\there\n"])
def test_a_file_that_is_none_ends_with_three(tmp_path: Path, papers: Papers, text: str) -> None:
    (tmp_path / "bad").write_text(text)
    script = Path(assets.__file__).parents[1] / "resources" / "verify_draw" / "verify_draw.py"
    for frame, sheet in ((tmp_path / "bad", papers.csv), (papers.frame, tmp_path / "bad")):
        asked = [sys.executable, "-I", str(script), str(frame), SEED, str(sheet)]
        told = subprocess.run(asked, capture_output=True, text=True, check=False)
        assert told.returncode == 3
        assert "cannot be read" in told.stderr
        assert "Traceback" not in told.stderr


def test_without_arguments_it_says_how_to_use_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "verify_draw.py LIST SEED SHEET" in capsys.readouterr().out


def rows_of(sheet: Path) -> list[list[str]]:
    return list(csv.reader(sheet.read_text(encoding="utf-8").splitlines()))


def saved(rows: list[list[str]], sheet: Path, delimiter: str = ",") -> Path:
    """Write a csv sheet as a spreadsheet does."""
    with sheet.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    return sheet


def test_a_sheet_that_was_sorted_or_saved_with_semicolons_still_agrees(
    papers: Papers, tmp_path: Path
) -> None:
    head, *places = rows_of(papers.csv)
    by_ticket = [head, *sorted(places, key=lambda row: row[3])]
    for sheet in (
        saved(by_ticket, tmp_path / "sorted.csv"),
        saved([head, *places], tmp_path / "semicolons.csv", ";"),
        saved([head, *places], tmp_path / "tabs.csv", "\t"),
    ):
        assert verify_draw_files(papers.frame, papers.seed, sheet) == ()
        assert checked(papers.frame, papers.seed, sheet) == 0


def refused_or_differs(papers: Papers, sheet: Path) -> bool:
    """Say whether neither script nor program calls a sheet right."""
    script = Path(assets.__file__).parents[1] / "resources" / "verify_draw" / "verify_draw.py"
    asked = [sys.executable, str(script), str(papers.frame), papers.seed, str(sheet)]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert "Traceback" not in told.stderr
    try:
        problems = verify_draw_files(papers.frame, papers.seed, sheet)
    except InputRefused:
        problems = ("refused",)
    return told.returncode in {3, 5} and bool(problems)


@pytest.mark.parametrize("first", [True, False])
def test_a_column_that_stands_twice_is_never_believed(papers: Papers, tmp_path: Path, first: bool) -> None:
    rows = rows_of(papers.csv)
    for heading in ("case", "ticket", "seed"):
        false = [[heading], *[["false"]] * (len(rows) - 1)]
        both = [[*added, *row] if first else [*row, *added] for added, row in zip(false, rows, strict=True)]
        assert refused_or_differs(papers, saved(both, tmp_path / "twice.csv")), heading
    book = openpyxl.load_workbook(papers.xlsx)
    strata = book["Strata"]
    at = 2 if first else strata.max_column + 1
    strata.insert_cols(at)
    for row in range(4, strata.max_row + 1):
        strata.cell(row, at).value = "Files drawn" if row == 4 else 7
    book.save(tmp_path / "twice.xlsx")
    assert refused_or_differs(papers, tmp_path / "twice.xlsx")


def test_a_second_sheet_of_places_is_never_believed(papers: Papers, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(papers.xlsx)
    true = book.copy_worksheet(book["Places"])
    book.move_sheet(true, -len(book.sheetnames))
    book["Places"].cell(5, 3).value = "false"
    book.save(tmp_path / "two.xlsx")
    assert refused_or_differs(papers, tmp_path / "two.xlsx")


def test_one_count_of_places_without_the_other_is_found(papers: Papers, tmp_path: Path) -> None:
    for at in (11, 12):
        rows = [[*row[:at], *row[at + 1 :]] for row in rows_of(papers.csv)]
        assert refused_or_differs(papers, saved(rows, tmp_path / "less.csv"))


def test_a_sheet_of_ours_without_the_hash_or_the_way_of_a_file_is_found(
    papers: Papers, tmp_path: Path
) -> None:
    rows = rows_of(papers.csv)
    no_hash = [rows[0], *([*row[:10], "", *row[11:]] for row in rows[1:])]
    no_way = [rows[0], [*rows[1][:5], "", *rows[1][6:]], *rows[2:]]
    assert refused_or_differs(papers, saved(no_hash, tmp_path / "no-hash.csv"))
    assert refused_or_differs(papers, saved(no_way, tmp_path / "no-way.csv"))
    book = openpyxl.load_workbook(papers.xlsx)
    book["Places"].cell(5, 6).value = None
    book.save(tmp_path / "no-way.xlsx")
    assert refused_or_differs(papers, tmp_path / "no-way.xlsx")


def test_a_fact_that_stands_twice_is_found(papers: Papers, tmp_path: Path) -> None:
    for label in ("Seed", PLACES, LIST_CASES, FILES_DRAWN):
        book = openpyxl.load_workbook(papers.xlsx)
        book["Draw"].append([label, "false"])
        book.save(tmp_path / "twice.xlsx")
        assert f"The sheet says “{label}” twice." in verify_draw_files(
            papers.frame, papers.seed, tmp_path / "twice.xlsx"
        )
