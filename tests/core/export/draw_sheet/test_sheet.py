"""The draw sheet read back: what it says, how it prints, the same bytes twice, nothing that computes."""

from __future__ import annotations

import io
import subprocess
import time
from dataclasses import replace
from typing import TYPE_CHECKING
from zipfile import ZipFile

import openpyxl
import pytest

from cafaudit import assets
from cafaudit.domain.framework_toml import parse_framework
from cafaudit.export.draw_sheet import DrawPaper, facts_of, places_of, repeat_lines, sheet_csv, sheet_workbook
from cafaudit.sampling import lines_of, ticket
from cafaudit.sampling.papers import NOT_SHOWN, NOT_SHOWN_BUT_IN
from tests.core.sampling.papers import FRAMEWORK, SEED, made_up_pairs, paper_of, with_more

if TYPE_CHECKING:
    from pathlib import Path

FRAME = parse_framework(assets.framework_text(FRAMEWORK), FRAMEWORK)


@pytest.fixture
def paper() -> DrawPaper:
    return with_more(paper_of(made_up_pairs()))


def facts(paper: DrawPaper) -> list[tuple[str, object]]:
    return [(fact.label, fact.value) for fact in facts_of(paper)]


def test_it_says_what_was_fixed_in_the_order_of_time(paper: DrawPaper) -> None:
    labels = [label for label, _ in facts(paper)]
    told = ["List fixed (UTC)", "Source of the seed", "Source named (UTC)", "Seed", "Drawn (UTC)"]
    assert [label for label in labels if label in told] == told
    said = dict(facts(paper))
    assert said["Draw"] == "1 of 2"
    assert said["Excluded by rule"] == "Last audited within 12 months before 26 May 2009: 3 cases"
    assert len(str(said["The same in ten words"]).split()) == 10
    assert ("", "Named before the seed was known.") in facts(paper)
    assert [value for label, value in facts(paper) if "file" in str(value) and "more" in str(value)] == [
        "2 files more, the next unused places. Reason: More.",
        "1 file more, the next unused places. Reason: More.",
    ]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"source_named": "with"}, "Named together with the seed, not before it."),
        ({"seed_source": "", "source_at": "", "source_named": ""}, "No source was named."),
        ({"seed": "1"}, "tried out beforehand"),
        ({"reason": "The first list lacked an office."}, "The first list lacked an office."),
        ({"late_rule": "It is read apart."}, "It is read apart."),
    ],
)
def test_it_says_what_a_reader_would_ask(paper: DrawPaper, changes: dict[str, str], says: str) -> None:
    other = replace(paper, record=replace(paper.record, **changes))  # type: ignore[arg-type]
    assert any(says in str(value) for _, value in facts(other))


def test_what_is_to_be_typed_gives_the_ticket_that_it_says(paper: DrawPaper) -> None:
    first = paper.cases[0]
    lines = {typed: said for said, typed in repeat_lines(paper)}
    typed = f"printf '%s' '{SEED},{first.ref}' | sha256sum"
    assert ticket(SEED, first.ref) in lines[typed]


def test_a_seed_with_an_apostrophe_can_still_be_typed(paper: DrawPaper) -> None:
    other = replace(paper, record=replace(paper.record, seed="the Head's dice"))
    typed = [line for _, line in repeat_lines(other) if "sha256sum" in line]
    assert "'the Head'\\''s dice," in typed[1]
    assert any("'the Head''s dice," in line for _, line in repeat_lines(other))


@pytest.mark.parametrize("quote", list("'\u2018\u2019\u201a\u201b"))
def test_every_sign_that_ends_a_text_in_powershell_is_doubled(paper: DrawPaper, quote: str) -> None:
    other = replace(paper, record=replace(paper.record, seed=f"the Head{quote}s dice"))
    typed = [line for _, line in repeat_lines(other) if line.startswith(("[IO.File]", "py "))]
    assert len(typed) == 2
    assert all(f"'the Head{quote}{quote}s dice" in line for line in typed)


