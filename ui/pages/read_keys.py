"""The keys of the Read page: which deed each one is, and what the card on "?" says of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut

from ui.widgets.key_help import KeyGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

KEPT_FROM_WINDOW = frozenset({"Ctrl+Z", "F8", "F9"})
"""Keys that the window knows too; while the keyboard is on the page they are the page's."""


class PageKeys(QObject):
    """The keys of a page, by name. Keys of the window's that the page keeps come by `takes` and `press`.

    `instead`, asked before each deed, may do something else and say so; a card over the page does.
    """

    def __init__(
        self, page: QWidget, deeds: Mapping[str, Callable[[], object]], instead: Callable[[str], bool]
    ) -> None:
        """Let each key do its deed while the keyboard is on `page`."""
        super().__init__(page)
        self._deeds = deeds
        self._instead = instead
        for name in deeds:
            if name not in KEPT_FROM_WINDOW:
                shortcut = QShortcut(QKeySequence(name), page)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(partial(self.do, name))

    def takes(self, event: QEvent) -> bool:
        """Say whether a key that the window would take is the page's."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        return is_asked and key_name(event) in KEPT_FROM_WINDOW & self._deeds.keys()

    def press(self, event: QKeyEvent) -> bool:
        """Do what a pressed key means; False when it means nothing here."""
        name = key_name(event)
        return name in KEPT_FROM_WINDOW and self.do(name)

    def do(self, name: str) -> bool:
        """Do what a key means; False when it means nothing here."""
        if name not in self._deeds:
            return False
        if not self._instead(name):
            self._deeds[name]()
        return True


def key_name(event: QEvent) -> str:
    """Return the name of a pressed key with what is held: "Ctrl+Z", "F8", "Tab"."""
    return QKeySequence(cast("QKeyEvent", event).keyCombination()).toString()


def read_keys() -> tuple[KeyGroup, ...]:
    """Return the keys of the page in groups."""
    return (
        KeyGroup(
            _tr("Answers"),
            (
                (_tr("↑ ↓"), _tr("question above, below")),
                (_tr("1 … 9"), _tr("grade or choice; moves one row down")),
                (_tr("Y N"), _tr("yes, no; moves one row down")),
                ("0", _tr("not applicable; moves one row down")),
                (_tr("Backspace"), _tr("takes the answer back")),
                ("M", _tr("manager’s grade, then its digit")),
                ("E", _tr("evidence in this answer")),
                (_tr("Tab"), _tr("why; Esc comes back")),
                (_tr("Space"), _tr("opens the further questions")),
            ),
        ),
        KeyGroup(
            _tr("Files"),
            (
                ("Ctrl+Enter", _tr("next file; locks one that is complete")),
                ("Ctrl+↑ ↓", _tr("file above, below")),
                ("Ctrl+L", _tr("locks this reading")),
                ("Ctrl+R", _tr("ask for this file, replace it")),
                ("Ctrl+Z", _tr("takes back the last step")),
                ("Ctrl+Shift+Z", _tr("does it again")),
            ),
        ),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("read_keys", text)
