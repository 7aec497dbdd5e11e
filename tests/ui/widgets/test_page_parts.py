"""The head of a page: its title is read in full, whatever stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ui.widgets.boxes import settle
from ui.widgets.buttons import Button
from ui.widgets.page_parts import FootBar, PageHead
from ui.widgets.text import Text

if TYPE_CHECKING:
    from tests.ui.showing import Show

TITLE, STATE = "Provisional judgements fed back", "step 7 of 16 · next: representations considered"
LINKS = ("Visit details", "Change the step", "Other visits")


def head(show: Show, width: int, links: tuple[str, ...] = LINKS) -> PageHead:
    made = PageHead()
    for words in links:
        made.add_link(Button(words, kind="link", small=True))
    made.show_head(TITLE, STATE)
    made.resize(width, made.sizeHint().height())
    return show(made)


@pytest.mark.parametrize("width", [400, 604, 758, 1200])
def test_the_title_is_never_cut(show: Show, width: int) -> None:
    shown = head(show, width)
    assert shown.title.width() >= shown.title.natural_width()


def test_links_stand_beside_the_title_where_there_is_room_and_below_it_where_there_is_not(
    show: Show,
) -> None:
    wide, narrow = head(show, 1200), head(show, 604)
    tops = [
        [link.mapTo(one, link.rect().topLeft()).y() for link in one.findChildren(Button)]
        for one in (wide, narrow)
    ]
    assert max(tops[0]) < wide.title.height() <= min(tops[1])
    assert narrow.state.width() >= min(narrow.state.natural_width(), 604 - narrow.title.width() - 32)


def test_links_come_back_to_the_title_once_it_is_shorter(show: Show) -> None:
    shown = head(show, 758)
    link = shown.findChildren(Button)[0]
    below = link.mapTo(shown, link.rect().topLeft()).y()
    shown.show_head("Planned", "step 1 of 16")
    shown.layout().activate()  # type: ignore[union-attr]
    assert link.mapTo(shown, link.rect().topLeft()).y() < below


@pytest.mark.parametrize("width", [520, 640, 678, 760, 900])
def test_what_is_saved_is_never_cut_and_words_of_keys_give_way_first(show: Show, width: int) -> None:
    foot = FootBar()
    foot.show_keys([("F8", "rough note"), ("F9", "concern"), ("?", "keys")])
    foot.add_action(Button("Lock reading"))
    foot.add_action(Button("Next file", kind="primary", hint="Ctrl+Enter"))
    foot.resize(width, foot.height())
    show(foot)
    for say in (foot.saved.show_saved, foot.saved.show_draft):
        say("20:48:10")
        settle()
        words = foot.saved.findChildren(Text)[0]
        assert words.width() >= words.natural_width()
    keys = [key for key in foot.findChildren(Button) if key.objectName().startswith("key_")]
    shown = [key.isVisible() for key in keys]
    assert shown == sorted(shown), "the first words go first"
    assert all(shown) or width < 900
    assert not all(shown) or width > 600
