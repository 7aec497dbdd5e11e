"""The stored case list for looking at: page by page, and a case by its reference."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.domain.frame import FrameCase
from cafaudit.intake import mapping_from_toml
from cafaudit.sampling.strata import stratum_name
from cafaudit.services.list_rules import rules_of
from cafaudit.storage.frame_blocks import ROWS_OF_A_BLOCK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.services.visit import Visit

__all__ = [
    "ROWS_OF_A_BLOCK",
    "ListedCase",
    "StoredList",
    "find_case",
    "group_counts",
    "is_listed",
    "page_of",
    "stored_list",
]

_ALWAYS = ("ref", "stratum")
_FIELDS = {"id": "ref", "location": "file_location", "date_of_birth": "age_band"}
"""Roles of columns that are kept in a field of another name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredList:
    """A list as it is stored.

    Attributes:
        number: Its number.
        source: The name of its file.
        cases: How many cases it has, those that rules left out among them.
        left_out: How many those are.
        fields: The fields that its cases have.
        rules: The rules in words, in their order.
    """

    number: int
    source: str
    cases: int
    left_out: int
    fields: tuple[str, ...]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedCase:
    """A case of the list, and the number of the rule that leaves it out, counted from 1; 0 for none."""

    case: FrameCase
    rule: int = 0


def stored_list(visit: Visit) -> StoredList | None:
    """Return what there is to look at, None before a list was imported."""
    with visit.reading() as read:
        number = read.frames.in_use()
        if number is None:
            return None
        facts = read.frames.facts(number)
        return StoredList(
            number=number,
            source=str(facts.get("source", "")),
            cases=read.frames.length(number),
            left_out=sum(read.exclusions.counts(number).values()),
            fields=_kept_fields(facts),
            rules=tuple(rule.sentence for rule in rules_of(facts)),
        )


def page_of(visit: Visit, number: int, first: int, count: int) -> list[ListedCase]:
    """Return some cases of a list in the order of its file; `first` is 0 for the first case."""
    with visit.reading() as read:
        cases = read.frames.page(number, first + 1, count)
        out = read.exclusions.marks(number, first + 1, count)
    return [ListedCase(case, out.get(position, 0)) for position, case in enumerate(cases, start=first + 1)]


def find_case(visit: Visit, number: int, text: str, after: int = -1) -> int | None:
    """Return the place (0 for the first) of the next case whose reference has a text in it; None for none.

    It is looked for behind the place `after`, and from the beginning again when it is not there.
    """
    wanted = text.strip()
    if not wanted:
        return None
    with visit.reading() as read:
        found = read.frames.find(number, wanted, after + 1)
        if found is None and after >= 0:
            found = read.frames.find(number, wanted)
        return None if found is None else found - 1


def is_listed(visit: Visit, ref: str) -> bool:
    """Say whether the list has that very reference; True where there is no list to look into."""
    with visit.reading() as read:
        number = read.frames.in_use()
        if number is None:
            return True
        at = read.frames.find(number, ref)
        return at is not None and any(case.ref == ref for case in read.frames.page(number, at, 1))


def group_counts(visit: Visit, fields: Sequence[str]) -> dict[str, int]:
    """Return how many cases each group of these fields has, by the name that their values make, sorted.

    The fields are those of `cafaudit.sampling.strata.STRATUM_FIELDS`; excluded cases are counted too. {}
    before a list was imported.
    """
    with visit.reading() as read:
        number = read.frames.in_use()
        if number is None:
            return {}
        found = read.groups.values(number, fields)
    counts: Counter[str] = Counter()
    for values, cases in found.items():
        counts[stratum_name(values)] += cases
    return dict(sorted(counts.items()))


def _kept_fields(facts: dict[str, object]) -> tuple[str, ...]:
    """Return the fields that the mapping of a list keeps, in the order of its columns."""
    uses = mapping_from_toml(str(facts.get("mapping") or "[columns]\n"), "the stored mapping").columns
    kept = [_FIELDS.get(use.role, use.role) for use in uses if use.treatment in {"keep", "code", "band"}]
    folded = ["children"] if facts.get("folded") else []
    return tuple(dict.fromkeys((*_ALWAYS, *kept, *folded)))
