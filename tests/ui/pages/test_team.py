"""The Team page by keyboard: somebody joins, packs go out and in, differences are settled; all made up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication

from cafaudit.services.commands.scoring import GiveReason, GiveScore
from cafaudit.services.commands.team import AddMember
from cafaudit.services.exchange import join, pack_for
from cafaudit.services.picture import load_picture
from cafaudit.services.queries.overview import conflicts
from cafaudit.services.visits import open_visit, opened
from cafaudit.team.identity import Card, Identity
from tests.core.team.people import person
from tests.ui.hands import CTRL, Hands, Key
from tests.ui.in_window import Files, in_window
from tests.ui.showing import find
from tests.ui.visits import drawn_visit, planned_visit
from tests.visits import sampled
from ui.desk import Desk
from ui.pages.team import TeamPage
from ui.widgets.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from cafaudit.services.visit import Visit
    from tests.ui.showing import Show


@dataclass
class Team:
    """A lead at their desk, an inspector elsewhere with the same three files, and what they answer."""

    folder: Path
    lead: Identity
    other: Identity
    desk: Desk
    elsewhere: Path
    cases: list[str]

    def score(self, *answers: tuple[int, str, str]) -> None:
        """Let both answer the area of risk: (number of the file, the lead's grade, the other's)."""
        with opened(self.elsewhere, self.other) as visit:
            for place, mine, theirs in answers:
                self.desk.visit.do(GiveScore(case=self.cases[place], item="risk", answer=mine))
                visit.do(GiveScore(case=self.cases[place], item="risk", answer=theirs))
            visit.do(GiveReason(case=self.cases[0], item="risk", text="read at court"))
        self.desk.forget()

    def hand_in(self) -> Path:
        """Write the other's pack for the lead."""
        pack = self.folder / "hand-in.cafpack"
        with opened(self.elsewhere, self.other) as visit:
            pack_for(visit, self.other, ["L1"], pack)
        return pack


@pytest.fixture
def team(tmp_path: Path, desk_for: Callable[..., Desk]) -> Team:
    lead, other = person("Lead (made up)", "L1"), person("Inspector (made up)", "I2")
    held = drawn_visit(tmp_path, size=3, lead=lead)
    held.visit.do(AddMember(card=other.card.to_text()))
    start = tmp_path / "start.cafpack"
    pack_for(held.visit, lead, ["I2"], start)
    elsewhere = join(start, tmp_path / "elsewhere", other, lead.card)
    return Team(tmp_path, lead, other, desk_for(held), elsewhere, sampled(held.visit))


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def page(team: Team, files: Files, show: Show) -> TeamPage:
    return in_window(show, TeamPage(team.desk, team.lead, files), "team")


@pytest.fixture
def hands(qtbot: QtBot, team: Team) -> Hands:
    return Hands(qtbot, team.desk)


def rows(page: TeamPage) -> list[str]:
    model = page.conflicts
    return [" | ".join(model.index(at, c).data() for c in range(4)) for at in range(model.rowCount())]


def value_of(visit: Visit, case: str) -> str:
    readings = load_picture(visit, with_history=False).readings
    return next(r for r in readings if r.case == case).answers["risk"].value


def test_a_pack_that_came_in_is_merged_and_its_conflicts_shown(
    page: TeamPage, team: Team, files: Files, hands: Hands
) -> None:
    team.score((0, "good", "satisfactory"), (1, "good", "good"))
    files.answer = team.hand_in()
    assert page.packs.merge.hasFocus()
    hands.press(Key.Key_Space)
    assert page.message.text() == "Pack merged: 3 new, 1 conflict"
    assert rows(page) == [f"{team.cases[0]} | 2 Risk and domestic violence | I2 Satisfactory, L1 Good | –"]


def test_settle_leads_from_the_result_to_the_conflicts(
    page: TeamPage, team: Team, files: Files, hands: Hands
) -> None:
    team.score((0, "good", "satisfactory"))
    files.answer = team.hand_in()
    hands.press(Key.Key_Space)
    find(page, Button, "message_link").setFocus()
    hands.press(Key.Key_Return)
    assert page.conflict_table.hasFocus()


def test_those_that_cross_the_line_come_first(page: TeamPage, team: Team, files: Files, hands: Hands) -> None:
    team.score((0, "good", "satisfactory"), (1, "satisfactory", "inadequate"), (2, "outstanding", "good"))
    files.answer = team.hand_in()
    hands.press(Key.Key_Space)
    assert [row.rpartition(" | ")[2] for row in rows(page)] == ["crosses", "–", "–"]
    assert page._conflict_head._text.text() == "Conflicts to settle  3, 1 across the line"


def test_a_conflict_is_settled_with_a_decision_and_its_reason_and_the_next_one_is_there(
    page: TeamPage, team: Team, files: Files, hands: Hands
) -> None:
    team.score((0, "good", "inadequate"), (1, "good", "satisfactory"))
    files.answer = team.hand_in()
    hands.press(Key.Key_Space)
    page.conflict_table.setFocus()
    hands.press(Key.Key_Return)
    assert page.settle.decision.hasFocus()
    assert [page.settle.decision.itemText(at) for at in range(5)] == [
        "Inadequate",
        "Good",
        "Outstanding",
        "Satisfactory",
        "Not applicable",
    ]
    hands.press(Key.Key_Down, Key.Key_Tab)
    hands.write("The order was made after the reading.")
    hands.press(Key.Key_Return, held=CTRL)
    assert value_of(team.desk.visit, team.cases[0]) == "good"
    assert len(conflicts(team.desk.visit)) == 1
    assert page.conflict_table.hasFocus()
    assert page.settle.reason.toPlainText() == ""
    assert team.cases[1] in page.settle.what.text()


