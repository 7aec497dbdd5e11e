"""Writing a file so that a power cut or a kill leaves the old one or the new one, never half of one."""

import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, data: bytes, *, private: bool = False) -> None:
    """Put `data` at `path`: beside it first, synced, then swapped in.

    An existing file is replaced. Who must not overwrite looks before calling.

    Args:
        path: The file to write; its folder exists.
        data: The whole content.
        private: Readable by the owner alone, where the system knows such a thing.

    Raises:
        OSError: The disk is full, the folder cannot be written to, or the file is held open elsewhere
            (Windows); the old file is then untouched and nothing is left beside it.
    """
    _put(path, (data,), mode=0o600 if private else 0o666)


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Put a content that comes in pieces at `path`, as `write_whole` does.

    What goes wrong while a piece is made leaves the old file untouched as well.

    Raises:
        OSError: As `write_whole`.
    """
    _put(path, pieces, mode=0o666)


def name_beside(path: Path) -> Path:
    """A name in the same folder that nobody else uses, for building what `path` will become."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")


def sync_file(path: Path) -> None:
    """Wait until the content of `path` rests on the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(path: Path) -> None:
    """Wait until the names in `path` rest on the disk; Windows has no call for it and sees to it itself."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _put(path: Path, pieces: Iterable[bytes], *, mode: int) -> None:
    beside = name_beside(path)
    try:
        _write_synced(beside, pieces, mode=mode)
        beside.replace(path)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()
    sync_folder(path.parent)


def _write_synced(path: Path, pieces: Iterable[bytes], *, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, mode), "wb") as stream:
        for piece in pieces:
            stream.write(piece)
        stream.flush()
        os.fsync(stream.fileno())


def is_damaged(text: str) -> bool:
    """Say whether a text holds a character that is none.

    Names of files come so where they were written in an encoding that is not the system's.
    """
    return any("\ud800" <= sign <= "\udfff" for sign in text)
