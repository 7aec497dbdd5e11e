"""The firewall: marks what could name a child while it is typed, and says what to write instead.

It never refuses a keystroke or a save. It prevents accidents; it cannot know a name that is on no
list, a nickname, a misspelt name, or a person described well enough to be known.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from cafaudit.identifiers.allowance import allowance_of
from cafaudit.identifiers.every_date import every_date
from cafaudit.identifiers.fingerprints import (
    FEWEST_FIGURES,
    SHORTEST_NUMBER,
    Fingerprinter,
    compact_number,
)
from cafaudit.identifiers.name_hits import NameBook, tokens_of
from cafaudit.identifiers.name_marks import name_marks
from cafaudit.identifiers.patterns import ADDRESSES, HAS_NO_NAME, PATTERNS
from cafaudit.identifiers.plain_text import plain_texts
from cafaudit.identifiers.words import words_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from cafaudit.identifiers.fingerprints import Fingerprint
    from cafaudit.identifiers.name_marks import NameMark
    from cafaudit.identifiers.patterns import Pattern

Severity = Literal["block", "allowed", "warn"]

NOT_PROMISED: Final = (
    "This prevents accidents; it cannot promise that nobody is named. It does not know nicknames, misspelt "
    "names, names that are not on the list, or somebody who can be told by what is said about them. Whoever "
    "can open the visit can also test whether a name is on its list."
)
"""What the firewall cannot do, in plain words, for every place that speaks of it."""

_MOST_KEPT: Final = 20_000
_MOST_STRETCHES: Final = 2_000
_MOST_CHUNKS: Final = 8
_LONGEST_NUMBER: Final = 24
_LETTERS_OF_NUMBER: Final = 4
_ABOUT_FIGURES: Final = 36
_CHUNK: Final = re.compile(r"[0-9]+|[^\W\d_]+")
_FIGURES: Final = re.compile("[0-9]+")
_BETWEEN_CHUNKS: Final = frozenset({"", " ", "-", "/", ".", "_", ":", "\n", " - ", " / "})

_SAY: Final = {
    "name": "This is a name on the case list. Write who it is instead: the child, the mother, the reference.",
    "word": "This word is part of a name on the case list. If a person is meant, write who it is instead.",
    "initial": "An initial and a surname on the case list. Write who it is instead: the child, the mother.",
    "staff name": "This is a practitioner's name on the case list. Write the code or the post instead.",
    "staff word": "This word is part of a practitioner's name. If they are meant, write the code or post.",
    "staff initial": "An initial and a practitioner's surname. Write the code or the post instead.",
    "date of birth": "This is a date of birth on the case list. Write the age band instead.",
    "number": "This number stands for a person or a case on the case list. Write the case reference instead.",
}
_ALLOWED: Final = "Allowed in this visit: {}"


class Mark(NamedTuple):
    """A place in a text that could name somebody.

    Attributes:
        start: Where it begins, in signs.
        end: Where it ends.
        severity: "block" stops locking, packing and exporting until settled; "warn" does not; "allowed" is
            what would block or warn, had the team not allowed it.
        kind: What it seems to be, in a word or two.
        say: What to write instead, or why it is allowed, a sentence or two. Never repeats the text itself.
    """

    start: int
    end: int
    severity: Severity
    kind: str
    say: str


class Firewall:
    """Scans texts against the fingerprints of one visit.

    Args:
        key: The visit's fingerprint key.
        known: The fingerprints of its list; a set, or anything that answers `in`.
        allowed: Texts that are no secret, such as case references, as somebody would type them. An allowed
            single word still blocks as part of a full name.
        settled: Fingerprints that the team has allowed, with the reason of each; see `allowance_of`.
    """

    def __init__(
        self,
        key: bytes,
        known: Container[Fingerprint],
        allowed: Iterable[str] = (),
        settled: Mapping[Fingerprint, str] | None = None,
    ) -> None:
        self._prints = Fingerprinter(key)
        self._known = known
        self._allowed = frozenset(_allowed_form(text) for text in allowed)
        self._settled = settled or {}
        self._about: dict[str, tuple[Mark, ...]] = {}
        self._numbers: dict[str, bool] = {}
        self._book = NameBook(self._prints, known)

    def scan(self, text: str) -> tuple[Mark, ...]:
        """Return the marks of a text in order, none overlapping; a blocking mark wins over the others."""
        marks: list[Mark] = []
        for plain in plain_texts(text):
            for mark in self._marks(plain.text):
                start, end = plain.span(mark.start, mark.end)
                marks.append(mark._replace(start=start, end=end))
        return _without_overlaps(marks) if marks else ()

    def allowance(self, text: str) -> frozenset[Fingerprint]:
        """Return the fingerprints by which the team can allow a text; see `allowance_of`."""
        return allowance_of(self._prints, text)

    def _marks(self, text: str) -> Iterator[Mark]:
        if HAS_NO_NAME.search(text):
            for first, last in _about_figures(text):
                for mark in self._figure_marks(text[first:last]):
                    yield mark._replace(start=mark.start + first, end=mark.end + first)
            yield from self._pattern_marks(text, ADDRESSES)
        for found in name_marks(text, tokens_of(text), self._book):
            named = self._name_mark(found)
            if named is not None:
                yield named

    def _figure_marks(self, text: str) -> tuple[Mark, ...]:
        """Return the marks of a stretch about figures; kept, as typing changes only one of them."""
        found = self._about.get(text)
        if found is None:
            if len(self._about) > _MOST_STRETCHES:
                self._about.clear()
            marks = (self._pattern_marks(text, PATTERNS), self._date_marks(text), self._number_marks(text))
            found = self._about[text] = tuple(chain.from_iterable(marks))
        return found

    def _pattern_marks(self, text: str, patterns: Iterable[Pattern]) -> Iterator[Mark]:
        for pattern in patterns:
            for start, end in pattern.spans(text):
                if not self._is_open(text[start:end]):
                    continue
                prints = (self._prints.number(compact_number(text[start:end])),)
                yield self._mark(start, end, pattern.severity, pattern.kind, pattern.say, prints)

    def _date_marks(self, text: str) -> Iterator[Mark]:
        for start, end, readings in every_date(text):
            prints = [print_ for day in readings if (print_ := self._prints.day(day)) in self._known]
            if prints and self._is_open(text[start:end]):
                yield self._mark(start, end, "block", "date of birth", _SAY["date of birth"], prints)

    def _number_marks(self, text: str) -> Iterator[Mark]:
        for start, end in _number_spans(text):
            compact = compact_number(text[start:end])
            if self._is_known_number(compact) and self._is_open(text[start:end]):
                prints = (self._prints.number(compact),)
                yield self._mark(start, end, "block", "number", _SAY["number"], prints)

    def _is_known_number(self, compact: str) -> bool:
        found = self._numbers.get(compact)
        if found is None:
            if len(self._numbers) > _MOST_KEPT:
                self._numbers.clear()
            found = self._numbers[compact] = self._prints.number(compact) in self._known
        return found

    def _name_mark(self, found: NameMark) -> Mark | None:
        if " ".join(sorted(found.forms)) in self._allowed:
            return None
        kind = "name" if found.blocks else "initial" if found.with_initial else "word"
        kind = f"staff {kind}" if found.staff else kind
        severity: Severity = "block" if found.blocks else "warn"
        staff = found.staff
        if len(found.forms) == 2:  # noqa: PLR2004 - a first and a last name
            print_ = self._prints.pair(*found.forms, staff=staff)
        else:
            print_ = self._prints.word(found.forms[0], staff=staff)
        return self._mark(found.start, found.end, severity, kind, _SAY[kind], (print_,))

    def _is_open(self, text: str) -> bool:
        return not self._allowed or _allowed_form(text) not in self._allowed

    def _mark(
        self, start: int, end: int, severity: Severity, kind: str, say: str, prints: Sequence[Fingerprint]
    ) -> Mark:
        reasons = [self._settled.get(print_) for print_ in prints] if self._settled else [None]
        if None in reasons:
            return Mark(start, end, severity, kind, say)
        return Mark(start, end, "allowed", kind, _ALLOWED.format(reasons[0]))


def _allowed_form(text: str) -> str:
    """Return one form for an allowed text: a word, the sorted words of a name, or letters and digits."""
    if any(sign.isdigit() for sign in text) or "@" in text:
        return compact_number(text)
    return " ".join(sorted(word.form for word in words_of(text)))


def _number_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield every run of up to eight chunks that could be one number: chunks of figures or a few letters."""
    run: list[tuple[int, int, int]] = []
    for found in _CHUNK.finditer(text):
        start, end = found.span()
        if run and text[run[-1][1] : start] not in _BETWEEN_CHUNKS:
            yield from _spans_of_run(run)
            run = []
        digits = end - start if text[start].isdigit() else 0
        if digits or end - start <= _LETTERS_OF_NUMBER:
            run.append((start, end, digits))
        else:
            yield from _spans_of_run(run)
            run = []
    yield from _spans_of_run(run)


