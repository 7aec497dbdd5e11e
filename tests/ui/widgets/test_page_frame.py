"""What folds at which width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.gallery import ReadPicture
from tests.ui.gallery_pages import HomePicture
from ui.theme import theme
from ui.widgets.page_frame import folding_for

if TYPE_CHECKING:
    from tests.ui.showing import Show

pytestmark = pytest.mark.usefixtures("qapp")

PHYSICAL = (1366, 768)


def scaled(percent: int) -> QSize:
    """The logical size of a window that fills the usual screen at that scaling."""
    return QSize(PHYSICAL[0] * 100 // percent, PHYSICAL[1] * 100 // percent)


@pytest.mark.parametrize(
    ("percent", "list_folds", "beneath", "side_bar"),
    [(100, False, False, False), (125, True, False, False), (150, True, True, True), (200, True, True, True)],
)
def test_read_folds_step_by_step(percent: int, list_folds: bool, beneath: bool, side_bar: bool) -> None:
    folding = folding_for(scaled(percent), has_list=True, has_panel=True)
    assert (folding.list_column, folding.panel_beneath, folding.side_bar) == (list_folds, beneath, side_bar)


def test_a_narrower_list_leaves_its_room_to_the_panel() -> None:
    usual, narrow = (
        folding_for(scaled(100), has_list=True, has_panel=True, panel_width=400, list_width=width)
        for width in (0, theme().size.list_column - 40)
    )
    assert narrow.panel_width == usual.panel_width + 40


def test_a_low_window_folds_the_side_bar_alone() -> None:
    folding = folding_for(QSize(1366, 559), has_list=True, has_panel=True)
    assert folding.side_bar
    assert not folding.list_column


def test_the_panel_gives_way_before_the_list_and_never_under_its_least_width() -> None:
    widths = [
        folding_for(QSize(width, 768), has_list=True, has_panel=True) for width in range(1000, 1500, 20)
    ]
    assert all(one.panel_width >= theme().size.panel_min for one in widths)
    assert widths[-1].panel_width == theme().size.panel


@pytest.mark.parametrize("width", range(640, 2000, 40))
def test_a_page_never_gets_less_than_it_needs(width: int) -> None:
    folding = folding_for(QSize(width, 768), has_list=True, has_panel=True)
    size = theme().size
    room = width - (0 if folding.side_bar else size.side_bar)
    room -= 0 if folding.list_column else size.list_column
    room -= 0 if folding.panel_beneath else folding.panel_width
    assert room >= min(size.page_min, width - size.side_bar)


def test_the_parts_of_a_page_move_and_come_back(show: Show) -> None:
    page = ReadPicture()
    show(page)
    for percent in (100, 125, 150, 200, 100):
        size = scaled(percent)
        page.resize(size)
        page.fit(size)
        folded = page.folding
        assert page.queue.isVisible() != folded.list_column
        assert page.panel.isVisible()
        if folded.panel_beneath:
            assert page.panel.mapTo(page, page.panel.rect().topLeft()).y() > page.table.y()
        else:
            assert page.panel.width() == folded.panel_width


def test_a_page_without_tabs_scrolls_together_with_its_panel(show: Show, qapp: QApplication) -> None:
    page = HomePicture()
    show(page)
    page.resize(scaled(200))
    page.fit(scaled(200))
    qapp.processEvents()
    for part in page.findChildren(QWidget, "tonight"):
        assert part.height() >= 6 * theme().size.row_two_lines
