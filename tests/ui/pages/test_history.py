"""The History page by keyboard: newest first, narrowed by words, people, records; undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cafaudit.domain.picture import HistoryLine
from cafaudit.services.commands.details import DescribeVisit
from cafaudit.services.commands.evidence import AddEvidence
from cafaudit.services.history import history_lines
from tests.ui.hands import Hands, Key
from tests.ui.in_window import in_window
from tests.ui.showing import find
from tests.ui.visits import planned_visit
from ui.models.history_rows import HistoryModel, Wanted, readable
from ui.pages.history import HistoryPage
from ui.widgets.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from tests.ui.showing import Show
    from ui.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, desk_for: Callable[..., Desk]) -> Desk:
    held = planned_visit(tmp_path)
    held.visit.do(DescribeVisit(provider="Brackwater Trust"), at="2009-08-18T09:00:00Z")
    held.visit.do(AddEvidence(text="checks came first", areas=("risk",)), at="2009-08-19T09:00:00Z")
    held.visit.do(DescribeVisit(provider="Brackwater and Combe Trust"), at="2009-08-20T09:00:00Z")
    return desk_for(held)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, show: Show) -> HistoryPage:
    made = HistoryPage(desk)
    with qtbot.waitSignal(made.history_shown):
        in_window(show, made, "history")
    return made


def shown(page: HistoryPage) -> list[str]:
    return [page.model.index(at, 3).data() for at in range(page.model.rowCount())]


def made_up(number: int) -> HistoryLine:
    who = f"I{number % 3}"
    return HistoryLine(
        event=f"{number:064x}",
        author=who,
        seq=number,
        at=f"2009-08-19T{number // 3600 % 24:02d}:{number // 60 % 60:02d}:{number % 60:02d}Z",
        kind="score.set",
        summary=f"GiveScore · score · BBC-{number:05d} · 1 · Risk: Good",
    )


def test_every_event_is_listed_newest_first(page: HistoryPage, desk: Desk) -> None:
    lines = history_lines(desk.visit)
    assert page.model.rowCount() == len(lines)
    at = [line.at for line in lines]
    assert at == sorted(at, reverse=True)
    assert "Describe visit · provider: Brackwater and Combe Trust" in shown(page)
    assert page.head.state.text() == f"{len(lines)} entries, newest first"


def test_words_narrow_it_in_any_order(page: HistoryPage, hands: Hands) -> None:
    assert page.words.hasFocus()
    hands.write("combe provider")
    hands.press(Key.Key_Return)
    assert shown(page) == ["Describe visit · provider: Brackwater and Combe Trust"]
    assert page.head.state.text().startswith("1 of ")


def test_a_kind_of_record_narrows_it(page: HistoryPage, hands: Hands) -> None:
    page.kind.setFocus()
    while page.kind.currentData() != "evidence":
        hands.press(Key.Key_Down)
    assert shown(page)
    assert all("vidence" in text for text in shown(page))


def test_what_somebody_did_is_found_by_their_code(page: HistoryPage, hands: Hands) -> None:
    whole = page.model.rowCount()
    page.author.setFocus()
    hands.press(Key.Key_Down)
    assert page.author.currentData() == "Lead"
    assert page.model.rowCount() == whole


def test_a_new_event_appears_and_what_was_looked_for_stays(
    page: HistoryPage, desk: Desk, hands: Hands
) -> None:
    hands.write("sponsor")
    hands.press(Key.Key_Return)
    assert shown(page) == []
    desk.do(DescribeVisit(sponsor="the Department"))
    hands.settle()
    assert shown(page) == ["Describe visit · sponsor: the Department"]
    assert page.words.text() == "sponsor"


def test_the_step_that_undo_would_take_back_is_shown_and_taken(
    page: HistoryPage, desk: Desk, hands: Hands
) -> None:
    assert "Undo takes back: " in page._step.text()
    find(page, Button, "undo").setFocus()
    hands.press(Key.Key_Space)
    assert desk.picture.details.provider == "Brackwater Trust"
    assert "Redo does again: " in page._step.text()
    find(page, Button, "redo").setFocus()
    hands.press(Key.Key_Return)
    assert desk.picture.details.provider == "Brackwater and Combe Trust"


def test_where_there_is_nothing_to_undo_it_says_so(page: HistoryPage, hands: Hands) -> None:
    find(page, Button, "undo").setFocus()
    hands.press(Key.Key_Space, Key.Key_Space, Key.Key_Space, Key.Key_Space)
    assert "nothing to undo" in page.message.text()


def test_only_pages_that_are_looked_at_are_fetched(qtmodeltester: ModelTester) -> None:
    lines = [made_up(number) for number in range(5_000)]
    model = HistoryModel()
    model.show_lines(lines, Wanted(author="I1"))
    assert model.rowCount() == 1_667
    assert model.index(1_666, 3).data() == "Give score · BBC-04999 · 1 · Risk: Good"
    assert len(model._pages) == 1
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


@pytest.mark.usefixtures("qapp")
def test_a_deed_is_said_in_words_and_its_record_once() -> None:
    assert readable(made_up(7)) == "Give score · BBC-00007 · 1 · Risk: Good"