def _about_figures(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that are near enough to a figure to be part of a number with it."""
    first = last = -1
    for found in _FIGURES.finditer(text):
        start, end = found.span()
        if first >= 0 and start - last > 2 * _ABOUT_FIGURES:
            yield _at_words(text, first, last)
            first = -1
        first = start if first < 0 else first
        last = end
    if first >= 0:
        yield _at_words(text, first, last)


def _at_words(text: str, first: int, last: int) -> tuple[int, int]:
    first, last = max(0, first - _ABOUT_FIGURES), min(len(text), last + _ABOUT_FIGURES)
    while first > 0 and text[first - 1].isalpha():
        first -= 1
    while last < len(text) and text[last].isalpha():
        last += 1
    return first, last


def _spans_of_run(run: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    if sum(digits for _, _, digits in run) < FEWEST_FIGURES:
        return
    for first, (start, _, _) in enumerate(run):
        digits = 0
        for _, end, more in run[first : first + _MOST_CHUNKS]:
            if end - start > _LONGEST_NUMBER:
                break
            digits += more
            if digits >= FEWEST_FIGURES and end - start >= SHORTEST_NUMBER:
                yield start, end


_RANK: Final = {"block": 0, "allowed": 1, "warn": 2}


def _without_overlaps(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (_RANK[mark.severity], mark.start, -mark.end)):
        place = bisect_left(kept, mark.start, key=_start_of)
        is_free_before = place == 0 or kept[place - 1].end <= mark.start
        if is_free_before and (place == len(kept) or mark.end <= kept[place].start):
            kept.insert(place, mark)
    return tuple(kept)


def _start_of(mark: Mark) -> int:
    return mark.start
