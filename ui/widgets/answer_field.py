"""The field of one typed answer, a date or a number, which stands over its slot while it is typed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, cast

from PySide6.QtCore import Qt, Signal

from ui.widgets.announce import announce
from ui.widgets.answer_input import read_typed
from ui.widgets.answer_keys import ENTER
from ui.widgets.fields import TextField

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ui.widgets.answer_rows import AnswerRow

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class AnswerField(TextField):
    """Takes one typed answer; whoever opened it closes it with `finish`.

    Signals: `answered(value)` in the one spelling of dates and numbers, "" where nothing stands any more;
    `given_up()` on Escape; `stepped(rows)` once it was answered by an arrow key, -1 up or 1 down;
    `misread()` when what is typed cannot be read: `wrong` says why.
    """

    answered = Signal(str)
    given_up = Signal()
    stepped = Signal(int)
    misread = Signal()

    def __init__(self, row: AnswerRow, first: str, parent: QWidget) -> None:
        """Make the field of a row; `first` is the sign that opened it, "" to change what stands there."""
        super().__init__(small=True, parent=parent)
        self.row = row
        self.wrong = ""
        self._is_finished = False
        self.setObjectName("answer_editor")
        self.setAccessibleName(row.label)
        self.show_text(first or row.word or row.answer)
        if not first:
            self.selectAll()
        self.committed.connect(lambda _: self._answer())

    def finish(self) -> None:
        """Go, without another word."""
        self._is_finished = True
        self.hide()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer on Enter and the arrows up and down, give up on Escape."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif key in ENTER:
            self._answer()
        elif key in _STEPS:
            if self._answer():
                self.stepped.emit(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def _answer(self) -> bool:
        """Say the typed answer; False when it cannot be read, and then say what is wrong."""
        if self._is_finished:
            return True
        text = self.text()
        if not text.strip():
            self.answered.emit("")
        elif text == self.row.word:
            self.answered.emit(self.row.answer)
        else:
            kind = cast("Literal['date', 'number']", self.row.kind)
            typed = read_typed(kind, text, date.today().year)  # noqa: DTZ011  # the person's own day
            if typed.wrong:
                self._show_misread(typed.wrong)
                return False
            self.answered.emit(typed.value)
        return True

    def _show_misread(self, wrong: str) -> None:
        self.wrong = wrong
        self.show_wrong(True)
        self.setAccessibleDescription(wrong)
        announce(self, wrong, urgent=True)
        self.misread.emit()
