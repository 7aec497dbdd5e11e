"""A visit's folder: the encrypted file, its key wrapped for those who may open it, and backups.

    visit.db     the encrypted file
    keys.age     its raw key, encrypted with age to each person's recipient (`age -d` prints it)
    visit.lock   see `lockfile`
    backups/     copies that the program made

A folder comes into being whole: it is built beside its place and gets its name last. Nothing here ever
repairs, overwrites or removes a folder that has a name.
"""

import re
import secrets
import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pyrage
from pyrage import x25519

from cafaudit.errors import InputRefused, IntegrityFailure, NotAMember
from cafaudit.files import name_beside, sync_folder, write_whole
from cafaudit.progress import Progress
from cafaudit.storage import encrypted_file

SUFFIX = ".cafaudit"
DATABASE = "visit.db"
KEYS = "keys.age"
BACKUPS = "backups"
_KEY_LINE = re.compile(rb"cafaudit visit key 1 ([0-9a-f]{64})\n")
_KEYS_CAP = 1 << 20  # bytes; a few hundred people would need a tenth of it


@dataclass(frozen=True)
class OpenFolder:
    """A visit's folder and the raw key of its file, which is never shown in a log or a message."""

    path: Path
    key: bytes = field(repr=False)

    @property
    def database(self) -> Path:
        """The encrypted file."""
        return self.path / DATABASE

    @property
    def backups(self) -> Path:
        """The folder of the copies that the program made."""
        return self.path / BACKUPS


def folder_path(name: Path) -> Path:
    """The folder that a person means: with the ending `.cafaudit`, which may be left out."""
    return name if name.name.endswith(SUFFIX) or name.is_dir() else name.with_name(name.name + SUFFIX)


def create_folder(
    name: Path, recipients: Sequence[str], fill: Callable[[OpenFolder], None] | None = None
) -> OpenFolder:
    """Make a new visit folder with a new random key and an empty encrypted file.

    Args:
        name: Where; `.cafaudit` is added if it is missing. The folder around it exists.
        recipients: The age recipients who may open it, at least one.
        fill: Called before the folder gets its name, to put the first tables and events into the file; when
            it raises, nothing is left. It closes what it opens.

    Raises:
        InputRefused: Something of that name is there already, or it cannot be written there.
    """
    path = name if name.name.endswith(SUFFIX) else name.with_name(name.name + SUFFIX)
    key = secrets.token_bytes(encrypted_file.KEY_BYTES)

    def build(beside: Path) -> None:
        opened = OpenFolder(beside, key)
        write_keys(opened, recipients)
        with closing(encrypted_file.connect(opened.database, key, create=True)):
            pass
        if fill is not None:
            fill(opened)

    _build(path, build)
    return OpenFolder(path, key)


def copy_folder(source: OpenFolder, target: Path, progress: Progress) -> OpenFolder:
    """Copy a visit into a new folder that opens by itself, for the same people: to back up, and to restore.

    Args:
        source: The visit, or a backup of one; it may be in use.
        target: The new folder; its name is taken as it is.
        progress: Told how far the check of the copy has come.

    Raises:
        InputRefused: `target` is there already or cannot be written.
        IntegrityFailure: The source cannot be read whole.
    """

    def build(beside: Path) -> None:
        write_whole(beside / KEYS, _read_keys(source.path), private=True)
        encrypted_file.backup_to(source.database, source.key, beside / DATABASE, progress)

    _build(target, build)
    return OpenFolder(target, source.key)


def open_folder(name: Path, identities: Sequence[str]) -> OpenFolder:
    """Find the visit and unwrap its key; the encrypted file itself is not touched yet.

    Args:
        name: The folder; `.cafaudit` may be left out.
        identities: The age identities (`AGE-SECRET-KEY-1...`) to try.

    Raises:
        InputRefused: There is no such folder, or it is not a visit.
        NotAMember: The visit's key is not encrypted to any of the identities.
        IntegrityFailure: A part of the visit is missing or `keys.age` is damaged.
    """
    path = folder_path(name)
    _look(path)
    return OpenFolder(path, _unwrap(path, identities))


