"""What stands on a sheet beside and below a list: totals, remarks, other tables. None of it is a case.

A case has a reference, and references have figures in them nearly always. So a row is looked at
more closely only where its reference has none, or where nothing else stands in the row.
"""

from __future__ import annotations

import operator
import re
from itertools import compress
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.intake.oddities import OddityLog
    from cafaudit.intake.table import Wanted

RowKind = Literal["row", "remark", "table"]

TOTALS: Final = re.compile(
    r"(?:grand\s+|sub-?\s*)?totals?(?:\s*[:=]?\s*[\d,]*|\s+(?:of|number)\b.*)"
    r"|end of (?:list|report|table)\b.*"
    r"|(?:(?:number|count|total)\s+of\s+)?(?:cases|rows|records|files|children)\s*[:=]\s*[\d,]+"
    r"|[\d,]+\s+(?:cases|rows|records|files|children)\b.*",
    re.IGNORECASE,
)
"""What stands in the place of a reference in a row of totals, or at the end of a list."""

_REMARK_WORDS: Final = 4
_SHORT_REMARK_WORDS: Final = 3
_FEWEST_COLUMNS: Final = 2
_HEADINGS_OF_A_TABLE: Final = 2
_LAST: Final = operator.itemgetter(-1)


class ListEnd:
    """Passes on the rows of a list, leaves out remarks, and ends where another table begins.

    Args:
        header: The headings of the list.
        wanted: What kind of list it is.
        log: Where it is noted what was left out.
    """

    def __init__(self, header: Sequence[str], wanted: Wanted, log: OddityLog) -> None:
        self._header = header
        self._wanted = wanted
        self._log = log
        places = (place for place, heading in enumerate(header) if wanted.is_header((heading,)))
        self._ref_place = next(places, None)
        self.is_reached = False

    def rows_before(
        self, lines: Sequence[int], columns: list[Sequence[str]]
    ) -> tuple[Sequence[int], list[Sequence[str]]]:
        """Return the rows of a batch that belong to the list, column by column."""
        if self._ref_place is None or all_end_in_figures(columns[self._ref_place]):
            return lines, columns
        left_out: set[int] = set()
        for at, cell in enumerate(columns[self._ref_place]):
            if not _needs_a_look(cell):
                continue
            kind = self._kind(cell.strip(), [column[at] for column in columns])
            if kind == "table":
                what = "Another table begins here, with headings of its own."
                self._log.note(what, "The list was read as far as here.", row=lines[at])
                self.is_reached = True
                left_out.update(range(at, len(lines)))
                break
            if kind == "remark":
                self._log.note(
                    "This looks like a remark, not a case.", "The row was left out.", row=lines[at]
                )
                left_out.add(at)
        if not left_out:
            return lines, columns
        kept = [at not in left_out for at in range(len(lines))]
        return list(compress(lines, kept)), [tuple(compress(column, kept)) for column in columns]

    def _kind(self, ref: str, row: Sequence[str]) -> RowKind:
        if not any(map(str.isdigit, ref)) and not _same(row, self._header):
            headings = self._wanted.headings_in(row)
            if headings >= _HEADINGS_OF_A_TABLE and self._wanted.is_header(row):
                return "table"
        alone = len(row) >= _FEWEST_COLUMNS and all(cell.strip() in {"", ref} for cell in row)
        return "remark" if alone and _is_prose(ref) and not TOTALS.fullmatch(ref) else "row"


def table_beside(headings: Sequence[str], wanted: Wanted) -> int | None:
    """Return the column that another table beside the list begins in; None when there is none.

    Another table is one whose headings stand behind a column without one, and that has references
    of its own as the list to its left has.

    Args:
        headings: The cells of the row of headings.
        wanted: What kind of list it is.
    """
    for place in range(1, len(headings)):
        if headings[place].strip() and not headings[place - 1].strip():
            left, right = headings[:place], headings[place:]
            if wanted.is_header(left) and wanted.is_header(right):
                return place
    return None


def all_end_in_figures(cells: Sequence[str]) -> bool:
    """Say whether each cell ends in a figure and holds no blank: so references are in most lists."""
    return "" not in cells and " " not in "".join(cells) and all(map(str.isdigit, set(map(_LAST, cells))))


def _needs_a_look(cell: str) -> bool:
    """Say whether a reference may be something else: quick, and right about nearly every case."""
    return " " in cell or (bool(cell) and not cell[-1].isdigit() and not any(map(str.isdigit, cell)))


def _same(row: Sequence[str], header: Sequence[str]) -> bool:
    filled = [(cell, heading) for cell, heading in zip(row, header, strict=False) if cell.strip()]
    return bool(filled) and all(
        " ".join(cell.split()).casefold() == heading.casefold() for cell, heading in filled
    )


def _is_prose(text: str) -> bool:
    words = text.split()
    return len(words) >= _REMARK_WORDS or (len(words) >= _SHORT_REMARK_WORDS and text.endswith((".", ":")))
