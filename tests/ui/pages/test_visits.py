"""The list of visits and the form for a new one, by keyboard. All made up."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cafaudit import assets
from cafaudit.errors import InputRefused
from cafaudit.services.commands.team import AddMember
from cafaudit.services.exchange import pack_for
from cafaudit.services.picture import load_picture
from cafaudit.services.visit_places import VisitPlace, VisitPlaces, join_visit, make_visit
from cafaudit.services.visits import opened
from cafaudit.team.identity import Card
from tests.core.team.people import person
from tests.ui.in_window import Files
from tests.ui.visits import FRAMEWORK, planned_visit
from ui.pages.visits import VisitsPage
from ui.pages.visits_join import JoinVisit
from ui.pages.visits_new import NewVisit
from ui.widgets.buttons import Button
from ui.widgets.choices import ComboField
from ui.widgets.fields import TextField

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Key = Qt.Key
Part = TypeVar("Part", bound=QWidget)
ME = person("Made Up Lead", "Lead")


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def places(tmp_path: Path) -> VisitPlaces:
    (tmp_path / "profile").mkdir()
    return VisitPlaces(tmp_path / "profile", ME, tmp_path / "visits")


@pytest.fixture
def page(places: VisitPlaces, files: Files, show: Callable[[QWidget], QWidget]) -> VisitsPage:
    made = VisitsPage(places, files, ME.card)
    made.resize(1366, 768)
    show(made)
    return made


def seen(places: VisitPlaces, path: Path, name: str, day: int) -> Path:
    path.mkdir(parents=True)
    for file in ("visit.db", "keys.age"):
        (path / file).write_bytes(b"made up")
    places.remember(
        VisitPlace(path=path, name=name, step="On site", opened_at=f"2009-06-{day:02d}T09:00:00Z")
    )
    return path


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(focus(), key)


def write(text: str) -> None:
    QTest.keyClicks(focus(), text)


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget


def part(page: QWidget, kind: type[Part], name: str) -> Part:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def test_an_empty_page_says_what_comes_here_and_begins_with_one_key(page: VisitsPage, qtbot: QtBot) -> None:
    page.show_page()
    qtbot.waitUntil(lambda: focus().objectName() == "first_step")
    press(Key.Key_Return)
    assert focus().objectName() == "service_area"
    assert not part(page, Button, "open_folder").isVisible()


def test_the_arrow_keys_go_through_the_list_and_enter_opens(
    page: VisitsPage, places: VisitPlaces, tmp_path: Path, qtbot: QtBot
) -> None:
    seen(places, tmp_path / "visits" / "Early.cafaudit", "Early", 2)
    late = seen(places, tmp_path / "visits" / "Late.cafaudit", "Late", 9)
    page.show_page()
    first, second = page.list.rows()
    qtbot.waitUntil(first.hasFocus)
    assert first.place.path == late
    press(Key.Key_Up)
    assert first.hasFocus()
    press(Key.Key_Down, Key.Key_Down)
    assert second.hasFocus()
    with qtbot.waitSignal(page.visit_wanted) as wanted:
        press(Key.Key_Return)
    assert wanted.args == [second.place.path]
    press(Key.Key_Tab, Key.Key_Backtab)
    assert second.hasFocus()


def test_a_visit_that_has_gone_says_so_and_is_not_opened(
    page: VisitsPage, places: VisitPlaces, tmp_path: Path, qtbot: QtBot
) -> None:
    places.remember(
        VisitPlace(path=tmp_path / "Gone.cafaudit", name="Gone", opened_at="2009-06-02T09:00:00Z")
    )
    page.show_page()
    (row,) = page.list.rows()
    assert "not there any more" in row.accessibleName()
    qtbot.waitUntil(row.hasFocus)
    with qtbot.assertNotEmitted(page.visit_wanted):
        press(Key.Key_Return)
    assert "Gone.cafaudit" in page.message.text()


def test_the_name_of_a_visit_follows_the_service_area_until_it_is_typed(page: VisitsPage) -> None:
    page.show_form()
    write("Brackwater")
    name = part(page, TextField, "name_of_visit")
    assert name.text() == "Brackwater"
    name.setFocus()
    name.selectAll()
    write("June")
    part(page, TextField, "service_area").setFocus()
    write(" and Combe")
    assert name.text() == "June"


def test_the_form_says_all_that_was_filled_in(
    page: VisitsPage, places: VisitPlaces, qtbot: QtBot, tmp_path: Path
) -> None:
    page.show_form()
    write("Brackwater")
    for name, text in (("area_code", "C9"), ("provider", "A made-up provider")):
        part(page, TextField, name).setFocus()
        write(text)
    framework = part(page, ComboField, "framework")
    assert framework.currentData() == FRAMEWORK
    with qtbot.waitSignal(page.new_visit_wanted) as wanted:
        press(Key.Key_Return)
    assert wanted.args == [
        NewVisit(
            path=tmp_path / "visits" / "Brackwater.cafaudit",
            framework=FRAMEWORK,
            provider="A made-up provider",
            service_area="Brackwater",
            area_code="C9",
        )
    ]
    assert places.usual_folder.is_dir()


def test_another_place_and_a_framework_of_ones_own_can_be_chosen(
    page: VisitsPage, files: Files, qtbot: QtBot, tmp_path: Path
) -> None:
    page.show_form()
    write("Brackwater")
    files.answer = tmp_path
    part(page, Button, "another_place").click()
    own = tmp_path / "own.toml"
    own.write_text(assets.framework_text("blank"), encoding="utf-8")
    files.answer = own
    part(page, Button, "framework_file").click()
    part(page, TextField, "service_area").setFocus()
    with qtbot.waitSignal(page.new_visit_wanted) as wanted:
        press(Key.Key_Return)
    (visit,) = wanted.args
    assert (visit.path, visit.framework) == (tmp_path / "Brackwater.cafaudit", str(own))


def test_a_name_that_cannot_name_a_folder_is_refused_before_anything_is_made(
    page: VisitsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.show_form()
    part(page, TextField, "name_of_visit").setFocus()
    write("a/b")
    with qtbot.assertNotEmitted(page.new_visit_wanted):
        press(Key.Key_Return)
    assert "folder" in part(page, TextField, "name_of_visit").accessibleDescription()
    assert not (tmp_path / "visits").exists()


@pytest.mark.parametrize("filled_in", ["service_area", "name_of_visit"])
def test_without_a_name_one_is_asked_for_until_the_field_changes(
    page: VisitsPage, qtbot: QtBot, filled_in: str
) -> None:
    page.show_form()
    name = part(page, TextField, "name_of_visit")
    with qtbot.assertNotEmitted(page.new_visit_wanted):
        press(Key.Key_Return)
    assert name.accessibleDescription() == "Type a name for the visit."
    assert name.hasFocus()
    part(page, TextField, filled_in).setFocus()
    write("B")
    assert (name.text(), name.accessibleDescription()) == ("B", "")
    assert not name.property("wrong")


def test_joining_without_a_name_asks_for_one_until_the_field_changes(page: VisitsPage, qtbot: QtBot) -> None:
    page.show_join()
    for name in ("join_pack", "join_card"):
        part(page, TextField, name).setFocus()
        write("/somewhere/a.file")
    with qtbot.assertNotEmitted(page.join_wanted):
        press(Key.Key_Return)
    name_field = part(page, TextField, "join_name")
    assert name_field.accessibleDescription() == "Type a name for your copy."
    assert name_field.hasFocus()
    write("B")
    assert name_field.accessibleDescription() == ""


def test_nothing_is_asked_for_twice_while_a_visit_is_being_made(page: VisitsPage, qtbot: QtBot) -> None:
    page.show_form()
    write("Brackwater")
    press(Key.Key_Return)
    page.show_working("Making the visit")
    with qtbot.assertNotEmitted(page.new_visit_wanted):
        part(page, Button, "make_visit").click()
    page.show_refused("It is taken.", "Choose another name.")
    assert focus().objectName() == "name_of_visit"
    with qtbot.waitSignal(page.new_visit_wanted):
        press(Key.Key_Return)


def test_the_way_back_leads_to_the_list(page: VisitsPage, places: VisitPlaces, tmp_path: Path) -> None:
    seen(places, tmp_path / "visits" / "One.cafaudit", "One", 2)
    page.show_page()
    part(page, Button, "new_visit").click()
    assert page.head.title.text() == "New visit"
    part(page, Button, "back").click()
    assert page.head.title.text() == "Visits"


def test_a_colleague_joins_by_pack_and_card_chosen_or_typed(
    page: VisitsPage, files: Files, qtbot: QtBot, tmp_path: Path
) -> None:
    page.show_page()
    part(page, Button, "join").click()
    files.answer = tmp_path / "Brackwater 1.cafpack"
    part(page, Button, "choose_join_pack").click()
    part(page, TextField, "join_card").setFocus()
    write(str(tmp_path / "lead.txt"))
    with qtbot.waitSignal(page.join_wanted) as wanted:
        press(Key.Key_Return)
    assert wanted.args == [
        JoinVisit(
            pack=tmp_path / "Brackwater 1.cafpack",
            card=tmp_path / "lead.txt",
            path=tmp_path / "visits" / "Brackwater 1.cafaudit",
        )
    ]


def test_joining_without_pack_or_card_is_told_at_once(page: VisitsPage, qtbot: QtBot) -> None:
    page.show_join()
    with qtbot.assertNotEmitted(page.join_wanted):
        press(Key.Key_Return)
        write("some.cafpack")
        press(Key.Key_Return)
    assert focus().objectName() == "join_card"
    assert "needed" in part(page, TextField, "join_pack").accessibleDescription()


def test_ones_card_is_written_for_the_lead_with_its_words(
    page: VisitsPage, files: Files, tmp_path: Path
) -> None:
    page.show_page()
    files.answer = tmp_path / "card.txt"
    part(page, Button, "save_card").click()
    assert Card.from_text((tmp_path / "card.txt").read_text(encoding="utf-8")) == ME.card
    assert " ".join(ME.card.words) in page.message.text()
    files.answer = tmp_path / "nowhere" / "card.txt"
    part(page, Button, "save_card").click()
    assert "cannot be written" in page.message.text()


def test_a_copy_of_a_visit_is_made_from_the_leads_pack(tmp_path: Path) -> None:
    colleague = person("Made Up Colleague", "I2")
    held = planned_visit(tmp_path, ME)
    try:
        held.visit.do(AddMember(card=colleague.card.to_text()))
        pack_for(held.visit, ME, ["I2"], tmp_path / "one.cafpack")
    finally:
        held.close()
    with pytest.raises(InputRefused, match="card"):
        join_visit(tmp_path / "one.cafpack", tmp_path / "Copy", colleague, tmp_path / "no card")
    (tmp_path / "lead.txt").write_text(ME.card.to_text(), encoding="utf-8")
    copy = join_visit(tmp_path / "one.cafpack", tmp_path / "Copy", colleague, tmp_path / "lead.txt")
    try:
        assert {one.code for one in load_picture(copy.visit, with_history=False).people} == {"Lead", "I2"}
    finally:
        copy.close()


def test_a_visit_made_for_the_form_says_what_it_is_about(tmp_path: Path) -> None:
    held = make_visit(tmp_path / "One", FRAMEWORK, ME, provider="P", service_area="S", area_code="C9")
    held.close()
    with opened(tmp_path / "One.cafaudit", ME) as visit:
        details = load_picture(visit, with_history=False).details
    assert (details.provider, details.service_area, details.area_code) == ("P", "S", "C9")
