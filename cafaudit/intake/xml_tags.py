"""Tags of an XML text, found without parsing it: no entity is expanded and nothing fetched."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_ATTRIBUTE: Final = re.compile(rb"""([\w:.-]{1,100})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')""")


def tags(data: bytes, name: str) -> Iterator[dict[str, str]]:
    """Yield the attributes of each tag of that name; prefixes of tags and attributes do not count."""
    for found in re.finditer(rb"<(?:[\w.-]+:)?" + name.encode() + rb"(?=[\s/>])([^>]*)>", data):
        yield attributes(found[1])


def attributes(tag: bytes) -> dict[str, str]:
    """Return the attributes that stand in a tag, by name without prefix."""
    return {
        found[1].rpartition(b":")[2].decode(errors="replace"): unescape(
            (found[2] if found[2] is not None else found[3]).decode(errors="replace")
        )
        for found in _ATTRIBUTE.finditer(tag)
    }


def is_true(text: str | None) -> bool:
    """Say whether an attribute is set, as spreadsheets write it."""
    return text is not None and text.strip().lower() in {"1", "true", "on"}
