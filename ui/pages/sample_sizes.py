"""The fourth step of the Sample page: how many files, of which groups, and how they are shared out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cafaudit.errors import InputRefused
from ui.models.sample_groups import AS_LISTED, Groups, Plan, field_label, sizes_of
from ui.models.sample_state import count_of
from ui.pages.sample_step import Step
from ui.theme import theme
from ui.widgets.boxes import column, empty
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.choices import CheckBox
from ui.widgets.fields import Field, TextField
from ui.widgets.page_parts import SectionHead
from ui.widgets.plain_table import Heading, PlainTable
from ui.widgets.text import Run, Text

if TYPE_CHECKING:
    from ui.models.sample_groups import ShareRule, StratumSize


class SizesStep(Step):
    """Asks for the size. `onward_wanted(Plan)` when it is settled."""

    onward_wanted = Signal(object)

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__("sample_sizes", left_width=theme().size.card)
        self._groups: Groups | None = None
        self._counts: dict[str, int] = {}
        self._rule = "proportional"
        self.files = TextField()
        self.files.setObjectName("sample_size")
        self.size_field = Field(self.tr("How many files?"), self.files, error_lines=2)
        self.rule = ChoiceRow(
            (("proportional", self.tr("By share of the list")), ("equal", self.tr("The same of each"))),
            "proportional",
        )
        self.rule.setObjectName("sample_rule")
        self.rule.set_name(self.tr("How they are shared out"))
        self._ticks: dict[str, CheckBox] = {}
        self._tick_rows = column()
        self._tick_head = Text(self.tr("Groups of the sample"), size="small", tone="quiet")
        self.table = PlainTable()
        self.table.setObjectName("strata_table")
        self.table.setMaximumWidth(theme().size.page_min)
        self._head = SectionHead(self.tr("What each stratum gives"))
        self._lay_out()
        self.primary.show_text(self.tr("Go on to fix the list"))
        self.pressed.connect(self._on_primary)
        self.files.textChanged.connect(lambda _: self._show_sizes())
        self.rule.chosen.connect(lambda _: self._show_sizes())

    def show_plan(self, plan: Plan, strata: dict[str, int]) -> None:
        """Show a plan over the strata that the list has now; other groups come with `show_groups`."""
        self._groups, self._counts = None, strata
        self.files.show_text(str(plan.size))
        self.rule.show_value(plan.rule)
        empty(self._tick_rows)
        self._ticks = {}
        self._tick_head.hide()
        self._show_sizes()

    def show_groups(self, groups: Groups) -> None:
        """Offer the fields that the cases can be grouped by."""
        self._groups = groups
        fields = groups.offered()
        self._tick_head.setVisible(bool(fields))
        for name in (*AS_LISTED, *fields) if fields else ():
            label = field_label(name)
            tick = CheckBox(label if name in AS_LISTED else self.tr("by {field}").format(field=label))
            tick.setObjectName(f"group_{name}")
            tick.setChecked(name in AS_LISTED)
            tick.toggled.connect(lambda _: self._show_sizes())
            self._ticks[name] = tick
            self._tick_rows.addWidget(tick)

    def begin(self) -> None:
        """Put the keyboard into the size."""
        self.files.setFocus()
        self.files.selectAll()

    def plan(self) -> Plan:
        """Return what is asked for.

        Raises:
            InputRefused: the size is no number.
        """
        text = self.files.text().strip().replace(",", "")
        if not text.isdecimal():
            raise InputRefused(
                self.tr("“{text}” is no number of files.").format(text=text),
                self.tr("Type one in figures, such as 24."),
            )
        rule: ShareRule = "equal" if self.rule.value == "equal" else "proportional"
        return Plan(size=int(text), rule=rule, fields=self._fields())

    def _lay_out(self) -> None:
        space = theme().space
        left = column(self.left, gap=space.one)
        left.setContentsMargins(space.three, space.two, space.three, space.two)
        left.addWidget(self.size_field)
        left.addWidget(Text(self.tr("How they are shared out"), size="small", tone="quiet"))
        left.addWidget(self.rule)
        left.addSpacing(space.two)
        left.addWidget(self._tick_head)
        left.addLayout(self._tick_rows)
        left.addStretch(1)
        right = column(self.right, gap=space.one)
        right.setContentsMargins(space.three, space.two, space.three, space.two)
        right.addWidget(self._head)
        right.addWidget(self.table)
        right.addStretch(1)

    def _fields(self) -> tuple[str, ...]:
        return tuple(name for name, tick in self._ticks.items() if tick.isChecked()) or AS_LISTED

    def _present_counts(self, fields: tuple[str, ...]) -> dict[str, int]:
        return self._counts if fields == AS_LISTED or self._groups is None else self._groups.counts(fields)

    def _show_sizes(self) -> None:
        try:
            plan = self.plan()
            counts = self._present_counts(plan.fields)
            sizes = sizes_of(counts, plan)
        except InputRefused as refusal:
            self.size_field.show_error(f"{refusal.message} {refusal.advice}")
            self._show_table(())
            return
        self.size_field.clear_error()
        self._show_table(sizes)

    def _show_table(self, sizes: tuple[StratumSize, ...]) -> None:
        rows: list[tuple[Run, ...]] = [
            (
                Run(one.name),
                Run(f"{one.cases:,}"),
                Run(f"{one.files:,}", strong=True),
                Run(f"{one.reserves:,}"),
            )
            for one in sizes
        ]
        if len(sizes) > 1:
            sums = (sum(one.cases for one in sizes), sum(one.files for one in sizes))
            spare = sum(one.reserves for one in sizes)
            total = [Run(self.tr("All"), strong=True), *(Run(f"{n:,}", strong=True) for n in (*sums, spare))]
            rows.append(tuple(total))
        headings = (
            Heading(self.tr("Stratum"), stretch=True),
            Heading(self.tr("In the list"), right=True),
            Heading(self.tr("Files"), right=True),
            Heading(self.tr("Reserves"), right=True),
        )
        self.table.setVisible(bool(sizes))
        self.table.show_rows(headings, rows)
        strata = count_of(len(sizes), self.tr("stratum"), self.tr("strata")) if sizes else ""
        self._head.show_head(self.tr("What each stratum gives"), strata)

    def _on_primary(self) -> None:
        try:
            plan = self.plan()
            sizes_of(self._present_counts(plan.fields), plan)
        except InputRefused as refusal:
            self.size_field.show_error(f"{refusal.message} {refusal.advice}")
            self.begin()
        else:
            self.onward_wanted.emit(plan)
