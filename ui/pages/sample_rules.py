"""Beside the sizes: which cases are left out of the list by a stated rule, how many, and which."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal

from cafaudit.errors import InputRefused
from cafaudit.services.queries.lists import ExclusionState, excluded, exclusions
from ui.models.frame_pages import field_title
from ui.models.list_rules import (
    TypedRule,
    command_of,
    excluded_model,
    fields_for,
    kinds_for,
    rules_model,
)
from ui.models.sample_state import count_of
from ui.pages.sample_step import Step
from ui.theme import theme
from ui.widgets.boxes import column, line
from ui.widgets.buttons import Button
from ui.widgets.choices import ComboField
from ui.widgets.fields import Field, TextField
from ui.widgets.page_parts import SectionHead
from ui.widgets.simple_table import SimpleTable
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from cafaudit.errors import CafAuditError
    from cafaudit.sampling.exclusions import RuleKind
    from cafaudit.services.queries.lists import ExcludedCase, ExclusionCount
    from cafaudit.services.visit import Visit

_LEAST_ROWS = 4


class RulesTable(SimpleTable):
    """The rules; Delete takes one back. `back_pressed()`."""

    back_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Delete."""
        if event.key() == Qt.Key.Key_Delete:
            self.back_pressed.emit()
        else:
            super().keyPressEvent(event)


