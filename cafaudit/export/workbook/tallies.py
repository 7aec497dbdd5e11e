"""The sheets of tallies: files by answer for every item and stratum, counted by the spreadsheet itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cafaudit.domain.words import rounded_percent
from cafaudit.export.workbook.cells import Cell, column_letters
from cafaudit.export.workbook.formulas import Says, count_rows, share, sum_cells
from cafaudit.export.workbook.items import NOT_APPLICABLE_SIGN, UNSETTLED_SIGN
from cafaudit.export.workbook.material import COUNTED, Material
from cafaudit.export.workbook.page import Column
from cafaudit.export.workbook.scores import COUNTS, STRATUM, Grids
from cafaudit.statistics.intervals import count_range

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cafaudit.domain.framework import GradeScale
    from cafaudit.export.workbook.items import Item
    from cafaudit.export.workbook.page import Page, Pages

ALL_STRATA: Final = "All files"

_COUNT_WIDTH: Final = 9.0
_APART: Final = (("n.a.", 8.0), ("Not asked", 8.0), ("Unsettled", 10.0), ("No answer", 9.0), ("n", 8.0))
_NOTE: Final = (
    "Only files of the random sample that were begun, and only their ordinary reading. n.a. is outside n."
)
_RANGE_NOTE: Final = "Range, 95 %: what the whole list may hold, exact for a finite list; it is no formula."


@dataclass(frozen=True, slots=True)
class Tallied:
    """Where the tally of one item over all files stands: cells of its counts, and what they hold.

    `answers` are the cells by answer id; `passing` and `part` are None for a scale without a line.
    """

    sheet: str
    answers: dict[str, str]
    counts: dict[str, int]
    applicable: str
    n: int
    passing: str | None
    passed: int
    part: str | None


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the counting formulas look."""

    material: Material
    grids: Grids
    list_sizes: dict[str, str]

    def signs(self, item: Item, sign: str, stratum: str | None) -> Cell:
        """Return the cell that counts one sign of an item in a stratum, None being all."""
        where = [*self._counted(item, stratum), Says(self.grids.range(item), sign)]
        return Cell(self.material.count(item.id, sign, stratum), _style(stratum), count_rows(*where))

    def read(self, item: Item, stratum: str | None) -> Cell:
        """Return the cell that counts the files begun."""
        return Cell(self.material.read(stratum), _style(stratum), count_rows(*self._counted(item, stratum)))

    def listed(self, stratum: str | None) -> Cell:
        """Return the cell with the number of cases on the list."""
        if stratum is None:
            return Cell(self.material.picture.frame_size, "count strong")
        size = self.material.in_list(stratum)
        if size is None or stratum not in self.list_sizes:
            return Cell(None, "count")
        return Cell(size, "count", self.list_sizes[stratum])

    def _counted(self, item: Item, stratum: str | None) -> list[Says]:
        found = [Says(self.grids.beside(item, COUNTS), COUNTED)]
        if stratum is not None:
            found.append(Says(self.grids.beside(item, STRATUM), stratum))
        return found


@dataclass(frozen=True, slots=True)
class _Form:
    """The shape of a table of tallies: which answers are its columns, and which of them pass the line."""

    answers: tuple[str, ...]
    heads: tuple[Column, ...]
    passing: tuple[str, ...] | None
    passing_head: str


def write_tallies(
    pages: Pages, material: Material, grids: Grids, list_sizes: dict[str, str]
) -> dict[str, Tallied]:
    """Write the tallies of all items that have fixed answers, and how often the others were answered.

    Returns:
        Where the tally over all files stands, by item, for graded items and yes or no.
    """
    source = _Source(material, grids, list_sizes)
    found: dict[str, Tallied] = {}
    for number, scale in enumerate(_scales(material.items)):
        name = "Tallies" if number == 0 else f"Tallies {number + 1}"
        page = pages.add(name, f"files by grade and stratum: {scale.name}")
        items = [item for item in material.items if item.scale == scale]
        found |= _write_wide(page, f"Tallies_{number + 1}", source, items, _grade_form(items[0], scale))
    if not found:
        pages.add("Tallies", "files by grade and stratum").heading(
            "Tallies", "This framework gives no grades to files."
        )
    yes_no = [item for item in material.items if item.kind == "yes_no"]
    if yes_no:
        page = pages.add("Yes and no", "files by yes or no and stratum")
        found |= _write_wide(page, "Tallies_yes_no", source, yes_no, _yes_no_form(yes_no[0]))
    others = [item for item in material.items if item.kind in ("choice", "date", "number")]
    if others:
        _write_long(pages.add("Other answers", "files by any other answer"), source, others)
    return found


