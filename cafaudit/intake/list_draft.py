"""What a list comes to: its cases, column by column, counted and ready to be stored."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import compress, islice, repeat
from typing import TYPE_CHECKING, Any, Final

from cafaudit.domain.frame import FrameCase
from cafaudit.intake.age_bands import joined_bands
from cafaudit.intake.column_dates import DateColumn
from cafaudit.intake.kept_field import KeptField
from cafaudit.intake.list_fields import DATES, LABELS, Columns, fields_of
from cafaudit.intake.oddities import Oddity
from cafaudit.intake.references import References, Repeats
from cafaudit.intake.strata_of import strata_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cafaudit.intake.oddities import OddityLog
    from cafaudit.progress import Progress

_BLANK: Final = (None, "")
_PULSE: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDraft:
    """A list read and checked. It holds no name.

    Attributes:
        fields: What is kept of each row, by the name of the field of `FrameCase`.
        children: For each row how many rows its case has; empty where every row is a case.
        is_case: For each row whether it stands for a case; empty where every row does.
        counts: Cases by stratum and office.
        blanks: Rows with a blank, by heading of a kept column.
        out_of_range: Rows with a date that cannot be right, by heading.
        repeats: References on more than one row.
        rows_read: Rows with anything in them, headings aside.
        oddities: What was unusual about the rows.
    """

    refs: References
    fields: dict[str, KeptField]
    children: array[int]
    is_case: bytearray
    counts: dict[tuple[str, str], int]
    blanks: dict[str, tuple[int, tuple[int, ...]]]
    out_of_range: dict[str, tuple[int, tuple[int, ...]]]
    repeats: Repeats
    rows_read: int
    oddities: tuple[Oddity, ...]

    @property
    def cases(self) -> int:
        """How many cases there are."""
        return sum(self.counts.values())

    @property
    def left_out(self) -> int:
        """Rows that no case stands in."""
        return self.rows_read - len(self.refs)

    @property
    def folded(self) -> int:
        """Rows that were folded into a case that was there already."""
        return len(self.refs) - self.cases

    @property
    def strata(self) -> dict[str, int]:
        """Cases by stratum, sorted by name."""
        return _summed(self.counts, 0)

    @property
    def offices(self) -> dict[str, int]:
        """Cases by office, sorted by name."""
        return _summed(self.counts, 1)

    def listed(self) -> Iterator[tuple[str, str]]:
        """Give stratum and reference of each case."""
        strata = self.fields["stratum"]
        return self._of_cases(zip(map(strata.values.__getitem__, strata.codes), self.refs.all(), strict=True))

    def stored(self, size: int) -> Iterator[tuple[list[str], dict[str, tuple[Sequence[Any], Sequence[int]]]]]:
        """Give the cases as they are stored, so many at a time.

        Gives the references, and by name of the field its values and for each case the place of its own; days
        are texts such as "2009-08-19".
        """
        refs = self._of_cases(self.refs.all())
        columns = {
            name: ([_plain(value) for value in field.values], self._codes(field.codes))
            for name, field in self.fields.items()
        }
        lines, children = self._codes(self.refs.lines), self._codes(self.children)
        start = 0
        while some := list(islice(refs, size)):
            end = start + len(some)
            block: dict[str, tuple[Sequence[Any], Sequence[int]]] = {
                name: (values, codes[start:end]) for name, (values, codes) in columns.items()
            }
            block["line"] = (lines[start:end], range(len(some)))
            if children:
                block["children"] = (children[start:end], range(len(some)))
            yield some, block
            start = end

    def frame_cases(self) -> Iterator[FrameCase]:
        """Give the cases as the rest of the program knows them."""
        names = [*self.fields]
        values = zip(
            *(map(field.values.__getitem__, field.codes) for field in self.fields.values()), strict=True
        )
        children = self.children or repeat(1, len(self.refs))
        rows = zip(self.refs.all(), self.refs.lines, children, values, strict=True)
        for ref, line, rows_of_case, kept in self._of_cases(rows):
            said = {name: value for name, value in zip(names, kept, strict=True) if value is not None}
            yield FrameCase(ref=ref, line=line, children=rows_of_case, **said)

    def lines_of_cases(self) -> dict[int, int]:
        """Return the line of its case for each line that was folded into another row."""
        lines = self.refs.lines
        return {
            lines[row]: lines[first] for first in self.repeats.firsts() for row in self.repeats.chain(first)
        }

    def _of_cases(self, rows: Iterable[Any]) -> Iterator[Any]:
        return compress(rows, self.is_case) if self.is_case else iter(rows)

    def _codes(self, codes: array[int]) -> array[int]:
        return array(codes.typecode, compress(codes, self.is_case)) if self.is_case and codes else codes


def drafted(  # noqa: PLR0913 - all that was taken in
    refs: References,
    repeats: Repeats,
    columns: Columns,
    grouping: Sequence[str],
    *,
    rows: int,
    as_at: date | None,
    log: OddityLog,
    progress: Progress,
) -> ListDraft:
    """Return the draft of a list whose rows were all taken in.

    Raises:
        InputRefused: The strata cannot be made.
        Cancelled: A stop was asked for.
    """
    progress.step(0, 0)
    strata = strata_of(columns, grouping, refs.lines, log)
    progress.step(0, 0)
    births = [DateColumn(column, refs.lines, log, columns.date_order) for _, column in columns.births]
    progress.step(0, 0)
    found = fields_of(columns, births, refs.lines, as_at, log)
    progress.step(0, 0)
    fields = {"stratum": strata, **found.fields}
    blanks = _blanks(columns, refs.lines)
    children = array("I")
    if repeats.cases:
        children = array("I", [1]) * len(refs)
        _fold(fields, repeats, children, refs.lines, log, progress)
    progress.step(0, 0)
    return ListDraft(
        refs=refs,
        fields=fields,
        children=children,
        is_case=repeats.is_first,
        counts=_counts(fields, repeats.is_first),
        blanks=blanks,
        out_of_range={
            header: _named_rows(len(odd), odd, refs.lines) for header, odd in found.out_of_range.items()
        },
        repeats=repeats,
        rows_read=rows,
        oddities=log.all(),
    )


ROWS_NAMED: Final = 20


def _named_rows(count: int, rows: Iterable[int], lines: Sequence[int]) -> tuple[int, tuple[int, ...]]:
    return count, tuple(lines[row] for row in islice(rows, ROWS_NAMED))


def _blanks(columns: Columns, lines: Sequence[int]) -> dict[str, tuple[int, tuple[int, ...]]]:
    found: dict[str, tuple[int, tuple[int, ...]]] = {}
    for header, column in columns.by_header():
        blank = {place for place, value in enumerate(column.values) if value in _BLANK}
        count = sum(column.codes.count(place) for place in blank)
        found[header] = _named_rows(count, column.rows_of(blank), lines)
    return found


def _counts(fields: dict[str, KeptField], is_case: bytearray) -> dict[tuple[str, str], int]:
    strata, offices = fields["stratum"], fields.get("office")
    codes = zip(strata.codes, repeat(0) if offices is None else offices.codes, strict=False)
    times = Counter(compress(codes, is_case) if is_case else codes)
    counts: Counter[tuple[str, str]] = Counter()
    for (stratum, office), count in times.items():
        counts[strata.values[stratum], "" if offices is None else offices.values[office]] += count
    return dict(sorted(counts.items()))


def _summed(counts: dict[tuple[str, str], int], part: int) -> dict[str, int]:
    summed: Counter[str] = Counter()
    for names, count in counts.items():
        summed[names[part]] += count
    return dict(sorted(summed.items()))


def _fold(
    fields: dict[str, KeptField],
    repeats: Repeats,
    children: array[int],
    lines: Sequence[int],
    log: OddityLog,
    progress: Progress,
) -> None:
    """Put the rows of each reference together in its first row.

    Of values that differ the first is taken and the difference noted; ages are put together, and
    domestic violence flagged on one row counts for the case.
    """
    for number, first in enumerate(repeats.firsts()):
        if number % _PULSE == 0:
            progress.step(0, 0)
        rows = repeats.chain(first)
        children[first] = len(rows)
        for name in ("stratum", *LABELS, "practitioner", *DATES):
            if name in fields:
                _fold_first(name, fields[name], rows, lines, log)
        if "age_band" in fields:
            bands = fields["age_band"]
            labels = (label for row in rows for label in bands.of(row).split(", "))
            bands.put(first, joined_bands(labels))
        if "domestic_violence" in fields:
            flags = fields["domestic_violence"]
            said = {flags.of(row) for row in rows} - {None}
            flags.put(first, (True in said) if said else None)


def _fold_first(
    name: str, field: KeptField, rows: Sequence[int], lines: Sequence[int], log: OddityLog
) -> None:
    stated = [row for row in rows if field.of(row) not in _BLANK]
    if not stated:
        return
    taken = field.of(stated[0])
    for row in stated[1:]:
        if field.of(row) != taken:
            what = f"The rows of a case differ in {name.replace('_', ' ')}."
            log.note(what, "What stands in its first row was taken.", row=lines[row])
    if stated[0] != rows[0]:
        field.put(rows[0], taken)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
