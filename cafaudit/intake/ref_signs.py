"""Single case references that look as if a spreadsheet or a slip had changed them.

They are taken as they stand, since nobody here can know what they were; each is pointed out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cafaudit.intake.look_alikes import OTHER_ALPHABET, is_of_another_alphabet

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec"
_TAKEN: Final = "It was taken as it is."
_ASK: Final = "It was taken as it is. Ask for the list with references as text."

_SIGNS: Final = (
    (
        re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE),
        "The reference looks like a number that a spreadsheet has shortened.",
        _ASK,
    ),
    (
        re.compile(r"\d+[.,]0+"),
        "The reference ends in .0, as numbers do when a program takes references for numbers.",
        _ASK,
    ),
    (
        re.compile(
            rf"\d{{1,4}}[-/. ](?:{_MONTHS})|(?:{_MONTHS})[-/. ]\d{{2,4}}|\d{{4}}-\d\d-\d\d(?: 00:00:00)?",
            re.IGNORECASE,
        ),
        "The reference looks like a date, which spreadsheets make of references such as 1-3.",
        _ASK,
    ),
    (
        re.compile(r"['\u2019].+"),
        "The reference begins with an apostrophe, as texts do that were typed into a spreadsheet.",
        _TAKEN,
    ),
)
MAY_TELL: Final = re.compile(rf"^['#]|\d[.,]0+$|\de\+?\d|\d-\d\d-|{_MONTHS}", re.MULTILINE)
"""Stands in every reference that has a sign, once in lower case; in few others."""

ERROR_TEXTS: Final = frozenset(
    {
        "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
        "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#GETTING_DATA",
    }
)  # fmt: skip
"""What spreadsheets show in place of a value."""


def is_error_text(cell: str) -> bool:
    """Say whether a cell is the text of an error, as files of separated values carry them."""
    return cell.startswith("#") and cell.strip().upper() in ERROR_TEXTS


def signs_of(ref: str) -> Iterator[tuple[str, str]]:
    """Yield what looks changed about a reference, and what was done: two sentences each time."""
    if not ref.isascii() and is_of_another_alphabet(ref):
        yield OTHER_ALPHABET, "It was kept as it is. Look whether it belongs there."
    for pattern, what, done in _SIGNS:
        if pattern.fullmatch(ref):
            yield what, done
            return
