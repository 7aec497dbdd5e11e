"""Fingerprints: keyed digests that recognise an identifier without holding it.

They prevent accidents. Whoever can open the visit holds the key and can test guesses, and the
program says so.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

from cafaudit.identifiers.plain_text import plain_text
from cafaudit.identifiers.words import name_forms, pair_form, persons_in, plain_two

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cafaudit.identifiers.plain import Identifiers

Kind = Literal["word", "pair", "staff-word", "staff-pair", "date", "number"]

_KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

DIGEST_BYTES: Final = 16
_MOST_KEPT: Final = 20_000
SHORTEST_KEY: Final = 16
LONGEST_KEY: Final = 64
SHORTEST_NUMBER: Final = 5
"""Signs that an identifying number must have; shorter ones stand in every second sentence."""
FEWEST_FIGURES: Final = 3
"""Figures that a number in a text must have, or it is looked for as a word."""

_NOT_ALPHANUMERIC: Final = re.compile(r"[\W_]+")


class Fingerprint(NamedTuple):
    """One identifier, unrecognisable: what it was, and 16 bytes."""

    kind: Kind
    digest: bytes


class Fingerprinter:
    """Makes fingerprints with a visit's key (BLAKE2b, keyed, a personalisation for each kind).

    Raises:
        ValueError: The key does not have 16 to 64 bytes.
    """

    def __init__(self, key: bytes) -> None:
        if not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
            raise ValueError(f"a fingerprint key has {SHORTEST_KEY} to {LONGEST_KEY} bytes")
        self._words: tuple[dict[str, Fingerprint], dict[str, Fingerprint]] = ({}, {})
        self._begun = {kind: _begun(key, kind) for kind in _KINDS}

    def word(self, form: str, *, staff: bool = False) -> Fingerprint:
        """Return the fingerprint of one folded word of a name."""
        return self._make("staff-word" if staff else "word", form)

    def pair(self, first: str, second: str, *, staff: bool = False) -> Fingerprint:
        """Return the fingerprint of two folded words of one name, whichever comes first."""
        return self._make("staff-pair" if staff else "pair", pair_form(first, second))

    def pairs_of(self, forms: Iterable[bytes]) -> list[bytes]:
        """Return the digests of many pairs of people's words, as `pair` makes them, from their `pair_form`s.

        A long list has as many pairs as people.
        """
        begin = self._begun["pair"].copy
        digests: list[bytes] = []
        for form in forms:
            digest = begin()
            digest.update(form)
            digests.append(digest.digest())
        return digests

    def day(self, day: date) -> Fingerprint:
        """Return the fingerprint of a date."""
        return self._make("date", day.isoformat())

    def number(self, compact: str) -> Fingerprint:
        """Return the fingerprint of a number as `compact_number` gives it."""
        return self._make("number", compact)

    def fingerprints(self, identifiers: Identifiers) -> frozenset[Fingerprint]:
        """Return the fingerprints of all that a list says about people: one set, tied to no case."""
        found = self._of_names(identifiers.people, staff=False)
        found |= self._of_names(identifiers.staff, staff=True)
        found.update(self.day(day) for day in identifiers.dates)
        compacts = map(compact_number, identifiers.numbers)
        found.update(self.number(compact) for compact in compacts if len(compact) >= SHORTEST_NUMBER)
        return frozenset(found)

    def _of_names(self, cells: Iterable[str], *, staff: bool) -> set[Fingerprint]:
        found: set[Fingerprint] = set()
        for cell in cells:
            two = plain_two(cell)
            if two is not None:
                found.update((self._kept_word(two[0], staff), self._kept_word(two[1], staff)))
                found.add(self.pair(*two, staff=staff))
                continue
            for person in persons_in(cell):
                forms, pairs = name_forms(person)
                found.update(self._kept_word(form, staff) for form in forms)
                found.update(self.pair(first, second, staff=staff) for first, second in pairs)
        return found

    def _kept_word(self, form: str, staff: bool) -> Fingerprint:  # noqa: FBT001 - a hot path, by position
        """Return the fingerprint of a word as `word` does; a list has few first names, each many times."""
        kept = self._words[staff]
        found = kept.get(form)
        if found is None:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            found = kept[form] = self.word(form, staff=staff)
        return found

    def _make(self, kind: Kind, text: str) -> Fingerprint:
        digest = self._begun[kind].copy()
        digest.update(text.encode("utf-8", "surrogatepass"))
        return Fingerprint(kind, digest.digest())


def _begun(key: bytes, kind: Kind) -> hashlib.blake2b:
    """Return a digest that has taken the key in already; copies of it are half as dear as beginning anew."""
    return hashlib.blake2b(key=key, digest_size=DIGEST_BYTES, person=kind.encode())


def compact_number(text: str) -> str:
    """Return the letters and digits of a number, in lower case: what stays the same however it is spaced."""
    plain = text if text.isascii() else plain_text(text).text
    return plain.lower() if plain.isalnum() else _NOT_ALPHANUMERIC.sub("", plain).lower()
