"""The strata of a stored list, made of kept columns and named by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from cafaudit.errors import InputRefused
from cafaudit.sampling.strata import MOST_GROUPS, check_fields, check_names, joined_names, stratum_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cafaudit.services.deed import Deed

BY, NAMES = "grouped_by", "group_names"
"""Where the facts of a list hold the fields of its strata and the names that a person gave."""


def group_list(
    deed: Deed, number: int, fields: Sequence[str], names: Mapping[str, str], *, strict: bool
) -> None:
    """Give a list strata made of these fields, with these names.

    With `strict` a name for a group that the list does not have is refused; a corrected list, which
    takes over the grouping of the one before it, need not have every group.

    Raises:
        InputRefused: the fields or names do not fit the list, or make hundreds of groups.
    """
    check_fields(fields)
    names = joined_names(names)
    found = sorted(deed.work.groups.values(number, fields, deed.progress))
    made = {values: stratum_name(values) for values in found}
    known = set(made.values())
    check_names({group: name for group, name in names.items() if strict or group in known}, known)
    strata = {values: names.get(group, group) for values, group in made.items()}
    groups = len(set(strata.values()))
    if groups > MOST_GROUPS:
        raise InputRefused(
            f"That makes {groups:,} groups of cases; {MOST_GROUPS} are the most.",
            "Make the strata of columns with few different values, such as office or law type.",
        )
    deed.work.groups.regroup(number, fields, strata, deed.progress)
    facts = deed.work.frames.facts(number) | {BY: list(fields), NAMES: names}
    deed.work.frames.change_facts(number, facts)


def grouping_of(facts: Mapping[str, object]) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the fields and names that a list was grouped by; no field where it was not."""
    return (
        msgspec.convert(facts.get(BY, ()), type=tuple[str, ...]),
        msgspec.convert(facts.get(NAMES, {}), type=dict[str, str]),
    )
