"""Every sheet, compared cell by cell with what the picture says."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from cafaudit.domain.framework import NO, NOT_APPLICABLE, YES, Area, Framework
from tests.core.export.workbook.busy import SEED, busy_picture
from tests.core.export.workbook.opened import Opened, opened
from tests.pictures import DIGEST, WORDS

if TYPE_CHECKING:
    from cafaudit.domain.picture import FileReading, Picture

BUSY = busy_picture()


@pytest.fixture(scope="module")
def book() -> Opened:
    return opened(BUSY)


def heading(framework: Framework, item: str) -> str:
    part = framework.item(item)
    return f"{part.number} {part.title}" if isinstance(part, Area) else part.short


def shown(framework: Framework, reading: FileReading, item: str) -> object:
    """Return what a grid should show, worked out apart from the program's own way."""
    part = framework.item(item)
    answer = reading.answers.get(item)
    if answer is not None and answer.different:
        return "unsettled"
    if isinstance(part, Area) and not part.answerable:
        return "by rule" if reading.answers else None
    value = answer.value if answer else ""
    if not value:
        return _gap(reading, part)
    if value == NOT_APPLICABLE:
        return "n.a."
    scale = framework.scale_of(part)
    if scale is not None:
        return scale.grade(value).letter
    return _other(part, value)


def _gap(reading: FileReading, part: object) -> object:
    condition = getattr(part, "applies_when", None)
    if condition is None:
        return None
    said = reading.answers.get(condition.aspect)
    return "–" if said and said.value and said.value not in condition.answers else None


def _other(part: object, value: str) -> object:
    kind = getattr(part, "kind", "")
    if kind == "date":
        return datetime.fromisoformat(value)
    if kind == "number":
        return int(value)
    words = {YES: "Yes", NO: "No"} | {choice.id: choice.text for choice in getattr(part, "choices", ())}
    return words[value]


@pytest.mark.parametrize(
    ("sheet", "table", "core"), [("Scores", "Scores_grid", True), ("More scores", "More_scores_grid", False)]
)
def test_the_grids_show_every_answer_of_every_reading(
    book: Opened, sheet: str, table: str, core: bool
) -> None:
    framework = BUSY.framework
    items = [a.id for a in framework.aspects if a.core == core]
    if core:
        items = [a.id for a in framework.areas] + items
    rows = book.rows(sheet, table)
    readings = {(r.case, r.number): r for r in BUSY.readings}
    assert len(rows) == len(readings)
    for row in rows:
        reading = readings[str(row["Case"]), int(str(row["Pass"]))]
        for item in items:
            assert row[heading(framework, item)] == shown(framework, reading, item), (row["Case"], item)


def test_a_grade_has_the_colour_of_its_rung_besides_its_letter(book: Opened) -> None:
    page = book.sheet("Scores")
    head, *body = page[page.tables["Scores_grid"].ref]
    at = [cell.value for cell in head].index("1 Statutory duty first")
    colours = {row[at].value: row[at].fill.fgColor.rgb for row in body if row[at].value}
    assert colours["S"] == "00CB7800"
    assert colours["I"] == "009C1B3A"
    assert colours["G"] == "002876C6"


def test_the_front_page_says_what_state_this_is(book: Opened) -> None:
    facts = {row[0].value: row[1].value for row in book.sheet("Front").iter_rows(max_row=30)}
    assert facts["State (SHA-256)"] == DIGEST
    assert facts["State in ten words"] == " ".join(WORDS)
    assert facts["Made with"] == f"CafAudit {BUSY.program}"
    assert facts["Visit"] == "18 August 2009 to 20 August 2009"
    assert facts["Team"] == "HMI 1 Made-up lead (lead), HMI 2 Made-up inspector (inspector)"


