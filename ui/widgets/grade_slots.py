"""The decision for a grade: a slot for each grade of a scale, chosen by digit, by arrows or by a click."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.announce import announce
from ui.widgets.boxes import paint_box
from ui.widgets.text import text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

_MOST_DIGITS = 9
_TAKEN_BACK = (Qt.Key.Key_0, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


@dataclass(frozen=True, slots=True)
class GradeSlot:
    """One grade that can be chosen; `key` is its digit, "" where there are more grades than digits."""

    grade: str
    letter: str
    word: str
    rung: int
    key: str = ""


def slots_of(grades: Sequence[tuple[str, str, str, int]]) -> tuple[GradeSlot, ...]:
    """Return slots for grades (id, letter, word, rung), best first, with their digits."""
    return tuple(
        GradeSlot(*grade, key=str(place) if place <= _MOST_DIGITS else "")
        for place, grade in enumerate(grades, start=1)
    )


class GradeSlots(QWidget):
    """A row of slots; the chosen one is filled and carries its word.

    `grade_chosen(grade)` when somebody chooses; "" when the choice is taken back with 0 or Delete. The
    choice is shown only after `show_grade`, so that what stands is what was saved.
    """

    grade_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make one without slots."""
        super().__init__(parent)
        self._slots: tuple[GradeSlot, ...] = ()
        self._chosen = ""
        self._present = 0
        self._rungs = 0
        self._spoken = ""
        self.setObjectName("grade_slots")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme().size.control)

    @property
    def chosen(self) -> str:
        """The grade that is chosen, "" for none."""
        return self._chosen

    def show_slots(self, slots: Sequence[GradeSlot], name: str) -> None:
        """Offer grades; `name` says to a screen reader what is decided."""
        self._slots, self._spoken = tuple(slots), name
        self._rungs = max((slot.rung for slot in slots), default=0)
        self._present = min(self._present, max(len(self._slots) - 1, 0))
        self._speak()
        self.update()

    def show_grade(self, grade: str) -> None:
        """Show a grade as chosen, "" for none, without a word to anyone."""
        self._chosen = grade
        self._present = next(
            (at for at, slot in enumerate(self._slots) if slot.grade == grade), self._present
        )
        self._speak()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for all slots."""
        return QSize(theme().size.panel_min, theme().size.control)

    def ring_rect(self) -> QRect:
        """Return the whole row; the slot where the keyboard is has strong type."""
        return self.rect()

    def ring_radius(self) -> int:
        """Return the radius of the corners."""
        return theme().radius.control

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by digit, or by arrows and Space; take back by 0 or Delete."""
        key = Qt.Key(event.key())
        places = {slot.key: at for at, slot in enumerate(self._slots) if slot.key}
        if event.text() in places:
            self._choose(places[event.text()])
        elif key in _TAKEN_BACK and self._chosen:
            self.grade_chosen.emit("")
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._move(-1 if key == Qt.Key.Key_Left else 1)
        elif key in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._choose(self._present)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the slot under the pointer."""
        for place, box in enumerate(self._boxes()):
            if box.contains(event.position()):
                self._choose(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the hover."""
        super().mouseMoveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the slots."""
        del event
        painter = QPainter(self)
        for place, (slot, box) in enumerate(zip(self._slots, self._boxes(), strict=True)):
            self._paint_slot(painter, slot, box, present=place == self._present and self.hasFocus())

    def _paint_slot(self, painter: QPainter, slot: GradeSlot, box: QRectF, *, present: bool) -> None:
        worn = theme()
        colours = worn.colours
        chosen = slot.grade == self._chosen
        grade = worn.grade(slot.rung, self._rungs)
        hovered = self.underMouse() and box.contains(self.mapFromGlobal(self.cursor().pos()))
        fill = grade.fill if chosen else colours.hover if hovered or present else colours.surface
        paint_box(painter, box, fill, None if chosen else colours.control_line, worn.radius.control)
        painter.setFont(worn.font(strong=chosen or present))
        painter.setPen(grade.text if chosen else colours.text)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _words(slot, chosen=chosen))

    def _boxes(self) -> list[QRectF]:
        """Return where the slots stand: the chosen one takes the room that its word needs."""
        if not self._slots:
            return []
        gap = theme().space.half
        pad = 2 * theme().space.inset
        widths = [
            text_width(_words(slot, chosen=slot.grade == self._chosen), strong=True) + pad
            for slot in self._slots
        ]
        rest = self.width() - sum(widths) - gap * (len(widths) - 1)
        share = rest / len(widths)
        boxes, left = [], 0.0
        for width in widths:
            boxes.append(QRectF(left, 0, width + share, self.height()))
            left += width + share + gap
        return boxes

    def _choose(self, place: int) -> None:
        self._present = place
        self.update()
        if self._slots[place].grade != self._chosen:
            self.grade_chosen.emit(self._slots[place].grade)

    def _move(self, step: int) -> None:
        self._present = min(max(self._present + step, 0), len(self._slots) - 1)
        announce(self, self._slots[self._present].word)
        self.update()

    def _speak(self) -> None:
        word = next((slot.word for slot in self._slots if slot.grade == self._chosen), self.tr("none yet"))
        self.setAccessibleName(f"{self._spoken}: {word}")


def _words(slot: GradeSlot, *, chosen: bool) -> str:
    parts = [slot.key, slot.letter, slot.word if chosen else ""]
    return " ".join(part for part in parts if part)
