import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from cafaudit.errors import InputRefused
from cafaudit.intake import read_table, reader
from cafaudit.intake.answers import Parsed, Refused, packed, unpacked
from cafaudit.intake.child import answer_for, main
from cafaudit.intake.reading import parse_table
from cafaudit.progress import NO_PROGRESS, Cancelled

MakeBook = Callable[..., Path]
LIST = [["Case ID", "Office"], ["A-1", "Café"], [7, "Lower Dale"], [], [12345678901234567890, ""]]
SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]


class StopAtOnce:
    def step(self, done: int, total: int) -> None:
        assert (done, total) == (0, 0)
        raise Cancelled


def test_a_list_comes_back_from_the_child_as_it_was_parsed(workbook: MakeBook) -> None:
    path = workbook(Cases=LIST, Notes=[["x"]])
    table = read_table(path)
    assert table == parse_table(path)
    assert table.rows[:2] == (("A-1", "Café"), ("7", "Lower Dale"))
    assert len(table.oddities) == 3
    assert read_table(path, sheet="CASES").sheet == "Cases"


def test_a_refusal_comes_back_in_its_own_sentences(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.touch()
    with pytest.raises(InputRefused) as refusal:
        read_table(path)
    assert refusal.value.message == "“empty.csv” is empty."
    assert refusal.value.advice == "Ask for the list again, or choose another file."


def test_a_frozen_program_parses_by_itself(workbook: MakeBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert read_table(workbook(Cases=LIST)).header == ("Case ID", "Office")


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "raise SystemExit(1)",
        "print('no answer')",
        "import os; os.write(1, b'\\x00')",
    ],
)
def test_a_child_that_dies_of_a_file_becomes_a_sentence(
    tmp_path: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_command", lambda *_: [sys.executable, "-c", code])
    with pytest.raises(InputRefused, match=r"“list\.xlsx” cannot be read: it is damaged, or larger"):
        read_table(tmp_path / "list.xlsx")


def test_a_child_that_takes_too_long_is_ended_with_a_sentence(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(InputRefused, match="takes longer to read than a case list should"):
        reader._asked(SLEEPS, tmp_path / "list.xlsx", NO_PROGRESS, began + 0.2)
    assert time.monotonic() - began < 10


def test_a_stop_ends_the_child_at_once(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(Cancelled):
        reader._asked(SLEEPS, tmp_path / "list.xlsx", StopAtOnce(), began + 60)
    assert time.monotonic() - began < 10


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such limit")
def test_the_child_cannot_take_more_memory_than_it_may() -> None:
    code = "from cafaudit.intake.child import *; print(limit_this_process()); bytearray(MOST_MEMORY)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert done.stdout == "True\n"
    assert "MemoryError" in done.stderr


def test_the_child_is_told_no_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAFAUDIT_PASSPHRASE", "correct horse")
    assert "correct horse" not in reader._surroundings().values()


def test_answers_survive_packing(workbook: MakeBook, tmp_path: Path) -> None:
    read = answer_for(workbook(Cases=LIST), "case list", None)
    assert isinstance(read, Parsed)
    assert unpacked(packed(read)) == read
    refused = answer_for(tmp_path / "nowhere.csv", "case list", None)
    assert isinstance(refused, Refused)
    assert unpacked(packed(refused)) == refused
    with pytest.raises(msgspec.MsgspecError):
        unpacked(packed(refused)[:-1])


def test_the_child_wants_to_be_told_what_to_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err