def test_the_front_page_counts_files_readings_and_concerns(book: Opened) -> None:
    page, formulas = book.sheet("Front"), book.formulas["Front"]
    found = {}
    for row in page.iter_rows():
        for label, value in ((row[0], row[1]), (row[3], row[6])):
            if isinstance(label.value, str) and isinstance(value.value, int):
                found[label.value] = (value.value, formulas[value.coordinate].value)
    expected = {
        "Files in the sample": 24,
        "Reserves": 6,
        "Readings: locked": sum(r.state == "locked" for r in BUSY.files_of_record()),
        "Readings: not produced": sum(r.state == "not_produced" for r in BUSY.files_of_record()),
        "Files beside the draw": sum(r.mode != "random" for r in BUSY.readings),
        "Unsettled answers": sum(bool(a.different) for r in BUSY.readings for a in r.answers.values()),
        "Provider’s evidence": sum(e.from_provider for e in BUSY.evidence),
        "Concerns open": 1,
        "Concerns raised": 2,
    }
    assert {label: found[label][0] for label in expected} == expected
    assert all(str(found[label][1]).startswith("=") for label in expected)


def test_the_front_page_sums_up_every_area(book: Opened) -> None:
    rows = {row["Area"]: row for row in book.rows("Front", "Front_areas")}
    risk = rows["2 Risk and domestic violence"]
    mine = [item for item in BUSY.evidence if "risk" in item.areas]
    assert risk["Judgement"] == "S Satisfactory"
    assert risk["Stage"] == "Provisional"
    assert risk["Provider's evidence"] == sum(item.from_provider for item in mine)
    assert risk["Visit's evidence"] == sum(not item.from_provider for item in mine)
    assert risk["Against"] == sum(item.polarity == "against" for item in mine)
    assert rows["4 Lasting plan for timeliness"]["Files (n)"] == "not asked"
    assert rows["1 Statutory duty first"]["Stage"] == "Final"
    assert rows["7 Five outcomes"]["Stage"] == "None yet"


def test_the_front_page_says_how_complete_every_reading_is(book: Opened) -> None:
    framework = BUSY.framework
    asked = [a.id for a in framework.areas] + [a.id for a in framework.aspects if a.core]
    readings = {(r.case, r.number): r for r in BUSY.readings}
    rows = book.rows("Front", "Front_readings")
    assert len(rows) == len(readings)
    for row in rows:
        reading = readings[str(row["Case"]), int(str(row["Pass"]))]
        signs = [shown(framework, reading, item) for item in asked]
        assert row["No answer yet"] == signs.count(None)
        assert row["Unsettled"] == signs.count("unsettled")
        assert row["Answered"] == len(asked) - signs.count(None) - signs.count("unsettled")


def test_the_contents_lead_to_every_other_sheet_and_nowhere_else(book: Opened) -> None:
    page = book.formulas["Front"]
    links = {cell.value: cell.hyperlink for row in page.iter_rows() for cell in row if cell.hyperlink}
    assert list(links) == book.values.sheetnames[1:]
    assert all(link.location == f"'{name}'!A1" and link.target is None for name, link in links.items())


def test_the_sample_lists_every_drawn_case(book: Opened) -> None:
    rows = book.rows("Sample", "Sample_cases")
    for row, case in zip(rows, BUSY.sample, strict=True):
        assert (row["Case"], row["Stratum"], row["Order"]) == (case.ref, case.stratum, case.order)
        assert (row["Ticket"], row["Office"]) == (case.ticket, case.office)
        assert (row["File location"], row["Practitioner"]) == (case.file_location, case.practitioner)
        assert row["Role"] == {"sample": "Sample", "reserve": "Reserve"}[case.role]
        assert row["Reader"] in ("HMI 1", "HMI 2")
        assert str(row["Allocated on"]) == f"{case.allocated_on} 00:00:00"


def test_the_draw_can_be_repeated_from_its_sheet(book: Opened) -> None:
    facts = {row[0].value: row[1].value for row in book.sheet("Draw").iter_rows()}
    assert facts["Seed"] == SEED
    assert facts["List fixed as (SHA-256)"] == BUSY.draws[0].frame_hash
    assert facts["Files drawn"] == 24
    assert "largest remainders" in str(facts["Rule"])
    strata = {row["Stratum"]: row for row in book.rows("Draw", "Draw_strata")}
    assert strata["Early intervention"]["On the list (N)"] == 388
    assert strata["Early intervention"]["Sample"] == 8
    assert str(book.value("Sample", "A2")).startswith(f"Draw 1 of 1 · seed “{SEED}” · list fixed as ")


