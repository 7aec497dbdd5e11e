"""Formulas that count rows, readable where the texts allow it and right where they do not.

COUNTIFS reads its criteria: "5-10" may become a day, "*" anything, ">3 weeks" a comparison, "1" a
number. So it is used only with texts that can be nothing but words; for others SUMPRODUCT and EXACT
compare sign by sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS: Final = re.compile(r"[A-Za-z](?:[A-Za-z ,.'’()&/-]*[A-Za-z.)])?|–")
_NOT_WORDS: Final = frozenset({"true", "false"})

Comparison = Literal[">", "<", "="]


@dataclass(frozen=True, slots=True)
class Says:
    """Rows in which a column holds just this text."""

    column: str
    text: str

    @property
    def is_plain(self) -> bool:
        """Whether COUNTIFS can take the text for nothing else."""
        return bool(_WORDS.fullmatch(self.text)) and self.text.casefold() not in _NOT_WORDS

    @property
    def criterion(self) -> str:
        """The condition as COUNTIFS takes it."""
        return f"{self.column},{literal(self.text)}"

    @property
    def exact(self) -> str:
        """The condition as SUMPRODUCT takes it: 1 or 0 for each row."""
        return f"--EXACT({self.column},{literal(self.text)})"


@dataclass(frozen=True, slots=True)
class Compares:
    """Rows in which a column of numbers stands so to a number."""

    column: str
    sign: Comparison
    number: int

    @property
    def is_plain(self) -> bool:
        """Whether COUNTIFS can take it for nothing else: always."""
        return True

    @property
    def criterion(self) -> str:
        """The condition as COUNTIFS takes it."""
        return f"{self.column},{literal(f'{self.sign}{self.number}')}"

    @property
    def exact(self) -> str:
        """The condition as SUMPRODUCT takes it: 1 or 0 for each row."""
        return f"--({self.column}{self.sign}{self.number})"


@dataclass(frozen=True, slots=True)
class SaysAs:
    """Rows in which a column holds just what another cell holds; for texts that people typed."""

    column: str
    cell: str

    @property
    def is_plain(self) -> bool:
        """Whether COUNTIFS can take it for nothing else: never, as the cell may hold anything."""
        return False

    @property
    def criterion(self) -> str:
        """The condition as COUNTIFS takes it."""
        return f"{self.column},{self.cell}"

    @property
    def exact(self) -> str:
        """The condition as SUMPRODUCT takes it: 1 or 0 for each row."""
        return f"--EXACT({self.column},{self.cell})"


Condition = Says | SaysAs | Compares


def count_rows(*conditions: Condition) -> str:
    """Return the formula that counts the rows of which all conditions are true."""
    if all(condition.is_plain for condition in conditions):
        return f"COUNTIFS({','.join(condition.criterion for condition in conditions)})"
    return f"SUMPRODUCT({','.join(condition.exact for condition in conditions)})"


def sum_rows(column: str, *conditions: Condition) -> str:
    """Return the formula that adds up a column over the rows of which all conditions are true."""
    if all(condition.is_plain for condition in conditions):
        return f"SUMIFS({column},{','.join(condition.criterion for condition in conditions)})"
    return f"SUMPRODUCT({','.join(condition.exact for condition in conditions)},{column})"


def sum_cells(cells: Sequence[str]) -> str:
    """Return the formula that adds up single cells; they stand side by side, so the first and last do."""
    return cells[0] if len(cells) == 1 else f"SUM({cells[0]}:{cells[-1]})"


def share(count: str, of: str) -> str:
    """Return the formula of a share; empty text where there is nothing to share."""
    return f'IF({of}=0,"",{count}/{of})'


def literal(text: str) -> str:
    """Return a text as formulas write it."""
    return '"' + text.replace('"', '""') + '"'
