"""Which words of a text are taken for names: full names block, one word alone warns, everyday use passes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from cafaudit.identifiers.common_words import (
    COMMON_WORDS,
    MONTHS,
    OFTEN_NAMES,
    PEOPLES,
    PERSON_TITLES,
    TITLE_PARTNERS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cafaudit.identifiers.name_hits import Hit, NameBook, Token

REACH: Final = 4
"""How many words further on a last name still belongs to a first name."""

_LOOK_BACK: Final = 20
_BEFORE_MONTH: Final = re.compile(
    r"(?:\d|\d(?:st|nd|rd|th)|\b(?:after|and|before|between|by|during|early|from|in|last|late|mid|next|of"
    r"|since|this|to|until))[\s-]+$",
    re.IGNORECASE,
)
_YEAR_FOLLOWS: Final = re.compile(r",?\s+(?:\d|this year|last year|next year)")
_LITTLE = """
a and are as at be been by for from had has have in is it no not of on or the this to was were will with
"""
_JOINS_PEOPLE: Final = frozenset({"and", "or"})
_NEAR: Final = 2
_SAINTS: Final = frozenset({"st", "saint"})
_SHOUTED: Final = TITLE_PARTNERS | COMMON_WORDS | frozenset(_LITTLE.split())


class NameMark(NamedTuple):
    """A stretch of a plain text that is taken for a name: whose, how surely, and by which forms.

    `forms` are two words of one name, or one word alone; `with_initial` has an initial stand beside it.
    """

    start: int
    end: int
    forms: tuple[str, ...]
    staff: bool
    blocks: bool
    with_initial: bool = False


def name_marks(text: str, tokens: Sequence[Token], book: NameBook) -> Iterator[NameMark]:
    """Yield the names in a plain text; full names and the words of them both."""
    hits = sorted(book.hits(text, tokens), key=lambda hit: (hit.start, hit.end))
    if not hits:
        return
    seen = _Words(text, tokens)
    yield from _full_names(seen, hits, book)
    for hit in hits:
        if hit.whole:
            yield NameMark(hit.start, hit.end, (hit.form,), hit.staff, blocks=True)
        elif _names_somebody(seen, hit):
            start, end, initial = seen.with_initial(hit)
            yield NameMark(start, end, (hit.form,), hit.staff, blocks=False, with_initial=initial)


class _Words:
    """The words of one text, and what stands about one of them."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens

    def between(self, left: Hit, right: Hit) -> list[str]:
        """Return the words between two stretches, in lower case."""
        return [
            token.written.lower()
            for token in self.tokens[left.place + 1 : right.place]
            if left.end <= token.start and token.end <= right.start
        ]

    def opens_sentence(self, start: int) -> bool:
        before = self.text[:start].rstrip(" \t\"'`(*")
        return not before or before[-1] in ".!?:\n•-…“"

    def is_month(self, hit: Hit) -> bool:
        if hit.form not in MONTHS:
            return False
        before = self.text[max(0, hit.start - _LOOK_BACK) : hit.start]
        return bool(_BEFORE_MONTH.search(before) or _YEAR_FOLLOWS.match(self.text, hit.end))

    def follows_title(self, hit: Hit) -> bool:
        """Say whether "Mr", "Aunt" or the like stands before a word."""
        return self._word_before(hit) in PERSON_TITLES

    def follows_saint(self, hit: Hit) -> bool:
        """Say whether a word belongs to a place such as "St Mary's"."""
        return self._word_before(hit) in _SAINTS

    def _word_before(self, hit: Hit) -> str:
        before = self.tokens[hit.place - 1] if hit.place else None
        if before is None or self.text[before.end : hit.start] not in {" ", ". ", "."}:
            return ""
        return before.written.lower()

    def stands_in_title(self, hit: Hit) -> bool:
        """Say whether a word belongs to a title such as "Young People's Service" or "FAMILY COURT"."""
        beside = self._beside(hit)
        if any(token.written[0].isupper() and _singular(token.written) in TITLE_PARTNERS for token in beside):
            return True
        shouts = len(hit.form) > 1 and self.text[hit.start : hit.end].isupper()
        return shouts and any(_is_everyday_shout(token.written) for token in beside)

    def with_initial(self, hit: Hit) -> tuple[int, int, bool]:
        """Return the stretch with an initial beside it, such as "J. Smith" or "Smith, J."."""
        if hit.place and (token := self.tokens[hit.place - 1]) and _is_initial(token.written):
            gap = self.text[token.end : hit.start]
            if hit.capital and (gap in {".", ". "} or (gap == " " and token.written not in {"A", "I"})):
                return token.start, hit.end, True
        if hit.place + 1 < len(self.tokens):
            token = self.tokens[hit.place + 1]
            gap = self.text[hit.end : token.start]
            if hit.capital and gap in {", ", ","} and _is_initial(token.written) and token.written != "I":
                return hit.start, token.end, True
        return hit.start, hit.end, False

    def _beside(self, hit: Hit) -> list[Token]:
        before = [token for token in self.tokens[max(0, hit.place - 1) : hit.place] if self._near(token, hit)]
        after = [token for token in self.tokens[hit.place + 1 : hit.place + 3] if self._near(token, hit)]
        return before + after[:1]

    def _near(self, token: Token, hit: Hit) -> bool:
        between = self.text[token.end : hit.start] or self.text[hit.end : token.start]
        return between in {" ", "-", "  ", "\n"}


