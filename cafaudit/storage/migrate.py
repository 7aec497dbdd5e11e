"""Bring a visit's file to the schema that this program writes.

Alembic is imported only when there is something to do: opening an up-to-date visit must be quick.
"""

from __future__ import annotations

import re
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused, IntegrityFailure
from cafaudit.progress import NO_PROGRESS
from cafaudit.storage import encrypted_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

FORMAT = 1
"""The store format that this program writes, kept in the file as its user version."""

NEWEST = "0004"
"""The newest revision under `migrations/versions`."""

_FOLDER = Path(__file__).parent / "migrations"
_REVISION = re.compile(r"[0-9]{4}")


def make_schema(path: Path, key: bytes) -> None:
    """Make the tables in a file that is new and empty."""
    with _migrating(path, key) as connection:
        _upgrade(connection, NEWEST)
        connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT:d}")


def upgrade(path: Path, key: bytes, backups: Path, *, to: str = NEWEST) -> Path | None:
    """Bring an older file up to date, after copying it into `backups`.

    Returns the copy, or None where the file was up to date.

    Raises:
        InputRefused: the file is newer than this program, or the copy could not be written.
        IntegrityFailure: the upgraded tables would not hold together; the file stays as it was.
    """
    with closing(encrypted_file.connect(path, key)) as raw, encrypted_file.damage_as_refusal(path):
        encrypted_file.require_format(raw, FORMAT)
        found = _revision(raw)
    if found == to:
        return None
    if found > to:
        raise InputRefused(
            f"This visit was written by a newer program (tables {found}, here {to}).",
            "Install the newer program to go on working in it. Nothing was changed.",
        )
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    copy = backups / f"before-upgrade-{found}-{stamp}.db"
    encrypted_file.backup_to(path, key, copy, NO_PROGRESS)
    with _migrating(path, key) as connection:
        _upgrade(connection, to)
        connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT:d}")
        _require_sound_keys(connection)
    return copy


def _revision(raw: encrypted_file.Connection) -> str:
    told = raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").fetchone()[0]
    row = raw.execute("SELECT version_num FROM alembic_version").fetchone() if told else None
    found = "" if row is None else str(row[0])
    if not _REVISION.fullmatch(found):
        raise IntegrityFailure(
            "The visit's file does not say which form it has.",
            "Keep the folder as it is and restore the newest backup into a new one.",
        )
    return found


@contextmanager
def _migrating(path: Path, key: bytes) -> Iterator[Connection]:
    from cafaudit.storage.engine import writing_engine  # noqa: PLC0415 - as alembic below

    engine = writing_engine(path, key, foreign_keys=False)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _upgrade(connection: Connection, to: str) -> None:
    from alembic import command  # noqa: PLC0415 - costs a fifth of a second, and most starts need none of it
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _require_sound_keys(connection: Connection) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise IntegrityFailure(
            "Bringing this visit up to date would have left rows without their owner, so it was not done.",
            "The file is as it was. Open it with the program that wrote it.",
        )
