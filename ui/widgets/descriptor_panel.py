"""The panel beside the answers: what each grade means, the manager's grade, why, evidence, the concern."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.boxes import Rule, Surface, column, inset, line, scrolling, settle
from ui.widgets.descriptor_parts import (
    ConcernStrip,
    Descriptor,
    DescriptorList,
    EvidenceLine,
    EvidenceSection,
    ManagerLine,
    WhySection,
)
from ui.widgets.tabs import Tab, TabBar
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

PanelForm = Literal["column", "tabs"]


class DescriptorPanel(Surface):
    """What there is to know and to write about the answer in focus.

    As a column it shows everything at once; beneath the page it turns into tabs. Signals:
    `why_edited(text)` at each change (for drafts), `why_committed(text)` on leaving the field,
    `evidence_add_wanted()`, `evidence_chosen(evidence_id)`, `concern_chosen()`.
    """

    why_edited = Signal(str)
    why_committed = Signal(str)
    evidence_add_wanted = Signal()
    evidence_chosen = Signal(str)
    concern_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty panel in the form of a column."""
        super().__init__("surface_raised", parent)
        self.setObjectName("descriptor_panel")
        self.title = Text(strong=True).wrapped()
        self.area = Text(size="small", tone="quiet").wrapped()
        self.descriptors = DescriptorList()
        self.manager = ManagerLine()
        self.why = WhySection()
        self.evidence = EvidenceSection()
        self.concern = ConcernStrip()
        self._form: PanelForm = "column"
        self._evidence_count = 0
        self._tabs = TabBar()
        self._stack = QStackedWidget()
        self._holder = self._column()
        self._layout = column(self)
        self._layout.addWidget(self._holder)
        self.why.area.edited.connect(self.why_edited)
        self.why.area.committed.connect(self.why_committed)
        self.evidence.add_wanted.connect(self.evidence_add_wanted)
        self.evidence.evidence_chosen.connect(self.evidence_chosen)
        self.concern.clicked.connect(self.concern_chosen)

    def show_question(self, title: str, area: str) -> None:
        """Show which question it is, and the quiet line below it."""
        self.title.show_text(title)
        self.area.show_text(area)

    def show_descriptors(self, descriptors: Sequence[Descriptor]) -> None:
        """Show what each answer means, best first, with the chosen one marked."""
        self.descriptors.show_descriptors(descriptors)
        if self.isVisible():
            settle()

    def show_manager(self, letter: str, words: str) -> None:
        """Show the manager's grade with its distance in words; letter "" shows the words alone."""
        self.manager.show_grade(letter, words)

    def show_why(self, text: str, *, locked: bool = False) -> None:
        """Show the reasons written so far."""
        self.why.show_text(text, locked=locked)

    def show_evidence(self, lines: Sequence[EvidenceLine], *, can_add: bool = True) -> None:
        """Show the evidence in this answer."""
        self.evidence.show_lines(lines, can_add=can_add)
        self._evidence_count = len(lines)
        self._show_tabs()

    def show_concern(self, title: str, detail: str) -> None:
        """Show the open concern of this file; title "" for none."""
        self.concern.show_concern(title, detail)
        self._show_tabs()

    def set_form(self, form: PanelForm) -> None:
        """Stand as a column at the right, or as tabs beneath."""
        if form == self._form:
            return
        self._form = form
        old = self._holder
        self._holder = self._tabbed() if form == "tabs" else self._column()
        self._layout.addWidget(self._holder)
        self._holder.show()
        self._layout.removeWidget(old)
        old.hide()
        old.deleteLater()
        settle()

    def focus_why(self) -> None:
        """Go to the reasons."""
        if self._form == "tabs":
            self._tabs.setCurrentIndex(1)
        self.why.area.setFocus(Qt.FocusReason.TabFocusReason)

    def show_evidence_part(self) -> None:
        """Bring the evidence in front, where one part shows at a time."""
        if self._form == "tabs":
            self._tabs.setCurrentIndex(2)

    def focus_first(self) -> None:
        """Go to the first part that takes the keyboard."""
        if self._form == "tabs":
            self._tabs.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.focus_why()

    def _column(self) -> QWidget:
        """Everything below each other; the concern stays at the bottom."""
        space = theme().space
        self.descriptors.set_across(False)
        inner = Surface("surface_raised")
        layout = column(inner)
        layout.setContentsMargins(0, space.two, 0, space.two)
        for part, above in (
            (_inset(self.title), 0),
            (_inset(self.area), 0),
            (self.descriptors, space.one),
            (_inset(Rule()), space.one),
            (_inset(self.manager), space.inset),
            (_inset(self.why), space.two - space.half // 2),
            (_inset(self.evidence), space.inset),
        ):
            layout.addSpacing(above)
            layout.addWidget(part)
        layout.addStretch(1)
        rest = column()
        rest.addWidget(scrolling(inner), 1)
        rest.addWidget(_inset(self.concern))
        holder = QWidget()
        row = line(holder)
        row.addWidget(Rule(down=True))
        row.addLayout(rest, 1)
        self._show_parts()
        return holder

    def _tabbed(self) -> QWidget:
        """One part at a time, chosen by tabs."""
        space = theme().space
        self.descriptors.set_across(True)
        self.title.setParent(self)  # it stands in the table's row already, and must outlive the column
        first = QWidget()
        layout = column(first, gap=space.one)
        layout.setContentsMargins(0, space.one, 0, space.one)
        layout.addWidget(self.descriptors)
        layout.addWidget(_inset(self.manager))
        layout.addWidget(_inset(self.area))
        layout.addStretch(1)
        self._tabs, self._stack = TabBar(), QStackedWidget()
        for part in (first, _topped(self.why), _topped(self.evidence), _topped(self.concern)):
            self._stack.addWidget(scrolling(part))
        self._tabs.tab_chosen.connect(self._stack.setCurrentIndex)
        self._show_tabs()
        head = line(gap=space.one)
        head.setContentsMargins(space.two + space.half, 0, space.inset, 0)
        head.addWidget(self._tabs, 1)
        head.addWidget(Text(self.tr("F6 next part"), size="small", tone="quiet"))
        holder = QWidget()
        whole = column(holder)
        whole.addWidget(Rule())
        whole.addLayout(head)
        whole.addWidget(Rule())
        whole.addWidget(self._stack, 1)
        self._show_parts()
        return holder

    def _show_parts(self) -> None:
        self.title.setVisible(self._form == "column")
        for part in (self.area, self.descriptors, self.manager, self.why, self.evidence):
            part.show()
        self.concern.setVisible(bool(self.concern.title()))

    def _show_tabs(self) -> None:
        evidence = str(self._evidence_count) if self._evidence_count else ""
        open_one = "1" if self.concern.title() else ""
        names = (self.tr("Descriptor"), self.tr("Why"), self.tr("Evidence"), self.tr("Concern"))
        counts = ("", "", evidence, open_one)
        tabs = [Tab(name, count, alarm=name == names[-1]) for name, count in zip(names, counts, strict=True)]
        self._tabs.show_tabs(tabs)


def _inset(part: QWidget) -> QWidget:
    return inset(part, theme().space.two)


def _topped(part: QWidget) -> QWidget:
    """Give a part the margins of a panel and keep it at the top."""
    holder = inset(part, theme().space.two, above=theme().space.one, below=theme().space.one)
    layout = holder.layout()
    if isinstance(layout, QVBoxLayout):
        layout.addStretch(1)
    return holder