def _scales(items: Iterable[Item]) -> list[GradeScale]:
    return list({item.scale.id: item.scale for item in items if item.scale is not None}.values())


def _grade_form(item: Item, scale: GradeScale) -> _Form:
    heads = tuple(Column(offered.words, 12, offered.head) for offered in item.offered)
    answers = tuple(offered.value for offered in item.offered)
    if scale.line is None:
        return _Form(answers, heads, None, "")
    passing = tuple(answer for answer in answers if scale.passes(answer))
    return _Form(answers, heads, passing, f"{scale.grade(scale.line).word} or better")


def _yes_no_form(item: Item) -> _Form:
    answers = tuple(offered.value for offered in item.offered)
    heads = tuple(Column(offered.sign, _COUNT_WIDTH, offered.head) for offered in item.offered)
    return _Form(answers, heads, answers[:1], "Yes, of those it applies to")


def _write_wide(
    page: Page, name: str, source: _Source, items: Sequence[Item], form: _Form
) -> dict[str, Tallied]:
    page.heading(page.name, *([_NOTE, _RANGE_NOTE] if form.passing else [_NOTE]))
    columns = [
        Column("Area or question", 34),
        Column("Stratum", 22),
        Column("On the list (N)", 9, "head right"),
        Column("Files read", 8, "head right"),
        *form.heads,
        *(Column(head, width, "head right") for head, width in _APART),
    ]
    if form.passing is not None:
        columns += [Column(form.passing_head, 12, "head right"), Column("Share of n", 8, "head right")]
        columns.append(Column("Range, 95 %", 12, "head right"))
    first = page.next_row + 1
    strata = _strata(source.material)
    keys = [(item, stratum) for item in items for stratum in (strata if item.asked_of_files else [None])]
    rows = (_wide_row(source, form, item, stratum, first + at) for at, (item, stratum) in enumerate(keys))
    page.long_table(name, columns, rows, kept=2)
    return {
        item.id: _tallied(source, page.name, form, item, first + at)
        for at, (item, stratum) in enumerate(keys)
        if stratum is None
    }


def _strata(material: Material) -> list[str | None]:
    labels = list(dict.fromkeys(material.strata.values()))
    return [*labels, None] if len(labels) > 1 else [None]


_ITEM, _STRATUM, _LISTED, _READ, _FIRST = 1, 2, 3, 4, 5


def _wide_row(source: _Source, form: _Form, item: Item, stratum: str | None, row: int) -> list[Cell]:
    counts = {answer: _answer_cell(source, item, answer, stratum) for answer in form.answers}
    not_applicable = source.signs(item, NOT_APPLICABLE_SIGN, stratum)
    not_asked = source.signs(item, item.unasked_sign, stratum)
    unsettled = source.signs(item, UNSETTLED_SIGN, stratum)
    read = source.read(item, stratum)
    n = sum(_int(cell) for cell in counts.values())
    places = _places(form, row)
    apart = sum(_int(cell) for cell in (not_applicable, not_asked, unsettled))
    unanswered = f"{places.read}-SUM({places.answers[0]}:{places.answers[-1]})-SUM({places.apart})"
    style = _style(stratum)
    cells = [
        Cell(item.heading, "text strong" if item.is_area else "text"),
        Cell(stratum or ALL_STRATA, "text strong" if stratum is None else "text"),
        source.listed(stratum),
        read,
        *counts.values(),
        not_applicable,
        not_asked,
        unsettled,
        Cell(_int(read) - n - apart, style, unanswered),
        Cell(n, style, sum_cells(places.answers)),
    ]
    if form.passing is None:
        return cells
    passed = sum(_int(counts[answer]) for answer in form.passing)
    passing = places.answers[: len(form.passing)]
    return [
        *cells,
        Cell(passed, style, sum_cells(passing)),
        Cell(passed / n if n else "", style.replace("count", "share"), share(places.passed, places.n)),
        Cell(_range(source, stratum, passed, n, _int(not_applicable) + _int(not_asked)), "right"),
    ]


@dataclass(frozen=True, slots=True)
class _Places:
    """Cells of one row of a wide table."""

    read: str
    answers: list[str]
    apart: str
    n: str
    passed: str
    part: str


def _places(form: _Form, row: int) -> _Places:
    after = _FIRST + len(form.answers)
    at = [f"{column_letters(column)}{row}" for column in range(1, after + 8)]
    return _Places(
        read=at[_READ - 1],
        answers=at[_FIRST - 1 : after - 1],
        apart=f"{at[after - 1]}:{at[after + 1]}",
        n=at[after + 3],
        passed=at[after + 4],
        part=at[after + 5],
    )


