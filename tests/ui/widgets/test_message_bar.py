"""Messages at their place, and empty pages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.showing import Show, find
from ui.theme import theme
from ui.widgets.boxes import Surface, column
from ui.widgets.buttons import Button
from ui.widgets.message_bar import EmptyState, MessageBar, MessageKind


@pytest.mark.parametrize(
    ("kind", "ground"), [("notice", "surface"), ("warning", "warning_surface"), ("danger", "danger_surface")]
)
def test_a_message_has_the_ground_of_its_kind(kind: MessageKind, ground: str, show: Show) -> None:
    bar = MessageBar()
    bar.show_message(kind, "Pack 7 merged", "Settle")
    show(bar)
    shade = bar.grab().toImage().pixelColor(bar.width() // 2, 4)
    assert shade == getattr(theme().colours, ground)
    assert bar.accessibleName() == bar.text() == "Pack 7 merged"


def test_the_way_on_is_one_link(show: Show) -> None:
    bar = MessageBar()
    followed: list[bool] = []
    bar.followed.connect(lambda: followed.append(True))
    bar.show_message("warning", "This folder is synced", "Move it")
    show(bar)
    link = find(bar, Button, "message_link")
    assert link.text() == "Move it"
    QTest.keyClick(link, Qt.Key.Key_Return)
    assert followed == [True]
    bar.show_message("notice", "Merged")
    assert link.isHidden()


def test_a_closable_message_can_be_put_away_by_key(show: Show) -> None:
    window = Surface("surface")
    bar = MessageBar(closable=True)
    column(window).addWidget(bar)
    bar.show_message("danger", "The visit is open for reading only", "Why")
    show(window)
    QTest.keyClick(find(bar, Button, "message_close"), Qt.Key.Key_Return)
    assert bar.isHidden()


def test_a_long_message_takes_a_second_line_instead_of_being_cut(show: Show) -> None:
    bar = MessageBar()
    bar.show_message("danger", "The visit is open for reading only because its check has failed. " * 3, "Why")
    show(bar)
    assert bar.heightForWidth(400) > bar.heightForWidth(2000)


def test_an_empty_page_offers_the_first_step(show: Show) -> None:
    page = EmptyState()
    stepped: list[bool] = []
    page.stepped.connect(lambda: stepped.append(True))
    page.show_state("No concerns yet", "A concern stays red until it is concluded.", "Raise a concern", "F9")
    show(page)
    QTest.keyClick(find(page, Button, "first_step"), Qt.Key.Key_Space)
    assert stepped == [True]
    page.show_state("Nothing here", "It comes by itself.")
    assert [button for button in page.findChildren(Button) if button.isVisible()] == []
