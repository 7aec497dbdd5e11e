"""Asking an office for files: produced, not produced, replaced by one's own next reserve, turning up late."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import openpyxl
import pytest

from cafaudit.domain.late_rules import late_rules_of
from cafaudit.errors import InputRefused
from cafaudit.export.feedback.compose import compose_feedback
from cafaudit.services.commands.drawing import DrawSample
from cafaudit.services.commands.late_rules import SayLateRule
from cafaudit.services.commands.readings import AddFile, LockReading, ReopenReading
from cafaudit.services.commands.requesting import (
    AskForFile,
    AskForFiles,
    FileTurnedUp,
    GiveUpFile,
    ReceiveFile,
    ReceiveFiles,
    ReplaceFile,
)
from cafaudit.services.commands.scoring import GiveScore
from cafaudit.services.documents import export_workbook
from cafaudit.services.picture import load_picture
from cafaudit.services.queries.files import draws, reading, sampled_cases
from cafaudit.services.queries.judging import counted_files
from cafaudit.services.queries.overview import status
from cafaudit.services.queries.requests import not_produced, requests
from cafaudit.services.request_lists import save_request_list
from tests.visits import draw, sampled

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.domain.picture import SampledCase
    from cafaudit.services.visit import Visit

ASKED, CAME, GONE, LATE = (f"2009-08-20T{hour:02d}:20:00Z" for hour in (9, 10, 14, 16))
ITEM = "risk-quality"


def reserves(visit: Visit, stratum: str) -> list[SampledCase]:
    return [c for c in sampled_cases(visit) if c.stratum == stratum and c.role == "reserve"]


def first(visit: Visit) -> SampledCase:
    return next(case for case in sampled_cases(visit) if case.role == "sample")


def counted(visit: Visit) -> set[str]:
    return {one.case for one in counted_files(load_picture(visit, with_history=False))}


def replaced(visit: Visit) -> tuple[str, str]:
    """Replace the first file; returns it and its replacement."""
    case = first(visit).ref
    made = visit.do(ReplaceFile(case=case, reason="held at court", at=GONE)).made["case"]
    return case, made


def test_files_are_ticked_off_together_and_the_ticks_come_off_again(drawn: Visit) -> None:
    cases = tuple(sampled(drawn)[:3])
    drawn.do(AskForFiles(cases=cases, at=ASKED))
    drawn.do(ReceiveFiles(cases=cases, at=CAME, initials="AB"))
    listed = {one.case: one for rows in requests(drawn).values() for one in rows}
    assert {(listed[c].state, listed[c].asked_at, listed[c].produced_to) for c in cases} == {
        ("produced", ASKED, "AB")
    }
    drawn.undo()
    assert reading(drawn, cases[0]).state == "asked"
    drawn.do(ReceiveFile(case=cases[0], at=CAME))
    drawn.do(ReceiveFiles(cases=cases, at=""))
    found = reading(drawn, cases[0])
    assert (found.state, found.produced_at, found.produced_to) == ("asked", "", "")
    with pytest.raises(InputRefused, match="No file was named"):
        drawn.do(AskForFiles(cases=(), at=ASKED))


def test_a_file_not_produced_keeps_its_times_and_is_counted_at_its_office(drawn: Visit) -> None:
    case = first(drawn)
    drawn.do(AskForFile(case=case.ref, at=ASKED))
    drawn.do(GiveUpFile(case=case.ref, reason="not in its cabinet", at=GONE, told_by="office manager"))
    told = not_produced(drawn)
    (found,) = told.files
    assert (found.asked_at, found.gave_up_at, found.told_by) == (ASKED, GONE, "office manager")
    assert (found.reason, found.replaced_by) == ("not in its cabinet", ())
    counts = {one.office: (one.not_produced, one.replaced) for one in told.offices}
    assert counts[case.office] == (1, 0)
    assert sum(missed for missed, _ in counts.values()) == 1
    assert sum(one.files for one in told.offices) == len(sampled(drawn))
    assert (status(drawn).not_produced, status(drawn).replaced) == (1, 0)


def test_without_a_time_the_moment_of_the_deed_is_when_a_file_was_given_up(drawn: Visit) -> None:
    case = first(drawn).ref
    drawn.do(GiveUpFile(case=case, reason="lost"))
    assert reading(drawn, case).gave_up_at.startswith("2009-08-19T09:")


def test_a_file_given_up_first_is_replaced_later_and_keeps_its_time(drawn: Visit) -> None:
    case = first(drawn)
    drawn.do(GiveUpFile(case=case.ref, reason="lost", at=GONE, told_by="clerk"))
    with pytest.raises(InputRefused, match="given up already"):
        drawn.do(GiveUpFile(case=case.ref, reason="lost", at=LATE))
    reserve = reserves(drawn, case.stratum)[0].ref
    assert drawn.do(ReplaceFile(case=case.ref, reason="lost for good")).made["case"] == reserve
    (found,) = not_produced(drawn).files
    assert (found.gave_up_at, found.told_by, found.replaced_by) == (GONE, "clerk", (reserve,))
    listed = {one.case: one for rows in requests(drawn).values() for one in rows}
    assert listed[reserve].instead_of == (case.ref,)


def test_a_file_is_replaced_once(drawn: Visit) -> None:
    case, reserve = replaced(drawn)
    with pytest.raises(InputRefused, match=f"{reserve} is read instead"):
        drawn.do(ReplaceFile(case=case, reason="again"))


def test_a_file_that_is_here_cannot_be_given_up(drawn: Visit) -> None:
    ticked, begun, locked = sampled(drawn)[:3]
    drawn.do(ReceiveFile(case=ticked, at=CAME))
    drawn.do(GiveScore(case=begun, item=ITEM, answer="good"))
    drawn.do(GiveScore(case=locked, item=ITEM, answer="good"))
    drawn.do(LockReading(case=locked))
    for case, words in ((ticked, "ticked off"), (begun, "read in part"), (locked, "locked")):
        with pytest.raises(InputRefused, match=words):
            drawn.do(ReplaceFile(case=case, reason="not here"))
        with pytest.raises(InputRefused, match=words):
            drawn.do(GiveUpFile(case=case, reason="not here"))


def test_when_the_reserves_of_a_stratum_are_used_no_other_stratum_helps(drawn: Visit) -> None:
    case = first(drawn)
    others = [c.ref for c in sampled_cases(drawn) if c.role == "reserve" and c.stratum != case.stratum]
    missing = case.ref
    for _ in reserves(drawn, case.stratum):
        missing = drawn.do(ReplaceFile(case=missing, reason="not there either")).made["case"]
    with pytest.raises(InputRefused, match="No reserve is left") as refused:
        drawn.do(ReplaceFile(case=missing, reason="nor this one"))
    assert "extend the sample" in refused.value.advice
    assert reading(drawn, missing).state == "not_begun"
    assert others
    assert all(c.role == "reserve" for c in sampled_cases(drawn) if c.ref in others)


def test_a_reserve_that_stands_in_nobodys_place_is_not_given_up_and_is_counted_apart(drawn: Visit) -> None:
    idle = reserves(drawn, first(drawn).stratum)[0].ref
    with pytest.raises(InputRefused, match="nobody's place"):
        drawn.do(GiveUpFile(case=idle, reason="lost"))
    drawn.do(GiveScore(case=idle, item=ITEM, answer="inadequate"))
    assert reading(drawn, idle).mode == "targeted"
    assert idle not in counted(drawn)


def test_a_replaced_file_that_turns_up_is_read_apart_and_the_replacement_stands(drawn: Visit) -> None:
    case, reserve = replaced(drawn)
    with pytest.raises(InputRefused, match="turned up"):
        drawn.do(ReopenReading(case=case, reason="here it is"))
    with pytest.raises(InputRefused, match="turned up"):
        drawn.do(ReceiveFile(case=case, at=LATE))
    drawn.do(FileTurnedUp(case=case, at=LATE))
    drawn.do(GiveScore(case=case, item=ITEM, answer="inadequate"))
    drawn.do(GiveScore(case=reserve, item=ITEM, answer="good"))
    found = reading(drawn, case)
    assert (found.mode, found.state, found.turned_up_at) == ("targeted", "open", LATE)
    assert counted(drawn) == {reserve}
    (missed,) = not_produced(drawn).files
    assert (missed.case, missed.turned_up_at) == (case, LATE)
    assert status(drawn).not_produced == 1


@pytest.mark.parametrize(("rule", "how"), [("", "read apart"), ("not-read", "not read")])
@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_saved_list_says_that_a_file_turned_up_late_and_how_it_is_read(
    visit: Visit, tmp_path: Path, rule: str, how: str, ending: str
) -> None:
    if rule:
        visit.do(SayLateRule(rule=rule))
    draw(visit, tmp_path)
    case, _ = replaced(visit)
    office = first(visit).office
    assert came_of(visit, office, tmp_path / f"before{ending}", case) == f"Not produced, given up {GONE}"
    visit.do(FileTurnedUp(case=case, at=LATE))
    said = came_of(visit, office, tmp_path / f"after{ending}", case)
    assert said == f"Not produced, given up {GONE}; turned up {LATE}, {how}"


def came_of(visit: Visit, office: str, path: Path, case: str) -> str:
    """Save an office's list and return what it says under "Produced at" of a file."""
    save_request_list(visit, office, path)
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
    else:
        sheet = openpyxl.load_workbook(path).worksheets[0]
        rows = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    [came] = [row[3] for row in rows if row[0] == case]
    return came


