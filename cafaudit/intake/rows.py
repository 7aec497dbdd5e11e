"""The rows of a list that a case stands in, and the reference of each."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from cafaudit.domain.frame import case_ref
from cafaudit.errors import InputRefused
from cafaudit.intake.ref_signs import is_error_text, signs_of
from cafaudit.intake.tables_apart import TOTALS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cafaudit.intake.oddities import OddityLog


class FoldNeeded(InputRefused):
    """References stand on more than one row, as with a row for each child: a person must say what that means.

    Attributes:
        cases: How many references stand on more than one row.
        rows: How many rows these have together.
        named: The first twenty of them at most, each with its rows.
    """

    def __init__(self, cases: int, rows: int, named: Mapping[str, tuple[int, ...]]) -> None:
        example = next(iter(named))
        super().__init__(
            f"{cases:,} case references stand on more than one row ({rows:,} rows together, for instance "
            f"{example}), as in a list with one row for each child.",
            "Run again with --fold to make one case of each reference, or correct the list.",
        )
        self.cases = cases
        self.rows = rows
        self.named = dict(named)


def has_case(cell: str, line: int, header: str, log: OddityLog) -> bool:
    """Say whether a case stands in a row by its reference; note why not."""
    text = cell.strip()
    if not text:
        log.note("The row has no case reference.", "It was left out.", row=line, column=header)
    elif text.casefold() == header.casefold():
        log.note("The headings stand here again.", "The row was left out.", row=line)
    elif is_error_text(text):
        log.note("The reference shows an error.", "The row was left out.", row=line, column=header)
    elif TOTALS.fullmatch(text):
        log.note("This looks like a total or the end of the list.", "The row was left out.", row=line)
    else:
        return True
    return False


def noted_ref(cell: str, line: int, header: str, log: OddityLog) -> str:
    """Return the reference of a row; note what was changed.

    Raises:
        InputRefused: It cannot be one; the row is named.
    """
    try:
        ref = case_ref(cell)
    except InputRefused as refusal:
        raise InputRefused(f"Row {line:,}, column “{header}”: {refusal.message}", refusal.advice) from refusal
    joined = unicodedata.normalize("NFC", cell)
    if joined != cell:
        log.note(
            "The reference has letters and accents stored apart, which looks the same.",
            "Each letter and its accent were made one sign, so that one reference is one case.",
            row=line,
            column=header,
        )
    if ref != joined:
        log.note(
            "The reference has blanks around it or signs that cannot be seen.",
            "They were taken off.",
            row=line,
            column=header,
        )
    for what, done in signs_of(ref):
        log.note(what, done, row=line, column=header)
    return ref
