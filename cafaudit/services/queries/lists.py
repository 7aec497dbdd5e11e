"""The stored lists: what was excluded, and what a newer list changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.sampling.exclusions import RuleKind
from cafaudit.services.list_changes import ListChanges, sample_changes, stored_changes
from cafaudit.services.list_rules import rules_of
from cafaudit.services.queries.registry import query

if TYPE_CHECKING:
    from cafaudit.services.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionCount:
    """One rule with what it came to.

    `number` counts from 1, `cases` are those that it took out and no earlier rule did, `sentence` says it
    without the count. The other fields are those of `ExcludeCases`.
    """

    number: int
    sentence: str
    cases: int
    kind: RuleKind
    field: str
    months: int | None
    before: date | None
    values: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionState:
    """The exclusions of the list in use: its number, cases on it, taken out, and left to be drawn from."""

    list_number: int | None
    listed: int
    excluded: int
    left: int
    rules: tuple[ExclusionCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedCase:
    """A case that a rule took out; `rule` counts from 1, `line` is its row in the source."""

    case: str
    stratum: str
    office: str
    line: int
    rule: int
    sentence: str


@query("exclusions")
def exclusions(visit: Visit) -> ExclusionState:
    """The rules that took cases out of the list, each with its count; `excluded` lists the cases."""
    with visit.reading() as read:
        number = read.frames.in_use()
        if number is None:
            return ExclusionState(list_number=None, listed=0, excluded=0, left=0, rules=())
        counts = read.exclusions.counts(number)
        rules = rules_of(read.frames.facts(number))
        listed = read.frames.length(number)
    excluded = sum(counts.values())
    return ExclusionState(
        list_number=number,
        listed=listed,
        excluded=excluded,
        left=listed - excluded,
        rules=tuple(
            ExclusionCount(
                number=place,
                sentence=rule.sentence,
                cases=counts.get(place, 0),
                kind=rule.kind,
                field=rule.field,
                months=rule.months,
                before=rule.before,
                values=rule.values,
                reason=rule.reason,
            )
            for place, rule in enumerate(rules, start=1)
        ),
    )


@query("excluded")
def excluded(visit: Visit, rule: str = "0", start: str = "0", length: str = "1000") -> list[ExcludedCase]:
    """The excluded cases with the rule that took each out, by rule and row; `rule` 0 for all, in pages."""
    wanted, first, most = (_whole(text) for text in (rule, start, length))
    with visit.reading() as read:
        number = read.frames.in_use()
        if number is None:
            return []
        rules = rules_of(read.frames.facts(number))
        found = read.exclusions.cases(number, rule=wanted, start=first, length=most)
    return [
        ExcludedCase(
            case=case.ref,
            stratum=case.stratum,
            office=case.office,
            line=case.line,
            rule=by,
            sentence=rules[by - 1].sentence,
        )
        for case, by in found
    ]


_MOST_DIGITS = 15  # of a number that the store can take


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > _MOST_DIGITS:
        raise InputRefused(f"“{text}” is no whole number.", "Give 0, 1, 2 and so on.")
    return int(text)


@query("list_changes")
def list_changes(visit: Visit) -> ListChanges:
    """What the newest list changed against the one before it, or the one drawn from, and in the sample."""
    with visit.reading() as read:
        number = read.frames.newest()
        if number is None:
            return ListChanges()
        changes = stored_changes(read.frames, number)
        drawn = [said.value for _, said in read.tables.under("case/") if isinstance(said.value, dict)]
        return replace(changes, sample=sample_changes(read.frames, changes, drawn))
