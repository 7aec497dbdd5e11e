"""What a person may choose about a mapping beyond the role of a column: which columns make the groups."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from cafaudit.errors import InputRefused
from cafaudit.intake import FACTS, TREATMENTS
from cafaudit.intake.roles import heading_key

if TYPE_CHECKING:
    from cafaudit.intake import ColumnUse, Mapping, Treatment


def may_group(use: ColumnUse) -> bool:
    """Say whether groups can be made of a column: it is kept, and says nothing about who people are."""
    return use.treatment == "keep" and use.role != "id" and "fingerprint" not in FACTS[use.role].treatments


def group_headers(mapping: Mapping) -> tuple[str, ...]:
    """Return the headings of the columns that the groups are made of, as stated or as the list offers them.

    A list offers its groups, else law type and team (`cafaudit.intake.strata_of`); () is one group of all.
    """
    if mapping.strata:
        return tuple(use.header for use in mapping.columns if _names(mapping, use) & _stated(mapping))
    kept = {use.role: use.header for use in reversed(mapping.columns) if use.treatment != "drop"}
    if "stratum" in kept:
        return (kept["stratum"],)
    return tuple(kept[role] for role in ("law_type", "team") if role in kept and "law_type" in kept)


def with_group(mapping: Mapping, header: str, *, wanted: bool) -> Mapping:
    """Return a mapping in which a column takes part in the groups, or no longer.

    The first change states what the list only offered. With no column left the list offers again.

    Raises:
        InputRefused: groups cannot be made of that column.
    """
    use = next(use for use in mapping.columns if use.header == header)
    if wanted and not may_group(use):
        raise InputRefused(
            f"Groups cannot be made of “{header}”: it is not kept, or it would show who people are.",
            "Use columns such as service type, office, team or law type.",
        )
    before = [one for one in group_headers(mapping) if one != header]
    headers = [*before, header] if wanted else before
    in_order = [one for one in mapping.columns if one.header in headers]
    return replace(mapping, strata=tuple(_name(mapping, one) for one in in_order))


def with_kept_groups(mapping: Mapping) -> Mapping:
    """Return a mapping whose groups are made only of columns that still may be, after a change."""
    if not mapping.strata:
        return mapping
    headers = group_headers(mapping)
    uses = [use for use in mapping.columns if use.header in headers and may_group(use)]
    return replace(mapping, strata=tuple(_name(mapping, use) for use in uses))


def treatment_counts(mapping: Mapping) -> dict[Treatment, int]:
    """Return how many columns are kept, coded, fingerprinted, banded, dropped; nothing for none."""
    counts = Counter(use.treatment for use in mapping.columns)
    return {name: counts[name] for name in TREATMENTS if counts[name]}


def _name(mapping: Mapping, use: ColumnUse) -> str:
    """Return the name that the groups call a column by: its role where that can only mean this one."""
    single = not FACTS[use.role].several and mapping.header_of(use.role) == use.header
    return use.role if single else use.header


def _names(mapping: Mapping, use: ColumnUse) -> set[str]:
    return {heading_key(use.header), heading_key(_name(mapping, use))}


def _stated(mapping: Mapping) -> set[str]:
    return {heading_key(name) for name in mapping.strata}
