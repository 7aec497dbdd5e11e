"""Names of a list taken apart into words: what is done to a name before the visit's key is needed.

So it is done in the child process that reads the list; the key stays with the program, which makes digests
of the words (`cafaudit.intake.people_marks`).
"""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, Final

from cafaudit.identifiers.words import plain_two
from cafaudit.intake.answers import NameWords, bytes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_TWO_OR_OTHER: Final = re.compile(r"^(?:([A-Za-z]+),? ([A-Za-z]+)|(?:.*))$", re.MULTILINE)
_ANY_WORD: Final = "zq"
_MOST_WORDS: Final = 100_000
"""Words that are numbered; names with others of them are looked at closely one by one."""

_NONE: Final = 0


class NameSplitter:
    """Takes a column of names apart, batch by batch.

    Nearly all names of a list are two words and nothing else; the others need a closer look.
    """

    def __init__(self) -> None:
        """Begin with a column that no word was met in."""
        self._numbers = _Numbers()
        self._said = 1

    def split(self, cells: Sequence[str]) -> NameWords:
        """Return the words of some cells."""
        found = _TWO_OR_OTHER.findall("\n".join(cells))
        if len(found) != len(cells) or not found:  # a name that runs over lines, or no name at all
            found = [("", "")] * len(cells)
        ones, twos = zip(*found, strict=True) if found else ((), ())
        number = self._numbers.__getitem__
        first, second = list(map(number, ones)), list(map(number, twos))
        others = {row: cells[row] for row in _closer(first, second)}
        for row in others:
            first[row] = second[row] = _NONE
        width = 2 if len(self._numbers.forms) <= 1 << 16 else 4
        return NameWords(self._new(), bytes_of(first, width), bytes_of(second, width), width, others)

    def _new(self) -> list[str]:
        new = self._numbers.forms[self._said :]
        self._said += len(new)
        return new


class _Numbers(dict[str, int]):
    """The numbers of words as they are written; 0 of one that cannot stand for itself in a name of two.

    Attributes:
        forms: The form of each number.
    """

    def __init__(self) -> None:
        super().__init__()
        self.forms = [""]
        self._of_forms: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        is_plain = (
            plain_two(f"{word} {_ANY_WORD}") is not None and plain_two(f"{_ANY_WORD} {word}") is not None
        )
        number = self._of_form(word.lower()) if is_plain else _NONE
        if len(self) < 2 * _MOST_WORDS:
            self[word] = number
        return number

    def _of_form(self, form: str) -> int:
        number = self._of_forms.get(form, _NONE)
        if number == _NONE and len(self.forms) <= _MOST_WORDS:
            number = self._of_forms[form] = len(self.forms)
            self.forms.append(form)
        return number


def _closer(first: Sequence[int], second: Sequence[int]) -> list[int]:
    """Return the rows whose names are not two words that differ."""
    if _NONE not in first and _NONE not in second and not any(map(operator.eq, first, second)):
        return []
    return [
        row
        for row, (one, two) in enumerate(zip(first, second, strict=True))
        if one in (_NONE, two) or two == _NONE
    ]
