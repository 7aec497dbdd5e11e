"""What a team allows: the fingerprints of one text, in every form in which the list could know it."""

from __future__ import annotations

from itertools import chain, combinations, product
from typing import TYPE_CHECKING, Final

from cafaudit.identifiers.every_date import every_date
from cafaudit.identifiers.fingerprints import FEWEST_FIGURES, SHORTEST_NUMBER, compact_number
from cafaudit.identifiers.name_hits import humps_of, tokens_of, without_plural
from cafaudit.identifiers.patterns import ADDRESSES, PATTERNS
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
        if len(compact) >= SHORTEST_NUMBER and _is_number(plain.text):
            found.add(prints.number(compact))
        found.update(_of_names(prints, plain.text))
    return frozenset(found)


def _is_number(text: str) -> bool:
    figures = sum(map(str.isdigit, text))
    return figures >= FEWEST_FIGURES or any(any(each.spans(text)) for each in (*ADDRESSES, *PATTERNS))


def _of_names(prints: Fingerprinter, text: str) -> Iterator[Fingerprint]:
    runs = list(_runs(text, tokens_of(text)[:_MOST_WORDS]))
    units = [forms for run in runs if (forms := _forms(run))]
    if len(units) == 1:
        yield from (prints.word(form, staff=staff) for form in units[0] for staff in _SIDES)
    apart = [forms for run in runs for word in run if (forms := _forms([word]))]
    for left, right in chain(combinations(units, 2), combinations(apart, 2)):
        for (first, second), staff in product(product(left, right), _SIDES):
            yield prints.pair(first, second, staff=staff)


def _runs(text: str, tokens: Sequence[Token]) -> Iterator[list[str]]:
    """Yield the words of a text; those that may be one name written apart come together."""
    run: list[str] = []
    last = 0
    for token in tokens:
        if run and not joins(text[last : token.start], run[-1]):
            yield run
            run = []
        run += [stem_of(hump[0]) for hump in humps_of(token.written)]
        last = token.end
    yield run


def _forms(run: Sequence[str]) -> list[str]:
    """Return what the list may know of words written together or apart."""
    joined = ["".join(run[place:]) for place in range(len(run) - 1)]
    return [form for one in (*run, *joined) for form in without_plural(one) if is_name_word(form)]
