"""The second step of the Sample page: what each column is, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cafaudit.intake import FACTS, ROLES
from cafaudit.intake.roles import say_of
from ui.models.sample_columns import columns_model, listed_columns, treatment_word
from ui.pages.sample_step import Step
from ui.theme import theme
from ui.widgets.boxes import column, empty, line
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.choices import ComboField
from ui.widgets.fields import Field
from ui.widgets.page_parts import SectionHead
from ui.widgets.simple_table import SimpleTable
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from cafaudit.intake import Mapping, Table, Treatment
    from ui.models.sample_columns import ListedColumn

_LEAST_ROWS = 6


class ColumnsTable(SimpleTable):
    """The columns; single keys say what one is. `role_pressed(role)`, `edit_wanted()`."""

    role_pressed = Signal(str)
    edit_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the step: I is the case reference, X is not needed, F2 chooses."""
        if event.text().casefold() == "i":
            self.role_pressed.emit("id")
        elif event.text().casefold() == "x" or event.key() == Qt.Key.Key_Delete:
            self.role_pressed.emit("ignore")
        elif event.key() in {Qt.Key.Key_F2, Qt.Key.Key_Space}:
            self.edit_wanted.emit()
        else:
            super().keyPressEvent(event)


class ColumnEditor(QWidget):
    """One column: samples, what it is, what becomes of it.

    `role_chosen(role)`, `treatment_chosen(treatment)`.
    """

    role_chosen = Signal(str)
    treatment_chosen = Signal(str)

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__()
        self.setObjectName("column_editor")
        self.head = SectionHead()
        self._samples = Text(size="small", tone="quiet").wrapped()
        self.role = ComboField()
        self.role.setObjectName("column_role")
        self.role.activated.connect(lambda _: self.role_chosen.emit(str(self.role.currentData())))
        self._say = Text().wrapped()
        self._treatments = line()
        self._choice: ChoiceRow | None = None
        self._allowed: tuple[Treatment, ...] = ()
        self._what_label = Text(self.tr("What becomes of it"), size="small", tone="quiet")
        layout = column(self, gap=theme().space.one)
        layout.addWidget(self.head)
        layout.addWidget(self._samples)
        layout.addSpacing(theme().space.one)
        layout.addWidget(Field(self.tr("What it is"), self.role, error_lines=0))
        layout.addWidget(self._what_label)
        layout.addLayout(self._treatments)
        layout.addWidget(self._say)
        layout.addStretch(1)

    def show_column(self, shown: ListedColumn) -> None:
        """Show a column."""
        use = shown.use
        self.head.show_head(use.header)
        self._samples.show_text("\n".join(shown.samples) or self.tr("No value in the first rows."))
        self.role.show_choices(_role_choices(), use.role)
        self._say.show_text(say_of(use.treatment))
        self._offer(FACTS[use.role].treatments)
        if self._choice is not None:
            self._choice.show_value(use.treatment)

    def _offer(self, allowed: tuple[Treatment, ...]) -> None:
        """Offer what may become of the column; the same choices stay, and the keyboard on them."""
        if allowed == self._allowed:
            return
        self._allowed, self._choice = allowed, None
        empty(self._treatments)
        self._what_label.setVisible(len(allowed) > 1)
        if len(allowed) > 1:
            self._choice = ChoiceRow([(name, treatment_word(name)) for name in allowed], allowed[0])
            self._choice.setObjectName("column_treatment")
            self._choice.set_name(self._what_label.text())
            self._choice.chosen.connect(self.treatment_chosen)
            self._treatments.addWidget(self._choice)
            self._treatments.addStretch(1)


