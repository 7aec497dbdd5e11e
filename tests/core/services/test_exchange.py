"""Packs between people: out, in, twice, late, and refused when they are not what they should be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cafaudit.errors import InputRefused, IntegrityFailure, NotAMember
from cafaudit.progress import NO_PROGRESS
from cafaudit.services.checking import check_visit
from cafaudit.services.commands.scoring import GiveReason, GiveScore, ModerateScore
from cafaudit.services.commands.team import AddMember
from cafaudit.services.exchange import join, merge, pack_for
from cafaudit.services.queries.files import reading
from cafaudit.services.queries.overview import conflicts
from cafaudit.services.visits import OpenVisit, open_visit
from cafaudit.team.identity import Identity
from tests.visits import Ticking, draw, person, sampled, visit_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cafaudit.services.visit import Visit

ITEM = "risk-quality"


@dataclass
class Team:
    """A lead and an inspector, each with their own store."""

    folder: Path
    lead: Identity
    other: Identity
    leads: OpenVisit
    others: OpenVisit

    def send(self, sender: str) -> Path:
        path = self.folder / f"{sender}.cafpack"
        if sender == "lead":
            pack_for(self.leads.visit, self.lead, ["I2"], path)
        else:
            pack_for(self.others.visit, self.other, ["L1"], path)
        return path


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    lead, other = person(number=1), person("Inspector (made up)", "I2", number=2)
    leads = visit_in(tmp_path, lead)
    draw(leads.visit, tmp_path)
    leads.visit.do(AddMember(card=other.card.to_text()))
    pack = tmp_path / "start.cafpack"
    pack_for(leads.visit, lead, ["I2"], pack)
    others = open_visit(join(pack, tmp_path / "second", other, lead.card, Ticking(900)), other, Ticking(1000))
    made = Team(tmp_path, lead, other, leads, others)
    yield made
    leads.close()
    others.close()


def digest(visit: Visit) -> str:
    with visit.reading() as read:
        return read.tables.digest()


def test_whoever_joined_sees_the_same_state_and_may_write(team: Team) -> None:
    assert digest(team.others.visit) == digest(team.leads.visit)
    assert sampled(team.others.visit) == sampled(team.leads.visit)
    case = sampled(team.others.visit)[0]
    team.others.visit.do(GiveScore(case=case, item=ITEM, answer="good"))
    merged = merge(team.leads.visit, team.lead, [team.send("other")])
    assert (merged.new, merged.set_aside) == (1, 0)
    assert reading(team.leads.visit, case).answers[ITEM].value == "good"


def test_two_values_for_one_cell_meet_as_a_difference_that_the_lead_settles(team: Team) -> None:
    case = sampled(team.leads.visit)[0]
    team.leads.visit.do(GiveScore(case=case, item=ITEM, answer="inadequate"))
    team.others.visit.do(GiveScore(case=case, item=ITEM, answer="good"))
    merged = merge(team.leads.visit, team.lead, [team.send("other")])
    assert merged.conflicts == 1
    (found,) = conflicts(team.leads.visit)
    assert set(found.values) == {("L1", "inadequate"), ("I2", "good")}
    assert found.crosses_line
    team.leads.visit.do(ModerateScore(case=case, item=ITEM, answer="satisfactory", reason="read together"))
    assert conflicts(team.leads.visit) == ()
    merge(team.others.visit, team.other, [team.send("lead")])
    assert reading(team.others.visit, case).answers[ITEM].value == "satisfactory"
    assert digest(team.others.visit) == digest(team.leads.visit)


def test_a_pack_that_comes_twice_or_late_changes_nothing_more(team: Team) -> None:
    cases = sampled(team.others.visit)
    team.others.visit.do(GiveScore(case=cases[0], item=ITEM, answer="good"))
    early = team.folder / "early.cafpack"
    pack_for(team.others.visit, team.other, ["L1"], early)
    team.others.visit.do(GiveScore(case=cases[1], item=ITEM, answer="good"))
    late = team.send("other")
    first = merge(team.leads.visit, team.lead, [late])
    again = merge(team.leads.visit, team.lead, [late, early])
    assert first.new == 2
    assert again.new == 0
    assert again.digest == first.digest


def test_a_dry_run_tells_and_leaves_everything(team: Team) -> None:
    before = digest(team.leads.visit)
    team.others.visit.do(GiveScore(case=sampled(team.others.visit)[0], item=ITEM, answer="good"))
    assert merge(team.leads.visit, team.lead, [team.send("other")], dry_run=True).new == 1
    assert digest(team.leads.visit) == before


def test_one_cannot_undo_what_somebody_else_changed_since(team: Team) -> None:
    from cafaudit.services.commands.evidence import AddEvidence, ChangeEvidence  # noqa: PLC0415

    made = team.others.visit.do(AddEvidence(text="first words")).made["evidence"]
    merge(team.leads.visit, team.lead, [team.send("other")])
    team.leads.visit.do(ChangeEvidence(evidence=made, text="the lead's words"))
    merge(team.others.visit, team.other, [team.send("lead")])
    with pytest.raises(InputRefused, match="can no longer be undone"):
        team.others.visit.undo()


def test_only_the_lead_does_what_is_the_leads(team: Team) -> None:
    from cafaudit.services.commands.judging import GiveJudgement  # noqa: PLC0415

    area = team.others.visit.framework.areas[0].id
    with pytest.raises(NotAMember, match="Only the lead"):
        team.others.visit.do(GiveJudgement(area=area, grade="good"))


def test_a_stranger_cannot_open_a_pack_nor_send_one(team: Team, tmp_path: Path) -> None:
    stranger = person("Stranger (made up)", "X9", number=9)
    pack = team.send("lead")
    with pytest.raises(NotAMember):
        join(pack, tmp_path / "third", stranger, team.lead.card)
    assert not (tmp_path / "third.cafaudit").exists()
    foreign_folder = tmp_path / "foreign"
    foreign_folder.mkdir()
    foreign = visit_in(foreign_folder, stranger)
    foreign.visit.do(AddMember(card=team.lead.card.to_text()))
    sent = tmp_path / "foreign.cafpack"
    pack_for(foreign.visit, stranger, ["L1"], sent)
    foreign.close()
    with pytest.raises(NotAMember):
        merge(team.leads.visit, team.lead, [sent])


def test_a_damaged_pack_is_refused_whole(team: Team) -> None:
    pack = team.send("other")
    before = digest(team.leads.visit)
    whole = pack.read_bytes()
    for place in (len(whole) // 3, len(whole) // 2, len(whole) - 3):
        pack.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises((IntegrityFailure, NotAMember)):
            merge(team.leads.visit, team.lead, [pack])
    pack.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(IntegrityFailure):
        merge(team.leads.visit, team.lead, [pack])
    assert digest(team.leads.visit) == before


def test_both_stores_hold_after_a_day_of_exchange(team: Team) -> None:
    cases = sampled(team.leads.visit)
    for case in cases:
        team.leads.visit.do(GiveScore(case=case, item=ITEM, answer="good"))
        team.others.visit.do(GiveScore(case=case, item="violence-present", answer="yes"))
    merge(team.leads.visit, team.lead, [team.send("other")])
    merge(team.others.visit, team.other, [team.send("lead")])
    team.others.visit.do(GiveScore(case=cases[0], item="delay-explained", answer="no"))
    merge(team.leads.visit, team.lead, [team.send("other")])
    for held in (team.leads, team.others):
        assert check_visit(held.visit, held.folder, NO_PROGRESS).problems == ()
    assert digest(team.leads.visit) == digest(team.others.visit)


def test_no_pack_goes_out_while_a_text_could_name_a_child(team: Team) -> None:
    case = sampled(team.others.visit)[0]
    name = f"Madeup{int(case[-4:])} Surname{int(case[-4:])}"
    team.others.visit.do(GiveReason(case=case, item=ITEM, text=f"Seen with {name} at home"))
    with pytest.raises(InputRefused, match="no pack was written"):
        team.send("other")
    team.others.visit.do(GiveReason(case=case, item=ITEM, text="Seen with the child at home"))
    assert team.send("other").exists()
