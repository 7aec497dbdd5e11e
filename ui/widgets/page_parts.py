"""What every page has: its title with its state, a foot with keys and the primary action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.boxes import Bar, column, empty, line
from ui.widgets.buttons import Button
from ui.widgets.progress import SaveState
from ui.widgets.text import Run, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QHBoxLayout


class PageHead(QWidget):
    """The one title of a page, its state beside it or at the right, links, and a quiet line below.

    The title is never cut. Links stand at the right of it, and below it where they would cut the state.
    """

    def __init__(self, *, state_right: bool = False, parent: QWidget | None = None) -> None:
        """Make an empty one; `state_right` stands the state at the right edge."""
        super().__init__(parent)
        self.setObjectName("page_head")
        self.title = Text(size="title", strong=True)
        self.state = Text(size="small", tone="quiet")
        self.detail = Text(size="small", tone="quiet")
        self.detail.hide()
        self._row = line(gap=theme().space.two)
        self._row.addWidget(self.title)
        if state_right:
            self._row.addStretch(1)
            self._row.addWidget(self.state)
        else:
            self._row.addWidget(self.state)
            self._row.addStretch(1)
        self._links = QWidget()
        self._links.hide()
        self._link_row = line(self._links, gap=theme().space.two)
        self._below = False
        self._row.addWidget(self._links)
        self._sheet = column(self, gap=theme().space.half)
        self._sheet.addLayout(self._row)
        self._sheet.addWidget(self.detail)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def row(self) -> QHBoxLayout:
        """The row of the title, for a button at its right."""
        return self._row

    def add_link(self, link: Button) -> None:
        """Stand a link at the right of the title, after those that are there."""
        self._link_row.addWidget(link)
        self._links.show()

    def show_head(self, title: str, state: str = "", detail: str = "") -> None:
        """Show what this is, its state, and what there is to know at a glance."""
        self.title.show_text(title)
        self.title.setMinimumWidth(min(self.title.natural_width(), theme().size.page_min))
        self.state.show_text(state)
        self.detail.show_text(detail)
        self.detail.setVisible(bool(detail))
        self._stand_links()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand the links where there is room for them."""
        super().resizeEvent(event)
        self._stand_links()

    def _stand_links(self) -> None:
        parts = (self.title.natural_width(), self.state.natural_width(), self._links.sizeHint().width())
        needed = sum(parts) + len(parts) * theme().space.two
        below = bool(self._link_row.count()) and needed > self.width()
        if below == self._below:
            return
        self._below = below
        if below:
            self._row.removeWidget(self._links)
            self._sheet.insertWidget(1, self._links, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._sheet.removeWidget(self._links)
            self._row.addWidget(self._links)


class SectionHead(QWidget):
    """A strong heading inside a page with a quiet word after it."""

    def __init__(self, text: str = "", aside: str = "", parent: QWidget | None = None) -> None:
        """Show a heading."""
        super().__init__(parent)
        self._text = Text()
        self._row = line(self, gap=theme().space.one)
        self._row.addWidget(self._text, 1)
        self.show_head(text, aside)

    @property
    def row(self) -> QHBoxLayout:
        """The row, for a link at its right."""
        return self._row

    def show_head(self, text: str, aside: str = "") -> None:
        """Show heading and quiet word."""
        runs = [Run(text, strong=True)]
        if aside:
            runs.append(Run(f"  {aside}", "quiet"))
        self._text.show_runs(*runs)


class FootBar(Bar):
    """The foot of a page: what is saved at the left, keys, and the actions at the right.

    `key_pressed(key)` says that the words of a key were clicked: "F8", "F9", "?". Where there is no room for
    all, the words of keys go, the first of them first: what is said of saving is never cut for them.
    """

    key_pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make one without actions."""
        super().__init__("surface", line_below=False, parent=parent)
        self.setObjectName("foot_bar")
        space = theme().space
        self.saved = SaveState()
        self._keys = line(gap=space.two)
        self._actions = line(gap=space.two)
        self._row = line(self, gap=space.two)
        self._row.addWidget(self.saved)
        self._row.addStretch(1)
        self._row.addLayout(self._keys)
        self._row.addLayout(self._actions)
        self.set_compact(False)
        self.setFixedHeight(theme().size.foot_bar)

    def set_compact(self, compact: bool) -> None:  # noqa: FBT001
        """Use less margin, for a narrow window."""
        space = theme().space
        left, right = (space.inset, space.one) if compact else (space.three, space.two)
        self._row.setContentsMargins(left, theme().size.border, right, 0)

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show keys with their words, such as ("F8", "rough note"); each can be clicked too."""
        empty(self._keys)
        for key, words in keys:
            button = Button(f"{key} {words}", kind="quiet", small=True)
            button.setObjectName(f"key_{key}")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the key itself is the keyboard's way
            button.clicked.connect(lambda _=False, name=key: self.key_pressed.emit(name))
            self._keys.addWidget(button)
        self._fit_keys()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the keys that there is room for."""
        super().resizeEvent(event)
        self._fit_keys()

    def event(self, event: QEvent) -> bool:
        """Fit the keys when the wishes of a part change."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_keys()
        return super().event(event)

    def _fit_keys(self) -> None:
        margins, gap = self._row.contentsMargins(), self._row.spacing()
        actions = [button for button in _buttons_in(self._actions) if not button.isHidden()]
        room = self.width() - margins.left() - margins.right() - self.saved.room() - gap
        room -= sum(button.sizeHint().width() + gap for button in actions)
        for button in reversed(_buttons_in(self._keys)):
            room -= button.sizeHint().width() + gap
            if button.isHidden() != (room < 0):
                button.setVisible(room >= 0)

    def add_action(self, button: Button) -> Button:
        """Stand a button at the right, after those that are there; returns it."""
        self._actions.addWidget(button)
        return button


def _buttons_in(row: QHBoxLayout) -> list[QWidget]:
    return [part for at in range(row.count()) if (part := row.itemAt(at).widget()) is not None]
