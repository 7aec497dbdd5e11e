"""What a list comes to, worked out row by row and held whole: slow, large, and easy to see through."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from cafaudit.domain.frame import FrameCase, case_ref, plain_label
from cafaudit.intake.age_bands import age_on, band_of_age, joined_bands

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HEADER = (
    "Case ID",
    "Child name",
    "Date of birth",
    "Practitioner",
    "Office",
    "Service type",
    "Allocated on",
    "DV",
)
OLDEST = 30
FLAGS = {"Y": True, "N": False}


def model_cases(rows: Sequence[Sequence[str]], *, strata: bool) -> list[FrameCase]:
    """The cases of a list with these columns, its rows folded; groups by office and service where asked."""
    kept = [(line, row) for line, row in enumerate(rows, start=2) if row[0].strip()]
    columns = list(zip(*(row for _, row in kept), strict=True))
    offices, services = _alike(columns[4]), _alike(columns[5])
    births = [_day(cell) for cell in columns[2]]
    allocated = [_day(cell) for cell in columns[6]]
    as_at = max((day for day in (*births, *allocated) if day), default=None)
    codes = _codes(columns[3])
    made = [
        FrameCase(
            ref=case_ref(row[0]),
            stratum=_stratum(offices[place], services[place], strata=strata),
            office=offices[place],
            practitioner=codes[place],
            age_band=_band(births[place], as_at),
            allocated_on=allocated[place],
            domestic_violence=FLAGS.get(row[7].strip().upper()),
            line=line,
        )
        for place, (line, row) in enumerate(kept)
    ]
    return _folded(made)


def repeated(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """How often each reference stands in a list that stands there more than once."""
    times = Counter(case_ref(row[0]) for row in rows if row[0].strip())
    return {ref: count for ref, count in times.items() if count > 1}


def names_of(rows: Sequence[Sequence[str]]) -> dict[str, set[str]]:
    """The names of each case, "" for rows without one."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        ref = case_ref(row[0]) if row[0].strip() else ""
        found[ref] |= {row[1]} if row[1].strip() else set()
    return dict(found)


def _alike(cells: Iterable[str]) -> list[str]:
    first: dict[str, str] = {}
    return [first.setdefault(plain_label(cell).casefold(), plain_label(cell)) for cell in cells]


def _stratum(office: str, service: str, *, strata: bool) -> str:
    parts = (office, service) if strata else (service,)
    return ", ".join(part or "Not stated" for part in parts)


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell.strip())
    except ValueError:
        return None


def _codes(names: Sequence[str]) -> list[str]:
    keys = [plain_label(name).casefold() for name in names]
    different = sorted(set(keys) - {""})
    return [f"P-{different.index(key) + 1:02d}" if key else "" for key in keys]


def _band(born: date | None, as_at: date | None) -> str:
    if born is None or as_at is None:
        return ""
    age = age_on(as_at, born)
    return band_of_age(age) if -1 <= age <= OLDEST else ""


def _folded(rows: Iterable[FrameCase]) -> list[FrameCase]:
    groups: defaultdict[str, list[FrameCase]] = defaultdict(list)
    for row in rows:
        groups[row.ref].append(row)
    return [_fold(group) for group in groups.values()]


def _fold(group: Sequence[FrameCase]) -> FrameCase:
    taken: dict[str, Any] = {}
    for name in ("stratum", "office", "practitioner", "allocated_on"):
        taken[name] = next((value for row in group if (value := getattr(row, name))), getattr(group[0], name))
    flags = {row.domestic_violence for row in group} - {None}
    return replace(
        group[0],
        **taken,
        age_band=joined_bands(label for row in group for label in row.age_band.split(", ")),
        domestic_violence=(True in flags) if flags else None,
        children=len(group),
    )
