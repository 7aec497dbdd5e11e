"""Fingerprints: keyed digests that recognise an identifier without holding it.

They prevent accidents. Whoever can open the visit holds the key and can test guesses, and the
program says so.
"""

from __future__ import annotations

import hashlib
import re
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from cafaudit.identifiers.words import name_forms, pair_form, persons_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cafaudit.identifiers.plain import Identifiers

Kind = Literal["word", "pair", "staff-word", "staff-pair", "date", "number"]

DIGEST_BYTES: Final = 16
SHORTEST_KEY: Final = 16
LONGEST_KEY: Final = 64
SHORTEST_NUMBER: Final = 5
"""Signs that an identifying number must have; shorter ones stand in every second sentence."""

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
        self._key = key

    def word(self, form: str, *, staff: bool = False) -> Fingerprint:
        """Return the fingerprint of one folded word of a name."""
        return self._make("staff-word" if staff else "word", form)

    def pair(self, first: str, second: str, *, staff: bool = False) -> Fingerprint:
        """Return the fingerprint of two folded words of one name, whichever comes first."""
        return self._make("staff-pair" if staff else "pair", pair_form(first, second))

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
        forms: set[str] = set()
        pairs: set[tuple[str, str]] = set()
        for person in chain.from_iterable(map(persons_in, cells)):
            of_person, together = name_forms(person)
            forms |= of_person
            pairs |= together
        found = {self.word(form, staff=staff) for form in forms}
        found.update(self.pair(first, second, staff=staff) for first, second in pairs)
        return found

    def _make(self, kind: Kind, text: str) -> Fingerprint:
        data = text.encode("utf-8", "surrogatepass")
        digest = hashlib.blake2b(data, key=self._key, digest_size=DIGEST_BYTES, person=kind.encode())
        return Fingerprint(kind, digest.digest())


def compact_number(text: str) -> str:
    """Return the letters and digits of a number, in lower case: what stays the same however it is spaced."""
    return _NOT_ALPHANUMERIC.sub("", text).lower()
