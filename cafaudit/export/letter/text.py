"""Typed text on its way into a letter: one line, and nothing in it that a document cannot hold."""

from __future__ import annotations

import re

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANKS = re.compile(r"\s+")
_STOPS = ".!?…"
_CLOSERS = "’”'\")]"
_UNKNOWN = "\ufffd"
_INNER_STOP = re.compile(r"[.!?…][’”'\")\]]*\s")


def storable(text: str) -> str:
    """Return a text with a replacement sign for each character that XML cannot carry."""
    return _NOT_IN_XML.sub(_UNKNOWN, text)


def tidy(text: str) -> str:
    """Return a text as one storable line without blanks at its ends."""
    return _BLANKS.sub(" ", storable(text)).strip()


def as_sentence(text: str) -> str:
    """Return a typed text with a full stop where it ends without a mark; "" stays empty."""
    line = tidy(text)
    if not line or line.rstrip(_CLOSERS).endswith(tuple(_STOPS)):
        return line
    return f"{line.rstrip(',;: ')}."


def as_item(text: str) -> str:
    """Return a typed text as an item of a list: without a closing mark, unless it holds several sentences."""
    line = tidy(text)
    if _INNER_STOP.search(line):
        return as_sentence(line)
    return line.rstrip(".,; ") or line


def ends_itself(item: str) -> bool:
    """Say whether an item of a list brings its own closing mark."""
    return item.rstrip(_CLOSERS).endswith(tuple(_STOPS))
