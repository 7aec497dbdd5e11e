"""A message at the place it speaks of, and the page that is still empty."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import IconName, paint_icon
from ui.theme import theme
from ui.widgets.announce import announce
from ui.widgets.boxes import Card, column, line, paint_box
from ui.widgets.buttons import Button
from ui.widgets.text import Text

MessageKind = Literal["notice", "warning", "danger"]

_ICONS: dict[MessageKind, IconName] = {"notice": "saved", "warning": "warning", "danger": "concern"}


class MessageBar(QWidget):
    """One line that says what happened, and one way on at its right.

    A notice has no colour, a warning is amber, danger is red. `followed` says that the way on was
    taken.
    """

    followed = Signal()

    def __init__(self, *, closable: bool = False, parent: QWidget | None = None) -> None:
        """Make a bar that is hidden until it has something to say; a closable one can be put away."""
        super().__init__(parent)
        self._kind: MessageKind = "notice"
        self.setObjectName("message_bar")
        self._text = Text().wrapped()
        self._link = Button("", kind="link")
        self._link.setObjectName("message_link")
        self._link.clicked.connect(self.followed)
        space = theme().space
        row = line(self, gap=space.one)
        row.setContentsMargins(space.inset + theme().size.icon + space.one, space.one, space.inset, space.one)
        row.addWidget(self._text, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._link)
        if closable:
            close = Button(self.tr("Close"), kind="quiet")
            close.setObjectName("message_close")
            close.clicked.connect(self.clear)
            row.addWidget(close)
        self.setMinimumHeight(theme().size.message)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_message(self, kind: MessageKind, text: str, way_on: str = "") -> None:
        """Show a message; `way_on` is the label of its link, "" for none."""
        self._kind = kind
        self._text.show_text(text)
        self._text.set_strong(kind == "danger")
        self._link.show_text(way_on)
        self._link.setVisible(bool(way_on))
        self.setAccessibleName(text)
        self.show()
        self.update()
        if kind != "notice":
            announce(self, text, urgent=kind == "danger")

    def clear(self) -> None:
        """Go away."""
        self.hide()

    def text(self) -> str:
        """Return what is said."""
        return self._text.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box and its sign."""
        del event
        fill, edge, ink = self._colours()
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), fill, edge, theme().radius.control)
        side = theme().size.icon
        box = QRectF(theme().space.inset, (self.height() - side) / 2, side, side)
        paint_icon(painter, _ICONS[self._kind], box, ink)

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        colours = theme().colours
        if self._kind == "danger":
            return colours.danger_surface, colours.danger, colours.danger
        if self._kind == "warning":
            return colours.warning_surface, colours.warning, colours.warning
        return colours.surface, colours.line, colours.success


class EmptyState(Card):
    """What an empty page says: what comes here, and the first step."""

    stepped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one; see `show_state`."""
        super().__init__(parent)
        self.setObjectName("empty_state")
        self._title = Text(strong=True)
        self._text = Text(tone="quiet").wrapped()
        self._layout = column(self, margin=theme().space.two)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._text)
        self._button: Button | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_state(self, title: str, text: str, step: str = "", hint: str = "") -> None:
        """Show what will be here; `step` labels the button of the first step, `hint` is its key."""
        self._title.show_text(title)
        self._text.show_text(text)
        if self._button is not None:
            self._layout.removeWidget(self._button)
            self._button.hide()
            self._button.deleteLater()
            self._button = None
        if step:
            self._button = Button(step, kind="primary", hint=hint)
            self._button.setObjectName("first_step")
            self._button.clicked.connect(self.stepped)
            self._layout.addSpacing(theme().space.inset)
            self._layout.addWidget(self._button)
