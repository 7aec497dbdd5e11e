"""The grid of a page: at most a list, the page itself and a panel, which fold as the window narrows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.boxes import Surface, column, line, scrolling

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

    from ui.widgets.key_help import KeyGroup
    from ui.widgets.list_column import ListColumn

_PANEL_SHARE = 0.46
"""Most of the height that a panel beneath the page may take."""


@runtime_checkable
class Reformed(Protocol):
    """A panel that has another form when it stands beneath its page."""

    def set_form(self, form: Literal["column", "tabs"]) -> None:
        """Take that form."""
        ...


@dataclass(frozen=True, slots=True)
class Folding:
    """What has folded away in a window of some size."""

    side_bar: bool = False
    list_column: bool = False
    panel_beneath: bool = False
    panel_width: int = 0


def folding_for(
    window: QSize, *, has_list: bool, has_panel: bool, panel_width: int = 0, list_width: int = 0
) -> Folding:
    """Return what folds in a window of that logical size.

    Args:
        window: Size of the window in logical pixels.
        has_list: Whether the page has a list column.
        has_panel: Whether it has a panel.
        panel_width: The panel's width where there is room, 0 for the usual.
        list_width: The list's width, 0 for the usual.
    """
    folds, size = theme().folds, theme().size
    width = window.width()
    side_bar = width < folds.side_bar_folds_below or window.height() < folds.side_bar_folds_under_height
    room = width - (0 if side_bar else size.side_bar)
    narrow = width < folds.panel_goes_below_content_under or room - size.panel_min < size.page_min
    beneath = has_panel and narrow
    least_panel = size.panel_min if has_panel and not beneath else 0
    list_column = list_width or size.list_column
    too_narrow = room - list_column - least_panel < size.page_min
    list_folds = has_list and (width < folds.list_folds_below or too_narrow)
    room -= list_column if has_list and not list_folds else 0
    wanted = panel_width or size.panel
    panel = min(wanted, max(size.panel_min, room - size.page_min - size.mark * 2)) if has_panel else 0
    return Folding(side_bar, list_folds, beneath, panel)


class PageFrame(QWidget):
    """A page of the main window.

    Pages subclass it, stand their parts in with `set_parts`, and may override `on_folded` to use
    shorter words when there is less room.
    """

    folded = Signal()
    where_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        self._entry, self._progress = "", ""
        self._list: ListColumn | None = None
        self._panel: QWidget | None = None
        self._panel_width = 0
        self._foot: QWidget | None = None
        self._folding = Folding()
        self._sheet: QVBoxLayout | None = None
        self._middle = Surface("surface")
        self._page = column(self._middle)
        self._row = line(self)
        self._row.addWidget(self._middle, 1)

    def set_parts(
        self,
        body: QWidget,
        *,
        list_column: ListColumn | None = None,
        panel: QWidget | None = None,
        foot: QWidget | None = None,
        panel_width: int = 0,
        scrolls: bool = False,
    ) -> None:
        """Stand the parts of the page in; called once.

        Args:
            body: The page itself.
            list_column: The list at its left.
            panel: What there is to know, at its right.
            foot: The bar below the page.
            panel_width: The panel's width where there is room, 0 for the usual.
            scrolls: The body scrolls as a whole, and a panel that went beneath scrolls with it.
        """
        self._list, self._panel, self._foot = list_column, panel, foot
        self._panel_width = panel_width
        if scrolls:
            sheet = QWidget()
            self._sheet = column(sheet)
            self._sheet.addWidget(body, 1)
            self._page.addWidget(scrolling(sheet), 1)
        else:
            self._page.addWidget(body, 1)
        if list_column is not None:
            self._row.insertWidget(0, list_column)
        if panel is not None:
            panel.setFixedWidth(panel_width or theme().size.panel)
            self._row.addWidget(panel)
        if foot is not None:
            self._page.addWidget(foot)

    @property
    def folding(self) -> Folding:
        """What has folded away now."""
        return self._folding

    @property
    def entry(self) -> str:
        """The present entry of the list, for the button that a folded header has in its place."""
        return self._entry

    @property
    def progress(self) -> str:
        """How far the page is, in a few words for a folded header."""
        return self._progress

    def show_where(self, entry: str, progress: str) -> None:
        """Say which entry of the list is present and how far the page is."""
        if (entry, progress) != (self._entry, self._progress):
            self._entry, self._progress = entry, progress
            self.where_changed.emit()

    def key_groups(self) -> tuple[KeyGroup, ...]:
        """Return the keys of this page, for the card that lists them."""
        return ()

    def on_folded(self) -> None:
        """Called when what is folded has changed; the page may use shorter words."""

    def fit(self, window: QSize) -> Folding:
        """Fold and unfold for a window of that size, and say what has folded."""
        folding = folding_for(
            window,
            has_list=self._list is not None,
            has_panel=self._panel is not None,
            panel_width=self._panel_width,
            list_width=0 if self._list is None else self._list.minimumWidth(),
        )
        if folding != self._folding:
            before, self._folding = self._folding, folding
            self._fit_list(folding)
            self._fit_panel(before, folding)
            self.on_folded()
            self.folded.emit()
        self._limit_panel(window)
        return folding

    def parts(self) -> list[QWidget]:
        """Return the parts between which F6 moves, in their order."""
        parts = [self._list, self._middle, self._panel]
        return [part for part in parts if part is not None and part.isVisible()]

    def drop_list(self, below: QWidget) -> None:
        """Show the folded list under the button in the header."""
        if self._list is None or not self._folding.list_column:
            return
        corner = below.mapToGlobal(QPoint(0, below.height() + theme().space.half))
        window = self.window()
        bottom = window.mapToGlobal(QPoint(0, window.height())).y()
        self._list.setFixedHeight(max(bottom - corner.y() - theme().space.one, theme().size.row * 3))
        self._list.move(corner)
        self._list.show()
        self._list.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_list(self) -> None:
        """Put the dropped list away again."""
        if self._list is not None and self._folding.list_column:
            self._list.hide()

    def _fit_list(self, folding: Folding) -> None:
        if self._list is None or folding.list_column == bool(self._list.windowFlags() & Qt.WindowType.Popup):
            return
        if folding.list_column:
            self._row.removeWidget(self._list)
            self._list.setParent(self, Qt.WindowType.Popup)
            self._list.hide()
        else:
            self._list.setParent(self, Qt.WindowType.Widget)
            self._list.setMinimumHeight(0)
            self._list.setMaximumHeight(self.maximumHeight())
            self._row.insertWidget(0, self._list)
            self._list.show()

    def _fit_panel(self, before: Folding, folding: Folding) -> None:
        panel = self._panel
        if panel is None:
            return
        if folding.panel_beneath != before.panel_beneath:
            self._row.removeWidget(panel)
            for layout in (self._page, self._sheet):
                if layout is not None:
                    layout.removeWidget(panel)
            if isinstance(panel, Reformed):
                panel.set_form("tabs" if folding.panel_beneath else "column")
            if not folding.panel_beneath:
                self._row.addWidget(panel)
            elif self._sheet is not None:
                self._sheet.addWidget(panel)
            else:
                self._page.insertWidget(1, panel)
            panel.show()  # a layout would do it later, and the eye would see it come
        if folding.panel_beneath:
            panel.setMinimumWidth(0)
            panel.setMaximumWidth(self.maximumWidth())
        else:
            panel.setFixedWidth(folding.panel_width)
            panel.setMinimumHeight(0)
            panel.setMaximumHeight(self.maximumHeight())
        policy = QSizePolicy.Policy
        panel.setSizePolicy(policy.Expanding if folding.panel_beneath else policy.Fixed, policy.Expanding)

    def _limit_panel(self, window: QSize) -> None:
        if self._panel is None or self._sheet is not None or not self._folding.panel_beneath:
            return
        size = theme().size
        room = window.height() - size.header_bar - size.foot_bar
        self._panel.setFixedHeight(min(size.panel_below, int(room * _PANEL_SHARE)))


def focus_into(part: QWidget) -> bool:
    """Give the keyboard to the first thing in a part that takes it; False when there is none.

    A part may say by a method `focus_first` where the keyboard belongs in it.
    """
    if hasattr(part, "focus_first"):
        part.focus_first()
        return True
    for child in (part, *part.findChildren(QWidget)):
        takes = child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.focusProxy() is None
        if takes and child.isVisible() and child.isEnabled():
            child.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False
