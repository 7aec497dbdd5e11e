"""What a team allows: the fingerprints of one text, in every form in which the list could know it."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, Final

from cafaudit.identifiers.every_date import every_date
from cafaudit.identifiers.fingerprints import SHORTEST_NUMBER, compact_number
from cafaudit.identifiers.name_hits import tokens_of, without_plural
from cafaudit.identifiers.plain_text import plain_texts
from cafaudit.identifiers.words import is_name_word, joins, stem_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cafaudit.identifiers.fingerprints import Fingerprint, Fingerprinter
    from cafaudit.identifiers.name_hits import Token

LONGEST_ALLOWED: Final = 80
"""Characters of a text that may be allowed: a name, a date, a number, no sentence."""

_MOST_WORDS: Final = 8
_SIDES: Final = (False, True)


def allowance_of(prints: Fingerprinter, text: str) -> frozenset[Fingerprint]:
    """Return the fingerprints by which a text is allowed; none for a text that could name nobody.

    Several words are allowed together: each alone still warns, and stands for nobody else's name.
    """
    found: set[Fingerprint] = set()
    for plain in plain_texts(text.strip()):
        found.update(prints.day(day) for each in every_date(plain.text) for day in each.readings)
        compact = compact_number(plain.text)
        if len(compact) >= SHORTEST_NUMBER and (any(map(str.isdigit, compact)) or "@" in plain.text):
            found.add(prints.number(compact))
        found.update(_of_names(prints, plain.text))
    return frozenset(found)


def _of_names(prints: Fingerprinter, text: str) -> Iterator[Fingerprint]:
    units = list(_units(text, tokens_of(text)[:_MOST_WORDS]))
    if len(units) == 1:
        yield from (prints.word(form, staff=staff) for form in units[0] for staff in _SIDES)
    for left, right in combinations(units, 2):
        for (first, second), staff in product(product(left, right), _SIDES):
            yield prints.pair(first, second, staff=staff)


def _units(text: str, tokens: Sequence[Token]) -> Iterator[list[str]]:
    """Yield each name of a text in its forms; words that may be one name written apart are one."""
    run: list[str] = []
    last = 0
    for token in tokens:
        if run and not joins(text[last : token.start], run[-1]):
            yield from _forms(run)
            run = []
        run.append(stem_of(token.written))
        last = token.end
    yield from _forms(run)


def _forms(run: Sequence[str]) -> Iterator[list[str]]:
    joined = ["".join(run[place:]) for place in range(len(run) - 1)]
    forms = [form for one in (*run, *joined) for form in without_plural(one) if is_name_word(form)]
    if forms:
        yield forms
