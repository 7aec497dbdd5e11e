"""Case references that people take for one another: same but for case, blanks, hyphens or look-alike letters.

A list may hold "AB-12" and "ab12", or a Cyrillic A in a row of Latin letters. Whether these are one
case or two, a person has to say; the list is taken as it stands, and the pairs are pointed out.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cafaudit.intake.oddities import OddityLog

_LOOK_LATIN: Final = (
    ("\u0410\u0412\u0421\u0415\u041d\u0406\u0408\u041a\u041c\u041e\u0420\u0405", "ABCEHIJKMOPS"),
    ("\u0422\u0423\u0425\u0430\u0441\u0435\u0456\u0458\u043e\u0440\u0455\u0443", "TYXaceijopsy"),
    ("\u0445\u0501\u051b\u051d\u04bb\u0391\u0392\u0395\u0396\u0397\u0399\u039a", "xdqwhABEZHIK"),
    ("\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03bd\u03c1\u03b9\u03b1", "MNOPTYXovpia"),
)
"""Cyrillic and Greek letters, and the Latin letters that they look like in print."""

_LATIN_OF: Final = {
    other: latin for others, letters in _LOOK_LATIN for other, latin in zip(others, letters, strict=True)
}
_DASHES: Final = "-_\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_BLANKS: Final = (
    " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_LEFT_OUT: Final = dict.fromkeys(map(ord, _DASHES + _BLANKS))
_SAME: Final = str.maketrans({"o": "0", "i": "1", "l": "1"})
_LATIN_SIGNS: Final = str.maketrans(_LATIN_OF)
_NEVER_IN_A_REF: Final = "\n"
_PLACES: Final = 1 << 22
_FOREIGN: Final = "\x00"
_SHAPES: Final = str.maketrans(
    "0123456789ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz", "9" * 10 + "A" * 23 + "a" * 23
)
"""I, L and O stand for themselves, since figures look like them."""

_AS_FIGURES: Final = str.maketrans("ilo", "999")

NEARLY_THE_SAME: Final = "The reference is like another but for case, blanks or hyphens."
LOOKS_THE_SAME: Final = (
    "The reference is like another but for signs that look alike, such as O and 0 or I and 1."
)
OTHER_ALPHABET: Final = "The reference has a letter or digit of another alphabet that looks like a usual one."
EACH_KEPT: Final = "Each was kept as a case of its own. Look whether they are one."


def plain_keys(refs: Sequence[str]) -> list[str]:
    """Return references without case, blanks and hyphens, in the order given."""
    return _NEVER_IN_A_REF.join(refs).casefold().translate(_LEFT_OUT).split(_NEVER_IN_A_REF) if refs else []


def look_keys(refs: Sequence[str]) -> list[str]:
    """Return references as they look: without case, blanks and hyphens, and look-alike signs made one."""
    if not refs:
        return []
    text = _NEVER_IN_A_REF.join(refs)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_LATIN_SIGNS)
    return text.casefold().translate(_LEFT_OUT).translate(_SAME).split(_NEVER_IN_A_REF)


def is_of_another_alphabet(ref: str) -> bool:
    """Say whether a reference has a sign that looks like a Latin letter or a usual digit and is none."""
    return not ref.isascii() and any(
        sign in _LATIN_OF or (not sign.isascii() and _usual(sign).isalnum()) for sign in ref
    )


def _usual(sign: str) -> str:
    """Return the plain ASCII form of a full-width or otherwise styled sign, "" when it has none."""
    plain = unicodedata.normalize("NFKC", sign)
    return plain if plain.isascii() and len(plain) == 1 else ""


@dataclass(frozen=True, slots=True)
class Alike:
    """A reference that looks like another one of the list.

    Attributes:
        line: The row that it stands in.
        is_nearly_the_same: It differs from another only in case, blanks or hyphens.
    """

    line: int
    is_nearly_the_same: bool


Batches = Callable[[], "Iterable[tuple[Sequence[str], Sequence[int]]]"]
"""Gives the references of a list with their lines, batch by batch, as often as it is asked."""


def alike_refs(batches: Batches) -> list[Alike]:
    """Return the references that look like others, in the order of the list.

    Most lists have references of one shape or two, such as ABC-0001 and ABC-10000, which cannot look alike
    unless they are the same. So shapes are compared first, and references only of shapes that may meet.
    """
    shapes: set[str] = set()
    for refs, _ in batches():
        shapes.update(shapes_of(refs))
    doubtful = _doubtful(shapes)
    if not doubtful:
        return []
    places = _places_met_again(batches, doubtful)
    groups: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for refs, lines in batches():
        for look, ref, line in _looks(refs, lines, doubtful):
            if hash(look) % _PLACES in places:
                groups[look].setdefault(ref, line)
    found = [alike for group in groups.values() if len(group) > 1 for alike in _kinds(group)]
    return sorted(found, key=lambda alike: alike.line)


def shapes_of(refs: Sequence[str]) -> list[str]:
    """Return the shapes of references: their signs, with 9 for each figure and A or a for most letters.

    Two references of one shape that look alike are the same, unless they have signs beyond ASCII.
    """
    text = _NEVER_IN_A_REF.join(refs)
    if text.isascii():
        return text.translate(_SHAPES).split(_NEVER_IN_A_REF) if refs else []
    return [
        ref.translate(_SHAPES) if ref.isascii() else _FOREIGN + look.translate(_SHAPES)
        for ref, look in zip(refs, look_keys(refs), strict=True)
    ]


def _doubtful(shapes: Iterable[str]) -> frozenset[str]:
    """Return the shapes that references looking alike may have."""
    together: defaultdict[str, list[str]] = defaultdict(list)
    for shape in shapes:
        plain = shape.removeprefix(_FOREIGN).casefold().translate(_LEFT_OUT).translate(_AS_FIGURES)
        together[plain].append(shape)
    return frozenset(
        shape for some in together.values() for shape in some if len(some) > 1 or shape.startswith(_FOREIGN)
    )


def _places_met_again(batches: Batches, doubtful: frozenset[str]) -> set[int]:
    """Return the places of looks that may stand more than once, in a few megabytes whatever their number."""
    met = bytearray(_PLACES)
    again: set[int] = set()
    for refs, lines in batches():
        for look, _, _ in _looks(refs, lines, doubtful):
            place = hash(look) % _PLACES
            if met[place]:
                again.add(place)
            else:
                met[place] = 1
    return again


def _looks(
    refs: Sequence[str], lines: Sequence[int], doubtful: frozenset[str]
) -> Iterator[tuple[str, str, int]]:
    every = zip(look_keys(refs), refs, lines, shapes_of(refs), strict=True)
    return ((look, ref, line) for look, ref, line, shape in every if shape in doubtful)


def note_alike(found: Iterable[Alike], header: str, log: OddityLog) -> None:
    """Note references that look like others, each with its row.

    Args:
        found: The references.
        header: The heading of the references.
        log: Where they are noted.
    """
    for alike in found:
        what = NEARLY_THE_SAME if alike.is_nearly_the_same else LOOKS_THE_SAME
        log.note(what, EACH_KEPT, row=alike.line, column=header)


def _kinds(group: dict[str, int]) -> list[Alike]:
    keys = plain_keys(list(group))
    times = Counter(keys)
    return [Alike(line, times[key] > 1) for key, line in zip(keys, group.values(), strict=True)]
