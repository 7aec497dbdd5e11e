"""What the sheets are made of: the state of a visit with the names and signs under which it is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from cafaudit.domain.framework import NOT_APPLICABLE, Area, Aspect
from cafaudit.domain.picture import FileReading
from cafaudit.domain.vocabulary import READING_MODES, READING_STATES
from cafaudit.export.workbook.cells import Cell, day_cell, moment_cell
from cafaudit.export.workbook.items import (
    BY_RULE_SIGN,
    NOT_APPLICABLE_SIGN,
    NOT_ASKED_SIGN,
    UNSETTLED_SIGN,
    Item,
    items_of,
)
from cafaudit.export.workbook.page import apart
from cafaudit.export.workbook.redaction import Redaction
from cafaudit.export.workbook.text import one_line

if TYPE_CHECKING:
    from cafaudit.domain.framework import Framework
    from cafaudit.domain.picture import Picture, SampledCase

COUNTED: Final = "yes"
NOT_COUNTED: Final = "no"
SAMPLE_ROLE: Final = "sample"
GIVEN_SIGN: Final = "given"
"""Stands for a day in a redacted copy: the day itself could tell which case it is."""

_MOST_DIGITS: Final = 15


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One reading as the grids show it: a cell for each item, by the item's id."""

    reading: FileReading
    case: str
    stratum: str
    reader: str
    counted: bool
    cells: Mapping[str, Cell]

    @property
    def state(self) -> str:
        """How far the reading is, in words."""
        return READING_STATES.get(self.reading.state, self.reading.state)

    @property
    def mode(self) -> str:
        """How the case came to be read, in words."""
        return READING_MODES.get(self.reading.mode, self.reading.mode)

    def sign(self, item: str) -> str:
        """Return what a grid says for an item as text, "" for nothing yet."""
        value = self.cells[item].value
        return "" if value is None else str(value)


class Material:
    """One state of a visit, ready to be written: all that sheets say of people and cases comes from here."""

    def __init__(self, picture: Picture, *, redacted: bool) -> None:
        """Look at a picture, in full or redacted."""
        self.picture = picture
        self.redacted = redacted
        self._redaction = Redaction(picture) if redacted else None
        self._codes = {person.key: person.code or person.name for person in picture.people}
        self.items = items_of(picture.framework)
        self.strata = _strata_labels(picture)
        self.cases_by_ref = {case.ref: case for case in picture.sample}
        self.rows = self._score_rows()
        self.signs = self._count_signs()

    @property
    def framework(self) -> Framework:
        """The framework of the visit."""
        return self.picture.framework

    def text(self, text: str) -> str:
        """Return a typed text as this copy may show it."""
        return text if self._redaction is None else self._redaction.text(text)

    def case(self, ref: str) -> str:
        """Return the name of a case in this copy, "" for none."""
        if self._redaction is None or not ref:
            return ref
        return self._redaction.numbers[ref]

    def person(self, who: str) -> str:
        """Return the code of a team member, given by key or by code; "" in a redacted copy."""
        return "" if self.redacted else self._codes.get(who, who)

    def moment(self, at: str) -> Cell:
        """Return the cell of a moment."""
        return moment_cell(at) if at else Cell(None, "quiet")

    def stratum_of(self, ref: str) -> str:
        """Return the stratum of a drawn case as it is shown, "" for a case outside the draw."""
        case = self.cases_by_ref.get(ref)
        return "" if case is None else self.strata[case.stratum]

    def in_group(self, *groups: str) -> tuple[Item, ...]:
        """Return the items of some groups, in order."""
        return tuple(item for item in self.items if item.group in groups)

    def item(self, item_id: str) -> Item | None:
        """Return an item by its id, None for one that a file is not asked."""
        return next((item for item in self.items if item.id == item_id), None)

    def heading_of(self, item_id: str) -> str:
        """Return what an area or aspect is called, the id itself when the framework has none of it."""
        item = self.item(item_id)
        if item is not None:
            return item.heading
        area = next((area for area in self.framework.areas if area.id == item_id), None)
        return item_id if area is None else f"{area.number} {area.title}"

    def count(self, item: str, sign: str, stratum: str | None = None) -> int:
        """Return how many counted readings show a sign for an item, in one stratum or in all."""
        return self.signs[item, stratum, sign]

    def read(self, stratum: str | None = None) -> int:
        """Return how many readings are counted, in one stratum or in all."""
        return sum(1 for row in self.rows if row.counted and stratum in (None, row.stratum))

    def in_list(self, stratum: str) -> int | None:
        """Return how many cases a stratum has on the list, None where no draw says so."""
        for draw in reversed(self.picture.draws):
            for name, size in draw.strata.items():
                if self.strata[name] == stratum:
                    return size
        return None

    def _score_rows(self) -> tuple[ScoreRow, ...]:
        return tuple(self._score_row(reading) for reading in all_readings(self.picture))

    def _score_row(self, reading: FileReading) -> ScoreRow:
        case = self.cases_by_ref.get(reading.case)
        return ScoreRow(
            reading=reading,
            case=self.case(reading.case),
            stratum=self.stratum_of(reading.case),
            reader=self.person(reading.reader or _assigned(case)),
            counted=reading.is_counted,
            cells={item.id: self._answer_cell(item, reading) for item in self.items},
        )

    def _answer_cell(self, item: Item, reading: FileReading) -> Cell:
        answer = reading.answers.get(item.id)
        if answer is not None and answer.different:
            return Cell(UNSETTLED_SIGN, "answer unsettled")
        value = "" if answer is None else answer.value
        if value in ("", NOT_APPLICABLE) and not item.asked_of_files and reading.is_begun:
            return Cell(BY_RULE_SIGN, "answer quiet")
        if value == NOT_APPLICABLE:
            return Cell(NOT_APPLICABLE_SIGN, "answer quiet")
        if not value:
            asked = is_asked(item.part, reading)
            return Cell(None, "answer") if asked else Cell(NOT_ASKED_SIGN, "answer quiet")
        if self.redacted and item.kind == "date":
            return Cell(GIVEN_SIGN, "answer")
        return _value_cell(item, self.text(value))

    def _count_signs(self) -> Counter[tuple[str, str | None, str]]:
        found: Counter[tuple[str, str | None, str]] = Counter()
        for row in self.rows:
            if row.counted:
                for item in self.items:
                    sign = row.sign(item.id)
                    found[item.id, None, sign] += 1
                    found[item.id, row.stratum, sign] += 1
        return found