def _full_names(seen: _Words, hits: Sequence[Hit], book: NameBook) -> Iterator[NameMark]:
    pairs = list(_pairs(seen, hits, book))
    if not pairs:
        return
    places = {hit.place for hit in hits}
    beside = {hit for left, right in pairs if right.place - left.place <= 1 for hit in (left, right)}
    for left, right in pairs:
        between = range(left.place + 1, right.place)
        if places.issuperset(between) or not (left in beside or right in beside):
            yield NameMark(left.start, right.end, (left.form, right.form), left.staff, blocks=True)


def _pairs(seen: _Words, hits: Sequence[Hit], book: NameBook) -> Iterator[tuple[Hit, Hit]]:
    for number, left in enumerate(hits):
        for right in hits[number + 1 :]:
            if right.place - left.place > REACH:
                break
            if _may_be_one(seen, left, right) and book.is_pair(left.form, right.form, staff=left.staff):
                yield left, right


def _may_be_one(seen: _Words, left: Hit, right: Hit) -> bool:
    if left.staff != right.staff or right.start < left.end:
        return False
    between = seen.between(left, right)
    if len(between) == 1 and between[0] in _JOINS_PEOPLE:
        return False
    if left.everyday or right.everyday:
        return not between and not (left.capital or right.capital) and left.everyday != right.everyday
    if left.form in COMMON_WORDS and right.form in COMMON_WORDS:
        return right.place - left.place <= _NEAR and "." not in seen.text[left.end + 1 : right.start]
    return True


def _names_somebody(seen: _Words, hit: Hit) -> bool:
    if hit.everyday or seen.follows_saint(hit):
        return False
    if hit.form not in COMMON_WORDS or seen.with_initial(hit)[2] or seen.follows_title(hit):
        return True
    return not (_opens_sentence(seen, hit) or seen.is_month(hit) or seen.stands_in_title(hit))


def _opens_sentence(seen: _Words, hit: Hit) -> bool:
    """Say whether a capital letter says nothing: it begins a sentence, or the word always has one."""
    return hit.form in PEOPLES or (hit.form not in OFTEN_NAMES and seen.opens_sentence(hit.start))


def _is_initial(written: str) -> bool:
    return len(written) == 1 and written.isupper()


def _singular(written: str) -> str:
    form = written.lower().removesuffix("'s").removesuffix("'")
    return form if form in TITLE_PARTNERS else form.removesuffix("s")


def _is_everyday_shout(written: str) -> bool:
    return len(written) > 1 and written.isupper() and written.lower() in _SHOUTED
