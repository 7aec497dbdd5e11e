"""Buttons: one primary a page, plain ones, links, danger, and the red pill in the header."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.icons import IconName, paint_icon
from ui.theme import TextSize, theme
from ui.widgets.boxes import paint_box
from ui.widgets.text import text_width

ButtonKind = Literal["primary", "plain", "danger", "link", "quiet", "alert"]

_BARE: tuple[ButtonKind, ...] = ("link", "quiet")
_STRONG: tuple[ButtonKind, ...] = ("primary", "alert")


@dataclass(frozen=True)
class _Paint:
    fill: QColor | None
    edge: QColor | None
    text: QColor


class Button(QPushButton):
    """A button with its label, and beside it quietly the key that does the same.

    Kinds: "primary" (one a page), "plain", "danger" (what cannot be undone), "link" (in the accent
    colour, no box), "quiet" (a link in quiet text, for the foot bar), "alert" (an open concern).
    Space and Enter press it.
    """

    def __init__(
        self,
        text: str,
        *,
        kind: ButtonKind = "plain",
        hint: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make a button.

        Args:
            text: The label; also the accessible name.
            kind: See the class.
            hint: A key or a short word in small type after the label.
            small: Low, with small type, for use inside a row.
            parent: The widget that it stands in.
        """
        super().__init__(text, parent)
        self._kind = kind
        self._hint = hint
        self._small = small
        self._strong = kind in _STRONG
        self._leading: IconName | None = None
        self._trailing: IconName | None = None
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(theme().font(self._text_size(), strong=kind in _STRONG))
        if kind in _BARE:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def with_icon(self, name: IconName, *, after: bool = False) -> Button:
        """Put an icon before the label, or after it; returns itself, for building."""
        if after:
            self._trailing = name
        else:
            self._leading = name
        self.updateGeometry()
        return self

    def emphasised(self) -> Button:
        """Set the label in strong type, as for the name of a page; returns itself, for building."""
        self._strong = True
        self.setFont(theme().font(self._text_size(), strong=True))
        return self

    def show_text(self, text: str, spoken: str = "") -> None:
        """Change the label; `spoken` is the accessible name where it has to say more."""
        self.setText(text)
        self.setAccessibleName(spoken or text)
        self.updateGeometry()

    def show_kind(self, kind: ButtonKind) -> None:
        """Change the kind, as when a step becomes the next one."""
        self._kind = kind
        self._strong = kind in _STRONG
        self.setFont(theme().font(self._text_size(), strong=self._strong))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for icon, label and hint."""
        width = sum(part.width for part in self._parts()) + 2 * self._pad()
        gaps = (len(self._parts()) - 1) * theme().space.one
        return QSize(width + gaps, self._height())

    def minimumSizeHint(self) -> QSize:
        """Return the size itself: a label is never cut."""
        return self.sizeHint()

    def ring_rect(self) -> QRect:
        """Return where the focus ring goes round: the box, or the words of a link."""
        if self._kind not in _BARE:
            return self.rect()
        out = theme().space.half
        return self.rect().adjusted(-out, 0, out, 0)

    def ring_radius(self) -> int:
        """Return the radius of the corners."""
        return theme().radius.control

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as well as with Space."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, icon, label and hint."""
        del event
        painter = QPainter(self)
        paint = self._paint()
        if paint.fill is not None or paint.edge is not None:
            radius = theme().radius.mark if self._small else theme().radius.control
            paint_box(painter, QRectF(self.rect()), paint.fill, paint.edge, radius)
        left = (self.width() - self.sizeHint().width()) / 2 + self._pad()
        for part in self._parts():
            box = QRectF(left, 0, part.width, self.height())
            self._paint_part(painter, part, box, paint.text)
            left += part.width + theme().space.one

    def _paint_part(self, painter: QPainter, part: _Part, box: QRectF, colour: QColor) -> None:
        if part.icon is not None:
            paint_icon(painter, part.icon, _square(box), colour)
            return
        font = theme().font(part.size, strong=part.strong)
        if self._kind in _BARE and self.underMouse() and self.isEnabled():
            font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, part.text)

    def _parts(self) -> list[_Part]:
        size = self._text_size()
        strong = self._strong and self.isEnabled()
        parts = [_Part(self.text(), size, strong)] if self.text() else []
        if self._hint:
            parts.append(_Part(self._hint, "small"))
        if self._leading is not None:
            parts.insert(0, _Part(icon=self._leading))
        if self._trailing is not None:
            parts.append(_Part(icon=self._trailing))
        return parts

    def _text_size(self) -> TextSize:
        return "small" if self._small else "body"

    def _pad(self) -> int:
        if self._kind in _BARE:
            return 0
        space = theme().space
        return (space.one if self._small or not self.text() else space.inset) + theme().size.border

    def _height(self) -> int:
        if self._kind in _BARE:
            return theme().size.control_small
        return theme().size.control_small if self._small else theme().size.control

    def _paint(self) -> _Paint:
        colours = theme().colours
        touched = (self.underMouse() or self.isDown()) and self.isEnabled()
        if not self.isEnabled():
            edge = None if self._kind in _BARE else colours.line
            return _Paint(None, edge, colours.text_disabled)
        accent = colours.accent_hover if touched else colours.accent
        ground = colours.hover if touched else colours.surface
        red = colours.danger_surface if touched else colours.surface
        looks: dict[ButtonKind, _Paint] = {
            "primary": _Paint(accent, None, colours.accent_text),
            "plain": _Paint(ground, colours.control_line, colours.text),
            "danger": _Paint(red, colours.danger, colours.danger),
            "alert": _Paint(colours.danger_surface, colours.danger, colours.danger),
            "link": _Paint(None, None, colours.accent),
            "quiet": _Paint(None, None, colours.text_quiet),
        }
        return looks[self._kind]


@dataclass(frozen=True)
class _Part:
    text: str = ""
    size: TextSize = "body"
    strong: bool = False
    icon: IconName | None = None

    @property
    def width(self) -> int:
        if self.icon is not None:
            return theme().size.icon
        return text_width(self.text, self.size, strong=self.strong)


def _square(box: QRectF) -> QRectF:
    side = theme().size.icon
    return QRectF(box.left(), box.center().y() - side / 2, side, side)
