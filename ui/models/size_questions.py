"""How many files to read, as the Sizes step asks it: from fields to questions and tables; pure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from cafaudit.errors import InputRefused
from cafaudit.statistics.shares import percent_text, share_of
from cafaudit.statistics.size_words import LAW_WORDS, table_rows
from cafaudit.statistics.sizes import Aim, LawName, Precision, size_table

if TYPE_CHECKING:
    from collections.abc import Sequence

DISCOVERY, ATTRIBUTE, PRECISION = "discovery", "attribute", "precision"

TABLE_RATES: Final = tuple(Fraction(part, 100) for part in (1, 2, 3, 4, 5, 6, 8, 10, 15, 20))
TABLE_EXPECTED: Final = 5


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields of the calculator, as typed."""

    kind: str
    rate: str
    expected: str
    margin: str
    share: str
    confidence: str
    law: LawName


@dataclass(frozen=True, slots=True)
class SizeTable:
    """A printable table: a title, lines of text, headings and rows."""

    title: str
    lines: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_text(self) -> str:
        """Return it for a spreadsheet: lines, then cells parted by tabs."""
        cells = ["\t".join(row) for row in (self.headings, *self.rows)]
        return "\n".join((self.title, *self.lines, *cells, ""))


def question_of(typed: Typed, population: int) -> Aim | Precision:
    """Return the question that the fields state.

    Raises:
        InputRefused: a field holds no share or no number, or the list is empty.
    """
    level = share_of(typed.confidence, _tr("confidence"))
    if typed.kind == PRECISION:
        margin, share = share_of(typed.margin, _tr("margin")), share_of(typed.share, _tr("share"))
        return Precision(population, margin, share, level, typed.law)
    expected = whole_number(typed.expected) if typed.kind == ATTRIBUTE else 0
    return Aim(population, share_of(typed.rate, _tr("rate")), expected, level, typed.law)


def whole_number(text: str) -> int:
    """Return a count of files.

    Raises:
        InputRefused: it is none.
    """
    figures = text.strip().replace(",", "")
    if not (figures.isascii() and figures.isdecimal()) or len(figures) > len("100000000"):
        raise InputRefused(
            _tr("“{text}” is no number of files.").format(text=text.strip()),
            _tr("Type one in figures, such as 24."),
        )
    return int(figures)


def table_of(population: int, confidence: Fraction, law: LawName) -> SizeTable:
    """Work out the table of sizes over usual rates and numbers expected."""
    aim = Aim(population, TABLE_RATES[0], 0, confidence, law)
    sizes = size_table(aim, TABLE_RATES, TABLE_EXPECTED)
    return SizeTable(
        _tr("Files to read of {population} for {confidence} confidence").format(
            population=f"{population:,}", confidence=percent_text(confidence)
        ),
        (
            _tr("By the share of such files (rows) and how many of them may be found (columns)."),
            _tr("The sizes are {law}.").format(law=law_words(law)),
        ),
        (_tr("Share"), *(str(count) for count in range(TABLE_EXPECTED + 1))),
        tuple(tuple(row) for row in table_rows(TABLE_RATES, sizes)),
    )


def law_words(law: LawName) -> str:
    """Return what a law takes the list for."""
    return _tr(LAW_WORDS[law])


def law_choices() -> Sequence[tuple[str, str]]:
    """Return the laws with the words of their choice."""
    return (
        ("hypergeometric", _tr("This list")),
        ("binomial", _tr("Endless list")),
        ("poisson", _tr("Endless, rare")),
    )


def kind_choices() -> Sequence[tuple[str, str]]:
    """Return the questions with the words of their choice."""
    return (
        (DISCOVERY, _tr("Find at least one")),
        (ATTRIBUTE, _tr("Allow a few")),
        (PRECISION, _tr("Know a share")),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("sample", text)
