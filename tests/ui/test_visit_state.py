"""Header and side bar follow the visit without reading all of it. All made up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from cafaudit.services.commands.concerns import ConcludeConcern, RaiseConcern, TellConcern
from cafaudit.services.commands.dealing import DealFiles
from cafaudit.services.commands.details import DescribeVisit, MoveToStep
from cafaudit.services.commands.readings import LockReading
from cafaudit.services.commands.scoring import GiveScore
from cafaudit.services.commands.team import AddMember
from cafaudit.services.exchange import join, merge, pack_for
from cafaudit.services.queries.files import sampled_cases
from cafaudit.services.visit_places import VisitPlaces
from cafaudit.services.visits import open_visit
from tests.core.team.people import person
from tests.ui.visits import drawn_visit
from ui.one_visit import OneVisit
from ui.outside import Surroundings
from ui.visit_state import differing_after, read_counts, read_heading, state_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cafaudit.services.visits import OpenVisit

ME = person("Lead Inspector", "Lead")


@pytest.fixture
def held(tmp_path: Path) -> Iterator[OpenVisit]:
    made = drawn_visit(tmp_path, size=6, lead=ME)
    yield made
    made.close()


def files(held: OpenVisit) -> list[str]:
    return [case.ref for case in sampled_cases(held.visit) if case.role == "sample"]


def test_the_heading_says_step_day_and_open_concerns(held: OpenVisit) -> None:
    begins, ends = date(2009, 8, 17), date(2009, 8, 19)
    held.visit.do(DescribeVisit(service_area="Brackwater", visit_from=begins, visit_to=ends))
    held.visit.do(MoveToStep(step="on-site"))
    first = held.visit.do(RaiseConcern(text="One")).made["concern"]
    held.visit.do(RaiseConcern(text="Two"))
    held.visit.do(TellConcern(concern=first, post="Head of Service", at="12:05"))
    held.visit.do(ConcludeConcern(concern=first, conclusion="Passed on"))
    heading = read_heading(held.visit)
    assert (heading.name, heading.me, heading.open_concerns) == ("Brackwater", "Lead", 1)
    assert state_in_words(heading, date(2009, 8, 18)) == "On site · day 2 of 3"
    assert state_in_words(heading, date(2009, 8, 20)) == "On site"


def test_files_of_others_and_closed_ones_do_not_wait_for_me(held: OpenVisit) -> None:
    assert read_counts(held.visit, "Lead").waiting == 6
    held.visit.do(AddMember(card=person("Made Up Colleague", "I2").card.to_text()))
    held.visit.do(DealFiles(readers=("Lead", "I2")))
    mine = [case.ref for case in sampled_cases(held.visit) if case.reader == "Lead" and case.role == "sample"]
    held.visit.do(LockReading(case=mine[0]))
    assert read_counts(held.visit, "Lead").waiting == len(mine) - 1


def test_differences_are_known_after_a_merge_and_gone_once_people_agree(
    held: OpenVisit, tmp_path: Path
) -> None:
    colleague = person("Made Up Colleague", "I2")
    case, area = files(held)[0], held.visit.framework.areas[0].id
    held.visit.do(AddMember(card=colleague.card.to_text()))
    pack_for(held.visit, ME, ["I2"], tmp_path / "out.cafpack")
    copy = open_visit(join(tmp_path / "out.cafpack", tmp_path / "Copy", colleague, ME.card), colleague)
    try:
        copy.visit.do(GiveScore(case=case, item=area, answer="good"))
        pack_for(copy.visit, colleague, ["Lead"], tmp_path / "back.cafpack")
    finally:
        copy.close()
    held.visit.do(GiveScore(case=case, item=area, answer="inadequate"))
    merge(held.visit, ME, [tmp_path / "back.cafpack"])
    differing = read_counts(held.visit, "Lead").conflicts
    assert len(differing) == 1
    changes = held.visit.do(GiveScore(case=case, item=area, answer="good"))
    assert differing_after(held.visit, differing, changes.cells) == frozenset()
    assert differing_after(held.visit, differing, {"why/x/1/y"}) == differing


def test_header_and_side_bar_follow_what_is_done(tmp_path: Path, qtbot: QtBot) -> None:
    held = drawn_visit(tmp_path, size=6, lead=ME)
    outside = Surroundings(profile=tmp_path, visits=tmp_path)
    one = OneVisit(held, ME, VisitPlaces(tmp_path, ME, tmp_path), outside)
    try:
        one.window.resize(1366, 768)
        qtbot.addWidget(one.window)
        one.begin()
        one.window.show()

        def entry(page: str) -> str:
            return next(e.count for e in one.window.side_bar._entries if e.page == page)

        qtbot.waitUntil(lambda: entry("read") == "6")
        one.desk.do(LockReading(case=files(held)[0]))
        qtbot.waitUntil(lambda: entry("read") == "5")
        one.desk.do(RaiseConcern(text="One"))
        qtbot.waitUntil(lambda: entry("concerns") == "1")
        one.desk.do(DescribeVisit(service_area="Brackwater"))
        qtbot.waitUntil(lambda: "Brackwater" in one.window.header._visit.text())
    finally:
        one.close()