def test_a_file_that_turns_up_before_it_was_replaced_is_read_as_drawn(drawn: Visit) -> None:
    case = first(drawn).ref
    drawn.do(GiveUpFile(case=case, reason="lost", at=GONE))
    drawn.do(FileTurnedUp(case=case, at=LATE))
    found = reading(drawn, case)
    assert (found.mode, found.state, found.produced_at, found.gave_up_at) == ("random", "open", LATE, "")
    assert not_produced(drawn).files == ()
    with pytest.raises(InputRefused, match="not given up"):
        drawn.do(FileTurnedUp(case=case, at=LATE))


def test_the_lead_says_before_the_draw_what_becomes_of_a_late_file(visit: Visit, tmp_path: Path) -> None:
    visit.do(SayLateRule(rule="not-read", text="Such a file is put aside unread."))
    draw(visit, tmp_path)
    assert draws(visit)[0].late_rule == "Such a file is put aside unread."
    case, _ = replaced(visit)
    visit.do(FileTurnedUp(case=case, at=LATE))
    assert reading(visit, case).state == "not_produced"
    with pytest.raises(InputRefused, match="not produced"):
        visit.do(GiveScore(case=case, item=ITEM, answer="good"))
    assert not_produced(visit).files[0].turned_up_at == LATE


