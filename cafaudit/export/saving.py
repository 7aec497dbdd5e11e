"""Putting an export where the person wants it, with a way on where that place refuses."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.files import is_damaged, write_pieces, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def save_export(path: Path, data: bytes) -> None:
    """Swap a finished export in at `path` and read it back.

    Raises:
        InputRefused: The folder is missing, the disk is full, the file is open in another program or
            may not be replaced, or its name is damaged: the list of what was written could not hold it.
            What stood at `path` before is untouched.
    """
    with _in_words(path):
        write_whole(path, data)
    if path.read_bytes() != data:
        raise _damaged(path)


def save_pieces(path: Path, pieces: Iterable[bytes]) -> str:
    """Swap an export that comes in pieces in at `path` and read it back; returns its SHA-256 in hexadecimal.

    Raises:
        InputRefused: As `save_export`; also what the making of a piece raises goes on from here.
    """
    digest = hashlib.sha256()
    with _in_words(path):
        write_pieces(path, _hashed(pieces, digest))
    with path.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").digest() != digest.digest():
            raise _damaged(path)
    return digest.hexdigest()


def _hashed(pieces: Iterable[bytes], digest: hashlib._Hash) -> Iterator[bytes]:
    for piece in pieces:
        digest.update(piece)
        yield piece


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Say in a sentence what the place of a file refused."""
    if is_damaged(str(path)):
        raise InputRefused(
            "The name of the file to write holds a character that is none.",
            "Give it, and the folder that it goes to, another name in plain letters.",
        )
    if path.is_dir():
        raise InputRefused(f"“{path}” is a folder.", "Give the name of a file in it.")
    try:
        yield
    except FileNotFoundError as problem:
        raise InputRefused(f"There is no folder “{path.parent}”.", "Make it, or choose another.") from problem
    except PermissionError as problem:
        raise InputRefused(
            f"“{path.name}” cannot be replaced: it is open in another program, or may not be written there.",
            f"Close it there and try again, or save as “{_other_name(path)}”.",
        ) from problem
    except OSError as problem:
        raise InputRefused(
            f"“{path.name}” could not be saved: {problem.strerror or problem}.",
            "Free some space or choose another folder, and try again.",
        ) from problem


def _damaged(path: Path) -> InputRefused:
    return InputRefused(
        f"“{path.name}” does not read back as it was written.",
        "The disk may be failing: save on another one.",
    )


def _other_name(path: Path) -> str:
    """Return a name of the same kind that is not taken in that folder."""
    number = 2
    while path.with_stem(f"{path.stem} {number}").exists():
        number += 1
    return f"{path.stem} {number}{path.suffix}"
