"""The side bar: the pages of a visit in words, with what waits in them; folds to one menu button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QMenu, QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.boxes import Rule, Surface, column, empty, line, paint_box
from ui.widgets.buttons import Button
from ui.widgets.text import Run, Text, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class SideEntry:
    """One page in the side bar.

    `page` is what the signal says; `count` what waits there, "" for nothing; `alarm` shows the count
    in red; `apart` leaves a gap above.
    """

    page: str
    text: str
    count: str = ""
    alarm: bool = False
    apart: bool = False


class SideBar(Surface):
    """The list of pages.

    `page_chosen(page)` and `lock_wanted()`. One stop of Tab; arrow keys move inside.
    """

    page_chosen = Signal(str)
    lock_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__("window", parent)
        self.setObjectName("side_bar")
        self.setAccessibleName(self.tr("Pages"))
        space = theme().space
        self._entries: tuple[SideEntry, ...] = ()
        self._items: dict[str, _Item] = {}
        self._group = QButtonGroup(self)
        self._role = Text(size="small", tone="quiet")
        self._lock = Button(self.tr("Lock screen"), kind="quiet", small=True).with_icon("lock")
        self._lock.setObjectName("lock_screen")
        self._lock.clicked.connect(self.lock_wanted)
        self._list = column()
        feet = column(gap=space.one + space.half)
        feet.setContentsMargins(space.inset, 0, 0, 0)
        feet.addWidget(self._role)
        feet.addWidget(self._lock)
        inner = column()
        inner.setContentsMargins(space.one, space.one, space.one, space.inset)
        inner.addLayout(self._list)
        inner.addStretch(1)
        inner.addLayout(feet)
        row = line(self)
        row.addLayout(inner, 1)
        row.addWidget(Rule(down=True))
        self.setFixedWidth(theme().size.side_bar)

    def show_entries(self, entries: Sequence[SideEntry], present: str) -> None:
        """Show the pages with `present` chosen."""
        if [entry.page for entry in entries] != list(self._items):
            self._rebuild(entries)
        self._entries = tuple(entries)
        for entry in entries:
            self._items[entry.page].show_entry(entry)
        self.show_present(present)

    def show_present(self, page: str) -> None:
        """Mark a page as the present one, without a word."""
        for name, item in self._items.items():
            item.setChecked(name == page)
            item.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == page else Qt.FocusPolicy.ClickFocus)

    def focus_first(self) -> None:
        """Go to the present page's entry."""
        for item in self._items.values():
            if item.isChecked():
                item.setFocus(Qt.FocusReason.TabFocusReason)

    def show_role(self, text: str) -> None:
        """Show who works here: "Inspector 2"."""
        self._role.show_text(text)

    def menu(self, parent: QWidget) -> QMenu:
        """Return the pages as a menu, for windows in which the bar has folded away."""
        menu = QMenu(parent)
        for entry in self._entries:
            if entry.apart:
                menu.addSeparator()
            words = f"{entry.text}   {entry.count}" if entry.count else entry.text
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(self._items[entry.page].isChecked())
            action.triggered.connect(lambda _=False, page=entry.page: self.page_chosen.emit(page))
        menu.addSeparator()
        menu.addAction(self._lock.text()).triggered.connect(self.lock_wanted)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between pages with the arrow keys."""
        items = list(self._items.values())
        step = _STEPS.get(Qt.Key(event.key()))
        place = next((at for at, item in enumerate(items) if item.hasFocus()), None)
        if step is None or place is None:
            super().keyPressEvent(event)
            return
        items[(place + step) % len(items)].setFocus(Qt.FocusReason.TabFocusReason)

    def _rebuild(self, entries: Sequence[SideEntry]) -> None:
        empty(self._list)
        self._items = {}
        for entry in entries:
            if entry.apart:
                self._list.addSpacing(theme().space.two)
            button = _Item(self)
            button.setObjectName(f"page_{entry.page}")
            button.clicked.connect(lambda _=False, page=entry.page: self.page_chosen.emit(page))
            self._group.addButton(button)
            self._items[entry.page] = button
            self._list.addWidget(button)


class _Item(QAbstractButton):
    """One page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entry = SideEntry("", "")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_entry(self, entry: SideEntry) -> None:
        self._entry = entry
        self.setText(entry.text)
        self.setAccessibleName(f"{entry.text}, {entry.count}" if entry.count else entry.text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().size.side_bar, theme().size.row)

    def ring_rect(self) -> QRect:
        out = theme().size.focus_width + theme().size.focus_gap
        return self.rect().adjusted(out, out, -out, -out)

    def ring_radius(self) -> int:
        return theme().radius.mark

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif Qt.Key(event.key()) in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        worn, chosen = theme(), self.isChecked()
        colours, space = worn.colours, worn.space
        painter, box = QPainter(self), QRectF(self.rect())
        if chosen or self.underMouse():
            paint_box(painter, box, colours.selection if chosen else colours.hover, None, worn.radius.control)
        if chosen:
            bar = QRectF(
                0, worn.radius.control, worn.size.selected_bar, box.height() - 2 * worn.radius.control
            )
            painter.fillRect(bar, colours.accent)
        count = text_width(self._entry.count, "small", strong=self._entry.alarm) if self._entry.count else 0
        right = QRectF(box.right() - space.one - count, 0, count, box.height())
        tone = Run(self._entry.count, "danger" if self._entry.alarm else "quiet", self._entry.alarm, "small")
        draw_text(painter, right, tone)
        label = QRectF(space.inset, 0, right.left() - space.inset, box.height())
        draw_text(painter, label, Run(self._entry.text, strong=chosen))
