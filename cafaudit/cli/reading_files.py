"""Small files that commands are given beside the list: files of each stratum."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused

if TYPE_CHECKING:
    from pathlib import Path


def stratum_sizes(path: Path) -> dict[str, int]:
    """Return the files of each stratum out of a TOML file of lines such as "Name" = 12.

    Raises:
        InputRefused: it cannot be read, is no such file, or a stratum has no whole number.
    """
    try:
        found = tomllib.loads(_bytes_of(path).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise InputRefused(
            f"{path.name} is no TOML file: {fault}.", 'Write one line per stratum: "Name" = 12'
        ) from fault
    wrong = [name for name, size in found.items() if not isinstance(size, int) or isinstance(size, bool)]
    if wrong:
        raise InputRefused(
            f"In {path.name} “{wrong[0]}” has no whole number.", "Write “name” = 12 for twelve files."
        )
    return dict(found)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise InputRefused(
            f"{path} cannot be read: {fault.strerror}.", "Check its name and place."
        ) from fault
