"""The rules that take cases out of a list: kept with the list, applied to it, and said in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from cafaudit.errors import InputRefused
from cafaudit.sampling.exclusions import DATE_FIELDS, ExclusionRule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cafaudit.services.deed import Deed
    from cafaudit.storage.frame_exclusions import FrameExclusions
    from cafaudit.storage.frame_tables import FrameTables
    from cafaudit.storage.work import Work

_SHOWN_VALUES: Final = 12

FACT = "exclusions"
"""Where the facts of a list hold its rules."""

CHANGES = "changes"
"""Where they hold what it changed against the list before it."""


def rules_of(facts: Mapping[str, object]) -> tuple[ExclusionRule, ...]:
    """Return the rules of a list in their order."""
    return msgspec.convert(facts.get(FACT, ()), type=tuple[ExclusionRule, ...])


def with_rules(facts: Mapping[str, object], rules: Sequence[ExclusionRule]) -> dict[str, object]:
    """Return a list's facts with these rules in place of its own."""
    others = {name: fact for name, fact in facts.items() if name != FACT}
    return others | ({FACT: msgspec.to_builtins(rules)} if rules else {})


def without_cases(facts: Mapping[str, object]) -> dict[str, object]:
    """Return a list's facts as they may travel: without the references that rules or changes name."""
    return {name: fact for name, fact in facts.items() if name not in {FACT, CHANGES}}


def apply_rules(
    deed: Deed, number: int, rules: Sequence[ExclusionRule], *, may_be_empty: bool = False
) -> dict[int, int]:
    """Let a list have these rules and no others; returns how many cases each took out, by its number.

    With `may_be_empty` the rules may leave nothing, as where nothing will be drawn from the list.

    Raises:
        InputRefused: nothing of the list would be left.
    """
    frames, exclusions = deed.work.frames, deed.work.exclusions
    taken = exclusions.replace(number, rules, deed.progress)
    counts = {place: taken.get(place, 0) for place in range(1, len(rules) + 1)}
    if rules and not may_be_empty and sum(counts.values()) == frames.length(number):
        raise InputRefused(
            "The rules would take every case out of the list.",
            "Check the days and values of the newest rule.",
        )
    frames.change_facts(number, with_rules(frames.facts(number), rules))
    return counts


def note_rules(deed: Deed, number: int) -> None:
    """Write the rules of a list and what each came to into the journal, or that there are none any more."""
    texts = rule_texts(deed.work.frames, deed.work.exclusions, number)
    deed.set("frame", "exclusions", value=texts or None)


def rule_texts(frames: FrameTables, exclusions: FrameExclusions, number: int) -> list[str]:
    """Return each rule with the number of cases that it took out, as it stands on the draw sheet."""
    counts = exclusions.counts(number)
    return [
        f"{rule.sentence}: {count_text(counts.get(place, 0))}"
        for place, rule in enumerate(rules_of(frames.facts(number)), start=1)
    ]


def require_stated(deed: Deed, number: int, rule: ExclusionRule) -> int:
    """Refuse a rule that a list has nothing to go by for: a blank column, unknown values or references.

    Returns:
        How many cases do not say the day that the rule goes by: they stay in.

    Raises:
        InputRefused: so it is; the sentences say what the list has.
    """
    if rule.kind == "values":
        _require_values(deed, number, rule)
        return 0
    if rule.kind == "listed":
        _require_cases(deed.work, number, rule)
        return 0
    frames = deed.work.frames
    blank = sum(getattr(case, rule.field) is None for case in frames.every(number, deed.progress))
    if blank == frames.length(number):
        raise InputRefused(
            f"The list does not say of any case when it was {DATE_FIELDS[rule.field]}.",
            "Import it again and say which of its columns holds that day.",
        )
    return blank


def count_text(count: int) -> str:
    """Return a number of cases with its noun."""
    return f"{count:,} {'case' if count == 1 else 'cases'}"


def _require_values(deed: Deed, number: int, rule: ExclusionRule) -> None:
    known = sorted(value for (value,) in deed.work.groups.values(number, (rule.field,), deed.progress))
    folded = {value.casefold() for value in known}
    unknown = [value for value in rule.values if value.casefold() not in folded]
    if unknown:
        shown = "; ".join(value or "(blank)" for value in known[:_SHOWN_VALUES])
        more = "; …" if len(known) > _SHOWN_VALUES else ""
        raise InputRefused(
            f"No case of the list has “{unknown[0]}” as its {rule.field.replace('_', ' ')}.",
            f"The list has: {shown}{more}",
        )


def _require_cases(work: Work, number: int, rule: ExclusionRule) -> None:
    known = work.frames.chosen(number, rule.cases)
    missing = [ref for ref in rule.cases if ref not in known]
    if missing:
        more = f", nor {len(missing) - 1:,} more of those named" if len(missing) > 1 else ""
        raise InputRefused(
            f"The list has no case “{missing[0]}”{more}.", "Write the references as the list has them."
        )
