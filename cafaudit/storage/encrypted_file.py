"""One encrypted SQLite file: opened with its raw key, checked, and copied to a backup.

SQLCipher encrypts and authenticates every page, so a wrong key and a damaged first page look the same and are
told in one sentence. Nothing here ever makes, empties or repairs a file that was meant to be there already,
and nothing falls back to plain SQLite.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from sqlcipher3 import dbapi2 as sqlcipher

from cafaudit.errors import InputRefused, IntegrityFailure
from cafaudit.files import name_beside, sync_file, sync_folder
from cafaudit.progress import Cancelled, Progress

if TYPE_CHECKING:
    import sqlite3

    Connection: TypeAlias = sqlite3.Connection  # sqlcipher3 ships no types; it offers the same calls
else:
    Connection = sqlcipher.Connection

KEY_BYTES = 32
PAGE_BYTES = 4096  # a file with less than one page was never finished, though SQLite would call it empty
BUSY_SECONDS = 1.0  # one process holds the visit, so only its own checkpoint can ever be in the way
_STEPS_BETWEEN_CALLS = (
    20_000  # virtual machine steps of SQLite between two calls of `progress`: a few milliseconds
)

# Said again at each opening although some are the defaults, so that another build of the library changes
# nothing.
_SETTINGS = (
    "synchronous = FULL",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "wal_autocheckpoint = 0",
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "mmap_size = 0",
    "trusted_schema = OFF",
)


def connect(path: Path, key: bytes, *, read_only: bool = False, create: bool = False) -> Connection:
    """Open the encrypted file at `path`; transactions are begun and ended by hand.

    The connection may be handed from thread to thread, but used by one at a time.

    Args:
        path: The file.
        key: Its raw key, 32 bytes.
        read_only: Refuse every write, also where the folder itself cannot be written to.
        create: Make the file, which must not be there yet.

    Raises:
        InputRefused: The file is missing, is there already (`create`), or the system does not let it be
            opened.
        IntegrityFailure: It does not open with this key, or the library at hand cannot encrypt.
    """
    connection = _open(path, key, read_only=read_only, create=create)
    connection.set_authorizer(_deny_attach)
    return connection


def connect_for_backup(path: Path, key: bytes) -> Connection:
    """Like `connect`, reading only, and able to write an encrypted copy with VACUUM INTO.

    ATTACH, which VACUUM INTO needs, can also write plain copies; so this connection is for that one use.
    """
    return _open(path, key, read_only=True, create=False)


def check_file(connection: Connection, progress: Progress) -> tuple[str, ...]:
    """Look at every page of the file; what is wrong, one sentence each, nothing if it is sound.

    SQLCipher's own check finds changed bytes, SQLite's finds a structure that does not hold together. The
    first runs in one piece; `progress` is called before, between, during the second, and after.
    """
    progress.step(0, 2)
    try:
        problems = _column(connection, "PRAGMA cipher_integrity_check")
        progress.step(1, 2)
        problems += tuple(line for line in _quick_check(connection, progress) if line != "ok")
    except sqlcipher.DatabaseError as error:
        problems = (f"the file cannot be read to its end: {error}",)
    progress.step(2, 2)
    return problems


def backup_to(path: Path, key: bytes, target: Path, progress: Progress) -> None:
    """Write a compact copy under the same key, and read it back before it gets its name `target`.

    Args:
        path: The file to copy; it may be in use.
        key: Its raw key.
        target: The copy, which must not be there yet; its folder exists.
        progress: Told how far the check of the copy has come.

    Raises:
        InputRefused: `target` is there already, or cannot be written.
        IntegrityFailure: The original cannot be read, or the copy does not hold what it should.
    """
    if target.exists():
        raise InputRefused(f"There is a file at {target} already.", "Choose another name for the backup.")
    beside = name_beside(target)
    try:
        with damage_as_refusal(path):
            _copy(path, key, beside)
        _verify_copy(path, key, beside, progress)
        beside.replace(target)
    except OSError as error:
        raise InputRefused(
            f"The backup could not be written to {target}: {error.strerror}.",
            "Choose a folder with enough room that you may write to.",
        ) from error
    finally:
        for left in (beside, beside.with_name(f"{beside.name}-journal")):
            with suppress(FileNotFoundError):
                left.unlink()
    sync_folder(target.parent)


def log_bytes(path: Path) -> int:
    """Size of the write-ahead log beside the file; what to watch for the time to call `fold_log`."""
    log = path.with_name(path.name + "-wal")
    return log.stat().st_size if log.is_file() else 0


def fold_log(connection: Connection) -> None:
    """Fold the write-ahead log into the file: between two saves, on the connection that writes.

    The first write after that begins the log anew, which takes a second sync. So a write that changes nothing
    follows at once, and the next save has the one sync that it should have.
    """
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    set_format(connection, format_of(connection))


def empty_log(connection: Connection) -> None:
    """Fold the write-ahead log into the file and cut it off; it is left as it is while somebody reads."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    set_format(connection, format_of(connection))


