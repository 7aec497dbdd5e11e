"""A panel of titled sections: below each other at the right of a page, as tabs when it went beneath."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from ui.theme import theme
from ui.widgets.boxes import Rule, Surface, column, inset, line, scrolling
from ui.widgets.tabs import Tab, TabBar
from ui.widgets.text import Text

PanelForm = Literal["column", "tabs"]


@dataclass
class _Section:
    title: str
    part: QWidget
    count: str = ""
    alarm: bool = False


class SectionPanel(Surface):
    """Sections with a rule between them, and a foot that stays.

    Sections are widgets with a heading of their own; beneath the page each has a tab, and so has the foot.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make one without sections; `name` is its object name."""
        super().__init__("surface_raised", parent)
        self.setObjectName(name)
        self._sections: list[_Section] = []
        self._foot: _Section | None = None
        self._form: PanelForm = "column"
        self._tabs = TabBar()
        self._stack = QStackedWidget()
        self._area = QScrollArea()
        self._holder = QWidget()
        self._layout = column(self)
        self._layout.addWidget(self._holder)

    def set_sections(
        self, sections: list[tuple[str, QWidget]], foot: tuple[str, QWidget] | None = None
    ) -> None:
        """Stand the sections and the foot in, each with the words of its tab; called once."""
        self._sections = [_Section(title, part) for title, part in sections]
        self._foot = None if foot is None else _Section(*foot)
        self._stand(self._column())

    def show_count(self, place: int, count: str, *, alarm: bool = False) -> None:
        """Show a count at the tab of a section, "" for none."""
        section = self._sections[place]
        section.count, section.alarm = count, alarm
        self._show_tabs()

    def show_section(self, place: int) -> None:
        """Bring a section to the front where only one can be seen, else scroll to where it begins.

        It is scrolled to once more when whatever was just shown in the sections has its place.
        """
        if self._form == "tabs":
            self._tabs.setCurrentIndex(place)
            return
        part = self._sections[place].part
        self._scroll_to(part)
        QTimer.singleShot(0, part, lambda: self._scroll_to(part))

    def set_form(self, form: PanelForm) -> None:
        """Stand as a column at the right, or as tabs beneath."""
        if form != self._form:
            self._form = form
            self._stand(self._tabbed() if form == "tabs" else self._column())

    def _scroll_to(self, part: QWidget) -> None:
        if self._form == "column":
            top = part.mapTo(self._area.widget(), QPoint(0, 0)).y()
            self._area.verticalScrollBar().setValue(top - theme().space.two)

    def _stand(self, holder: QWidget) -> None:
        old, self._holder = self._holder, holder
        self._layout.addWidget(holder)
        self._layout.removeWidget(old)
        old.hide()
        old.deleteLater()

    def _column(self) -> QWidget:
        space = theme().space
        inner = Surface("surface_raised")
        layout = column(inner)
        layout.setContentsMargins(0, space.two, 0, space.two)
        for place, section in enumerate(self._sections):
            if place:
                layout.addWidget(inset(Rule(), space.two, above=space.two, below=space.two))
            layout.addWidget(inset(section.part, space.two))
            section.part.show()
        layout.addStretch(1)
        rest = column()
        self._area = scrolling(inner)
        rest.addWidget(self._area, 1)
        if self._foot is not None:
            rest.addWidget(Rule())
            rest.addWidget(inset(self._foot.part, space.two, above=space.inset, below=space.two))
            self._foot.part.show()
        holder = QWidget()
        row = line(holder)
        row.addWidget(Rule(down=True))
        row.addLayout(rest, 1)
        return holder

    def _tabbed(self) -> QWidget:
        space = theme().space
        self._tabs, self._stack = TabBar(), QStackedWidget()
        for section in self._tabbed_sections():
            page = QWidget()
            layout = column(page)
            layout.setContentsMargins(space.two, space.one, space.two, space.one)
            layout.addWidget(section.part)
            layout.addStretch(1)
            section.part.show()
            self._stack.addWidget(scrolling(page))
        self._tabs.tab_chosen.connect(self._stack.setCurrentIndex)
        self._show_tabs()
        head = line(gap=space.one)
        head.setContentsMargins(space.inset, 0, space.inset, 0)
        head.addWidget(self._tabs, 1)
        head.addWidget(Text(self.tr("F6 next part"), size="small", tone="quiet"))
        holder = QWidget()
        whole = column(holder)
        whole.addWidget(Rule())
        whole.addLayout(head)
        whole.addWidget(Rule())
        whole.addWidget(self._stack, 1)
        return holder

    def _tabbed_sections(self) -> list[_Section]:
        return [*self._sections, *([] if self._foot is None else [self._foot])]

    def _show_tabs(self) -> None:
        if self._form == "tabs":
            self._tabs.show_tabs([Tab(one.title, one.count, one.alarm) for one in self._tabbed_sections()])
