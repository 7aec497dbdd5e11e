"""Buttons: one primary a page, plain ones, links, danger, and the red pill in the header.

Boxes and labels are drawn by the style sheet (`ui.dress`); icons and hints are added here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.icons import IconName, paint_icon
from ui.theme import TextSize, theme
from ui.widgets.text import centred_baseline, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QKeyEvent

ButtonKind = Literal["primary", "plain", "danger", "link", "quiet", "alert"]

_BARE: tuple[ButtonKind, ...] = ("link", "quiet")
_STRONG: tuple[ButtonKind, ...] = ("primary", "alert")


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
        super().__init__(parent)  # with a text Qt's types for icons would be loaded too
        self.setText(text)
        self._kind: ButtonKind = kind
        self._hint = hint
        self._small = small
        self._strong = kind in _STRONG
        self._leading: IconName | None = None
        self._trailing: IconName | None = None
        self.setProperty("kind", kind)
        self.setProperty("small", small)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(theme().font(self._text_size(), strong=self._strong))

    def with_icon(self, name: IconName, *, after: bool = False) -> Button:
        """Put an icon before the label, or after it; returns itself, for building."""
        if after:
            self._trailing = name
        else:
            self._leading = name
            self.setProperty("leading", True)
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
        if kind == self._kind:
            return
        self._kind = kind
        self._strong = kind in _STRONG
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setFont(theme().font(self._text_size(), strong=self._strong))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the room for icon, label and hint."""
        width = self._label_left() + self._label_width() + self._pad()
        for part in (self._hint_width(), theme().size.icon if self._trailing else 0):
            width += theme().space.one + part if part else 0
        return QSize(width, self._height())

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

    def setEnabled(self, enabled: bool) -> None:  # noqa: FBT001  # Qt's own
        """Set the label in plain type while the button cannot be pressed."""
        super().setEnabled(enabled)
        self.setFont(theme().font(self._text_size(), strong=self._strong and enabled))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as well as with Space."""
        from PySide6.QtCore import Qt

        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add icon and hint to what the style sheet draws."""
        super().paintEvent(event)
        if not (self._leading or self._trailing or self._hint):
            return
        painter = QPainter(self)  # its pen has the colour of the label
        if self._leading is not None:
            self._paint_icon(painter, self._leading, self._pad())
        left = self._label_left() + self._label_width() + theme().space.one
        if self._hint:
            font = theme().font("small")
            painter.setFont(font)
            baseline = centred_baseline(QRectF(self.rect()), QFontMetricsF(font))
            painter.drawText(QPointF(left, baseline), self._hint)
            left += self._hint_width() + theme().space.one
        if self._trailing is not None:
            self._paint_icon(painter, self._trailing, left)

    def _paint_icon(self, painter: QPainter, name: IconName, left: int) -> None:
        side = theme().size.icon
        paint_icon(painter, name, QRectF(left, (self.height() - side) / 2, side, side), self._colour())

    def _colour(self) -> QColor:
        colours = theme().colours
        if not self.isEnabled():
            return colours.text_disabled
        named = {"primary": colours.accent_text, "link": colours.accent, "quiet": colours.text_quiet}
        red = {"danger": colours.danger, "alert": colours.danger}
        return {**named, **red}.get(self._kind, colours.text)

    def _text_size(self) -> TextSize:
        return "small" if self._small else "body"

    def _label_left(self) -> int:
        if self._leading is None:
            return self._pad()
        return self._pad() + theme().size.icon + (theme().space.one if self.text() else 0)

    def _label_width(self) -> int:
        return text_width(self.text(), self._text_size(), strong=self._strong) if self.text() else 0

    def _hint_width(self) -> int:
        return text_width(self._hint, "small") if self._hint else 0

    def _pad(self) -> int:
        if self._kind in _BARE:
            return 0
        space = theme().space
        return (space.one if self._small else space.inset) + theme().size.border

    def _height(self) -> int:
        size = theme().size
        return size.control_small if self._small or self._kind in _BARE else size.control