def test_a_decision_without_a_reason_is_refused_at_the_reason(
    page: TeamPage, team: Team, files: Files, hands: Hands
) -> None:
    team.score((0, "good", "inadequate"))
    files.answer = team.hand_in()
    hands.press(Key.Key_Space)
    page.settle.reason.setFocus()
    hands.press(Key.Key_Return, held=CTRL)
    assert "reason" in page.settle._reason_field.line.text()
    assert len(conflicts(team.desk.visit)) == 1


def test_the_reasons_of_both_are_read_before_deciding(
    page: TeamPage, team: Team, files: Files, hands: Hands
) -> None:
    team.score((0, "good", "inadequate"))
    team.desk.visit.do(GiveReason(case=team.cases[0], item="risk", text="read again in May"))
    files.answer = team.hand_in()
    hands.press(Key.Key_Space)
    said = page.conflicts.row_at(0).reasons
    assert "I2: read at court" in said
    assert "L1: read again in May" in said


def test_a_pack_that_is_none_is_refused_in_words_and_nothing_is_merged(
    page: TeamPage, team: Team, files: Files, hands: Hands
) -> None:
    bad = team.folder / "bad.cafpack"
    bad.write_bytes(b"no pack at all")
    files.answer = bad
    hands.press(Key.Key_Space)
    assert page.message.isVisible()
    assert "pack" in page.message.text().lower()
    assert page.packs.merge.hasFocus()
    assert page.packs.progress.isHidden()


@pytest.mark.usefixtures("page")
def test_other_views_hear_of_what_a_pack_brought(team: Team, files: Files, hands: Hands) -> None:
    team.score((0, "good", "satisfactory"))
    heard: set[str] = set()
    team.desk.changed.connect(lambda changes, _: heard.update(changes.cells))
    files.answer = team.hand_in()
    hands.press(Key.Key_Space)
    assert f"score/{team.cases[0]}/1/risk" in heard


def test_a_pack_is_made_for_somebody_and_says_how_many_events_it_carries(
    page: TeamPage, team: Team, files: Files, hands: Hands
) -> None:
    files.answer = team.folder / "for them"
    find(page, Button, "make_pack").setFocus()
    hands.press(Key.Key_Space)
    written = team.folder / "for them.cafpack"
    assert written.stat().st_size
    assert page.message.text().startswith("Pack 2 for I2 written: ")
    assert files.suggested[0].name == "Brackwater for I2.cafpack"


def test_somebody_is_taken_into_the_team_by_the_card_they_sent(
    page: TeamPage, team: Team, files: Files, hands: Hands, tmp_path: Path
) -> None:
    third = person("Third (made up)", "I3")
    files.answer = tmp_path / "third.txt"
    files.answer.write_text(third.card.to_text())
    find(page, Button, "card_file").setFocus()
    hands.press(Key.Key_Space)
    assert page.add.add.hasFocus()
    hands.press(Key.Key_Space)
    people = load_picture(team.desk.visit, with_history=False).people
    assert ("I3", "inspector") in {(one.code, one.role) for one in people}
    assert page.members.rowCount() == 3
    assert page.message.text().startswith("Third (made up) joined as inspector.")


def test_a_text_that_is_no_card_is_refused_at_the_field(page: TeamPage, hands: Hands) -> None:
    page.add.card.setFocus()
    hands.write("hello")
    page.add.add.setFocus()
    hands.press(Key.Key_Space)
    assert "card" in page.add._field.line.text().lower()
    assert page.members.rowCount() == 2


def test_ones_own_card_is_copied_and_saved(
    page: TeamPage, team: Team, files: Files, hands: Hands, tmp_path: Path
) -> None:
    files.answer = tmp_path / "mine.txt"
    find(page, Button, "copy_card").setFocus()
    hands.press(Key.Key_Space)
    assert Card.from_text(QGuiApplication.clipboard().text()).author == team.lead.author
    find(page, Button, "save_card").setFocus()
    hands.press(Key.Key_Space)
    assert Card.from_text(files.answer.read_text()).author == team.lead.author


def test_alone_in_the_team_no_pack_can_be_made_and_the_page_says_why(
    tmp_path: Path, desk_for: Callable[..., Desk], show: Show
) -> None:
    lead = person("Lead (made up)", "L1")
    page = in_window(show, TeamPage(desk_for(planned_visit(tmp_path, lead)), lead, Files()), "team")
    assert page.packs.make.isHidden()
    assert page.packs._nobody.isVisible()
    assert page._no_conflicts.text() == "Nobody differs on any answer."


def test_an_inspector_sees_conflicts_and_settles_none(
    team: Team, desk_for: Callable[..., Desk], show: Show
) -> None:
    team.score((0, "good", "satisfactory"))
    back = team.folder / "back.cafpack"
    pack_for(team.desk.visit, team.lead, ["I2"], back)
    held = open_visit(team.elsewhere, team.other)
    files = Files(back)
    page = in_window(show, TeamPage(desk_for(held), team.other, files), "team")
    page.packs.merge.click()
    page._desk._writing.finish()
    assert page.conflicts.rowCount() == 1
    assert page.settle.settle.isHidden()
    assert "Only the lead settles" in page.settle._nothing.text()
    assert page._add_part.isHidden()
