"""The table of answers of the Read page: fixed heads, and every question at once below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import theme
from ui.widgets.answer_list import AnswerList
from ui.widgets.boxes import column
from ui.widgets.text import Run, draw_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.widgets.answer_rows import AnswerRow


class AnswerTable(QWidget):
    """All questions of a file with their answers.

    Give it rows by `show_rows` and single changed ones by `show_row`; it answers through signals
    and never changes a row by itself, so that nothing looks saved before it is.

    Signals: `answer_chosen(item_id, answer)`, `answer_cleared(item_id)`, `row_focused(item_id)`,
    `key_refused(item_id, what)` (a key for an "answer" or a "manager" grade that is not taken),
    `manager_grade_wanted(item_id)`, `not_asked_wanted(item_id)` (Enter on an area that is not asked),
    `fold_toggled(item_id)`, `reason_wanted(item_id)` and `evidence_wanted(item_id)` (clicks on icons).
    """

    answer_chosen = Signal(str, str)
    answer_cleared = Signal(str)
    key_refused = Signal(str, str)
    row_focused = Signal(str)
    manager_grade_wanted = Signal(str)
    not_asked_wanted = Signal(str)
    fold_toggled = Signal(str)
    reason_wanted = Signal(str)
    evidence_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty table."""
        super().__init__(parent)
        self.setObjectName("answer_table")
        self.list = AnswerList(self)
        self.list.setAccessibleName(self.tr("Questions and answers"))
        self._head = _Head(self.list)
        layout = column(self)
        layout.addWidget(self._head)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.list.verticalScrollBar().valueChanged.connect(self._head.update)
        self.list.key_refused.connect(self.key_refused)
        for name in ("answer_chosen", "answer_cleared", "row_focused", "manager_grade_wanted"):
            getattr(self.list, name).connect(getattr(self, name))
        for name in ("not_asked_wanted", "fold_toggled", "reason_wanted", "evidence_wanted"):
            getattr(self.list, name).connect(getattr(self, name))

    def show_heads(self, questions: str, answers: str, manager: str) -> None:
        """Show the heads of the columns; "" leaves one empty."""
        self._head.show_heads(questions, answers, manager)

    def show_rows(self, rows: Sequence[AnswerRow]) -> None:
        """Show rows; the current one, the slot in focus and the scroll position stay if they can."""
        self.list.show_rows(rows)
        self._head.update()

    def show_row(self, row: AnswerRow) -> None:
        """Show one row anew; KeyError when it is not in the table."""
        self.list.show_row(row)

    def show_current(self, item_id: str) -> None:
        """Make a row the current one, without a word; KeyError when it is not in the table."""
        self.list.show_current(item_id)

    def current_row(self) -> AnswerRow | None:
        """Return the row that the panel should speak of."""
        return self.list.current_row()

    def set_single_keys(self, on: bool, manager_key: str = "m") -> None:  # noqa: FBT001
        """Let single keys answer, or not; `manager_key` asks for the manager's grade, "" for none."""
        self.list.set_single_keys(on, manager_key)

    def set_moves_on(self, on: bool) -> None:  # noqa: FBT001
        """Let an answer by key move one row down, to the next row that takes an answer, or stay."""
        self.list.set_moves_on(on)

    def go_on(self) -> None:
        """Move down to the next row that takes an answer; stay when there is none."""
        self.list.go_on()

    def go_back(self) -> None:
        """Go back to the row that was answered by key just now; stay when anything was done since."""
        self.list.go_back()

    def go_forth(self) -> None:
        """Return to where the next answer belongs, with the keyboard."""
        self.list.setFocus()
        self.list.go_forth()

    def set_compact(self, compact: bool) -> None:  # noqa: FBT001
        """Use less margin, for a narrow window."""
        self.list.set_compact(compact)
        self._head.update()


class _Head(QWidget):
    """The heads of the columns, which stay while the rows scroll."""

    def __init__(self, rows: AnswerList) -> None:
        super().__init__()
        self._rows = rows
        self._heads = ("", "", "")
        self.setFixedHeight(theme().size.control_small)

    def show_heads(self, *heads: str) -> None:
        self._heads = (heads[0], heads[1], heads[2])
        self.setAccessibleName(", ".join(filter(None, heads)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        layout = self._rows.layout_now()
        painter = QPainter(self)
        lefts = (layout.label_left, layout.slots_left, layout.manager_left)
        ends = (layout.slots_left, layout.manager_left, layout.right)
        for text, left, end in zip(self._heads, lefts, ends, strict=True):
            box = QRectF(left, 0, end - left, self.height())
            draw_text(painter, box, Run(text, "quiet", size="small"))
        if not self._rows.verticalScrollBar().value():
            return
        border = theme().size.border
        edge = QRectF(0, self.height() - border, self.width(), border)
        painter.fillRect(edge, theme().colours.line)
