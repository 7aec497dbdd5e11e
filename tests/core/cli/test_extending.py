"""`cafaudit sample extend|sheet`, and the warnings of a draw."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cafaudit.services.firewall import firewall_of
from cafaudit.services.visits import opened
from cafaudit.team.profile import open_profile
from tests.core.cli.conftest import PASSPHRASE
from tests.visits import case_list

if TYPE_CHECKING:
    from pathlib import Path

    from tests.core.cli.conftest import Terminal


@pytest.fixture
def visit(terminal: Terminal) -> str:
    assert terminal("new", "visit", "--framework", "cafcass-pim-2009").status == 0
    return "visit"


@pytest.fixture
def drawn(terminal: Terminal, visit: str, tmp_path: Path) -> str:
    case_list(tmp_path / "list.csv")
    assert terminal("frame", "import", visit, "list.csv").status == 0
    words = ("--seed", "4 2 5 2 3 3 3 6 1 4", "--size", 9, "--seed-source", "dice")
    assert terminal("sample", "draw", visit, *words).status == 0
    return visit


def test_a_sample_is_extended_and_still_verifies(terminal: Terminal, drawn: str, tmp_path: Path) -> None:
    before = terminal("query", drawn, "sample").json
    told = terminal("--json", "sample", "extend", drawn, "--size", 3, "--reason", "An office more.")
    assert told.status == 0
    sample = [row["case"] for row in told.json if row["role"] == "sample"]
    assert len(sample) == 12
    assert {row["case"] for row in before if row["role"] == "sample"} < set(sample)
    (tmp_path / "sizes.toml").write_text('"Long-term public" = 2\n')
    words = ("--per-stratum", "sizes.toml", "--reason", "Two more.")
    assert terminal("sample", "extend", drawn, *words).status == 0
    [draw] = terminal("query", drawn, "draws").json
    assert [sum(one["sizes"].values()) for one in draw["extensions"]] == [3, 2]
    assert terminal("sample", "verify", drawn).status == 0


def test_names_of_new_cases_are_marked_once_the_list_is_read_in_again_and_no_others_are(
    terminal: Terminal, visit: str, tmp_path: Path
) -> None:
    rows = (f"BBC-{number:04d},{child(f'{number:04d}')},Private" for number in range(60))
    (tmp_path / "list.csv").write_text("\n".join(["Case ID,Case name,Law type", *rows]) + "\n")
    assert terminal("frame", "import", visit, "list.csv").status == 0
    assert terminal("sample", "draw", visit, "--seed", "4 2 5 2 3 3 3 6 1 4", "--size", 9).status == 0
    drawn = visit
    before = {row["case"] for row in terminal("query", drawn, "sample").json}
    told = terminal("sample", "extend", drawn, "--size", 12, "--reason", "An office more.")
    [warning] = [line for line in told.err.splitlines() if line.startswith("warning:")]
    assert "read the list in again" in warning
    assert warning.endswith(f"`cafaudit frame import {drawn} FILE`, with the provider's list.")
    drawn_now = {row["case"] for row in terminal("query", drawn, "sample").json}
    new = sorted(drawn_now - before)
    never = sorted(set(terminal("--json", "frame", "ids", drawn).json) - drawn_now)
    assert new
    assert never
    assert marked(tmp_path, drawn, [*before, *new, *never]) == before
    add = json.dumps({"do": "AddEvidence", "text": f"Seen was {child(new[0])} at home."})
    (tmp_path / "add.jsonl").write_text(add)
    assert terminal("run", drawn, "add.jsonl").status == 0
    assert terminal("workbook", drawn, "before.xlsx").status == 0
    assert terminal("frame", "import", drawn, "list.csv").status == 0
    assert marked(tmp_path, drawn, [*before, *new, *never]) == drawn_now
    assert terminal("workbook", drawn, "after.xlsx").status == 3
    assert {row["case"] for row in terminal("query", drawn, "sample").json} == drawn_now
    assert terminal("sample", "verify", drawn).status == 0


def test_a_further_draw_warns_of_unmarked_names_as_an_extension_does(terminal: Terminal, drawn: str) -> None:
    again = ("--seed", "6 6 1 2 3 4 5 1", "--size", 6, "--reason", "Short.", "--seed-source", "dice")
    told = terminal("sample", "draw", drawn, *again)
    [warning] = [line for line in told.err.splitlines() if line.startswith("warning:")]
    assert "read the list in again" in warning


def child(case: str) -> str:
    """Return a made-up name that no other case has; letters alone count in a name."""
    said = "".join("bcdfghklmn"[int(digit)] + "aeiou"[int(digit) % 5] for digit in case[-4:])
    return f"{said.title()}x {said.title()}z"


def marked(folder: Path, visit: str, cases: list[str]) -> set[str]:
    """Return the cases whose child's name is marked when it is typed."""
    lead = open_profile(folder / "profile", PASSPHRASE)
    with opened(folder / visit, lead) as held:
        found = {case: firewall_of(held).scan(f"Seen was {child(case)} at home.") for case in cases}
    return {case for case, hits in found.items() if any(hit.severity == "block" for hit in hits)}


def test_an_extension_without_a_reason_or_room_is_refused(terminal: Terminal, drawn: str) -> None:
    assert terminal("sample", "extend", drawn, "--size", 3, "--reason", " ").status == 3
    told = terminal("sample", "extend", drawn, "--size", 300, "--reason", "All.")
    assert (told.status, "31 cases are left" in told.err) == (3, True)


