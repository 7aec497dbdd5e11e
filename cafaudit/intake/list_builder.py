"""A list taken in batch by batch: what is kept of it held small, who people are handed on and forgotten."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

from cafaudit.domain.frame import plain_label
from cafaudit.errors import InputRefused
from cafaudit.intake.answers import NameWords, cells_of
from cafaudit.intake.coded_column import CodedColumn
from cafaudit.intake.column_dates import Written, written_in
from cafaudit.intake.detectors import COLUMN_DETECTORS
from cafaudit.intake.list_draft import ListDraft, drafted
from cafaudit.intake.list_fields import DATES, LABELS, Columns, flag_in
from cafaudit.intake.look_alikes import alike_refs, note_alike
from cafaudit.intake.mapping import fit_mapping
from cafaudit.intake.oddities import OddityLog
from cafaudit.intake.people import PeopleColumns, PeopleSink
from cafaudit.intake.references import References
from cafaudit.intake.strata_of import check_headers_of
from cafaudit.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cafaudit.intake.answers import Column
    from cafaudit.intake.mapping import Headed, Mapping


class ListBuilder:
    """Takes the batches of a list and makes a draft of a frame of them.

    Attributes:
        places: The places of the columns that are wanted; batches hold these and no others.
        names: That of a column of names which may come taken apart into words; None without one.
    """

    def __init__(
        self,
        head: Headed,
        mapping: Mapping,
        people: PeopleSink,
        *,
        strata: Sequence[str] | None = None,
        as_at: date | None = None,
    ) -> None:
        """Prepare for a list.

        Args:
            head: The list's headings.
            mapping: What its columns are; columns that it does not name are used as proposed.
            people: Takes what the rows say about who people are.
            strata: Roles or headings that the strata are made of; None for the mapping's own.
            as_at: The day on which ages are counted; None for the newest date of the list.

        Raises:
            InputRefused: No column holds the reference, or the strata cannot be made.
        """
        self._head = head
        self._people = people
        self.mapping = fit_mapping(mapping, head)
        self._log = OddityLog(head.sheet)
        self._id = self.mapping.header_of("id") or ""
        self._refs = References(self._id, self._log)
        self._of_people = PeopleColumns(self.mapping)
        wanted = self.mapping.strata if strata is None else tuple(strata)
        grouping = check_headers_of(head, self.mapping, wanted)
        self._columns = _columns_of(self.mapping, grouping)
        self._grouping = grouping
        self._as_at = as_at
        self._rows = 0
        headers = {self._id, *self._of_people.headers, *self._columns.headers}
        self.places = [place for place, header in enumerate(head.header) if header in headers]
        self._headers = [head.header[place] for place in self.places]
        named = self._of_people.to_split if people.takes_words and not COLUMN_DETECTORS else None
        self.names = None if named is None else head.header.index(named)

    def add(self, lines: Sequence[int], columns: Sequence[Column | NameWords]) -> None:
        """Take a batch of rows.

        Raises:
            InputRefused: A reference cannot be one; its row is named.
        """
        self._rows += len(lines)
        every = dict(zip(self._headers, columns, strict=True))
        by_header = {header: column for header, column in every.items() if not isinstance(column, NameWords)}
        kept = self._refs.add(cells_of(by_header[self._id]), lines)
        of_cases = (
            lines if kept is None else [line * is_kept for line, is_kept in zip(lines, kept, strict=True)]
        )
        self._people.take(self._of_people.batch(every, of_cases))
        self._detect(by_header, lines, kept)
        for header, column in self._columns.by_header():
            column.add(by_header[header], kept)

    def finish(self, *, fold: bool | None, progress: Progress = NO_PROGRESS) -> ListDraft:
        """Return what the list comes to.

        Args:
            fold: True to make one case of the rows with one reference, False to refuse such a list,
                None to be asked.
            progress: Asked whether to go on.

        Raises:
            FoldNeeded: References stand on more than one row, and `fold` is None.
            InputRefused: There is no reference, one stands twice and `fold` is False, or the strata
                cannot be made.
            Cancelled: A stop was asked for.
        """
        if not len(self._refs):
            raise InputRefused(
                f"No row of “{self._head.source}” has a case reference under “{self._id}”.",
                "Choose another column for the reference on the Columns page, or ask for the list again.",
            )
        repeats = self._refs.repeated(progress)
        repeats.require_settled(fold=fold)
        progress.step(0, 0)
        note_alike(alike_refs(self._refs.batches), self._id, self._log)
        return drafted(
            self._refs,
            repeats,
            self._columns,
            self._grouping,
            rows=self._rows,
            as_at=self._as_at,
            log=self._log,
            progress=progress,
        )

    def _detect(self, columns: dict[str, Column], lines: Sequence[int], kept: Sequence[bool] | None) -> None:
        for use in self.mapping.columns if COLUMN_DETECTORS else ():
            if use.header not in columns or use.treatment == "drop":
                continue
            cells = cells_of(columns[use.header])
            rows = (
                (cells, lines) if kept is None else (list(compress(cells, kept)), list(compress(lines, kept)))
            )
            for detect in COLUMN_DETECTORS:
                detect(use, *rows, self._log)


def _columns_of(mapping: Mapping, grouping: Sequence[str]) -> Columns:
    """Return the columns that are kept, empty as yet."""
    uses = {use.role: use for use in reversed(mapping.columns) if use.treatment != "drop"}
    labels = {*LABELS.values(), "stratum", "age_band"}
    headers = {*grouping, *(use.header for role, use in uses.items() if role in labels)}
    dated = [use for use in mapping.columns if use.treatment != "drop" and use.role == "date_of_birth"]
    return Columns(
        uses=uses,
        date_order=mapping.date_order,
        labels={header: CodedColumn(header, plain_label) for header in sorted(headers)},
        dates={role: _dates(uses[role].header) for role in DATES if role in uses},
        births=[(use, _dates(use.header)) for use in dated],
        flag=CodedColumn(uses["domestic_violence"].header, flag_in) if "domestic_violence" in uses else None,
        staff=CodedColumn(uses["practitioner"].header, _staff_key) if "practitioner" in uses else None,
    )


def _dates(header: str) -> CodedColumn[Written]:
    return CodedColumn(header, written_in)


def _staff_key(cell: str) -> str:
    return plain_label(cell).casefold() if cell else ""
