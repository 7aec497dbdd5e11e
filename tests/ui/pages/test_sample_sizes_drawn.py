"""Sizes that were stated, or follow expected shares, reach the draw and what it says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.visits import SEED, listed_visit
from ui.models.sample_groups import AS_LISTED, Plan
from ui.models.sample_plan import drop_plan, keep_plan, kept_plan
from ui.models.sample_state import DRAW, SIZES
from ui.pages.sample import SamplePage

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.domain.picture import DrawRecord
    from tests.ui.sample_page import AtSample, Person
    from tests.ui.showing import Show


@pytest.fixture
def person(at_page: AtSample, tmp_path: Path) -> Person:
    person = at_page(listed_visit(tmp_path, 60))
    person.at(SIZES)
    person.page.sizes.advanced.click()
    return person


def drawn_after(person: Person) -> DrawRecord:
    """Go on from the sizes and draw; return the draw."""
    ceremony = person.page.drawing.ceremony
    person.page.sizes.begin()
    person.presses(Qt.Key.Key_Return)
    person.at(DRAW)
    person.presses(Qt.Key.Key_Return)
    person.waits(lambda: ceremony.source is not None and ceremony.source.hasFocus())
    person.types("A lottery")
    person.presses(Qt.Key.Key_Return)
    person.waits(lambda: ceremony.seed is not None and ceremony.seed.hasFocus())
    person.types(SEED)
    person.presses(Qt.Key.Key_Return)
    person.waits(lambda: bool(person.desk.picture.draws))
    return person.desk.picture.draws[0]


def types_into(person: Person, name: str, text: str) -> None:
    QApplication.processEvents()
    field = person.seen(name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    person.types(text)


def choose(person: Person, rule: str) -> None:
    every = person.page.sizes.every_rule
    every.setCurrentIndex(every.findData(rule))


def test_stated_sizes_are_drawn_as_stated(person: Person) -> None:
    choose(person, "stated")
    types_into(person, "stated_Early intervention", "7")
    types_into(person, "stated_Long-term private", "0")
    types_into(person, "stated_Long-term public", "5")
    draw = drawn_after(person)
    assert draw.rule == "stated"
    assert {name: size for name, size in draw.sizes.items() if size} == {
        "Early intervention": 7,
        "Long-term public": 5,
    }


def test_sizes_by_expected_shares_are_drawn_under_the_name_of_their_rule(person: Person) -> None:
    choose(person, "neyman")
    types_into(person, "neyman_Early intervention", "10%")
    types_into(person, "neyman_Long-term private", "20%")
    expected = {one.name: one.files for one in person.page.sizes.shown}
    assert expected["Early intervention"] < expected["Long-term private"] < expected["Long-term public"]
    draw = drawn_after(person)
    assert (draw.rule, dict(draw.sizes)) == ("neyman", expected)
    assert draw.expected["Early intervention"] == "1/10"


def test_stated_sizes_stand_when_the_person_goes_back_and_forth(person: Person) -> None:
    choose(person, "stated")
    types_into(person, "stated_Early intervention", "7")
    person.presses(Qt.Key.Key_Return)
    person.at(DRAW)
    person.presses(Qt.Key.Key_Escape)
    person.at(SIZES)
    assert person.page.sizes.every_rule.isVisible()
    assert person.page.sizes.strata.texts()["Early intervention"] == "7"
    assert person.page.sizes.plan().rule == "stated"


def test_what_was_settled_is_there_again_when_the_program_is_opened_anew(person: Person, show: Show) -> None:
    choose(person, "neyman")
    types_into(person, "neyman_Early intervention", "10%")
    expected = [one.files for one in person.page.sizes.shown]
    person.presses(Qt.Key.Key_Return)
    person.at(DRAW)
    person.waits(lambda: not person.desk.busy)
    again = SamplePage(person.desk, person.files, person.paper)
    show(again)
    again.show_page()
    assert again.present == SIZES
    assert again.sizes.plan().rule == "neyman"
    assert again.sizes.strata.texts()["Early intervention"] == "10%"
    assert [one.files for one in again.sizes.shown] == expected
    assert again.sizes.every_rule.isVisible()


def test_a_plan_that_cannot_be_read_is_the_first_one_again(person: Person) -> None:
    person.desk.visit.keep_draft("sample/plan", '{"size": "many"}')
    assert kept_plan(person.desk.visit) == Plan()
    keep_plan(person.desk.visit, Plan(60, "stated", ("office",), (("Office A", 60),)))
    assert kept_plan(person.desk.visit) == Plan(60, "stated", AS_LISTED, (("Office A", 60),))
    drop_plan(person.desk.visit)
    assert kept_plan(person.desk.visit) == Plan()
