"""Choosing: one of a list, and a tick."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.theme import theme
from ui.widgets.boxes import paint_box
from ui.widgets.text import Run, draw_text, text_width

ASIDE_ROLE = Qt.ItemDataRole.UserRole + 1
"""Item data of a `ComboField`: a quiet word at the right of the chosen entry."""


class ComboField(QComboBox):
    """One choice of a list, with room for a quiet word beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self.setFixedHeight(theme().size.control)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(theme().font())

    def show_choices(self, choices: tuple[tuple[str, str, str], ...], chosen: str) -> None:
        """Show (value, text, aside) entries with one of them chosen, without a word to anyone."""
        was_blocked = self.blockSignals(True)
        self.clear()
        for value, text, aside in choices:
            self.addItem(text, value)
            self.setItemData(self.count() - 1, aside, ASIDE_ROLE)
        self.setCurrentIndex(max(self.findData(chosen), 0 if choices else -1))
        self.blockSignals(was_blocked)

    def ring_rect(self) -> QRect:
        """Return where the focus ring goes round."""
        return self.rect()

    def ring_radius(self) -> int:
        """Return the radius of the corners."""
        return theme().radius.control

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, choice, aside and arrow."""
        del event
        worn = theme()
        colours, space, side = worn.colours, worn.space, worn.size.icon
        live = self.isEnabled()
        painter = QPainter(self)
        edge = colours.control_line if live else colours.line
        if live and self.underMouse():
            edge = colours.text
        paint_box(painter, QRectF(self.rect()), colours.surface, edge, worn.radius.control)
        arrow = QRectF(self.width() - side - space.one, (self.height() - side) / 2, side, side)
        paint_icon(painter, "fold", arrow, colours.text if live else colours.text_disabled)
        aside = str(self.currentData(ASIDE_ROLE) or "")
        end = arrow.left() - space.one
        aside_width = text_width(aside, "small") if aside else 0
        box = QRectF(end - aside_width, 0, aside_width, self.height())
        draw_text(painter, box, Run(aside, "quiet", size="small"))
        left = space.one + worn.size.border
        room = box.left() - left - (space.one if aside else 0)
        run = Run(self.currentText(), "plain" if live else "disabled")
        draw_text(painter, QRectF(left, 0, room, self.height()), run)


class CheckBox(QCheckBox):
    """A tick with its words."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Make an open one."""
        super().__init__(text, parent)
        self.setFont(theme().font())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room for box and words."""
        size = theme().size
        return QSize(size.check_box + theme().space.one + text_width(self.text()), size.control_small)

    def minimumSizeHint(self) -> QSize:
        """Return the size itself."""
        return self.sizeHint()

    def ring_rect(self) -> QRect:
        """Return the box, without the words."""
        side = theme().size.check_box
        return QRect(0, (self.height() - side) // 2, side, side)

    def ring_radius(self) -> int:
        """Return the radius of the corners."""
        return theme().radius.mark

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, tick and words."""
        del event
        worn = theme()
        colours = worn.colours
        box = QRectF(self.ring_rect())
        painter = QPainter(self)
        ticked = self.isChecked() and self.isEnabled()
        touched = self.underMouse() and self.isEnabled()
        edge = colours.control_line if self.isEnabled() else colours.line
        if ticked:
            fill = colours.accent_hover if touched else colours.accent
            paint_box(painter, box, fill, None, worn.radius.mark)
        else:
            paint_box(painter, box, colours.hover if touched else colours.surface, edge, worn.radius.mark)
        if self.isChecked():
            colour = colours.accent_text if ticked else colours.text_disabled
            inset = worn.space.half / 2 + worn.size.border / 2
            paint_icon(painter, "saved", box.adjusted(inset, inset, -inset, -inset), colour)
        left = box.right() + worn.space.one
        tone: Run = Run(self.text(), "plain" if self.isEnabled() else "disabled")
        draw_text(painter, QRectF(left, 0, self.width() - left, self.height()), tone)

    def hitButton(self, pos: QPoint) -> bool:
        """Take a click anywhere on box or words."""
        return self.rect().contains(pos)
