"""Bringing a visit's file up to date: data intact, schema as the models say, and never half a step."""

from __future__ import annotations

import json
import re
import shutil
import struct
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from cafaudit.domain.frame import FrameCase
from cafaudit.errors import InputRefused, IntegrityFailure
from cafaudit.progress import NO_PROGRESS
from cafaudit.storage import migrate
from cafaudit.storage.encrypted_file import check_file, connect, set_format
from cafaudit.storage.engine import reading_engine
from cafaudit.storage.store import Store
from cafaudit.storage.tables import lasting, rebuilt
from tests.factories import author
from tests.stores import KEY, events_of, new_store, put

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests" / "data"
OLDER = sorted(DATA.glob("visit-[0-9][0-9][0-9][0-9].db"))

AFTER = f"{int(migrate.NEWEST) + 1:04}"

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{newest}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("colours", sa.Column("name", sa.String, primary_key=True))
    with op.batch_alter_table("undo_steps", recreate="always") as batch:
        batch.add_column(sa.Column("colour", sa.String, sa.ForeignKey("colours.name", name="fk_colour")))
    {more}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of the newest version, as a person has it."""
    (tmp_path / "backups").mkdir()
    return Path(shutil.copy(OLDER[-1], tmp_path / "visit.db"))


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations, for adding one that is not there yet; returns where to put it."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate._FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrate, "_FOLDER", folder)
    return folder / "versions" / f"{AFTER}_colours.py"


def step(more: str) -> str:
    """A migration to come, with a last line of its own."""
    return NEXT.format(revision=AFTER, newest=migrate.NEWEST, more=more)


def schema(path: Path) -> dict[str, str]:
    """Every table and index of a file, as the statement that made it."""
    with closing(connect(path, KEY, read_only=True)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: re.sub(r"\s+", " ", sql).strip() for name, sql in rows}


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(connect(path, KEY, read_only=True)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}  # noqa: S608


def wanted() -> dict[str, str]:
    """The statements that the models stand for."""
    dialect = sqlite.dialect()
    found = {}
    for table in (*lasting.sorted_tables, *rebuilt.sorted_tables):
        found[table.name] = str(sa.schema.CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            found[str(index.name)] = str(sa.schema.CreateIndex(index).compile(dialect=dialect))
    return {name: re.sub(r"\s+", " ", sql).strip() for name, sql in found.items()}


def upgrade(path: Path, to: str = AFTER) -> Path | None:
    return migrate.upgrade(path, KEY, path.parent / "backups", to=to)


# The schema


def test_a_new_visit_has_exactly_the_tables_of_the_models_with_every_rule_and_name(tmp_path: Path) -> None:
    new_store(tmp_path / "new.db", author(1)).close()
    found = schema(tmp_path / "new.db")
    found.pop("alembic_version")
    assert found == wanted()


def test_every_constraint_and_index_of_the_models_has_a_name() -> None:
    for table in (*lasting.sorted_tables, *rebuilt.sorted_tables):
        assert all(constraint.name for constraint in table.constraints), table.name
        assert all(index.name for index in table.indexes), table.name


def test_the_reflected_tables_are_those_of_the_models(tmp_path: Path) -> None:
    new_store(tmp_path / "new.db", author(1)).close()
    engine = reading_engine(tmp_path / "new.db", KEY)
    look = sa.inspect(engine)
    assert set(look.get_table_names()) == {*lasting.tables, *rebuilt.tables, "alembic_version"}
    for table in lasting.sorted_tables:
        columns = {(c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(table.name)}
        assert columns == {(c.name, str(c.type.compile(sqlite.dialect())), c.nullable) for c in table.columns}
        checks = {c["name"] for c in look.get_check_constraints(table.name)}
        assert checks == {c.name for c in table.constraints if isinstance(c, sa.CheckConstraint)}
        assert look.get_pk_constraint(table.name)["name"] == table.primary_key.name
    engine.dispose()


# Files of earlier versions


def test_there_is_a_file_of_each_version() -> None:
    versions = sorted(path.name[:4] for path in (migrate._FOLDER / "versions").glob("[0-9]*.py"))
    assert [path.stem.removeprefix("visit-") for path in OLDER] == versions
    assert versions[-1] == migrate.NEWEST


@pytest.mark.parametrize("older", OLDER, ids=lambda path: path.stem)
def test_a_file_of_each_version_opens_with_its_data_intact(older: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(older, tmp_path / "visit.db"))
    (tmp_path / "backups").mkdir()
    held = json.loads(older.with_suffix(".json").read_text(encoding="utf-8"))
    store = Store.open(path, KEY, tmp_path / "backups")
    assert sorted(events_of(store)) == held["events"]
    assert store.check_state() == []
    with store.reading() as read:
        assert read.tables.digest() == held["digest"]
        assert read.tables.settled("score/C-000/1/risk-quality").value == "good"
        assert read.local.drafts()["note/n2/text"].text == "typed so far"
        undone = read.local.last_step("undone")
        assert undone is not None
        assert undone.summary == "Scored inadequate"
        assert read.local.log_entries()[0][1] == "Open"
        assert read.local.log_is_whole()
        assert read.frames.refs(1) == ["C-001"]
        assert read.frames.fingerprints() == {("name", b"made up")}
    with store.unit_of_work() as work:
        put(work, author(1), "note", "n9", "text", value="work goes on")
    assert store.check_state() == []
    store.close()
    found = schema(path)
    found.pop("alembic_version")
    assert found == wanted()


def test_blocks_and_marks_of_0003_say_the_same_afterwards(tmp_path: Path) -> None:
    path = Path(shutil.copy(DATA / "visit-0003.db", tmp_path / "visit.db"))
    (tmp_path / "backups").mkdir()
    offices = [f"Office {number}" for number in range(300)]
    said = {
        "stratum": {"v": ["Long-term"]},
        "office": {"v": offices, "c": [number % 300 for number in range(1_000)]},
        "team": {"v": ["A", ""], "c": [number % 2 for number in range(1_000)]},
        "line": {"v": list(range(2, 1_002))},
        "allocated_on": {"v": ["2009-08-19"]},
    }
    digests = [number.to_bytes(16, "little") for number in range(3)]
    marks = [b"\0" + digest for digest in digests]
    with closing(connect(path, KEY)) as connection:
        refs = "\n".join(f"C-{number:04}" for number in range(1_000))
        values = (5, 1, 1_000, refs, json.dumps(said))
        connection.execute("INSERT INTO frame_blocks VALUES (?, ?, ?, ?, ?)", values)
        connection.execute("INSERT INTO frames VALUES (5, '', 1, '{}')")
        connection.execute("DELETE FROM case_marks")
        lines, counts = struct.pack("II", 2, 3), struct.pack("II", 1, 2)
        of_rows = (1, lines, b"", counts, b"".join(marks))
        connection.execute("INSERT INTO case_marks VALUES (?, ?, ?, ?, ?)", of_rows)
        connection.execute("INSERT INTO list_marks VALUES (?, ?)", (marks[0], b"".join(marks)))
    store = Store.open(path, KEY, tmp_path / "backups")
    with store.unit_of_work() as work:
        assert list(work.frames.stream(5)) == [
            FrameCase(
                ref=f"C-{number:04}",
                stratum="Long-term",
                office=offices[number % 300],
                team=("A", "")[number % 2],
                line=number + 2,
                allocated_on=date(2009, 8, 19),
            )
            for number in range(1_000)
        ]
        assert all(work.frames.has_fingerprint("word", digest) for digest in digests)
        work.frames.keep_fingerprints_of(["C-0001"])
        kept = work.frames.fingerprints() - {("name", b"made up")}
        assert kept == {("word", digests[1]), ("word", digests[2])}
    store.close()


def test_a_file_that_is_up_to_date_is_not_touched(path: Path) -> None:
    before = path.read_bytes()
    assert upgrade(path, to=migrate.NEWEST) is None
    assert path.read_bytes() == before
    assert list((path.parent / "backups").iterdir()) == []


# A step to come


def test_an_upgrade_keeps_all_data_and_leaves_a_copy_of_the_file_before_it(
    path: Path, migrations: Path
) -> None:
    migrations.write_text(step("pass"))
    before = contents(path)
    copy = upgrade(path)
    assert copy is not None
    assert contents(copy) == before
    after = contents(path)
    assert after.pop("alembic_version") == [(AFTER,)]
    assert after.pop("colours") == []
    assert after.pop("undo_steps") == [(*row, None) for row in before.pop("undo_steps")]
    before.pop("alembic_version")
    assert after == before
    assert "ck_undo_steps_standing_known" in schema(path)["undo_steps"]
    assert "ix_undo_steps_number" in schema(path)
    with closing(connect(path, KEY)) as connection:
        assert check_file(connection, NO_PROGRESS) == ()


@pytest.mark.parametrize(
    ("more", "error", "words"),
    [
        ('raise TimeoutError("power")', TimeoutError, "power"),
        ("op.execute('NONSENSE')", sa.exc.OperationalError, "syntax"),
        (
            "op.execute(\"UPDATE undo_steps SET colour = 'none such'\")",
            IntegrityFailure,
            "rows without their owner",
        ),
    ],
)
def test_an_upgrade_that_fails_half_way_leaves_the_file_as_it_was(
    path: Path, migrations: Path, more: str, error: type[Exception], words: str
) -> None:
    migrations.write_text(step(more))
    before, tables = contents(path), schema(path)
    with pytest.raises(error, match=words):
        upgrade(path)
    assert contents(path) == before
    assert schema(path) == tables
    (copy,) = (path.parent / "backups").iterdir()
    assert contents(copy) == before
    store = Store.open(path, KEY, path.parent / "backups")
    assert store.check_state() == []
    store.close()


def test_without_room_for_the_copy_nothing_is_upgraded(path: Path, migrations: Path) -> None:
    migrations.write_text(step("pass"))
    (path.parent / "backups").rmdir()
    before = contents(path)
    with pytest.raises((InputRefused, IntegrityFailure)):
        upgrade(path)
    assert contents(path) == before


# What is not for this program


def test_a_file_of_a_newer_format_is_refused_in_a_sentence(path: Path) -> None:
    with closing(connect(path, KEY)) as connection:
        set_format(connection, migrate.FORMAT + 1)
    before = contents(path)
    with pytest.raises(InputRefused, match="newer program"):
        Store.open(path, KEY, path.parent / "backups")
    assert contents(path) == before


def test_a_file_with_newer_tables_is_refused_in_a_sentence(path: Path) -> None:
    with closing(connect(path, KEY)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9000'")
    before = contents(path)
    with pytest.raises(InputRefused, match=r"newer program \(tables 9000, here"):
        Store.open(path, KEY, path.parent / "backups")
    assert contents(path) == before


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE alembic_version",
        "DELETE FROM alembic_version",
        "UPDATE alembic_version SET version_num = 'x'",
    ],
)
def test_a_file_that_does_not_say_its_form_is_refused_in_a_sentence(path: Path, statement: str) -> None:
    with closing(connect(path, KEY)) as connection:
        connection.execute(statement)
    with pytest.raises(IntegrityFailure, match="does not say which form it has"):
        Store.open(path, KEY, path.parent / "backups")


def test_a_file_that_was_never_filled_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "visit.db", KEY, create=True)):
        pass
    with pytest.raises(IntegrityFailure):
        Store.open(tmp_path / "visit.db", KEY, tmp_path)


def test_opening_an_up_to_date_file_imports_neither_alembic_nor_sqlalchemy(path: Path) -> None:
    Store.open(path, KEY, path.parent / "backups").close()
    script = (
        "import sys; from pathlib import Path\n"
        "from cafaudit.storage.store import Store\n"
        "path = Path(sys.argv[1])\n"
        "store = Store.open(path, bytes.fromhex(sys.argv[2]), path.parent / 'backups')\n"
        "with store.unit_of_work() as work: work.local.set_setting('x', 'y')\n"
        "with store.reading() as read: assert read.tables.digest() and list(read.events())\n"
        "store.close()\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'alembic', 'sqlalchemy'}))\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(path), KEY.hex()],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert told.stdout.strip() == "[]"
