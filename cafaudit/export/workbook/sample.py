"""The sheets Draw and Sample: how the files were chosen, and which they are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from cafaudit.domain.picture import FileReading
from cafaudit.domain.vocabulary import READING_STATES, SHARING_RULES
from cafaudit.export.workbook.cells import Cell, day_cell
from cafaudit.export.workbook.formulas import Says, SaysAs, count_rows, sum_cells
from cafaudit.export.workbook.material import SAMPLE_ROLE
from cafaudit.export.workbook.page import Column, Spot
from cafaudit.export.workbook.redaction import LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cafaudit.domain.picture import DrawRecord, SampledCase
    from cafaudit.export.workbook.material import Material
    from cafaudit.export.workbook.page import Page

ROLES: Final = {SAMPLE_ROLE: "Sample", "reserve": "Reserve"}
"""What the sheet Sample says under `ROLE`, by role."""

_NAMED: Final = {"before": "Before the seed was known", "with": "Together with the seed, not before it"}
_TICKET_RULE: Final = (
    "Every case on the list has a ticket: the SHA-256 of the seed, a comma and the case's reference (UTF-8, "
    "lower-case hex). Each stratum is sorted by ticket; the first files are the sample, the next reserves "
    "and take the place of files that cannot be produced, in order. Anyone with list and seed can repeat it."
)

_WHY_LEFT_OUT: Final = (
    "Seed and tickets are left out of this copy: with both, a case could be found by guessing."
)

ROLE, SAMPLE_STATE = "Role", "Reading"
_CASE, _STRATUM, _OFFICE = "Case", "Stratum", "Office"
_LISTED, _DRAWN, _RESERVES, _LOCKED, _MISSING = (
    "On the list (N)",
    "Sample",
    "Reserves",
    "Locked",
    "Not produced",
)

_Field = tuple[Column, "Callable[[SampledCase], Cell]"]


def draw_line(material: Material) -> str:
    """Return one line that says which draw the sample comes from."""
    draws = material.picture.draws
    if not draws:
        return "No sample has been drawn yet."
    latest = max(draws, key=lambda draw: draw.number)
    seed = LEFT_OUT if material.redacted else f"“{latest.seed}”"
    return f"Draw {latest.number} of {_most(draws)} · seed {seed} · list fixed as {latest.frame_hash}"


def write_sample(page: Page, material: Material) -> Spot:
    """Write one row for each drawn case, in the order of the queues."""
    page.heading("Sample", draw_line(material))
    fields = _fields(material)
    rows = ([read(case) for _, read in fields] for case in material.picture.sample)
    return page.long_table("Sample_cases", [column for column, _ in fields], rows)


def write_draw(page: Page, material: Material, sample: Spot) -> dict[str, str]:
    """Write how the sample was drawn.

    Returns:
        The cell that holds the number of cases on the list, by stratum as shown.
    """
    page.widths = (30, 18, 14, 14, 14, 14, 14)
    page.heading("Draw", draw_line(material).split(" · ")[0])
    for draw in material.picture.draws:
        _write_record(page, material, draw)
    page.section("How anyone can repeat it")
    page.prose(_TICKET_RULE)
    if material.redacted:
        page.prose(_WHY_LEFT_OUT)
    page.skip()
    strata = _write_strata(page, material, sample)
    if not material.redacted and material.picture.draws:
        page.skip()
        _write_offices(page, material, sample)
    return strata


def _fields(material: Material) -> list[_Field]:
    states = {r.case: r for r in reversed(material.picture.readings) if r.number == 1}

    def state(case: SampledCase) -> Cell:
        reading = states.get(case.ref)
        name = _state_of(reading) if reading else ("not_begun" if case.role == SAMPLE_ROLE else "")
        return Cell(READING_STATES.get(name, name), "alert" if name == "not_produced" else "text")

    shared: list[_Field] = [
        (Column(_CASE, 16), lambda case: Cell(material.case(case.ref), "text strong")),
        (Column(_STRATUM, 30), lambda case: Cell(material.strata[case.stratum])),
        (Column("Order", 7, "head right"), lambda case: Cell(case.order, "count")),
        (Column(ROLE, 9), lambda case: Cell(ROLES.get(case.role, case.role))),
        (Column("Draw", 6, "head right"), lambda case: Cell(case.draw, "count")),
        (Column(SAMPLE_STATE, 15), state),
    ]
    if material.redacted:
        return shared
    return [
        *shared,
        (Column("Reader", 10), lambda case: Cell(material.person(case.reader))),
        (Column(_OFFICE, 18), lambda case: Cell(case.office)),
        (Column("Team", 26), lambda case: Cell(case.team)),
        (Column("Law type", 11), lambda case: Cell(case.law_type)),
        (Column("Application", 16), lambda case: Cell(case.application_type)),
        (Column("Case type", 16), lambda case: Cell(case.case_type)),
        (Column("Practitioner", 12), lambda case: Cell(case.practitioner)),
        (Column("File location", 20), lambda case: Cell(case.file_location)),
        (Column("Allocated on", 15, "head right"), lambda case: day_cell(case.allocated_on)),
        *_request_fields(material, states),
        (Column("Ticket", 66), lambda case: Cell(case.ticket, "hash")),
    ]


def _request_fields(material: Material, states: Mapping[str, FileReading]) -> list[_Field]:
    """Return the columns that tell what came of asking for a file; empty where nothing is known."""
    nobody = FileReading(case="")

    def reading(case: SampledCase) -> FileReading:
        return states.get(case.ref, nobody)

    def moment(heading: str, read: Callable[[FileReading], str]) -> _Field:
        return Column(heading, 18, "head right"), lambda case: material.moment(read(reading(case)))

    def words(heading: str, width: int, read: Callable[[FileReading], str]) -> _Field:
        return Column(heading, width), lambda case: Cell(read(reading(case)))

    return [
        moment("Asked for (UTC)", lambda one: one.asked_at),
        moment("Produced (UTC)", lambda one: one.produced_at),
        words("Taken in by", 9, lambda one: one.produced_to),
        moment("Given up (UTC)", lambda one: one.gave_up_at if one.was_missed else ""),
        words("Office said so", 16, lambda one: one.told_by if one.was_missed else ""),
        words("Why not produced", 24, lambda one: one.missed_because if one.was_missed else ""),
        words("Read instead", 14, lambda one: ", ".join(map(material.case, one.replaced_by))),
        moment("Turned up (UTC)", lambda one: one.turned_up_at),
        (Column("In place of", 14), lambda case: Cell(", ".join(map(material.case, case.instead_of)))),
    ]


def _state_of(reading: FileReading) -> str:
    """Return how far a drawn file is; one that came after it was replaced was not produced for the draw."""
    return "not_produced" if reading.was_missed else reading.state


def _write_record(page: Page, material: Material, draw: DrawRecord) -> None:
    page.section(f"Draw {draw.number} of {_most(material.picture.draws)}")
    for label, cell in _facts(material, draw):
        page.fact(label, cell)
    page.skip()


def _facts(material: Material, draw: DrawRecord) -> Iterator[tuple[str, Cell]]:
    seed, source = draw.seed, draw.seed_source
    if material.redacted:
        told = "".join(seed.split()) in "".join(source.split())
        seed, source = LEFT_OUT, LEFT_OUT if told else material.text(source)
    yield "Drawn (UTC)", material.moment(draw.drawn_at)._replace(style="fact moment")
    if not material.redacted:
        yield "Drawn by", Cell(material.person(draw.author), "fact")
    if draw.reason:
        yield "Reason for a further draw", Cell(material.text(draw.reason), "fact")
    yield "Source of the seed", Cell(source, "fact")
    if draw.source_named:
        yield "Source named", Cell(_NAMED[draw.source_named], "fact")
    yield "Seed", Cell(seed, "fact")
    yield "List fixed as (SHA-256)", Cell(draw.frame_hash, "fact hash")
    yield "Files drawn", Cell(sum(draw.sizes.values()), "fact count")
    yield "Rule", Cell(SHARING_RULES.get(draw.rule, SHARING_RULES["stated"]), "fact")
    for extension in draw.extensions:
        more = f"{sum(extension.sizes.values()):,} more. Reason: {material.text(extension.reason)}"
        yield f"Extension {extension.number}", Cell(more, "fact")
    if draw.late_rule:
        yield "A file that turns up late", Cell(material.text(draw.late_rule), "fact")


def _write_strata(page: Page, material: Material, sample: Spot) -> dict[str, str]:
    page.section("Strata")
    counts = Counter((material.strata[case.stratum], case.role) for case in material.picture.sample)
    states = _states_by_stratum(material)
    columns = [
        Column(_STRATUM, 30),
        *(Column(name, 14, "head right") for name in (_LISTED, _DRAWN, _RESERVES, _LOCKED, _MISSING)),
    ]

    def row(label: str) -> list[Cell]:
        return [
            Cell(label, "text"),
            Cell(material.in_list(label), "count"),
            _by(sample, label, ROLE, ROLES[SAMPLE_ROLE], counts[label, SAMPLE_ROLE]),
            _by(sample, label, ROLE, ROLES["reserve"], counts[label, "reserve"]),
            _by(sample, label, SAMPLE_STATE, READING_STATES["locked"], states[label, "locked"]),
            _by(sample, label, SAMPLE_STATE, READING_STATES["not_produced"], states[label, "not_produced"]),
        ]

    labels = list(dict.fromkeys(material.strata.values()))
    spot = page.table("Draw_strata", columns, (row(label) for label in labels))
    totals = [sum(numbers) for numbers in zip(*(_numbers(row(label)) for label in labels), strict=True)]
    if totals:
        ends = [
            (f"{spot.columns[c.heading]}{spot.first}", f"{spot.columns[c.heading]}{spot.last}")
            for c in columns[1:]
        ]
        page.row(
            Cell("All", "text strong"),
            *(Cell(total, "count strong", sum_cells(end)) for total, end in zip(totals, ends, strict=True)),
        )
    return {label: spot.cell(_LISTED, spot.first + at) for at, label in enumerate(labels)}


def _write_offices(page: Page, material: Material, sample: Spot) -> None:
    """Write what each office was asked for and did not produce."""
    page.section("Offices")
    drawn = {case.ref: case.office for case in material.picture.sample if case.role == SAMPLE_ROLE}
    files = Counter(drawn.values())
    states = Counter(
        (drawn[reading.case], _state_of(reading))
        for reading in material.picture.readings
        if reading.number == 1 and reading.case in drawn
    )
    columns = [Column(_OFFICE, 30), *(Column(name, 14, "head right") for name in (_DRAWN, _LOCKED, _MISSING))]
    role = Says(sample.range(ROLE), ROLES[SAMPLE_ROLE])

    def row(office: str) -> list[Cell]:
        offices = sample.range(_OFFICE)
        here = SaysAs(offices, f"$A{page.next_row}") if office else Says(offices, "")
        cells = [Cell(office or "(no office)"), Cell(files[office], "count", count_rows(here, role))]
        for state in ("locked", "not_produced"):
            says = Says(sample.range(SAMPLE_STATE), READING_STATES[state])
            cells.append(Cell(states[office, state], "count", count_rows(here, role, says)))
        return cells

    page.table("Draw_offices", columns, (row(office) for office in sorted(files)))


def drawn_states(material: Material) -> list[str]:
    """Return how far each file of the sample is, reserves that were taken up among them."""
    drawn = {case.ref for case in material.picture.sample if case.role == SAMPLE_ROLE}
    found = [one for one in material.picture.readings if one.number == 1 and one.case in drawn]
    return [_state_of(one) for one in found] + ["not_begun"] * (len(drawn) - len(found))


def _states_by_stratum(material: Material) -> Counter[tuple[str, str]]:
    drawn = material.cases_by_ref
    return Counter(
        (material.stratum_of(reading.case), _state_of(reading))
        for reading in material.picture.readings
        if reading.number == 1 and reading.case in drawn
    )


def _by(sample: Spot, stratum: str, column: str, text: str, value: int) -> Cell:
    formula = count_rows(Says(sample.range(_STRATUM), stratum), Says(sample.range(column), text))
    return Cell(value, "count", formula)


def _numbers(row: list[Cell]) -> list[int]:
    return [cell.value if isinstance(cell.value, int) else 0 for cell in row[1:]]


def _most(draws: tuple[DrawRecord, ...]) -> int:
    return max(draw.number for draw in draws)
