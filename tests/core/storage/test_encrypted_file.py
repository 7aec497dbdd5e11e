"""The encrypted file: what opens it, what does not, and what lies on the disk."""

import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from cafaudit.errors import InputRefused, IntegrityFailure
from cafaudit.progress import Cancelled
from cafaudit.storage import encrypted_file
from cafaudit.storage.encrypted_file import Connection, backup_to, check_file, connect

KEY = secrets.token_bytes(32)
WORD = "Wintergreenword"


class Steps:
    """Remembers what it was told; stops the work once, at the call that was asked for."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.told: list[tuple[int, int]] = []
        self.stop_at = stop_at

    def step(self, done: int, total: int) -> None:
        self.told.append((done, total))
        if len(self.told) == self.stop_at:
            raise Cancelled


def new_file(folder: Path, rows: int = 3) -> Path:
    path = folder / "visit.db"
    with closing(connect(path, KEY, create=True)) as connection:
        connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO note (text) VALUES (?)", [(f"{WORD} {n}",) for n in range(rows)])
        connection.execute("COMMIT")
    return path


def notes(connection: Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM note").fetchone()[0])


def test_what_was_written_is_read_again_with_the_key(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    with closing(connect(path, KEY)) as connection:
        assert notes(connection) == 3


def test_a_path_with_odd_characters_is_one_file_and_no_option(tmp_path: Path) -> None:
    folder = tmp_path / "Süd & 50% #1?mode=ro"
    folder.mkdir()
    with closing(connect(new_file(folder), KEY)) as connection:
        assert notes(connection) == 3
    assert (folder / "visit.db").is_file()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("wal_autocheckpoint", 0),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("mmap_size", 0),
        ("trusted_schema", 0),
        ("cipher_memory_security", "0"),
    ],
)
def test_each_connection_is_set_as_the_design_says(tmp_path: Path, pragma: str, value: str | int) -> None:
    with closing(connect(new_file(tmp_path), KEY)) as connection:
        assert connection.execute(f"PRAGMA {pragma}").fetchone()[0] == value


def test_another_key_is_refused_and_changes_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = new_file(tmp_path)
    before = path.read_bytes()
    with pytest.raises(IntegrityFailure, match="left as it is"):
        connect(path, secrets.token_bytes(32))
    assert path.read_bytes() == before
    assert capfd.readouterr().err == ""


def test_a_plain_sqlite_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "visit.db"
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("CREATE TABLE note (text)")
    with pytest.raises(IntegrityFailure):
        connect(path, KEY)


def test_a_library_that_cannot_encrypt_is_never_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encrypted_file, "sqlcipher", sqlite3)
    with pytest.raises(IntegrityFailure, match="cannot encrypt"):
        connect(tmp_path / "visit.db", KEY, create=True)
    assert b"SQLite format" not in (tmp_path / "visit.db").read_bytes()


@pytest.mark.parametrize("size", [0, 1, 100, 4096, 9000])
def test_a_cut_off_file_is_refused_or_found_damaged(tmp_path: Path, size: int) -> None:
    path = new_file(tmp_path, rows=2000)
    path.write_bytes(path.read_bytes()[:size])
    try:
        with closing(connect(path, KEY)) as connection:
            found = check_file(connection, Steps())
    except IntegrityFailure as refusal:
        found = (refusal.message,)
    assert found
    assert path.stat().st_size == size


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="There is no file"):
        connect(tmp_path / "visit.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    before = path.read_bytes()
    with pytest.raises(InputRefused, match="never overwritten"):
        connect(path, KEY, create=True)
    assert path.read_bytes() == before


def test_a_key_of_another_length_is_our_own_fault(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        connect(tmp_path / "visit.db", b"short", create=True)


def test_reading_only_refuses_to_write(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    with (
        closing(connect(path, KEY, read_only=True)) as connection,
        pytest.raises(InputRefused, match="readonly"),
        encrypted_file.damage_as_refusal(path),
    ):
        connection.execute("DELETE FROM note")
    with closing(connect(path, KEY)) as connection:
        assert notes(connection) == 3


@pytest.mark.parametrize("statement", ["ATTACH ? AS plain KEY ''", "VACUUM INTO ?"])
def test_no_copy_can_be_written_past_the_backup(tmp_path: Path, statement: str) -> None:
    target = tmp_path / "plain.db"
    with (
        closing(connect(new_file(tmp_path), KEY)) as connection,
        pytest.raises(sqlcipher.DatabaseError, match="authoriz"),
    ):
        connection.execute(statement, (str(target),))
    assert not target.exists()


def test_no_plain_text_lies_in_any_file_while_open_or_after(tmp_path: Path) -> None:
    path = new_file(tmp_path, rows=500)
    with closing(connect(path, KEY)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE note SET text = text || ' changed'")
        connection.execute("SAVEPOINT one")
        connection.execute("DELETE FROM note WHERE id % 2")
        connection.execute("ROLLBACK TO one")
        connection.execute("CREATE INDEX by_text ON note (text)")
        connection.execute("COMMIT")
        connection.execute("SELECT text FROM note ORDER BY text DESC").fetchall()
        seen_open = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        seen_open |= {f"{file.name} folded": file.read_bytes() for file in tmp_path.iterdir()}
    backup_to(path, KEY, tmp_path / "copy.db", Steps())
    seen = seen_open | {f"{file.name} closed": file.read_bytes() for file in tmp_path.iterdir()}
    assert len(seen["visit.db-wal"]) > 10_000
    for name, content in seen.items():
        for form in (WORD.encode(), WORD.encode("utf-16-le"), b"SQLite format 3", b"CREATE TABLE"):
            assert form not in content, name


def test_a_sound_file_passes_its_check_and_tells_how_far_it_is(tmp_path: Path) -> None:
    steps = Steps()
    with closing(connect(new_file(tmp_path), KEY)) as connection:
        assert check_file(connection, steps) == ()
    assert steps.told[0] == (0, 2)
    assert steps.told[-1] == (2, 2)


@pytest.mark.parametrize("where", [0.3, 0.5, 0.7, 0.95])
def test_one_changed_bit_anywhere_behind_the_first_page_is_found(tmp_path: Path, where: float) -> None:
    path = new_file(tmp_path, rows=3000)
    content = bytearray(path.read_bytes())
    content[int(len(content) * where)] ^= 1
    path.write_bytes(content)
    with closing(connect(path, KEY)) as connection:
        assert check_file(connection, Steps()) != ()


def test_a_check_stops_where_it_is_asked_to(tmp_path: Path) -> None:
    path = new_file(tmp_path, rows=60_000)
    with closing(connect(path, KEY)) as connection:
        asked_within = Steps(stop_at=5)
        with pytest.raises(Cancelled):
            check_file(connection, asked_within)
        assert notes(connection) == 60_000


def test_a_backup_holds_the_same_under_the_same_key(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    with closing(connect(path, KEY)) as connection:
        encrypted_file.set_format(connection, 7)
        backup_to(path, KEY, tmp_path / "copy.db", Steps())
    with closing(connect(tmp_path / "copy.db", KEY)) as copy:
        assert notes(copy) == 3
        assert encrypted_file.format_of(copy) == 7
    assert sorted(file.name for file in tmp_path.iterdir()) == ["copy.db", "visit.db"]


def test_a_backup_never_overwrites(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    (tmp_path / "copy.db").write_bytes(b"somebody's file")
    with pytest.raises(InputRefused, match="already"):
        backup_to(path, KEY, tmp_path / "copy.db", Steps())
    assert (tmp_path / "copy.db").read_bytes() == b"somebody's file"


def test_a_damaged_file_gives_no_backup_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = new_file(tmp_path, rows=3000)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(IntegrityFailure):
        backup_to(path, KEY, tmp_path / "copy.db", Steps())
    assert [file.name for file in tmp_path.iterdir() if "copy" in file.name] == []


def test_a_backup_that_is_stopped_leaves_nothing_behind(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    with pytest.raises(Cancelled):
        backup_to(path, KEY, tmp_path / "copy.db", Steps(stop_at=2))
    assert [file.name for file in tmp_path.iterdir() if "copy" in file.name] == []


def test_a_copy_that_the_disk_spoiled_is_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoil(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[-100] ^= 1
        path.write_bytes(content)

    path = new_file(tmp_path)
    monkeypatch.setattr(encrypted_file, "sync_file", spoil)
    with pytest.raises(IntegrityFailure, match="read back"):
        backup_to(path, KEY, tmp_path / "copy.db", Steps())
    assert [file.name for file in tmp_path.iterdir() if "copy" in file.name] == []


def test_a_newer_format_can_be_read_and_not_written(tmp_path: Path) -> None:
    with closing(connect(new_file(tmp_path), KEY)) as connection:
        encrypted_file.set_format(connection, 3)
        encrypted_file.require_format(connection, 3)
        with pytest.raises(InputRefused, match="newer program"):
            encrypted_file.require_format(connection, 2)


@pytest.mark.parametrize(
    ("error", "refusal", "words"),
    [
        (sqlcipher.OperationalError("database or disk is full"), InputRefused, "full"),
        (sqlcipher.OperationalError("database is locked"), InputRefused, "held by"),
        (sqlcipher.OperationalError("disk I/O error"), IntegrityFailure, "damaged"),
        (sqlcipher.DatabaseError("file is not a database"), IntegrityFailure, "damaged"),
        (MemoryError(), IntegrityFailure, "damaged"),
    ],
)
def test_what_the_library_says_becomes_a_sentence(
    tmp_path: Path, error: Exception, refusal: type[Exception], words: str
) -> None:
    with pytest.raises(refusal, match=words), encrypted_file.damage_as_refusal(tmp_path):
        raise error


def test_a_broken_rule_of_the_tables_stays_what_it_is(tmp_path: Path) -> None:
    broken: Exception = sqlcipher.IntegrityError("NOT NULL constraint failed")
    with pytest.raises(sqlcipher.IntegrityError), encrypted_file.damage_as_refusal(tmp_path):
        raise broken
