"""The Judgements page: areas at the left, what each rests on, and the lead's decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from cafaudit.domain.vocabulary import OVERALL
from cafaudit.services.queries.overview import suggested_overall
from ui.models.judging_rows import change_rows, foot_words, marked_rows
from ui.pages.judgements_area import AreaView, OverallView
from ui.pages.judgements_panel import FINAL, PROVISIONAL, ChangeSection, JudgementForm
from ui.theme import theme
from ui.widgets.boxes import column, line, scrolling
from ui.widgets.buttons import Button
from ui.widgets.key_help import KeyGroup
from ui.widgets.marked_list import MarkedColumn
from ui.widgets.page_frame import PageFrame
from ui.widgets.section_panel import SectionPanel

if TYPE_CHECKING:
    from cafaudit.services.visit import Changes
    from ui.desk import Desk

_LOOKED_AT = (
    "judgement/",
    "score/",
    "manager/",
    "reading/",
    "evidence/",
    "assignment/",
    "case/",
    "draw/",
    "framework/",
)
"""Beginnings of the cells that this page shows."""


class JudgementsPage(PageFrame):
    """One area after the other, then the whole.

    `page_wanted(page, what)` for the evidence of an area, and for the letter after the last judgement.
    """

    page_wanted = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page; nothing is counted before `show_page`."""
        super().__init__(parent)
        self.setObjectName("judgements_page")
        self._desk = desk
        self.title = self.tr("Judgements")
        areas = sorted(desk.framework.areas, key=lambda area: area.number)
        self._order = (*(area.id for area in areas), OVERALL)
        self._present = self._order[0]
        size, space = theme().size, theme().space
        self.areas = MarkedColumn(width=size.list_column - space.three, row_height=size.row + space.one)
        self.area_view = AreaView(desk.framework)
        self.overall_view = OverallView()
        self.form = JudgementForm(desk)
        self.change = ChangeSection()
        self.next_area = Button(self.tr("Next area"), kind="primary", hint="Ctrl+Enter")
        self.panel = SectionPanel("judgement_panel")
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    @property
    def present(self) -> str:
        """The area that is shown, or "overall"."""
        return self._present

    def show_page(self) -> None:
        """Show the state as it is now, with the keyboard at the decision."""
        self._show()
        self.form.slots.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_item(self, what: object) -> None:
        """Go to an area by its id, or to "overall"."""
        if str(what) in self._order:
            self._go(str(what))

    def key_groups(self) -> tuple[KeyGroup, ...]:
        """Return the keys of this page."""
        return (
            KeyGroup(
                self.tr("Judgements"),
                (
                    ("1 … 4", self.tr("decide for a grade")),
                    ("0", self.tr("take the decision back")),
                    ("Ctrl+Enter", self.tr("to the next area")),
                ),
            ),
        )

    def next(self) -> None:
        """Go to the next area, after the last one to the whole, after that to the letter."""
        self.form.flush()
        place = self._order.index(self._present) + 1
        if place == len(self._order):
            self.page_wanted.emit("letter", None)
            return
        self._go(self._order[place])
        self.form.slots.setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self) -> None:
        space = theme().space
        self.areas.show_title(self.tr("Areas"))
        self.next_area.setObjectName("next_area")
        for part in (self.area_view, self.overall_view):
            self._stack.addWidget(scrolling(part))
        foot = QWidget()
        row = line(foot, gap=space.one)
        row.addStretch(1)
        row.addWidget(self.next_area)
        self.panel.set_sections(
            [(self.tr("Judgement"), self.form), (self.tr("What would change it"), self.change)],
            (self.tr("Next"), foot),
        )
        body = QWidget()
        column(body).addWidget(self._stack)
        width = theme().size.panel + space.one
        self.set_parts(body, list_column=self.areas, panel=self.panel, panel_width=width)

    def _connect(self) -> None:
        self.areas.row_chosen.connect(self._on_row_chosen)
        self.area_view.evidence_wanted.connect(lambda evidence: self.page_wanted.emit("evidence", evidence))
        self.overall_view.area_wanted.connect(self._go)
        self.form.stage_changed.connect(self._show)
        self.next_area.clicked.connect(self.next)
        self._desk.changed.connect(self._on_changed)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.next)

    def _go(self, area: str) -> None:
        self.form.flush()
        self._present = area
        self._choose_stage()
        self._show()

    def _choose_stage(self) -> None:
        """Show the final judgement where there is one, else the provisional."""
        judgements = self._desk.picture.judgements
        final = any(j.area == self._present and j.stage == FINAL and j.grade for j in judgements)
        self.form.show_stage(FINAL if final else PROVISIONAL)

    def _show(self) -> None:
        picture = self._desk.picture
        rows = marked_rows(picture)
        self.areas.show_marked(rows, self._present)
        self.areas.show_foot(foot_words(picture))
        overall = self._present == OVERALL
        self._stack.setCurrentIndex(int(overall))
        if overall:
            self.overall_view.show_areas(picture)
            suggestion = suggested_overall(picture)
            self.change.show_rows(
                [], self.tr("The grades of the areas: each area says what would change its own.")
            )
        else:
            area = picture.framework.area(self._present)
            figures = self.area_view.show_area(picture, area)
            suggestion = figures.suggestion
            rows_of_change = change_rows(picture.framework, figures)
            self.change.show_rows(rows_of_change, self.tr("Nothing can be said before a file has a grade."))
        self.form.show_judgement(picture, self._present, suggestion)
        row = next(one for one in rows if one.row_id == self._present)
        self.show_where(f"{row.lead} {row.text}".strip(), row.spoken.rpartition(", ")[2])
        self._show_next()

    def _show_next(self) -> None:
        place = self._order.index(self._present)
        words = {len(self._order) - 1: self.tr("To the letter"), len(self._order) - 2: self.tr("Overall")}
        self.next_area.show_text(words.get(place, self.tr("Next area")))

    def _on_row_chosen(self, area: str) -> None:
        self._go(area)
        self.close_list()

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if self.isVisible() and any(cell.startswith(_LOOKED_AT) for cell in changes.cells):
            self._show()
