"""The shell: pages by key, parts by F6, what folds into the header, the card of keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from tests.ui import gallery
from tests.ui import gallery_data as data
from tests.ui.showing import Show, find
from ui.widgets.answer_list import AnswerList
from ui.widgets.buttons import Button
from ui.widgets.key_help import KeyGroup
from ui.widgets.list_column import RowList
from ui.widgets.side_bar import SideEntry
from ui.widgets.text_area import TextArea
from ui.windows.main import MainWindow, Page

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(show: Show) -> MainWindow:
    """The shell with the Read page of the gallery."""
    made = gallery.shell("read")
    made.show_keys([KeyGroup("Read", (("1 to 4", "grade"),))])
    made.resize(1366, 768)
    show(made)
    find(made, AnswerList, "answer_list").setFocus()
    return made


def focused() -> QWidget:
    """What has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_pages_are_made_when_they_are_first_wanted(show: Show) -> None:
    made: list[str] = []

    def make(name: str) -> QWidget:
        made.append(name)
        return QWidget()

    pages = [Page(entry, lambda name=entry.page: make(name)) for entry in data.PAGES]  # type: ignore[misc]
    window = show(MainWindow(pages))
    assert made == []
    window.show_page("team")
    window.show_page("home")
    window.show_page("team")
    assert made == ["team", "home"]
    with pytest.raises(KeyError):
        window.show_page("nowhere")


def test_ctrl_and_a_digit_turn_to_a_page(window: MainWindow) -> None:
    shown: list[str] = []
    window.page_shown.connect(shown.append)
    for digit, page in ((Qt.Key.Key_1, "home"), (Qt.Key.Key_3, "read"), (Qt.Key.Key_0, "history")):
        QTest.keyClick(window, digit, CTRL)
        assert window.present == page
    assert shown == ["home", "read", "history"]


@pytest.mark.parametrize(
    ("key", "held", "signal"),
    [
        (Qt.Key.Key_F8, None, "note_wanted"),
        (Qt.Key.Key_F9, None, "new_concern_wanted"),
        (Qt.Key.Key_F, CTRL, "find_wanted"),
        (Qt.Key.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier, "lock_wanted"),
        (Qt.Key.Key_Z, CTRL, "undo_wanted"),
    ],
)
def test_commands_have_their_keys(
    key: Qt.Key, held: Qt.KeyboardModifier | None, signal: str, window: MainWindow
) -> None:
    heard: list[bool] = []
    getattr(window, signal).connect(lambda: heard.append(True))
    QTest.keyClick(focused(), key, held or Qt.KeyboardModifier.NoModifier)
    assert heard == [True]


def test_commands_work_from_a_text_field_too(window: MainWindow) -> None:
    heard: list[bool] = []
    window.new_concern_wanted.connect(lambda: heard.append(True))
    find(window, TextArea, "why").setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_F9)
    assert heard == [True]


def test_f6_goes_from_part_to_part_and_back(window: MainWindow) -> None:
    assert window.isActiveWindow()
    seen = []
    for _ in range(4):
        QTest.keyClick(focused(), Qt.Key.Key_F6)
        seen.append(type(focused()).__name__)
    assert seen[0] == "TextArea"
    assert "RowList" in seen
    assert seen[3] == "AnswerList"
    QTest.keyClick(focused(), Qt.Key.Key_F6, SHIFT)
    assert isinstance(focused(), RowList)


def test_a_question_mark_shows_the_keys_but_in_a_text_it_is_text(window: MainWindow) -> None:
    QTest.keyClicks(focused(), "?")
    assert window.key_help.isVisible()
    QTest.keyClicks(focused(), "?")
    assert window.key_help.isHidden()
    assert isinstance(focused(), AnswerList)
    area = find(window, TextArea, "why")
    area.setFocus()
    QTest.keyClicks(area, "?")
    assert window.key_help.isHidden()
    assert "?" in area.toPlainText()


def test_single_keys_of_the_table_are_no_commands(window: MainWindow) -> None:
    page = window.page("read")
    assert isinstance(page, gallery.ReadPicture)
    page.table.show_current("dv")
    chosen: list[str] = []
    page.table.answer_chosen.connect(lambda _, answer: chosen.append(answer))
    QTest.keyClicks(focused(), "123")
    assert chosen == ["O", "G", "S"]
    assert window.present == "read"


@pytest.mark.parametrize(
    ("width", "height", "menu", "list_button"),
    [(1366, 768, False, False), (1092, 614, False, True), (911, 512, True, True), (683, 384, True, True)],
)
def test_what_folds_gets_a_button_in_the_header(
    width: int, height: int, menu: bool, list_button: bool, window: MainWindow
) -> None:
    window.header.show_list("BBC-0412")
    window.resize(width, height)
    QApplication.processEvents()
    assert find(window, Button, "menu_button").isVisible() == menu
    assert window.side_bar.isVisible() != menu
    assert find(window, Button, "list_button").isVisible() == list_button


def test_folding_keeps_the_keyboard_and_the_answers(window: MainWindow) -> None:
    page = window.page("read")
    assert isinstance(page, gallery.ReadPicture)
    for size in (QSize(683, 384), QSize(1366, 768), QSize(1092, 614)):
        window.resize(size)
        QApplication.processEvents()
        assert isinstance(focused(), AnswerList)
        row = page.table.current_row()
        assert row is not None
        assert row.item_id == "risk"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_folded_list_drops_from_its_button(window: MainWindow) -> None:
    window.header.show_list("BBC-0412")
    window.resize(683, 384)
    QApplication.processEvents()
    page = window.page("read")
    assert isinstance(page, gallery.ReadPicture)
    assert not page.queue.isVisible()
    QTest.mouseClick(find(window, Button, "list_button"), Qt.MouseButton.LeftButton)
    assert page.queue.isVisible()
    page.close_list()
    assert not page.queue.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_folded_side_bar_drops_as_a_menu(window: MainWindow) -> None:
    window.resize(683, 384)
    QApplication.processEvents()
    QTest.mouseClick(find(window, Button, "menu_button"), Qt.MouseButton.LeftButton)
    menus = [menu for menu in window.findChildren(QMenu) if menu.isVisible()]
    assert len(menus) == 1
    menus[0].close()


def test_a_message_moves_nothing_on_the_page(window: MainWindow) -> None:
    page = window.page("read")
    assert isinstance(page, gallery.ReadPicture)
    before = [part.geometry() for part in (page.table, page.foot, page.panel)]
    window.show_message("warning", "This folder is synced by another program", "Move it")
    QApplication.processEvents()
    assert [part.geometry() for part in (page.table, page.foot, page.panel)] == before
    assert window.message_bar.isVisible()
    assert window.rect().contains(window.message_bar.geometry())


def test_counts_can_change_while_a_page_stands(window: MainWindow) -> None:
    window.show_entries([SideEntry(one.page, one.text, "5", apart=one.apart) for one in data.PAGES])
    assert window.present == "read"
    assert find(window, QWidget, "page_read").accessibleName() == "Read, 5"


def test_closing_is_said_before_the_window_goes(window: MainWindow) -> None:
    said: list[bool] = []
    window.closing.connect(lambda: said.append(window.isVisible()))
    window.close()
    assert said == [True]
