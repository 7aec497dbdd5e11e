"""Where everything stands in a row of answers: one left edge and one place for each slot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF

from ui.theme import theme
from ui.widgets.text import text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.widgets.answer_rows import AnswerRow

Mark = Literal["", "manager", "reason", "evidence"]
"""What stands right of the answer of a row and can be clicked, "" for nothing."""

_LEAST_COLUMNS = 2
_COLUMNS_WITHOUT_SCALE = 4


@dataclass(frozen=True)
class AnswerLayout:
    """The columns of a table of answers, in logical pixels from its left edge.

    Attributes:
        width: Width of the table.
        number_left: Left edge of the areas' numbers.
        label_left: Left edge of the questions.
        slots_left: Left edge of the first slot.
        columns: How many slots stand before that for "not applicable".
        word_left: Left edge of the answers in words.
        manager_left: Left edge of the manager's marks.
        right: Right edge of the icons.
    """

    width: int
    number_left: int
    label_left: int
    slots_left: int
    columns: int
    word_left: int
    manager_left: int
    right: int

    @property
    def label_width(self) -> int:
        """Room for a question."""
        return self.slots_left - self.label_left - theme().space.one

    def slot(self, row: AnswerRow, slot: int, top: float) -> QRectF:
        """Return where a slot of a row stands; `top` is the upper edge of the row without its line."""
        size = theme().size
        option = row.option_at(slot)
        above = top + (size.row_dense - size.answer_slot_h) / 2
        if option is not None and option.hollow:
            left, width = self._column(self.columns), float(size.answer_slot_w)
        elif row.kind == "grade":
            left, width = self._column(slot), float(size.answer_slot_w)
        else:
            left, width = self._shared(row, slot)
        return QRectF(left, above, width, size.answer_slot_h)

    def slot_at(self, row: AnswerRow, x: float) -> int | None:
        """Return the slot under a horizontal position, None between slots."""
        for slot in range(row.slot_count):
            box = self.slot(row, slot, 0)
            if box.left() <= x < box.right():
                return slot
        return None

    def mark_at(self, row: AnswerRow, x: float) -> Mark:
        """Return the mark of a row under a horizontal position."""
        side = theme().size.icon
        if row.not_asked_text:
            return ""
        if x >= self.right - side and row.evidence_count:
            return "evidence"
        icons = side * (1 + bool(row.evidence_count)) + theme().space.half
        if x >= self.right - icons and row.has_reason:
            return "reason"
        return "manager" if x >= self.manager_left and row.takes_manager else ""

    def _column(self, column: int) -> float:
        return self.slots_left + column * (theme().size.answer_slot_w + theme().space.half)

    def _shared(self, row: AnswerRow, slot: int) -> tuple[float, float]:
        """Let the answers of one row share the width of the scale: two slots each for yes and no."""
        gap = theme().space.half
        shares = max(sum(not option.hollow for option in row.options), 1)
        whole = self.columns * (theme().size.answer_slot_w + gap)
        width = whole / shares
        return self.slots_left + slot * width, width - gap


def lay_out(rows: Sequence[AnswerRow], width: int, *, compact: bool) -> AnswerLayout:
    """Return the columns for these rows at a width.

    Args:
        rows: All rows of the table: the longest scale and the longest word that an answer could show decide,
            so that no answer moves a column.
        width: The width of the table.
        compact: Less margin, for a window in which the side bar is folded; also taken when a question
            would be cut otherwise.
    """
    size, space = theme().size, theme().space
    columns = _columns(rows)
    step = size.answer_slot_w + space.half
    slots_width = (columns + _has_hollow(rows)) * step - space.half
    words = max((text_width(word, "small") for word in _words(rows)), default=0)
    word_width = max(size.answer_word, words + space.inset)
    right = width - space.two
    manager_left = right - size.answer_manager
    word_left = manager_left - word_width
    slots_left = word_left - space.one - space.half // 2 - slots_width
    longest = max((text_width(row.label, strong=row.strong) for row in rows), default=0)
    roomy = slots_left - space.three - size.row_number - space.one >= longest
    compact = compact or not roomy
    number_left = space.one if compact else space.three
    return AnswerLayout(
        width=width,
        number_left=number_left,
        label_left=number_left + (size.mark if compact else size.row_number),
        slots_left=slots_left,
        columns=columns,
        word_left=word_left,
        manager_left=manager_left,
        right=right,
    )


def _words(rows: Sequence[AnswerRow]) -> set[str]:
    """Return the words that stand beside slots now, or could after an answer."""
    graded = (row for row in rows if row.kind == "grade")
    possible = {option.word for row in graded for option in row.options if not option.hollow}
    return possible | {row.word for row in rows if not row.is_typed}


def _columns(rows: Sequence[AnswerRow]) -> int:
    longest = max(
        (sum(not option.hollow for option in row.options) for row in rows if row.kind == "grade"), default=0
    )
    return max(longest, _LEAST_COLUMNS) if longest else _COLUMNS_WITHOUT_SCALE


def _has_hollow(rows: Sequence[AnswerRow]) -> bool:
    return any(option.hollow for row in rows for option in row.options)
