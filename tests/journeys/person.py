"""A person at the real window: eyes that read what stands there, and a keyboard, nothing else.

Keys go to the window, as from a keyboard, and so to whatever has the focus. Before each key the focus is
looked at: it must be on something that can be seen, that can be used and that has a name for a screen
reader. Every key is counted, also those of a path that is typed into a dialog. Each Enter and Space counts
as a decision; a key that opens a dialog is one decision together with the path that is typed there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtGui import QWindow
    from pytestqt.qtbot import QtBot

    from ui.app import App

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier
_DECIDING = frozenset({Key.Key_Return, Key.Key_Enter, Key.Key_Space})
_MOST_TABS = 60


@dataclass
class Stage:
    """What one part of the journey took."""

    name: str
    keys: int = 0
    decisions: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return the tally in a line."""
        return f"{self.name}: {self.keys} keys, {len(self.decisions)} decisions"


class Dialogs:
    """The dialogs for files: a person types a path into them; nobody answers without having been told."""

    def __init__(self) -> None:
        self.to_type: list[Path] = []
        self.typed: Callable[[Path], None] = lambda _: None
        self.printed: list[str] = []

    def open_file(self, parent: QWidget, title: str, pattern: str) -> Path | None:
        del parent, pattern
        return self._type(title)

    def open_files(self, parent: QWidget, title: str, pattern: str) -> list[Path]:
        del parent, pattern
        return [self._type(title)]

    def save_file(self, parent: QWidget, title: str, suggested: Path, pattern: str) -> Path | None:
        del parent, suggested, pattern
        return self._type(title)

    def folder(self, parent: QWidget, title: str, suggested: Path) -> Path | None:
        del parent, suggested
        return self._type(title)

    def print_html(self, parent: QWidget, title: str, html: str) -> bool:
        del parent, title
        self.printed.append(html)
        return True

    def _type(self, title: str) -> Path:
        assert self.to_type, f"a dialog came up that nobody expected: {title}"
        path = self.to_type.pop(0)
        self.typed(path)
        return path


