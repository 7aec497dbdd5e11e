"""The head of the Read page: the case, how far its reading is, its facts, and reopening with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from ui.icons import paint_icon
from ui.theme import theme
from ui.widgets.boxes import column, line
from ui.widgets.buttons import Button
from ui.widgets.fields import TextField
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class ReadHead(QWidget):
    """Title, state and facts of one file.

    `reopen_wanted(reason)` once a reason was given, `turned_up()` where a file that was given up is here.
    """

    reopen_wanted = Signal(str)
    turned_up = Signal()
    reason_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty head."""
        super().__init__(parent)
        self.setObjectName("read_head")
        self.title = Text(size="title", strong=True)
        self.state = Text(size="small", tone="quiet")
        self.facts = Text(size="small", tone="quiet").wrapped()
        self._padlock = _Padlock()
        self.reopen = Button(self.tr("Reopen, with a reason"), kind="link", small=True)
        self.reopen.setObjectName("reopen")
        self.reopen.clicked.connect(self.ask_reason)
        self.late = Button(self.tr("It turned up…"), kind="link", small=True)
        self.late.setObjectName("turned_up")
        self.late.clicked.connect(self.turned_up)
        self._reason = _ReasonLine()
        self._reason.given.connect(self.reopen_wanted)
        self._reason.left.connect(self._on_reason_left)
        self._below = QStackedWidget()
        self._build()
        self.show_closed(closed=False, locked=False)

    def show_file(self, case: str, state: str, facts: str) -> None:
        """Show which file it is, how far its reading is, and what is known of it."""
        self.title.show_text(case)
        self.state.show_text(state)
        self.facts.show_text(facts)

    def show_closed(self, *, closed: bool, locked: bool) -> None:
        """Show the padlock of a locked reading, and the way to reopen one that takes no answers."""
        self._padlock.setVisible(locked)
        self.reopen.setVisible(locked)
        self.late.setVisible(closed and not locked)
        if not closed:
            self._below.setCurrentIndex(0)

    def ask_reason(self) -> None:
        """Ask for the reason in the line of the facts."""
        self._below.setCurrentIndex(1)
        self._reason.begin()

    def _build(self) -> None:
        space = theme().space
        top = line(gap=space.one)
        top.addWidget(self.title)
        top.addStretch(1)
        top.addWidget(self._padlock)
        top.addWidget(self.state)
        top.addWidget(self.reopen)
        top.addWidget(self.late)
        self._below.addWidget(self.facts)
        self._below.addWidget(self._reason)
        self._below.setFixedHeight(2 * theme().type.line("small"))  # so that no head is higher than another
        layout = column(self)
        layout.setContentsMargins(space.three, space.inset, space.two, space.half)
        layout.addLayout(top)
        layout.addWidget(self._below)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _on_reason_left(self) -> None:
        self._below.setCurrentIndex(0)
        self.reason_left.emit()


class _Padlock(QWidget):
    """The sign of a locked reading; the words beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        side = theme().size.icon
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        paint_icon(QPainter(self), "lock", QRectF(self.rect()), theme().colours.text_quiet)


class _ReasonLine(QWidget):
    """One line for a reason; Enter gives it, Escape leaves."""

    given = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._field = TextField(small=True)
        self._field.setObjectName("reopen_reason")
        self._field.setAccessibleName(self.tr("Why this reading is opened again"))
        self._field.setPlaceholderText(self.tr("Why is it opened again?"))
        self._field.returnPressed.connect(self._on_given)
        give = Button(self.tr("Reopen"), small=True, hint=self.tr("Enter"))
        give.setObjectName("reopen_now")
        give.clicked.connect(self._on_given)
        cancel = Button(self.tr("Cancel"), kind="quiet", small=True, hint=self.tr("Esc"))
        cancel.setObjectName("reopen_cancel")
        cancel.clicked.connect(self.left)
        row = line(self, gap=theme().space.one)
        row.addWidget(self._field, 1)
        row.addWidget(give)
        row.addWidget(cancel)

    def begin(self) -> None:
        self._field.show_text("")
        self._field.show_wrong(False)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _on_given(self) -> None:
        reason = self._field.text().strip()
        self._field.show_wrong(not reason)
        if reason:
            self.given.emit(reason)
        else:
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
