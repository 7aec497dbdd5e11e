"""Words as people type them, brought to one form: without case, accents, apostrophes and possessives."""

from __future__ import annotations

import re
import unicodedata
from itertools import combinations, islice, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_APOSTROPHES: Final = "'’‘`\u02bc\u00b4\uff07"
_HYPHENS: Final = "-\u2010\u2011\u2012\u2013"
_LETTER: Final = r"[^\W\d_]"
_WORD: Final = re.compile(rf"{_LETTER}(?:{_LETTER}|[\u0300-\u036f]|[{_APOSTROPHES}](?={_LETTER}))*")
_POSSESSIVE: Final = re.compile(rf"[{_APOSTROPHES}][sS]$")
_WITHOUT_ACCENT: Final = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i", "ħ": "h"}
    | dict.fromkeys(_APOSTROPHES, "")
)

_SEPARATORS: Final = re.compile(r"[;/&|+\r\n]|\b(?:and|v|vs|versus|aka|nee)\b", re.IGNORECASE)
_PARTICLES: Final = frozenset({"o", "d", "mc", "mac", "st", "de", "di", "la", "le", "el", "al", "van", "von"})
"""Beginnings of names that are written apart or together: O Brien, Mc Donald."""

_NOBODY = """
and baby bin binti born boy case child children court da de del der di dr el family father former formerly
girl known la le master minor miss mother mr mrs ms mx nee no none not of parent re sir st the twin unborn
unknown van von was withheld
"""

NOT_NAMES: Final = frozenset(_NOBODY.split())
"""Words that stand in name columns and name nobody."""

_MOST_WORDS: Final = 8


class Word(NamedTuple):
    """A word of a text: where it stands, and its form for comparison."""

    start: int
    end: int
    form: str
    capital: bool


def fold(text: str) -> str:
    """Return the one form of a word: lower case, without accents and apostrophes."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in apart if unicodedata.category(sign) != "Mn")
    return plain.translate(_WITHOUT_ACCENT)


def words_of(text: str) -> Iterator[Word]:
    """Yield the words of a text in order; a possessive 's is left off the form."""
    for found in _WORD.finditer(text):
        written = found[0]
        stem = _POSSESSIVE.sub("", written)
        yield Word(found.start(), found.end(), fold(stem), written[0].isupper())


def hyphenated(text: str, left: Word, right: Word) -> bool:
    """Say whether nothing but one hyphen stands between two words."""
    return right.start == left.end + 1 and text[left.end] in _HYPHENS


def joinable(text: str, left: Word, right: Word) -> bool:
    """Say whether two words may be one name written apart: Smith-Jones, O Brien."""
    if hyphenated(text, left, right):
        return True
    return left.form in _PARTICLES and text[left.end : right.start].strip(" .") == ""


def persons_in(cell: str) -> Iterator[str]:
    """Yield the name of each person in a cell such as "Smith, Anna; Jones, Ben" or "Brown v Green"."""
    for part in _SEPARATORS.split(cell):
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        if len(pieces) > 1 and all(" " in piece for piece in pieces):
            yield from pieces
        elif pieces:
            yield " ".join(pieces)


def name_forms(person: str) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Return the single words of a person's name, and its unordered pairs of words.

    The halves of a hyphenated name are words of their own and together, but no pair.
    """
    words = list(islice(words_of(person), _MOST_WORDS))
    singles = {word.form for word in words if is_name_word(word.form)}
    halves = {
        frozenset((left.form, right.form)) for left, right in pairwise(words) if joinable(person, left, right)
    }
    joined = {left.form + right.form for left, right in pairwise(words) if joinable(person, left, right)}
    forms = sorted(singles | joined)
    pairs = (pair for pair in combinations(forms, 2) if frozenset(pair) not in halves)
    return frozenset(forms), frozenset(pair for pair in pairs if not _overlap(pair, joined))


def is_name_word(form: str) -> bool:
    """Say whether a word of a name column can name somebody."""
    return len(form) > 1 and form not in NOT_NAMES


def pair_form(first: str, second: str) -> str:
    """Return the text that stands for two words of one name, whichever comes first."""
    return " ".join(sorted((first, second)))


def _overlap(pair: tuple[str, str], joined: set[str]) -> bool:
    first, second = pair
    return (first in joined and second in first) or (second in joined and first in second)
