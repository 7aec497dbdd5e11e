"""What looks like a name may be allowed, with a reason and without being written down. Made-up names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cafaudit.errors import InputRefused, NotAMember
from cafaudit.services.commands.allowing import AllowWord, DisallowWord
from cafaudit.services.commands.drawing import DrawSample
from cafaudit.services.commands.evidence import AddEvidence
from cafaudit.services.commands.listing import FixFrame, ImportFrame
from cafaudit.services.commands.readings import LockReading
from cafaudit.services.commands.scoring import GiveReason
from cafaudit.services.commands.team import AddMember
from cafaudit.services.documents import export_workbook
from cafaudit.services.exchange import join, merge, pack_for
from cafaudit.services.firewall import KEY_SETTING, firewall_of
from cafaudit.services.queries import ask
from cafaudit.services.queries.reading import read_case
from cafaudit.services.visits import OpenVisit, open_visit
from cafaudit.team.identity import Identity
from tests.visits import Ticking, case_list, draw, person, sampled, visit_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cafaudit.services.visit import Visit

NAME = "Madeup3 Surname3"
NAMED = f"{NAME} was seen alone."
REASON = "The hall in the market square is called so."


def severities(visit: Visit, text: str) -> list[str]:
    return [mark.severity for mark in firewall_of(visit).scan(text)]


@pytest.mark.parametrize(
    "text", [NAME, "surname3, madeup3", "15/03/2001", "020 7946 0018", "BS1 4ZZ", "some.one@example.org"]
)
def test_an_allowed_text_no_longer_blocks_and_says_why(drawn: Visit, text: str) -> None:
    written = f"At {NAME if 'urname' in text else text} by the river."
    assert severities(drawn, written)[0] == "block"
    drawn.do(AllowWord(text=text, reason=REASON))
    assert severities(drawn, written) == ["allowed"]
    assert REASON in firewall_of(drawn).scan(written)[0].say


def test_what_is_allowed_is_allowed_in_every_way_of_writing_it_and_nothing_else(drawn: Visit) -> None:
    drawn.do(AllowWord(text=NAME, reason=REASON))
    for other in ("SURNAME3, Madeup3", "madeup3 surname3's", "Madeup3\u00a0Surname3"):
        assert "block" not in severities(drawn, f"At {other}.")
    assert severities(drawn, "We spoke with Surname3.") == ["warn"]
    drawn.do(AllowWord(text="29/03/2001", reason="The day of the order."))
    assert "block" in severities(drawn, "It was 14/03/2001.")


def test_the_journal_holds_the_reason_and_never_the_text(drawn: Visit) -> None:
    done = drawn.do(AllowWord(text=NAME, reason=REASON))
    with drawn.reading() as read:
        written = b"".join(event.payload_bytes or b"" for event in read.events())
    assert REASON.encode() in written
    assert b"urname3" not in written
    assert "urname3" not in done.summary
    (one,) = ask(drawn, "allowed")
    assert one == {"id": one["id"], "kind": "name", "reason": REASON, "by": "L1", "at": one["at"]}


@pytest.mark.parametrize(
    "reason", [f"{NAME} is a hall.", "It is a hall: surname3, MADEUP3.", "Ring 020 7946 0018."]
)
def test_a_reason_that_writes_it_down_after_all_is_refused(drawn: Visit, reason: str) -> None:
    with pytest.raises(InputRefused, match="repeats"):
        drawn.do(AllowWord(text=NAME, reason=reason))
    assert not ask(drawn, "allowed")


@pytest.mark.parametrize(
    ("text", "reason"), [("", REASON), (NAME, " "), ("of the", REASON), ("x " * 60, REASON)]
)
def test_what_cannot_be_allowed_is_refused(drawn: Visit, text: str, reason: str) -> None:
    with pytest.raises(InputRefused):
        drawn.do(AllowWord(text=text, reason=reason))


def test_a_copy_without_the_key_of_the_visit_says_what_to_do(drawn: Visit) -> None:
    with drawn.store.unit_of_work() as work:
        work.local.set_setting(KEY_SETTING, "")
    with pytest.raises(InputRefused, match="cannot keep what is allowed") as refusal:
        drawn.do(AllowWord(text=NAME, reason=REASON))
    assert "pack" in refusal.value.advice


def test_nothing_is_allowed_twice(drawn: Visit) -> None:
    drawn.do(AllowWord(text=NAME, reason=REASON))
    with pytest.raises(InputRefused, match="allowed already"):
        drawn.do(AllowWord(text="Surname3, Madeup3", reason="Once more."))


def test_a_reading_is_locked_and_a_document_leaves_once_the_name_is_allowed(
    drawn: Visit, tmp_path: Path
) -> None:
    case = sampled(drawn)[0]
    drawn.do(GiveReason(case=case, item="risk-quality", text=NAMED))
    with pytest.raises(InputRefused):
        drawn.do(LockReading(case=case))
    made = drawn.do(AllowWord(text=NAME, reason=REASON)).made["allowance"]
    drawn.do(LockReading(case=case))
    assert read_case(drawn, case).reading.state == "locked"
    export_workbook(drawn, tmp_path / "book.xlsx")
    drawn.do(DisallowWord(allowance=made, reason="Somebody was meant."))
    assert severities(drawn, NAMED)[0] == "block"
    with pytest.raises(InputRefused, match="no workbook was written"):
        export_workbook(drawn, tmp_path / "again.xlsx")
    assert not ask(drawn, "allowed")


@dataclass
class Team:
    """A lead and an inspector, each with their own store."""

    folder: Path
    lead: Identity
    other: Identity
    leads: OpenVisit
    others: OpenVisit

    def to_other(self) -> None:
        path = self.folder / "out.cafpack"
        pack_for(self.leads.visit, self.lead, ["I2"], path)
        merge(self.others.visit, self.other, [path])

    def to_lead(self) -> None:
        path = self.folder / "back.cafpack"
        pack_for(self.others.visit, self.other, ["L1"], path)
        merge(self.leads.visit, self.lead, [path])


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """A team whose inspector joined before there was a list."""
    lead, other = person(number=1), person("Inspector (made up)", "I2", number=2)
    leads = visit_in(tmp_path, lead)
    leads.visit.do(AddMember(card=other.card.to_text()))
    pack = tmp_path / "start.cafpack"
    pack_for(leads.visit, lead, ["I2"], pack)
    others = open_visit(join(pack, tmp_path / "second", other, lead.card, Ticking(900)), other, Ticking(1000))
    yield Team(tmp_path, lead, other, leads, others)
    leads.close()
    others.close()


def test_whoever_joined_before_the_list_marks_names_after_the_next_pack(team: Team) -> None:
    draw(team.leads.visit, team.folder)
    case = int(sampled(team.leads.visit)[0][-4:])
    text = f"Saw Madeup{case} Surname{case}."
    assert severities(team.others.visit, text) == []
    team.to_other()
    assert severities(team.others.visit, text)[0] == "block"


def test_before_the_draw_no_mark_of_the_list_leaves(team: Team) -> None:
    team.leads.visit.do(ImportFrame(file=str(case_list(team.folder / "list.csv"))))
    team.to_other()
    with team.others.visit.reading() as read:
        assert read.frames.fingerprints() == frozenset()


def test_marks_of_a_later_draw_stay_at_the_members_when_an_older_pack_comes_after(team: Team) -> None:
    visit = team.leads.visit
    draw(visit, team.folder, size=3)
    older, newer = team.folder / "older.cafpack", team.folder / "newer.cafpack"
    pack_for(visit, team.lead, ["I2"], older)
    with visit.reading() as read:
        first = read.frames.fingerprints()
    visit.do(DrawSample(seed="6 6 6 6", size=30, reason="Too few."))
    visit.do(ImportFrame(file=str(team.folder / "list.csv")))
    pack_for(visit, team.lead, ["I2"], newer)
    merge(team.others.visit, team.other, [newer, older])
    with visit.reading() as read, team.others.visit.reading() as there:
        assert first < read.frames.fingerprints() <= there.frames.fingerprints()


def test_what_one_member_allows_is_allowed_for_all(team: Team) -> None:
    draw(team.leads.visit, team.folder)
    team.to_other()
    case = sampled(team.others.visit)[0]
    named = f"Madeup{int(case[-4:])} Surname{int(case[-4:])}"
    team.others.visit.do(AddEvidence(text=f"Seen by {named}.", case=case))
    team.others.visit.do(AllowWord(text=named, reason=REASON, id="w1"))
    team.to_lead()
    assert severities(team.leads.visit, f"By {named}.") == ["allowed"]
    assert ask(team.leads.visit, "allowed")[0]["by"] == "I2"


def test_only_the_lead_takes_back_what_somebody_else_allowed(team: Team) -> None:
    draw(team.leads.visit, team.folder)
    team.to_other()
    team.leads.visit.do(AllowWord(text=NAME, reason=REASON, id="w1"))
    team.to_other()
    with pytest.raises(NotAMember, match="Somebody else"):
        team.others.visit.do(DisallowWord(allowance="w1"))
    team.others.visit.do(AllowWord(text="BS1 4ZZ", reason="The court's own.", id="w2"))
    team.to_lead()
    team.leads.visit.do(DisallowWord(allowance="w2"))
    assert [one["id"] for one in ask(team.leads.visit, "allowed")] == ["w1"]


def test_names_of_a_further_draw_are_known_once_the_list_is_read_in_again(team: Team) -> None:
    visit = team.leads.visit
    path = team.folder / "names.csv"
    path.write_text("Case ID,Case name,Law type\n" + "".join(map(_row, range(200))), encoding="utf-8")
    visit.do(ImportFrame(file=str(path)))
    visit.do(FixFrame())
    first = visit.do(DrawSample(seed="1 2 3 4 5 6 1 2", size=4, seed_source="dice"))
    assert first.warnings == ()
    further = visit.do(DrawSample(seed="6 5 4 3 2 1 6 5", size=9, reason="Too few."))
    assert any("read the list in again" in one for one in further.warnings)
    assert not all(_is_marked(visit, case) for case in sampled(visit))
    visit.do(ImportFrame(file=str(path)))
    assert all(_is_marked(visit, case) for case in sampled(visit))
    known = [number for number in range(200) if _is_marked(visit, f"BBC-{number:04d}")]
    with visit.reading() as read:
        drawn = {cell.split("/")[1] for cell, said in read.tables.under("case/") if said.value}
    assert {f"BBC-{number:04d}" for number in known} == drawn


def _name(number: int) -> str:
    syllables = "".join("bcdfghklmn"[int(digit)] + "aeiou"[int(digit) % 5] for digit in f"{number:04d}")
    return f"{syllables.title()}x {syllables.title()}z"


def _row(number: int) -> str:
    return f"BBC-{number:04d},{_name(number)},Private\n"


def _is_marked(visit: Visit, case: str) -> bool:
    return "block" in severities(visit, f"We saw {_name(int(case[-4:]))} today.")
