"""Somebody who makes the example at a terminal and then holds it against what it claims."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cafaudit.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., Any]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Carry out one command line that must succeed; returns the JSON that it prints."""

    def carry_out(*arguments: str) -> Any:  # noqa: ANN401 - JSON of any shape
        capsys.readouterr()
        assert main(["--json", *arguments]) == 0
        return json.loads(capsys.readouterr().out)

    return carry_out


def test_the_example_is_made_and_everything_in_it_can_be_made_and_checked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    made = run("example", str(tmp_path / "example"))
    monkeypatch.setenv("CAFAUDIT_PASSPHRASE", made["passphrase"])
    mine = ("--profile", made["profile"])
    theirs = ("--profile", str(Path(made["profile"]).with_name("second")))

    assert run(*mine, "check", made["visit"])["ok"]
    assert run(*mine, "digest", made["visit"]) == run(*theirs, "digest", made["second_visit"])
    assert run(*mine, "query", made["visit"], "judgements")["suggested"]["grade"] == "satisfactory"

    assert run(*mine, "sample", "verify", made["visit"])["ok"]
    exported = tmp_path / "list.txt"
    run(*mine, "frame", "export", made["visit"], str(exported))
    draw = run(*mine, "query", made["visit"], "draws")[0]
    assert run(
        *("sample", "verify", "--frame", str(exported)),
        *("--seed", draw["seed"], "--draw", made["draw_sheet"]),
    )["ok"]

    for document, name in (("letter", "again.docx"), ("workbook", "again.xlsx")):
        run(*mine, document, made["visit"], str(tmp_path / name))
        assert (tmp_path / name).read_bytes() == Path(made[document]).read_bytes()
