"""How far each file is, kept at hand while a visit is open and brought up to date cell by cell.

Reading every answer of a large visit takes a moment; a change touches one file. So the queue is loaded
once and then follows the cells that commands name.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from cafaudit.domain.asking import core_items, effective_answer
from cafaudit.domain.framework import NOT_APPLICABLE
from cafaudit.domain.picture import RANDOM
from cafaudit.journal.cell import cell_text, parse_cell
from cafaudit.journal.state import settle
from cafaudit.services.picture import Cells, concerns_in, sample_in
from cafaudit.services.reading_states import is_late, mode_of, reading_state, replacements_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cafaudit.domain.framework import Area, Aspect
    from cafaudit.domain.picture import SampledCase
    from cafaudit.journal.state import Live
    from cafaudit.services.visit import Visit

_ORDINARY = "1"
_SHAPING = frozenset({"case", "draw", "assignment", "framework", "member"})
"""Record types that decide which files there are, whose they are and what they are asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One file in the queue: how far its reading is, and how many of its core items are answered.

    Moments are UTC in ISO form.
    """

    case: str
    stratum: str
    office: str
    order: int
    mode: str
    state: str
    answered: int
    total: int
    reader: str
    asked_at: str
    concern_open: bool
    replaced_by: tuple[str, ...] = ()


class ReadingBook:
    """The ordinary readings of a visit: one row a file in drawn order, then files added by hand."""

    def __init__(self, visit: Visit, reader: str = "") -> None:
        """Load the files of a reader (by code) and those that nobody was given; all without a reader."""
        self._visit = visit
        self._reader = reader
        self._mine: tuple[QueueRow, ...] | None = None
        self.load()

    @property
    def rows(self) -> tuple[QueueRow, ...]:
        """The reader's files in drawn order."""
        if self._mine is None:
            self._mine = tuple(row for row in self._rows.values() if self._is_mine(row.case))
        return self._mine

    def row(self, case: str) -> QueueRow | None:
        """Return one file's row, None for a case that is no file of this visit."""
        return self._rows.get(case)

    def applies(self) -> dict[str, tuple[int, int]]:
        """Return for each item to how many of the reader's random files it applies, of how many answered."""
        return {item: (self._applying[item], given) for item, given in self._given.items() if given}

    def applies_to(self, item: str) -> tuple[int, int]:
        """Return to how many of the reader's random files one item applies, of how many answered."""
        return self._applying[item], self._given[item]

    def show_reader(self, reader: str) -> None:
        """Turn to the files of another reader, or of everybody."""
        self._reader = reader
        self._count_all()

    def load(self) -> None:
        """Read everything anew."""
        self._core = core_items(self._visit.framework)
        with self._visit.reading() as read:
            prefixes = ("case/", "assignment/", "reading/", "concern/")
            cells = Cells(live for prefix in prefixes for live in read.tables.live_under(prefix))
            self._answers = _answers(read.tables.live_under("score/"))
            self._others = self._heads_of_others(read.tables.heads())
        self._sample = {case.ref: case for case in sample_in(cells)}
        self._replaced = replacements_in(cells)
        self._worried = _with_open_concern(cells)
        self._rows = {case: self._row(case, cells) for case in self._files(cells)}
        self._count_all()

    def is_stale(self) -> bool:
        """Say whether other people's events have come in since the last loading."""
        with self._visit.reading() as read:
            return self._heads_of_others(read.tables.heads()) != self._others

    def update(self, cells: Iterable[str]) -> frozenset[str] | None:
        """Follow the cells that a command wrote.

        Returns:
            The cases whose rows are other ones now; None when everything was loaded anew.
        """
        changed = [parse_cell(cell) for cell in cells]
        kinds = {cell[0] for cell in changed}
        if kinds & _SHAPING:
            self.load()
            return None
        touched = {c[1] for c in changed if c[0] in {"score", "reading"} and c[2] == _ORDINARY}
        if "concern" in kinds:
            touched |= self._follow_concerns()
        return frozenset(case for case in touched if self._follow(case))

    def _follow(self, case: str) -> bool:
        before = (self._rows.get(case), self._answers.get(case))
        with self._visit.reading() as read:
            answers = _answers(read.tables.live_under(cell_text(("score", case, _ORDINARY)) + "/"))
            parts = [f"{cell_text((kind, case))}/" for kind in ("reading", "assignment")]
            cells = Cells(live for part in parts for live in read.tables.live_under(part))
        self._count(case, -1)
        self._answers[case] = answers.get(case, {})
        if case in self._rows:
            self._rows[case] = self._row(case, cells)
            self._mine = None
        self._count(case, 1)
        return before != (self._rows.get(case), self._answers[case])

    def _is_mine(self, case: str) -> bool:
        row = self._rows.get(case)
        return row is not None and (not self._reader or row.reader in {"", self._reader})

    def _count_all(self) -> None:
        self._mine = None
        self._applying: Counter[str] = Counter()
        self._given: Counter[str] = Counter()
        for case in self._rows:
            self._count(case, 1)

    def _count(self, case: str, by: int) -> None:
        row = self._rows.get(case)
        if row is None or row.mode != RANDOM or not self._is_mine(case):
            return
        for item, answer in self._answers.get(case, {}).items():
            if answer:
                self._given[item] += by
                self._applying[item] += by * (answer != NOT_APPLICABLE)

    def _follow_concerns(self) -> set[str]:
        before = self._worried
        with self._visit.reading() as read:
            self._worried = _with_open_concern(Cells(read.tables.live_under("concern/")))
        return before ^ self._worried

    def _files(self, cells: Cells) -> list[str]:
        drawn = [case.ref for case in self._sample.values() if case.role == "sample"]
        by_hand = {
            case
            for case, field in cells.of("assignment")
            if field == "mode" and cells.text("assignment", case, "mode")
        }
        return [*drawn, *sorted((by_hand | set(self._answers)) - set(drawn))]

    def _row(self, case: str, cells: Cells) -> QueueRow:
        known: SampledCase | None = self._sample.get(case)
        answers = self._answers.get(case, {})
        place = ("reading", case, _ORDINARY)
        asked = cells.text(*place, "asked_at")
        produced = cells.text(*place, "produced_at")
        state = reading_state(cells.text(*place, "state"), answers, asked, produced)
        late = is_late(
            replaced=case in self._replaced,
            state=state,
            answered=bool(answers),
            turned_up_at=cells.text(*place, "turned_up_at"),
        )
        return QueueRow(
            case=case,
            stratum="" if known is None else known.stratum,
            office="" if known is None else known.office,
            order=0 if known is None else known.order,
            mode=mode_of(cells, case, in_sample=known is not None and known.role == "sample", is_late=late),
            state=state,
            answered=sum(1 for item in self._core if self._is_answered(item, answers)),
            total=len(self._core),
            reader=cells.text("assignment", case, "reader"),
            asked_at=asked,
            replaced_by=self._replaced.get(case, ()),
            concern_open=case in self._worried,
        )

    def _is_answered(self, item: Area | Aspect, answers: Mapping[str, str]) -> bool:
        """Say whether an item is answered; one that another answer makes not applicable is."""
        return bool(answers.get(item.id) or effective_answer(self._visit.framework, item, answers))

    def _heads_of_others(self, heads: Iterable[tuple[str, str, str]]) -> frozenset[tuple[str, str, str]]:
        return frozenset(head for head in heads if head[0] != self._visit.author.key)


def _answers(scores: Iterable[Live]) -> dict[str, dict[str, str]]:
    """Return the settled answers of ordinary readings by case and item; what people differ on is left out."""
    found: dict[str, dict[str, str]] = {}
    for cell, values in groupby(scores, key=attrgetter("cell")):
        _, case, number, item = parse_cell(cell)
        said = settle(values)
        if number == _ORDINARY and (said.value is not None or said.in_conflict):
            found.setdefault(case, {})[item] = "" if said.value is None else str(said.value)
    return found


def _with_open_concern(cells: Cells) -> set[str]:
    return {concern.case for concern in concerns_in(cells, {}) if concern.is_open and concern.case}
