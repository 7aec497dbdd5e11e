"""Putting an export where the person wants it, with a way on where that place refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path


def save_export(path: Path, data: bytes) -> None:
    """Swap a finished export in at `path` and read it back.

    Raises:
        InputRefused: The folder is missing, the disk is full, the file is open in another program or
            may not be replaced. What stood at `path` before is untouched.
    """
    if path.is_dir():
        raise InputRefused(f"“{path}” is a folder.", "Give the name of a file in it.")
    try:
        write_whole(path, data)
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
    if path.read_bytes() != data:
        raise InputRefused(
            f"“{path.name}” does not read back as it was written.",
            "The disk may be failing: save on another one.",
        )


def _other_name(path: Path) -> str:
    """Return a name of the same kind that is not taken in that folder."""
    number = 2
    while path.with_stem(f"{path.stem} {number}").exists():
        number += 1
    return f"{path.stem} {number}{path.suffix}"
