"""A small table of words and figures: no vertical lines, a quiet header, numbers at the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.boxes import Rule, empty
from ui.widgets.text import Run, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

Cell = str | Run | tuple[Run, ...] | QWidget
"""What stands in a cell: plain words, runs, or a widget such as a bar, a field or a link."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column; `stretch` columns take the room that is left."""

    text: str
    right: bool = False
    stretch: bool = False


class PlainTable(QWidget):
    """Rows of 32 pixels under a quiet header, with a line between them; the whole is one part of a page.

    For a few dozen rows; longer lists belong in a view with a model.
    """

    def __init__(self, *, lined: bool = True, row_height: int = 0, parent: QWidget | None = None) -> None:
        """Make an empty one; `lined` draws lines between rows, `row_height` 0 is the usual."""
        super().__init__(parent)
        self._lined = lined
        self._row_height = row_height or theme().size.row
        self._headings: tuple[Heading, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().space.two)
        self._grid.setVerticalSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def show_rows(self, headings: Sequence[Heading], rows: Sequence[Sequence[Cell]]) -> None:
        """Show rows under headings; headings without any words leave the header away."""
        empty(self._grid)
        for old in range(self._grid.rowCount()):
            self._grid.setRowMinimumHeight(old, 0)
        self._headings = tuple(headings)
        for place, heading in enumerate(headings):
            self._grid.setColumnStretch(place, int(heading.stretch))
        at = 0
        if any(heading.text for heading in headings):
            heads = [Run(heading.text, "quiet", size="small") for heading in headings]
            self._add_row(at, heads, theme().size.row_dense)
            at = self._add_rule(at + 1)
        for number, row in enumerate(rows, start=1):
            self._add_row(at, row, self._row_height)
            at += 1
            if self._lined and number < len(rows):
                at = self._add_rule(at)

    def _add_row(self, at: int, cells: Sequence[Cell], height: int) -> None:
        self._grid.setRowMinimumHeight(at, height)
        for place, cell in enumerate(cells):
            right = self._headings[place].right
            part = _part(cell, right=right)
            if isinstance(cell, QWidget) and right:
                self._grid.addWidget(
                    part, at, place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                )
            elif isinstance(cell, QWidget) and not self._headings[place].stretch:
                self._grid.addWidget(
                    part, at, place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                )
            else:
                self._grid.addWidget(part, at, place, Qt.AlignmentFlag.AlignVCenter)

    def _add_rule(self, at: int) -> int:
        self._grid.setRowMinimumHeight(at, 0)
        self._grid.addWidget(Rule(), at, 0, 1, max(len(self._headings), 1))
        return at + 1


def _part(cell: Cell, *, right: bool) -> QWidget:
    if isinstance(cell, QWidget):
        return cell
    text = Text()
    if isinstance(cell, str):
        text.show_text(cell)
    else:
        text.show_runs(*((cell,) if isinstance(cell, Run) else cell))
    if right:
        text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        text.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        text.setMinimumWidth(text.natural_width())
    return text
