"""What the workbook counts, held against what the picture says, counted here in another way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cafaudit.domain.framework import NOT_APPLICABLE, Area, Framework
from cafaudit.domain.picture import Answer, FileReading, Picture, Said
from tests.core.export.workbook.busy import busy_picture
from tests.core.export.workbook.opened import Opened, opened
from tests.pictures import FOUR, SIX, THREE, full_picture, scale, small_framework

BUSY = busy_picture()
TWO = scale("Met", "Unmet", line=0)


@pytest.fixture(scope="module")
def book() -> Opened:
    return opened(BUSY)


def counted_answers(picture: Picture, item: str, stratum: str | None = None) -> list[str]:
    """Return the answers that count: of random first readings, settled ones only."""
    strata = {case.ref: case.stratum for case in picture.sample}
    found = []
    for reading in picture.files_of_record():
        answer = reading.answers.get(item)
        if answer is None or answer.different or stratum not in (None, strata.get(reading.case)):
            continue
        found.append(answer.value)
    return found


def heading(framework: Framework, item: str) -> str:
    part = framework.item(item)
    return f"{part.number} {part.title}" if isinstance(part, Area) else part.short


def tally(book: Opened, sheet: str, table: str, item: str, stratum: str) -> dict[str, object]:
    rows = book.rows(sheet, table)
    return next(row for row in rows if row["Stratum"] == stratum and row["Area or question"] == item)


@pytest.mark.parametrize("stratum", ["Early intervention", "Long-term private", "Long-term public", None])
def test_grades_are_counted_by_area_question_and_stratum(book: Opened, stratum: str | None) -> None:
    framework = BUSY.framework
    graded = [a.id for a in framework.areas if a.answerable]
    graded += [a.id for a in framework.aspects if a.kind == "grade"]
    for item in graded:
        answers = counted_answers(BUSY, item, stratum)
        row = tally(book, "Tallies", "Tallies_1", heading(framework, item), stratum or "All files")
        grades = framework.scale("file").grades
        assert [row[f"{g.letter} {g.word}"] for g in grades] == [answers.count(g.id) for g in grades]
        assert row["n.a."] == answers.count(NOT_APPLICABLE)
        assert row["n"] == sum(answers.count(g.id) for g in grades)
        assert row["Satisfactory or better"] == sum(answers.count(g.id) for g in grades[:3])


def test_a_share_leaves_out_what_does_not_apply(book: Opened) -> None:
    row = tally(book, "Tallies", "Tallies_1", "2 Risk and domestic violence", "All files")
    assert row["n.a."]
    assert row["Share of n"] == pytest.approx(int(str(row["Satisfactory or better"])) / int(str(row["n"])))


def test_the_parts_of_a_row_add_up_to_the_files_read(book: Opened) -> None:
    for row in book.rows("Tallies", "Tallies_1"):
        apart = ("n", "n.a.", "Not asked", "Unsettled", "No answer")
        assert sum(int(str(row[name])) for name in apart) == row["Files read"], row["Area or question"]


def test_yes_and_no_are_counted(book: Opened) -> None:
    for aspect in BUSY.framework.aspects:
        if aspect.kind == "yes_no":
            answers = counted_answers(BUSY, aspect.id)
            row = tally(book, "Yes and no", "Tallies_yes_no", aspect.short, "All files")
            assert (row["Yes"], row["No"]) == (answers.count("yes"), answers.count("no"))


def test_choices_days_and_numbers_are_counted(book: Opened) -> None:
    rows = book.rows("Other answers", "Tallies_other")
    for aspect in BUSY.framework.aspects:
        if aspect.kind not in ("choice", "date", "number"):
            continue
        answers = counted_answers(BUSY, aspect.id)
        mine = [row for row in rows if row["Question"] == aspect.short and row["Stratum"] == "All files"]
        if aspect.kind == "choice":
            expected = {choice.text: answers.count(choice.id) for choice in aspect.choices}
        else:
            expected = {"Answered": len([a for a in answers if a not in ("", NOT_APPLICABLE)])}
        assert {row["Answer"]: row["Files"] for row in mine} == expected


def test_an_area_that_no_file_answers_is_counted_apart(book: Opened) -> None:
    rows = book.rows("Tallies", "Tallies_1")
    row = next(r for r in rows if r["Area or question"] == "4 Lasting plan for timeliness")
    assert row["Not asked"] == row["Files read"]
    assert row["n"] == 0


def test_every_count_is_a_formula(book: Opened) -> None:
    page = book.formulas["Tallies"]
    _, *body = page[page.tables["Tallies_1"].ref]
    for row in body:
        for cell in row[4:-1]:
            assert str(cell.value).startswith("="), cell.coordinate
    assert body[0][4].value.startswith("=COUNTIFS(Scores!")


def only(picture: Picture, **changes: object) -> Picture:
    """Keep one reading of the picture, changed."""
    first = next(reading for reading in picture.readings if reading.answers)
    return replace(picture, readings=(replace(first, **changes),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "files"),
    [
        ({}, 1),
        ({"mode": "targeted"}, 0),
        ({"mode": "tracked"}, 0),
        ({"number": 2}, 0),
        ({"state": "open"}, 1),
    ],
)
def test_only_random_first_readings_are_counted(changes: dict[str, object], files: int) -> None:
    changed = opened(only(BUSY, **changes))
    row = tally(changed, "Tallies", "Tallies_1", "1 Statutory duty first", "All files")
    assert row["Files read"] == files
    assert row["n"] == files


def test_a_conflict_counts_as_unsettled_until_it_is_decided() -> None:
    framework = small_framework(1)
    picture = full_picture(framework, files=2)
    first, second = picture.readings
    said = (Said(author="HMI 1", value="good", at=""), Said(author="HMI 2", value="inadequate", at=""))
    torn = dict(first.answers) | {"area-1": Answer(item="area-1", different=said)}
    settled = dict(second.answers) | {"area-1": Answer(item="area-1", value="good", moderated=True)}
    readings = (replace(first, answers=torn), replace(second, answers=settled))
    book = opened(replace(picture, readings=readings))
    row = tally(book, "Tallies", "Tallies_1", "1 Theme 1", "All files")
    assert (row["Unsettled"], row["n"], row["Go Good"]) == (1, 1, 1)
    assert [row["1 Theme 1"] for row in book.rows("Scores", "Scores_grid")] == ["unsettled", "Go"]
    reasons = book.rows("Reasons", "Reasons_list")
    assert reasons[0]["Settled"] == "HMI 1: Go Good\nHMI 2: In Inadequate"
    assert any(row["Settled"] == "Settled by the lead" for row in reasons)


def test_a_file_that_was_drawn_and_not_begun_has_a_row_and_is_not_counted() -> None:
    picture = full_picture(small_framework(1), files=4)
    book = opened(replace(picture, readings=picture.readings[:1]))
    rows = book.rows("Scores", "Scores_grid")
    assert [row["Case"] for row in rows] == [case.ref for case in picture.sample]
    assert [row["Counted"] for row in rows] == ["yes", "no", "no", "no"]


@pytest.mark.parametrize("areas", [1, 2, 20])
@pytest.mark.parametrize(
    "grades", [TWO, THREE, FOUR, SIX, None], ids=lambda g: str(len(g.grades)) if g else "0"
)
def test_any_number_of_areas_and_grades_is_written(areas: int, grades: object) -> None:
    framework = small_framework(areas, grades=grades)  # type: ignore[arg-type]
    picture = full_picture(framework, files=6)
    book = opened(picture)
    if framework.scales:
        for area in framework.areas:
            row = tally(book, "Tallies", "Tallies_1", heading(framework, area.id), "All files")
            answers = counted_answers(picture, area.id)
            for grade in framework.scales[0].grades:
                assert row[f"{grade.letter} {grade.word}"] == answers.count(grade.id)
    else:
        assert "no grades" in str(book.value("Tallies", "A2"))
        assert "Yes" in book.rows("Yes and no", "Tallies_yes_no")[0]


def test_a_scale_without_a_line_has_no_share() -> None:
    framework = small_framework(2, grades=scale("One", "Two", "Three", line=None))
    book = opened(full_picture(framework, files=4))
    assert "Share of n" not in book.rows("Tallies", "Tallies_1")[0]
    assert book.rows("Front", "Front_areas")[1]["Share of n"] is None


def test_an_empty_visit_is_a_workbook_too() -> None:
    framework = small_framework(3)
    picture = replace(full_picture(framework, files=0), readings=(), draws=(), evidence=(), judgements=())
    book = opened(picture)
    assert tally(book, "Tallies", "Tallies_1", "1 Theme 1", "All files")["n"] == 0
    assert book.value("Sample", "A2") == "No sample has been drawn yet."


def test_letters_and_strata_that_formulas_would_misread_are_counted_right() -> None:
    odd = replace(
        FOUR,
        grades=tuple(
            replace(grade, letter=letter)
            for grade, letter in zip(FOUR.grades, ("1", "*", "?", "<>"), strict=True)
        ),
    )
    picture = full_picture(small_framework(2, grades=odd), files=12)
    names = {"private": "=5-10", "public": ">3*"}
    sample = tuple(replace(case, stratum=names[case.stratum]) for case in picture.sample)
    draw = replace(picture.draws[0], strata={"=5-10": 60, ">3*": 60}, sizes={"=5-10": 6, ">3*": 6})
    changed = replace(picture, sample=sample, draws=(draw,))
    book = opened(changed)
    for stratum in names.values():
        row = tally(book, "Tallies", "Tallies_1", "1 Theme 1", stratum)
        answers = counted_answers(changed, "area-1", stratum)
        assert [row[f"{g.letter} {g.word}"] for g in odd.grades] == [answers.count(g.id) for g in odd.grades]
        assert row["On the list (N)"] == 60


def test_strata_alike_but_for_capitals_are_told_apart() -> None:
    picture = full_picture(small_framework(1), files=4)
    names = {"private": "North", "public": "NORTH"}
    sample = tuple(replace(case, stratum=names[case.stratum]) for case in picture.sample)
    draw = replace(picture.draws[0], strata={"North": 20, "NORTH": 20}, sizes={"North": 2, "NORTH": 2})
    book = opened(replace(picture, sample=sample, draws=(draw,)))
    shown = {row["Stratum"] for row in book.rows("Tallies", "Tallies_1")}
    assert shown == {"NORTH", "North (2)", "All files"}


def test_a_question_that_another_answer_rules_out_is_not_a_gap() -> None:
    reading = FileReading(
        case=BUSY.sample[0].ref,
        state="locked",
        answers={"risk-present": Answer(item="risk-present", value="no")},
    )
    book = opened(replace(BUSY, readings=(reading,)))
    row = book.rows("Scores", "Scores_grid")[0]
    assert (row["Risk assessment quality"], row["Domestic violence practice"]) == ("–", None)


def test_the_range_is_exact_for_the_list_and_keeps_within_it(book: Opened) -> None:
    row = tally(book, "Tallies", "Tallies_1", "1 Statutory duty first", "All files")
    assert row["Range, 95 %"] == "47–90 %"
