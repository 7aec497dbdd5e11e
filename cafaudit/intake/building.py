"""From a mapped list to a frame: one case for each reference, without anything that names a person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from cafaudit.domain.frame import Frame
from cafaudit.identifiers import Identifiers
from cafaudit.intake.column_dates import readings_of
from cafaudit.intake.list_builder import ListBuilder
from cafaudit.intake.mapping import Mapping
from cafaudit.intake.oddities import Oddity
from cafaudit.intake.people import filled
from cafaudit.intake.table import ROWS_OF_A_BATCH
from cafaudit.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from cafaudit.intake.list_draft import ListDraft
    from cafaudit.intake.people import PeopleBatch
    from cafaudit.intake.table import Table


@dataclass(frozen=True, slots=True)
class FrameCounts:
    """What the Checks page counts.

    Attributes:
        strata: Cases by stratum, sorted by name.
        offices: Cases by office, sorted by name, "" for none.
        children: Rows of all cases together.
        left_out: Rows that were left out because no case stands in them.
    """

    strata: dict[str, int]
    offices: dict[str, int]
    children: int
    left_out: int


@dataclass(frozen=True, slots=True)
class FrameDraft:
    """A list read and checked, before it becomes a visit's frame.

    Attributes:
        frame: The cases, in the order of the list.
        identifiers: What is to be fingerprinted and then forgotten; prints as counts.
        identifiers_by_case: The same by case reference, so that after the draw only those of drawn cases
            need to be kept; under "" those of rows that no case stands in.
        oddities: What was unusual, of the file and of its rows.
        counts: What the Checks page counts.
        rows_read: Rows with anything in them, headings aside.
        folded: Rows that were folded into a case that was there already; 0 when every row is a case.
        mapping: The mapping as it was used, fitted to the list.
    """

    frame: Frame
    identifiers: Identifiers
    identifiers_by_case: dict[str, Identifiers]
    oddities: tuple[Oddity, ...]
    counts: FrameCounts
    rows_read: int
    folded: int
    mapping: Mapping


def build_frame(
    table: Table,
    mapping: Mapping,
    *,
    fold: bool | None,
    strata: Sequence[str] | None = None,
    as_at: date | None = None,
    progress: Progress = NO_PROGRESS,
) -> FrameDraft:
    """Make a frame of a list.

    Args:
        table: The list.
        mapping: What its columns are; columns that it does not name are used as proposed.
        fold: True to make one case of the rows with one reference, False to refuse such a list,
            None to be asked.
        strata: Roles or headings that the strata are made of; None for the mapping's own.
        as_at: The day on which ages are counted; None for the newest date of the list.
        progress: Told of rows.

    Raises:
        FoldNeeded: References stand on more than one row, and `fold` is None.
        InputRefused: There is no column or no row with a reference, a reference cannot be one, or
            stands twice and `fold` is False, or the strata cannot be made.
        Cancelled: A stop was asked for.
    """
    gathered = _Gathered()
    builder = ListBuilder(table, mapping, gathered, strata=strata, as_at=as_at)
    for start in range(0, len(table.rows), ROWS_OF_A_BATCH):
        progress.step(start, len(table.rows))
        some = slice(start, start + ROWS_OF_A_BATCH)
        rows = table.rows[some]
        builder.add(table.lines[some], [[row[place] for row in rows] for place in builder.places])
    draft = builder.finish(fold=fold, progress=progress)
    cases = tuple(draft.frame_cases())
    by_case = gathered.by_case(draft)
    return FrameDraft(
        frame=Frame(cases),
        identifiers=all_of(by_case.values()),
        identifiers_by_case=by_case,
        oddities=(*table.oddities, *draft.oddities),
        counts=FrameCounts(draft.strata, draft.offices, len(draft.refs), draft.left_out),
        rows_read=draft.rows_read,
        folded=draft.folded,
        mapping=builder.mapping,
    )


def all_of(identifiers: Iterable[Identifiers]) -> Identifiers:
    """Return the identifiers of many as one."""
    kept = list(identifiers)
    return Identifiers(
        people=chain.from_iterable(each.people for each in kept),
        staff=chain.from_iterable(each.staff for each in kept),
        dates=chain.from_iterable(each.dates for each in kept),
        numbers=chain.from_iterable(each.numbers for each in kept),
    )


class _Gathered:
    """Holds what rows say about people, by line: for lists that are in memory anyway."""

    takes_words = False

    def __init__(self) -> None:
        self._by_line: defaultdict[int, Identifiers] = defaultdict(Identifiers)

    def take(self, batch: PeopleBatch) -> None:
        """Take some rows."""
        rows = zip(
            batch.lines,
            batch.people(),
            batch.rows_of(batch.staff),
            batch.rows_of(batch.births),
            batch.rows_of(batch.numbers),
            strict=True,
        )
        for line, people, staff, births, numbers in rows:
            of_row = Identifiers(
                people=filled(people),
                staff=filled(staff),
                dates=chain.from_iterable(map(readings_of, births)),
                numbers=filled(numbers),
            )
            self._by_line[line] = self._by_line[line].merged(of_row)

    def by_case(self, draft: ListDraft) -> dict[str, Identifiers]:
        """Return what was gathered by case reference, "" for rows that no case stands in."""
        ref_of = dict(zip(draft.refs.lines, draft.refs.all(), strict=True))
        found: dict[str, Identifiers] = {}
        for line, of_row in self._by_line.items():
            ref = ref_of.get(line, "")
            found[ref] = found[ref].merged(of_row) if ref in found else of_row
        return found
