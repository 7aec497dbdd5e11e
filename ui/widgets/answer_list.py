"""The rows of a table of answers with their keys and clicks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.theme import theme
from ui.widgets.announce import announce
from ui.widgets.answer_input import read_typed
from ui.widgets.answer_layout import AnswerLayout, lay_out
from ui.widgets.answer_model import AnswerModel, spoken_slot
from ui.widgets.answer_painter import RowState, line_above, paint_row, paint_slot_ring
from ui.widgets.fields import TextField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.widgets.answer_rows import AnswerRow

_Index = QModelIndex | QPersistentModelIndex
_CHOOSE = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_CLEAR = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Delete})
_ACROSS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_HELD = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta})
_TYPES_MORE = "./-"


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
        self._answered = ""
        self._next = ""
        self._swallows_digit = False
        self._compact = False
        self._editor: TextField | None = None
        self._wrong = ""
        self._layout: AnswerLayout | None = None
        self._shown: AnswerModel = AnswerModel(self)
        self.setModel(self._shown)
        self.setItemDelegate(_RowDelegate(self))
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
        self._close_editor()
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
        self._layout = None
        self.viewport().update()

    def show_current(self, item_id: str) -> None:
        """Make a row the current one, without a word; KeyError when it is not in the list."""
        place = self._shown.find(item_id)
        if place is None:
            raise KeyError(item_id)
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
        for place in range(self.currentIndex().row() + 1, len(self._shown.rows)):
            row = self._shown.rows[place]
            if row.is_open and row.slot_count:
                self.setCurrentIndex(self._shown.index(place))
                return

    def go_back(self) -> None:
        """Go back to the row that was answered by key just now; stay when anything was done since."""
        place = self._shown.find(self._answered)
        if place is not None:
            row = self.current_row()
            self._next = "" if row is None else row.item_id
            self._answered = ""
            self.setCurrentIndex(self._shown.index(place))

    def go_forth(self) -> None:
        """Return to where the next answer belongs, after `go_back`; stay when there was none."""
        place = self._shown.find(self._next)
        self.forget_answered()
        if place is not None:
            self.setCurrentIndex(self._shown.index(place))
            if not self._shown.rows[place].is_open:
                self.go_on()

    def forget_answered(self) -> None:
        """Forget which row was answered just now: another thing was done."""
        self._answered = self._next = ""
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
        place = self._shown.find(item_id)
        if place is None:
            raise KeyError(item_id)
        return self._slot_box(place, slot)

    def state_of(self, place: int) -> RowState:
        """Return what a row looks like beside its data."""
        current = place == self.currentIndex().row()
        hovered = self._hovered[1] if self._hovered is not None and self._hovered[0] == place else None
        return RowState(
            current=current,
            focused=current and (self.hasFocus() or self._editor is not None),
            hovered=hovered,
            keys=self._single_keys,
            wrong=self._wrong if current else "",
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
        if event.key() in _HELD or self._ask_manager_grade(event):
            return
        answered = self._answered
        row = self.current_row()
        if row is not None and self._handle_key(row, event):
            if self._answered == answered:
                self.forget_answered()
            return
        if event.text().strip() and not _is_command(event):
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
        if row is None or not self.hasFocus() or self._editor is not None or not row.slot_count:
            return
        painter = QPainter(self.viewport())
        paint_slot_ring(painter, self._slot_box(self.currentIndex().row(), self._slot))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter, Escape and the arrows from the field that stands in a slot."""
        if watched is self._editor and event.type() == QEvent.Type.KeyPress:
            key = cast("QKeyEvent", event).key()
            if key == Qt.Key.Key_Escape:
                self._close_editor()
                self.setFocus()
                return True
            if key in _CHOOSE - {Qt.Key.Key_Space}:
                self._commit_editor()
                return True
            if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
                if self._commit_editor():
                    super().keyPressEvent(cast("QKeyEvent", event))
                return True
        return super().eventFilter(watched, event)

    # Keys and clicks

    def _handle_key(self, row: AnswerRow, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if _is_command(event):
            return False
        if key in _ACROSS:
            self._move_slot(row, _ACROSS[key])
            return True
        if key in _CHOOSE:
            self._choose_by_key(row, self._slot)
            return True
        if key in _CLEAR:
            if row.is_open and row.answer:
                self.answer_cleared.emit(row.item_id)
            self._refuse_locked(row)
            return True
        return self._single_keys and self._handle_single_key(row, event.text())

    def _handle_single_key(self, row: AnswerRow, text: str) -> bool:
        if not text.strip():
            return False
        slot = row.slot_for_key(text)
        if slot is not None and row.is_open:
            self._slot = slot
            self._choose_by_key(row, slot)
            return True
        if row.is_typed and row.is_open and (text.isdigit() or text == "-"):
            self._open_editor(row, text)
            return True
        if slot is not None or text.isdigit():
            self._refuse_locked(row)
        return False

    def _ask_manager_grade(self, event: QKeyEvent) -> bool:
        """Ask for the manager's grade of the answer just given, or else of the present row."""
        text, row = event.text().casefold(), self.current_row()
        if row is None or _is_command(event) or not (self._single_keys and self._manager_key):
            return False
        if text != self._manager_key.casefold() or row.slot_for_key(text) is not None:
            return False
        place = self._shown.find(self._answered)
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

    def _move_slot(self, row: AnswerRow, by: int) -> None:
        slot = min(max(self._slot + by, 0), max(row.slot_count - 1, 0))
        if slot != self._slot:
            self._slot = slot
            self.viewport().update()
            announce(self, spoken_slot(row, slot))

    def _choose_by_key(self, row: AnswerRow, slot: int) -> None:
        self._choose(row, slot)
        if self._moves_on and row.is_open and row.option_at(slot) is not None:
            self.go_on()
            now = self.current_row()
            self._answered = row.item_id if now is not None and now.item_id != row.item_id else ""
            self._next = ""

    def _choose(self, row: AnswerRow, slot: int) -> None:
        if row.fold:
            self.fold_toggled.emit(row.item_id)
        elif row.not_asked_text:
            self.not_asked_wanted.emit(row.item_id)
        elif row.is_open:
            option = row.option_at(slot)
            if option is None:
                self._open_editor(row, "")
            elif option.value != row.answer:
                self.answer_chosen.emit(row.item_id, option.value)
        self.viewport().update()

    def _click(self, row: AnswerRow, x: float) -> None:
        layout = self.layout_now()
        side = theme().size.icon
        slot = layout.slot_at(row, x)
        if slot is not None:
            self._slot = slot
            self._choose(row, slot)
        elif row.fold:
            self.fold_toggled.emit(row.item_id)
        elif row.not_asked_text:
            return
        elif x >= layout.right - side and row.evidence_count:
            self.evidence_wanted.emit(row.item_id)
        elif (
            x >= layout.right - side * (1 + bool(row.evidence_count)) - theme().space.half and row.has_reason
        ):
            self.reason_wanted.emit(row.item_id)
        elif x >= layout.manager_left and row.takes_manager:
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

    # Typed answers

    def _open_editor(self, row: AnswerRow, first: str) -> None:
        if self._editor is not None:
            return
        self._slot = 0
        editor = TextField(small=True, parent=self.viewport())
        editor.setObjectName("answer_editor")
        editor.setAccessibleName(row.label)
        editor.setGeometry(self._slot_box(self.currentIndex().row(), 0).toRect())
        editor.show_text(first or row.word or row.answer)
        if not first:
            editor.selectAll()
        editor.installEventFilter(self)
        editor.committed.connect(self._commit_editor)
        self._editor = editor
        editor.show()
        editor.setFocus()

    def _commit_editor(self) -> bool:
        """Say the typed answer; False when it cannot be read, and then say what is wrong."""
        row, editor = self.current_row(), self._editor
        if row is None or editor is None:
            return True
        text = editor.text()
        if not text.strip():
            return self._finish_editor(row, "")
        if text == row.word:
            return self._finish_editor(row, row.answer)
        typed = read_typed(cast("Literal['date', 'number']", row.kind), text, date.today().year)  # noqa: DTZ011
        if typed.wrong:
            self._show_wrong(editor, typed.wrong)
            return False
        return self._finish_editor(row, typed.value)

    def _finish_editor(self, row: AnswerRow, value: str) -> bool:
        had_focus = self._editor is not None and self._editor.hasFocus()
        self._close_editor()
        if had_focus:
            self.setFocus()
        if value and value != row.answer:
            self.answer_chosen.emit(row.item_id, value)
        elif not value and row.answer:
            self.answer_cleared.emit(row.item_id)
        return True

    def _show_wrong(self, editor: TextField, wrong: str) -> None:
        self._wrong = wrong
        editor.show_wrong(True)
        editor.setAccessibleDescription(wrong)
        announce(editor, wrong, urgent=True)
        self.viewport().update()

    def _close_editor(self) -> None:
        editor, self._editor = self._editor, None
        self._wrong = ""
        if editor is not None:
            editor.removeEventFilter(self)
            editor.hide()
            editor.deleteLater()
        self.viewport().update()


class _RowDelegate(QStyledItemDelegate):
    """Hands each row to the painter."""

    def __init__(self, view: AnswerList) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = cast("AnswerModel", index.model()).row(index)
        if row is not None:
            box = QRectF(option.rect)  # type: ignore[attr-defined]  # not in the stubs
            paint_row(painter, box, row, self._view.layout_now(), self._view.state_of(index.row()))


def _is_command(event: QKeyEvent) -> bool:
    """Say whether a key is held together with Ctrl, Alt or Meta, and so is no answer."""
    held = event.modifiers()
    keys = Qt.KeyboardModifier
    return bool(held & (keys.ControlModifier | keys.AltModifier | keys.MetaModifier))
