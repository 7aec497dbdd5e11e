"""The rows of a list that a case stands in, and the reference of each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cafaudit.domain.frame import case_ref
from cafaudit.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.intake.oddities import OddityLog
    from cafaudit.intake.table import Table

_TOTALS: Final = re.compile(
    r"(?:grand\s+|sub-?\s*)?totals?(?:\s*[:=]?\s*[\d,]*|\s+(?:of|number)\b.*)"
    r"|end of (?:list|report|table)\b.*",
    re.IGNORECASE,
)
_SCIENTIFIC: Final = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_NAMED_REFS: Final = 5


class FoldNeeded(InputRefused):
    """References stand on more than one row, as with a row for each child: a person must say what that means.

    Attributes:
        cases: How many references stand on more than one row.
        rows: How many rows these have together.
    """

    def __init__(self, cases: int, rows: int, example: str) -> None:
        super().__init__(
            f"{cases:,} case references stand on more than one row ({rows:,} rows together, for instance "
            f"{example}), as in a list with one row for each child.",
            "Run again with --fold to make one case of each reference, or correct the list.",
        )
        self.cases = cases
        self.rows = rows


def referenced_rows(table: Table, header: str, log: OddityLog) -> tuple[Table, list[str]]:
    """Return the list without the rows that no case stands in, and the reference of each row left.

    Args:
        table: The list.
        header: The heading of the references.
        log: Where the rows left out and the references changed are noted.

    Raises:
        InputRefused: A reference cannot be one (its row is named), or there is none at all.
    """
    place = table.header.index(header)
    refs: list[str] = []
    taken: list[int] = []
    for index, (row, line) in enumerate(zip(table.rows, table.lines, strict=True)):
        if _has_case(row[place], line, header, log):
            refs.append(_ref(row[place], line, header, log))
            taken.append(index)
    if not refs:
        raise InputRefused(
            f"No row of “{table.source}” has a case reference under “{header}”.",
            "Choose another column for the reference on the Columns page, or ask for the list again.",
        )
    rows = tuple(table.rows[index] for index in taken)
    return replace(table, rows=rows, lines=tuple(table.lines[index] for index in taken)), refs


def check_repeats(refs: Sequence[str], lines: Sequence[int], *, fold: bool | None) -> None:
    """Stop where references stand on more than one row and nobody has said that they are to be folded.

    Raises:
        FoldNeeded: `fold` is None.
        InputRefused: `fold` is False; the first references are named with their rows.
    """
    times = Counter(refs)
    repeated = [ref for ref in times if times[ref] > 1]
    if fold or not repeated:
        return
    if fold is None:
        raise FoldNeeded(len(repeated), sum(times[ref] for ref in repeated), repeated[0])
    rows_of: defaultdict[str, list[str]] = defaultdict(list)
    for ref, line in zip(refs, lines, strict=True):
        rows_of[ref].append(f"{line:,}")
    named = "; ".join(f"{ref} in rows {', '.join(rows_of[ref])}" for ref in repeated[:_NAMED_REFS])
    raise InputRefused(
        f"{len(repeated):,} case references stand in the list more than once: {named}.",
        "Correct the list, or fold its rows (--fold) if it has one for each child.",
    )


def _has_case(cell: str, line: int, header: str, log: OddityLog) -> bool:
    text = cell.strip()
    if not text:
        log.note("The row has no case reference.", "It was left out.", row=line, column=header)
    elif text.casefold() == header.casefold():
        log.note("The headings stand here again.", "The row was left out.", row=line)
    elif _TOTALS.fullmatch(text):
        log.note("This looks like a total or the end of the list.", "The row was left out.", row=line)
    else:
        return True
    return False


def _ref(cell: str, line: int, header: str, log: OddityLog) -> str:
    try:
        ref = case_ref(cell)
    except InputRefused as refusal:
        raise InputRefused(f"Row {line:,}, column “{header}”: {refusal.message}", refusal.advice) from refusal
    if ref != cell:
        log.note(
            "The reference has blanks around it or signs that cannot be seen.",
            "They were taken off.",
            row=line,
            column=header,
        )
    if _SCIENTIFIC.fullmatch(ref):
        log.note(
            "The reference looks like a number that a spreadsheet has shortened.",
            "It was taken as it is. Ask for the list with references as text.",
            row=line,
            column=header,
        )
    return ref
