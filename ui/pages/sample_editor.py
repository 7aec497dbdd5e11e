"""One column of a list at the right of the Columns step: samples, what it is, what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cafaudit.intake import FACTS, ROLES
from cafaudit.intake.roles import say_of
from cafaudit.services.mapping_choices import may_group
from ui.models.sample_columns import treatment_word
from ui.theme import theme
from ui.widgets.boxes import column, empty, line
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.choices import CheckBox, ComboField
from ui.widgets.fields import Field
from ui.widgets.page_parts import SectionHead
from ui.widgets.text import Text

if TYPE_CHECKING:
    from cafaudit.intake import Treatment
    from ui.models.sample_columns import ListedColumn


class ColumnEditor(QWidget):
    """Shows one column to be corrected.

    `role_chosen(role)`, `treatment_chosen(treatment)`, `group_chosen(bool)`.
    """

    role_chosen = Signal(str)
    treatment_chosen = Signal(str)
    group_chosen = Signal(bool)

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__()
        self.setObjectName("column_editor")
        self.head = SectionHead()
        self._samples = Text(size="small", tone="quiet").wrapped()
        self.role = ComboField()
        self.role.setObjectName("column_role")
        self.role.activated.connect(lambda _: self.role_chosen.emit(str(self.role.currentData())))
        self.groups = CheckBox(self.tr("Groups are made of it"))
        self.groups.setObjectName("column_groups")
        self.groups.clicked.connect(self.group_chosen.emit)
        self._say = Text().wrapped()
        self._treatments = line()
        self._choice: ChoiceRow | None = None
        self._allowed: tuple[Treatment, ...] = ()
        self._what_label = Text(self.tr("What becomes of it"), size="small", tone="quiet")
        layout = column(self, gap=theme().space.one)
        layout.addWidget(self.head)
        layout.addWidget(self._samples)
        layout.addWidget(Field(self.tr("What it is"), self.role, error_lines=0))
        layout.addWidget(self._what_label)
        layout.addLayout(self._treatments)
        layout.addWidget(self._say)
        layout.addWidget(self.groups)

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
        self.groups.setVisible(may_group(use))
        self.groups.setChecked(shown.groups)

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


def _role_choices() -> tuple[tuple[str, str, str], ...]:
    words = {role: facts.label for role, facts in FACTS.items()}
    return tuple((role, words[role][:1].upper() + words[role][1:], "") for role in ROLES)
