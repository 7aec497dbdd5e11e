"""Lines that no honest script writes: each is refused with a sentence, and the run goes on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cafaudit.cli.script_lines import LONGEST_LINE
from tests.visits import case_list

if TYPE_CHECKING:
    from pathlib import Path

    from tests.core.cli.conftest import Terminal, Told

DIGEST = b'{"do": "Digest", "id": "after"}\n'


@pytest.fixture
def visit(terminal: Terminal) -> str:
    assert terminal("new", "v", "--framework", "blank").status == 0
    return "v"


def run(terminal: Terminal, visit: str, folder: Path, *lines: bytes) -> Told:
    (folder / "day.jsonl").write_bytes(b"\n".join(lines))
    return terminal("run", visit, "day.jsonl")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b'{"do": "WriteNote", "text": "\xff\xfe"}', "UTF-8"),
        (b'{"do": "WriteNote", "text": "a\x00b"}', "JSON"),
        (b'{"do": "WriteNote", "text": "a\\u0000b"}', "“text”"),
        (b'{"do": "WriteNote", "text": "\\ud800"}', "U+D800"),
        (b'{"do": "WriteNote", "te\\udc00xt": "x"}', "U+DC00"),
        (b'{"do": "AddFile", "case": "\\ud800", "mode": "tracked", "reason": "x"}', "“case”"),
        (b'{"do": "ImportFrame", "file": "list.csv\\u0000"}', "“file”"),
        (b'{"do": "Digest", "visit": "\\u0000"}', "“visit”"),
        (b'{"do": "Digest", "visit": 5}', "“visit”"),
        (b'{"do": "Digest", "profile": ["p"]}', "“profile”"),
        (b'{"do": "Digest", "visit": "' + b"x" * 5000 + b'"}', "too long"),
        (b'{"do": "Digest", "profile": "' + b"x" * 5000 + b'"}', "too long"),
        (b'{"do": "Digest", "x": NaN}', "NaN"),
        (b'{"do": "Digest", "x": 1e999}', "larger"),
        (b'{"do": "AddEvidence", "text": "x", "order": ' + b"9" * 5000 + b"}", "larger"),
        (b'{"do": "WriteNote", "text": "one", "text": "two"}', "“text” stands twice"),
        (b'{"do": "WriteNote", "text": ' + b"[" * 100 + b"]" * 100 + b"}", "nested"),
        (b"[" * 200_000, "JSON"),
        (b'{"do": "WriteNote", "text": "' + b"x" * LONGEST_LINE + b'"}', "longer"),
        (b'{"do": "WriteNote", "text": "' + b"x" * 3 * LONGEST_LINE + b'"}', "longer"),
        (b"[1]", "no JSON object"),
    ],
)  # fmt: skip
def test_a_hostile_line_is_refused_and_the_next_one_carried_out(
    terminal: Terminal, visit: str, tmp_path: Path, line: bytes, says: str
) -> None:
    told = run(terminal, visit, tmp_path, line, DIGEST)
    refused, after = told.lines
    assert told.status == 3
    assert (refused["ok"], refused["status"]) == (False, 3)
    assert says in refused["message"]
    assert after["id"] == "after"
    assert "Traceback" not in told.err


def test_a_refusal_echoes_the_id_where_the_line_could_be_read(
    terminal: Terminal, visit: str, tmp_path: Path
) -> None:
    line = b'{"do": "WriteNote", "text": "\\ud800", "id": "n-7"}'
    assert run(terminal, visit, tmp_path, line).lines[0]["id"] == "n-7"


@pytest.mark.parametrize(
    "script",
    [b"\xef\xbb\xbf" + DIGEST, DIGEST.strip(), DIGEST.replace(b"\n", b"\r\n"), b"\r\n \r\n" + DIGEST],
    ids=["byte order mark", "no end of line", "Windows", "blank lines"],
)
def test_scripts_of_other_editors_are_read(
    terminal: Terminal, visit: str, tmp_path: Path, script: bytes
) -> None:
    told = run(terminal, visit, tmp_path, script)
    assert (told.status, [line["ok"] for line in told.lines]) == (0, [True])


def test_an_empty_script_does_nothing(terminal: Terminal, visit: str, tmp_path: Path) -> None:
    told = run(terminal, visit, tmp_path)
    assert (told.status, told.out) == (0, "")


@pytest.mark.parametrize("words", [("digest",), ("check",), ("frame", "ids")])
def test_a_name_that_is_too_long_is_refused_with_a_sentence(
    terminal: Terminal, words: tuple[str, ...]
) -> None:
    told = terminal(*words, "x" * 300)
    assert told.status == 3
    assert "too long" in told.err


def test_a_list_is_exported_to_a_file_and_nowhere_else(
    terminal: Terminal, visit: str, tmp_path: Path
) -> None:
    case_list(tmp_path / "list.csv", 5)
    assert terminal("frame", "import", visit, "list.csv").status == 0
    for place in (".", "/", "nowhere/frame.txt"):
        told = terminal("frame", "export", visit, place)
        assert told.status == 3, place
    assert json.loads(terminal("--json", "frame", "export", visit, "frame.txt").out)["cases"] == 5
