"""Visit details: each field is saved when it is left, each list by its own form. All made up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar, cast

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from cafaudit.services.commands.details import DescribeVisit, NameCopyRecipient
from cafaudit.services.picture import load_picture
from tests.ui.hands import Hands, Key
from tests.ui.visits import planned_visit
from ui.pages.details import DetailsPart
from ui.widgets.buttons import Button
from ui.widgets.choices import CheckBox, ComboField
from ui.widgets.fields import ErrorLine, TextField
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from cafaudit.domain.picture import Picture
    from ui.desk import Desk

Part = TypeVar("Part", bound=QWidget)


@pytest.fixture
def desk(tmp_path: Path, desk_for: Callable[..., Desk]) -> Desk:
    return desk_for(planned_visit(tmp_path))


@pytest.fixture
def details(desk: Desk, show: Callable[[QWidget], QWidget]) -> DetailsPart:
    part = DetailsPart(desk)
    part.resize(800, 700)
    show(part)
    part.show_part()
    part.setFocus()
    return part


def part(details: DetailsPart, kind: type[Part], name: str) -> Part:
    found = details.findChild(kind, name)
    assert found is not None, name
    return found


def stored(desk: Desk) -> Picture:
    return load_picture(desk.visit, with_history=False)


def test_a_field_is_saved_when_it_is_left_and_only_then(
    details: DetailsPart, desk: Desk, hands: Hands
) -> None:
    hands.write("A made-up provider")
    assert stored(desk).details.provider == ""
    hands.press(Key.Key_Tab)
    assert stored(desk).details.provider == "A made-up provider"
    assert part(details, TextField, "visit_service_area").hasFocus()


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("letter_date", "4/9/2009", date(2009, 9, 4)),
        ("publish_days", "14", 14),
        ("inspection_year", "2009", 2009),
        ("report_published", "17 Feb 2009", date(2009, 2, 17)),
    ],
)
def test_days_and_numbers_are_read_as_people_write_them(
    details: DetailsPart, desk: Desk, hands: Hands, name: str, typed: str, value: object
) -> None:
    part(details, TextField, f"visit_{name}").setFocus()
    hands.write(typed)
    hands.press(Key.Key_Return)
    assert getattr(stored(desk).details, name) == value


def test_what_is_no_day_is_told_at_the_field_and_nothing_is_saved(
    details: DetailsPart, desk: Desk, hands: Hands
) -> None:
    field = part(details, TextField, "visit_letter_date")
    field.setFocus()
    hands.write("31 June 2009")
    hands.press(Key.Key_Tab)
    assert "no day" in field.accessibleDescription()
    assert stored(desk).details.letter_date is None


def test_a_refusal_of_the_visit_is_told_at_the_field(
    details: DetailsPart, desk: Desk, hands: Hands, qtbot: QtBot
) -> None:
    desk.do(DescribeVisit(visit_from=date(2009, 8, 17)))
    field = part(details, TextField, "visit_visit_to")
    field.setFocus()
    hands.write("16.8.2009")
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: "before it began" in field.accessibleDescription())
    assert stored(desk).details.visit_to is None


def test_an_emptied_text_is_cleared_and_an_emptied_day_says_that_it_stays(
    details: DetailsPart, desk: Desk, hands: Hands
) -> None:
    desk.do(DescribeVisit(provider="A", letter_date=date(2009, 9, 4)))
    hands.settle()
    for name in ("provider", "letter_date"):
        field = part(details, TextField, f"visit_{name}")
        field.setFocus()
        field.clear()
        hands.press(Key.Key_Return)
    assert stored(desk).details.provider == ""
    assert stored(desk).details.letter_date == date(2009, 9, 4)
    assert "not emptied" in part(details, TextField, "visit_letter_date").accessibleDescription()


def test_an_addressee_with_lines_of_an_address_is_named_changed_and_removed(
    details: DetailsPart, desk: Desk, hands: Hands, qtbot: QtBot
) -> None:
    part(details, Button, "add_addressee").click()
    hands.write("A. Madeup")
    part(details, TextArea, "addressee_address").setFocus()
    hands.write("1 Made-up Street")
    hands.press(Key.Key_Return)
    hands.write("Nowhere")
    part(details, TextField, "addressee_salutation").setFocus()
    hands.write("Dear A")
    hands.press(Key.Key_Return)
    (named,) = stored(desk).addressees
    assert (named.name, named.address, named.salutation) == (
        "A. Madeup",
        ("1 Made-up Street", "Nowhere"),
        "Dear A",
    )
    assert part(details, Button, "add_addressee").hasFocus()
    qtbot.waitUntil(lambda: details.findChild(Button, f"change_addressee_{named.id}") is not None)
    part(details, Button, f"change_addressee_{named.id}").click()
    name = part(details, TextField, "addressee_name")
    name.selectAll()
    hands.write("B. Madeup")
    hands.press(Key.Key_Return)
    (changed,) = stored(desk).addressees
    assert (changed.id, changed.name, changed.address) == (
        named.id,
        "B. Madeup",
        ("1 Made-up Street", "Nowhere"),
    )
    qtbot.waitUntil(lambda: details.findChild(Button, f"remove_addressee_{named.id}") is not None)
    part(details, Button, f"remove_addressee_{named.id}").click()
    hands.settle()
    assert stored(desk).addressees == ()


def test_an_entry_without_a_name_is_refused_in_its_form(
    details: DetailsPart, desk: Desk, hands: Hands
) -> None:
    part(details, Button, "add_copy").click()
    part(details, TextField, "copy_organisation").setFocus()
    hands.write("Made-up House")
    hands.press(Key.Key_Return)
    assert stored(desk).copies == ()
    assert part(details, TextField, "copy_name").hasFocus()
    assert any("name" in line.text() for line in details.findChildren(ErrorLine) if line.isVisible())


def test_the_history_of_the_action_plan_is_judged_on_the_visits_own_scale(
    details: DetailsPart, desk: Desk, hands: Hands
) -> None:
    part(details, Button, "add_plan").click()
    grade = part(details, ComboField, "plan_grade")
    words = [grade.itemText(place) for place in range(grade.count())]
    scale = desk.framework.scale(str(desk.framework.area_scale))
    assert words == [one.word for one in scale.grades]
    grade.setCurrentIndex(len(words) - 1)
    part(details, TextField, "plan_judged_on").setFocus()
    hands.write("1 March 2009")
    hands.press(Key.Key_Return)
    (plan,) = stored(desk).plan
    assert (plan.grade, plan.judged_on) == (scale.grades[-1].id, date(2009, 3, 1))


def test_something_done_on_the_visit_takes_the_wording_of_its_kind_and_can_be_kept_out_of_the_letter(
    details: DetailsPart, desk: Desk, hands: Hands, qtbot: QtBot
) -> None:
    part(details, Button, "add_activity").click()
    assert part(details, CheckBox, "activity_in_letter").isChecked()
    part(details, TextField, "activity_place").setFocus()
    hands.write("Office A")
    hands.press(Key.Key_Return)
    (done,) = stored(desk).activities
    kind = desk.framework.activity_kinds[0]
    assert (done.kind, done.wording, done.place, done.in_letter) == (kind.id, kind.wording, "Office A", True)
    qtbot.waitUntil(lambda: details.findChild(Button, f"change_activity_{done.id}") is not None)
    part(details, Button, f"change_activity_{done.id}").click()
    part(details, CheckBox, "activity_in_letter").setChecked(False)
    part(details, Button, "save_activity").click()
    hands.settle()
    (changed,) = stored(desk).activities
    assert (changed.in_letter, changed.wording) == (False, kind.wording)


def test_escape_leaves_a_form_first_and_the_part_then(
    details: DetailsPart, hands: Hands, qtbot: QtBot
) -> None:
    part(details, Button, "add_inspector").click()
    hands.write("Half a na")
    hands.press(Key.Key_Escape)
    assert not [form for form in details.findChildren(QWidget, "form_inspector") if form.isVisible()]
    with qtbot.waitSignal(details.back_wanted):
        hands.press(Key.Key_Escape)


def test_a_sentence_of_the_letter_leads_to_the_field_or_list_that_it_comes_from(details: DetailsPart) -> None:
    for what, name in (
        ("letter_date", "visit_letter_date"),
        ("publish_by", "visit_publish_days"),
        ("report_month", "visit_report_published"),
        ("addressee", "add_addressee"),
        ("activities", "add_activity"),
        ("inspectors", "add_inspector"),
        ("something new", "visit_provider"),
    ):
        details.go_to(what)
        assert cast("QWidget", QApplication.focusWidget()).objectName() == name


def test_what_somebody_else_changes_appears_without_taking_away_what_is_typed(
    details: DetailsPart, desk: Desk, hands: Hands, qtbot: QtBot
) -> None:
    hands.write("Half a pro")
    desk.do(DescribeVisit(provider="Another", service_area="Brackwater"))
    desk.do(NameCopyRecipient(name="C. Madeup"))
    area = part(details, TextField, "visit_service_area")
    qtbot.waitUntil(lambda: area.text() == "Brackwater")
    assert part(details, TextField, "visit_provider").text() == "Half a pro"
