"""The rows of a table of answers with their keys and clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QWidget,
)

from ui.theme import theme
from ui.widgets.announce import announce
from ui.widgets.answer_delegate import AnswerDelegate
from ui.widgets.answer_field import AnswerField
from ui.widgets.answer_keys import HELD, asks_manager, is_command, meaning_of
from ui.widgets.answer_layout import AnswerLayout, lay_out
from ui.widgets.answer_model import AnswerModel, spoken_slot
from ui.widgets.answer_painter import RowState, line_above, paint_slot_ring
from ui.widgets.answer_walk import AnswerWalk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.widgets.answer_layout import Mark
    from ui.widgets.answer_rows import AnswerRow

_Index = QModelIndex | QPersistentModelIndex


class AnswerList(QListView):
    """Rows of answers, one of them current, one slot of it in focus.

    Arrow keys move, an option's key chooses it, Space and Enter choose the slot in focus, Backspace
    and Delete take an answer back. The list changes no row by itself: it says what was asked for
    and shows what it is given. `key_refused(item_id, what)` when a key means an "answer" or a
    "manager" grade that the row does not take; a digit straight after a refused manager key is swallowed.
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
        """Make an empty list."""
        super().__init__(parent)
        self.setObjectName("answer_list")
        self._slot = 0
        self._hovered: tuple[int, int] | None = None
        self._single_keys = True
        self._moves_on = False
        self._manager_key = "m"
        self._swallows_digit = False
        self._compact = False
        self._field: AnswerField | None = None
        self._layout: AnswerLayout | None = None
        self._shown: AnswerModel = AnswerModel(self)
        self._walk = AnswerWalk(self._shown)
        self.setModel(self._shown)
        self.setItemDelegate(AnswerDelegate(self.layout_now, self.state_of, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(theme().size.row_dense)

    def show_rows(self, rows: Sequence[AnswerRow]) -> None:
        """Show rows; the current one, the slot in focus and the scroll position stay if they can."""
        current, slot = self.current_row(), self._slot
        scrolled = self.verticalScrollBar().value()
        self._close_field()
        self._layout = None
        self._shown.replace_rows(rows)
        place = self._shown.find(current.item_id) if current is not None else None
        if place is not None:
            self._set_current(place, slot)
            self.verticalScrollBar().setValue(scrolled)
        elif rows:
            self._set_current(0, None)

    def show_row(self, row: AnswerRow) -> None:
        """Show one row anew; KeyError when it is not in the list."""
        self._shown.replace_row(row)
        if self._field is not None and self._field.row.item_id == row.item_id:
            self._field.row = row
        self._layout = None
        self.viewport().update()

    def show_current(self, item_id: str) -> None:
        """Make a row the current one, without a word; KeyError when it is not in the list."""
        place = self._shown.place_of(item_id)
        self.forget_answered()
        self._set_current(place, None)

    def set_single_keys(self, on: bool, manager_key: str = "m") -> None:  # noqa: FBT001
        """Let single keys answer, or not; `manager_key` asks for the manager's grade, "" for none."""
        self._single_keys = on
        self._manager_key = manager_key
        self.viewport().update()

    def set_moves_on(self, on: bool) -> None:  # noqa: FBT001
        """Let an answer by key move one row down, to the next row that takes an answer, or stay."""
        self._moves_on = on

    def go_on(self) -> None:
        """Move down to the next row that takes an answer; stay when there is none."""
        self._go(self._walk.on_from(self.currentIndex().row()))

    def go_back(self) -> None:
        """Go back to the row that was answered by key just now; stay when anything was done since."""
        self._go(self._walk.back_from(self.current_row()))

    def go_forth(self) -> None:
        """Return to where the next answer belongs, after `go_back`; stay when there was none."""
        place = self._walk.forth()
        self.forget_answered()
        self._go(place)

    def forget_answered(self) -> None:
        """Forget which row was answered just now: another thing was done."""
        self._walk.forget()
        self._swallows_digit = False

    def set_compact(self, compact: bool) -> None:  # noqa: FBT001
        """Use less margin, for a narrow window."""
        self._compact = compact
        self._layout = None
        self.viewport().update()

    def current_row(self) -> AnswerRow | None:
        """Return the row that is current, None while there are none."""
        return self._shown.row(self.currentIndex())

    @property
    def slot(self) -> int:
        """The slot in focus, 0 for the first."""
        return self._slot

    def layout_now(self) -> AnswerLayout:
        """Return where the columns stand."""
        width = self.viewport().width()
        if self._layout is None or self._layout.width != width:
            self._layout = lay_out(self._shown.rows, width, compact=self._compact)
        return self._layout

    def slot_box(self, item_id: str, slot: int) -> QRectF:
        """Return where a slot stands in the viewport; KeyError when the row is not in the list."""
        return self._slot_box(self._shown.place_of(item_id), slot)

    def state_of(self, place: int) -> RowState:
        """Return what a row looks like beside its data."""
        current = place == self.currentIndex().row()
        hovered = self._hovered[1] if self._hovered is not None and self._hovered[0] == place else None
        return RowState(
            current=current,
            focused=current and (self.hasFocus() or self._field is not None),
            hovered=hovered,
            keys=self._single_keys,
            wrong=self._field.wrong if current and self._field is not None else "",
        )

    # What Qt calls

    def scrollTo(
        self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Keep the row above in sight too, so that the ring is whole and it is seen where one comes from."""
        super().scrollTo(self._shown.index(max(index.row() - 1, 0)), hint)
        super().scrollTo(index, hint)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Put the slot in focus on the answer, and tell which row it is."""
        super().currentChanged(current, previous)
        row = self._shown.row(current)
        if row is not None:
            self._slot = row.chosen_slot() or 0
            self.row_focused.emit(row.item_id)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer, move or clear."""
        swallows, self._swallows_digit = self._swallows_digit, False
        if swallows and event.text().isdigit():
            return
        if event.key() in HELD or self._ask_manager_grade(event):
            return
        answered = self._walk.answered
        row = self.current_row()
        if row is not None and self._do_key(row, event):
            if self._walk.answered == answered:
                self.forget_answered()
            return
        if event.text().strip() and not is_command(event):
            event.ignore()  # no search by typing: a letter that answers nothing does nothing
            return
        self.forget_answered()
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the slot under the pointer."""
        self.forget_answered()
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self._shown.row(index)
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self._click(row, event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Fill the slot under the pointer."""
        index = self.indexAt(event.position().toPoint())
        row = self._shown.row(index)
        slot = self.layout_now().slot_at(row, event.position().x()) if row is not None else None
        self._hover((index.row(), slot) if slot is not None else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the slot under the pointer."""
        super().leaveEvent(event)
        self._hover(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show borders and digits in the current row."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take borders and digits away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, then the ring over them."""
        super().paintEvent(event)
        row = self.current_row()
        if row is None or not self.hasFocus() or self._field is not None or not row.slot_count:
            return
        painter = QPainter(self.viewport())
        paint_slot_ring(painter, self._slot_box(self.currentIndex().row(), self._slot))

    # Keys and clicks

    def _do_key(self, row: AnswerRow, event: QKeyEvent) -> bool:
        """Do what a key asks of a row; False when the row has nothing to do with it."""
        meaning = meaning_of(event, row, self._slot, single_keys=self._single_keys)
        match meaning.deed:
            case "focus":
                self._focus_slot(row, meaning.slot)
            case "choose":
                self._slot = meaning.slot
                self._choose_by_key(row, meaning.slot)
            case "type":
                self._open_field(row, meaning.text)
            case "clear":
                if row.is_open and row.answer:
                    self.answer_cleared.emit(row.item_id)
                self._refuse_locked(row)
            case "refuse":
                self._refuse_locked(row)
        return meaning.deed not in {"", "refuse"}

    def _ask_manager_grade(self, event: QKeyEvent) -> bool:
        """Ask for the manager's grade of the answer just given, or else of the present row."""
        row = self.current_row()
        if row is None or not self._single_keys or not asks_manager(event, row, self._manager_key):
            return False
        place = self._shown.find(self._walk.answered)
        meant = row if place is None else self._shown.rows[place]
        if meant.takes_manager:
            self.go_back()
            self.manager_grade_wanted.emit(meant.item_id)
        elif not meant.fold:
            self._swallows_digit = True
            self.key_refused.emit(meant.item_id, "manager")
        return True

    def _refuse_locked(self, row: AnswerRow) -> None:
        if row.locked and not row.fold:
            self.key_refused.emit(row.item_id, "answer")

    def _focus_slot(self, row: AnswerRow, slot: int) -> None:
        if slot != self._slot:
            self._slot = slot
            self.viewport().update()
            announce(self, spoken_slot(row, slot))

    def _choose_by_key(self, row: AnswerRow, slot: int) -> None:
        self._choose(row, slot)
        if self._moves_on and row.is_open and row.option_at(slot) is not None:
            self._walk.forget()
            self.go_on()
            now = self.current_row()
            if now is not None and now.item_id != row.item_id:
                self._walk.remember(row)

    def _choose(self, row: AnswerRow, slot: int) -> None:
        if row.fold:
            self.fold_toggled.emit(row.item_id)
        elif row.not_asked_text:
            self.not_asked_wanted.emit(row.item_id)
        elif row.is_open:
            option = row.option_at(slot)
            if option is None:
                self._open_field(row, "")
            elif option.value != row.answer:
                self.answer_chosen.emit(row.item_id, option.value)
        self.viewport().update()

    def _click(self, row: AnswerRow, x: float) -> None:
        layout = self.layout_now()
        slot = layout.slot_at(row, x)
        if slot is not None:
            self._slot = slot
            self._choose(row, slot)
        elif row.fold:
            self.fold_toggled.emit(row.item_id)
        else:
            self._follow_mark(row, layout.mark_at(row, x))

    def _follow_mark(self, row: AnswerRow, mark: Mark) -> None:
        match mark:
            case "evidence":
                self.evidence_wanted.emit(row.item_id)
            case "reason":
                self.reason_wanted.emit(row.item_id)
            case "manager":
                self.manager_grade_wanted.emit(row.item_id)

    def _hover(self, what: tuple[int, int] | None) -> None:
        if what != self._hovered:
            self._hovered = what
            self.viewport().update()

    def _set_current(self, place: int, slot: int | None) -> None:
        was_blocked = self.blockSignals(True)
        self.setCurrentIndex(self._shown.index(place))
        self.blockSignals(was_blocked)
        row = self._shown.rows[place]
        wanted = row.chosen_slot() or 0 if slot is None else slot
        self._slot = min(wanted, max(row.slot_count - 1, 0))
        self.viewport().update()

    def _slot_box(self, place: int, slot: int) -> QRectF:
        row = self._shown.rows[place]
        top = self.visualRect(self._shown.index(place)).top() + line_above(row)
        return self.layout_now().slot(row, slot, top)

    def _go(self, place: int | None) -> None:
        if place is not None:
            self.setCurrentIndex(self._shown.index(place))

    # Typed answers

    def _open_field(self, row: AnswerRow, first: str) -> None:
        if self._field is not None:
            return
        self._slot = 0
        field = AnswerField(row, first, self.viewport())
        field.setGeometry(self._slot_box(self.currentIndex().row(), 0).toRect())
        field.answered.connect(self._on_answered)
        field.given_up.connect(self._on_given_up)
        field.stepped.connect(self._on_stepped)
        field.misread.connect(self.viewport().update)
        self._field = field
        field.show()
        field.setFocus()

    def _on_answered(self, value: str) -> None:
        if self._field is None:
            return
        row, had_focus = self._field.row, self._field.hasFocus()
        self._close_field()
        if had_focus:
            self.setFocus()
        if value and value != row.answer:
            self.answer_chosen.emit(row.item_id, value)
        elif not value and row.answer:
            self.answer_cleared.emit(row.item_id)

    def _on_given_up(self) -> None:
        self._close_field()
        self.setFocus()

    def _on_stepped(self, rows: int) -> None:
        place = self.currentIndex().row() + rows
        self._go(place if 0 <= place < len(self._shown.rows) else None)

    def _close_field(self) -> None:
        field, self._field = self._field, None
        if field is not None:
            field.finish()
        self.viewport().update()