class ColumnsStep(Step):
    """Shows what was recognised.

    `role_set(header, role, treatment)`, `sheet_chosen(name)`, `onward_wanted()`.
    """

    role_set = Signal(str, str, object)
    sheet_chosen = Signal(str)
    onward_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__("sample_columns", right_width=theme().size.panel)
        self._rows: tuple[ListedColumn, ...] = ()
        self._model = columns_model()
        self.table = ColumnsTable(self._model)
        self.table.setObjectName("columns_table")
        self.table.setAccessibleName(self.tr("Columns of the list"))
        self.editor = ColumnEditor()
        self.sheet = ComboField()
        self.sheet.setObjectName("columns_sheet")
        self.sheet.setAccessibleName(self.tr("Sheet"))
        self._sheet_label = Text(self.tr("Sheet"), size="small", tone="quiet")
        self._sheet_label.setBuddy(self.sheet)
        self._source = Text(size="small", tone="quiet")
        self._lay_out()
        self._connect()
        self.primary.show_text(self.tr("Check the list"))
        self.note.show_text(self.tr("I is the case reference · X is not needed · F2 chooses"))

    def show_list(self, table: Table, mapping: Mapping) -> None:
        """Show a list anew."""
        rows = self.tr("{rows} rows of “{source}”, {read_as}").format(
            rows=f"{len(table.rows):,}", source=table.source, read_as=table.read_as
        )
        self._source.show_text(rows)
        sheets = (table.sheet, *table.other_sheets) if table.other_sheets else ()
        self.sheet.setVisible(bool(sheets))
        self._sheet_label.setVisible(bool(sheets))
        self.sheet.show_choices(tuple((name, name, "") for name in sheets), table.sheet)
        self.message.clear()
        self._show_rows(listed_columns(table, mapping), present=0)
        if mapping.header_of("id") is None:
            self.show_no_reference()

    def show_mapping(self, table: Table, mapping: Mapping) -> None:
        """Show what a change made of the columns; the row in focus stays."""
        self.message.clear()
        self._show_rows(listed_columns(table, mapping), present=self.table.currentIndex().row())

    def show_no_reference(self) -> None:
        """Say that a person has to choose the column of the case reference."""
        self.message.show_message(
            "warning",
            self.tr(
                "No column is known to hold the case reference. Go to the one that does and press I; "
                "every case needs a reference of its own."
            ),
        )

    def begin(self) -> None:
        """Put the keyboard on the columns."""
        self.table.setFocus()

    def on_folded(self, *, narrow: bool) -> None:
        """Keep some rows in sight above the editor."""
        rows = theme().size.row * _LEAST_ROWS
        self.table.setMinimumHeight(rows)
        self.table.setMaximumHeight(rows if narrow else self.maximumHeight())

    def _lay_out(self) -> None:
        space = theme().space
        head = line(gap=space.two)
        head.addWidget(self._source, 1)
        head.addWidget(self._sheet_label)
        head.addWidget(self.sheet, 1)
        left = column(self.left, gap=space.one)
        left.setContentsMargins(space.three, space.two, space.three, 0)
        left.addLayout(head)
        left.addWidget(self.table, 1)
        right = column(self.right)
        right.setContentsMargins(space.three, space.two, space.three, 0)
        right.addWidget(self.editor)

    def _connect(self) -> None:
        self.table.row_chosen.connect(self._on_row_chosen)
        self.table.row_opened.connect(lambda _: self.primary.click())
        self.table.role_pressed.connect(self._on_role)
        self.table.edit_wanted.connect(self._on_edit)
        self.editor.role_chosen.connect(self._on_role)
        self.editor.treatment_chosen.connect(self._on_treatment)
        self.sheet.activated.connect(lambda _: self.sheet_chosen.emit(str(self.sheet.currentData())))
        self.pressed.connect(self.onward_wanted)

    def _show_rows(self, rows: tuple[ListedColumn, ...], present: int) -> None:
        self._rows = rows
        self._model.replace_rows(rows)
        self.table.show_present(min(max(present, 0), len(rows) - 1))
        self._on_row_chosen(max(present, 0))

    def _on_row_chosen(self, place: int) -> None:
        if place < len(self._rows):
            self.editor.show_column(self._rows[place])

    def _on_edit(self) -> None:
        self.editor.role.setFocus()
        self.editor.role.showPopup()

    def _on_role(self, role: str) -> None:
        shown = self._present()
        if shown is not None and shown.use.role != role:
            self.role_set.emit(shown.header, role, None)

    def _on_treatment(self, treatment: Treatment) -> None:
        shown = self._present()
        if shown is not None:
            self.role_set.emit(shown.header, shown.use.role, treatment)

    def _present(self) -> ListedColumn | None:
        place = self.table.currentIndex().row()
        return self._rows[place] if 0 <= place < len(self._rows) else None


def _role_choices() -> tuple[tuple[str, str, str], ...]:
    words = {role: facts.label for role, facts in FACTS.items()}
    return tuple((role, words[role][:1].upper() + words[role][1:], "") for role in ROLES)