def all_readings(picture: Picture) -> tuple[FileReading, ...]:
    """Return the readings to show: the sample in its order, begun or not, then others; passes in order."""
    by_case: dict[str, list[FileReading]] = {}
    for case in picture.sample:
        if case.role == SAMPLE_ROLE:
            by_case[case.ref] = []
    for reading in picture.readings:
        by_case.setdefault(reading.case, []).append(reading)
    found: list[FileReading] = []
    for ref, readings in by_case.items():
        found += sorted(readings, key=lambda r: r.number) or [FileReading(case=ref)]
    return tuple(found)


def is_asked(part: Area | Aspect, reading: FileReading) -> bool:
    """Say whether an item is asked of a file, or might still be: its condition is met or not answered yet."""
    if isinstance(part, Area) or part.applies_when is None:
        return True
    said = reading.answers.get(part.applies_when.aspect)
    return said is None or not said.value or said.value in part.applies_when.answers


def _value_cell(item: Item, value: str) -> Cell:
    offered = item.answer(value)
    if offered is not None:
        return Cell(offered.sign, offered.mark)
    if item.kind == "number":
        return _number_cell(value)
    if item.kind == "date":
        return _date_cell(value)
    return Cell(one_line(value), "answer")


def _number_cell(value: str) -> Cell:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return Cell(one_line(value), "answer")
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        return Cell(one_line(value), "answer")
    return Cell(int(number) if number == number.to_integral_value() else float(number), "answer")


def _date_cell(value: str) -> Cell:
    try:
        return day_cell(date.fromisoformat(value), "answer date")
    except ValueError:
        return Cell(one_line(value), "answer")


def _strata_labels(picture: Picture) -> dict[str, str]:
    names = dict.fromkeys(name for draw in picture.draws for name in draw.strata)
    names |= dict.fromkeys(case.stratum for case in picture.sample)
    ordered = sorted(names)
    labels = apart([one_line(name) or "(no stratum)" for name in ordered])
    return dict(zip(ordered, labels, strict=True))


def _assigned(case: SampledCase | None) -> str:
    return "" if case is None else case.reader
