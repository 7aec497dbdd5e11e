"""Tabs of words with counts, for a panel that went beneath its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Signal
from PySide6.QtGui import QMoveEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QTabBar, QWidget

from ui.theme import theme
from ui.widgets.text import Run, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab; `count` "" for none, `alarm` shows it in red."""

    text: str
    count: str = ""
    alarm: bool = False


class TabBar(QTabBar):
    """A row of tabs; arrow keys move between them, the present one has strong type and a bar below."""

    tab_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty row."""
        super().__init__(parent)
        self.setObjectName("tab_bar")
        self.setAccessibleName(self.tr("Parts of the panel"))
        self._tabs: tuple[Tab, ...] = ()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setFixedHeight(theme().size.control)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.currentChanged.connect(self._on_changed)

    def show_tabs(self, tabs: Sequence[Tab]) -> None:
        """Show tabs; the present one stays when their number does."""
        was_blocked = self.blockSignals(True)
        while self.count() > len(tabs):
            self.removeTab(self.count() - 1)
        self._tabs = tuple(tabs)  # Qt asks for sizes while tabs are added
        while self.count() < len(tabs):
            self.addTab("")
        for place, tab in enumerate(tabs):
            words = f"{tab.text} {tab.count}" if tab.count else tab.text
            self.setTabText(place, words)
            self.setAccessibleTabName(place, words)
        self.blockSignals(was_blocked)
        self.update()

    def _on_changed(self, place: int) -> None:
        QApplication.sendEvent(self, QMoveEvent(self.pos(), self.pos()))  # the ring goes with the tab
        self.tab_chosen.emit(place)

    def ring_rect(self) -> QRect:
        """Return the present tab."""
        out = theme().size.focus_width + theme().size.focus_gap
        return self.tabRect(self.currentIndex()).adjusted(out, out, -out, -out)

    def ring_radius(self) -> int:
        """Return the radius of the corners."""
        return theme().radius.mark

    def tabSizeHint(self, index: int) -> QSize:
        """Return room for words and count."""
        tab, space = self._tabs[index], theme().space
        width = text_width(tab.text, strong=True) + 2 * space.one + space.half
        if tab.count:
            width += text_width(tab.count, "small", strong=True) + space.half
        return QSize(width, theme().size.control)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tabs."""
        del event
        worn = theme()
        painter = QPainter(self)
        for place, tab in enumerate(self._tabs):
            box = QRectF(self.tabRect(place))
            present = place == self.currentIndex()
            inside = box.adjusted(worn.space.one, 0, -worn.space.half, 0)
            draw_text(painter, inside, Run(tab.text, strong=present))
            start = text_width(tab.text, strong=present) + worn.space.half
            tone = Run(tab.count, "danger" if tab.alarm else "quiet", tab.alarm, "small")
            draw_text(painter, inside.adjusted(start, 0, 0, 0), tone)
            if present:
                bar = QRectF(
                    box.left(), box.bottom() - worn.size.focus_width, box.width(), worn.size.focus_width
                )
                painter.fillRect(bar, worn.colours.accent)
