"""SQLAlchemy engines over the encrypted file: one connection that writes, a few that read.

Apart from `encrypted_file`, because importing SQLAlchemy costs more than opening the visit.
"""

from pathlib import Path

from sqlalchemy import Connection as AlchemyConnection
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from cafaudit.storage import encrypted_file

READERS = 3
WAIT_SECONDS = 30.0  # for a connection that another thread is using


def writing_engine(path: Path, key: bytes, *, foreign_keys: bool = True) -> Engine:
    """The engine with the one connection that writes; a second thread waits until it is given back.

    Every transaction starts with BEGIN IMMEDIATE, so that reading before writing cannot end in a conflict,
    and statements that change the schema are part of it. Migrations switch foreign keys off: rebuilding a
    table with them on deletes the rows that belong to its own.
    """
    engine = _engine(path, key, begin="BEGIN IMMEDIATE", size=1, read_only=False)
    if not foreign_keys:
        event.listen(engine, "connect", _forget_foreign_keys)
    return engine


def reading_engine(path: Path, key: bytes) -> Engine:
    """The engine whose connections refuse to write; a transaction sees one state of the file throughout.

    No transaction may stay open: it keeps the log from being folded into the file.
    """
    return _engine(path, key, begin="BEGIN", size=READERS, read_only=True)


def _engine(path: Path, key: bytes, *, begin: str, size: int, read_only: bool) -> Engine:
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=lambda: encrypted_file.connect(path, key, read_only=read_only),
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: AlchemyConnection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _forget_foreign_keys(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF")
    cursor.close()
