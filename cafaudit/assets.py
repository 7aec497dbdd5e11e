"""The only door to the data that ships with the program: the files under `resources/`.

Reading goes through `importlib.resources`, so that it works from a checkout, a wheel and a frozen
build alike.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import resources
from cafaudit.errors import InputRefused

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_FRAMEWORKS = "frameworks"
_LETTERS = "letters"
_SUFFIX = ".toml"


def framework_names() -> tuple[str, ...]:
    """Return the names of the shipped frameworks, sorted."""
    return _names(_FRAMEWORKS)


def framework_text(name: str) -> str:
    """Return the TOML text of a shipped framework.

    Raises:
        InputRefused: There is none of that name; the message names those that exist.
    """
    return _named_text(_FRAMEWORKS, name, "framework")


def letter_profile_names() -> tuple[str, ...]:
    """Return the names of the shipped letter profiles (`resources/letters`), sorted."""
    return _names(_LETTERS)


def letter_profile_text(name: str) -> str:
    """Return the TOML text of a shipped letter profile.

    Raises:
        InputRefused: There is none of that name; the message names those that exist.
    """
    return _named_text(_LETTERS, name, "letter profile")


def read_text(*parts: str) -> str:
    """Return a shipped text file (UTF-8), named by its folders and its name below `resources/`.

    Raises:
        InputRefused: There is no such file.
    """
    return read_bytes(*parts).decode("utf-8")


def read_bytes(*parts: str) -> bytes:
    """Return a shipped file as bytes, named by its folders and its name below `resources/`.

    Raises:
        InputRefused: There is no such file.
    """
    place = _place(*parts)
    if not place.is_file():
        raise InputRefused(
            f"The program has no file “{'/'.join(parts)}” of its own.",
            "The installation may be incomplete: install the program again.",
        )
    return place.read_bytes()


def _place(*parts: str) -> Traversable:
    place = files(resources)
    for part in parts:
        place = place / part
    return place


def _names(folder: str) -> tuple[str, ...]:
    place = _place(folder)
    if not place.is_dir():
        return ()
    found = (entry.name for entry in place.iterdir() if entry.name.endswith(_SUFFIX))
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in found))


def _named_text(folder: str, name: str, kind: str) -> str:
    names = _names(folder)
    if name not in names:
        known = ", ".join(names) or "none"
        raise InputRefused(
            f"There is no {kind} called “{name}”.",
            f"The program knows these: {known}.",
        )
    return read_text(folder, name + _SUFFIX)
