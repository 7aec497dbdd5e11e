"""The sheets Scores, More scores, Reasons and Questions: what each file was asked and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cafaudit.domain.framework import NOT_APPLICABLE, Aspect
from cafaudit.export.workbook.cells import Cell, column_letters
from cafaudit.export.workbook.items import (
    BY_RULE_SIGN,
    NOT_APPLICABLE_SIGN,
    NOT_ASKED_SIGN,
    STANDING_SIGNS,
    UNSETTLED_SIGN,
    shown_under,
)
from cafaudit.export.workbook.material import COUNTED, GIVEN_SIGN, NOT_COUNTED
from cafaudit.export.workbook.page import Column, Spot, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cafaudit.domain.framework import Area
    from cafaudit.domain.picture import Answer
    from cafaudit.export.workbook.items import Item
    from cafaudit.export.workbook.material import Material, ScoreRow
    from cafaudit.export.workbook.page import Page

CASE, STRATUM, STATE, COUNTS = "Case", "Stratum", "Reading", "Counted"
PASS, CHOSEN = "Pass", "How chosen"

_GRID_WIDTH: Final = 9.0
_CHOICE_WIDTH: Final = 11.5
_HEAD_HEIGHT: Final = 132.0
_KINDS: Final = {
    "grade": "Graded",
    "yes_no": "Yes or no",
    "choice": "One of several answers",
    "date": "A day",
    "number": "A number",
}

_RowField = tuple[Column, "Callable[[ScoreRow], Cell]"]


@dataclass(frozen=True, slots=True)
class Grids:
    """Where the answers stand: areas and core questions on one sheet, more questions on another.

    Both have the same rows. `letters` are the columns of the items by id.
    """

    scores: Spot
    more: Spot
    letters: dict[str, str]

    def range(self, item: Item) -> str:
        """Return the column of an item's answers as an absolute reference."""
        spot, letters = self._spot(item), self.letters[item.id]
        return f"{quoted(spot.sheet)}!${letters}${spot.first}:${letters}${spot.last}"

    def beside(self, item: Item, column: str) -> str:
        """Return a leading column of the grid that holds an item, such as "Stratum"."""
        return self._spot(item).range(column)

    def across(self, items: Sequence[Item], place: int) -> str:
        """Return the answers of one reading to items that stand side by side; `place` counts from 0."""
        spot = self._spot(items[0])
        first, last = self.letters[items[0].id], self.letters[items[-1].id]
        row = spot.first + place
        return f"{quoted(spot.sheet)}!${first}${row}:${last}${row}"

    def _spot(self, item: Item) -> Spot:
        return self.more if item.group == "more" else self.scores


def write_scores(page: Page, more_page: Page, material: Material) -> Grids:
    """Write the two grids, one row for each reading, in the same order."""
    front = material.in_group("area", "core")
    back = material.in_group("more")
    page.heading("Scores", "One row for each reading; areas first, then the core questions.", *_legend(front))
    more_page.heading(
        "More scores", "The questions that are asked where they help; rows as on Scores.", *_legend(back)
    )
    scores = _grid(page, material, "Scores_grid", front)
    more = _grid(more_page, material, "More_scores_grid", back)
    before = len(_row_fields(material))
    letters = {
        item.id: column_letters(before + at)
        for group in (front, back)
        for at, item in enumerate(group, start=1)
    }
    return Grids(scores, more, letters)


def write_reasons(page: Page, material: Material) -> None:
    """Write one row for each answer given, with its reasons and the manager's grade."""
    page.heading("Reasons", *_reasons_lines(material))
    fields = _reason_columns(material)
    page.long_table("Reasons_list", fields, _reasons(material), kept=2)


def write_questions(page: Page, material: Material) -> None:
    """Write what every area and question asks in full."""
    framework = material.framework
    page.heading("Questions", f"{framework.title}, version {framework.version}")
    columns = [
        Column("Area or question", 28),
        Column("Shown under area", 10),
        Column("In full", 46),
        Column("Answer", 18),
        Column("Answers", 20),
        Column("Asked", 14),
        Column("Asked only where", 28),
        Column("Feeds areas", 10),
        Column("At the inspection", 44),
    ]
    page.long_table("Questions_list", columns, (_question(material, item) for item in material.items))


def _grid(page: Page, material: Material, name: str, items: Sequence[Item]) -> Spot:
    fields = _row_fields(material)
    columns = [column for column, _ in fields]
    columns += [Column(item.heading, _width(item), _head_style(item)) for item in items]
    rows = (
        [*(read(row) for _, read in fields), *(row.cells[item.id] for item in items)] for row in material.rows
    )
    return page.long_table(name, columns, rows, head_height=_HEAD_HEIGHT)


def _row_fields(material: Material) -> list[_RowField]:
    fields: list[_RowField] = [
        (Column(CASE, 14), lambda row: Cell(row.case, "text strong")),
        (Column(STRATUM, 22), lambda row: Cell(row.stratum, "quiet")),
        (Column(PASS, 6, "head right"), lambda row: Cell(row.reading.number, "count")),
        (Column(CHOSEN, 10), lambda row: Cell(row.mode, "quiet")),
        (Column(STATE, 13), lambda row: Cell(row.state, "quiet")),
        (Column(COUNTS, 9), lambda row: Cell(COUNTED if row.counted else NOT_COUNTED, "quiet")),
    ]
    if not material.redacted:
        fields.insert(2, (Column("Reader", 9), lambda row: Cell(row.reader, "quiet")))
    return fields