def format_of(connection: Connection) -> int:
    """The version of the format that the file was written in; 0 when none was set yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def set_format(connection: Connection, version: int) -> None:
    """Record the version of the format, inside the transaction that is open, if one is."""
    connection.execute(f"PRAGMA user_version = {version:d}")


def require_format(connection: Connection, known: int) -> None:
    """Refuse to write to a file that a newer program made; reading it is still allowed.

    Raises:
        InputRefused: The file's format is newer than `known`.
    """
    found = format_of(connection)
    if found > known:
        raise InputRefused(
            f"This visit was written by a newer program (format {found}, here {known}): it can be read only.",
            "Install the newer program to go on working in it. Nothing was changed.",
        )


@contextmanager
def damage_as_refusal(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a file that it cannot read or write into a sentence of ours.

    Raises:
        IntegrityFailure: The file is damaged or the key is not its own.
        InputRefused: The disk is full, or the file is held by another program.
    """
    try:
        yield
    except sqlcipher.OperationalError as error:
        raise _as_refusal(path, error) from error
    except sqlcipher.IntegrityError:
        raise  # a constraint said no: a fault in the caller, not in the file
    except (sqlcipher.DatabaseError, MemoryError) as error:
        # SQLCipher says "out of memory" of some pages whose seal is broken
        raise _damaged(path) from error


def _open(path: Path, key: bytes, *, read_only: bool, create: bool) -> Connection:
    if len(key) != KEY_BYTES:
        message = f"a visit's key has {KEY_BYTES} bytes, not {len(key)}"
        raise ValueError(message)
    _look_first(path, create=create)
    with damage_as_refusal(path):
        connection: Connection = sqlcipher.connect(
            _address(path, read_only=read_only, create=create),
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            uri=True,
        )
        try:
            _unlock(connection, key)
            _configure(connection, read_only=read_only)
        except BaseException:
            connection.close()
            raise
    return connection


def _look_first(path: Path, *, create: bool) -> None:
    if create and path.exists():
        raise InputRefused(
            f"There is a file at {path} already; it is never overwritten.", "Choose another place or name."
        )
    if not create and not path.is_file():
        raise InputRefused(
            f"There is no file at {path}.", "Look for it where it was last, or restore a backup."
        )
    if not create and path.stat().st_size < PAGE_BYTES:
        raise _damaged(path)


def _address(path: Path, *, read_only: bool, create: bool) -> str:
    address = path.absolute().as_uri()
    if create:
        return f"{address}?mode=rwc"
    if not read_only:
        return f"{address}?mode=rw"
    return f"{address}?mode=ro" + ("" if os.access(path.parent, os.W_OK) else _immutable(path))


