"""The sheets Evidence, Concerns, Activities and History: what was entered, one row each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from cafaudit.domain.vocabulary import CORROBORATIONS, PHASES, POLARITIES, SEVERITIES, SOURCES
from cafaudit.export.workbook.cells import Cell, day_cell, moment_cell
from cafaudit.export.workbook.page import Column, Spot, apart
from cafaudit.export.workbook.redaction import LEFT_OUT

if TYPE_CHECKING:
    from cafaudit.domain.picture import Activity, Concern, EvidenceItem, HistoryLine
    from cafaudit.export.workbook.material import Material
    from cafaudit.export.workbook.page import Page

WHOSE, POLARITY, CONCERN_STATE = "Whose", "Polarity", "State"
PROVIDER, VISIT = "Provider", "Visit"
OPEN, CLOSED = "Open", "Closed"
MARK: Final = "x"

_POLARITY_STYLES: Final = {"for": "for", "against": "against"}
_HASH_SIGNS: Final = 16


@dataclass(frozen=True, slots=True)
class EvidenceSpot:
    """Where the evidence stands; `areas` are the headings of the columns that mark areas, by id."""

    spot: Spot
    areas: dict[str, str]

    def area_range(self, area: str) -> str:
        """Return the column that marks what belongs to an area."""
        return self.spot.range(self.areas[area])


def write_evidence(page: Page, material: Material) -> EvidenceSpot:
    """Write one row for each item of evidence, with a column for each area to filter by."""
    lines = [f"An {MARK} stands under each area that an item belongs to. Cite an item by its number."]
    if material.redacted:
        lines.append(
            "Words are kept for items that the letter may use; references, files and authors are left out."
        )
    page.heading("Evidence", *lines)
    areas = material.framework.areas
    numbers = apart([f"Area {area.number}" for area in areas])
    heads = {area.id: head for area, head in zip(areas, numbers, strict=True)}
    columns = _evidence_columns(material, list(heads.values()))
    rows = (_evidence(material, item) for item in material.picture.evidence)
    return EvidenceSpot(page.long_table("Evidence_items", columns, rows), heads)


def write_concerns(page: Page, material: Material) -> Spot:
    """Write one row for each concern, with what came of it."""
    concerns = material.picture.concerns
    waiting = sum(concern.is_open for concern in concerns)
    lines = [f"{len(concerns)} raised, {waiting} open."]
    if material.redacted:
        lines.append("Words, files and people are left out of this copy.")
    page.heading("Concerns", *lines)
    columns = [Column("No.", 6), Column(CONCERN_STATE, 9), Column("Severity", 24)]
    if material.redacted:
        columns += [Column("Put to the provider", 18), Column("Answered", 12)]
    else:
        columns += [
            Column("What was seen", 48),
            Column("Case", 14),
            Column("Area or question", 24),
            Column("Told", 16),
            Column("Told at", 18),
            Column("Answer", 34),
            Column("Answered at", 18),
            Column("Conclusion", 28),
            Column("By", 9),
            Column("Entered (UTC)", 18, "head right"),
        ]
    rows = (_concern(material, number, concern) for number, concern in enumerate(concerns, start=1))
    return page.long_table("Concerns_list", columns, rows, kept=2)


def write_activities(page: Page, material: Material) -> None:
    """Write one row for each thing done on the visit."""
    page.heading("Activities", "What was done on the visit, in the order of the letter.")
    columns = [
        Column("No.", 6, "head right"),
        Column("What", 30),
        Column("Wording", 60),
        Column("Where", 24),
        Column("When", 13, "head right"),
        Column("Posts met", 34),
        Column("Areas", 14),
        Column("In the letter", 10),
    ]
    ordered = sorted(material.picture.activities, key=lambda activity: activity.order)
    rows = (_activity(material, number, activity) for number, activity in enumerate(ordered, start=1))
    page.long_table("Activities_list", columns, rows)


def write_history(page: Page, material: Material) -> None:
    """Write one row for each change, in the order of the journal."""
    changes = len(material.picture.history)
    lines = [f"{changes:,} changes. An event is known by its SHA-256, of which the first signs stand here."]
    if material.redacted:
        lines.append("Who made a change, and what it says, are left out of this copy.")
    page.heading("History", *lines)
    columns = [Column("No.", 8, "head right"), Column("When (UTC)", 19, "head right"), Column("Kind", 28)]
    if not material.redacted:
        columns += [Column("By", 9), Column("Change of theirs", 9, "head right"), Column("What changed", 80)]
    columns.append(Column("Event", 20))
    rows = (_history(material, number, line) for number, line in enumerate(material.picture.history, start=1))
    page.long_table("History_lines", columns, rows)


def _evidence_columns(material: Material, areas: list[str]) -> list[Column]:
    columns = [
        Column("No.", 8),
        Column("Evidence", 56),
        Column(WHOSE, 9),
        Column("Source", 17),
        Column(POLARITY, 9),
        Column("Corroboration", 13),
        Column("Phase", 15),
        Column("As at", 12),
        *(Column(area, 5, "head centre") for area in areas),
        Column("In the letter", 8),
    ]
    if material.redacted:
        return columns
    return [
        *columns,
        Column("Seen at", 18),
        Column("Reference", 14),
        Column("Case", 12),
        Column("Question", 18),
        Column("By", 9),
        Column("Entered (UTC)", 18, "head right"),
    ]


def _evidence(material: Material, item: EvidenceItem) -> list[Cell]:
    told = item.in_letter or not material.redacted
    cells = [
        Cell(item.label, "text strong"),
        Cell(material.text(item.text)) if told else Cell(LEFT_OUT, "quiet"),
        Cell(PROVIDER if item.from_provider else VISIT),
        Cell(SOURCES.get(item.source, item.source)),
        Cell(POLARITIES.get(item.polarity, item.polarity), _POLARITY_STYLES.get(item.polarity, "text")),
        Cell(CORROBORATIONS.get(item.corroboration, item.corroboration)),
        Cell(PHASES.get(item.phase, item.phase)),
        _stated(material.text(item.as_at)),
        *(Cell(MARK if area.id in item.areas else None, "mark") for area in material.framework.areas),
        _yes_no(item.in_letter),
    ]
    if material.redacted:
        return cells
    return [
        *cells,
        _stated(item.observed_at),
        Cell(item.reference),
        Cell(item.case),
        Cell(material.heading_of(item.item) if item.item else ""),
        Cell(material.person(item.author)),
        material.moment(item.at),
    ]


def _concern(material: Material, number: int, concern: Concern) -> list[Cell]:
    state = Cell(OPEN, "alert") if concern.is_open else Cell(CLOSED, "settled")
    shared = [
        Cell(f"C-{number:02d}", "text strong"),
        state,
        Cell(SEVERITIES.get(concern.severity, concern.severity)),
    ]
    if material.redacted:
        return [*shared, _yes_no(bool(concern.told_post or concern.told_at)), _yes_no(bool(concern.response))]
    return [
        *shared,
        Cell(concern.text),
        Cell(concern.case),
        Cell(material.heading_of(concern.item) if concern.item else ""),
        Cell(concern.told_post),
        _stated(concern.told_at),
        Cell(concern.response),
        _stated(concern.response_at),
        Cell(concern.conclusion),
        Cell(material.person(concern.author)),
        material.moment(concern.at),
    ]


def _activity(material: Material, number: int, activity: Activity) -> list[Cell]:
    kinds = {kind.id: kind.text for kind in material.framework.activity_kinds}
    return [
        Cell(number, "count"),
        Cell(kinds.get(activity.kind, activity.kind)),
        Cell(material.text(activity.wording)),
        Cell(material.text(activity.place)),
        day_cell(activity.held_on),
        Cell(material.text(activity.posts)),
        Cell(area_numbers(material, activity.areas)),
        _yes_no(activity.in_letter),
    ]


def _history(material: Material, number: int, line: HistoryLine) -> list[Cell]:
    cells = [Cell(number, "count"), material.moment(line.at), Cell(line.kind)]
    if not material.redacted:
        cells += [Cell(material.person(line.author)), Cell(line.seq, "count"), Cell(line.summary)]
    return [*cells, Cell(line.event[:_HASH_SIGNS], "hash")]


def area_numbers(material: Material, areas: tuple[str, ...]) -> str:
    """Return areas by their numbers, such as "2, 5"; an unknown id stands as it is."""
    numbers = {area.id: area.number for area in material.framework.areas}
    known = sorted(numbers[area] for area in areas if area in numbers)
    return ", ".join([*(str(number) for number in known), *(area for area in areas if area not in numbers)])


def _yes_no(said: bool) -> Cell:  # noqa: FBT001 - the one thing it says
    return Cell("Yes" if said else "No", "text")


def _stated(when: str) -> Cell:
    """Return a time as somebody stated it: a day or moment where it reads as one, else the words."""
    try:
        return day_cell(date.fromisoformat(when))
    except ValueError:
        return moment_cell(when, "stated") if "T" in when else Cell(when)
