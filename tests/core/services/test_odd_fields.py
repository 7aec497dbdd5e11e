"""Fields that a script can write and no screen would: they are refused before anything stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cafaudit.errors import InputRefused
from cafaudit.services.commands.drawing import DrawSample
from cafaudit.services.commands.listing import FixFrame, ImportFrame
from cafaudit.services.queries import ask
from cafaudit.services.registry import command_from
from tests.visits import SEED, case_list, person, sampled

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.services.visit import Visit


def do(visit: Visit, name: str, /, **fields: Any) -> None:  # noqa: ANN401 - fields of any command
    visit.do(command_from(name, fields))


@pytest.mark.parametrize("ref", ["C/2009/{:03d}", "50%-{:03d}", "Ö ü.{:03d}", "case/%2F/{:03d}"])
def test_a_file_can_be_read_whatever_signs_its_reference_has(visit: Visit, tmp_path: Path, ref: str) -> None:
    path = case_list(tmp_path / "list.csv")
    text = path.read_text()
    for number in range(1, 41):
        text = text.replace(f"BBC-{number:04d}", ref.format(number))
    path.write_text(text, encoding="utf-8")
    visit.do(ImportFrame(file=str(path)))
    visit.do(FixFrame())
    visit.do(DrawSample(seed=SEED, size=9))
    first, second, *_ = sampled(visit)
    do(visit, "GiveScore", case=first, item="risk-quality", answer="good")
    visit.keep_draft(f"why/{first.replace('%', '%25').replace('/', '%2F')}/1/risk-quality", "typed")
    do(visit, "GiveReason", case=first, item="risk-quality", text="Well argued.")
    do(visit, "LockReading", case=first)
    do(visit, "ReplaceFile", case=second, reason="Not found.")
    reading = ask(visit, "reading", case=first)
    assert (reading["state"], reading["answers"]["risk-quality"]["value"]) == ("locked", "good")
    assert ask(visit, "drafts") == []


@pytest.mark.parametrize("number", [0, -1, 100, 10**40])
@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("GiveScore", {"item": "risk-quality", "answer": "good"}),
        ("AskForFile", {"at": "2009-08-19T09:00:00Z"}),
        ("LockReading", {}),
        ("ReopenReading", {"reason": "Again."}),
    ],
)
def test_a_reading_has_a_number_that_readings_have(
    drawn: Visit, name: str, fields: dict[str, Any], number: int
) -> None:
    with pytest.raises(InputRefused, match="reading number"):
        do(drawn, name, case=sampled(drawn)[0], pass_number=number, **fields)


@pytest.mark.parametrize(
    ("kind", "made_by", "fields"),
    [
        ("plan", {"grade": "good"}, {"judged_on": "yesterday"}),
        ("plan", {"grade": "good"}, {"grade": "splendid"}),
        ("plan", {"grade": "good"}, {"order": "first"}),
        ("inspector", {"name": "N (made up)"}, {"lead": "yes"}),
        ("inspector", {"name": "N (made up)"}, {"name": " "}),
        ("addressee", {"name": "N (made up)"}, {"address": "one line"}),
        ("addressee", {"name": "N (made up)"}, {"post": 5}),
    ],
)
def test_an_entry_takes_only_what_it_could_be_made_with(
    visit: Visit, kind: str, made_by: dict[str, Any], fields: dict[str, Any]
) -> None:
    made = {"plan": "JudgeActionPlan", "inspector": "NameInspector", "addressee": "NameAddressee"}[kind]
    do(visit, made, id="x1", **made_by)
    before = ask(visit, "details")
    with pytest.raises(InputRefused):
        do(visit, "ChangeEntry", kind=kind, entry="x1", fields=fields)
    assert ask(visit, "details") == before


def test_the_day_of_an_entry_is_taken_away_by_an_empty_text(visit: Visit) -> None:
    do(visit, "JudgeActionPlan", id="x1", grade="good", judged_on="2009-05-01")
    do(visit, "ChangeEntry", kind="plan", entry="x1", fields={"judged_on": ""})
    assert ask(visit, "details")["plan"][0]["judged_on"] is None


@pytest.mark.parametrize("name", ["NameAddressee", "NameSignatory", "NameCopyRecipient", "NameInspector"])
def test_nobody_is_named_without_a_name(visit: Visit, name: str) -> None:
    with pytest.raises(InputRefused, match="name is empty"):
        do(visit, name, name=" \n ")


def test_what_a_removed_record_said_does_not_come_back_with_its_id(visit: Visit) -> None:
    do(visit, "AddEvidence", text="First.", reference="page 3", id="e1")
    do(visit, "RemoveEvidence", evidence="e1")
    with pytest.raises(InputRefused, match="was removed"):
        do(visit, "AddEvidence", text="Second.", id="e1")
    visit.undo()
    visit.undo()
    do(visit, "AddEvidence", text="Second.", id="e1")
    assert ask(visit, "evidence")[0]["reference"] == ""


@pytest.mark.parametrize("year", [1, 1899, 2200, 9999])
def test_a_visit_lies_in_years_that_can_be_meant(visit: Visit, year: int) -> None:
    with pytest.raises(InputRefused, match=str(year)):
        do(visit, "DescribeVisit", letter_date=f"{year:04d}-12-31", publish_days=14)
    with pytest.raises(InputRefused, match=str(year)):
        do(visit, "DescribeVisit", inspection_year=year)


def test_the_lead_cannot_leave_a_visit_without_one(visit: Visit) -> None:
    lead = person()
    with pytest.raises(InputRefused, match="nobody would be"):
        do(visit, "AddMember", card=lead.card.to_text(), role="inspector")


@pytest.mark.parametrize("answer", ["1" * 5000, "1" * 7, "²", "-1", "1.5", ""])
def test_a_number_has_six_digits_at_the_most(drawn: Visit, answer: str) -> None:
    item = next(aspect.id for aspect in drawn.framework.aspects if aspect.kind == "number")
    with pytest.raises(InputRefused, match="whole number"):
        do(drawn, "GiveScore", case=sampled(drawn)[0], item=item, answer=answer)


def test_zeros_in_front_of_a_number_are_left_out(drawn: Visit) -> None:
    item = next(aspect.id for aspect in drawn.framework.aspects if aspect.kind == "number")
    case = sampled(drawn)[0]
    for typed, kept in (("0", "0"), ("007", "7"), ("000", "0")):
        do(drawn, "GiveScore", case=case, item=item, answer=typed)
        assert ask(drawn, "reading", case=case)["answers"][item]["value"] == kept
