"""The firewall: marks what could name a child while it is typed, and says what to write instead.

It never refuses a keystroke or a save. It prevents accidents; it cannot know a name that is on no
list, a nickname, a misspelt name, or a person described well enough to be known.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from cafaudit.identifiers.common_words import COMMON_WORDS, MONTHS, SENTENCE_OPENERS
from cafaudit.identifiers.fingerprints import SHORTEST_NUMBER, Fingerprinter, compact_number
from cafaudit.identifiers.patterns import PATTERNS
from cafaudit.identifiers.words import Word, fold, hyphenated, is_name_word, joinable, pair_form, words_of
from cafaudit.identifiers.written_dates import dates_in

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from cafaudit.identifiers.fingerprints import Fingerprint

Severity = Literal["block", "warn"]

_REACH: Final = 3
_LOOK_BACK: Final = 20
_MOST_CHUNKS: Final = 5
_FEWEST_DIGITS: Final = 3
_LONGEST_NUMBER: Final = 24
_LETTERS_OF_NUMBER: Final = 4
_CHUNK: Final = re.compile(r"[^\W_]+")
_BEFORE_MONTH: Final = re.compile(
    r"(?:\d|\d(?:st|nd|rd|th)|\b(?:after|before|between|by|during|early|from|in|last|late|mid|next|of"
    r"|since|this|to|until))[\s-]+$",
    re.IGNORECASE,
)
_YEAR_FOLLOWS: Final = re.compile(r",?\s+(?:\d|this year|last year|next year)")
_BETWEEN_CHUNKS: Final = frozenset({"", " ", "-", "/", ".", "–"})

_SAY: Final = {
    "name": "This is a name on the case list. Write who it is instead: the child, the mother, the reference.",
    "word": "This word is part of a name on the case list. If a person is meant, write who it is instead.",
    "staff name": "This is a practitioner's name on the case list. Write the code or the post instead.",
    "staff word": "This word is part of a practitioner's name. If they are meant, write the code or post.",
    "date of birth": "This is a date of birth on the case list. Write the age band instead.",
    "number": "This number stands for a person or a case on the case list. Write the case reference instead.",
}


class Mark(NamedTuple):
    """A place in a text that could name somebody.

    Attributes:
        start: Where it begins, in signs.
        end: Where it ends.
        severity: "block" stops locking, packing and exporting until settled; "warn" does not.
        kind: What it seems to be, in a word or two.
        say: What to write instead, a sentence or two. Never repeats the text itself.
    """

    start: int
    end: int
    severity: Severity
    kind: str
    say: str


class _Hit(NamedTuple):
    """A word, or two joined ones, that stands in a name of the list."""

    place: int
    word: Word
    staff: bool


class Firewall:
    """Scans texts against the fingerprints of one visit.

    Args:
        key: The visit's fingerprint key.
        known: The fingerprints of its list; a set, or anything that answers `in`.
        allowed: Words, names, dates and numbers that the team has allowed, as somebody would type
            them. An allowed single word still blocks as part of a full name.
    """

    def __init__(self, key: bytes, known: Container[Fingerprint], allowed: Iterable[str] = ()) -> None:
        self._prints = Fingerprinter(key)
        self._known = known
        self._allowed = frozenset(_allowed_form(text) for text in allowed)

    def scan(self, text: str) -> tuple[Mark, ...]:
        """Return the marks of a text in order, none overlapping; a blocking mark wins over a warning."""
        marks = [*self._pattern_marks(text), *self._date_marks(text), *self._number_marks(text)]
        words = list(words_of(text))
        hits = list(self._hits(text, words))
        marks += self._pair_marks(text, hits)
        marks += self._word_marks(text, hits)
        return _without_overlaps(marks)

    def _is_allowed(self, text: str) -> bool:
        return _allowed_form(text) in self._allowed

    def _pattern_marks(self, text: str) -> Iterator[Mark]:
        for pattern in PATTERNS:
            for start, end in pattern.spans(text):
                if not self._is_allowed(text[start:end]):
                    yield Mark(start, end, "block", pattern.kind, pattern.say)

    def _date_marks(self, text: str) -> Iterator[Mark]:
        for written in dates_in(text):
            known = any(self._prints.day(day) in self._known for day in written.readings)
            if known and not self._is_allowed(text[written.start : written.end]):
                yield _mark(written.start, written.end, "block", "date of birth")

    def _number_marks(self, text: str) -> Iterator[Mark]:
        for start, end in _number_spans(text):
            compact = compact_number(text[start:end])
            if self._prints.number(compact) in self._known and not self._is_allowed(text[start:end]):
                yield _mark(start, end, "block", "number")

    def _hits(self, text: str, words: Sequence[Word]) -> Iterator[_Hit]:
        for place, word in enumerate(words):
            yield from self._hit(place, word)
        for place, (left, right) in enumerate(pairwise(words)):
            if joinable(text, left, right):
                joined = Word(left.start, right.end, left.form + right.form, left.capital or right.capital)
                yield from self._hit(place, joined)

    def _hit(self, place: int, word: Word) -> Iterator[_Hit]:
        if not is_name_word(word.form):
            return
        for staff in (False, True):
            if self._prints.word(word.form, staff=staff) in self._known:
                yield _Hit(place, word, staff)

    def _pair_marks(self, text: str, hits: Sequence[_Hit]) -> Iterator[Mark]:
        in_order = sorted(hits, key=lambda hit: (hit.word.start, hit.word.end))
        for place, left in enumerate(in_order):
            for right in in_order[place + 1 :]:
                if right.place - left.place > _REACH:
                    break
                if self._is_known_pair(text, left, right):
                    kind = "staff name" if left.staff else "name"
                    yield _mark(left.word.start, right.word.end, "block", kind)

    def _is_known_pair(self, text: str, left: _Hit, right: _Hit) -> bool:
        first, second = left.word, right.word
        if left.staff != right.staff or second.start < first.end or hyphenated(text, first, second):
            return False
        if _everyday(first) and _everyday(second):
            return False
        if pair_form(first.form, second.form) in self._allowed:
            return False
        return self._prints.pair(first.form, second.form, staff=left.staff) in self._known

    def _word_marks(self, text: str, hits: Sequence[_Hit]) -> Iterator[Mark]:
        for hit in hits:
            word = hit.word
            if word.form in self._allowed or _everyday(word):
                continue
            if word.form in SENTENCE_OPENERS and _opens_sentence(text, word.start):
                continue
            if word.form in MONTHS and _is_month(text, word):
                continue
            yield _mark(word.start, word.end, "warn", "staff word" if hit.staff else "word")


def _mark(start: int, end: int, severity: Severity, kind: str) -> Mark:
    return Mark(start, end, severity, kind, _SAY[kind])


def _everyday(word: Word) -> bool:
    return not word.capital and word.form in COMMON_WORDS


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\"'“‘(")
    return not before or before[-1] in ".!?:\n•"


def _is_month(text: str, word: Word) -> bool:
    before = text[max(0, word.start - _LOOK_BACK) : word.start]
    return bool(_BEFORE_MONTH.search(before) or _YEAR_FOLLOWS.match(text, word.end))


def _allowed_form(text: str) -> str:
    """Return one form for an allowed text: a word, the sorted words of a name, or letters and digits."""
    if any(sign.isdigit() for sign in text) or "@" in text:
        return compact_number(text)
    return " ".join(sorted(word.form for word in words_of(text))) or fold(text)


def _number_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield every run of up to five chunks that could be one number: chunks of figures or a few letters."""
    run: list[tuple[int, int, int]] = []
    for found in _CHUNK.finditer(text):
        start, end = found.span()
        if run and text[run[-1][1] : start] not in _BETWEEN_CHUNKS:
            yield from _spans_of_run(run)
            run = []
        digits = sum(map(str.isdigit, found[0]))
        if digits or end - start <= _LETTERS_OF_NUMBER:
            run.append((start, end, digits))
        else:
            yield from _spans_of_run(run)
            run = []
    yield from _spans_of_run(run)


def _spans_of_run(run: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    if sum(digits for _, _, digits in run) < _FEWEST_DIGITS:
        return
    for first, (start, _, _) in enumerate(run):
        digits = 0
        for _, end, more in run[first : first + _MOST_CHUNKS]:
            digits += more
            if digits >= _FEWEST_DIGITS and SHORTEST_NUMBER <= end - start <= _LONGEST_NUMBER:
                yield start, end


def _without_overlaps(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.severity != "block", mark.start, -mark.end)):
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return tuple(sorted(kept))
