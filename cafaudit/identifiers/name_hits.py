"""Where words of a text stand in a name of the list, however they are joined, bent or spelt."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from cafaudit.identifiers.common_words import COMMON_WORDS
from cafaudit.identifiers.words import PARTICLES, WORD, is_name_word, joins, stem_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from cafaudit.identifiers.fingerprints import Fingerprint, Fingerprinter

_HUMP: Final = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+(?![^\W\d_A-Z])")
_WHOLE: Final = re.compile(r".+", re.DOTALL)
_HAS_HUMP: Final = re.compile(r"[^\W\d_A-Z][A-Z]")
_SHORTEST_JOINED: Final = 6
_LONGEST_JOINED: Final = 40
_SHORTEST_PART: Final = 2
_SHORTEST_PLURAL: Final = 4
_MOST_HUMPS: Final = 12
_MOST_KEPT: Final = 20_000


class Token(NamedTuple):
    """A word of a plain text as written, and where."""

    start: int
    end: int
    written: str


class Hit(NamedTuple):
    """A stretch of a text that stands in a name of the list.

    Attributes:
        place: Which word of the text it is, or the first of those that it joins.
        start: Where it begins.
        end: Where it ends.
        form: The form that the list knows.
        capital: It begins with a capital letter.
        everyday: It is written as an everyday word: in lower case, and meaning something else.
        staff: It is the name of a practitioner.
        whole: It holds first and last name in one word.
    """

    place: int
    start: int
    end: int
    form: str
    capital: bool
    everyday: bool
    staff: bool
    whole: bool = False


class NameBook:
    """Answers which words and pairs the list knows; what was asked is kept, as texts are read at each key."""

    def __init__(self, prints: Fingerprinter, known: Container[Fingerprint]) -> None:
        """Ask `known` for what `prints` makes of words."""
        self._prints = prints
        self._known = known
        self._words: dict[str, tuple[bool, ...]] = {}
        self._pairs: dict[tuple[str, str, bool], bool] = {}
        self._tokens: dict[str, tuple[Hit, ...]] = {}

    def hits(self, text: str, tokens: Sequence[Token]) -> Iterator[Hit]:
        """Yield what the words of a plain text have in common with names of the list."""
        kept = self._tokens
        for place, (start, _, written) in enumerate(tokens):
            found = kept.get(written)
            if found is None:
                found = self._keep(written)
            for hit in found:
                yield hit._replace(place=place, start=hit.start + start, end=hit.end + start)
        yield from self._joined(text, tokens)

    def is_pair(self, first: str, second: str, *, staff: bool) -> bool:
        """Say whether two words stand in the name of one person."""
        key = (first, second, staff)
        found = self._pairs.get(key)
        if found is None:
            if len(self._pairs) > _MOST_KEPT:
                self._pairs.clear()
            found = self._pairs[key] = self._prints.pair(first, second, staff=staff) in self._known
        return found

    def _sides(self, form: str) -> tuple[bool, ...]:
        """Return for which sides a word is known: False for the families, True for the staff."""
        found = self._words.get(form)
        if found is None:
            if len(self._words) > _MOST_KEPT:
                self._words.clear()
            known = (staff for staff in (False, True) if self._prints.word(form, staff=staff) in self._known)
            found = self._words[form] = tuple(known) if is_name_word(form) else ()
        return found

    def _keep(self, written: str) -> tuple[Hit, ...]:
        if len(self._tokens) > _MOST_KEPT:
            self._tokens.clear()
        found = self._tokens[written] = tuple(self._of_token(written))
        return found

    def _of_token(self, written: str) -> Iterator[Hit]:
        form = stem_of(written)
        whole = list(self._of_form(form, 0, len(written), capital=written[0].isupper()))
        if whole:
            yield from whole
            return
        if _HAS_HUMP.search(written):
            for hump in humps_of(written):
                start, end = hump.span()
                yield from self._of_form(hump[0].lower(), start, end, capital=hump[0][0].isupper())
        elif _SHORTEST_JOINED <= len(form) <= _LONGEST_JOINED and form not in COMMON_WORDS:
            yield from self._both_in_one(form, len(written))

    def _of_form(self, form: str, start: int, end: int, *, capital: bool) -> Iterator[Hit]:
        everyday = not capital and (form in COMMON_WORDS or form in PARTICLES)
        for name in without_plural(form):
            sides = self._sides(name)
            plain_plural = name != form and name in COMMON_WORDS
            for staff in sides:
                yield Hit(0, start, end, name, capital, everyday or plain_plural, staff)
            if sides:
                return

    def _both_in_one(self, form: str, length: int) -> Iterator[Hit]:
        for place in range(_SHORTEST_PART, len(form) - _SHORTEST_PART + 1):
            for staff in self._sides(form[:place]):
                for rest in without_plural(form[place:]):
                    if staff in self._sides(rest) and self.is_pair(form[:place], rest, staff=staff):
                        yield Hit(0, 0, length, form, capital=True, everyday=False, staff=staff, whole=True)
                        return

    def _joined(self, text: str, tokens: Sequence[Token]) -> Iterator[Hit]:
        for place, left in enumerate(tokens[:-1]):
            if text[left.end] == " " and left.written.lower() not in PARTICLES:
                continue
            run = [left]
            for token in tokens[place + 1 : place + 4]:
                if not joins(text[run[-1].end : token.start], run[-1].written.lower()):
                    break
                run.append(token)
                yield from self._of_run(place, run)

    def _of_run(self, place: int, run: Sequence[Token]) -> Iterator[Hit]:
        form = "".join(stem_of(token.written) for token in run)
        capital = run[0].written[0].isupper() or run[-1].written[0].isupper()
        for hit in self._of_form(form, run[0].start, run[-1].end, capital=capital):
            yield hit._replace(place=place)


def humps_of(written: str) -> list[re.Match[str]]:
    """Return the parts of a word that are set off by capital letters: AnnaSmith; the word itself without."""
    return list(islice((_HUMP if _HAS_HUMP.search(written) else _WHOLE).finditer(written), _MOST_HUMPS))


def tokens_of(text: str) -> list[Token]:
    """Return the words of a plain text in order."""
    return [Token(*found.span(), found[0]) for found in WORD.finditer(text)]


def without_plural(form: str) -> Iterator[str]:
    """Yield a form, and what it is when its s is no part of the name: Smiths, Joneses."""
    yield form
    if len(form) >= _SHORTEST_PLURAL and form[-1] == "s" and form[-2] != "s":
        yield form[:-1]
        if form[-2] == "e" and len(form) > _SHORTEST_PLURAL:
            yield form[:-2]
