"""Typed text on its way into an event: line ends made one, what no document can carry refused."""

from __future__ import annotations

import unicodedata

from cafaudit.errors import InputRefused

LONGEST_TEXT = 20_000
"""Characters of one text. The longest evidence seen in real letters is under a tenth of it."""

_NO_SHAPE = frozenset({"Cc", "Cs"})
_NONCHARACTERS = frozenset({0xFFFE})

LONGEST_LINE = 500
"""Characters of a name, a reference or another one-line text."""


def clean_text(text: str, what: str, *, required: bool = False, longest: int = LONGEST_TEXT) -> str:
    r"""Return a text as it will be stored: NFC, line ends as "\\n", no blanks at its end.

    Args:
        text: As typed or as a script gave it.
        what: Its name for the sentence of a refusal, such as "evidence".
        required: Refuse an empty one.
        longest: Characters that it may have.

    Raises:
        InputRefused: it is empty though required, too long, or holds characters without a shape.
    """
    cleaned = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if required and not cleaned:
        raise InputRefused(f"The {what} is empty.", "Write at least one word.")
    if len(cleaned) > longest:
        raise InputRefused(
            f"The {what} has {len(cleaned):,} characters; {longest:,} is the most.",
            "Shorten it, or divide it into several.",
        )
    for place, character in enumerate(cleaned, start=1):
        if _has_no_shape(character):
            raise InputRefused(
                f"The {what} holds a character that no document can carry (U+{ord(character):04X},"
                f" the {place:,}th).",
                "Delete it and type the passage anew instead of pasting it.",
            )
    return cleaned


def clean_line(text: str, what: str, *, required: bool = False) -> str:
    """Return a one-line text as it will be stored; line ends become blanks.

    Raises:
        InputRefused: as `clean_text`.
    """
    one_line = " ".join(text.split("\n")) if "\n" in text else text
    return clean_text(one_line, what, required=required, longest=LONGEST_LINE)


def _has_no_shape(character: str) -> bool:
    if character in "\n\t":
        return False
    return unicodedata.category(character) in _NO_SHAPE or ord(character) & 0xFFFE in _NONCHARACTERS
