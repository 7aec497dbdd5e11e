"""Cases taken out of the list by stated rules, before it is fixed; and the list released again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from cafaudit.domain.frame import case_ref, plain_label
from cafaudit.errors import InputRefused
from cafaudit.sampling.exclusions import MOST_RULES, ExclusionRule, RuleKind, checked_rule
from cafaudit.services.commands.draws import draws_of, require_no_draw
from cafaudit.services.commands.listing import unfix
from cafaudit.services.list_in_use import require_list
from cafaudit.services.list_rules import apply_rules, count_text, note_rules, require_stated, rules_of
from cafaudit.services.registry import handles
from cafaudit.services.texts import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.services.deed import Deed


@dataclass(frozen=True, kw_only=True)
class ExcludeCases:
    """Take cases out of the list by a rule, before it is fixed. They stay stored, marked with the rule.

    `kind` is "within_months" (`field` is a day such as audited_on, `months`, `before`), "before" (`field`,
    `before`), "values" (`field` is a kept column, `values` any of which takes a case out, "" for blank) or
    "listed" (`cases`, with a `reason`). "within_months" goes from the same day of the month that many months
    earlier up to the day before `before`.
    """

    kind: RuleKind
    field: str = ""
    months: int | None = None
    before: date | None = None
    values: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class IncludeAgain:
    """Take a rule back, by its number from 1; without a number all of them. The others are applied anew."""

    rule: int | None = None


@dataclass(frozen=True, kw_only=True)
class ReleaseFrame:
    """Let a fixed list be changed again, with a reason, as long as nothing was drawn from it."""

    reason: str


@handles(ExcludeCases, undoable=False, lead_only=True)
def _exclude_cases(deed: Deed, command: ExcludeCases) -> str:
    number = _open_list(deed)
    rule = checked_rule(_rule(command))
    blank = require_stated(deed, number, rule)
    rules, place = _with(rules_of(deed.work.frames.facts(number)), rule)
    counts = apply_rules(deed, number, rules)
    note_rules(deed, number)
    said = f"{rules[place - 1].sentence}: {count_text(counts[place])} taken out, {_left(deed, number)}"
    return f"{said}; of {count_text(blank)} the list does not say the day" if blank else said


@handles(IncludeAgain, undoable=False, lead_only=True)
def _include_again(deed: Deed, command: IncludeAgain) -> str:
    number = _open_list(deed)
    rules = rules_of(deed.work.frames.facts(number))
    if not rules:
        raise InputRefused("No case is excluded.", "There is nothing to take back.")
    if command.rule is not None and not 1 <= command.rule <= len(rules):
        raise InputRefused(
            f"There is no rule {command.rule:,}.", f"The rules are counted from 1 to {len(rules)}."
        )
    kept = [rule for place, rule in enumerate(rules, start=1) if command.rule not in (None, place)]
    apply_rules(deed, number, kept)
    note_rules(deed, number)
    said = "All rules" if command.rule is None else rules[command.rule - 1].sentence
    return f"Taken back: {said}; {_left(deed, number)}"


@handles(ReleaseFrame, undoable=False, lead_only=True)
def _release_frame(deed: Deed, command: ReleaseFrame) -> str:
    reason = clean_line(command.reason, "reason for releasing the list", required=True)
    if deed.value("frame", "fixed") is None:
        raise InputRefused("The list is not fixed.", "It can be changed as it is.")
    require_no_draw(deed)
    unfix(deed, reason)
    return "The list can be changed again"


def _open_list(deed: Deed) -> int:
    """Return the number of the list, which must not be fixed."""
    number = require_list(deed.work.frames)
    if draws_of(deed):
        raise InputRefused(
            "A sample was drawn from the list already, so nothing can be excluded from it any more.",
            "A file that cannot be read is replaced by the next reserve, with a reason.",
        )
    if deed.value("frame", "fixed") is not None:
        raise InputRefused(
            "The list is fixed, so its exclusions stand.",
            "Release the list first, with a reason; it has to be fixed again before the draw.",
        )
    return number


def _rule(command: ExcludeCases) -> ExclusionRule:
    return ExclusionRule(
        kind=command.kind,
        field=command.field,
        months=command.months,
        before=command.before,
        values=tuple(dict.fromkeys(plain_label(value) for value in command.values)),
        cases=tuple(dict.fromkeys(case_ref(case) for case in command.cases)),
        reason=clean_line(command.reason, "reason"),
    )


def _with(rules: Sequence[ExclusionRule], rule: ExclusionRule) -> tuple[list[ExclusionRule], int]:
    """Return the rules with one more and its place; cases named for the same reason join their rule."""
    for place, known in enumerate(rules, start=1):
        if rule.kind == known.kind == "listed" and rule.reason == known.reason:
            joined = replace(known, cases=tuple(dict.fromkeys((*known.cases, *rule.cases))))
            return [*rules[: place - 1], joined, *rules[place:]], place
        if rule == known:
            raise InputRefused(
                f"This rule stands already, as rule {place}.",
                "Take it back first to state it in another way.",
            )
    if len(rules) == MOST_RULES:
        raise InputRefused(f"There are {MOST_RULES} rules already.", "Take one back, or put two into one.")
    return [*rules, rule], len(rules) + 1


def _left(deed: Deed, number: int) -> str:
    left = sum(deed.work.frames.strata(number).values())
    return f"{count_text(left)} left"
