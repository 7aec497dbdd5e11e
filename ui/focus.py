"""Where the keyboard goes when pages and controls come and go: never to something that cannot be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget


def focus_soon(control: QWidget) -> None:
    """Give the keyboard to a control once its layout has shown it, unless it is out of sight then.

    A control that was added to a page on the screen becomes visible with the next turn of the event
    loop, and until then it cannot have the keyboard. Meanwhile somebody may have turned to another page.
    """
    QTimer.singleShot(0, control, lambda: focus_if_shown(control))


def focus_if_shown(control: QWidget) -> None:
    """Give the keyboard to a control unless it is out of sight: Qt would give it to one on a hidden page."""
    if control.isVisible():
        control.setFocus()


class KeyboardInSight(QObject):
    """Takes the keyboard back from a control on a hidden page; one for the application.

    What was saved in the background may ask for the keyboard after somebody has turned to another page.
    Where a page asks just before it is shown, it has come up by the next turn of the event loop.
    """

    def __init__(self, app: QApplication) -> None:
        """Follow the focus of `app`, which becomes the parent."""
        super().__init__(app)
        self._app = app
        self._last = app.focusWidget()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._look)
        app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None:
            return
        if new.isVisible():
            self._last = new
        else:
            self._soon.start()

    def _look(self) -> None:
        present, last = self._app.focusWidget(), self._last
        if present is None or present.isVisible():
            self._last = present
        elif last is not None and isValid(last) and last.isVisible() and last.window() is present.window():
            last.setFocus()
