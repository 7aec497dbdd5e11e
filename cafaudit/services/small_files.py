"""Small files that people write beside a visit: texts and TOML in UTF-8."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from cafaudit.errors import InputRefused

if TYPE_CHECKING:
    from pathlib import Path

_CORRECT = "Correct it and try again."


def text_of(path: Path) -> str:
    """Return the text of a file in UTF-8, without the mark that some editors begin it with.

    Raises:
        InputRefused: it cannot be read.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        raise InputRefused(
            f"{path} cannot be read: {fault.strerror}.", "Check its name and place."
        ) from fault
    except UnicodeDecodeError as fault:
        raise InputRefused(f"{path.name} is no text in UTF-8: {fault}.", _CORRECT) from fault


def toml_of(path: Path, advice: str = _CORRECT) -> dict[str, Any]:
    """Return what a TOML file holds; `advice` says what to write where it is none.

    Raises:
        InputRefused: it cannot be read, or is no such file.
    """
    try:
        return tomllib.loads(text_of(path))
    except tomllib.TOMLDecodeError as fault:
        raise InputRefused(f"{path.name} is no TOML file: {fault}.", advice) from fault