def test_every_answer_has_its_reason_manager_and_author(book: Opened) -> None:
    framework = BUSY.framework
    rows = book.rows("Reasons", "Reasons_list")
    said = {(r.case, r.number, heading(framework, i)): a for r in BUSY.readings for i, a in r.answers.items()}
    assert len(rows) == len(said)
    for row in rows:
        answer = said[str(row["Case"]), int(str(row["Pass"])), str(row["Area or question"])]
        scale = framework.scale_of(framework.item(answer.item))
        assert (row["Why"] or "") == answer.why
        assert row["By"] == answer.author
        assert str(row["When (UTC)"]) == answer.at.replace("T", " ").removesuffix("Z")
        if scale is not None and answer.manager:
            grade = scale.grade(answer.manager)
            assert row["Manager"] == f"{grade.letter} {grade.word}"


def test_every_item_of_evidence_stands_under_its_areas(book: Opened) -> None:
    rows = book.rows("Evidence", "Evidence_items")
    for row, item in zip(rows, BUSY.evidence, strict=True):
        assert (row["No."], row["Evidence"]) == (item.label, item.text)
        assert row["Whose"] == ("Provider" if item.from_provider else "Visit")
        assert (row["Reference"], row["Case"] or "") == (item.reference, item.case)
        marked = [area.id for area in BUSY.framework.areas if row[f"Area {area.number}"] == "x"]
        assert sorted(marked) == sorted(item.areas)


def test_concerns_say_whether_they_are_open(book: Opened) -> None:
    rows = book.rows("Concerns", "Concerns_list")
    assert [(row["State"], row["What was seen"]) for row in rows] == [
        ("Open", BUSY.concerns[0].text),
        ("Closed", BUSY.concerns[1].text),
    ]
    assert rows[1]["Answered at"] == datetime(2009, 8, 19, 16, 10)  # noqa: DTZ001 - a wall clock, as stated
    assert rows[1]["Conclusion"] == "Satisfactory answer."


def test_activities_stand_in_their_order(book: Opened) -> None:
    rows = book.rows("Activities", "Activities_list")
    assert [row["Wording"] for row in rows] == [activity.wording for activity in BUSY.activities]
    assert [row["In the letter"] for row in rows].count("No") == sum(not a.in_letter for a in BUSY.activities)


def test_provisional_and_final_judgements_stand_apart(book: Opened) -> None:
    rows = book.rows("Judgements", "Judgements_list")
    assert [row["Area"] for row in rows][:3] == [
        "Overall",
        "1 Statutory duty first",
        "1 Statutory duty first",
    ]
    assert [row["Stage"] for row in rows][:3] == ["Provisional", "Provisional", "Final"]
    assert rows[2]["Reasons"] == "As before; nothing new came."


def test_a_judgement_shows_what_the_files_suggest_and_why_the_lead_departs(book: Opened) -> None:
    row = next(r for r in book.rows("Judgements", "Judgements_list") if r["Area"] == "3 Backlog")
    assert (row["Grade"], row["Suggested"]) == ("I Inadequate", "S Satisfactory")
    assert str(row["Suggested because"]).startswith("The middle file, ")
    assert row["Departure"] == "The files show more than the count of the middle one."


def pairs(picture: Picture) -> list[tuple[FileReading, str, int]]:
    """Return reading, item and gap of every pair of grades."""
    found = []
    for reading in picture.readings:
        for item, answer in reading.answers.items():
            scale = picture.framework.scale_of(picture.framework.item(item))
            if scale and answer.manager and answer.value not in ("", NOT_APPLICABLE):
                gap = scale.position(answer.value) - scale.position(answer.manager)
                found.append((reading, item, gap))
    return found


