"""Choosing: one of a list, and a tick."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QStyledItemDelegate, QWidget

from ui.icons import paint_arrow, paint_icon
from ui.theme import Tone, theme
from ui.widgets.boxes import paint_box
from ui.widgets.text import Run, Text, draw_text, text_width

ASIDE_ROLE = 0x0101
"""Item data of a `ComboField`: a quiet word at the right of the chosen entry. It is Qt's `UserRole` + 1,
by number, as the namespace `Qt` is too heavy before the first paint (see `ui.theme`).
"""


class ComboField(QComboBox):
    """One choice of a list, with room for a quiet word beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self.setFixedHeight(theme().size.control)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(theme().font())
        self._aside = Text(size="small", tone="quiet", parent=self)
        self.currentIndexChanged.connect(self._show_aside)

    def show_choices(self, choices: tuple[tuple[str, str, str], ...], chosen: str) -> None:
        """Show (value, text, aside) entries with one of them chosen, without a word to anyone."""
        was_blocked = self.blockSignals(True)
        self.clear()
        for value, text, aside in choices:
            self.addItem(text, value)
            self.setItemData(self.count() - 1, aside, ASIDE_ROLE)
        self.setCurrentIndex(max(self.findData(chosen), 0 if choices else -1))
        self.blockSignals(was_blocked)
        self._show_aside()

    def ring_rect(self) -> QRect:
        """Return where the focus ring goes round."""
        return self.rect()

    def ring_radius(self) -> int:
        """Return the radius of the corners."""
        return theme().radius.control

    def showPopup(self) -> None:
        """Open the list, in rows that the style sheet draws, wide enough for their words."""
        if not isinstance(self.itemDelegate(), _Rows):
            self.setItemDelegate(_Rows(self))
        widest = self.view().sizeHintForColumn(0) + 2 * theme().space.two
        self.view().setMinimumWidth(min(max(widest, self.width()), self.window().width()))
        super().showPopup()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the quiet word at its place."""
        super().resizeEvent(event)
        self._show_aside()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the arrow to what the style sheet draws, and shorten words that would run into it."""
        room = self._arrow_left() - theme().space.one * 2 - self._aside.natural_width()
        if self.fontMetrics().horizontalAdvance(self.currentText()) <= room:
            super().paintEvent(event)
        else:
            self._paint_shortened(room)
        worn = theme()
        side = worn.size.icon
        tone: Tone = "plain" if self.isEnabled() else "disabled"
        arrow = QRectF(self._arrow_left(), (self.height() - side) / 2, side, side)
        paint_arrow(QPainter(self), arrow, worn.colours.tone(tone))

    def _paint_shortened(self, room: int) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QStylePainter

        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        whole, right = self.currentText(), Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(whole, right, room)  # type: ignore[attr-defined]
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _arrow_left(self) -> int:
        return self.width() - theme().size.icon - theme().space.one

    def _show_aside(self) -> None:
        self._aside.show_text(str(self.currentData(ASIDE_ROLE) or ""))
        width = self._aside.natural_width()
        left = self._arrow_left() - theme().space.one - width
        self._aside.setGeometry(left, 0, width, self.height())


class _Rows(QStyledItemDelegate):
    """Qt's own, which a combo box does not use by itself."""


class CheckBox(QCheckBox):
    """A tick with its words."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Make an open one."""
        super().__init__(text, parent)
        self.setAccessibleName(text)
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