def write_keys(folder: OpenFolder, recipients: Sequence[str]) -> None:
    """Wrap the folder's key for `recipients` and for nobody else from now on; the file stays as it is.

    Raises:
        InputRefused: A recipient is not an age recipient, or there is none.
    """
    if not recipients:
        raise InputRefused("A visit must be readable by somebody.", "Name at least one person.")
    try:
        people = [x25519.Recipient.from_str(text) for text in recipients]
    except pyrage.RecipientError as error:
        raise InputRefused(
            "One of the keys that the visit should be readable with is not an age key.",
            "Ask for the person's card again.",
        ) from error
    line = b"cafaudit visit key 1 " + folder.key.hex().encode() + b"\n"
    write_whole(folder.path / KEYS, pyrage.encrypt(line, people), private=True)


def _build(path: Path, build: Callable[[Path], None]) -> None:
    if path.exists():
        raise InputRefused(
            f"There is something at {path} already; it is never overwritten.", "Choose another name or place."
        )
    beside = name_beside(path)
    try:
        beside.mkdir(mode=0o700)
        (beside / BACKUPS).mkdir()
        build(beside)
        sync_folder(beside)
        beside.rename(path)
        sync_folder(path.parent)
    except OSError as error:
        raise InputRefused(
            f"The visit could not be made at {path} ({error.strerror}).",
            "Choose a folder that is there, with room on its disk, and that you may write to.",
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)  # gone already when all went well


def _look(path: Path) -> None:
    if not path.exists():
        raise InputRefused(
            f"There is no visit at {path}.", "Look for its folder where it was last, or restore a backup."
        )
    database, keys = (path / DATABASE).is_file(), (path / KEYS).is_file()
    if not database and not keys:
        raise InputRefused(
            f"{path} is not a visit: {DATABASE} and {KEYS} are not in it.",
            f"Choose a folder that ends in {SUFFIX}.",
        )
    if not database or not keys:
        missing = KEYS if database else DATABASE
        raise IntegrityFailure(
            f"{missing} is missing from the visit {path}.",
            "Keep the folder as it is, and restore the newest backup into a new one.",
        )


def _read_keys(path: Path) -> bytes:
    try:
        with (path / KEYS).open("rb") as stream:
            wrapped = stream.read(_KEYS_CAP + 1)
    except OSError as error:
        raise InputRefused(
            f"{path / KEYS} cannot be read ({error.strerror}).", "Check that you may read the folder."
        ) from error
    if len(wrapped) > _KEYS_CAP:
        raise _damaged(path)
    return wrapped


def _unwrap(path: Path, identities: Sequence[str]) -> bytes:
    wrapped = _read_keys(path)
    try:
        line = pyrage.decrypt(wrapped, [x25519.Identity.from_str(text) for text in identities])
    except pyrage.DecryptError as error:
        raise _not_opened(path, error) from error
    found = _KEY_LINE.fullmatch(line)
    if found is None:
        raise _damaged(path)
    return bytes.fromhex(found[1].decode())


def _not_opened(path: Path, error: pyrage.DecryptError) -> NotAMember | IntegrityFailure:
    if "No matching keys" not in str(error):
        return _damaged(path)
    return NotAMember(
        f"The visit {path.name} is not encrypted to this profile.",
        "Open the profile that made or joined it, or ask the lead for a pack. If it opened with this"
        f" profile before, its {KEYS} was changed: restore the newest backup into a new folder.",
    )


def _damaged(path: Path) -> IntegrityFailure:
    return IntegrityFailure(
        f"{path / KEYS} is damaged, and without it the visit cannot be opened; it was left as it is.",
        f"Take {KEYS} from the newest backup of this visit.",
    )
