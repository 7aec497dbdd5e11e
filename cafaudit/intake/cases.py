"""Rows into cases: what may be kept of each row, and the rows of one case folded into one."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from cafaudit.domain.frame import FrameCase
from cafaudit.intake.age_bands import OLDEST_ON_A_LIST, age_on, band_of_age, joined_bands
from cafaudit.intake.column_dates import DateColumn
from cafaudit.intake.columns import spelt_alike
from cafaudit.intake.people import codes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cafaudit.intake.columns import Columns
    from cafaudit.intake.oddities import OddityLog
    from cafaudit.intake.roles import Role
    from cafaudit.intake.table import Table

_WHOLE_AGE: Final = re.compile(r"(\d{1,2})(?:\.\d+)?\s*(?:y|yrs?|years?)?(?:\s+old)?", re.IGNORECASE)
_YES: Final = frozenset({"y", "yes", "true", "1", "x", "✓", "✔"})
_NO: Final = frozenset({"n", "no", "false", "0", "none", "not known", "nk", "n/a", "na", "-", "–"})
_LABELS: Final[dict[str, Role]] = {
    "office": "office",
    "team": "team",
    "law_type": "law_type",
    "application_type": "application_type",
    "case_type": "case_type",
    "file_location": "location",
}
_DATES: Final[tuple[Role, ...]] = ("allocated_on", "opened_on", "closed_on", "audited_on")


def birth_dates_of(table: Table, columns: Columns, log: OddityLog) -> list[DateColumn]:
    """Return the columns of dates of birth, read."""
    uses = columns.uses("date_of_birth")
    return [DateColumn(use.header, columns.cells(use.header), table.lines, log) for use in uses]


def row_fields(
    table: Table, columns: Columns, birth_dates: Sequence[DateColumn], as_at: date | None, log: OddityLog
) -> dict[str, Sequence[Any]]:
    """Return what is kept of each row, by the name of the field of `FrameCase`.

    Args:
        table: The rows that cases stand in.
        columns: Their columns.
        birth_dates: The columns of dates of birth, read.
        as_at: The day on which ages are counted; None for the newest date that the rows have.
        log: Where oddities are noted.
    """
    fields: dict[str, Sequence[Any]] = {"line": table.lines}
    for name, role in _LABELS.items():
        texts, use = columns.texts(role), columns.use(role)
        if texts is not None and use is not None:
            fields[name] = spelt_alike(texts, use.header, table.lines, log)
    practitioner = columns.use("practitioner")
    if practitioner is not None and practitioner.treatment == "code":
        fields["practitioner"] = codes_of(columns.cells(practitioner.header))
    dated: dict[str, DateColumn] = {}
    for date_role in _DATES:
        use = columns.use(date_role)
        if use is not None:
            dated[date_role] = DateColumn(use.header, columns.cells(use.header), table.lines, log)
            fields[date_role] = dated[date_role].dates
    flag = columns.use("domestic_violence")
    if flag is not None:
        cells = columns.cells(flag.header)
        fields["domestic_violence"] = [
            _flag(cell, line, flag.header, log) for cell, line in zip(cells, table.lines, strict=True)
        ]
    ageing = (*birth_dates, *(dated[name] for name in dated if name == "allocated_on"))
    known = [column.newest() for column in ageing]
    day = as_at or max((newest for newest in known if newest is not None), default=None)
    fields["age_band"] = _age_bands(table, columns, birth_dates, day, log)
    return fields


def cases_of(fields: dict[str, Sequence[Any]]) -> list[FrameCase]:
    """Return a case for each row."""
    return [FrameCase(**dict(zip(fields, row, strict=True))) for row in zip(*fields.values(), strict=True)]


def folded(rows: Iterable[FrameCase], log: OddityLog) -> list[FrameCase]:
    """Return one case for the rows of each reference, in the order in which they are first met.

    Of values that differ the first is taken and the difference noted; ages are put together, and
    domestic violence flagged on one row counts for the case.
    """
    groups: defaultdict[str, list[FrameCase]] = defaultdict(list)
    for row in rows:
        groups[row.ref].append(row)
    return [group[0] if len(group) == 1 else _fold(group, log) for group in groups.values()]


def _fold(group: Sequence[FrameCase], log: OddityLog) -> FrameCase:
    taken: dict[str, Any] = {}
    for name in ("stratum", *_LABELS, "practitioner", *_DATES):
        values = [(getattr(row, name), row.line) for row in group if getattr(row, name)]
        if not values:
            continue
        taken[name] = values[0][0]
        for value, line in values[1:]:
            if value != taken[name]:
                what = f"The rows of a case differ in {name.replace('_', ' ')}."
                log.note(what, "What stands in its first row was taken.", row=line)
    flags = {row.domestic_violence for row in group} - {None}
    return replace(
        group[0],
        **taken,
        age_band=joined_bands(label for row in group for label in row.age_band.split(", ")),
        domestic_violence=(True in flags) if flags else None,
        children=sum(row.children for row in group),
    )


def _flag(cell: str, line: int, header: str, log: OddityLog) -> bool | None:
    text = cell.strip().casefold()
    if text in _YES:
        return True
    if text in _NO:
        return False
    if text:
        log.note("This is neither yes nor no.", "It was left blank.", row=line, column=header)
    return None


def _age_bands(
    table: Table, columns: Columns, birth_dates: Sequence[DateColumn], day: date | None, log: OddityLog
) -> list[str]:
    banded = columns.use("date_of_birth")
    if day is not None and birth_dates and banded is not None and banded.treatment == "band":
        by_row = zip(*(column.dates for column in birth_dates), strict=True)
        return [
            joined_bands(_band(born, day, line, log) for born in row if born is not None)
            for row, line in zip(by_row, table.lines, strict=True)
        ]
    ages = columns.texts("age_band")
    return [""] * len(table.rows) if ages is None else [_band_of_text(text) for text in ages]


def _band(born: date, day: date, line: int, log: OddityLog) -> str:
    age = age_on(day, born)
    if not -1 <= age <= OLDEST_ON_A_LIST:
        log.note(
            "A date of birth gives an age that no child on a list has.", "No age band was kept.", row=line
        )
        return ""
    return band_of_age(age)


def _band_of_text(text: str) -> str:
    found = _WHOLE_AGE.fullmatch(text)
    return band_of_age(int(found[1])) if found else text