class Person:
    """Somebody who works in the window by keyboard alone."""

    def __init__(self, app: App, qtbot: QtBot, dialogs: Dialogs) -> None:
        self.app = app
        self.stages: list[Stage] = [Stage("the way in")]
        self._qtbot = qtbot
        self._dialogs = dialogs
        dialogs.typed = self._count_path

    @property
    def stage(self) -> Stage:
        """The part of the journey that is counted now."""
        return self.stages[-1]

    def begin(self, name: str) -> Stage:
        """Count another part of the journey from now on."""
        self.stages.append(Stage(name))
        return self.stage

    def sit_down(self) -> Person:
        """Turn to this person's laptop."""
        self.app.shell.activateWindow()
        self._qtbot.waitUntil(self.app.shell.isActiveWindow)
        return self

    # Hands

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = _NONE) -> Person:
        """Press keys one after the other, each once what the one before asked for is done."""
        for key in keys:
            self._look_at_focus()
            self.stage.keys += 1
            if key in _DECIDING:
                self.stage.decisions.append(self.focus_words())
            QTest.keyClick(_window(), key, held)
            self.settle()
        return self

    def type(self, text: str) -> Person:
        """Type a text where the focus is."""
        for letter in text:
            self._look_at_focus()
            self.stage.keys += 1
            QTest.keyClick(_window(), letter)  # type: ignore[call-overload]  # not in the stubs
        self.settle()
        return self

    def enter(self, text: str = "") -> Person:
        """Type a text and press Enter."""
        return self.type(text).press(Key.Key_Return)

    def tab_to(self, name: str) -> Person:
        """Press Tab until the focus is on the control of that name."""
        passed = []
        while self.focus_name() != name:
            passed.append(self.focus_name())
            assert len(passed) <= _MOST_TABS, f"Tab does not lead to {name}: {passed}"
            self.press(Key.Key_Tab)
        return self

    def will_choose(self, *paths: Path) -> Person:
        """Have paths ready to type into the next dialogs."""
        self._dialogs.to_type.extend(paths)
        return self

    def settle(self) -> None:
        """Wait until what was asked for is saved and shown."""
        QApplication.processEvents()
        one = self.app.one_visit
        if one is not None:
            self._qtbot.waitUntil(lambda: not one.desk.busy)
        QApplication.processEvents()

    def leave(self) -> None:
        """Close the window, as the window manager does."""
        self.app.shell.close()

    # Eyes

    def at(self, name: str, *, within: int = 20_000) -> Person:
        """Wait until the focus is on the control of that name; fail with what has it instead."""
        try:
            self._qtbot.waitUntil(lambda: self.focus_name() == name and _can_be_used(), timeout=within)
        except self._qtbot.TimeoutError:
            where = f"the keyboard belongs on {name}, but it is on {self.focus_words()}"
            message = f"{where}; to be seen: {self.words()}"
            raise AssertionError(message) from None
        return self

    def hears(self, words: str, *, within: int = 20_000) -> Person:
        """Wait until a screen reader would say these words of what has the focus."""
        return self.wait_for(lambda: words in self.focus_words(), f"focus on {words}", within=within)

    def wait_for(self, seen: Callable[[], object], what: str, *, within: int = 30_000) -> Person:
        """Wait until something can be seen."""
        try:
            self._qtbot.waitUntil(lambda: bool(seen()), timeout=within)
        except self._qtbot.TimeoutError:
            raise AssertionError(f"never came: {what}; to be seen: {self.words()}") from None
        return self

    def reads(self, text: str, *, within: int = 30_000) -> Person:
        """Wait until a text stands somewhere in the window."""
        return self.wait_for(lambda: text in self.words(), text, within=within)

    def sees(self, name: str) -> QWidget:
        """Wait until something of that object name can be seen, and return it to be looked at."""
        self.wait_for(lambda: self._visible(name), name)
        return self._visible(name)[0]

    def words(self) -> str:
        """Return all that stands in labels of the window and as names of its controls."""
        return "\n".join(dict.fromkeys(text for text in self._texts() if text.strip()))

    def focus_name(self) -> str:
        """Return the object name of what has the focus, "" for nothing."""
        present = _focused()
        return "" if present is None else present.objectName()

    def focus_words(self) -> str:
        """Return what a screen reader says of what has the focus."""
        present = _focused()
        if present is None:
            return "nothing"
        return f"{present.objectName()} ({present.accessibleName() or type(present).__name__})"

    def _visible(self, name: str) -> list[QWidget]:
        found = self.app.shell.findChildren(QWidget, name)
        return [one for one in found if one.isVisible()]

    def _texts(self) -> Iterator[str]:
        for one in self.app.shell.findChildren(QWidget):
            if one.isVisible():
                yield one.accessibleName()
                if isinstance(one, QLabel):
                    yield one.text()

    def _look_at_focus(self) -> None:
        present = _focused()
        assert present is not None, "nothing has the keyboard"
        words = self.focus_words()
        assert present.isVisible(), f"{words} has the keyboard and is hidden"
        assert present.isEnabled(), f"{words} has the keyboard and cannot be used"
        assert _is_in_sight(present), f"{words} has the keyboard and is out of sight"
        assert present.accessibleName(), f"{words} has the keyboard and no name"

    def _count_path(self, path: Path) -> None:
        self.stage.keys += len(str(path)) + 1
        self.stage.decisions[-1] += f": {path.name}"


def _window() -> QWindow:
    window = QGuiApplication.focusWindow()
    assert window is not None, "no window has the keyboard"
    return window


def _can_be_used() -> bool:
    present = _focused()
    return present is not None and present.isEnabled() and bool(present.accessibleName())


def _is_in_sight(widget: QWidget) -> bool:
    """Say whether any of a widget lies inside everything that it stands in."""
    seen, place = widget.rect(), widget
    while not place.isWindow() and (parent := place.parentWidget()) is not None:
        seen = seen.translated(place.pos()).intersected(parent.rect())
        place = parent
    return not seen.isEmpty()


def _focused() -> QWidget | None:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return popup.focusWidget() or popup
    return QApplication.focusWidget()
