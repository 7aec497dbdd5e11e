"""A profile that opens quickly, and the command line as a function."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cafaudit.cli import main
from cafaudit.team.profile import create_profile
from cafaudit.team.sealed_box import KdfCost

PASSPHRASE = "a made-up passphrase"
CHEAP = KdfCost(32, 1, 1)


@dataclass(frozen=True)
class Told:
    """What one command line came to."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - any JSON
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Terminal:
    """A terminal in a folder of its own, with a profile."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: object, profile: str = "profile") -> Told:
        status = main(["--profile", str(self.folder / profile), *map(str, words)])
        said = self.capsys.readouterr()
        return Told(status, said.out, said.err)


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("CAFAUDIT_PASSPHRASE", PASSPHRASE)
    monkeypatch.chdir(tmp_path)
    create_profile(tmp_path / "profile", "Lead (made up)", "L1", PASSPHRASE, cost=CHEAP)
    create_profile(tmp_path / "other", "Inspector (made up)", "I2", PASSPHRASE, cost=CHEAP)
    return Terminal(tmp_path, capsys)
