"""The Sample page: from the provider's list to the first file, one step after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSpacerItem, QWidget

from ui.models.sample_state import CELLS, CHANGED, LIST, LISTED, NAMES, RULES, standing_text
from ui.pages.sample_changes import ChangesStep
from ui.pages.sample_checks import ChecksStep
from ui.pages.sample_columns import ColumnsStep
from ui.pages.sample_coming import ComingList
from ui.pages.sample_draw import DrawStep
from ui.pages.sample_drawn import DrawingLots
from ui.pages.sample_intake import ListIntake
from ui.pages.sample_list import ListStep
from ui.pages.sample_listed import ListedStep
from ui.pages.sample_names import NamesStep
from ui.pages.sample_papers import Papers
from ui.pages.sample_requests import RequestsStep
from ui.pages.sample_rules import RulesStep
from ui.pages.sample_ruling import Ruling
from ui.pages.sample_sizes import SizesStep
from ui.pages.sample_walk import Walk
from ui.theme import theme
from ui.widgets.boxes import Rule, column, line
from ui.widgets.buttons import Button
from ui.widgets.key_help import KeyGroup
from ui.widgets.page_frame import PageFrame
from ui.widgets.page_parts import PageHead
from ui.widgets.steps import StepLine

if TYPE_CHECKING:
    from cafaudit.services.known_mappings import KnownMappings
    from cafaudit.services.visit import Changes
    from ui.ask_files import FileAsking
    from ui.desk import Desk
    from ui.models.sample_state import SampleState
    from ui.printing import Printing

LIST_KEY = "F4"
"""Shows the stored list, and goes back."""


class SamplePage(PageFrame):
    """The ceremony of the sample. `page_wanted(page, what)` goes elsewhere.

    The page holds the steps; `coming` leads through the first three, `lots` through the others, and
    `walk` knows which of them is in front.
    """

    page_wanted = Signal(str, object)

    def __init__(
        self,
        desk: Desk,
        files: FileAsking,
        printing: Printing,
        mappings: KnownMappings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make the page; nothing is read before `show_page`. `mappings` are those the person used before."""
        super().__init__(parent)
        self.setObjectName("sample_page")
        self.title = self.tr("Sample")
        self.head, self.line = PageHead(), StepLine()
        self.line.setObjectName("step_line")
        self.show_listed = Button(self.tr("Show the list"), kind="link", small=True, hint=LIST_KEY)
        self.show_listed.setObjectName("show_listed")
        self._came_from = LIST
        self.list, self.columns, self.checks = ListStep(files), ColumnsStep(), ChecksStep()
        self.sizes, self.drawing, self.requests = SizesStep(), DrawStep(), RequestsStep()
        arriving = (self.list, self.columns, self.checks)
        leaving = (self.sizes, self.drawing, self.requests)
        self.listed = ListedStep(desk.visit)
        self.rules, self.names, self.changes = RulesStep(desk.visit), NamesStep(), ChangesStep()
        beside = (self.listed, self.rules, self.names, self.changes)
        self.walk = Walk(desk, (*arriving, *leaving, *beside), self)
        self.ruling = Ruling(self.walk, self.sizes, self.rules, self.names)
        self.intake = ListIntake(mappings, self)
        self.papers = Papers(desk, files, printing, self)
        self.sizes.print_with(printing)
        self.lots = DrawingLots(self.walk, self.papers, leaving)
        self.coming = ComingList(
            self.walk, self.intake, (*arriving, self.changes), (files, printing), self.lots.begin_anew
        )
        self._build()
        self._connect(desk)

    @property
    def present(self) -> int:
        """The step that is shown, 0 for the first."""
        return self.walk.present

    def show_page(self) -> None:
        """Read the visit and show the step where it stands, unless a list is on its way in."""
        state = self.walk.reload()
        if not self.coming.resume():
            self.walk.turn_to(state.step)

    def toggle_list(self) -> None:
        """Show the stored list, or go back to the step that was in front."""
        if self.present == LISTED:
            self.walk.bring(self._came_from)
        elif self.walk.state.frame.cases:
            self._came_from = self.present
            self.listed.show_list()
            self.listed.show_rights(leads=self.walk.state.leads)
            self.walk.bring(LISTED)

    def key_groups(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the page."""
        keys = (
            ("Enter", self.tr("the step's action")),
            ("Esc", self.tr("the step before")),
            (LIST_KEY, self.tr("show the list, and back")),
            ("I, X, G, F2", self.tr("on a column: case reference, not needed, groups, choose")),
            ("Space, A", self.tr("on a request list: produced now, asked for now; with Shift several")),
            ("N, T, Enter", self.tr("on a request list: not produced, it turned up, it came at")),
        )
        return (KeyGroup(self.tr("Sample"), keys),)

    def on_folded(self) -> None:
        """Leave the head away where the window's header says the same."""
        space, folded = theme().space, self.folding.side_bar
        self.head.setVisible(not folded)
        above, below = (space.one, space.one) if folded else (space.inset, space.two)
        self._top.setContentsMargins(space.three, above, space.three, below)
        self._gap.changeSize(0, 0 if folded else space.inset)
        self._top.invalidate()

    def _build(self) -> None:
        space = theme().space
        body = QWidget()
        layout = column(body)
        self._top = top = column()
        self._gap = QSpacerItem(0, space.inset)
        top.setContentsMargins(space.three, space.inset, space.three, space.two)
        top.addWidget(self.head)
        top.addItem(self._gap)
        row = line(gap=space.three)
        row.addWidget(self.line, 1)
        row.addWidget(self.show_listed)
        top.addLayout(row)
        layout.addLayout(top)
        layout.addWidget(Rule())
        layout.addWidget(self.walk.stack, 1)
        self.set_parts(body)

    def _connect(self, desk: Desk) -> None:
        self.walk.state_read.connect(self._on_state_read)
        self.walk.step_shown.connect(self._on_step_shown)
        self.show_listed.clicked.connect(self.toggle_list)
        self.listed.back_wanted.connect(self.toggle_list)
        self.listed.another_wanted.connect(lambda: self.walk.turn_to(LIST))
        self.listed.changes_wanted.connect(self.coming.show_changes)
        QShortcut(QKeySequence(LIST_KEY), self, self.toggle_list)
        desk.closing.connect(self.listed.stop)
        self.lots.reading_wanted.connect(lambda: self.page_wanted.emit("read", None))
        desk.changed.connect(self._on_changed)

    def _on_state_read(self, state: SampleState) -> None:
        self.papers.state = state
        self.show_listed.setVisible(bool(state.frame.cases))
        self.head.show_head(self.title, standing_text(state))

    def _on_step_shown(self, step: int) -> None:
        is_list = step == LISTED
        self.show_listed.show_text(self.tr("Back to the step") if is_list else self.tr("Show the list"))
        beside = {
            LISTED: self.tr("The list"),
            RULES: self.tr("Cases left out"),
            NAMES: self.tr("Groups and their names"),
            CHANGED: self.tr("What the corrected list changed"),
        }
        if step in beside:
            self.show_where("", beside[step])
            return
        names = (
            self.tr("List"),
            self.tr("Columns"),
            self.tr("Checks"),
            self.tr("Sizes"),
            self.tr("Fix and draw"),
            self.tr("Request lists"),
        )
        spoken = self.tr("Step {number} of {total}, {name}").format(
            number=step + 1, total=len(names), name=names[step]
        )
        self.line.show_steps(names, step, spoken)
        self.show_where("", spoken)

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if initiator is self.walk or not self.isVisible():
            return
        if any(cell.startswith(CELLS) for cell in changes.cells):
            self.lots.refresh(self.walk.reload())
