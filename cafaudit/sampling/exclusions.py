"""Exclusions: stated rules that take cases out of a list before it is fixed; pure.

A rule is data and says itself in a sentence, so that it can stand on the draw sheet. Where several rules
would take a case out, the first one counts it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal

from cafaudit.domain.days import months_before, written_day
from cafaudit.errors import InputRefused
from cafaudit.sampling.strata import NOT_STATED, STRATUM_FIELDS, part_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cafaudit.domain.frame import FrameCase

RuleKind = Literal["within_months", "before", "values", "listed"]
"""What a rule goes by: a day within some months before another day, a day before another day, the value
of a kept column, or a list of references."""

DATE_FIELDS: Final = {
    "audited_on": "last audited",
    "closed_on": "closed",
    "opened_on": "opened",
    "allocated_on": "allocated",
}
"""The kept days that a rule can go by, and the word that its sentence begins with."""

MOST_RULES: Final = 20
MOST_MONTHS: Final = 1_200

_SHOWN_VALUES: Final = 8
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionRule:
    """One rule by which cases are taken out of the list.

    Attributes:
        kind: What it goes by.
        field: The kept column, such as "audited_on" or "office"; "" where references are listed.
        months: Of "within_months": calendar months, counted back from `before`.
        before: Of "within_months" and "before": the first day that does not count any more.
        values: Of "values": any of these takes a case out, without regard to capitals; "" stands for blank.
        cases: Of "listed": the references.
        reason: Why, in a person's words; needed where references are listed.
    """

    kind: RuleKind
    field: str = ""
    months: int | None = None
    before: date | None = None
    values: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    reason: str = ""

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day on which a case is taken out; None where no day decides."""
        if self.before is None:
            return None
        last = self.before - _ONE_DAY
        return (date.min if self.months is None else months_before(self.before, self.months)), last

    @property
    def sentence(self) -> str:
        """The rule in words, without the number of cases and without a full stop."""
        said = _SENTENCES[self.kind](self)
        said = f"{said[:1].upper()}{said[1:]}"
        return f"{said} ({self.reason})" if self.reason else said


def checked_rule(rule: ExclusionRule) -> ExclusionRule:
    """Return a rule that can be applied.

    Raises:
        InputRefused: Something that its kind needs is missing, or does not fit; the sentences say what.
    """
    _CHECKS[rule.kind](rule)
    return rule


class Sieve:
    """Rules made ready for a whole list. A blank day never takes a case out."""

    def __init__(self, rules: Sequence[ExclusionRule]) -> None:
        """Make ready the rules, in their order."""
        self._tests = tuple(_test_of(rule) for rule in rules)

    def rule_of(self, case: FrameCase) -> int:
        """Return which rule takes a case out, counted from 1; 0 where none does."""
        for number, takes in enumerate(self._tests, start=1):
            if takes(case):
                return number
        return 0


def _test_of(rule: ExclusionRule) -> Callable[[FrameCase], bool]:
    if rule.kind == "listed":
        cases = frozenset(rule.cases)
        return lambda case: case.ref in cases
    field, days = rule.field, rule.days
    if rule.kind == "values":
        values = frozenset(value.casefold() for value in rule.values)
        return lambda case: part_of(case, field).casefold() in values
    if days is None:
        return lambda _: False
    first, last = days

    def falls_between(case: FrameCase) -> bool:
        day: date | None = getattr(case, field)
        return day is not None and first <= day <= last

    return falls_between


def _within_sentence(rule: ExclusionRule) -> str:
    word = DATE_FIELDS[rule.field]
    months = "1 month" if rule.months == 1 else f"{rule.months} months"
    before, days = rule.before, rule.days
    if before is None or days is None:
        return word
    span = f"{written_day(days[0])} to {written_day(days[1])}"
    return f"{word} within {months} before {written_day(before)}, that is {span}"


def _before_sentence(rule: ExclusionRule) -> str:
    word = DATE_FIELDS[rule.field]
    return word if rule.before is None else f"{word} before {written_day(rule.before)}"


def _values_sentence(rule: ExclusionRule) -> str:
    shown = [f"“{value or NOT_STATED}”" for value in rule.values[:_SHOWN_VALUES]]
    if len(rule.values) > _SHOWN_VALUES:
        shown.append(f"{len(rule.values) - _SHOWN_VALUES:,} more values")
    listed = " or ".join(shown) if len(shown) < 3 else f"{', '.join(shown[:-1])} or {shown[-1]}"  # noqa: PLR2004
    return f"{rule.field.replace('_', ' ')} is {listed}"


def _listed_sentence(rule: ExclusionRule) -> str:
    return "1 case named" if len(rule.cases) == 1 else f"{len(rule.cases):,} cases named"


_SENTENCES: Final = {
    "within_months": _within_sentence,
    "before": _before_sentence,
    "values": _values_sentence,
    "listed": _listed_sentence,
}


def _check_day(rule: ExclusionRule) -> None:
    if rule.field not in DATE_FIELDS:
        raise InputRefused(
            f"“{rule.field}” is no day that cases could be excluded by.",
            f"Use one of: {', '.join(DATE_FIELDS)}.",
        )
    if rule.before is None:
        raise InputRefused(
            "The rule does not say before which day.", "Give the day, such as the first day of the visit."
        )
    if rule.before == date.min:
        raise InputRefused("No day lies before 1 January 1.", "Give the day that was meant.")


def _check_within(rule: ExclusionRule) -> None:
    _check_day(rule)
    if rule.months is None or not 1 <= rule.months <= MOST_MONTHS:
        raise InputRefused(
            "The rule does not say within how many months.", f"Give a whole number from 1 to {MOST_MONTHS:,}."
        )
    try:
        _ = rule.days
    except ValueError as fault:
        raise InputRefused("The months reach back before the year 1.", "Give fewer of them.") from fault


def _check_before(rule: ExclusionRule) -> None:
    _check_day(rule)
    if rule.months is not None:
        raise InputRefused(
            "Months belong to the kind “within_months”.", "Use that kind, or leave the months out."
        )


def _check_values(rule: ExclusionRule) -> None:
    if rule.field not in STRATUM_FIELDS:
        raise InputRefused(
            f"“{rule.field}” is no kept column that cases could be excluded by.",
            f"Use one of: {', '.join(STRATUM_FIELDS)}.",
        )
    if not rule.values:
        raise InputRefused(
            "The rule names no value.",
            "Name one or more values of the column; an empty one stands for blank.",
        )


def _check_listed(rule: ExclusionRule) -> None:
    if not rule.cases:
        raise InputRefused("The rule names no case.", "Name the references of the cases to exclude.")
    if not rule.reason:
        raise InputRefused(
            "Cases are named without a reason.", "Say why they cannot be drawn: it stands on the draw sheet."
        )


_CHECKS: Final = {
    "within_months": _check_within,
    "before": _check_before,
    "values": _check_values,
    "listed": _check_listed,
}
