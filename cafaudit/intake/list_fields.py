"""What is kept of each row of a list, field by field, once all of its rows were read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from cafaudit.intake.age_bands import OLDEST_ON_A_LIST, age_on, band_of_age, joined_bands
from cafaudit.intake.coded_column import CodedColumn
from cafaudit.intake.column_dates import DateColumn, Written
from cafaudit.intake.kept_field import KeptField, field_of, joined, spelt_alike
from cafaudit.intake.mapping import ColumnUse, DateOrder
from cafaudit.intake.people import codes_of
from cafaudit.intake.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cafaudit.intake.oddities import OddityLog

LABELS: Final[dict[str, Role]] = {
    "office": "office",
    "team": "team",
    "law_type": "law_type",
    "application_type": "application_type",
    "case_type": "case_type",
    "file_location": "location",
}
"""Fields that are texts, by name of the field, with the role of their column."""

DATES: Final[tuple[Role, ...]] = ("allocated_on", "opened_on", "closed_on", "audited_on")
"""Fields that are dates; their columns have the same roles."""

LONGEST_CASE_YEARS: Final = 30
"""A case that was opened or allocated earlier than so many years before its list is a slip."""

_WHOLE_AGE: Final = re.compile(r"(\d{1,2})(?:\.\d+)?\s*(?:y|yrs?|years?)?(?:\s+old)?", re.IGNORECASE)
_YES: Final = frozenset({"y", "yes", "true", "1", "x", "✓", "✔"})
_NO: Final = frozenset({"n", "no", "false", "0", "none", "not known", "nk", "n/a", "na", "-", "–"})
_FLAGS: Final = {"yes": True, "no": False}


def flag_in(cell: str) -> str:
    """Return what a cell of a yes-or-no column says: "yes", "no", "" or "?"."""
    text = cell.strip().casefold()
    if text in _YES:
        return "yes"
    return "no" if text in _NO else "?" if text else ""


@dataclass(slots=True, kw_only=True)
class Columns:
    """The columns that are kept, of the rows that cases stand in.

    Attributes:
        uses: The first column of each role that is not dropped.
        date_order: Which way round dates in figures are, as the mapping states it; "" where it does not.
        labels: Columns of texts, by heading; those that only make strata among them.
        dates: Columns of dates that are kept, by role.
        births: Columns of dates of birth.
        flag: The column of the domestic-violence flag.
        staff: The column of the practitioner.
    """

    uses: dict[Role, ColumnUse]
    date_order: DateOrder
    labels: dict[str, CodedColumn[str]]
    dates: dict[Role, CodedColumn[Written]]
    births: list[tuple[ColumnUse, CodedColumn[Written]]]
    flag: CodedColumn[str] | None
    staff: CodedColumn[str] | None

    @property
    def headers(self) -> set[str]:
        """The headings of all columns."""
        return {header for header, _ in self.by_header()}

    def by_header(self) -> Iterator[tuple[str, CodedColumn[Any]]]:
        """Give each column with its heading."""
        yield from self.labels.items()
        for column in (*self.dates.values(), *(column for _, column in self.births), self.flag, self.staff):
            if column is not None:
                yield column.heading, column

    def label(self, role: Role) -> CodedColumn[str] | None:
        """Return the column of texts of a role, None without one."""
        use = self.uses.get(role)
        return None if use is None else self.labels.get(use.header)


@dataclass(slots=True)
class Fields:
    """The fields of each row by name, and the dates that cannot be right: headings with their rows."""

    fields: dict[str, KeptField]
    out_of_range: dict[str, list[int]]


def fields_of(
    columns: Columns, births: Sequence[DateColumn], lines: Sequence[int], as_at: date | None, log: OddityLog
) -> Fields:
    """Return what is kept of each row, by the name of the field of `FrameCase`.

    Args:
        columns: The columns.
        births: The columns of dates of birth, read.
        lines: The line of each row.
        as_at: The day on which ages are counted; None for the newest date that the rows have.
        log: Where oddities are noted.
    """
    found: dict[str, KeptField] = {}
    for name, role in LABELS.items():
        label = columns.label(role)
        if label is not None:
            found[name] = spelt_alike(label, lines, log)
    if columns.staff is not None and columns.uses["practitioner"].treatment == "code":
        staff = columns.staff
        found["practitioner"] = KeptField(codes_of(staff.values, staff.order()), staff.codes)
    dated = {
        role: DateColumn(column, lines, log, columns.date_order) for role, column in columns.dates.items()
    }
    for role, column in dated.items():
        found[role] = KeptField(list(column.dates), columns.dates[role].codes)
    if columns.flag is not None:
        found["domestic_violence"] = _flags(columns.flag, lines, log)
    ageing = [*births, *(dated[role] for role in dated if role == "allocated_on")]
    day = as_at or max((new for column in ageing if (new := column.newest()) is not None), default=None)
    out_of_range: dict[str, list[int]] = {}
    for role, column in dated.items():
        _look_at_days(columns.dates[role], column, day, out_of_range)
    bands = _age_bands(columns, births, day, lines, log, out_of_range)
    if bands is not None:
        found["age_band"] = bands
    return Fields(found, out_of_range)


def _flags(column: CodedColumn[str], lines: Sequence[int], log: OddityLog) -> KeptField:
    unclear = {place for place, said in enumerate(column.values) if said == "?"}
    for row in column.rows_of(unclear):
        log.note("This is neither yes nor no.", "It was left blank.", row=lines[row], column=column.heading)
    return field_of(column, _FLAGS.get)


def _look_at_days(
    column: CodedColumn[Written], dates: DateColumn, day: date | None, out_of_range: dict[str, list[int]]
) -> None:
    """Note rows with a day that lies ahead, or decades before the list."""
    today = datetime.now(UTC).date()
    earliest = min(day or today, today).year - LONGEST_CASE_YEARS
    odd = {
        place
        for place, found in enumerate(dates.dates)
        if found is not None and (found > today or found.year < earliest)
    }
    rows = list(column.rows_of(odd))
    if rows:
        out_of_range[column.heading] = rows


def _age_bands(
    columns: Columns,
    births: Sequence[DateColumn],
    day: date | None,
    lines: Sequence[int],
    log: OddityLog,
    out_of_range: dict[str, list[int]],
) -> KeptField | None:
    first = columns.uses.get("date_of_birth")
    if day is None or not births or first is None or first.treatment != "band":
        ages = columns.label("age_band")
        return None if ages is None else field_of(ages, _band_of_text)
    unlikely = _unlikely(columns, births, day, out_of_range)
    for row in sorted(unlikely):
        what = "A date of birth gives an age that no child on a list has."
        log.note(what, "No age band was kept.", row=lines[row])
    born = [
        KeptField(list(column.dates), kept.codes)
        for column, (_, kept) in zip(births, columns.births, strict=True)
    ]
    return joined(born, lambda dates: joined_bands(_band(each, day) for each in dates if each is not None))


def _unlikely(
    columns: Columns, births: Sequence[DateColumn], day: date, out_of_range: dict[str, list[int]]
) -> list[int]:
    """Return the rows with an age that no child has, once for each such date; note them by column too."""
    found: list[int] = []
    for dates, (use, column) in zip(births, columns.births, strict=True):
        odd = {
            place
            for place, born in enumerate(dates.dates)
            if born is not None and not -1 <= age_on(day, born) <= OLDEST_ON_A_LIST
        }
        rows = list(column.rows_of(odd))
        if rows:
            out_of_range[use.header] = rows
        found += rows
    return found


def _band(born: date, day: date) -> str:
    age = age_on(day, born)
    return band_of_age(age) if -1 <= age <= OLDEST_ON_A_LIST else ""


def _band_of_text(text: str) -> str:
    found = _WHOLE_AGE.fullmatch(text)
    return band_of_age(int(found[1])) if found else text
