"""The list at the left: groups, states, and one row that is present."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from tests.ui import gallery_data as data
from ui.theme import theme
from ui.widgets.list_column import ListColumn, ListRow, _aside_width
from ui.widgets.marked_list import MarkedColumn, MarkedRow
from ui.widgets.text import text_width

if TYPE_CHECKING:
    from tests.ui.showing import Show


@pytest.fixture
def queue(show: Show) -> ListColumn:
    """The queue of a file half read."""
    made = ListColumn()
    made.show_title("My files", "All")
    made.show_rows(data.queue_rows(), "0412")
    made.show_left(8, 15, "Ctrl ↑ ↓")
    show(made)
    made.resize(made.width(), 600)
    made.list.setFocus()
    return made


def test_a_heading_too_long_for_one_line_stands_on_two(queue: ListColumn) -> None:
    def heights(heading: str) -> tuple[int, int]:
        queue.show_rows([ListRow(row_id="", text=heading), ListRow(row_id="1", text="BBC-0001")], "1")
        rows = queue.list
        found = [rows.visualRect(rows.model().index(place, 0)) for place in range(2)]
        return found[0].height(), found[1].top()

    usual = theme().size.row_heading
    assert heights("Early · North") == (usual, usual)
    more = usual + theme().type.line("small")
    assert heights("Early intervention · Bishop's Combe and the villages") == (more, more)
    assert queue.list.heading_lines("Early intervention · Bishop's Combe and the villages") == (
        "Early intervention",
        "Bishop's Combe and the villages",
    )


def test_arrow_keys_choose_the_next_file_and_pass_over_headings(queue: ListColumn) -> None:
    chosen: list[str] = []
    queue.row_chosen.connect(chosen.append)
    for _ in range(4):
        QTest.keyClick(queue.list, Qt.Key.Key_Down)
    assert chosen == ["0686", "0663", "1160", "1229"]


def test_a_click_chooses_a_file_and_a_heading_takes_none(queue: ListColumn) -> None:
    chosen: list[str] = []
    queue.row_chosen.connect(chosen.append)
    model = queue.list.model()
    for place in (0, 2):
        point = queue.list.visualRect(model.index(place, 0)).center()
        QTest.mouseClick(queue.list.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert chosen == ["0138"]


def test_what_is_shown_is_not_said(queue: ListColumn) -> None:
    chosen: list[str] = []
    queue.row_chosen.connect(chosen.append)
    queue.show_present("1183")
    queue.show_rows(data.queue_rows()[:8], "0686")
    queue.show_present("gone")
    assert chosen == []


def test_the_present_row_has_tint_and_bar(queue: ListColumn) -> None:
    image = queue.list.viewport().grab().toImage()
    box = queue.list.visualRect(queue.list.currentIndex())
    assert image.pixelColor(1, box.center().y()) == theme().colours.accent
    assert image.pixelColor(125, box.top() + 7) == theme().colours.selection


def test_a_row_says_its_state_and_how_much_is_left(queue: ListColumn) -> None:
    interface = QAccessible.queryAccessibleInterface(queue.list)
    assert interface.text(QAccessible.Text.Name) == "My files"
    assert interface.child(5).text(QAccessible.Text.Name) == "BBC-0412, 9 of 18"
    queue.show_rows([ListRow(row_id="a", text="BBC-1", icon="file_full", spoken="BBC-1, locked")], "a")
    assert interface.child(0).text(QAccessible.Text.Name) == "BBC-1, locked"


def test_the_filter_is_a_link(queue: ListColumn) -> None:
    asked: list[bool] = []
    queue.filter_wanted.connect(lambda: asked.append(True))
    assert queue.filter_button.accessibleName() == "Show: All"
    QTest.keyClick(queue.filter_button, Qt.Key.Key_Return)
    assert asked == [True]
    queue.show_title("Areas")
    assert queue.filter_button.isHidden()


def test_a_name_too_long_for_its_row_stands_on_two_small_lines(show: Show) -> None:
    column = MarkedColumn(width=theme().size.list_column, row_height=theme().size.row_two_lines)
    long = "Performance management and the oversight of practice"
    column.show_marked([MarkedRow(row_id=name, text=name) for name in ("Backlog", long)], "")
    show(column)
    column.resize(column.width(), 200)
    image = column.list.viewport().grab().toImage()

    def is_inked(place: int) -> tuple[bool, bool, bool]:
        """Say whether the upper, the middle and the lower part of a row hold words."""
        box = column.list.visualRect(column.list.model().index(place, 0))
        ground = image.pixelColor(1, box.top() + 1)
        parts = (box.center().y() - 8, box.center().y(), box.center().y() + 8)
        found = [any(image.pixelColor(x, y) != ground for x in range(box.width())) for y in parts]
        return found[0], found[1], found[2]

    assert is_inked(0) == (False, True, False)
    assert is_inked(1)[0]
    assert is_inked(1)[2]


@pytest.mark.parametrize("strong", [True, False])
@pytest.mark.parametrize("short_by", [0, 12, 30])
def test_what_stands_at_the_right_of_a_row_gives_way_to_its_words(
    queue: ListColumn, short_by: int, strong: bool
) -> None:
    del queue
    row = ListRow(row_id="1", text="BBC-0928", aside="locked, gaps")
    wished = text_width(row.aside, "small", strong=strong)
    needed = text_width(row.text, strong=strong)
    assert _aside_width(row, needed + wished - short_by, strong=strong) == wished - short_by


def test_a_figure_at_the_right_of_a_row_stays_whole_beside_words_too_long(queue: ListColumn) -> None:
    del queue
    row = ListRow(row_id="1", text="An area with a long title " * 9, aside="12")
    assert _aside_width(row, 150, strong=False) == text_width("12", "small")
