"""The fourth step of the Sample page: how many files, of which groups, and how they are shared out."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cafaudit.errors import InputRefused
from cafaudit.statistics.shares import share_of
from ui.models.sample_groups import AS_LISTED, Groups, Plan, field_label, sizes_of
from ui.models.sample_state import count_of
from ui.models.size_questions import whole_number
from ui.pages.sample_sizes_help import SizeCalculator
from ui.pages.sample_sizes_table import MOST_TYPED, StrataTable
from ui.pages.sample_step import Step
from ui.printing import page_html
from ui.theme import theme
from ui.widgets.boxes import column, empty, line
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.choices import CheckBox, ComboField
from ui.widgets.fields import Field, TextField
from ui.widgets.page_parts import SectionHead
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.models.sample_groups import ShareRule, StratumSize
    from ui.models.size_questions import SizeTable
    from ui.printing import Printing

_SIMPLE = frozenset({"proportional", "equal"})


class SizesStep(Step):
    """Asks for the size. `onward_wanted(Plan)` when it is settled.

    The simple question stands alone; what a size is good for, sizes of one's own and shares by expected
    rates unfold under "Advanced".
    """

    onward_wanted = Signal(object)

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__("sample_sizes", left_width=theme().size.card)
        self._groups: Groups | None = None
        self._counts: dict[str, int] = {}
        self._printing: Printing | None = None
        self.shown: tuple[StratumSize, ...] = ()
        self._asked_before = ""
        self.files = TextField()
        self.files.setObjectName("sample_size")
        self.size_field = Field(self.tr("How many files?"), self.files, error_lines=2)
        self.rule, self.every_rule = self._rule_choices()
        self._ticks: dict[str, CheckBox] = {}
        self._tick_rows = column()
        self._tick_head = Text(self.tr("Groups of the sample"), size="small", tone="quiet")
        self.strata = StrataTable()
        self._head = SectionHead(self.tr("What each stratum gives"))
        self._rule_note = Text(size="small", tone="quiet").wrapped()
        self.advanced = Button(self.tr("Advanced"), kind="link").with_icon("unfold", after=True)
        self.advanced.setObjectName("sizes_advanced")
        self.calculator = SizeCalculator()
        self._lay_out()
        self.primary.show_text(self.tr("Go on to fix the list"))
        self._connect()
        self._unfold(wanted=False)

    @property
    def table(self) -> StrataTable:
        """What each stratum gives."""
        return self.strata

    def print_with(self, printing: Printing) -> None:
        """Say who prints the table of sizes."""
        self._printing = printing

    def show_plan(self, plan: Plan, strata: dict[str, int]) -> None:
        """Show a plan over the strata that the list has now; other groups come with `show_groups`."""
        if sorted(strata) != sorted(self._counts):
            self.strata.forget()
        self.strata.recall("stated", {name: str(size) for name, size in plan.stated})
        self.strata.recall("neyman", dict(plan.expected))
        self._groups, self._counts = None, strata
        self.files.show_text(str(plan.size))
        self._asked_before = str(plan.size)
        self._show_rule(plan.rule)
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
        """Put the keyboard into the size, or where sizes are stated into the first of them."""
        field = self.strata.first_field if self._chosen_rule() == "stated" else None
        field = field or self.files
        field.setFocus()
        field.selectAll()

    def plan(self) -> Plan:
        """Return what is asked for.

        Raises:
            InputRefused: a size is no number, or an expected share none.
        """
        rule, fields = self._chosen_rule(), self._fields()
        if rule == "stated":
            stated = {name: self._typed(name, text) for name, text in self.strata.texts().items()}
            return Plan(sum(stated.values()), rule, fields, tuple(stated.items()))
        size = whole_number(self.files.text())
        if rule == "neyman":
            return Plan(size, rule, fields, expected=self._expected())
        return Plan(size=size, rule=rule, fields=fields)

    def _rule_choices(self) -> tuple[ChoiceRow, ComboField]:
        words = (
            ("proportional", self.tr("By share of the list")),
            ("equal", self.tr("The same of each")),
            ("stated", self.tr("As I state for each")),
            ("neyman", self.tr("By share and by how mixed each is expected")),
        )
        name = self.tr("How they are shared out")
        simple, every = ChoiceRow(words[:2], "proportional"), ComboField()
        simple.setObjectName("sample_rule")
        simple.set_name(name)
        every.setObjectName("sample_every_rule")
        every.setAccessibleName(name)
        every.show_choices(tuple((value, word, "") for value, word in words), "proportional")
        return simple, every

    def _connect(self) -> None:
        self.pressed.connect(self._on_primary)
        self.files.textChanged.connect(lambda _: self._show_sizes())
        self.rule.chosen.connect(self._on_rule)
        self.every_rule.currentIndexChanged.connect(lambda _: self._on_rule(self.every_rule.currentData()))
        self.strata.typed.connect(self._show_sizes)
        self.advanced.clicked.connect(lambda: self._unfold(wanted=self.calculator.isHidden()))
        self.calculator.size_taken.connect(self._on_size_taken)
        self.calculator.print_wanted.connect(self._on_print_wanted)

    def _lay_out(self) -> None:
        space = theme().space
        left = column(self.left, gap=space.one)
        left.setContentsMargins(space.three, space.two, space.three, space.two)
        left.addWidget(self.size_field)
        left.addWidget(Text(self.tr("How they are shared out"), size="small", tone="quiet"))
        left.addWidget(self._rule_holder())
        left.addWidget(self._rule_note)
        left.addSpacing(space.two)
        left.addWidget(self._tick_head)
        left.addLayout(self._tick_rows)
        left.addStretch(1)
        right = column(self.right, gap=space.one)
        right.setContentsMargins(space.three, space.two, space.three, space.two)
        right.addWidget(self._head)
        right.addWidget(self.strata)
        right.addSpacing(space.one)
        fold = line()
        fold.addWidget(self.advanced)
        fold.addStretch(1)
        right.addLayout(fold)
        right.addWidget(self.calculator)
        right.addStretch(1)

    def _rule_holder(self) -> QWidget:
        """Return one place for both ways of choosing, so that nothing below moves when they change."""
        holder = QWidget()
        holder.setFixedHeight(theme().size.control)
        row = line(holder)
        row.addWidget(self.rule, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.every_rule)
        return holder

    def _unfold(self, *, wanted: bool) -> None:
        self.calculator.setVisible(wanted)
        self.advanced.with_icon("fold" if wanted else "unfold", after=True)
        spoken = self.tr("Hide the advanced part") if wanted else self.tr("Show the advanced part")
        self.advanced.show_text(self.tr("Advanced"), spoken)
        self._show_rule(self._chosen_rule())
        if wanted:
            self.calculator.show_list(sum(self._present_counts(self._fields()).values()))
            self.show_part(self.calculator)

    def _chosen_rule(self) -> ShareRule:
        return cast("ShareRule", self.every_rule.currentData())

    def _show_rule(self, rule: ShareRule) -> None:
        """Show a rule without a word to anyone; the two plain ones stand alone while all is folded."""
        self.rule.show_value(rule)
        was_blocked = self.every_rule.blockSignals(True)
        self.every_rule.setCurrentIndex(self.every_rule.findData(rule))
        self.every_rule.blockSignals(was_blocked)
        simple = self.calculator.isHidden() and rule in _SIMPLE
        self.rule.setVisible(simple)
        self.every_rule.setVisible(not simple)
        notes = {
            "stated": self.tr("Type the files of each stratum at the right; their sum is the sample."),
            "neyman": self.tr(
                "Type at the right what share of each stratum you expect to be in question, by the last "
                "inspection or a guess. Mixed strata, near a half, then give more files (Neyman’s rule)."
            ),
        }
        self._rule_note.show_text(notes.get(rule, ""))
        self._rule_note.setVisible(rule in notes)
        self.files.show_locked(rule == "stated")

    def _on_rule(self, rule: str) -> None:
        was_stated = self.files.isReadOnly()
        if not was_stated:
            self._asked_before = self.files.text()
        self._show_rule(cast("ShareRule", rule))
        if was_stated and rule != "stated":
            self.files.show_text(self._asked_before)
        self._show_sizes()

    def _fields(self) -> tuple[str, ...]:
        return tuple(name for name, tick in self._ticks.items() if tick.isChecked()) or AS_LISTED

    def _present_counts(self, fields: tuple[str, ...]) -> dict[str, int]:
        return self._counts if fields == AS_LISTED or self._groups is None else self._groups.counts(fields)

    def _typed(self, name: str, text: str) -> int:
        try:
            return whole_number(text or "0")
        except InputRefused:
            self.strata.show_wrong(name)
            raise

    def _expected(self) -> tuple[tuple[str, str], ...]:
        texts = tuple(self.strata.texts().items())
        for name, text in texts:
            try:
                share_of(text, self.tr("share for “{stratum}”").format(stratum=name))
            except InputRefused:
                self.strata.show_wrong(name)
                raise
        return texts

    def _start(self, rule: ShareRule, counts: Mapping[str, int]) -> dict[str, str]:
        """Return what stands in the fields of the strata at first: a half, or what was shown before."""
        if rule == "neyman":
            return dict.fromkeys(counts, "50%")
        return {one.name: str(one.files) for one in self.shown}

    def _show_sizes(self) -> None:
        rule, counts = self._chosen_rule(), self._present_counts(self._fields())
        self.strata.show_strata(counts, rule, self._start(rule, counts))
        self.strata.show_wrong("")
        strata = count_of(len(counts), self.tr("stratum"), self.tr("strata")) if counts else ""
        self._head.show_head(self.tr("What each stratum gives"), strata)
        if not self.calculator.isHidden():
            self.calculator.show_list(sum(counts.values()))
        try:
            self._check_typed(rule, counts)
            plan = self.plan()
            self.shown = sizes_of(counts, plan)
        except InputRefused as refusal:
            self.size_field.show_error(f"{refusal.message} {refusal.advice}")
            self.strata.show_sizes(())
            return
        if rule == "stated":
            self.files.show_text(str(plan.size))
        self.size_field.clear_error()
        self.strata.show_sizes(self.shown)

    def _check_typed(self, rule: ShareRule, counts: Mapping[str, int]) -> None:
        if rule not in _SIMPLE and len(counts) > MOST_TYPED:
            raise InputRefused(
                self.tr("{count} strata are too many to type figures for.").format(count=f"{len(counts):,}"),
                self.tr("Group the cases by fewer columns, or share out by share of the list."),
            )

    def _on_size_taken(self, size: int) -> None:
        if self._chosen_rule() == "stated":
            self._show_rule("proportional")
        self.files.setText(str(size))
        self._show_sizes()

    def _on_print_wanted(self, table: SizeTable) -> None:
        if self._printing is not None:
            html = page_html(table.title, table.lines, table.headings, table.rows)
            self._printing.print_html(self, table.title, html)

    def _on_primary(self) -> None:
        try:
            self._check_typed(self._chosen_rule(), self._present_counts(self._fields()))
            plan = self.plan()
            sizes_of(self._present_counts(plan.fields), plan)
        except InputRefused as refusal:
            self.size_field.show_error(f"{refusal.message} {refusal.advice}")
            self.begin()
        else:
            self.onward_wanted.emit(plan)
