"""The contract of the command line: words, output, exit statuses."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from cafaudit.assets import framework_text
from cafaudit.services.registry import commands
from tests.visits import case_list

if TYPE_CHECKING:
    from pathlib import Path

    from tests.core.cli.conftest import Terminal


@pytest.fixture
def visit(terminal: Terminal) -> str:
    assert terminal("new", "v", "--framework", "cafcass-pim-2009").status == 0
    return "v"


@pytest.fixture
def drawn(terminal: Terminal, visit: str, tmp_path: Path) -> str:
    case_list(tmp_path / "list.csv")
    assert terminal("frame", "import", visit, "list.csv").status == 0
    assert terminal("sample", "draw", visit, "--seed", "4 2 5", "--size", 9).status == 0
    return visit


def test_ids_are_a_list_of_strings_in_file_order_and_empty_without_a_list(
    terminal: Terminal, visit: str, tmp_path: Path
) -> None:
    assert terminal("--json", "frame", "ids", visit).json == []
    case_list(tmp_path / "list.csv", 5)
    terminal("frame", "import", visit, "list.csv")
    assert terminal("--json", "frame", "ids", visit).json == [f"BBC-{n:04d}" for n in range(1, 6)]


def test_the_exported_list_has_the_hash_that_is_printed(
    terminal: Terminal, drawn: str, tmp_path: Path
) -> None:
    terminal("frame", "export", drawn, "frame.txt")
    printed = terminal("frame", "hash", drawn).out.strip()
    assert hashlib.sha256((tmp_path / "frame.txt").read_bytes()).hexdigest() == printed


def test_tickets_are_the_hash_of_seed_comma_case(terminal: Terminal, drawn: str) -> None:
    rows = terminal("query", drawn, "sample").json
    assert rows
    for row in rows:
        assert row["ticket"] == hashlib.sha256(f"4 2 5,{row['case']}".encode()).hexdigest()
        assert row["role"] in {"sample", "reserve"}
    for stratum in {row["stratum"] for row in rows}:
        queue = [row for row in rows if row["stratum"] == stratum]
        assert [row["order"] for row in queue] == list(range(1, len(queue) + 1))
        assert [row["ticket"] for row in queue] == sorted(row["ticket"] for row in queue)


def test_a_draw_is_verified_from_the_store_and_from_papers_alone(
    terminal: Terminal, drawn: str, tmp_path: Path
) -> None:
    assert terminal("sample", "verify", drawn).status == 0
    terminal("frame", "export", drawn, "frame.txt")
    terminal("draw-sheet", drawn, "draw.csv")
    papers = ("--frame", "frame.txt", "--seed", "4 2 5", "--draw", "draw.csv")
    assert terminal("sample", "verify", *papers).status == 0
    assert terminal("sample", "verify", drawn, *papers).status == 2
    sheet = tmp_path / "draw.csv"
    whole = sheet.read_text()
    sheet.write_text("".join(whole.splitlines(keepends=True)[:-1]))
    assert terminal("sample", "verify", *papers).status == 5
    sheet.write_text(whole)
    sheet.write_text(sheet.read_text().replace(",1,", ",2,", 1))
    told = terminal("--json", "sample", "verify", *papers)
    assert told.status == 5
    assert told.json["problems"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--size", 0), "No files"),
        (("--size", -1), "No files"),
        (("--size", 41), "holds 40"),
        (("--size", 9, "--allocate", "by-guess"), "by-guess"),
        (("--size", 9, "--strata", "colour"), "colour"),
        (("--per-stratum", "sizes.toml"), "Nowhere"),
        ((), "No size"),
    ],
)
def test_a_draw_that_is_refused_leaves_everything_as_it_was(
    terminal: Terminal, visit: str, tmp_path: Path, words: tuple[object, ...], says: str
) -> None:
    case_list(tmp_path / "list.csv")
    (tmp_path / "sizes.toml").write_text("Nowhere = 3\n")
    assert terminal("frame", "import", visit, "list.csv").status == 0
    before = terminal("digest", visit).out, terminal("query", visit, "frame").out
    told = terminal("sample", "draw", visit, "--seed", "4 2 5", "--seed-source", "dice", *words)
    assert told.status == 3
    assert says in told.err
    assert (terminal("digest", visit).out, terminal("query", visit, "frame").out) == before


def test_a_draw_can_group_name_and_draw_at_once(terminal: Terminal, visit: str, tmp_path: Path) -> None:
    case_list(tmp_path / "list.csv")
    terminal("frame", "import", visit, "list.csv")
    words = ("--size", 8, "--strata", "office", "--seed-source", "dice")
    assert terminal("sample", "draw", visit, "--seed", "4 2 5", *words).status == 0
    [draw] = terminal("query", visit, "draws").json
    assert (draw["sizes"], draw["seed_source"]) == ({"Office A": 4, "Office B": 4}, "dice")
    assert terminal("sample", "verify", visit).status == 0


def test_repeated_ids_are_asked_about_before_they_are_folded(
    terminal: Terminal, visit: str, tmp_path: Path
) -> None:
    path = case_list(tmp_path / "list.csv", 4)
    path.write_text(path.read_text() + path.read_text().splitlines()[1] + "\n")
    told = terminal("frame", "import", visit, "list.csv")
    assert told.status == 3
    assert "--fold" in told.err
    assert terminal("--json", "frame", "ids", visit).json == []
    assert terminal("frame", "import", visit, "list.csv", "--fold").status == 0
    assert len(terminal("--json", "frame", "ids", visit).json) == 4


def test_a_script_goes_on_after_a_refusal_and_its_status_is_the_first_one(
    terminal: Terminal, drawn: str, tmp_path: Path
) -> None:
    case = terminal("query", drawn, "sample").json[0]["case"]
    lines = [
        {"do": "GiveScore", "case": case, "item": "risk-quality", "answer": "good", "id": "a"},
        {"do": "GiveScore", "case": case, "item": "risk-quality", "answer": "splendid", "id": "b"},
        {"do": "Digest"},
        {"do": "Undo"},
        {"do": "Check"},
        {"do": "Query", "name": "status"},
        "not json",
    ]
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    (tmp_path / "day.jsonl").write_text(text)
    told = terminal("run", drawn, "day.jsonl")
    first, second, digest, undo, check, status, last = told.lines
    assert told.status == 3
    assert (first["ok"], first["id"]) == (True, "a")
    assert (second["ok"], second["id"], second["status"]) == (False, "b", 3)
    assert second["advice"]
    assert len(digest["digest"]) == 64
    assert undo["ok"]
    assert check["check"]["ok"]
    assert status["answer"]["sample"] == 9
    assert not last["ok"]


def test_a_script_can_stop_at_the_first_refusal(terminal: Terminal, visit: str, tmp_path: Path) -> None:
    (tmp_path / "day.jsonl").write_text('{"do": "Nothing"}\n{"do": "Digest"}\n')
    assert len(terminal("run", visit, "day.jsonl", "--stop").lines) == 1


def test_details_that_are_refused_leave_no_visit(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "details.toml").write_text('[visit]\nprovider = "P"\n[[plan]]\ngrade = "splendid"\n')
    told = terminal("new", "v", "--framework", "cafcass-pim-2009", "--details", "details.toml")
    assert told.status == 3
    assert "splendid" in told.err
    assert not (tmp_path / "v.cafaudit").exists()
    (tmp_path / "details.toml").write_text('[visit]\nprovider = "P"\n[[plan]]\ngrade = "good"\n')
    assert terminal("new", "v", "--framework", "cafcass-pim-2009", "--details", "details.toml").status == 0
    assert terminal("query", "v", "details").json["details"]["provider"] == "P"


def test_a_framework_saved_on_windows_is_taken(terminal: Terminal, tmp_path: Path) -> None:
    text = framework_text("cafcass-pim-2009")
    (tmp_path / "own.toml").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert terminal("new", "v", "--framework", "own.toml").status == 0


def test_a_framework_with_a_letter_that_nobody_can_write_is_refused(
    terminal: Terminal, tmp_path: Path
) -> None:
    named = 'letter_profile = "cafcass-pim-2009"'
    text = framework_text("blank").replace(named, 'letter_profile = "../../x"')
    (tmp_path / "own.toml").write_text(text)
    told = terminal("new", "v", "--framework", "own.toml")
    assert told.status == 3
    assert "letter_profile" in told.err
    assert not (tmp_path / "v.cafaudit").exists()


def test_the_schema_of_a_command_is_that_of_its_lines(terminal: Terminal, visit: str, tmp_path: Path) -> None:
    schemas = terminal("--json", "commands").json
    for name, schema in schemas.items():
        assert schema["properties"]["do"] == {"const": name}
        assert set(schema.get("required", ())) <= set(schema["properties"])
        assert schema["additionalProperties"] is False
    assert terminal("commands", "AddEvidence").json == schemas["AddEvidence"]
    line = {"do": "AddEvidence", "text": "A fact.", "id": "line-1", "new_id": "e1"}
    assert set(line) <= set(schemas["AddEvidence"]["properties"])
    (tmp_path / "day.jsonl").write_text(json.dumps(line))
    [answer] = terminal("run", visit, "day.jsonl").lines
    assert (answer["id"], answer["made"]) == ("line-1", {"evidence": "e1"})


def test_two_people_can_act_in_one_script(terminal: Terminal, drawn: str, tmp_path: Path) -> None:
    (tmp_path / "card.txt").write_text(terminal("profile", "card", profile="other").out)
    (tmp_path / "lead.txt").write_text(terminal("profile", "card").out)
    assert terminal("member", "add", drawn, "card.txt").status == 0
    assert terminal("pack", drawn, "--to", "I2", "--out", "p1.cafpack").status == 0
    assert terminal("join", "p1.cafpack", "v2", "--lead", "lead.txt", profile="other").status == 0
    case = terminal("query", drawn, "sample").json[0]["case"]
    score = {"do": "GiveScore", "case": case, "item": "risk-quality"}
    lines = [
        score | {"answer": "good"},
        score | {"answer": "inadequate", "profile": str(tmp_path / "other"), "visit": "v2"},
    ]
    (tmp_path / "day.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert [line["ok"] for line in terminal("run", drawn, "day.jsonl").lines] == [True, True]
    assert terminal("pack", "v2", "--to", "L1", "--out", "p2.cafpack", profile="other").status == 0
    merged = terminal("--json", "merge", drawn, "p2.cafpack").json
    assert (merged["new"], merged["conflicts"], merged["set_aside"]) == (1, 1, 0)
    assert terminal("query", drawn, "conflicts").json[0]["crosses_line"]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("digest", "nowhere"), 3),
        (("new", "v", "--framework", "no-such"), 3),
        (("query", "v", "nonsense"), 3),
        (("query", "v"), 2),
        (("query", "v", "reading"), 3),
        (("sample", "verify"), 2),
        (("sample", "draw", "v", "--seed", "1", "--size", "3"), 3),
        (("frame", "import", "v", "missing.csv"), 3),
        (("workbook", "v", "notes.txt"), 3),
        (("run", "v", "missing.jsonl"), 3),
        (("member", "add", "v", "missing.txt"), 3),
    ],
)
def test_what_cannot_be_done_has_a_sentence_and_its_status(
    terminal: Terminal, visit: str, words: tuple[str, ...], status: int
) -> None:
    before = terminal("digest", visit).out
    told = terminal(*words)
    assert told.status == status
    assert told.err.strip()
    assert not told.out
    assert terminal("digest", visit).out == before


def test_an_existing_visit_is_never_made_again(terminal: Terminal, visit: str) -> None:
    before = terminal("digest", visit).out
    assert terminal("new", "v", "--framework", "blank").status == 3
    assert terminal("digest", visit).out == before


def test_a_wrong_passphrase_and_a_stranger_are_told_apart_from_damage(
    terminal: Terminal, visit: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert terminal("digest", visit, profile="other").status == 4
    monkeypatch.setenv("CAFAUDIT_PASSPHRASE", "wrong")
    assert terminal("digest", visit).status == 4
    monkeypatch.setenv("CAFAUDIT_PASSPHRASE", "a made-up passphrase")
    database = tmp_path / "v.cafaudit" / "visit.db"
    database.write_bytes(database.read_bytes()[:100] + b"\0" * 900 + database.read_bytes()[1000:])
    assert terminal("digest", visit).status == 5


def test_usage_is_told_by_status_2(terminal: Terminal) -> None:
    with pytest.raises(SystemExit) as ended:
        terminal("no-such-subcommand")
    assert ended.value.code == 2


def test_every_command_has_a_schema_and_a_sentence(terminal: Terminal) -> None:
    listed = terminal("--json", "commands").json
    assert set(listed) == {entry.name for entry in commands()}
    for name, schema in listed.items():
        assert schema["type"] == "object", name
        assert schema["description"].endswith((".", ".")), name
    assert terminal("--json", "commands", "GiveScore").json["required"] == ["case", "item", "answer"]


def test_details_come_from_a_file_and_a_wrong_table_is_named(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "d.toml").write_text(
        '[visit]\nservice_area = "Made-up Vale"\npublish_days = 14\nletter_date = 2009-09-04\n'
        '[[copy]]\nname = "Somebody (made up)"\n'
    )
    assert terminal("new", "d", "--framework", "blank", "--details", "d.toml").status == 0
    found = terminal("query", "d", "details").json
    assert found["details"]["letter_date"] == "2009-09-04"
    assert found["copies"][0]["name"] == "Somebody (made up)"
    (tmp_path / "bad.toml").write_text('[visit]\ncolour = "red"\n')
    told = terminal("new", "bad", "--framework", "blank", "--details", "bad.toml")
    assert told.status == 3
    assert "visit" in told.err
    assert "colour" in told.err
    assert not (tmp_path / "bad.cafaudit").exists()


def test_what_holds_the_letter_back_is_said_once(terminal: Terminal, visit: str) -> None:
    told = terminal("letter", visit, "letter.docx")
    warnings = told.err.splitlines()
    assert warnings
    assert all(line.startswith("warning: ") for line in warnings)
    assert len(set(warnings)) == len(warnings)
