"""Words that are read out loud stand whole, however narrow their place is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ui.widgets.word_grid import WordGrid

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.showing import Show

SHORT = ("ash", "bay", "elm", "fig", "gum", "ivy", "oak", "pea", "rye", "yew")
LONG = ("sapphire", "grasp", "tinsel", "pilgrim", "tube", "pixel", "piccolo", "cologne", "memory", "mussel")


@pytest.mark.parametrize("width", [200, 300, 344, 600])
@pytest.mark.parametrize("words", [SHORT, LONG])
def test_no_word_is_cut(show: Show, qtbot: QtBot, words: tuple[str, ...], width: int) -> None:
    grid = WordGrid(words)
    show(grid)
    grid.setFixedSize(width, 240)
    qtbot.waitUntil(lambda: all(label.width() >= label.sizeHint().width() for label in grid.labels))
    assert grid.accessibleName() == " ".join(words)


def test_short_words_stand_five_across_and_long_ones_in_fewer_columns(show: Show) -> None:
    short, long = WordGrid(SHORT), WordGrid(LONG)
    for grid in (short, long):
        show(grid)
        grid.setFixedWidth(260)
    assert short.across == 5
    assert long.across < 5
    long.setFixedWidth(900)
    assert long.across == 5
