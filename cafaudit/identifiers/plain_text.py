"""A text as the firewall reads it: plain letters, plain hyphens, plain blanks, and nothing unseen.

Accents, ligatures, full-width and look-alike letters become the letters that they are read as; signs
without width are left out. Every place of the plain text leads back to its place in the text as typed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ODD: Final = re.compile(r"[^\x00-\x7f]")
_APOSTROPHES: Final = frozenset(
    "\u2018\u2019\u201a\u201b\u2032\u02b9\u02bb\u02bc\u02bd\u02c8\u00b4\u0384\u1fbd\ua78c\uff07"
)
_OWN_FORM: Final = {
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ß": "ss",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "n",
    "ĸ": "k",
    "\u0131": "i",
    "\u0251": "a",
    "\u0261": "g",
    "ə": "e",
    "\u2212": "-",
}
_LOOK_ALIKE: Final = dict(zip("авекмнорстухіјѕһԁԛԝґ", "abekmhopctyxijshdqwr", strict=True)) | dict(
    zip("αβεζηικμνορτυχϲϳ", "abezhikmnoptyxcj", strict=True)
)
"""Cyrillic and Greek letters, in both cases read as the Latin letter that the capital looks like."""

_IN_FULL: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
"""Letters that are also written as two where the accent cannot be typed: Mueller, Soerensen, Aage."""

_HAS_IN_FULL: Final = re.compile("[äöüåø]", re.IGNORECASE)
_ACCENTS: Final = frozenset({"Mn", "Me"})


class PlainText:
    """A text in plain signs.

    Attributes:
        text: The plain text.
    """

    __slots__ = ("_length", "_plain", "_typed", "text")

    def __init__(self, text: str, plain: Sequence[int] = (0,), typed: Sequence[int] = (0,)) -> None:
        """Keep a text, and at which plain places which typed places begin to run along."""
        self.text = text
        self._plain = plain
        self._typed = typed

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the plain text stands in the text as typed."""
        if len(self._plain) == 1:
            return start, end
        return self._place(start), self._place(end - 1) + 1

    def _place(self, place: int) -> int:
        run = bisect_right(self._plain, place) - 1
        return self._typed[run] + place - self._plain[run]


def plain_text(text: str, *, in_full: bool = False) -> PlainText:
    """Return a text in plain signs; `in_full` writes an "ü" as "ue"."""
    if text.isascii():
        return PlainText(text)
    table = _FULL if in_full else _PLAIN
    parts: list[str] = []
    plain, typed, length, last = [0], [0], 0, 0
    for found in _ODD.finditer(text):
        place, sign = found.start(), table[found[0]]
        parts += (text[last:place], sign)
        length += place - last
        for step in range(len(sign)):
            plain.append(length + step)
            typed.append(place)
        length += len(sign)
        last = place + 1
        plain.append(length)
        typed.append(last)
    parts.append(text[last:])
    return PlainText("".join(parts), plain, typed)


def plain_texts(text: str) -> Iterator[PlainText]:
    """Yield a text in plain signs, once more with "ü" as "ue" where it holds such a letter."""
    yield plain_text(text)
    if not text.isascii() and has_letters_in_full(text):
        yield plain_text(text, in_full=True)


def has_letters_in_full(text: str) -> bool:
    """Say whether a text holds a letter that is also written as two."""
    return _HAS_IN_FULL.search(text) is not None


class _Signs(dict[str, str]):
    """Signs beyond ASCII and what they are read as, worked out once each."""

    def __init__(self, *, in_full: bool) -> None:
        super().__init__()
        self._in_full = in_full

    def __missing__(self, sign: str) -> str:
        found = self[sign] = self._read(sign)
        return found

    def _read(self, sign: str) -> str:
        if self._in_full and (full := _IN_FULL.get(sign.lower())) is not None:
            return full.capitalize() if sign.isupper() else full
        kind = unicodedata.category(sign)
        if sign in _APOSTROPHES:
            return "'"
        if kind == "Cf" or kind in _ACCENTS:
            return ""
        if kind[0] == "Z":
            return " " if kind == "Zs" else "\n"
        return "-" if kind == "Pd" else _letter(sign)


def _letter(sign: str) -> str:
    small = sign.lower()
    own = _OWN_FORM.get(small) or _LOOK_ALIKE.get(small)
    if own is not None:
        return own.capitalize() if sign.isupper() else own
    apart = unicodedata.normalize("NFKD", sign)
    letters = "".join(each for each in apart if unicodedata.category(each) not in _ACCENTS)
    if letters == sign or not letters.isalnum():
        return sign
    return "".join(each if each.isascii() else _letter(each) for each in letters)


_PLAIN: Final = _Signs(in_full=False)
_FULL: Final = _Signs(in_full=True)
