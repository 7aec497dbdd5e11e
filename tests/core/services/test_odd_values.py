"""Values that another program signed break nothing: they have no effect, and a check names them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cafaudit.progress import NO_PROGRESS
from cafaudit.services.checking import check_visit
from cafaudit.services.commands.drawing import DrawSample, NameSeedSource
from cafaudit.services.commands.excluding import ExcludeCases
from cafaudit.services.commands.extending import ExtendSample
from cafaudit.services.commands.late_rules import SayLateRule
from cafaudit.services.commands.listing import FixFrame, GroupFrame, ImportFrame
from cafaudit.services.commands.requesting import FileTurnedUp, ReplaceFile
from cafaudit.services.picture import load_picture
from tests.odd_values import Forger, altered, read_everything
from tests.visits import SEED, case_list, person, sampled, visit_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cafaudit.services.visits import OpenVisit

LEAD = person()
OF_LIST = {"hash", "cases", "excluded", "exclusions", "strata", "group_names"}
"""What is told of a list as it was fixed; the rest of its facts is kept and nowhere read."""


@pytest.fixture
def full(tmp_path: Path) -> Iterator[OpenVisit]:
    """A visit with all that a draw can have round it."""
    held = visit_in(tmp_path, LEAD)
    visit = held.visit
    visit.do(ImportFrame(file=str(case_list(tmp_path / "list.csv"))))
    visit.do(GroupFrame(strata=("office",), names={"Office A": "North"}))
    visit.do(ExcludeCases(kind="listed", cases=("BBC-0001",), reason="Known to a member."))
    visit.do(FixFrame())
    visit.do(SayLateRule())
    visit.do(NameSeedSource(source="dice"))
    visit.do(DrawSample(seed=SEED, size=9))
    late = sampled(visit)[0]
    visit.do(ReplaceFile(case=late, reason="Not found."))
    visit.do(FileTurnedUp(case=late, at="2009-08-19T14:00:00Z"))
    visit.do(ExtendSample(size=2, reason="An office more."))
    yield held
    held.close()


def cells_of(held: OpenVisit, prefix: str) -> list[str]:
    """The cells below a prefix in which something stands; of cases the first alone."""
    with held.visit.reading() as read:
        found = [cell for cell, said in read.tables.under(prefix) if said.value is not None]
    return found if prefix in {"draw/", "frame/"} else found[:1]


@pytest.mark.parametrize("prefix", ["draw/", "frame/", "case/", "assignment/", "reading/"])
def test_no_value_of_a_sample_breaks_what_is_loaded(full: OpenVisit, tmp_path: Path, prefix: str) -> None:
    forger = Forger(full.visit, LEAD)
    cells = cells_of(full, prefix)
    assert cells
    for cell in cells:
        with full.visit.reading() as read:
            true: Any = read.tables.settled(cell).value
        if cell == "frame/fixed":
            true = {name: said for name, said in true.items() if name in OF_LIST}
        stood = 0
        for odd in altered(true):
            if forger.says((cell, odd)):
                stood += 1
                read_everything(full.visit, tmp_path)
        assert stood  # a cleared value at least
        forger.says((cell, true))


def test_an_odd_draw_is_named_by_a_check_and_the_true_one_stands(full: OpenVisit) -> None:
    before = load_picture(full.visit, with_history=False)
    with full.visit.reading() as read:
        true = read.tables.settled("draw/1/drawn").value
    assert isinstance(true, dict)
    assert not Forger(full.visit, LEAD).says(("draw/1/drawn", {**true, "sizes": None}))
    assert load_picture(full.visit, with_history=False).draws == before.draws
    report = check_visit(full.visit, full.folder, NO_PROGRESS)
    assert report.ok
    [named] = report.without_effect
    assert "Lead (made up) has no effect: what it says cannot stand in draw/1/drawn." in named
