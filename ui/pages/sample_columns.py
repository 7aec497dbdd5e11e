"""The second step of the Sample page: what each column is, and what will become of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ui.models.first_rows import FirstRowsModel
from ui.models.sample_columns import columns_model, counts_text, listed_columns, narrowed, samples_of
from ui.pages.sample_editor import ColumnEditor
from ui.pages.sample_read_as import ReadAs
from ui.pages.sample_step import Step
from ui.theme import theme
from ui.when import day_in_words, local
from ui.widgets.boxes import Rule, column, line
from ui.widgets.buttons import Button
from ui.widgets.choices import ComboField
from ui.widgets.fields import Field, TextField
from ui.widgets.first_rows import FirstRows
from ui.widgets.page_parts import SectionHead
from ui.widgets.simple_table import SimpleTable
from ui.widgets.tabs import Tab
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from cafaudit.intake import Mapping, Treatment
    from cafaudit.services.list_looks import ListLook
    from ui.models.sample_columns import ListedColumn, Samples

_LEAST_ROWS = 7
_PREVIEWED = 4
_LONGEST_TAB = 40
_MANY = 40
"""Columns from which on there is a field to find one."""


class ColumnsTable(SimpleTable):
    """The columns; single keys say what one is. `role_pressed(role)`, `edit_wanted()`, `group_pressed()`."""

    role_pressed = Signal(str)
    edit_wanted = Signal()
    group_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys: I is the case reference, X is not needed, G makes groups, F2 chooses."""
        key = event.text().casefold()
        if key == "i":
            self.role_pressed.emit("id")
        elif key == "x" or event.key() == Qt.Key.Key_Delete:
            self.role_pressed.emit("ignore")
        elif key == "g":
            self.group_pressed.emit()
        elif event.key() in {Qt.Key.Key_F2, Qt.Key.Key_Space}:
            self.edit_wanted.emit()
        else:
            super().keyPressEvent(event)


