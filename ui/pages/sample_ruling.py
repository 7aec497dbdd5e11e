"""Settling a stored list before its sizes: cases left out by rule, groups and their names."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cafaudit.sampling.strata import STRATUM_FIELDS
from cafaudit.services.commands.excluding import IncludeAgain
from cafaudit.services.commands.listing import GroupFrame
from cafaudit.services.list_groups import grouping_of
from cafaudit.services.stored_list import group_counts, stored_list
from ui.jobs import Job
from ui.models.frame_pages import known_fields
from ui.models.sample_state import NAMES, RULES, SIZES
from ui.pages.sample_walk import refusal_of
from ui.when import full_day
from ui.widgets.buttons import Button

if TYPE_CHECKING:
    from cafaudit.progress import Progress
    from cafaudit.services.commands.excluding import ExcludeCases
    from ui.models.sample_state import SampleState
    from ui.pages.sample_names import NamesStep
    from ui.pages.sample_rules import RulesStep
    from ui.pages.sample_sizes import SizesStep
    from ui.pages.sample_walk import Walk

AS_LISTED = ("stratum",)
"""The groups that the list gave itself."""


class Ruling(QObject):
    """Leads from the step Sizes to the two pages beside it, and back."""

    def __init__(self, walk: Walk, sizes: SizesStep, rules: RulesStep, names: NamesStep) -> None:
        """Stand the two ways in the foot of the step Sizes."""
        super().__init__(walk)
        self._walk, self._rules, self._names = walk, rules, names
        self.leave_out = Button(self.tr("Leave cases out…"))
        self.leave_out.setObjectName("leave_cases_out")
        self.name = Button(self.tr("Name the groups…"))
        self.name.setObjectName("name_groups")
        for button, step in ((self.leave_out, RULES), (self.name, NAMES)):
            sizes.left_foot.addWidget(button)
            button.clicked.connect(lambda _=False, step=step: walk.turn_to(step))
        sizes.left_foot.addStretch(1)
        walk.prepare(RULES, self._prepare_rules)
        walk.prepare(NAMES, self._prepare_names)
        for one in (rules, names):
            one.back_wanted.connect(lambda: walk.turn_to(SIZES))
        rules.rule_wanted.connect(self._on_rule_wanted)
        rules.back_taken.connect(self._on_back_taken)
        names.fields_chosen.connect(lambda fields: self._count(fields, {}))
        names.names_wanted.connect(self._on_names_wanted)

    def _prepare_rules(self, _state: SampleState) -> None:
        listed = stored_list(self._walk.desk.visit)
        if listed is not None:
            self._rules.show_list(known_fields(listed.fields), full_day(_today()))

    def _prepare_names(self, state: SampleState) -> None:
        listed = stored_list(self._walk.desk.visit)
        by, given = grouping_of(state.frame.facts)
        kept = known_fields(listed.fields) if listed is not None else ()
        chosen = by or AS_LISTED
        self._names.show_fields(tuple(name for name in STRATUM_FIELDS if name in kept), chosen)
        self._count(chosen, given)

    def _count(self, fields: tuple[str, ...], names: dict[str, str]) -> None:
        """Count the groups beside the window, then show them."""
        visit = self._walk.desk.visit
        self._names.show_counting()

        def work(_: Progress) -> dict[str, int]:
            return group_counts(visit, fields)

        def counted(counts: dict[str, int]) -> None:
            if self._names.fields() == fields:
                self._names.show_groups(counts, names)

        job = Job(work)
        job.succeeded.connect(counted)
        job.failed.connect(lambda error: self._names.show_refused(refusal_of(error)))
        self._walk.desk.run(job)

    def _on_names_wanted(self, fields: tuple[str, ...], names: dict[str, str]) -> None:
        command = GroupFrame(strata=fields, names=names)
        self._walk.do(command, then=lambda: self._walk.turn_to(SIZES))

    def _on_rule_wanted(self, command: ExcludeCases) -> None:
        self._walk.do(command, then=self._on_stated)

    def _on_stated(self) -> None:
        self._rules.show_stated()
        self._rules.show_rules()
        self._rules.begin()

    def _on_back_taken(self, number: int) -> None:
        self._walk.do(IncludeAgain(rule=number), then=self._on_taken_back)

    def _on_taken_back(self) -> None:
        self._rules.show_rules()
        self._rules.begin()


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
