"""The main window: header, side bar, pages, messages, keys. It knows pages by name and nothing of visits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ui.theme import theme
from ui.widgets.boxes import column, line
from ui.widgets.header_bar import HeaderBar
from ui.widgets.key_help import KeyGroup, KeyHelp
from ui.widgets.message_bar import MessageBar
from ui.widgets.page_frame import Folding, PageFrame, focus_into, folding_for
from ui.widgets.side_bar import SideBar, SideEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.widgets.message_bar import MessageKind
    from ui.widgets.watched import Watch

_DIGITS = "1234567890"


@dataclass(frozen=True)
class Page:
    """A page of the window: its place in the side bar, and how to make it when it is first wanted."""

    entry: SideEntry
    make: Callable[[], QWidget]


class MainWindow(QWidget):
    """Header, side bar and pages.

    Signals: `page_shown(page)`, `lock_wanted()`, `concern_wanted()` (the pill), `find_wanted()`,
    `note_wanted()` (F8), `new_concern_wanted()` (F9), `undo_wanted()`, `closing()`.
    """

    page_shown = Signal(str)
    lock_wanted = Signal()
    concern_wanted = Signal()
    find_wanted = Signal()
    note_wanted = Signal()
    new_concern_wanted = Signal()
    undo_wanted = Signal()
    closing = Signal()

    def __init__(self, pages: Sequence[Page], parent: QWidget | None = None) -> None:
        """Make the window with these pages; none of them is made before it is shown."""
        super().__init__(parent)
        self.setObjectName("main_window")
        self.setWindowTitle("CafAudit")
        self._pages = {page.entry.page: page for page in pages}
        self._made: dict[str, QWidget] = {}
        self._present = ""
        self.name_watch: Watch | None = None
        self._keys_everywhere: tuple[KeyGroup, ...] = ()
        self.header = HeaderBar()
        self.side_bar = SideBar()
        self._stack = QStackedWidget()
        self.message_bar = MessageBar(closable=True, parent=self)
        self.key_help = KeyHelp(self)
        self._build()
        self._connect()
        self._add_keys()
        self.side_bar.show_entries([page.entry for page in pages], "")

    @property
    def present(self) -> str:
        """The page that is shown, "" before the first."""
        return self._present

    def page(self, name: str) -> QWidget:
        """Return a page, made now if it was not yet; KeyError for an unknown name."""
        if name not in self._made:
            made = self._pages[name].make()
            self._made[name] = made
            self._stack.addWidget(made)
            if isinstance(made, PageFrame):
                made.where_changed.connect(self._show_where)
        return self._made[name]

    def show_page(self, name: str) -> None:
        """Turn to a page; KeyError for an unknown name."""
        page = self.page(name)
        self._present = name
        self._stack.setCurrentWidget(page)
        self.side_bar.show_present(name)
        self._show_where()
        self._show_keys()
        self._fold()
        self.page_shown.emit(name)

    def show_entries(self, entries: Sequence[SideEntry]) -> None:
        """Show other counts in the side bar."""
        self.side_bar.show_entries(entries, self._present)

    def show_keys(self, groups: Sequence[KeyGroup]) -> None:
        """Say which keys hold on every page; the card on "?" lists them behind those of the present page."""
        self._keys_everywhere = tuple(groups)
        self._show_keys()

    def show_message(self, kind: MessageKind, text: str, way_on: str = "") -> None:
        """Show a message over the lower end of the page, so that nothing on the page moves."""
        self.message_bar.show_message(kind, text, way_on)
        self._place_message()

    def sizeHint(self) -> QSize:
        """Return the first size of the window."""
        return QSize(theme().size.window_w, theme().size.window_h)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what has no room."""
        super().resizeEvent(event)
        self._fold()
        self._place_message()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the window closes, so that what is being typed can be kept."""
        self.closing.emit()
        super().closeEvent(event)

    def next_part(self, step: int = 1) -> None:
        """Move the keyboard to the next part of the window."""
        parts = [part for part in (self.side_bar, *self._page_parts()) if part.isVisible()]
        now = QApplication.focusWidget()
        place = next((at for at, part in enumerate(parts) if now and part.isAncestorOf(now)), -step)
        for offset in range(1, len(parts) + 1):
            if focus_into(parts[(place + step * offset) % len(parts)]):
                return

    def _page_parts(self) -> list[QWidget]:
        page = self._made.get(self._present)
        if isinstance(page, PageFrame):
            return page.parts()
        return [page] if page is not None else []

    def _build(self) -> None:
        row = line()
        row.addWidget(self.side_bar)
        row.addWidget(self._stack, 1)
        layout = column(self)
        layout.addWidget(self.header)
        layout.addLayout(row, 1)
        self.setMinimumSize(theme().size.window_min_w, theme().size.window_min_h)
        QWidget.setTabOrder(self.header, self.side_bar)

    def _connect(self) -> None:
        self.side_bar.page_chosen.connect(self.show_page)
        self.side_bar.lock_wanted.connect(self.lock_wanted)
        self.header.concern_wanted.connect(self.concern_wanted)
        self.header.find_wanted.connect(self.find_wanted)
        self.header.menu_wanted.connect(self._on_menu_wanted)
        self.header.list_wanted.connect(self._on_list_wanted)

    def _add_keys(self) -> None:
        for digit, name in zip(_DIGITS, self._pages, strict=False):
            self._key(f"Ctrl+{digit}", partial(self.show_page, name))
        self._key("F6", self.next_part)
        self._key("Shift+F6", partial(self.next_part, -1))
        self._key("F8", self.note_wanted.emit)
        self._key("F9", self.new_concern_wanted.emit)
        self._key("Ctrl+F", self.find_wanted.emit)
        self._key("Ctrl+Shift+L", self.lock_wanted.emit)
        self._key("Ctrl+Z", self.undo_wanted.emit)
        self._key("?", self.key_help.toggle)
        self._key("F1", self.key_help.toggle)

    def _key(self, keys: str, deed: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(deed)

    def _show_where(self) -> None:
        page = self._made.get(self._present)
        entry, progress = (page.entry, page.progress) if isinstance(page, PageFrame) else ("", "")
        if page is not None:
            self.header.show_page(self._pages[self._present].entry.text, progress)
            self.header.show_list(entry)

    def _show_keys(self) -> None:
        page = self._made.get(self._present)
        own = page.key_groups() if isinstance(page, PageFrame) else ()
        self.key_help.show_groups((*own, *self._keys_everywhere))

    def _fold(self) -> None:
        page = self._made.get(self._present)
        folding = (
            page.fit(self.size())
            if isinstance(page, PageFrame)
            else folding_for(self.size(), has_list=False, has_panel=False)
        )
        self._wear(folding)

    def _wear(self, folding: Folding) -> None:
        self.side_bar.setVisible(not folding.side_bar)
        self.header.set_folded(side_bar=folding.side_bar, list_column=folding.list_column)

    def _place_message(self) -> None:
        margin = theme().space.two
        left = self._stack.x() + margin
        width = self.width() - left - margin
        height = max(self.message_bar.heightForWidth(width), theme().size.message)
        bottom = self.height() - theme().size.foot_bar - theme().space.one
        self.message_bar.setGeometry(left, bottom - height, width, height)
        self.message_bar.raise_()

    def _on_menu_wanted(self) -> None:
        button = self.header.menu_button
        self.side_bar.menu(self).popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _on_list_wanted(self) -> None:
        page = self._made.get(self._present)
        if isinstance(page, PageFrame):
            page.drop_list(self.header.list_button)
