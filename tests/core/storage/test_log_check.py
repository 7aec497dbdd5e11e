"""A damaged write-ahead log does not lose acknowledged writes in silence."""

import secrets
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cafaudit.storage.encrypted_file import connect
from cafaudit.storage.log_check import lost_commits

KEY = secrets.token_bytes(32)
FRAME = 4096 + 24
COMMITS = 10


@pytest.fixture
def crashed(tmp_path: Path) -> Path:
    """A file with ten commits in its log, as a kill leaves it."""
    (tmp_path / "live").mkdir()
    live = tmp_path / "live" / "visit.db"
    with closing(connect(live, KEY, create=True)) as connection:
        connection.execute("CREATE TABLE note (text TEXT)")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for number in range(COMMITS):
            connection.execute("INSERT INTO note VALUES (?)", (str(number),))
        shutil.copytree(live.parent, tmp_path / "crashed")
    (tmp_path / "crashed" / "visit.db-shm").unlink()
    return tmp_path / "crashed" / "visit.db"


def log(path: Path) -> Path:
    return path.with_name("visit.db-wal")


def notes(path: Path) -> int:
    with closing(connect(path, KEY)) as connection:
        return int(connection.execute("SELECT count(*) FROM note").fetchone()[0])


def flip(place: int) -> Callable[[bytearray], object]:
    def change(content: bytearray) -> None:
        content[place] ^= 1

    return change


def cut(size: int) -> Callable[[bytearray], object]:
    def change(content: bytearray) -> None:
        del content[size:]

    return change


def harm(path: Path, change: Callable[[bytearray], object]) -> None:
    content = bytearray(log(path).read_bytes())
    change(content)
    log(path).write_bytes(content)


def test_a_whole_log_has_lost_nothing_and_is_not_changed_by_looking(crashed: Path) -> None:
    before = log(crashed).read_bytes(), crashed.read_bytes()
    assert lost_commits(crashed, KEY) == 0
    assert (log(crashed).read_bytes(), crashed.read_bytes()) == before
    assert notes(crashed) == COMMITS


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        (flip(32 + 3 * FRAME + 100), COMMITS - 3),
        (flip(32 + 0 * FRAME + 4000), COMMITS),
        (flip(32 + 3 * FRAME + 17), COMMITS - 3),
        (flip(3), COMMITS),
        (flip(18), COMMITS),
        (flip(28), COMMITS),
    ],
)
def test_a_damaged_frame_or_head_with_commits_behind_it_is_counted(
    crashed: Path, change: Callable[[bytearray], object], lost: int
) -> None:
    harm(crashed, change)
    assert lost_commits(crashed, KEY) == lost
    assert notes(crashed) == COMMITS - lost, "what SQLite itself makes of it, without a word"


@pytest.mark.parametrize("size", [-1, -FRAME, -FRAME - 5000])
def test_a_last_write_that_was_cut_short_is_sound(crashed: Path, size: int) -> None:
    harm(crashed, cut(size))
    assert lost_commits(crashed, KEY) < 2


def test_a_last_write_whose_page_did_not_reach_the_disk_is_sound(crashed: Path) -> None:
    harm(crashed, flip(-10))
    assert lost_commits(crashed, KEY) == 1


def test_writes_of_an_earlier_run_of_the_log_are_not_missed(tmp_path: Path) -> None:
    path = tmp_path / "visit.db"
    with closing(connect(path, KEY, create=True)) as connection:
        connection.execute("CREATE TABLE note (text TEXT)")
        for number in range(COMMITS):
            connection.execute("INSERT INTO note VALUES (?)", (str(number),))
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        connection.execute("INSERT INTO note VALUES ('first of the next run')")
        shutil.copytree(tmp_path, tmp_path / "crashed")
    copy = tmp_path / "crashed" / "visit.db"
    assert log(copy).stat().st_size > 5 * FRAME
    assert lost_commits(copy, KEY) == 0
    assert notes(copy) == COMMITS + 1


@pytest.mark.parametrize("text", [b"", b"x" * 20, b"x" * 32, bytes(100_000)])
def test_a_log_that_was_only_just_begun_has_no_commits(crashed: Path, text: bytes) -> None:
    log(crashed).write_bytes(text)
    assert lost_commits(crashed, KEY) == 0


def test_a_log_full_of_something_else_is_no_sound_log(crashed: Path) -> None:
    log(crashed).write_bytes(b"x" * 20_000)
    assert lost_commits(crashed, KEY) >= 2


def test_a_file_without_a_log_is_sound(crashed: Path) -> None:
    log(crashed).unlink()
    assert lost_commits(crashed, KEY) == 0