def _immutable(path: Path) -> str:
    """In a folder that cannot be written to, SQLite reads only if it is told that nothing will change."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size > 0:
        raise InputRefused(
            f"The last changes to {path} still stand beside it, in a folder that cannot be written to.",
            "Copy the whole folder to your own disk and open the copy.",
        )
    return "&immutable=1"


def _unlock(connection: Connection, key: bytes) -> None:
    """Give the key and read one page with it, which fails unless the key is right."""
    if not _column(connection, "PRAGMA cipher_version"):
        raise IntegrityFailure(
            "This installation cannot encrypt: its database library is not SQLCipher.",
            "Install the program again. Nothing was written.",
        )
    connection.execute("PRAGMA cipher_log_level = NONE")  # else it writes to standard error by itself
    connection.execute("PRAGMA cipher_memory_security = OFF")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA cipher_compatibility = 4")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _configure(connection: Connection, *, read_only: bool) -> None:
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    if not read_only and _column(connection, "PRAGMA journal_mode = WAL") != ("wal",):
        raise IntegrityFailure(
            "The visit's file could not be put into its safe way of writing.",
            "Move the visit to a folder on a local disk.",
        )


def _deny_attach(action: int, *_: str | None) -> int:
    """ATTACH ... KEY '' would write a plain copy of the visit."""
    denied: int = sqlcipher.SQLITE_DENY
    allowed: int = sqlcipher.SQLITE_OK
    return denied if action == sqlcipher.SQLITE_ATTACH else allowed


def _quick_check(connection: Connection, progress: Progress) -> tuple[str, ...]:
    stopped: list[Cancelled] = []

    def stop_asked() -> bool:
        try:
            progress.step(1, 2)
        except Cancelled as stop:  # SQLite would swallow it
            stopped.append(stop)
        return bool(stopped)

    connection.set_progress_handler(stop_asked, _STEPS_BETWEEN_CALLS)
    try:
        return _column(connection, "PRAGMA quick_check")
    except sqlcipher.OperationalError as error:
        if stopped:
            raise stopped[0] from error
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _copy(path: Path, key: bytes, beside: Path) -> None:
    with closing(connect_for_backup(path, key)) as connection:
        connection.execute("VACUUM INTO ?", (str(beside),))
    sync_file(beside)  # VACUUM INTO does not


def _verify_copy(path: Path, key: bytes, beside: Path, progress: Progress) -> None:
    with closing(connect(path, key, read_only=True)) as original:
        wanted = _outline(original)
    with closing(connect(beside, key, read_only=True)) as copy:
        problems = check_file(copy, progress)
        complete = _outline(copy) == wanted
    if problems or not complete:
        raise IntegrityFailure(
            "The backup was written but does not read back whole, so it was thrown away.",
            "Check the disk that it was written to and try another one.",
        )


def _outline(connection: Connection) -> tuple[int, frozenset[str]]:
    names = _column(connection, "SELECT type || ' ' || name FROM sqlite_master")
    return format_of(connection), frozenset(names)


def _column(connection: Connection, statement: str) -> tuple[str, ...]:
    return tuple(str(row[0]) for row in connection.execute(statement))


def _as_refusal(path: Path, error: Exception) -> InputRefused | IntegrityFailure:
    said = str(error)
    if "full" in said:
        return InputRefused(
            f"The disk that holds {path} is full; nothing was changed.", "Make room and do it again."
        )
    if "locked" in said or "busy" in said:
        return InputRefused(
            f"{path} is held by another program.",
            "Close the other program, or wait a moment, and do it again.",
        )
    if "unable to open" in said or "readonly" in said:
        return InputRefused(
            f"{path} cannot be opened or written to ({said}).",
            "Check that you may write to the folder, or copy it to your own disk.",
        )
    return _damaged(path)


def _damaged(path: Path) -> IntegrityFailure:
    return IntegrityFailure(
        f"{path} is damaged, or the key is not its own; it was left as it is.",
        "Keep the folder. Restore the newest backup into a new folder and compare.",
    )
