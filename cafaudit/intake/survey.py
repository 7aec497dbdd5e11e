"""What a workbook says about itself beside its values: hidden parts, formulas, errors, number formats.

The reader of values (calamine) gives a blank for an error and for a formula without a stored value,
and a bare 4512 where 004512 is shown. A survey looks for these in the file itself and notes each.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from cafaudit.intake.shown_numbers import ShownFormat
from cafaudit.intake.table import column_letter

if TYPE_CHECKING:
    from cafaudit.intake.oddities import OddityLog

FAULTS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
"""The errors of a cell by their numbers in binary workbooks."""

READ_LIKE_OTHERS: Final = "It was read like the others."
NO_VALUE: Final = "A formula has no value stored with it."
OPEN_AND_SAVE: Final = (
    "What it comes to is not known. Open the list in a spreadsheet program, save it there, "
    "and import it again."
)
_MOST_COLUMNS_NAMED: Final = 50


@dataclass(slots=True)
class SheetSurvey:
    """What the reader of a sheet's values needs to know.

    Attributes:
        unknown: How many cells of each column (0 is A) are formulas without a stored value.
    """

    unknown: dict[int, int] = field(default_factory=dict)
    _runs: dict[int, list[tuple[int, int, ShownFormat]]] = field(default_factory=dict)

    def has_shown(self, place: int) -> bool:
        """Say whether any number of a column is shown otherwise than it is stored."""
        return place in self._runs

    def add_unknown(self, place: int) -> None:
        """Count a formula without a stored value."""
        self.unknown[place] = self.unknown.get(place, 0) + 1

    def add_shown(self, row: int, place: int, shown: ShownFormat) -> None:
        """Say that a number is shown otherwise; cells of a column come in the order of their rows."""
        runs = self._runs.setdefault(place, [])
        if runs and runs[-1][1] == row - 1 and runs[-1][2] == shown:
            runs[-1] = (runs[-1][0], row, shown)
        else:
            runs.append((row, row, shown))

    def shown_as(self, row: int, place: int, number: float) -> str | None:
        """Return what is shown of a number where it is more than its figures; None elsewhere.

        Args:
            row: Its row, counted from 1.
            place: Its column, 0 being A.
            number: The number that is stored.
        """
        runs = self._runs.get(place)
        if runs is None:
            return None
        at = bisect_right(runs, row, key=lambda run: run[0]) - 1
        if at < 0 or runs[at][1] < row:
            return None
        return runs[at][2].shown(number)


class CellNotes:
    """Notes what is odd about single cells, in the same words for every kind of workbook."""

    def __init__(self, log: OddityLog, survey: SheetSurvey) -> None:
        self._log = log
        self._survey = survey
        self._with_formulas: set[int] = set()

    def hidden_row(self, row: int, *, filtered: bool = False) -> None:
        """Note a row that is not shown."""
        what = "A filter hides the row." if filtered else "The row is hidden."
        self._log.note(what, READ_LIKE_OTHERS, row=row)

    def hidden_columns(self, first: int, last: int) -> None:
        """Note columns that are not shown; people often hide all those right of a list."""
        if first < 0 or last - first >= _MOST_COLUMNS_NAMED:
            what, named = "The columns from here on are hidden.", range(max(first, 0), max(first, 0) + 1)
        else:
            what, named = "The column is hidden.", range(first, last + 1)
        for place in named:
            self._log.note(what, READ_LIKE_OTHERS, column=column_letter(place))

    def merged(self, row: int, place: int) -> None:
        """Note a merged range by its first cell."""
        self._log.note(
            "Cells are merged.",
            "Their text counts for the first of them only, the others are blank.",
            row=row,
            column=column_letter(place),
        )

    def error(self, row: int, place: int, text: str) -> None:
        """Note a cell that shows an error."""
        self._log.note(
            f"The cell shows the error {text}.", "It was left blank.", row=row, column=column_letter(place)
        )

    def shown_otherwise(self, row: int, place: int) -> None:
        """Note the first number of a column that is shown with more than is stored."""
        self._log.note(
            "Numbers are shown with zeros, letters or hyphens that are not stored with them.",
            "What is shown was taken.",
            row=row,
            column=column_letter(place),
        )

    def formula(self, row: int, place: int, *, has_value: bool) -> None:
        """Note a formula: each one without a value, and of a column the first one that has one."""
        if not has_value:
            self._survey.add_unknown(place)
            self._log.note(NO_VALUE, OPEN_AND_SAVE, row=row, column=column_letter(place))
        elif place not in self._with_formulas:
            self._with_formulas.add(place)
            self._log.note(
                "The column has formulas.",
                "The values stored with them were taken.",
                row=row,
                column=column_letter(place),
            )
