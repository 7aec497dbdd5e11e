"""Side bar and header: pages by key and by click, what waits in them, what folds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from tests.ui import gallery_data as data
from tests.ui.showing import Show, find
from ui.widgets.buttons import Button
from ui.widgets.header_bar import FindButton, HeaderBar
from ui.widgets.side_bar import SideBar, SideEntry


def bar(show: Show) -> SideBar:
    """A side bar with the pages of a visit."""
    made = SideBar()
    made.show_entries(data.PAGES, "read")
    made.show_role("Inspector 2")
    show(made)
    made.resize(made.width(), 700)
    return made


def item(of: SideBar, page: str) -> QAbstractButton:
    """One page of the bar."""
    return find(of, QAbstractButton, f"page_{page}")


def test_a_page_says_its_count(show: Show) -> None:
    made = bar(show)
    assert item(made, "read").accessibleName() == "Read, 8"
    assert item(made, "home").accessibleName() == "Home"
    assert item(made, "read").isChecked()


def test_arrow_keys_move_inside_and_enter_chooses(show: Show) -> None:
    made = bar(show)
    chosen: list[str] = []
    made.page_chosen.connect(chosen.append)
    item(made, "read").setFocus()
    QTest.keyClick(item(made, "read"), Qt.Key.Key_Down)
    assert item(made, "evidence").hasFocus()
    assert chosen == []
    QTest.keyClick(item(made, "evidence"), Qt.Key.Key_Return)
    QTest.mouseClick(item(made, "home"), Qt.MouseButton.LeftButton)
    assert chosen == ["evidence", "home"]


def test_arrow_keys_go_round(show: Show) -> None:
    made = bar(show)
    item(made, "home").setFocus()
    QTest.keyClick(item(made, "home"), Qt.Key.Key_Up)
    assert item(made, "history").hasFocus()


def test_tab_stops_once_at_the_present_page(show: Show) -> None:
    made = bar(show)
    stops = [
        entry.page for entry in data.PAGES if item(made, entry.page).focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert stops == ["read"]


def test_other_counts_leave_the_buttons_in_place(show: Show) -> None:
    made = bar(show)
    before = item(made, "read")
    made.show_entries([SideEntry(one.page, one.text, "3", apart=one.apart) for one in data.PAGES], "read")
    assert item(made, "read") is before
    assert before.accessibleName() == "Read, 3"


def test_the_screen_can_be_locked(show: Show) -> None:
    made = bar(show)
    locked: list[bool] = []
    made.lock_wanted.connect(lambda: locked.append(True))
    QTest.mouseClick(find(made, Button, "lock_screen"), Qt.MouseButton.LeftButton)
    assert locked == [True]


def test_folded_the_bar_is_a_menu(show: Show) -> None:
    made = bar(show)
    chosen: list[str] = []
    made.page_chosen.connect(chosen.append)
    menu = made.menu(made)
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts[2] == "Read   8"
    assert texts[-1] == "Lock screen"
    checked = [action.text() for action in menu.actions() if action.isChecked()]
    assert checked == ["Read   8"]
    menu.actions()[0].trigger()
    assert chosen == ["home"]


def header(show: Show) -> HeaderBar:
    """A header with all that it can show."""
    made = HeaderBar()
    made.show_visit(data.VISIT, data.STATE)
    made.show_concern("1 concern open · 2 h 07 min", "1 · 2 h 07 min")
    made.show_page("Read", "8 of 15 left")
    made.show_list("BBC-0412")
    show(made)
    made.resize(1366, made.height())
    return made


def test_a_wide_header_has_the_visit_and_no_menu(show: Show) -> None:
    made = header(show)
    assert not find(made, Button, "menu_button").isVisible()
    assert not find(made, Button, "list_button").isVisible()
    assert find(made, Button, "concern_pill").text() == "1 concern open · 2 h 07 min"


def test_a_folded_header_has_menu_list_and_a_short_concern(show: Show) -> None:
    made = header(show)
    made.set_folded(side_bar=True, list_column=True)
    asked: list[str] = []
    made.menu_wanted.connect(lambda: asked.append("menu"))
    made.list_wanted.connect(lambda: asked.append("list"))
    made.concern_wanted.connect(lambda: asked.append("concern"))
    made.find_wanted.connect(lambda: asked.append("find"))
    for name in ("menu_button", "list_button", "concern_pill"):
        QTest.keyClick(find(made, Button, name), Qt.Key.Key_Space)
    QTest.mouseClick(find(made, FindButton, "find"), Qt.MouseButton.LeftButton)
    assert asked == ["menu", "list", "concern", "find"]
    pill = find(made, Button, "concern_pill")
    assert pill.text() == "1 · 2 h 07 min"
    assert pill.accessibleName() == "1 concern open · 2 h 07 min"
    short = find(made, FindButton, "find").sizeHint()
    assert short.width() == short.height()


def test_without_an_open_concern_there_is_no_pill(show: Show) -> None:
    made = header(show)
    made.show_concern("", "")
    assert not find(made, Button, "concern_pill").isVisible()
