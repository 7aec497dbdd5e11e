"""Dealing: reserves travel with whoever reads their stratum, so that people apart never take the same one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.domain.picture import SampledCase
from cafaudit.errors import InputRefused, NotAMember
from cafaudit.services.commands.dealing import AssignFiles, DealFiles, Hands
from cafaudit.services.commands.extending import ExtendSample
from cafaudit.services.commands.requesting import FileTurnedUp, GiveUpFile, ReplaceFile
from cafaudit.services.commands.scoring import GiveScore
from cafaudit.services.commands.team import AddMember
from cafaudit.services.drawn_files import reserves_for
from cafaudit.services.exchange import join, merge, pack_for
from cafaudit.services.picture import load_picture
from cafaudit.services.queries.files import reading, sampled_cases
from cafaudit.services.queries.judging import counted_files
from cafaudit.services.queries.requests import not_produced
from cafaudit.services.visits import OpenVisit, open_visit
from cafaudit.team.identity import Identity
from tests.visits import Ticking, draw, person, sampled, visit_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cafaudit.services.visit import Visit

ITEM = "risk-quality"
CODES = ("L1", "I2", "I3")


@dataclass
class Team:
    """A lead and two inspectors; everybody who has joined has a store of their own."""

    folder: Path
    people: dict[str, Identity]
    copies: dict[str, OpenVisit] = field(default_factory=dict)
    packs: int = 0

    def visit(self, code: str) -> Visit:
        return self.copies[code].visit

    def pack(self, sender: str, *to: str) -> Path:
        self.packs += 1
        path = self.folder / f"{self.packs}.cafpack"
        pack_for(self.visit(sender), self.people[sender], to, path)
        return path

    def joins(self, code: str) -> None:
        me, lead = self.people[code], self.people["L1"]
        start = Ticking(3600 * int(code[1]))
        place = join(self.pack("L1", code), self.folder / code, me, lead.card, start)
        self.copies[code] = open_visit(place, me, start)

    def dealt_apart(self) -> tuple[Visit, Visit]:
        """Deal the files to all and let the first inspector go: the visit of the lead, and theirs."""
        self.visit("L1").do(DealFiles(readers=CODES))
        self.joins("I2")
        return self.visit("L1"), self.visit("I2")

    def merges(self, into: str, *senders: str) -> None:
        packs = [self.pack(sender, into) for sender in senders]
        merge(self.visit(into), self.people[into], packs)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    people = {code: person(f"{code} (made up)", code, number) for number, code in enumerate(CODES, start=1)}
    made = Team(tmp_path, people, {"L1": visit_in(tmp_path, people["L1"])})
    lead = made.visit("L1")
    draw(lead, tmp_path, cases=90, size=18)
    for code in CODES[1:]:
        lead.do(AddMember(card=people[code].card.to_text()))
    yield made
    for held in made.copies.values():
        held.close()


def places(visit: Visit, role: str) -> list[SampledCase]:
    return [case for case in sampled_cases(visit) if case.role == role]


def readers(visit: Visit) -> dict[str, str]:
    return {case.ref: case.reader for case in sampled_cases(visit)}


def own_file(visit: Visit, code: str, stratum: str = "") -> SampledCase:
    return next(c for c in places(visit, "sample") if c.reader == code and stratum in {"", c.stratum})


def test_everybody_holds_reserves_of_the_strata_that_they_read(team: Team) -> None:
    lead = team.visit("L1")
    lead.do(DealFiles(readers=CODES))
    sample, reserve = (
        {(case.reader, case.stratum) for case in places(lead, role)} for role in ("sample", "reserve")
    )
    assert reserve == sample
    loads = Counter(case.reader for case in places(lead, "sample"))
    assert set(loads.values()) == {6}


def test_reserves_travel_in_the_start_pack(team: Team) -> None:
    lead, mine = team.dealt_apart()
    assert readers(mine) == readers(lead)
    missing = own_file(mine, "I2")
    made = mine.do(ReplaceFile(case=missing.ref, reason="lost")).made["case"]
    known = next(case for case in places(lead, "reserve") if case.ref == made)
    assert (known.reader, known.stratum) == ("I2", missing.stratum)
    assert next(c for c in sampled_cases(mine) if c.ref == made).file_location


def test_two_apart_replace_and_meet_without_a_conflict(team: Team) -> None:
    lead = team.visit("L1")
    lead.do(DealFiles(readers=CODES))
    before = len(places(lead, "sample"))
    team.joins("I2")
    team.joins("I3")
    taken = []
    for code in CODES:
        visit = team.visit(code)
        stratum = places(visit, "sample")[0].stratum
        missing = own_file(visit, code, stratum)
        taken.append(visit.do(ReplaceFile(case=missing.ref, reason="lost")).made["case"])
        visit.do(GiveScore(case=taken[-1], item=ITEM, answer="good"))
    assert len(set(taken)) == len(CODES)
    team.merges("L1", "I2", "I3")
    team.merges("I2", "I3", "L1")
    picture = load_picture(lead, with_history=False)
    assert all(len(case.instead_of) <= 1 for case in picture.sample)
    assert len(places(lead, "sample")) == before + 3
    assert {one.case for one in counted_files(picture)} == set(taken)
    told = not_produced(lead)
    assert sum(one.not_produced for one in told.offices) == sum(one.replaced for one in told.offices) == 3
    assert load_picture(team.visit("I2"), with_history=False).digest == picture.digest


def test_nobody_takes_a_reserve_that_was_dealt_to_somebody_else_or_to_nobody(team: Team) -> None:
    lead = team.visit("L1")
    team.joins("I2")
    undealt = team.visit("I2")
    with pytest.raises(InputRefused, match="no reserve of") as refused:
        undealt.do(ReplaceFile(case=sampled(undealt)[0], reason="lost"))
    assert "extend" in refused.value.advice
    lead.do(DealFiles(readers=CODES))
    case = places(lead, "sample")[0]
    own = [c.ref for c in places(lead, "reserve") if (c.reader, c.stratum) == ("L1", case.stratum)]
    missing = case.ref
    for expected in own:
        missing = lead.do(ReplaceFile(case=missing, reason="lost")).made["case"]
        assert missing == expected
    with pytest.raises(InputRefused, match="with others"):
        lead.do(ReplaceFile(case=missing, reason="lost"))


def test_dealing_again_moves_no_file_that_was_begun(team: Team) -> None:
    lead = team.visit("L1")
    lead.do(DealFiles(readers=("L1",)))
    begun, missed, replaced = sampled(lead)[:3]
    lead.do(GiveScore(case=begun, item=ITEM, answer="good"))
    lead.do(GiveUpFile(case=missed, reason="lost"))
    reserve = lead.do(ReplaceFile(case=replaced, reason="lost")).made["case"]
    lead.do(DealFiles(readers=CODES))
    now = readers(lead)
    assert {now[case] for case in (begun, missed, replaced, reserve)} == {"L1"}
    assert set(now.values()) == set(CODES)


def test_dealing_again_to_the_same_people_moves_nothing(team: Team) -> None:
    lead = team.visit("L1")
    lead.do(DealFiles(readers=CODES))
    before = readers(lead)
    assert lead.do(DealFiles(readers=CODES)).cells == frozenset()
    assert readers(lead) == before


def test_after_the_first_pack_a_reserve_stays_with_whom_it_was_dealt_to(team: Team) -> None:
    lead = team.visit("L1")
    lead.do(DealFiles(readers=CODES))
    lead.do(DealFiles(readers=("L1", "I2")))
    assert "I3" not in readers(lead).values()
    lead.do(DealFiles(readers=CODES))
    team.joins("I3")
    held = [case.ref for case in places(lead, "reserve") if case.reader == "I3"]
    lead.do(DealFiles(readers=("L1", "I2")))
    assert [case.ref for case in places(lead, "reserve") if case.reader == "I3"] == held
    assert all(case.reader != "I3" for case in places(lead, "sample"))


def test_only_the_lead_deals_and_gives_reserves(team: Team) -> None:
    lead, mine = team.dealt_apart()
    idle = places(mine, "reserve")[0].ref
    with pytest.raises(NotAMember):
        mine.do(AssignFiles(cases=(idle,), reader="I2"))
    with pytest.raises(NotAMember):
        mine.do(DealFiles(readers=("I2",)))
    mine.do(AssignFiles(cases=(sampled(mine)[0],), reader="I2"))
    lead.do(AssignFiles(cases=(idle,), reader="I3"))
    assert readers(lead)[idle] == "I3"


def test_one_reserve_taken_for_two_files_counts_once_and_is_shown_for_both(team: Team) -> None:
    """The lead may move a reserve that its holder, elsewhere, has taken: nothing is lost, and it is told."""
    lead, mine = team.dealt_apart()
    theirs = own_file(mine, "I2")
    taken = mine.do(ReplaceFile(case=theirs.ref, reason="lost")).made["case"]
    own = own_file(lead, "L1", theirs.stratum)
    idle = [c.ref for c in places(lead, "reserve") if (c.reader, c.stratum) == ("L1", own.stratum)]
    lead.do(AssignFiles(cases=tuple(idle), reader="I3"))
    lead.do(AssignFiles(cases=(taken,), reader="L1"))
    assert lead.do(ReplaceFile(case=own.ref, reason="lost")).made["case"] == taken
    team.merges("L1", "I2")
    found = next(case for case in sampled_cases(lead) if case.ref == taken)
    assert (found.role, set(found.instead_of)) == ("sample", {theirs.ref, own.ref})
    lead.do(GiveScore(case=taken, item=ITEM, answer="good"))
    assert [one.case for one in counted_files(load_picture(lead, with_history=False))] == [taken]


def test_a_file_read_by_one_and_replaced_by_another_is_counted_apart(team: Team) -> None:
    lead, mine = team.dealt_apart()
    case = own_file(lead, "L1")
    reserve = lead.do(ReplaceFile(case=case.ref, reason="lost")).made["case"]
    mine.do(GiveScore(case=case.ref, item=ITEM, answer="inadequate"))
    lead.do(GiveScore(case=reserve, item=ITEM, answer="good"))
    team.merges("L1", "I2")
    assert reading(lead, case.ref).mode == "targeted"
    assert {one.case for one in counted_files(load_picture(lead, with_history=False))} == {reserve}
    assert [one.case for one in not_produced(lead).files] == [case.ref]
    lead.do(FileTurnedUp(case=case.ref, at="2009-08-20T15:00:00Z"))
    assert reading(lead, case.ref).state == "open"
    assert {one.case for one in counted_files(load_picture(lead, with_history=False))} == {reserve}


def test_after_an_extension_new_files_and_reserves_are_dealt_and_nothing_begun_moves(team: Team) -> None:
    lead = team.visit("L1")
    lead.do(DealFiles(readers=CODES))
    team.joins("I2")
    begun = own_file(lead, "I2")
    lead.do(GiveScore(case=begun.ref, item=ITEM, answer="good"))
    before = readers(lead)
    lead.do(ExtendSample(size=6, reason="findings differ between offices"))
    lead.do(DealFiles(readers=CODES))
    after = readers(lead)
    assert len(places(lead, "sample")) == 18 + 6
    assert all(after.values())
    assert after[begun.ref] == before[begun.ref]
    held = [case.ref for case in places(lead, "reserve") if before.get(case.ref, "L1") not in {"", "L1"}]
    assert {case: after[case] for case in held} == {case: before[case] for case in held}
    loads = Counter(case.reader for case in places(lead, "sample"))
    assert max(loads.values()) - min(loads.values()) <= 1


def test_a_reserve_that_an_extension_took_while_its_holder_replaced_with_it_is_one_file(team: Team) -> None:
    lead, mine = team.dealt_apart()
    missing = own_file(mine, "I2")
    taken = mine.do(ReplaceFile(case=missing.ref, reason="lost")).made["case"]
    mine.do(GiveScore(case=taken, item=ITEM, answer="good"))
    lead.do(ExtendSample(per_stratum={missing.stratum: 3}, reason="too few"))
    assert taken in sampled(lead)
    team.merges("L1", "I2")
    assert sampled(lead).count(taken) == 1
    assert len(sampled(lead)) == 18 + 3
    assert [one.case for one in counted_files(load_picture(lead, with_history=False))] == [taken]
    (told,) = not_produced(lead).files
    assert told.replaced_by == (taken,)


STRATA = st.sampled_from(("early", "private", "public"))
ROLES = st.sampled_from(("sample", "reserve"))


@given(st.lists(STRATA, max_size=60), st.integers(min_value=1, max_value=4))
def test_files_are_dealt_fairly_within_each_stratum_and_in_all(files: list[str], people: int) -> None:
    hands = Hands(("A", "B", "C", "D")[:people])
    for stratum in sorted(files):
        hands.give(hands.least(stratum), stratum)
    for stratum in set(files):
        counts = [hands.of_stratum[who, stratum] for who in hands.readers]
        assert max(counts) - min(counts) <= 1
    counts = [hands.of_all[who] for who in hands.readers]
    assert max(counts) - min(counts) <= 1


@given(
    st.lists(st.tuples(STRATA, st.sampled_from(("sample", "reserve")), st.sampled_from(("", "A", "B", "C"))))
)
def test_what_two_people_may_take_never_meets(dealt: list[tuple[str, str, str]]) -> None:
    queue = [
        SampledCase(ref=f"C-{n}", stratum=stratum, ticket="", role=role, order=n, draw=1, reader=reader)
        for n, (stratum, role, reader) in enumerate(dealt)
    ]
    for stratum in ("early", "private", "public"):
        lead = reserves_for(queue, stratum, "A", leads=True)
        others = [reserves_for(queue, stratum, code, leads=False) for code in ("B", "C")]
        taken = [one.ref for some in (lead, *others) for one in some]
        assert len(taken) == len(set(taken))
        idle = [one.ref for one in queue if (one.stratum, one.role) == (stratum, "reserve")]
        assert sorted(taken) == sorted(idle)
