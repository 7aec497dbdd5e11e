"""Find leads to pages, cases, concerns and evidence by a few letters. All made up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.pictures import full_picture, open_concern, small_framework
from ui.widgets.boxes import column
from ui.widgets.fields import TextField
from ui.widgets.side_bar import SideEntry
from ui.windows.find import MOST_SHOWN, FindCard, Place, found, places_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

Key = Qt.Key
PAGES = (SideEntry("home", "Home"), SideEntry("concerns", "Concerns"))


@pytest.fixture
def places() -> tuple[Place, ...]:
    picture = full_picture(small_framework(2), files=12)
    return places_of(replace(picture, concerns=(open_concern(),)), PAGES)


@pytest.fixture
def card(show: Callable[[QWidget], QWidget]) -> FindCard:
    host = QWidget()
    host.resize(1366, 768)
    host.field = TextField()  # type: ignore[attr-defined]
    column(host).addWidget(host.field)  # type: ignore[attr-defined]
    made = FindCard(host)
    show(host)
    host.field.setFocus()  # type: ignore[attr-defined]
    return made


def keys(*pressed: Qt.Key | str) -> None:
    for one in pressed:
        target = cast("QWidget", QApplication.focusWidget())
        if isinstance(one, str):
            QTest.keyClicks(target, one)
        else:
            QTest.keyClick(target, one)


def test_a_case_is_found_by_some_of_its_figures_and_leads_to_its_file(places: tuple[Place, ...]) -> None:
    sampled = next(place for place in places if place.page == "read")
    assert found(places, sampled.text[-3:].lower())[0].what == sampled.what


def test_every_word_has_to_be_there_in_any_order(places: tuple[Place, ...]) -> None:
    concern = next(place for place in places if place.page == "concerns" and place.what)
    first, *_, last = concern.text.split()[:4]
    assert found(places, f"{last} {first}") == [concern]
    assert found(places, f"{first} nothing-like-it") == []


def test_what_begins_with_the_letters_comes_first(places: tuple[Place, ...]) -> None:
    assert found(places, "con")[0].page == "concerns"
    assert len(found(places, "")) <= MOST_SHOWN


def test_arrows_and_enter_lead_there_and_the_card_goes(
    card: FindCard, places: tuple[Place, ...], qtbot: QtBot
) -> None:
    card.open(places)
    keys("co", Key.Key_Down, Key.Key_Up)
    with qtbot.waitSignal(card.wanted) as wanted:
        keys(Key.Key_Return)
    assert wanted.args == ["concerns", None]
    assert not card.isVisible()


def test_escape_gives_the_keyboard_back(card: FindCard, places: tuple[Place, ...]) -> None:
    before = QApplication.focusWidget()
    card.open(places)
    assert QApplication.focusWidget() is card.field
    keys("zzz")
    assert not card.rows.isVisible()
    keys(Key.Key_Return, Key.Key_Escape)
    assert not card.isVisible()
    assert QApplication.focusWidget() is before


def test_a_click_on_a_row_leads_there(card: FindCard, places: tuple[Place, ...], qtbot: QtBot) -> None:
    card.open(places)
    QApplication.processEvents()
    second = card.rows.visualRect(card.rows.model().index(1, 0)).center()
    with qtbot.waitSignal(card.wanted) as wanted:
        QTest.mouseClick(card.rows.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert wanted.args == ["concerns", None]