@pytest.mark.parametrize("name", ["draw.csv", "draw.xlsx"])
def test_a_sheet_is_checked_by_program_and_script(
    terminal: Terminal, drawn: str, tmp_path: Path, name: str
) -> None:
    terminal("sample", "extend", drawn, "--size", 3, "--reason", "An office more.")
    assert terminal("frame", "export", drawn, "frame.txt").status == 0
    assert terminal("sample", "sheet", drawn, name).status == 0
    seed = "4 2 5 2 3 3 3 6 1 4"
    papers = ("--frame", "frame.txt", "--draw", name)
    assert terminal("sample", "verify", *papers, "--seed", seed).status == 0
    assert terminal("sample", "verify", *papers, "--seed", "1").status == 5
    assert terminal("sample", "sheet", drawn, "checking", "--with-script").status == 0
    folder = tmp_path / "checking"
    asked = [sys.executable, "-I", "verify_draw.py", "frame list.txt", seed, "draw sheet.xlsx"]
    told = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False)
    assert (told.returncode, "All agrees" in told.stdout) == (0, True)


def test_papers_are_told_apart_from_what_they_cannot_prove(
    terminal: Terminal, drawn: str, tmp_path: Path
) -> None:
    again = ("--seed", "6 6 1 2 3 4 5 1", "--size", 6, "--reason", "The first list was short.")
    assert terminal("sample", "draw", drawn, *again, "--seed-source", "a lottery draw").status == 0
    assert terminal("frame", "export", drawn, "frame.txt").status == 0
    assert terminal("sample", "sheet", drawn, "draw.xlsx").status == 0
    assert terminal("sample", "sheet", drawn, "draw.csv").status == 0
    papers = ("--frame", "frame.txt", "--seed", again[1], "--draw")
    told = terminal("sample", "verify", *papers, "draw.xlsx")
    assert told.err == ""
    for words in (
        "2 of 2",
        "a lottery draw",
        "Named together with the seed",
        "The first list was short.",
        "Drawn (UTC)",
    ):
        assert words in told.out
    assert "Papers alone cannot show:" in told.out
    assert "how many draws there were" in told.out
    found = terminal("--json", "sample", "verify", *papers, "draw.csv").json
    assert (found["ok"], found["not_checked"], found["as_the_sheet_says"]) == (True, [], {"Draw": "2 of 2"})
    assert len(found["not_shown"]) == 5
    rows = [line.split(",")[:5] for line in (tmp_path / "draw.csv").read_text().splitlines()]
    (tmp_path / "places.csv").write_text("\n".join(",".join(row) for row in rows))
    bare = terminal("sample", "verify", *papers, "places.csv")
    assert bare.status == 0
    assert [line.startswith("warning: The sheet does not") for line in bare.err.splitlines()] == [True] * 3
    assert "The sheet does not say which draw it is of" in bare.out


def test_a_visit_says_of_each_draw_its_number_time_and_source(terminal: Terminal, drawn: str) -> None:
    again = ("--seed", "6 6 1 2 3 4 5 1", "--size", 6, "--reason", "The first list was short.")
    assert terminal("sample", "draw", drawn, *again).status == 0
    told = terminal("sample", "verify", drawn).out.splitlines()
    assert told[0] == "The draw comes out the same again."
    assert told[1].startswith("Draw 1 of 2, made 20")
    assert told[1].endswith("source of the seed “dice”, named together with the seed, not before it.")
    assert told[2].endswith("no source of the seed was named.")
    found = terminal("--json", "sample", "verify", drawn).json
    assert [(one["draw"], one["of"], one["seed_source"]) for one in found["draws"]] == [
        (1, 2, "dice"),
        (2, 2, ""),
    ]


def test_an_earlier_draw_has_its_sheet_too(terminal: Terminal, drawn: str, tmp_path: Path) -> None:
    again = ("--seed", "6 6 1 2 3 4 5 1", "--size", 6, "--reason", "The first list was short.")
    assert terminal("sample", "draw", drawn, *again).status == 0
    assert terminal("sample", "sheet", drawn, "first.csv", "--number", 1).status == 0
    assert terminal("sample", "sheet", drawn, "newest.csv").status == 0
    assert ",1 of 2," in (tmp_path / "first.csv").read_text()
    assert ",2 of 2," in (tmp_path / "newest.csv").read_text()
    assert terminal("sample", "sheet", drawn, "third.csv", "--number", 3).status == 3
    assert terminal("sample", "verify", drawn).status == 0


def test_what_a_draw_leaves_to_be_wished_is_warned_of(terminal: Terminal, visit: str, tmp_path: Path) -> None:
    case_list(tmp_path / "list.csv")
    terminal("frame", "import", visit, "list.csv")
    told = terminal("sample", "draw", visit, "--seed", "1", "--size", 9)
    assert told.status == 0
    warnings = [line for line in told.err.splitlines() if line.startswith("warning:")]
    assert any("no source" in line for line in warnings)
    assert any("tried out beforehand" in line for line in warnings)
    assert terminal("query", visit, "draws").json[0]["source_named"] == ""
    assert terminal("sample", "sheet", visit, "sheet.pdf").status == 3
