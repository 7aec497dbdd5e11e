"""Words as people type them, brought to one form: without case, accents, apostrophes and possessives."""

from __future__ import annotations

import re
from itertools import combinations, islice, product
from typing import TYPE_CHECKING, Final, NamedTuple

from cafaudit.identifiers.plain_text import plain_text, plain_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WORD: Final = re.compile(r"[^\W\d_]+(?:['`][^\W\d_]+)*")
"""A word of a plain text, see `cafaudit.identifiers.plain_text`."""

_POSSESSIVE: Final = re.compile(r"['`][sS]$")
_SIMPLE: Final = re.compile(r"[A-Za-z]+(?: +[A-Za-z]+)*")
_LINE_END: Final = re.compile(r"-?[ \t]*\n[ \t]*|-[ \t]*\n?[ \t]*")
_SEPARATORS: Final = re.compile(r"[;/&|+\r\n]|\b(?:and|v|vs|versus|aka|nee)\b", re.IGNORECASE)

_BEGINNINGS = """
abd abdel abdul abu al ap ben bin da das de del della den der di dos du el fitz ibn la las le los mac mc o
saint san santa st ter van vander von zu zum zur
"""

PARTICLES: Final = frozenset(_BEGINNINGS.split())
"""Beginnings of names that are written apart or together: O Brien, Mc Donald, van der Berg, al Hassan."""

_NOBODY = """
and ap applicant authority baby bin binti born borough boy cafcass case child children city council county
court da de del der dos dr du el family father female former formerly girl he her his ibn in known la las lb
local los male master matter mc metropolitan minor miss mother mr mrs ms mx my nee no none not of or parent re
respondent she sibling siblings sir st ter the their they to twin unborn unknown van von was we withheld you
zu zum zur
"""

NOT_NAMES: Final = frozenset(_NOBODY.split())
"""Words that stand in name columns and name nobody."""

_CLOSER: Final = NOT_NAMES | PARTICLES | frozenset({"v", "vs", "versus", "aka", "nee", "and"})
_MAC: Final = re.compile("ma?c", re.IGNORECASE)
_MOST_WORDS: Final = 8
_SHORTEST_MAC: Final = 5


class Word(NamedTuple):
    """A word of a text: where it stands, and its form for comparison."""

    start: int
    end: int
    form: str
    capital: bool


def fold(text: str) -> str:
    """Return the one form of a word: lower case, without accents and apostrophes."""
    plain = text if text.isascii() else plain_text(text).text
    return plain.lower().replace("'", "").replace("`", "")


def stem_of(written: str) -> str:
    """Return the form of a word of a plain text, its possessive 's left off."""
    return fold(_POSSESSIVE.sub("", written))


def words_of(text: str) -> Iterator[Word]:
    """Yield the words of a text in order; a possessive 's is left off the form."""
    plain = plain_text(text)
    for found in WORD.finditer(plain.text):
        written = found[0]
        start, end = plain.span(*found.span())
        yield Word(start, end, stem_of(written), written[0].isupper())


def joins(gap: str, left: str) -> bool:
    """Say whether two words of a plain text may be one name written apart: Smith-Jones, O Brien.

    Args:
        gap: What stands between them.
        left: The form of the first.
    """
    if gap == "-" or _LINE_END.fullmatch(gap) is not None:
        return True
    return left in PARTICLES and gap.strip(" .\n-'`") == ""


def persons_in(cell: str) -> Iterator[str]:
    """Yield the name of each person in a cell such as "Smith, Anna; Jones, Ben" or "Brown v Green"."""
    for part in _SEPARATORS.split(cell):
        if "," not in part:
            if part and not part.isspace():
                yield part
            continue
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        if len(pieces) > 1 and all(" " in piece for piece in pieces):
            yield from pieces
        elif pieces:
            yield " ".join(pieces)


def name_forms(person: str) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Return the single words of a person's name, and its unordered pairs of words.

    The halves of a hyphenated name are words of their own and together, but no pair.
    """
    forms: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    for units in _unit_lists(person):
        forms.update(*units)
        for left, right in combinations(units, 2):
            pairs.update((min(pair), max(pair)) for pair in product(left, right) if pair[0] != pair[1])
    return frozenset(forms), frozenset(pairs)


def plain_two(cell: str) -> tuple[str, str] | None:
    """Return the two forms of a cell such as "Anna Smith", None where a name needs a closer look."""
    words = cell.split(" ")
    if len(words) != 2 or not (cell.isascii() and words[0].isalpha() and words[1].isalpha()):  # noqa: PLR2004
        return None
    first, second = words[0].lower(), words[1].lower()
    needs_a_look = first in _CLOSER or second in _CLOSER or first == second
    if needs_a_look or len(first) == 1 or len(second) == 1 or _MAC.match(cell) or _MAC.match(words[1]):
        return None
    return first, second


def is_name_word(form: str) -> bool:
    """Say whether a word of a name column can name somebody."""
    return form not in NOT_NAMES and (len(form) > 1 or not form.isascii())


def pair_form(first: str, second: str) -> str:
    """Return the text that stands for two words of one name, whichever comes first."""
    return f"{first} {second}" if first <= second else f"{second} {first}"


def _unit_lists(person: str) -> Iterator[list[Sequence[str]]]:
    """Yield the parts of a name, each as its spellings; more than once where accents are written in full.

    A beginning that stands first may be a whole first name: Ben, Al, Della, Mac.
    """
    if _SIMPLE.fullmatch(person):
        words = person.lower().split()[:_MOST_WORDS]
        if PARTICLES.isdisjoint(words):
            yield [_spellings(word) for word in words if is_name_word(word)]
            return
    for plain in plain_texts(person):
        yield [unit for unit in _units(plain.text) if unit]
        first = next(WORD.finditer(plain.text), None)
        if first is not None and is_name_word(given := stem_of(first[0])) and given in PARTICLES:
            after = plain.text[first.end() :].lstrip(" -'`.")
            yield [[given], *(unit for unit in _units(after) if unit)]


def _units(person: str) -> Iterator[list[str]]:
    run: list[str] = []
    last = 0
    for found in islice(WORD.finditer(person), _MOST_WORDS):
        if run and not joins(person[last : found.start()], run[-1]):
            yield _forms_of_run(run)
            run = []
        run.append(stem_of(found[0]))
        last = found.end()
    yield _forms_of_run(run)


def _forms_of_run(run: Sequence[str]) -> list[str]:
    """Return the forms of words that are written together or apart: each one, and the ends joined."""
    joined = ["".join(run[place:]) for place in range(len(run) - 1)]
    forms = [form for form in (*run, *joined) if is_name_word(form)]
    return [spelling for form in forms for spelling in _spellings(form)]


def _spellings(form: str) -> Sequence[str]:
    if form.startswith("mc") and len(form) >= _SHORTEST_MAC:
        return form, "mac" + form[2:]
    if form.startswith("mac") and len(form) > _SHORTEST_MAC:
        return form, "mc" + form[3:]
    return (form,)
