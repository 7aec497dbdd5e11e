"""The list as it is stored, to be looked at: page by page, and a case by its reference."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView

from cafaudit.services.queries.lists import list_changes
from cafaudit.services.stored_list import StoredList, find_case, page_of, stored_list
from ui.jobs import Job, JobQueue
from ui.messages import words_of
from ui.models.frame_pages import USUAL, FrameModel, field_text, field_title, known_fields
from ui.models.sample_state import count_of
from ui.pages.sample_step import Step
from ui.theme import theme
from ui.widgets.announce import announce
from ui.widgets.boxes import column, empty
from ui.widgets.buttons import Button
from ui.widgets.choices import CheckBox
from ui.widgets.fields import Field, TextField
from ui.widgets.page_parts import SectionHead
from ui.widgets.simple_table import SimpleTable
from ui.widgets.text import Run, Text

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from cafaudit.services.visit import Visit

_LEAST_ROWS = 7


class CasesTable(SimpleTable):
    """The cases; letters and figures that are typed on it go to the field that finds. `typed(text)`."""

    typed = Signal(str)

    def keyboardSearch(self, search: str) -> None:
        """Look for nothing here: Qt would read every row of the list."""
        del search

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass on what is typed; Home and End go to the ends of the list."""
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.model().rowCount() - 1}
        place = ends.get(Qt.Key(event.key()))
        if event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
        elif place is not None:
            self.setCurrentIndex(self.model().index(place, 0))
        else:
            super().keyPressEvent(event)