def _tallied(source: _Source, sheet: str, form: _Form, item: Item, row: int) -> Tallied:
    places = _places(form, row)
    counts = {answer: _int(_answer_cell(source, item, answer, None)) for answer in form.answers}
    has_line = form.passing is not None
    return Tallied(
        sheet=sheet,
        answers=dict(zip(form.answers, places.answers, strict=True)),
        counts=counts,
        applicable=places.n,
        n=sum(counts.values()),
        passing=places.passed if has_line else None,
        passed=sum(counts[answer] for answer in form.passing or ()),
        part=places.part if has_line else None,
    )


def _answer_cell(source: _Source, item: Item, answer: str, stratum: str | None) -> Cell:
    offered = item.answer(answer)
    if offered is None:
        raise KeyError(answer)
    return source.signs(item, offered.sign, stratum)


def _write_long(page: Page, source: _Source, items: Sequence[Item]) -> None:
    page.heading(
        page.name,
        _NOTE,
        "Days and numbers are counted as answered; the answers themselves stand on the grids.",
    )
    columns = [
        Column("Question", 46),
        Column("Stratum", 22),
        Column("Answer", 26),
        Column("Files read", 9, "head right"),
        Column("Files", 9, "head right"),
        Column("n", 9, "head right"),
        Column("Share of n", 9, "head right"),
    ]
    page.long_table("Tallies_other", columns, _long_rows(page, source, items), kept=3)


def _long_rows(page: Page, source: _Source, items: Sequence[Item]) -> Iterator[list[Cell]]:
    for item in items:
        for stratum in _strata(source.material):
            yield from _answers_of(page, source, item, stratum)


def _answers_of(page: Page, source: _Source, item: Item, stratum: str | None) -> Iterator[list[Cell]]:
    read = source.read(item, stratum)
    signs = [source.signs(item, offered.sign, stratum) for offered in item.offered]
    rows = [(offered.words, cell) for offered, cell in zip(item.offered, signs, strict=True)]
    if not item.offered:
        rows = [("Answered", _answered(source, item, stratum, read))]
    n = sum(_int(cell) for _, cell in rows)
    first, last = page.next_row, page.next_row + len(rows) - 1
    for words, cell in rows:
        row = page.next_row
        yield [
            Cell(item.heading),
            Cell(stratum or ALL_STRATA, "text strong" if stratum is None else "text"),
            Cell(words),
            read,
            cell,
            Cell(n, "count", f"SUM(E${first}:E${last})"),
            Cell(_int(cell) / n if n else "", "share", share(f"E{row}", f"F{row}")),
        ]


def _answered(source: _Source, item: Item, stratum: str | None, read: Cell) -> Cell:
    """Count what is neither empty nor one of the standing signs: all files read but for those."""
    others = [
        source.signs(item, sign, stratum) for sign in (NOT_APPLICABLE_SIGN, item.unasked_sign, UNSETTLED_SIGN)
    ]
    material = source.material
    empty = material.count(item.id, "", stratum)
    value = material.read(stratum) - empty - sum(_int(cell) for cell in others)
    blank = _blank(source, item, stratum)
    return Cell(value, read.style, "-".join([read.formula, blank, *(cell.formula for cell in others)]))


def _blank(source: _Source, item: Item, stratum: str | None) -> str:
    grids = source.grids
    parts = [f'--({grids.range(item)}="")', f'--({grids.beside(item, COUNTS)}="{COUNTED}")']
    if stratum is not None:
        parts.append(Says(grids.beside(item, STRATUM), stratum).exact)
    return f"SUMPRODUCT({','.join(parts)})"


def _range(source: _Source, stratum: str | None, passed: int, n: int, outside: int) -> str:
    """Say within which shares the whole list lies, "" where list or count do not allow it."""
    material = source.material
    listed = material.picture.frame_size if stratum is None else material.in_list(stratum)
    if not n or listed is None or n > listed - outside:
        return ""
    limits = count_range(passed, n, listed - outside)
    low, high = rounded_percent(limits.low, limits.of), rounded_percent(limits.high, limits.of)
    return f"{low}–{high} %"


def _style(stratum: str | None) -> str:
    return "count strong" if stratum is None else "count"


def _int(cell: Cell) -> int:
    if not isinstance(cell.value, int):
        raise TypeError(f"{cell.value!r} is no count")
    return cell.value
