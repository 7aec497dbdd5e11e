import ctypes
import io
import subprocess
import sys
import time
from array import array
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from cafaudit.errors import InputRefused
from cafaudit.intake import job_object, read_table, reader
from cafaudit.intake.answers import (
    Ask,
    Batch,
    Coded,
    Codes,
    Head,
    NameWords,
    Refused,
    cells_of,
    hear,
    say,
)
from cafaudit.intake.reader import reading_ahead, reading_apart
from cafaudit.intake.reading import parse_table
from cafaudit.progress import Cancelled

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
    assert len(table.oddities) == 4
    assert read_table(path, sheet="CASES").sheet == "Cases"


def test_a_refusal_comes_back_in_its_own_sentences(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.touch()
    with pytest.raises(InputRefused) as refusal:
        read_table(path)
    assert refusal.value.message == "“empty.csv” is empty."
    assert refusal.value.advice == "Ask for the list again, or choose another file."


def test_a_frozen_program_starts_itself_to_be_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/nowhere/CafAudit.exe")
    assert reader._command() == ["/nowhere/CafAudit.exe", "--read-a-list"]


def test_the_program_is_the_child_when_it_is_started_so(workbook: MakeBook) -> None:
    path = workbook(Cases=LIST)
    command = [sys.executable, "-m", "ui", reader.CHILD_ARGUMENT]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        say(child.stdin, Ask(str(path), "case list"))
        head = hear(child.stdout)
        child.kill()
    assert isinstance(head, Head)
    assert head.header == ("Case ID", "Office")


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "raise SystemExit(1)",
        "print('no answer')",
        "import os; os.write(1, b'\\x00')",
        "import os; os.write(1, b'\\x02\\x00\\x00\\x00\\xc1\\xc1')",
        "import os; os.write(1, b'\\xff\\xff\\xff\\xff')",
    ],
)
def test_a_child_that_dies_of_a_file_becomes_a_sentence(
    tmp_path: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_command", lambda: [sys.executable, "-c", code])
    with pytest.raises(InputRefused, match=r"“list\.xlsx” cannot be read: it is damaged, or larger"):
        read_table(tmp_path / "list.xlsx")


def test_a_child_that_dies_in_the_middle_of_a_list_becomes_a_sentence(
    text_list: MakeBook,
) -> None:
    path = text_list("Case ID\n" + "".join(f"A-{number}\n" for number in range(50_000)))
    with reading_apart(path) as source:
        batches = source.batches()
        next(batches)
        source._messages._child.kill()
        with pytest.raises(InputRefused, match="cannot be read: it is damaged"):
            list(batches)


def test_a_child_that_says_nothing_is_ended_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_command", lambda: SLEEPS)
    began = time.monotonic()
    with (
        pytest.raises(InputRefused, match="takes longer to read than a case list should"),
        reading_apart(tmp_path / "list.xlsx", patience=0.2),
    ):
        pass
    assert time.monotonic() - began < 10


def test_a_stop_ends_the_child_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_command", lambda: SLEEPS)
    began = time.monotonic()
    with pytest.raises(Cancelled), reading_apart(tmp_path / "list.xlsx", progress=StopAtOnce()):
        pass
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


def test_messages_come_over_as_they_were_said() -> None:
    words = NameWords(["ann"], b"\1\0", b"\0\0", 1, {1: "-"})
    batch = Batch(2, [2], [["A-1", "A-2"], Codes(["Dale"], b"\x00\x00", 1), words], 10, 20)
    stream = io.BytesIO()
    for message in (Ask("list.csv", "case list"), batch, Refused("No.", "Yes.", ("A",))):
        say(stream, message)
    whole = stream.getvalue()
    stream.seek(0)
    assert [hear(stream), hear(stream)] == [Ask("list.csv", "case list"), batch]
    assert isinstance(hear(stream), Refused)
    assert hear(stream) is None
    cut = io.BytesIO(whole[:-1])
    with pytest.raises(msgspec.MsgspecError):
        list(iter(lambda: hear(cut), None))


COUNTS = (10, 20)


@pytest.mark.parametrize(
    "batch",
    [
        Batch(2, [2], [["A-1"]], *COUNTS),
        Batch(2, [2, 4, 5], [["A-1", "A-2"]], *COUNTS),
        Batch(2, [2], [Codes(["Dale"], b"\0", 1)], *COUNTS),
        Batch(2, [2], [Codes(["Dale"], b"\0\0\0", 2)], *COUNTS),
        Batch(2, [2], [Codes(["Dale"], b"\0\0", 3)], *COUNTS),
        Batch(2, [2], [NameWords(["ann"], b"\1\0", b"\1", 1, {})], *COUNTS),
    ],
)
def test_rows_that_do_not_hold_together_are_refused(batch: Batch) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - which of them is not said
        reader._rows_of(batch, defaultdict(list))


def test_values_of_a_column_come_over_once(text_list: MakeBook) -> None:
    rows = [f"A-{number},Office {number % 700},{number}" for number in range(20_000)]
    path = text_list("\n".join(("Case ID,Office,Number", *rows)) + "\n")
    offices: list[str] = []
    kinds: list[type] = []
    with reading_apart(path) as source:
        for batch in source.batches([1, 2]):
            office, number = batch.columns
            assert isinstance(office, Coded)
            assert not isinstance(number, NameWords)
            assert len(office.values) <= 700
            offices += cells_of(office)
            kinds.append(type(number))
            assert batch.rows()[0][1] == str(batch.lines[0] - 2)
    assert offices == [f"Office {number % 700}" for number in range(20_000)]
    assert kinds[-1] is list  # no value of it comes again


def test_a_column_of_names_comes_over_as_words(text_list: MakeBook) -> None:
    path = text_list('Case ID,Child name\nA-1,Anna Quillmere\nA-2,"QUILLMERE, Bella"\nA-3,Mc Donald\nA-4,\n')
    with reading_apart(path) as source:
        (batch,) = source.batches([0, 1], names=1)
    refs, words = batch.columns
    assert isinstance(refs, Coded)
    assert words == NameWords(
        ["anna", "quillmere", "bella", "donald"],
        array("H", [1, 2, 0, 0]).tobytes(),
        array("H", [2, 3, 0, 0]).tobytes(),
        2,
        {2: "Mc Donald", 3: ""},
    )


def test_only_the_columns_that_are_wanted_come_over(text_list: MakeBook) -> None:
    path = text_list("Case ID,Child name,Office\nA-1,Quillmere,Dale\n\nA-2,Thornaby,Dale\n")
    with reading_apart(path) as source:
        (batch,) = source.batches([2, 0])
    assert batch.lines == [2, 4]
    assert batch.rows() == [("Dale", "A-1"), ("Dale", "A-2")]
    assert [oddity.what for oddity in source.oddities] == ["A row is blank."]


def test_the_child_is_not_started_by_hand() -> None:
    command = [sys.executable, "-m", "cafaudit.intake.child"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, text=True)
    assert done.returncode == 2
    assert "not started by hand" in done.stderr


def test_the_limits_of_a_job_have_the_sizes_that_windows_wants() -> None:
    wide = ctypes.sizeof(ctypes.c_void_p) == 8
    assert ctypes.sizeof(job_object.BasicLimits) == (64 if wide else 48)
    assert ctypes.sizeof(job_object.Transfers) == 48
    assert ctypes.sizeof(job_object.ExtendedLimits) == (144 if wide else 112)
    found = job_object.limits(memory=5, seconds=2)
    assert found.basic.flags == 0x2504
    assert (found.basic.job_time, found.process_memory) == (20_000_000, 5)


class _Kernel:
    """Stands for Windows' kernel32: notes what is called, and refuses from a call on."""

    def __init__(self, *refused: str) -> None:
        self.called: list[str] = []
        for name in (
            "CreateJobObjectW",
            "SetInformationJobObject",
            "AssignProcessToJobObject",
            "CloseHandle",
        ):
            setattr(self, name, self._call(name, 0 if name in refused else 7))

    def _call(self, name: str, answer: int) -> Callable[..., int]:
        def call(*_: object) -> int:
            self.called.append(name)
            return answer

        return call


@pytest.mark.parametrize(
    ("refused", "job", "last"),
    [
        ((), 7, "AssignProcessToJobObject"),
        (("CreateJobObjectW",), 0, "CreateJobObjectW"),
        (("SetInformationJobObject",), 0, "CloseHandle"),
        (("AssignProcessToJobObject",), 0, "CloseHandle"),
    ],
)
def test_a_child_on_windows_goes_into_a_job_or_that_is_said(
    refused: tuple[str, ...], job: int, last: str
) -> None:
    kernel = _Kernel(*refused)
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        assert job_object._job_of(kernel, child) == job
    assert kernel.called[-1] == last
    assert "could not limit the memory" in job_object.NOT_LIMITED.what


def test_a_list_begun_ahead_is_read_by_the_same_child_and_once_only(
    text_list: MakeBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = text_list("Case ID\nA-1\nA-2\n")
    started = _starts_counted(monkeypatch)
    with reading_ahead(Ask(str(path), "case list")) as begun:
        for children in (1, 2):
            with reading_apart(path, begun=begun) as source:
                assert [batch.rows() for batch in source.batches()] == [[("A-1",), ("A-2",)]]
            assert len(started) == children


def test_what_is_begun_ahead_does_not_answer_for_another_way_to_read(
    text_list: MakeBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = text_list("Case ID;Office\nA-1;North\n")
    started = _starts_counted(monkeypatch)
    with (
        reading_ahead(Ask(str(path), "case list")) as begun,
        reading_apart(path, delimiter=",", begun=begun) as source,
    ):
        assert source.head.header == ("Case ID;Office",)
    assert len(started) == 2


def test_a_refusal_of_what_is_begun_ahead_waits_until_it_is_asked_for(tmp_path: Path) -> None:
    missing = tmp_path / "none.csv"
    with (
        reading_ahead(Ask(str(missing), "case list")) as begun,
        pytest.raises(InputRefused),
        reading_apart(missing, begun=begun),
    ):
        pass


def test_a_child_that_nobody_asks_ends_with_its_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_command", lambda: SLEEPS)
    began = time.monotonic()
    with reading_ahead(Ask(str(tmp_path / "list.xlsx"), "case list")) as begun:
        child = begun._child
        assert child is not None
        process = child.messages._child
        assert process.poll() is None
    assert process.poll() is not None
    assert time.monotonic() - began < 10


def test_a_stop_and_a_limit_of_patience_hold_for_what_is_begun_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_command", lambda: SLEEPS)
    path = tmp_path / "list.xlsx"
    began = time.monotonic()
    with (
        reading_ahead(Ask(str(path), "case list")) as begun,
        pytest.raises(Cancelled),
        reading_apart(path, progress=StopAtOnce(), begun=begun),
    ):
        pass
    with (
        reading_ahead(Ask(str(path), "case list")) as begun,
        pytest.raises(InputRefused, match="takes longer"),
        reading_apart(path, patience=0.2, begun=begun),
    ):
        pass
    assert time.monotonic() - began < 10


def _starts_counted(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    started: list[list[str]] = []
    command = reader._command

    def counted() -> list[str]:
        started.append(command())
        return started[-1]

    monkeypatch.setattr(reader, "_command", counted)
    return started
