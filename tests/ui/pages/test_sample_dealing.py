"""Request lists and dealing on the Sample page, by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt

from cafaudit.services.commands.dealing import DealFiles
from cafaudit.services.commands.team import AddMember
from cafaudit.services.documents import exports_of
from tests.core.team.people import person as someone
from tests.ui.visits import drawn_visit
from ui.models.sample_state import DRAW, REQUESTS
from ui.widgets.choices import CheckBox

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from cafaudit.services.visits import OpenVisit
    from tests.ui.sample_page import AtSample


def new_member(held: OpenVisit) -> str:
    """Take a made-up inspector into the team; returns their code."""
    card = someone("Second Inspector", "HMI 2").card
    held.visit.do(AddMember(card=card.to_text(), role="inspector"))
    return card.code


def test_request_lists_are_saved_printed_and_noted(at_page: AtSample, tmp_path: Path) -> None:
    person = at_page(drawn_visit(tmp_path))
    person.presses(Qt.Key.Key_Return)
    person.at(REQUESTS)
    assert person.page.requests.primary.hasFocus()
    assert person.page.requests.deal.isHidden()
    message = person.page.requests.message
    (folder := tmp_path / "lists").mkdir()
    person.files.answer = folder
    person.part("save_all_requests").click()
    person.waits(lambda: "2 request lists" in message.text())
    assert len(list(folder.glob("*.xlsx"))) == 2
    cast("QWidget", person.page.requests.kind).setFocus()
    person.presses(Qt.Key.Key_Right)
    person.part("save_request").click()
    person.waits(lambda: "Office A.csv" in message.text())
    assert [one.what for one in exports_of(person.desk.visit)] == ["Request list"] * 3
    person.seen("offices").setFocus()
    person.presses(Qt.Key.Key_Down)
    person.part("print_request").click()
    person.waits(lambda: "printed" in message.text())
    assert "Office B" in person.paper.printed[0]
    person.part("print_all_requests").click()
    person.waits(lambda: "2 request lists printed" in message.text())
    assert person.paper.printed[1].count("page-break-before") == 1
    person.files.answer = tmp_path / "not there"
    person.part("save_request").click()
    person.waits(lambda: "There is no folder" in message.text())
    person.presses(Qt.Key.Key_Escape)
    person.at(DRAW)


def test_files_are_dealt_to_the_members_who_are_ticked(at_page: AtSample, tmp_path: Path) -> None:
    held = drawn_visit(tmp_path)
    second = new_member(held)
    person = at_page(held)
    person.presses(Qt.Key.Key_Return)
    person.at(REQUESTS)
    person.part("deal_files").click()
    person.waits(lambda: "dealt" in person.page.requests.message.text())
    sample = [case for case in person.desk.picture.sample if case.role == "sample"]
    assert {case.reader for case in sample} == {"Lead", second}
    assert abs(sum(1 if case.reader == second else -1 for case in sample)) <= 1
    person.seen("reader_Lead").setFocus()
    person.presses(Qt.Key.Key_Space)
    person.part("deal_files").click()
    person.waits(lambda: {case.reader for case in person.desk.picture.sample} == {second})


def test_what_somebody_else_deals_is_shown_at_once(at_page: AtSample, tmp_path: Path) -> None:
    held = drawn_visit(tmp_path)
    second = new_member(held)
    person = at_page(held)
    person.presses(Qt.Key.Key_Return)
    person.at(REQUESTS)
    person.desk.do(DealFiles(readers=(second,)))
    tick = f"{second} · 24 files"
    person.waits(
        lambda: tick in [one.text() for one in person.page.requests.findChildren(CheckBox) if one.isVisible()]
    )
