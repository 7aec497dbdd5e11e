"""The script that checks a draw alone: on every Python, and against every cell that was changed."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cafaudit import assets
from cafaudit.intake import draw_sheet, verify_draw_files
from cafaudit.intake.reading import parse_table
from cafaudit.sampling import ticket
from resources.verify_draw.verify_draw import main
from tests.core.sampling.papers import SEED, Papers, made_up_pairs, paper_of, with_more, write_papers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

PAIRS = made_up_pairs()
NOT_CHECKED = frozenset({"share"})
"""Columns that tell how a size came about; the size itself is checked."""


@pytest.fixture
def papers(tmp_path: Path) -> Papers:
    return write_papers(tmp_path, PAIRS, with_more(paper_of(PAIRS)))


def checked(frame: Path, seed: str, sheet: Path) -> int:
    return main([str(frame), seed, str(sheet)])


def interpreters() -> list[str]:
    """Return the minor versions that the program is made for; the script runs on older ones too."""
    return ["3.11", "3.12", "3.13"]


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
        if facts.cell(row, 1).value in {"Seed", "Draw", "List fixed as (SHA-256)"}:
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
