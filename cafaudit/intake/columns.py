"""The columns of a mapped list: cells by role, spelt alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.domain.frame import plain_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cafaudit.intake.mapping import ColumnUse, Mapping
    from cafaudit.intake.oddities import OddityLog
    from cafaudit.intake.roles import Role
    from cafaudit.intake.table import Table


class Columns:
    """Gives the cells of a list by what they are instead of where they stand.

    Args:
        table: The list.
        mapping: Its mapping, fitted to it.
    """

    def __init__(self, table: Table, mapping: Mapping) -> None:
        self._rows = table.rows
        self._places = {header: place for place, header in enumerate(table.header)}
        self._uses = [use for use in mapping.columns if use.treatment != "drop"]

    def use(self, role: Role) -> ColumnUse | None:
        """Return the column of a role that is not dropped; None without one."""
        return next((use for use in self._uses if use.role == role), None)

    def uses(self, role: Role) -> list[ColumnUse]:
        """Return all columns of a role that are not dropped."""
        return [use for use in self._uses if use.role == role]

    def cells(self, header: str) -> list[str]:
        """Return the cells of a column, row by row."""
        place = self._places[header]
        return [row[place] for row in self._rows]

    def texts(self, role: Role) -> list[str] | None:
        """Return the cells of a role's column on one line each; None without such a column."""
        use = self.use(role)
        return None if use is None else self.labels(use.header)

    def labels(self, header: str) -> list[str]:
        """Return the cells of a column on one line each."""
        cells = self.cells(header)
        plain = {cell: plain_label(cell) for cell in set(cells)}
        return [plain[cell] for cell in cells]


def spelt_alike(labels: Iterable[str], header: str, lines: Iterable[int], log: OddityLog) -> list[str]:
    """Return labels in the spelling that each was first met in; differences of case alone make no group."""
    first: dict[str, str] = {}
    alike: list[str] = []
    for label, line in zip(labels, lines, strict=True):
        spelling = first.setdefault(label.casefold(), label)
        if spelling != label:
            log.note(
                "The same name is written in different ways.",
                f"“{spelling}” was taken for all of them.",
                row=line,
                column=header,
            )
        alike.append(spelling)
    return alike
