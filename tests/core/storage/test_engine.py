"""The engines: one writer, schema changes inside the transaction, readers that refuse to write."""

import secrets
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from cafaudit.storage import encrypted_file
from cafaudit.storage.encrypted_file import connect
from cafaudit.storage.engine import reading_engine, writing_engine

KEY = secrets.token_bytes(32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "visit.db"
    with closing(connect(path, KEY, create=True)) as connection:
        connection.execute("CREATE TABLE note (text TEXT)")
    return path


def tables(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.execute(text("SELECT name FROM sqlite_master")).scalars())


def test_a_schema_change_is_undone_with_its_transaction(path: Path) -> None:
    engine = writing_engine(path, KEY)

    def fail_half_way() -> None:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE half (a)"))
            connection.execute(text("DROP TABLE note"))
            raise TimeoutError

    with pytest.raises(TimeoutError):
        fail_half_way()
    assert tables(engine) == {"note"}
    engine.dispose()


def test_a_reader_sees_what_was_committed_and_writes_nothing(path: Path) -> None:
    writer, reader = writing_engine(path, KEY), reading_engine(path, KEY)
    with writer.begin() as connection:
        connection.execute(text("INSERT INTO note VALUES ('one')"))
    with reader.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM note")).scalar_one() == 1
        with pytest.raises(OperationalError, match="readonly"):
            connection.execute(text("INSERT INTO note VALUES ('two')"))
    reader.dispose()
    writer.dispose()


def test_a_reader_is_not_disturbed_by_a_write_half_done(path: Path) -> None:
    writer, reader = writing_engine(path, KEY), reading_engine(path, KEY)
    with writer.begin() as writing:
        writing.execute(text("INSERT INTO note VALUES ('one')"))
        with reader.connect() as reading:
            assert reading.execute(text("SELECT count(*) FROM note")).scalar_one() == 0
    reader.dispose()
    writer.dispose()


def test_a_second_thread_waits_for_the_one_connection_that_writes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encrypted_file, "BUSY_SECONDS", 0.01)
    engine = writing_engine(path, KEY)
    order: list[str] = []

    def second() -> None:
        with engine.begin() as connection:
            order.append("second")
            connection.execute(text("INSERT INTO note VALUES ('second')"))

    thread = threading.Thread(target=second)
    with engine.begin() as connection:
        thread.start()
        thread.join(timeout=0.2)
        order.append("first")
        connection.execute(text("INSERT INTO note VALUES ('first')"))
    thread.join(timeout=10)
    assert order == ["first", "second"]
    engine.dispose()


@pytest.mark.parametrize("wanted", [1, 0])
def test_foreign_keys_are_off_only_where_a_migration_asks(path: Path, wanted: int) -> None:
    engine = writing_engine(path, KEY, foreign_keys=bool(wanted))
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == wanted
    engine.dispose()
