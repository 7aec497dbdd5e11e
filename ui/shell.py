"""The one window of the program: whatever a person works in stands inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtGui import QCloseEvent, QShowEvent


class Shell(QStackedWidget):
    """Holds the unlock window, the visits, or one visit.

    `painted()` once, after the first paint has reached the screen; `closing()` before the window closes.
    """

    painted = Signal()
    closing = Signal()

    def __init__(self) -> None:
        """Make an empty window of the usual size."""
        super().__init__()
        self.setObjectName("shell")
        self.setWindowTitle("CafAudit")
        self.setMinimumSize(theme().size.window_min_w, theme().size.window_min_h)
        self._is_painted = False
        self._keyboard: QWidget | None = None

    def show_only(self, part: QWidget) -> None:
        """Show one part and let go of the one before; the part says where the keyboard goes."""
        before = self.currentWidget()
        if before is part:
            return
        if not self._is_painted:
            part.installEventFilter(self)
        self.addWidget(part)
        self.setCurrentWidget(part)
        if before is not None:
            self.removeWidget(before)
            before.hide()
            before.deleteLater()

    def give_keyboard(self, control: QWidget) -> None:
        """Give the keyboard to a control, now or when the window comes up."""
        self._keyboard = None if self.isVisible() else control
        control.setFocus()

    def come_up(self, free: QSize) -> None:
        """Show the window: it fills the screen of a laptop, and has its usual size on a larger one.

        Args:
            free: What the screen leaves free, in logical pixels.
        """
        size = theme().size
        if free.width() <= size.laptop_w and free.height() <= size.laptop_h:
            self.resize(free)  # a screen without a window manager maximises nothing
            self.showMaximized()
        else:
            self.resize(self.sizeHint().boundedTo(free))
            self.show()
        self.activateWindow()

    def sizeHint(self) -> QSize:
        """Return the usual size of the window."""
        return QSize(theme().size.window_w, theme().size.window_h)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where it belongs: Qt would take the first control there is."""
        super().showEvent(event)
        if self._keyboard is not None:
            self._keyboard.setFocus()
            self._keyboard = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the first paint: of the part, as it covers the window.

        The kind of the event is told by its class: the enumeration of all kinds costs a millisecond and a
        half, which would stand before that paint.
        """
        if isinstance(event, QPaintEvent) and not self._is_painted:
            self._is_painted = True
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.painted.emit)
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the window closes, so that what is being typed can be kept."""
        self.closing.emit()
        super().closeEvent(event)
