"""The rules that take cases out of a list: kept with the list, applied to it, and said in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from cafaudit.errors import InputRefused
from cafaudit.sampling.exclusions import DATE_FIELDS, ExclusionRule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cafaudit.services.deed import Deed
    from cafaudit.storage.frame_exclusions import FrameExclusions
    from cafaudit.storage.frame_tables import FrameTables

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


def apply_rules(deed: Deed, number: int, rules: Sequence[ExclusionRule]) -> dict[int, int]:
    """Let a list have these rules and no others; returns how many cases each took out, by its number.

    Raises:
        InputRefused: nothing of the list would be left.
    """
    frames, exclusions = deed.work.frames, deed.work.exclusions
    exclusions.clear(number)
    counts = {place: exclusions.mark(number, place, rule) for place, rule in enumerate(rules, start=1)}
    if rules and sum(counts.values()) == frames.length(number):
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


def require_stated(exclusions: FrameExclusions, number: int, rule: ExclusionRule) -> None:
    """Refuse a rule that a list has nothing to go by for: a blank column, unknown values or references.

    Raises:
        InputRefused: so it is; the sentences say what the list has.
    """
    if rule.field in DATE_FIELDS and rule.kind != "values":
        if not exclusions.stated(number, rule.field):
            raise InputRefused(
                f"The list does not say of any case when it was {DATE_FIELDS[rule.field]}.",
                "Import it again and say which of its columns holds that day.",
            )
    elif rule.kind == "values":
        _require_values(exclusions, number, rule)
    else:
        missing = exclusions.missing(number, rule.cases)
        if missing:
            raise InputRefused(
                f"The list has no case “{missing[0]}”"
                + (f", nor {len(missing) - 1:,} more of those named." if len(missing) > 1 else "."),
                "Write the references as the list has them.",
            )


def count_text(count: int) -> str:
    """Return a number of cases with its noun."""
    return f"{count:,} {'case' if count == 1 else 'cases'}"


_SHOWN_VALUES = 12


def _require_values(exclusions: FrameExclusions, number: int, rule: ExclusionRule) -> None:
    known = exclusions.values(number, rule.field)
    folded = {value.casefold() for value in known}
    unknown = [value for value in rule.values if value.casefold() not in folded]
    if unknown:
        shown = "; ".join(value or "(blank)" for value in list(known)[:_SHOWN_VALUES])
        more = "; …" if len(known) > _SHOWN_VALUES else ""
        raise InputRefused(
            f"No case of the list has “{unknown[0]}” as its {rule.field.replace('_', ' ')}.",
            f"The list has: {shown}{more}",
        )