def _width(item: Item) -> float:
    return _GRID_WIDTH if item.kind in ("grade", "yes_no") else _CHOICE_WIDTH


def _head_style(item: Item) -> str:
    return "head turned strong" if item.is_area else "head turned"


def _legend(items: Sequence[Item]) -> Iterator[str]:
    words = list(dict.fromkeys(o.words for item in items if item.scale is not None for o in item.offered))
    explained = {
        NOT_APPLICABLE_SIGN: "not applicable",
        BY_RULE_SIGN: "a case file cannot answer it",
        NOT_ASKED_SIGN: "not asked, because of another answer",
        UNSETTLED_SIGN: "people's answers differ and nobody has decided yet",
    }
    signs = [f"{sign} = {explained[sign]}" for sign in STANDING_SIGNS]
    if words:
        yield "   ".join(words)
    yield "   ".join([*signs, "empty = no answer yet"])


def _reasons_lines(material: Material) -> list[str]:
    lines = ["One row for each answer, in the order of the readings."]
    if material.redacted:
        lines.append("Reasons, readers and times are left out of this copy.")
    return lines


def _reason_columns(material: Material) -> list[Column]:
    columns = [
        Column(CASE, 14),
        Column("Area or question", 36),
        Column("Pass", 6, "head right"),
        Column("Answer", 18),
        Column("Manager", 18),
        Column("Settled", 16),
    ]
    if not material.redacted:
        columns += [Column("Why", 70), Column("By", 9), Column("When (UTC)", 18, "head right")]
    return columns


def _reasons(material: Material) -> Iterator[list[Cell]]:
    for row in material.rows:
        for item in material.items:
            answer = row.reading.answers.get(item.id)
            if answer is not None:
                yield _reason(material, row, item, answer)


def _reason(material: Material, row: ScoreRow, item: Item, answer: Answer) -> list[Cell]:
    cells = [
        Cell(row.case, "text strong"),
        Cell(item.heading),
        Cell(row.reading.number, "count"),
        _in_words(row, item),
        grade_cell(item, answer.manager),
        Cell(_settled(material, item, answer), "quiet"),
    ]
    if not material.redacted:
        cells += [Cell(answer.why), Cell(material.person(answer.author)), material.moment(answer.at)]
    return cells


def _in_words(row: ScoreRow, item: Item) -> Cell:
    answer = row.reading.answers[item.id]
    if answer.different:
        return Cell(UNSETTLED_SIGN, "answer unsettled")
    offered = item.answer(answer.value)
    if offered is not None:
        return Cell(offered.words, offered.style)
    shown = row.cells[item.id]
    return shown._replace(style="text") if isinstance(shown.value, str) else shown


def grade_cell(item: Item, grade: str) -> Cell:
    """Return a cell with a grade of an item's scale in letter, word and colour; empty for no grade."""
    if not grade:
        return Cell(None, "text")
    offered = item.answer(grade)
    return Cell(grade, "text") if offered is None else Cell(offered.words, offered.style)


def _settled(material: Material, item: Item, answer: Answer) -> str:
    if answer.moderated and not answer.different:
        return "Settled by the lead"
    if not answer.different:
        return ""
    said = [_words_of(material, item, value.value) for value in answer.different]
    if material.redacted:
        return " / ".join(said)
    pairs = zip(answer.different, said, strict=True)
    return "\n".join(f"{material.person(one.author)}: {words}" for one, words in pairs)


def _words_of(material: Material, item: Item, value: str) -> str:
    offered = item.answer(value)
    if offered is not None:
        return offered.words
    if value == NOT_APPLICABLE:
        return NOT_APPLICABLE_SIGN
    return GIVEN_SIGN if material.redacted and item.kind == "date" else material.text(value)


def _question(material: Material, item: Item) -> list[Cell]:
    part = item.part
    area = shown_under(material.framework, item)
    if isinstance(part, Aspect):
        asked = "Core question" if part.core else "More questions"
        feeds, full, only = part.areas, part.question, _only_where(material, part)
    else:
        asked = "Area" if part.answerable else "Not asked of files"
        feeds, full, only = (part.id,), part.full, part.not_asked_because
    numbers = [str(material.framework.area(area_id).number) for area_id in feeds]
    return [
        Cell(item.heading, "text strong" if item.is_area else "text"),
        Cell(area.number, "count"),
        Cell(full),
        Cell(_KINDS[item.kind]),
        Cell("\n".join(offered.words for offered in item.offered), "quiet"),
        Cell(asked),
        Cell(only),
        Cell(", ".join(numbers)),
        Cell("" if isinstance(part, Aspect) else _baseline(material, part), "quiet"),
    ]


def _baseline(material: Material, area: Area) -> str:
    """Return what the inspection found, with its grade where it gave one."""
    if area.baseline_grade is None:
        return area.baseline
    scale = material.framework.scale(material.framework.area_scale or "")
    return f"{area.baseline}\nGraded {scale.grade(area.baseline_grade).word}."


def _only_where(material: Material, part: Aspect) -> str:
    condition = part.applies_when
    if condition is None:
        return ""
    item = material.item(condition.aspect)
    if item is None:
        return ""
    words = [_words_of(material, item, answer) for answer in condition.answers]
    return f"{item.heading}: {' or '.join(words)}"