def test_pairs_show_gap_and_crossing(book: Opened) -> None:
    rows = book.rows("Pairs", "Pairs_list")
    expected = pairs(BUSY)
    assert sorted((str(r["Case"]), str(r["Area or question"]), int(str(r["Gap"]))) for r in rows) == sorted(
        (reading.case, heading(BUSY.framework, item), gap) for reading, item, gap in expected
    )
    for row in rows:
        sides = [str(row[who])[0] == "I" for who in ("Inspector", "Manager")]
        crossing = {(True, False): "manager above", (False, True): "manager below"}.get(
            (sides[0], sides[1]), "no"
        )
        assert row["Crosses the line"] == crossing


def test_managers_are_summed_up_over_files_that_count(book: Opened) -> None:
    rows = {row["Area or question"]: row for row in book.rows("Manager and inspector", "Managers_summary")}
    gaps: dict[str, list[int]] = {}
    for reading, item, gap in pairs(BUSY):
        if reading.number == 1 and reading.mode == "random":
            gaps.setdefault(heading(BUSY.framework, item), []).append(gap)
    assert set(rows) == set(gaps)
    for name, mine in gaps.items():
        row = rows[name]
        assert row["Pairs"] == len(mine)
        assert row["Mean gap"] == pytest.approx(sum(mine) / len(mine))
        assert row["Same grade"] == mine.count(0)
        assert row["Manager higher"] == sum(gap > 0 for gap in mine)


def test_questions_are_explained_in_full(book: Opened) -> None:
    rows = {row["Area or question"]: row for row in book.rows("Questions", "Questions_list")}
    assert len(rows) == len(BUSY.framework.areas) + len(BUSY.framework.aspects)
    quality = rows["Risk assessment quality"]
    assert quality["In full"] == "How good is the assessment of risk?"
    assert quality["Asked only where"] == "Risk assessment present: Yes"


def test_the_history_has_a_row_for_each_change(book: Opened) -> None:
    rows = book.rows("History", "History_lines")
    assert len(rows) == len(BUSY.history)
    assert [row["What changed"] for row in rows] == [line.summary for line in BUSY.history]
    assert rows[-1]["Event"] == BUSY.history[-1].event[:16]


def test_charts_show_the_figures_beneath_them(book: Opened) -> None:
    tallies = {
        r["Area or question"]: r for r in book.rows("Tallies", "Tallies_1") if r["Stratum"] == "All files"
    }
    for row in book.rows("Charts", "Charts_1"):
        assert row["S Satisfactory"] == tallies[row["Areas"]]["S Satisfactory"]
        assert row["n"] == tallies[row["Areas"]]["n"]
    drawing = next(text for text in book.texts() if "graphicFrame" in text)
    assert 'descr="Areas: files by grade. 1 Statutory duty first: 1 O Outstanding, ' in drawing


def test_long_tables_keep_their_headings_in_view_and_on_paper(book: Opened) -> None:
    for page in book.formulas.worksheets:
        assert page.page_setup.orientation == "landscape"
        assert page.page_setup.fitToWidth == (2 if page.title in ("Sample", "More scores") else 1)
        assert page.print_title_cols == ("$A:$A" if page.page_setup.fitToWidth > 1 else None)
        assert page.page_setup.fitToHeight == 0
        assert page.oddFooter is not None
        assert page.oddFooter.right.text == "Page &P of &N"
        if page.title not in ("Front", "Draw", "Charts"):
            assert page.freeze_panes is not None, page.title
            assert page.print_title_rows, page.title
            (table,) = page.tables.values()
            assert table.autoFilter.ref == table.ref


def test_a_typed_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    long = replace(BUSY.evidence[0], text="word " * 10_000)
    row = opened(replace(BUSY, evidence=(long,))).rows("Evidence", "Evidence_items")[0]
    assert len(str(row["Evidence"])) == 32_767
    assert "50,000 signs" in str(row["Evidence"])
