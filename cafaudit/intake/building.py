"""From a mapped list to a frame: one case for each reference, without anything that names a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cafaudit.domain.frame import Frame
from cafaudit.identifiers import Identifiers
from cafaudit.intake.cases import birth_dates_of, cases_of, folded, row_fields
from cafaudit.intake.columns import Columns
from cafaudit.intake.mapping import Mapping, fit_mapping
from cafaudit.intake.oddities import Oddity, OddityLog
from cafaudit.intake.people import all_of, identifiers_by_case
from cafaudit.intake.rows import check_repeats, referenced_rows
from cafaudit.intake.strata_of import strata_of
from cafaudit.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cafaudit.intake.table import Table

_PARTS: Final = 4


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
    mapping = fit_mapping(mapping, table)
    log = OddityLog(table.sheet)
    progress.step(0, _PARTS)
    kept, refs = referenced_rows(table, mapping.header_of("id") or "", log)
    check_repeats(refs, kept.lines, fold=fold)
    progress.step(1, _PARTS)
    columns = Columns(kept, mapping)
    groups = strata_of(kept, mapping, columns, mapping.strata if strata is None else strata, log)
    progress.step(2, _PARTS)
    birth_dates = birth_dates_of(kept, columns, log)
    fields = {"ref": refs, "stratum": groups, **row_fields(kept, columns, birth_dates, as_at, log)}
    progress.step(3, _PARTS)
    rows = cases_of(fields)
    cases = folded(rows, log)
    progress.step(_PARTS, _PARTS)
    frame = Frame(tuple(cases))
    if len(kept.rows) == len(table.rows):
        by_case = identifiers_by_case(columns, refs, birth_dates)
    else:
        by_case = _identifiers(table, mapping, kept, refs)
    counts = FrameCounts(frame.strata, frame.offices, len(rows), len(table.rows) - len(rows))
    return FrameDraft(
        frame=frame,
        identifiers=all_of(by_case.values()),
        identifiers_by_case=by_case,
        oddities=(*table.oddities, *log.all()),
        counts=counts,
        rows_read=len(table.rows),
        folded=len(rows) - len(cases),
        mapping=mapping,
    )


def _identifiers(table: Table, mapping: Mapping, kept: Table, refs: Sequence[str]) -> dict[str, Identifiers]:
    """Gather from every row, also from those that no case stands in: a name may stand there."""
    columns = Columns(table, mapping)
    ref_of = dict(zip(kept.lines, refs, strict=True))
    every = [ref_of.get(line, "") for line in table.lines]
    return identifiers_by_case(columns, every, birth_dates_of(table, columns, OddityLog()))
