"""Files that the draw did not give stay out of every count of random ones, whatever they were graded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import openpyxl
import pytest

from cafaudit.domain.vocabulary import READING_MODES
from cafaudit.export.feedback.compose import compose_feedback
from cafaudit.services.commands.drawing import DrawSample
from cafaudit.services.commands.readings import AddFile, LockReading
from cafaudit.services.commands.requesting import FileTurnedUp, ReplaceFile
from cafaudit.services.commands.scoring import GiveManagerGrade, GiveScore
from cafaudit.services.documents import compose_letter, export_workbook
from cafaudit.services.picture import load_picture
from cafaudit.services.queries.judging import area_figures, item_counts
from cafaudit.services.queries.overview import suggested_overall
from cafaudit.services.queries.registry import ask
from cafaudit.services.reading_book import ReadingBook
from tests.visits import sampled

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.services.visit import Visit

APART = tuple(mode for mode in READING_MODES if mode != "random")
ITEM = "risk-quality"
ABOUT_ALL = {"apart", "apart_locked", "turned_up"}
"""Fields that are counts of what stands apart, by their names."""


def grade(visit: Visit, case: str, answer: str, manager: str) -> None:
    for item in (ITEM, "risk"):
        visit.do(GiveScore(case=case, item=item, answer=answer))
    visit.do(GiveManagerGrade(case=case, item=ITEM, grade=manager))


@pytest.fixture
def begun(drawn: Visit) -> Visit:
    """Some files read, one replaced."""
    cases = sampled(drawn)
    for case, answer in zip(
        cases[:6], ("good", "good", "satisfactory", "good", "inadequate", "good"), strict=True
    ):
        grade(drawn, case, answer, "good")
        drawn.do(LockReading(case=case))
    drawn.do(ReplaceFile(case=cases[6], reason="lost"))
    return drawn


def add_one_of_each(visit: Visit) -> None:
    """One file of each mode with the extreme grades, the late one among them, all locked."""
    for number, mode in enumerate(APART):
        case = f"X-{number}"
        visit.do(AddFile(case=case, mode=mode, reason="named in an interview"))
        grade(visit, case, "inadequate", "outstanding")
        visit.do(LockReading(case=case))
    late = sampled(visit)[6]
    visit.do(FileTurnedUp(case=late, at="2009-08-20T15:00:00Z"))
    grade(visit, late, "inadequate", "outstanding")
    visit.do(LockReading(case=late))


def without_apart(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return {key: without_apart(part) for key, part in value.items() if key not in ABOUT_ALL}
    if isinstance(value, (list, tuple)):
        return [without_apart(part) for part in value]
    return value


def counts(visit: Visit) -> dict[str, object]:
    """Every count that speaks of the random sample."""
    picture = load_picture(visit, with_history=False)
    framework = picture.framework
    state = ask(visit, "status")
    return {
        "areas": without_apart(
            msgspec.to_builtins([area_figures(picture, area.id) for area in framework.areas])
        ),
        "questions": msgspec.to_builtins([item_counts(picture, aspect) for aspect in framework.aspects]),
        "tallies": without_apart(ask(visit, "tallies")),
        "overall": msgspec.to_builtins(suggested_overall(picture)),
        "status": without_apart(
            {key: part for key, part in state.items() if key not in {"blockers", "evidence"}}
        ),
        "blockers": [one for one in state["blockers"] if one["id"] != "readings_apart"],
        "sample": ask(visit, "sample"),
        "applies": ReadingBook(visit).applies(),
        "offices": without_apart(ask(visit, "not_produced")["offices"]),
        "feedback": [area.files for area in compose_feedback(picture).areas]
        + [compose_feedback(picture).basis],
        "letter": letter_texts(visit),
    }


def letter_texts(visit: Visit) -> list[str]:
    """Every sentence of the letter."""
    blocks = compose_letter(load_picture(visit, with_history=False)).blocks
    paragraphs = [paragraph for block in blocks for paragraph in block.paragraphs]
    return [sentence.text for paragraph in paragraphs for sentence in paragraph.sentences]


def workbook_counts(visit: Visit, path: Path) -> dict[str, object]:
    """The stored values of every sheet that counts, without the rows that speak of single readings."""
    export_workbook(visit, path)
    book = openpyxl.load_workbook(path, data_only=True)
    found: dict[str, object] = {}
    for name in ("Tallies", "Yes and no", "Other answers", "Judgements", "Manager and inspector", "Draw"):
        found[name] = [list(row) for row in book[name].iter_rows(values_only=True)]
    front = [row[:7] for row in book["Front"].iter_rows(values_only=True)]
    facts = {str(row[0]): row[1] for row in front} | {str(row[3]): row[6] for row in front}
    wanted = ("Files in", "Reserves", "Files that count", "Readings:")
    found["Front"] = {label: value for label, value in facts.items() if label.startswith(wanted)}
    return found


def test_one_file_of_each_mode_with_extreme_grades_changes_no_random_count(
    begun: Visit, tmp_path: Path
) -> None:
    before, sheets = counts(begun), workbook_counts(begun, tmp_path / "before.xlsx")
    add_one_of_each(begun)
    after, later = counts(begun), workbook_counts(begun, tmp_path / "after.xlsx")
    for name, value in before.items():
        assert after[name] == value, name
    for name, rows in sheets.items():
        assert later[name] == rows, name


def test_what_stands_apart_is_counted_beside(begun: Visit) -> None:
    add_one_of_each(begun)
    state = ask(begun, "status")
    assert state["apart"] == len(APART) + 1
    picture = load_picture(begun, with_history=False)
    assert area_figures(picture, "risk").apart == len(APART) + 1
    modes = {one.mode for one in picture.readings if one.number == 1}
    assert modes == set(READING_MODES)


def test_a_random_file_does_change_them(begun: Visit, tmp_path: Path) -> None:
    """The comparison above would notice: a further random file moves every count that it should."""
    before, sheets = counts(begun), workbook_counts(begun, tmp_path / "before.xlsx")
    case = sampled(begun)[7]
    grade(begun, case, "inadequate", "outstanding")
    begun.do(LockReading(case=case))
    after, later = counts(begun), workbook_counts(begun, tmp_path / "after.xlsx")
    assert {name for name in before if before[name] != after[name]} >= {
        "areas",
        "applies",
        "questions",
        "tallies",
        "status",
        "feedback",
        "blockers",
    }
    assert {name for name in sheets if sheets[name] != later[name]} >= {
        "Tallies",
        "Judgements",
        "Manager and inspector",
        "Draw",
        "Front",
    }


def test_a_file_that_was_added_and_then_drawn_is_one_reading(visit: Visit, tmp_path: Path) -> None:
    from tests.visits import draw  # noqa: PLC0415

    for number in range(1, 41):
        visit.do(AddFile(case=f"BBC-{number:04d}", mode="tracked", reason="all of them"))
    draw(visit, tmp_path)
    readings = load_picture(visit, with_history=False).readings
    assert len({one.case for one in readings}) == len(readings)
    assert sum(one.mode == "random" for one in readings) == len(sampled(visit))


def test_a_late_file_of_an_earlier_draw_is_not_counted_with_a_further_one(begun: Visit) -> None:
    add_one_of_each(begun)
    late = sampled(begun)[6]
    begun.do(DrawSample(seed="6 6 1 2 5 5 2 3", size=2, reason="a second look"))
    assert late not in sampled(begun)
    status = ask(begun, "status")
    offices = ask(begun, "not_produced")["offices"]
    assert status["not_produced"] == sum(office["not_produced"] for office in offices) == 0
    assert status["replaced"] == sum(office["replaced"] for office in offices) == 0
    assert sum(reader["total"] for reader in status["readers"]) == status["sample"] == 2