class RulesStep(Step):
    """States rules and shows what they come to.

    `rule_wanted(ExcludeCases)`, `back_taken(number)` takes the rule of that number back, from 1.
    """

    rule_wanted = Signal(object)
    back_taken = Signal(int)

    def __init__(self, visit: Visit) -> None:
        """Make an empty one; `show_list` reads."""
        super().__init__("sample_rules", left_width=theme().size.card)
        self._visit = visit
        self._kept: tuple[str, ...] = ()
        self._stated: tuple[ExclusionCount, ...] = ()
        self.kind, self.field = ComboField(), ComboField()
        self.months, self.before = TextField(), TextField()
        self.values, self.cases, self.reason = TextField(), TextField(), TextField()
        self._fields: dict[str, Field] = {}
        self._head, self._cases_head = SectionHead(), SectionHead()
        self._rules_model, self._cases_model = rules_model(), excluded_model()
        self.rules = RulesTable(self._rules_model)
        self.rules.setObjectName("rules_table")
        self.rules.setAccessibleName(self.tr("Rules that leave cases out"))
        self.take_back = Button(self.tr("Take the rule back"), kind="link", small=True, hint="Del")
        self.take_back.setObjectName("take_rule_back")
        self.taken = SimpleTable(self._cases_model, row_size="small")
        self.taken.setObjectName("excluded_table")
        self.taken.setAccessibleName(self.tr("Cases that the rule leaves out"))
        self._lay_out()
        self._connect()
        self.primary.show_text(self.tr("Leave them out"))

    def show_list(self, kept: Sequence[str], before: str) -> None:
        """Show the rules of the list in use; `before` is the day that a new rule counts back from."""
        if tuple(kept) != self._kept:
            self._kept = tuple(kept)
            kinds = tuple((kind, words, "") for kind, words in kinds_for(kept))
            self.kind.show_choices(kinds, kinds[0][0])
            self.months.show_text("12")
        if not self.before.text():
            self.before.show_text(before)
        self._show_parts()
        self.show_rules()

    def show_rules(self) -> None:
        """Read the rules and what each came to."""
        self.message.clear()
        found = exclusions(self._visit)
        self._stated = found.rules
        self._head.show_head(self.tr("Left out by rule"), self._counted(found))
        self._rules_model.replace_rows(found.rules)
        for part in (self.rules, self.take_back, self._cases_head, self.taken):
            part.setVisible(bool(found.rules))
        place = len(found.rules) - 1
        self.rules.show_present(place)
        self._show_cases(place)

    def show_stated(self) -> None:
        """Empty what was typed for the rule that stands now."""
        for part in (self.values, self.cases, self.reason):
            part.clear()

    def begin(self) -> None:
        """Put the keyboard on the kind of rule."""
        self.kind.setFocus()

    def show_refused(self, error: CafAuditError) -> None:
        """Say above the foot what was refused; what was typed stays."""
        super().show_refused(error)
        self.begin()

    def typed(self) -> TypedRule:
        """Return the rule as it is typed."""
        return TypedRule(
            kind=self._kind(),
            field=str(self.field.currentData() or ""),
            months=self.months.text(),
            before=self.before.text(),
            values=self.values.text(),
            cases=self.cases.text(),
            reason=self.reason.text(),
        )

    def on_folded(self, *, narrow: bool) -> None:
        """Keep some rows in sight."""
        for table in (self.rules, self.taken):
            rows = theme().size.row * _LEAST_ROWS
            table.setMinimumHeight(rows)
            table.setMaximumHeight(rows if narrow or table is self.rules else self.maximumHeight())

    def _lay_out(self) -> None:
        space = theme().space
        left = column(self.left, gap=space.half)
        left.addWidget(SectionHead(self.tr("A rule")))
        for part, name, label in (
            (self.kind, "rule_kind", self.tr("A case is left out when")),
            (self.field, "rule_field", self.tr("Which column")),
            (self.months, "rule_months", self.tr("Months")),
            (self.before, "rule_before", self.tr("Before which day")),
            (self.values, "rule_values", self.tr("Values, with ; between them; nothing stands for blank")),
            (self.cases, "rule_cases", self.tr("References, with blanks between them")),
            (self.reason, "rule_reason", self.tr("Why, as it stands on the draw sheet")),
        ):
            part.setObjectName(name)
            self._fields[name] = Field(label, part, error_lines=0)
            left.addWidget(self._fields[name])
        left.addSpacing(space.one)
        left.addWidget(
            Text(
                self.tr(
                    "The rules are fixed with the list and stand on the draw sheet, each with its count. "
                    "Where several would leave a case out, the first one counts it."
                ),
                size="small",
                tone="quiet",
            ).wrapped()
        )
        left.addStretch(1)
        right = column(self.right, gap=space.one)
        right.addWidget(self._head)
        right.addWidget(self.rules)
        back = line()
        back.addWidget(self.take_back)
        back.addStretch(1)
        right.addLayout(back)
        right.addWidget(self._cases_head)
        right.addWidget(self.taken, 1)
        right.addStretch(0)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(lambda _: self._show_parts())
        self.rules.row_chosen.connect(self._show_cases)
        self.rules.back_pressed.connect(self._on_back_taken)
        self.take_back.clicked.connect(self._on_back_taken)
        self.pressed.connect(self._on_primary)

    def _kind(self) -> RuleKind:
        return cast("RuleKind", self.kind.currentData())

    def _show_parts(self) -> None:
        """Show the parts that a rule of this kind has."""
        kind = self._kind()
        names = fields_for(kind, self._kept)
        chosen = str(self.field.currentData() or "")
        self.field.show_choices(tuple((name, field_title(name), "") for name in names), chosen)
        shown = {
            "rule_field": bool(names),
            "rule_months": kind == "within_months",
            "rule_before": kind in {"within_months", "before"},
            "rule_values": kind == "values",
            "rule_cases": kind == "listed",
        }
        for name, wanted in shown.items():
            self._fields[name].setVisible(wanted)

    def _show_cases(self, place: int) -> None:
        if not 0 <= place < len(self._stated):
            return
        rule = self._stated[place]
        self._cases_head.show_head(
            self.tr("Which cases"), count_of(rule.cases, self.tr("case"), self.tr("cases"))
        )
        self._cases_model.show_pages(rule.cases, partial(self._page, rule.number))

    def _page(self, rule: int, first: int, count: int) -> list[ExcludedCase]:
        return excluded(self._visit, str(rule), str(first), str(count))

    def _counted(self, found: ExclusionState) -> str:
        if not found.rules:
            return self.tr("nothing yet: all {cases} cases can be drawn").format(cases=f"{found.listed:,}")
        return self.tr("{out} of {all}, {left} can be drawn").format(
            out=f"{found.excluded:,}", all=f"{found.listed:,}", left=f"{found.left:,}"
        )

    def _on_primary(self) -> None:
        try:
            command = command_of(self.typed())
        except InputRefused as refusal:
            self.show_refused(refusal)
            return
        self.rule_wanted.emit(command)

    def _on_back_taken(self) -> None:
        place = self.rules.currentIndex().row()
        if 0 <= place < len(self._stated):
            self.back_taken.emit(self._stated[place].number)
