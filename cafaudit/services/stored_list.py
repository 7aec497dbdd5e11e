"""The stored case list for looking at: page by page, and a case by its reference."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cafaudit.intake import mapping_from_toml
from cafaudit.sampling.strata import stratum_name
from cafaudit.storage.frame_blocks import ROWS_OF_A_BLOCK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.domain.frame import FrameCase
    from cafaudit.services.visit import Visit

__all__ = ["ROWS_OF_A_BLOCK", "StoredList", "find_case", "group_counts", "page_of", "stored_list"]

_ALWAYS = ("ref", "stratum")
_FIELDS = {"id": "ref", "location": "file_location", "date_of_birth": "age_band"}
"""Roles of columns that are kept in a field of another name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredList:
    """A list as it is stored: its number, the name of its file, how many cases, which fields they have."""

    number: int
    source: str
    cases: int
    fields: tuple[str, ...]


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
            fields=_kept_fields(facts),
        )


def page_of(visit: Visit, number: int, first: int, count: int) -> list[FrameCase]:
    """Return some cases of a list in the order of its file; `first` is 0 for the first case."""
    with visit.reading() as read:
        return read.frames.page(number, first + 1, count)


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
