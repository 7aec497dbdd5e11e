"""What becomes of a replaced file that turns up later: shown, and chosen by the lead before the draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from cafaudit.domain.late_rules import LATE_RULE, late_rule_of_draw, late_rules_of
from cafaudit.domain.vocabulary import READING_MODES
from cafaudit.services.commands.late_rules import SayLateRule
from ui.pages.file_cards import FileCard
from ui.theme import theme
from ui.widgets.boxes import column
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.fields import Field
from ui.widgets.page_parts import SectionHead
from ui.widgets.text import Text

if TYPE_CHECKING:
    from cafaudit.domain.framework import LateRule
    from ui.desk import Desk
    from ui.models.sample_state import SampleState
    from ui.pages.sample_step import Step
    from ui.pages.sample_walk import Walk


class LateRulePart(QWidget):
    """The rule of the draw to come, or of the newest one. `change_wanted()` where it can still be another."""

    change_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__()
        self.change = Button(self.tr("Change"), kind="link", small=True)
        self.change.setObjectName("change_late_rule")
        self.change.setAccessibleName(self.tr("Change what becomes of a file that turns up late"))
        self.change.clicked.connect(self.change_wanted)
        self._rule = Text().wrapped()
        head = SectionHead(self.tr("A file that turns up late"))
        head.row.addWidget(self.change)
        self.setMaximumWidth(theme().size.page_min)
        layout = column(self, gap=theme().space.half)
        layout.addWidget(head)
        layout.addWidget(self._rule)

    def show_rule(self, text: str, *, open_to_change: bool) -> None:
        """Show the sentence; the lead changes it until the draw."""
        self._rule.show_text(text)
        self.change.setVisible(open_to_change)


class LateRules(QObject):
    """Shows on a step of the Sample page, before the first draw, what becomes of a late file."""

    def __init__(self, walk: Walk, step: Step) -> None:
        """Stand the rule at the end of the step's right column."""
        super().__init__(walk)
        self._walk = walk
        page = walk.parent()
        self.part = LateRulePart()
        self.card = LateRuleCard(walk.desk, page if isinstance(page, QWidget) else step)
        layout = step.right.layout()
        if isinstance(layout, QBoxLayout):
            layout.insertSpacing(layout.count() - 1, theme().space.two)
            layout.insertWidget(layout.count() - 1, self.part)
        self.part.change_wanted.connect(lambda: self.card.ask(1))
        self.card.done.connect(lambda _: self._show(walk.state))
        walk.state_read.connect(self._show)

    def _show(self, state: SampleState) -> None:
        before = not state.draws and state.frame.cases > 0
        self.part.setVisible(before)
        if before:
            rule = late_rule_for(self._walk.desk, 1)
            self.part.show_rule(rule.text, open_to_change=state.leads)


class LateRuleCard(FileCard):
    """Offers the rules of the framework; the sentence that is printed can be the lead's own."""

    def __init__(self, desk: Desk, host: QWidget) -> None:
        """Make a hidden card over `host`."""
        super().__init__(desk, host, "late_rule")
        self._rules = late_rules_of(desk.framework)
        choices = tuple((rule.id, _words_of(rule)) for rule in self._rules)
        self.rule = ChoiceRow(choices, self._rules[0].id)
        self.rule.setObjectName("late_rule_choice")
        self.rule.set_name(self.tr("How it is read"))
        self.rule.chosen.connect(self._on_chosen)
        self.give.show_text(self.tr("Set the rule"))
        self.body.addWidget(self.rule)
        self.body.addWidget(Field(self.tr("As the draw sheet says it"), self.reason, error_lines=0))
        self.add_buttons(self.cancel, self.give)

    def ask(self, draw: int) -> None:
        """Come up with what is said for a draw to come, by its number."""
        about = self.tr("Said before the draw, printed on its sheet. Such a file never counts as random.")
        self.begin(self.tr("A file that turns up after it was replaced"), about)
        standing = late_rule_for(self._desk, draw)
        self.rule.show_value(standing.id)
        self.reason.show_text(standing.text)
        self.come(self.rule)

    def save(self) -> None:
        """Set the rule."""
        text = self.typed_reason(self.tr("Write the sentence that the draw sheet is to print."))
        if text:
            self.do(SayLateRule(rule=self.rule.value, text=text))

    def _on_chosen(self, rule_id: str) -> None:
        """Propose the rule's own sentence in place of another rule's; the lead's own words stay."""
        own = {rule.text for rule in self._rules}
        if self.reason.toPlainText().strip() in own | {""}:
            self.reason.show_text(next(rule.text for rule in self._rules if rule.id == rule_id))


def late_rule_for(desk: Desk, draw: int) -> LateRule:
    """Return the rule that is said for a draw, by its number; the framework's first where nothing is."""
    with desk.visit.reading() as read:
        return late_rule_of_draw(
            draw, lambda number: read.tables.settled(f"draw/{number}/{LATE_RULE}").value, desk.framework
        )


def _words_of(rule: LateRule) -> str:
    if not rule.mode:
        return QCoreApplication.translate("late_rule", "Not read")
    words = READING_MODES.get(rule.mode, rule.mode).lower()
    return QCoreApplication.translate("late_rule", "Read as {mode}").format(mode=words)