class ColumnsStep(Step):
    """Shows what was recognised.

    `role_set(header, role, treatment)`, `group_set(header, wanted)`, `read_wanted(way, value)`,
    `date_order_set(order)`, `proposed_wanted()` for what the headings alone say, `save_wanted()` and
    `load_wanted()` of the mapping, `onward_wanted()`.
    """

    role_set = Signal(str, str, object)
    group_set = Signal(str, bool)
    read_wanted = Signal(str, str)
    date_order_set = Signal(str)
    proposed_wanted = Signal()
    save_wanted = Signal()
    load_wanted = Signal()
    onward_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__("sample_columns", right_width=theme().size.panel)
        self._all: tuple[ListedColumn, ...] = ()
        self._rows: tuple[ListedColumn, ...] = ()
        self._samples: dict[str, Samples] = {}
        self._model = columns_model()
        self.read_as = ReadAs()
        self.preview = FirstRows(FirstRowsModel(self))
        self.preview.setObjectName("first_rows")
        self.preview.setAccessibleName(self.tr("First rows of the file"))
        self.words = TextField(small=True)
        self.words.setObjectName("find_column")
        self.words.setAccessibleName(self.tr("Find a column"))
        self.words.setPlaceholderText(self.tr("Find a column"))
        self.table = ColumnsTable(self._model, row_size="small")
        self.table.setObjectName("columns_table")
        self.table.setAccessibleName(self.tr("Columns of the list"))
        self.editor = ColumnEditor()
        self.dates = ComboField()
        self.dates.setObjectName("date_order")
        self._counts = Text(size="small", tone="quiet").wrapped()
        self.save = Button(self.tr("Save mapping…"), kind="link", small=True)
        self.save.setObjectName("save_mapping")
        self.load = Button(self.tr("Load mapping…"), kind="link", small=True)
        self.load.setObjectName("load_mapping")
        self._lay_out()
        self._connect()
        self.primary.show_text(self.tr("Check the list"))

    def show_list(self, look: ListLook, mapping: Mapping, known_since: str = "") -> None:
        """Show a list anew; `known_since` is when its headings were matched so before, "" for never."""
        self.read_as.show_look(look)
        self.preview.show_rows(look.header, look.rows[:_PREVIEWED], look.lines[:_PREVIEWED])
        self._samples = samples_of(look.header, look.rows)
        self.words.clear()
        self.words.setVisible(len(look.header) > _MANY)
        self.message.clear()
        self._show_mapping(mapping, present=0)
        if mapping.header_of("id") is None:
            self.show_no_reference()
        elif known_since:
            self._show_known(known_since)

    def show_mapping(self, mapping: Mapping) -> None:
        """Show what a change made of the columns; the row in focus stays."""
        self.message.clear()
        self._show_mapping(mapping, present=self.table.currentIndex().row())

    def show_no_reference(self) -> None:
        """Say that a person has to choose the column of the case reference."""
        self.message.show_message(
            "warning",
            self.tr(
                "No column is known to hold the case reference. Go to the one that does and press I; "
                "every case needs a reference of its own."
            ),
        )

    def show_done(self, text: str) -> None:
        """Say what was done with the mapping."""
        self.message.show_message("notice", text)

    def begin(self) -> None:
        """Put the keyboard on the columns, and them into sight."""
        self.turn_to(self.table)

    def on_folded(self, *, narrow: bool) -> None:
        """Keep some rows in sight above the editor."""
        self.note.show_text(
            self.tr("I reference · X not needed · G groups · F2 choose")
            if narrow
            else self.tr("I is the case reference · X is not needed · G makes groups · F2 chooses")
        )
        rows = theme().size.control_small * _LEAST_ROWS
        self.table.setMinimumHeight(rows)
        self.table.setMaximumHeight(rows if narrow else self.maximumHeight())

    def _show_known(self, since: str) -> None:
        moment = local(since)
        day = day_in_words(moment.date()) if moment is not None else since
        self.message.show_message(
            "notice",
            self.tr("You matched these headings before ({day}); the same is offered again.").format(day=day),
            self.tr("Use the headings alone"),
        )

    def _lay_out(self) -> None:
        space = theme().space
        left = column(self.left, gap=space.one)
        left.addWidget(self.read_as)
        left.addWidget(self.preview)
        left.addSpacing(space.one)
        left.addWidget(self.words)
        left.addWidget(self.table, 1)
        right = column(self.right, gap=space.one)
        right.addWidget(self.editor)
        right.addSpacing(space.one)
        right.addWidget(Rule())
        right.addWidget(SectionHead(self.tr("All columns")))
        right.addWidget(self._counts)
        right.addWidget(Field(self.tr("Dates such as 3/4/2009"), self.dates, error_lines=0))
        links = line(gap=space.two)
        links.addWidget(self.save)
        links.addWidget(self.load)
        links.addStretch(1)
        right.addLayout(links)
        right.addStretch(1)

    def _connect(self) -> None:
        self.read_as.read_wanted.connect(self.read_wanted)
        self.preview.column_chosen.connect(self._on_pointed)
        self.words.textEdited.connect(lambda _: self._show_rows(0))
        self.table.row_chosen.connect(self._on_row_chosen)
        self.table.row_opened.connect(lambda _: self.primary.click())
        self.table.role_pressed.connect(self._on_role)
        self.table.group_pressed.connect(self._on_group_pressed)
        self.table.edit_wanted.connect(self._on_edit)
        self.editor.role_chosen.connect(self._on_role)
        self.editor.treatment_chosen.connect(self._on_treatment)
        self.editor.group_chosen.connect(self._on_group)
        self.dates.activated.connect(lambda _: self.date_order_set.emit(str(self.dates.currentData())))
        self.save.clicked.connect(self.save_wanted)
        self.load.clicked.connect(self.load_wanted)
        self.message.followed.connect(self.proposed_wanted)
        self.pressed.connect(self.onward_wanted)

    def _show_mapping(self, mapping: Mapping, present: int) -> None:
        self._all = listed_columns(self._samples, mapping)
        self._counts.show_text(counts_text(mapping))
        self.dates.show_choices(
            (
                ("", self.tr("as the dates themselves tell"), ""),
                ("dmy", self.tr("the day stands first"), ""),
                ("mdy", self.tr("the month stands first"), ""),
            ),
            mapping.date_order,
        )
        self._show_rows(present)

    def _show_rows(self, present: int) -> None:
        self._rows = narrowed(self._all, self.words.text())
        self._model.replace_rows(self._rows)
        place = min(max(present, 0), len(self._rows) - 1)
        self.table.show_present(place)
        self._on_row_chosen(place)

    def _on_row_chosen(self, place: int) -> None:
        if 0 <= place < len(self._rows):
            self.editor.show_column(self._rows[place])
            heading = self._rows[place].header
            self.preview.show_present(heading)
            named = heading if len(heading) <= _LONGEST_TAB else f"{heading[:_LONGEST_TAB].rstrip()}…"
            self.show_tabs(Tab(self.tr("Columns"), f"{len(self._all):,}"), Tab(named))

    def _on_pointed(self, heading: str) -> None:
        places = [place for place, one in enumerate(self._rows) if one.header == heading]
        if places:
            self.table.setFocus()
            self.table.setCurrentIndex(self._model.index(places[0], 0))

    def _on_edit(self) -> None:
        self.turn_to(self.editor.role)
        self.editor.role.showPopup()

    def _on_role(self, role: str) -> None:
        shown = self._present()
        if shown is not None and shown.use.role != role:
            self.role_set.emit(shown.header, role, None)

    def _on_treatment(self, treatment: Treatment) -> None:
        shown = self._present()
        if shown is not None:
            self.role_set.emit(shown.header, shown.use.role, treatment)

    def _on_group_pressed(self) -> None:
        shown = self._present()
        if shown is not None:
            self.group_set.emit(shown.header, not shown.groups)

    def _on_group(self, wanted: bool) -> None:  # noqa: FBT001  # a signal's value
        shown = self._present()
        if shown is not None:
            self.group_set.emit(shown.header, wanted)

    def _present(self) -> ListedColumn | None:
        place = self.table.currentIndex().row()
        return self._rows[place] if 0 <= place < len(self._rows) else None