def test_the_lines_to_type_are_those_that_each_system_knows(paper: DrawPaper, tmp_path: Path) -> None:
    lines_typed = [typed for _, typed in repeat_lines(paper) if typed]
    (tmp_path / "frame list.txt").write_bytes(lines_of(made_up_pairs()))
    for typed, due in (
        (lines_typed[0], paper.record.frame_hash),
        (lines_typed[2], paper.cases[0].ticket),
    ):
        told = subprocess.run(["sh", "-c", typed], cwd=tmp_path, capture_output=True, text=True, check=True)
        assert told.stdout.split()[0] == due
    assert lines_typed[1] == 'Get-FileHash "frame list.txt" -Algorithm SHA256'
    assert lines_typed[3] == (
        f"[IO.File]::WriteAllText(\"$pwd\\ticket.txt\", '{SEED},{paper.cases[0].ref}'); "
        "Get-FileHash ticket.txt -Algorithm SHA256"
    )


def test_it_says_what_papers_alone_cannot_show(paper: DrawPaper) -> None:
    said = " ".join(said for said, _ in repeat_lines(paper))
    assert all(one in said for one in NOT_SHOWN)
    assert NOT_SHOWN_BUT_IN in said


def test_two_workbooks_of_one_draw_are_the_same_bytes(paper: DrawPaper) -> None:
    first = sheet_workbook(paper, FRAME)
    time.sleep(1.1)
    assert sheet_workbook(paper, FRAME) == first


def test_the_workbook_prints_on_a4_across_with_its_heads_and_computes_nothing(paper: DrawPaper) -> None:
    data = sheet_workbook(paper, FRAME)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Draw", "Strata", "Places", "Repeat"]
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.oddFooter is not None
        assert "draw 1 of 2" in str(sheet.oddFooter.left.text)
    assert book["Places"].print_title_rows == "$4:$4"
    assert book["Places"].freeze_panes == "D5"
    with ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            assert b"<f>" not in parts.read(name)
            assert "externalLink" not in name


def test_each_place_stands_once_with_how_it_was_taken(paper: DrawPaper) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheet_workbook(paper, FRAME)))
    rows = [
        [str(cell or "") for cell in row] for row in book["Places"].iter_rows(min_row=5, values_only=True)
    ]
    places = places_of(paper)
    assert [row[2] for row in rows] == [place.case for place in places]
    assert [row[3] for row in rows] == [place.ticket for place in places]
    taken = {row[5] for row in rows}
    assert {"draw", "extension 1", "extension 2", ""} < taken
    assert [row[5] for row in rows if row[5].startswith("instead")] == [f"instead of {places[0].case}"]


def test_the_sizes_add_up_with_their_shares(paper: DrawPaper) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheet_workbook(paper, FRAME)))
    rows = list(book["Strata"].iter_rows(min_row=5, values_only=True))
    assert [row[1] for row in rows] == [15, 15, 15, 45]
    assert rows[0][2] == "4.00"
    assert [row[6:9] for row in rows] == [(7, 1, 9), (4, 5, 9), (4, 5, 9), (15, 11, 27)]
    heads = [cell.value for cell in book["Strata"][4]]
    assert heads[6:9] == ["Files in all", "Reserves", "Places"]
    assert ("Places on this sheet", 27) in facts(paper)


def test_a_csv_says_on_every_row_what_it_rests_on(paper: DrawPaper) -> None:
    lines = sheet_csv(paper).decode().splitlines()
    assert lines[0] == "stratum,order,case,ticket,role,taken,files,cases,draw,seed,list,places,rows"
    assert len(lines) == len(paper.cases) + 1
    said = f",1 of 2,{SEED},{paper.record.frame_hash},9,{len(paper.cases)}"
    assert all(line.endswith(said) for line in lines[1:])
    assert lines[1].startswith("Early intervention,1,")
    assert ",4+2+1,15," in lines[1]
