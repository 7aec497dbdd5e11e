"""What a person states beside a command: several words in one option, the files of each stratum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.services.small_files import toml_of

if TYPE_CHECKING:
    from pathlib import Path


def parts_of(text: str) -> tuple[str, ...]:
    """Return what commas part, without the blanks around: "office, team"."""
    return tuple(part.strip() for part in text.split(","))


def stratum_sizes(path: Path) -> dict[str, int]:
    """Return the files of each stratum out of a TOML file of lines such as "Name" = 12.

    Raises:
        InputRefused: it cannot be read, is no such file, or a stratum has no whole number.
    """
    found = toml_of(path, 'Write one line per stratum: "Name" = 12')
    wrong = [name for name, size in found.items() if not isinstance(size, int) or isinstance(size, bool)]
    if wrong:
        raise InputRefused(
            f"In {path.name} “{wrong[0]}” has no whole number.", 'Write "Name" = 12 for twelve files.'
        )
    return found
