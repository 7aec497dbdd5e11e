"""A few choices beside each other, one of them chosen: for, neutral, against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.announce import announce
from ui.widgets.boxes import paint_box
from ui.widgets.text import Run, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class ChoiceRow(QWidget):
    """One choice of few; arrow keys and the first letter choose, and so does a click. `chosen(value)`."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], value: str, parent: QWidget | None = None) -> None:
        """Offer (value, word) choices with one of them chosen."""
        super().__init__(parent)
        self._choices = tuple(choices)
        self._value = value
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._spoken = ""

    @property
    def value(self) -> str:
        """The value that is chosen."""
        return self._value

    def set_name(self, name: str) -> None:
        """Say what is chosen here, for a screen reader."""
        self._spoken = name
        self.setAccessibleName(f"{name}, {self._word()}")

    def show_value(self, value: str) -> None:
        """Choose without a word to anyone."""
        self._value = value
        self.set_name(self._spoken)
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for all words."""
        return QSize(int(self._boxes()[-1].right()), theme().size.control_small)

    def ring_rect(self) -> QRect:
        """Return where the focus ring goes round."""
        return self.rect()

    def ring_radius(self) -> int:
        """Return the radius of the corners."""
        return theme().radius.mark

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by arrows or by first letters."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._choose(min(max(self._place() + step, 0), len(self._choices) - 1))
            return
        starts = [word.casefold().startswith(event.text().casefold()) for _, word in self._choices]
        if event.text().strip() and any(starts):
            self._choose(starts.index(True))
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the pointer."""
        for place, box in enumerate(self._boxes()):
            if box.contains(event.position()):
                self._choose(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, the chosen one filled."""
        del event
        worn = theme()
        colours = worn.colours
        painter = QPainter(self)
        for place, (box, (_, word)) in enumerate(zip(self._boxes(), self._choices, strict=True)):
            chosen = place == self._place()
            fill = colours.selection if chosen else colours.surface
            edge = colours.accent if chosen else colours.control_line
            paint_box(painter, box, fill, edge, worn.radius.mark)
            run = Run(word, strong=chosen, size="small")
            draw_text(painter, box, run, Qt.AlignmentFlag.AlignHCenter)

    def _choose(self, place: int) -> None:
        value = self._choices[place][0]
        if value != self._value:
            self.show_value(value)
            self.chosen.emit(value)
            announce(self, self._word())

    def _place(self) -> int:
        return next((at for at, (value, _) in enumerate(self._choices) if value == self._value), 0)

    def _word(self) -> str:
        return self._choices[self._place()][1]

    def _boxes(self) -> list[QRectF]:
        space, left, boxes = theme().space, 0.0, []
        for _, word in self._choices:
            width = text_width(word, "small", strong=True) + 2 * space.one
            boxes.append(QRectF(left, 0, width, theme().size.control_small))
            left += width + space.half
        return boxes