def test_after_a_draw_the_rule_is_the_next_draws(drawn: Visit) -> None:
    usual = late_rules_of(drawn.framework)[0].text
    drawn.do(SayLateRule(rule="not-read"))
    assert draws(drawn)[0].late_rule == usual
    drawn.do(DrawSample(seed="9 9 9 1 2", size=4, reason="too few"))
    assert draws(drawn)[1].late_rule == late_rules_of(drawn.framework)[1].text
    with pytest.raises(InputRefused, match="no rule"):
        drawn.do(SayLateRule(rule="burn it"))


def test_every_rule_reads_a_late_file_apart_or_not_at_all(drawn: Visit) -> None:
    rules = late_rules_of(drawn.framework)
    assert len(rules) > 1
    assert all(rule.mode != "random" and rule.text for rule in rules)


def test_undoing_a_replacement_gives_the_reserve_back(drawn: Visit) -> None:
    before = sampled(drawn)
    case, reserve = replaced(drawn)
    assert set(sampled(drawn)) == {*before, reserve}
    drawn.undo()
    assert sampled(drawn) == before
    assert reading(drawn, case).state == "not_begun"
    drawn.redo()
    assert set(sampled(drawn)) == {*before, reserve}


def test_a_further_draw_keeps_the_rule_of_the_one_before(visit: Visit, tmp_path: Path) -> None:
    visit.do(SayLateRule(rule="not-read"))
    draw(visit, tmp_path)
    visit.do(DrawSample(seed="9 9 9 1 2", size=4, reason="too few"))
    assert draws(visit)[1].late_rule == draws(visit)[0].late_rule == late_rules_of(visit.framework)[1].text


def test_the_workbook_and_the_feedback_tell_what_was_not_produced(drawn: Visit, tmp_path: Path) -> None:
    case = first(drawn)
    drawn.do(AskForFile(case=case.ref, at=ASKED))
    reserve = drawn.do(ReplaceFile(case=case.ref, reason="held at court", at=GONE, told_by="clerk")).made[
        "case"
    ]
    drawn.do(FileTurnedUp(case=case.ref, at=LATE))
    export_workbook(drawn, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx", data_only=True)
    rows = list(book["Sample"].iter_rows(values_only=True))
    heads = next(row for row in rows if row[0] == "Case")
    told = {str(row[0]): dict(zip(heads, row, strict=True)) for row in rows}
    missed, instead = told[case.ref], told[reserve]
    assert (missed["Reading"], missed["Role"], instead["Role"]) == ("Not produced", "Sample", "Sample")
    assert (missed["Office said so"], missed["Why not produced"]) == ("clerk", "held at court")
    assert (missed["Read instead"], instead["In place of"]) == (reserve, case.ref)
    assert str(missed["Given up (UTC)"]).startswith("2009-08-20 14:20")
    assert str(missed["Turned up (UTC)"]).startswith("2009-08-20 16:20")
    page = [row[:4] for row in book["Draw"].iter_rows(values_only=True)]
    at = next(place for place, row in enumerate(page) if row[0] == "Office")
    offices = {row[0]: row[1:] for row in page[at + 1 : at + 3]}
    counts = {one.office: (one.files, 0, one.not_produced) for one in not_produced(drawn).offices}
    assert offices == counts
    assert ("A file that turns up late", late_rules_of(drawn.framework)[0].text) in {row[:2] for row in page}
    basis = compose_feedback(load_picture(drawn, with_history=False)).basis
    assert "0 of 9 files" in basis
    assert "One file was asked for and not produced; a reserve is read instead of one." in basis


def test_whoever_adds_a_file_reads_it(drawn: Visit) -> None:
    drawn.do(AddFile(case="X-1", mode="tracked", reason="named in an interview"))
    assert reading(drawn, "X-1").reader == "L1"
