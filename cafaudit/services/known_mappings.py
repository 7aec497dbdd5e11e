"""What a person said that the columns of earlier lists are, to be offered again for the same headings.

It lies in the profile's folder, sealed with the person's own keys. Headings are kept, never a cell.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag

from cafaudit.errors import InputRefused
from cafaudit.files import write_whole
from cafaudit.intake import Mapping, mapping_from_toml, mapping_to_toml
from cafaudit.intake.roles import heading_key
from cafaudit.team import sealed_box

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cafaudit.team.identity import Identity

FILE_NAME = "mappings.cafmaps"
MOST_KEPT = 50
"""Sets of headings that are remembered; the one used longest ago falls out first."""

_PURPOSE = "mappings"
_CAP = 8 << 20  # bytes


@dataclass(frozen=True, slots=True)
class KnownMapping:
    """A mapping that was used before, and when (UTC, ISO form)."""

    mapping: Mapping
    at: str


class KnownMappings:
    """The mappings that one person used on this machine, newest first."""

    def __init__(self, profile: Path, identity: Identity) -> None:
        """Read from and write to the profile's folder."""
        self._file = profile / FILE_NAME
        self._key = sealed_box.derive(identity.receiving_secret.encode(), b"", _PURPOSE)

    def recall(self, headings: Sequence[str]) -> KnownMapping | None:
        """Return what was used for a list with the same headings in any order, None for nothing."""
        wanted = _key_of(headings)
        for known in self._read():
            if known["headings"] == wanted:
                try:
                    return KnownMapping(mapping_from_toml(known["mapping"], FILE_NAME), known["at"])
                except InputRefused:
                    return None  # of another version of the program: the headings speak for themselves
        return None

    def remember(self, mapping: Mapping, at: str) -> None:
        """Keep a mapping for lists with its headings, in place of what was kept for them before.

        Raises:
            InputRefused: the profile's folder cannot be written to.
        """
        key = _key_of([use.header for use in mapping.columns])
        others = [known for known in self._read() if known["headings"] != key]
        kept = [{"headings": key, "mapping": mapping_to_toml(mapping), "at": at}, *others]
        box = sealed_box.seal(self._key, _PURPOSE, json.dumps(kept[:MOST_KEPT]).encode())
        try:
            write_whole(self._file, json.dumps(box).encode(), private=True)
        except OSError as fault:
            raise InputRefused(
                f"What the columns are cannot be remembered in {self._file.parent} ({fault.strerror}).",
                "The list is in the visit all the same. Check that there is room on the disk.",
            ) from fault

    def _read(self) -> list[dict[str, str]]:
        """Read what is kept; a file that cannot be read holds nothing that cannot be said again."""
        try:
            box = json.loads(self._file.read_bytes()[:_CAP])
            said: list[dict[str, Any]] = json.loads(sealed_box.unseal(self._key, _PURPOSE, box))
            return [{name: str(one[name]) for name in ("headings", "mapping", "at")} for one in said]
        except (OSError, InvalidTag, ValueError, KeyError, TypeError):
            return []


def _key_of(headings: Sequence[str]) -> str:
    """Return the same short text for the same headings in any order and spelling of blanks and case."""
    keys = "\n".join(sorted(heading_key(heading) for heading in headings))
    return hashlib.sha256(keys.encode()).hexdigest()
