"""A day on site by script: two people apart replace files, meet, and the counts are right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.visits import case_list

if TYPE_CHECKING:
    from pathlib import Path

    from tests.core.cli.conftest import Terminal

AT = "2009-08-20T14:05:00Z"


@pytest.fixture
def apart(terminal: Terminal, tmp_path: Path) -> Terminal:
    """A drawn visit "v" dealt to two people, and the second one's copy "v2"."""
    case_list(tmp_path / "list.csv", 60)
    (tmp_path / "card.txt").write_text(terminal("profile", "card", profile="other").out)
    (tmp_path / "lead.txt").write_text(terminal("profile", "card").out)
    steps: tuple[tuple[object, ...], ...] = (
        ("new", "v", "--framework", "cafcass-pim-2009"),
        ("frame", "import", "v", "list.csv"),
        ("sample", "draw", "v", "--seed", "4 2 5", "--size", 12),
        ("member", "add", "v", "card.txt"),
    )
    assert [terminal(*step).status for step in steps] == [0, 0, 0, 0]
    runs(terminal, tmp_path, "v", {"do": "DealFiles", "readers": ["L1", "I2"]})
    assert terminal("pack", "v", "--to", "I2", "--out", "p1.cafpack").status == 0
    assert terminal("join", "p1.cafpack", "v2", "--lead", "lead.txt", profile="other").status == 0
    return terminal


def runs(
    terminal: Terminal, folder: Path, visit: str, *lines: dict[str, Any], who: str = "profile"
) -> list[Any]:
    (folder / "lines.jsonl").write_text("\n".join(map(json.dumps, lines)))
    return terminal("run", visit, "lines.jsonl", profile=who).lines


def files_of(terminal: Terminal, code: str, visit: str = "v", who: str = "profile") -> list[Any]:
    rows = terminal("query", visit, "sample", profile=who).json
    return [row for row in rows if row["role"] == "sample" and row["reader"] == code]


def test_two_people_replace_apart_and_the_merge_has_no_conflict(apart: Terminal, tmp_path: Path) -> None:
    own, theirs = files_of(apart, "L1")[0], files_of(apart, "I2")[0]
    gone = {"do": "ReplaceFile", "reason": "lost", "at": AT, "told_by": "clerk"}
    assert runs(apart, tmp_path, "v", gone | {"case": own["case"]})[0]["ok"]
    assert runs(apart, tmp_path, "v2", gone | {"case": theirs["case"]}, who="other")[0]["ok"]
    assert apart("pack", "v2", "--to", "L1", "--out", "p2.cafpack", profile="other").status == 0
    merged = apart("--json", "merge", "v", "p2.cafpack").json
    assert (merged["conflicts"], merged["set_aside"]) == (0, 0)
    told = apart("query", "v", "not_produced").json
    assert {file["case"] for file in told["files"]} == {own["case"], theirs["case"]}
    assert {file["gave_up_at"] for file in told["files"]} == {AT}
    taken = [file["replaced_by"] for file in told["files"]]
    assert all(len(reserves) == 1 for reserves in taken)
    assert taken[0] != taken[1]
    assert sum(office["not_produced"] for office in told["offices"]) == 2
    assert sum(office["files"] for office in told["offices"]) == 12 + 2
    status = apart("query", "v", "status").json
    assert (status["not_produced"], status["replaced"]) == (2, 2)


def test_a_member_without_reserves_is_refused_with_what_to_do(apart: Terminal, tmp_path: Path) -> None:
    missing = files_of(apart, "I2", "v2", "other")[0]
    lines = []
    for _ in range(30):
        (line,) = runs(
            apart,
            tmp_path,
            "v2",
            {"do": "ReplaceFile", "case": missing["case"], "reason": "lost"},
            who="other",
        )
        lines.append(line)
        if not line["ok"]:
            break
        case = next(
            row["case"]
            for row in files_of(apart, "I2", "v2", "other")
            if row["instead_of"] == [missing["case"]]
        )
        missing = {"case": case}
    assert not lines[-1]["ok"]
    assert lines[-1]["status"] == 3
    assert "extend the sample" in lines[-1]["advice"]
    assert {row["reader"] for row in apart("query", "v2", "sample", profile="other").json} == {"L1", "I2"}


def test_the_request_lists_say_what_came_of_each_file(apart: Terminal, tmp_path: Path) -> None:
    first, second, third = (row["case"] for row in files_of(apart, "L1")[:3])
    lines = (
        {"do": "AskForFiles", "cases": [first, second, third], "at": "2009-08-20T09:20:00Z"},
        {"do": "ReceiveFiles", "cases": [first], "at": "2009-08-20T10:05:00Z", "initials": "AB"},
        {"do": "GiveUpFile", "case": second, "reason": "lost", "at": AT},
    )
    assert all(line["ok"] for line in runs(apart, tmp_path, "v", *lines))
    rows = {row["case"]: row for office in apart("query", "v", "requests").json.values() for row in office}
    assert (rows[first]["state"], rows[first]["produced_to"]) == ("produced", "AB")
    assert (rows[second]["state"], rows[second]["replaced_by"]) == ("not_produced", [])
    assert rows[third]["state"] == "asked"
    assert {"case", "location", "asked_at", "produced_at"} <= rows[first].keys()