class ListedStep(Step):
    """Shows the stored list.

    `back_wanted()` goes back to where the person came from, `another_wanted()` to a corrected list,
    `changes_wanted()` to what the newest one changed.
    """

    another_wanted = Signal()
    changes_wanted = Signal()

    def __init__(self, visit: Visit) -> None:
        """Make an empty one; `show_list` reads."""
        super().__init__("sample_listed", right_width=theme().size.panel)
        self._visit = visit
        self._listed: StoredList | None = None
        self._shown: list[str] = []
        self._looking = JobQueue(self)
        self.model = FrameModel()
        self.table = CasesTable(self.model, row_size="small")
        self.table.setObjectName("listed_table")
        self.table.setAccessibleName(self.tr("Cases of the list"))
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.words = TextField()
        self.words.setObjectName("find_case")
        self.field = Field(self.tr("Find a case by its reference, or a part of it"), self.words)
        self._head = SectionHead()
        self._case_head = SectionHead()
        self._facts: dict[str, Text] = {}
        self._rule = Text(strong=True).wrapped()
        self._fact_rows = column(gap=theme().space.half)
        self._columns_head = SectionHead(self.tr("Columns shown"))
        self._ticks = column()
        self.another = Button(self.tr("Read a corrected list…"))
        self.another.setObjectName("read_corrected_list")
        self.changed = Button(self.tr("What the corrected list changed…"), kind="link")
        self.changed.setObjectName("show_changes")
        self._lay_out()
        self._connect()
        self.primary.hide()
        self.note.show_text(self.tr("Type to find a case · Enter finds the next · Home and End"))

    @property
    def place(self) -> int:
        """The row that is present, 0 for the first, -1 for none."""
        return self.table.currentIndex().row()

    def show_rights(self, *, leads: bool) -> None:
        """Let the lead alone read another list."""
        self.another.setVisible(leads)

    def show_list(self) -> None:
        """Read what list there is; the columns that were chosen stay."""
        self.changed.setVisible(list_changes(self._visit).list_number is not None)
        listed = stored_list(self._visit)
        if listed is None:
            return
        fields = known_fields(listed.fields)
        if self._listed is None or known_fields(self._listed.fields) != fields:
            self._shown = [name for name in USUAL if name in fields]
        self._listed = listed
        said = self.tr("of “{source}”, in the order of the file").format(source=listed.source)
        if listed.left_out:
            said += self.tr(" · {count} left out by rule").format(count=f"{listed.left_out:,}")
        self._head.show_head(count_of(listed.cases, self.tr("case"), self.tr("cases")), said)
        self._show_facts(fields)
        self._show_ticks(fields)
        self._show_cases(0)

    def begin(self) -> None:
        """Put the keyboard on the cases, and them into sight."""
        self.table.setFocus()
        self.show_part(self.table)

    def look_for(self) -> None:
        """Go to the next case whose reference has the typed text in it."""
        text, listed = self.words.text().strip(), self._listed
        if not text or listed is None or self._looking.busy:
            return
        after = self.place if self._is_on(text) else -1
        job = Job(lambda _: find_case(self._visit, listed.number, text, after))
        job.succeeded.connect(partial(self._on_found, text))
        job.failed.connect(lambda error: self.field.show_error(" ".join(words_of(error))))
        self._looking.add(job)

    def stop(self) -> None:
        """Wait for what is being looked for; the visit is about to close."""
        self._looking.stop()

    def on_folded(self, *, narrow: bool) -> None:
        """Keep some rows in sight above the case."""
        rows = theme().size.control_small * _LEAST_ROWS
        self.table.setMinimumHeight(rows)
        self.table.setMaximumHeight(rows if narrow else self.maximumHeight())

    def _lay_out(self) -> None:
        space = theme().space
        left = column(self.left, gap=space.one)
        left.addWidget(self.field)
        left.addWidget(self._head)
        left.addWidget(self.table, 1)
        right = column(self.right, gap=space.one)
        right.addWidget(self._case_head)
        right.addWidget(self._rule)
        right.addLayout(self._fact_rows)
        right.addSpacing(space.two)
        right.addWidget(self._columns_head)
        right.addLayout(self._ticks)
        right.addStretch(1)
        self.right_foot.addWidget(self.changed)
        self.right_foot.addWidget(self.another)

    def _connect(self) -> None:
        self.table.row_chosen.connect(self._show_case)
        self.table.typed.connect(self._on_typed)
        self.another.clicked.connect(self.another_wanted)
        self.changed.clicked.connect(self.changes_wanted)
        self.words.returnPressed.connect(self.look_for)
        self.words.textEdited.connect(lambda _: self.field.clear_error())

    def _show_cases(self, place: int) -> None:
        listed = self._listed
        if listed is None:
            return
        self.model.show_list(listed, self._shown, partial(page_of, self._visit, listed.number))
        self._go_to(place)

    def _show_facts(self, fields: tuple[str, ...]) -> None:
        """Make a line for each thing that the list says of a case; they stay from case to case."""
        empty(self._fact_rows)
        self._facts = {name: Text().wrapped() for name in fields if name != "ref"}
        for said in self._facts.values():
            self._fact_rows.addWidget(said)

    def _show_ticks(self, fields: tuple[str, ...]) -> None:
        empty(self._ticks)
        for name in fields:
            if name == "ref":
                continue
            tick = CheckBox(field_title(name))
            tick.setObjectName(f"column_{name}")
            tick.setChecked(name in self._shown)
            tick.toggled.connect(partial(self._on_ticked, name, fields))
            self._ticks.addWidget(tick)

    def _on_ticked(self, name: str, fields: tuple[str, ...], on: bool) -> None:  # noqa: FBT001  # a signal's value
        wanted = {*self._shown, name} if on else {*self._shown} - {name}
        self._shown = [one for one in fields if one in wanted]
        self._show_cases(max(self.place, 0))

    def _go_to(self, place: int) -> None:
        if not 0 <= place < self.model.rowCount():
            return
        self.table.show_present(place)
        self.table.scrollTo(self.model.index(place, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
        self._show_case(place)

    def _show_case(self, place: int) -> None:
        listed = self._listed
        if listed is None:
            return
        row = self.model.row_at(place)
        case = row.case
        self._case_head.show_head(
            case.ref, self.tr("row {row} of the file").format(row=f"{case.line:,}") if case.line else ""
        )
        self._rule.setVisible(bool(row.rule))
        if row.rule:
            self._rule.show_text(self.tr("Left out: {rule}").format(rule=listed.rules[row.rule - 1]))
        for name, said in self._facts.items():
            said.show_runs(Run(f"{field_title(name)}  ", "quiet"), Run(field_text(case, name) or "–"))

    def _is_on(self, text: str) -> bool:
        return self.place >= 0 and text.casefold() in self.model.row_at(self.place).case.ref.casefold()

    def _on_typed(self, text: str) -> None:
        self.words.setFocus()
        self.words.setText(text)
        self.field.clear_error()

    def _on_found(self, text: str, place: int | None) -> None:
        if place is None:
            self.field.show_error(
                self.tr("No case of the list has “{text}” in its reference. Look at the spelling.").format(
                    text=text
                )
            )
            return
        self.field.clear_error()
        self._go_to(place)
        announce(self.table, self.model.row_at(place).case.ref)
