"""Tables: rows chosen by key, numbers right, a million rows by pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest

from tests.ui.gallery_pages import queue_table
from ui.models.rows import PAGE, RUNS_ROLE, Column, PagedModel, RowsModel
from ui.theme import theme
from ui.widgets.simple_table import SimpleTable
from ui.widgets.text import Run, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.modeltest import ModelTester

    from tests.ui.showing import Show

Line = tuple[str, int, int]


def _read(row: Line) -> tuple[Run, ...]:
    return Run(str(row[1]), strong=True), Run(f" of {row[2]}", "quiet")


COLUMNS = (
    Column[Line]("Stratum", lambda row: row[0], width=-1),
    Column[Line]("Read", _read, align="right"),
)
ROWS: tuple[Line, ...] = (("Early intervention", 17, 19), ("Long-term private", 16, 18), ("All", 33, 37))


@pytest.fixture
def model(qapp: object) -> RowsModel[Line]:
    """Three rows, the last a sum."""
    del qapp
    made = RowsModel[Line](COLUMNS, look=lambda row: "strong" if row[0] == "All" else "plain")
    made.replace_rows(ROWS)
    return made


def test_the_model_keeps_qt_s_rules(model: RowsModel[Line], qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_a_cell_has_its_text_its_side_and_its_words_for_a_screen_reader(model: RowsModel[Line]) -> None:
    index = model.index(0, 1)
    assert index.data() == "17 of 19"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Read: 17 of 19"
    assert Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole)) & Qt.AlignmentFlag.AlignRight
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Read"


def test_a_sum_is_strong_and_runs_keep_their_own_weight(model: RowsModel[Line]) -> None:
    assert model.index(2, 0).data(RUNS_ROLE) == (Run("All", "plain", True),)
    assert model.index(2, 1).data(RUNS_ROLE) == (Run("33", "plain", True), Run(" of 37", "quiet"))


def test_rows_are_chosen_by_arrow_keys_and_opened_by_enter(model: RowsModel[Line], show: Show) -> None:
    table = SimpleTable(model)
    show(table)
    table.resize(500, 200)
    said: list[tuple[str, int]] = []
    table.row_chosen.connect(lambda place: said.append(("chosen", place)))
    table.row_opened.connect(lambda place: said.append(("opened", place)))
    table.show_present(0)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert said == [("chosen", 1), ("opened", 1)]


def test_the_chosen_row_has_tint_and_bar(model: RowsModel[Line], show: Show) -> None:
    table = SimpleTable(model)
    show(table)
    table.resize(500, 200)
    table.show_present(1)
    image = table.viewport().grab().toImage()
    box = table.visualRect(model.index(1, 0))
    assert image.pixelColor(1, box.center().y()) == theme().colours.accent
    assert image.pixelColor(box.width() - 4, box.top() + 4) == theme().colours.selection


def test_a_table_that_only_tells_takes_no_keyboard_and_fits_its_rows(
    model: RowsModel[Line], show: Show
) -> None:
    table = SimpleTable(model, choosing=False, fits=True)
    show(table)
    assert table.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert table.height() == theme().size.row_dense + 3 * theme().size.row
    model.replace_rows(ROWS[:1])
    assert table.height() == theme().size.row_dense + theme().size.row


def test_the_columns_share_the_whole_width(model: RowsModel[Line], show: Show) -> None:
    table = SimpleTable(model)
    show(table)
    for width in (400, 700):
        table.resize(width, 200)
        assert sum(table.columnWidth(at) for at in range(2)) == table.viewport().width()


def test_columns_close_up_before_a_word_is_cut(model: RowsModel[Line], show: Show) -> None:
    table = SimpleTable(model, choosing=False)
    show(table)
    words = text_width("Long-term private") + theme().space.one
    figures = text_width("16", strong=True) + text_width(" of 18")
    table.resize(words + figures + theme().space.one + 2, 200)
    assert table.columnWidth(0) >= words
    assert table.columnWidth(1) >= figures
    assert table.columnWidth(0) + table.columnWidth(1) == table.viewport().width()


def test_hashes_have_the_room_of_their_own_type(show: Show) -> None:
    column = Column[str]("Ticket", lambda row: row, fixed_type=True)
    hashes = RowsModel[str]((column, Column[str]("", lambda _: "", width=-1)))
    hashes.replace_rows(("111111111111",))
    table = SimpleTable(hashes, choosing=False)
    show(table)
    needed = QFontMetricsF(theme().fixed_font()).horizontalAdvance("111111111111")
    assert table.columnWidth(0) >= needed + theme().space.one


def test_a_divider_runs_through_the_row(show: Show) -> None:
    table = show(queue_table())
    table.resize(300, table.height())
    box = table.visualRect(table.model().index(5, 0))
    image = table.viewport().grab().toImage()
    assert image.pixelColor(290, box.center().y()) == theme().colours.accent


class Source:
    """A list that notes which pages were fetched."""

    def __init__(self) -> None:
        """Nothing fetched yet."""
        self.asked: list[tuple[int, int]] = []

    def fetch(self, first: int, count: int) -> Sequence[Line]:
        """Give a page."""
        self.asked.append((first, count))
        return [(f"row {place}", place, place) for place in range(first, first + count)]


def test_of_a_million_rows_only_the_pages_looked_at_are_fetched(show: Show) -> None:
    source = Source()
    model = PagedModel[Line](COLUMNS)
    model.show_pages(1_000_000, source.fetch)
    table = SimpleTable(model)
    show(table)
    table.resize(500, 400)
    assert source.asked == [(0, PAGE)]
    table.setFocus()
    table.show_present(999_999)
    table.scrollToBottom()
    table.viewport().grab()
    assert source.asked[-1] == (1_000_000 - PAGE, PAGE)
    assert len(source.asked) == 2
    assert model.index(999_999, 0).data() == "row 999999"


def test_pages_are_let_go_of_and_fetched_again(qapp: object) -> None:
    del qapp
    source = Source()
    model = PagedModel[Line](COLUMNS)
    model.show_pages(PAGE * 20 + 1, source.fetch)
    for page in range(20):
        assert model.row_at(page * PAGE)[1] == page * PAGE
    model.row_at(0)
    assert source.asked.count((0, PAGE)) == 2
    assert model.row_at(PAGE * 20)[1] == PAGE * 20
    assert source.asked[-1] == (PAGE * 20, 1)
    with pytest.raises(IndexError):
        model.row_at(PAGE * 20 + 1)


def test_room_that_one_column_does_not_need_goes_to_one_whose_words_would_be_cut(show: Show) -> None:
    said = "A sentence that needs much more room than its heading"
    short = Column[str]("A", lambda _: "A", width=-1)
    made = RowsModel[str]((short, Column[str]("B", lambda row: row, width=-1)))
    made.replace_rows((said,))
    table = SimpleTable(made)
    table.resize(text_width(said, "body", strong=True) + 150, 200)
    show(table)
    assert table.columnWidth(1) >= text_width(said, "body", strong=True) + theme().space.one
    assert table.columnWidth(0) + table.columnWidth(1) <= table.viewport().width()
    table.resize(2 * table.columnWidth(1) + 100, 200)
    assert table.columnWidth(0) == table.columnWidth(1)
