"""Moving the visit to another step: onwards at any time, back with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.theme import theme
from ui.widgets.boxes import Card, column, line
from ui.widgets.buttons import Button
from ui.widgets.choices import ComboField
from ui.widgets.fields import Field, TextField

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from cafaudit.domain.framework import Step


class StepChange(Card):
    """Asks for a step, and for the reason where it lies behind. `move_wanted(step, reason)`, `closed()`."""

    move_wanted = Signal(str, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden one."""
        super().__init__(parent)
        self.setObjectName("step_change")
        self._ids: tuple[str, ...] = ()
        self._present = ""
        self.step = ComboField()
        self.step.setObjectName("step")
        self.reason = TextField()
        self.reason.setObjectName("step_reason")
        self._reason_field = Field(self.tr("Reason"), self.reason)
        self.move_button = Button(self.tr("Move"), kind="plain", hint=self.tr("Enter"))
        self.move_button.setObjectName("move_step")
        self._close = Button(self.tr("Leave it"), kind="link")
        self._close.setObjectName("leave_step")
        self._build()
        self.step.currentIndexChanged.connect(self._on_step_chosen)
        self.reason.returnPressed.connect(self._on_move)
        self.move_button.clicked.connect(self._on_move)
        self._close.clicked.connect(self.put_away)
        self.hide()

    def show_steps(self, steps: tuple[Step, ...], present: str) -> None:
        """Offer every step; the one after the present one is proposed."""
        self._ids = tuple(step.id for step in steps)
        self._present = present
        at = self._ids.index(present) if present in self._ids else 0
        proposed = self._ids[min(at + 1, len(self._ids) - 1)] if self._ids else ""
        aside = {present: self.tr("now")}
        self.step.show_choices(
            tuple((step.id, f"{n}  {step.text}", aside.get(step.id, "")) for n, step in enumerate(steps, 1)),
            proposed,
        )
        self.reason.show_text("")
        self._on_step_chosen()

    def open(self) -> None:
        """Come up with the keyboard on the step."""
        self.show()
        self.step.setFocus()

    def put_away(self) -> None:
        """Go away without moving."""
        self.hide()
        self.closed.emit()

    def show_refused(self, message: str, advice: str) -> None:
        """Say at the reason what was refused."""
        self._reason_field.show_error(f"{message} {advice}")
        self.reason.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go away on Escape."""
        if event.text() == "\x1b":
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        space = theme().space
        fields = line(gap=space.two)
        fields.addWidget(Field(self.tr("Step"), self.step), 1)
        fields.addWidget(self._reason_field, 2)
        actions = line(gap=space.one)
        actions.addWidget(self._close)
        actions.addStretch(1)
        actions.addWidget(self.move_button)
        layout = column(self, gap=space.half, margin=space.two)
        layout.addLayout(fields)
        layout.addLayout(actions)

    def _on_step_chosen(self) -> None:
        chosen = str(self.step.currentData() or "")
        back = chosen in self._ids and self._ids.index(chosen) < self._place()
        if back:
            self._reason_field.show_hint(self.tr("Going back stays in the history with its reason."))
        else:
            self._reason_field.clear_error()
        self.move_button.setEnabled(bool(chosen) and chosen != self._present)

    def _place(self) -> int:
        return self._ids.index(self._present) if self._present in self._ids else 0

    def _on_move(self) -> None:
        if self.move_button.isEnabled():
            self.move_wanted.emit(str(self.step.currentData()), self.reason.text().strip())
