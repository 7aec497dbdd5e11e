"""Every command of the registry: undone and done again to the same values, and refused to who may not."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cafaudit.errors import NotAMember
from cafaudit.services.commands.team import AddMember
from cafaudit.services.registry import command_from, commands
from cafaudit.services.visit import Visit
from cafaudit.services.visits import author_of
from tests.visits import Ticking, draw, person, sampled, visit_in

if TYPE_CHECKING:
    from collections.abc import Iterator

Fields = dict[str, Any]


@dataclass(frozen=True)
class Given:
    """A command with plausible fields, and those that must come before it; CASE is a sampled file."""

    do: str
    fields: Fields
    before: tuple[tuple[str, Fields], ...] = field(default=())

    def __str__(self) -> str:
        return self.do


CASE = "the first sampled file"
AREA = "risk"
ITEM = "risk-quality"
SCORE = ("GiveScore", {"case": CASE, "item": ITEM, "answer": "good"})
LOCK = ("LockReading", {"case": CASE})
FACT = ("AddEvidence", {"text": "Plans are reviewed.", "areas": [AREA], "case": CASE, "id": "e1"})
WORRY = ("RaiseConcern", {"text": "No visit for a month.", "case": CASE, "id": "c1"})
DEED = ("AddActivity", {"kind": "meeting", "areas": [AREA], "id": "a1"})
PERSON = ("NameAddressee", {"name": "Addressee (made up)", "address": ["One", "Two"], "id": "p1"})
GONE = ("GiveUpFile", {"case": CASE, "reason": "Not found.", "told_by": "office manager"})
REPLACED = ("ReplaceFile", {"case": CASE, "reason": "Not found."})
NOTE = ("WriteNote", {"text": "Ask about reviews.", "case": CASE, "id": "n1"})

ALLOWED = ("AllowWord", {"text": "Madeup3 Surname3", "reason": "The town's hall.", "id": "w1"})

UNDOABLE = (
    Given("AddActivity", {"kind": "meeting", "place": "Office A", "areas": [AREA], "held_on": "2009-08-19"}),
    Given("AddEvidence", FACT[1] | {"source": "interview", "order": 3}),
    Given("AddFile", {"case": "X-1", "mode": "tracked", "reason": "Named in an interview."}),
    Given("AnswerConcern", {"concern": "c1", "response": "Visited.", "at": "2009-08-20T09:00:00Z"}, (WORRY,)),
    Given("AskForFile", {"case": CASE, "at": "2009-08-19T09:00:00Z"}),
    Given("AskForFiles", {"cases": [CASE], "at": "2009-08-19T09:00:00Z"}),
    Given("AssignFiles", {"cases": [CASE], "reader": "L1"}),
    Given("AssignFiles", {"cases": [CASE], "reader": ""}, (("DealFiles", {"readers": ["L1"]}),)),
    Given("ChangeActivity", {"activity": "a1", "place": "Office B", "areas": ["backlog"]}, (DEED,)),
    Given("ChangeConcern", {"concern": "c1", "text": "No visit for two months."}, (WORRY,)),
    Given("ChangeEntry", {"kind": "addressee", "entry": "p1", "fields": {"address": ["Three"]}}, (PERSON,)),
    Given("ChangeEvidence", {"evidence": "e1", "text": "Some plans are.", "areas": []}, (FACT,)),
    Given("ClearScore", {"case": CASE, "item": ITEM}, (SCORE,)),
    Given("ConcludeConcern", {"concern": "c1", "conclusion": "Satisfactory."}, (WORRY,)),
    Given("DealFiles", {"readers": ["L1", "I2"]}),
    Given("AllowWord", ALLOWED[1]),
    Given("DisallowWord", {"allowance": "w1", "reason": "A person after all."}, (ALLOWED,)),
    Given("DescribeVisit", {"provider": "Provider", "letter_date": "2009-09-04", "publish_days": 14}),
    Given("FileTurnedUp", {"case": CASE, "at": "2009-08-19T15:10:00Z"}, (GONE,)),
    Given("FileTurnedUp", {"case": CASE, "at": "2009-08-19T15:10:00Z"}, (REPLACED,)),
    Given("GiveUpFile", GONE[1]),
    Given("GiveJudgement", {"area": AREA, "grade": "good", "reasons": "Most files.", "scope": "private law"}),
    Given("GiveManagerGrade", {"case": CASE, "item": ITEM, "grade": "good"}, (SCORE,)),
    Given("GiveReason", {"case": CASE, "item": ITEM, "text": "Well argued."}, (SCORE,)),
    Given("GiveScore", {"case": CASE, "item": ITEM, "answer": "inadequate"}, (SCORE,)),
    Given("JudgeActionPlan", {"grade": "satisfactory", "judged_on": "2009-05-01", "note": "Strengthened."}),
    Given("LockReading", LOCK[1], (SCORE,)),
    Given("MoveToStep", {"step": "on-site"}),
    Given("NameAddressee", PERSON[1] | {"post": "Head", "salutation": "Dear colleague"}),
    Given("NameCopyRecipient", {"name": "Recipient (made up)", "organisation": "Department"}),
    Given("NameInspector", {"name": "Inspector (made up)", "lead": True}),
    Given("NameSignatory", {"name": "Signatory (made up)", "telephone": "0000"}),
    Given("RaiseConcern", WORRY[1] | {"item": ITEM}),
    Given("ReceiveFile", {"case": CASE, "at": "2009-08-19T10:00:00Z"}),
    Given("ReceiveFiles", {"cases": [CASE], "at": "2009-08-19T10:00:00Z", "initials": "AB"}),
    Given("RemoveActivity", {"activity": "a1"}, (DEED,)),
    Given("RemoveEntry", {"kind": "addressee", "entry": "p1"}, (PERSON,)),
    Given("RemoveEvidence", {"evidence": "e1"}, (FACT,)),
    Given("RemoveNote", {"note": "n1"}, (NOTE,)),
    Given("ReopenReading", {"case": CASE, "reason": "A second look."}, (SCORE, LOCK)),
    Given("ReplaceFile", {"case": CASE, "reason": "Not found."}, (("DealFiles", {"readers": ["L1"]}),)),
    Given("TellConcern", {"concern": "c1", "post": "Head", "at": "2009-08-19T11:00:00Z"}, (WORRY,)),
    Given("WriteNote", NOTE[1]),
    Given("WriteNote", {"text": "Asked.", "note": "n1"}, (NOTE,)),
)

LEAD_ONLY = (
    Given("ImportFrame", {"file": "list.csv"}),
    Given("FixFrame", {}),
    Given("GroupFrame", {"strata": ["office"]}),
    Given("ExcludeCases", {"kind": "values", "field": "office", "values": ["Office A"]}),
    Given("IncludeAgain", {}),
    Given("ReleaseFrame", {"reason": "Closed cases were forgotten."}),
    Given("NameSeedSource", {"source": "dice"}),
    Given("SayLateRule", {"rule": "not-read"}),
    Given("DealFiles", {"readers": ["L1", "I2"]}),
    Given("DrawSample", {"seed": "1 2 3", "size": 4, "reason": "Too few."}),
    Given("ExtendSample", {"size": 2, "reason": "An office more."}),
    Given("DescribeVisit", {"provider": "Provider"}),
    Given("NameAddressee", PERSON[1]),
    Given("NameCopyRecipient", {"name": "Recipient (made up)"}),
    Given("NameInspector", {"name": "Inspector (made up)"}),
    Given("NameSignatory", {"name": "Signatory (made up)"}),
    Given("JudgeActionPlan", {"grade": "satisfactory"}),
    Given("ChangeEntry", {"kind": "addressee", "entry": "p1", "fields": {"name": "X"}}, (PERSON,)),
    Given("RemoveEntry", {"kind": "addressee", "entry": "p1"}, (PERSON,)),
    Given("MoveToStep", {"step": "on-site"}),
    Given("GiveJudgement", {"area": AREA, "grade": "good"}),
    Given("AddMember", {}),
    Given("ModerateScore", {"case": CASE, "item": ITEM, "answer": "good", "reason": "Talked through."}),
)


@dataclass
class Team:
    """One drawn visit with a lead, and the same store as an inspector and as a reader would have it."""

    lead: Visit
    inspector: Visit
    reader: Visit
    folder: Path

    def command(self, name: str, fields: Fields) -> object:
        case = sampled(self.lead)[0]
        given = {key: _put(value, case) for key, value in fields.items()}
        if name == "ImportFrame":
            given["file"] = str(self.folder / "list.csv")
        if name == "AddMember":
            given["card"] = person("Fourth (made up)", "F4", 4).card.to_text()
        return command_from(name, given)

    def prepare(self, given: Given) -> object:
        for name, fields in given.before:
            self.lead.do(self.command(name, fields))
        return self.command(given.do, given.fields)


def _put(value: Any, case: str) -> Any:  # noqa: ANN401 - a field of any command
    if isinstance(value, list):
        return [_put(part, case) for part in value]
    return case if value == CASE else value


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    codes = enumerate(("L1", "I2", "R3"), 1)
    lead, inspector, reader = (person(f"{code} (made up)", code, number) for number, code in codes)
    held = visit_in(tmp_path, lead)
    draw(held.visit, tmp_path)
    held.visit.do(AddMember(card=inspector.card.to_text()))
    held.visit.do(AddMember(card=reader.card.to_text(), role="reader"))
    second, third = (Visit(held.visit.store, author_of(one), Ticking(3600)) for one in (inspector, reader))
    yield Team(held.visit, second, third, tmp_path)
    held.close()


def values(visit: Visit) -> dict[str, list[tuple[str, str]]]:
    """What stands in every cell, by author; a cell that was cleared is as good as one never written."""
    with visit.reading() as read:
        standing: dict[str, list[tuple[str, str]]] = {}
        for live in read.tables.all():
            if live.value is not None:
                standing.setdefault(live.cell, []).append((live.author, repr(live.value)))
    return {cell: sorted(said) for cell, said in standing.items()}


@pytest.mark.parametrize("given", UNDOABLE, ids=str)
def test_a_command_is_undone_and_done_again(team: Team, given: Given) -> None:
    command = team.prepare(given)
    before = values(team.lead)
    team.lead.do(command)
    after = values(team.lead)
    assert after != before

    team.lead.undo()
    assert values(team.lead) == before
    team.lead.redo()
    assert values(team.lead) == after
    team.lead.undo()
    assert values(team.lead) == before
    assert team.lead.store.check_state() == []


def test_every_undoable_command_is_tried() -> None:
    assert {given.do for given in UNDOABLE} == {e.name for e in commands() if e.undoable}


@pytest.mark.parametrize("given", LEAD_ONLY, ids=str)
def test_what_is_the_leads_is_refused_to_an_inspector(team: Team, given: Given) -> None:
    command = team.prepare(given)
    before = values(team.lead)
    with pytest.raises(NotAMember):
        team.inspector.do(command)
    assert values(team.lead) == before


@pytest.mark.parametrize("given", UNDOABLE + LEAD_ONLY, ids=str)
def test_a_reader_writes_nothing(team: Team, given: Given) -> None:
    command = team.prepare(given)
    before = values(team.lead)
    with pytest.raises(NotAMember):
        team.reader.do(command)
    assert values(team.lead) == before


@pytest.mark.parametrize(
    "program",
    [
        "from cafaudit.services.registry import entry_for; print(entry_for('GiveScore').name)",
        "from cafaudit.services.registry import commands; print(*(entry.name for entry in commands()))",
        "from cafaudit.services.script import line_schema; from cafaudit.services.registry import entry_for;"
        "print(line_schema(entry_for('GiveScore'))['properties']['do'])",
        "from cafaudit.services.queries import queries; print('GiveScore', *(one.name for one in queries()))",
    ],
)
def test_what_was_not_loaded_yet_is_found_by_its_name(program: str) -> None:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert "GiveScore" in done.stdout


def test_an_import_loads_no_other_deed() -> None:
    program = "import sys, cafaudit.services.commands.listing, cafaudit.services.visits; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    loaded = set(done.stdout.split())
    assert "cafaudit.services.commands.listing" in loaded
    assert not loaded & {f"cafaudit.services.commands.{part}" for part in ("every", "judging", "scoring")}
