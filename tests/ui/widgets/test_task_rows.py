"""What blocks the next step, tonight's list, and the card of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.gallery_pages import BLOCKERS, TASKS
from tests.ui.showing import Show, find
from ui.widgets.boxes import Surface, column
from ui.widgets.buttons import Button
from ui.widgets.fields import TextField
from ui.widgets.key_help import KeyGroup, KeyHelp
from ui.widgets.task_rows import BlockersList, Task, TonightList
from ui.widgets.text import Text

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_each_blocker_leads_to_its_place(show: Show) -> None:
    blockers = BlockersList()
    blockers.show_blockers(BLOCKERS)
    show(blockers)
    wanted: list[str] = []
    blockers.action_wanted.connect(wanted.append)
    for key in ("concern", "notes"):
        QTest.keyClick(find(blockers, Button, f"blocker_{key}"), Qt.Key.Key_Return)
    assert wanted == ["concern", "notes"]
    assert find(blockers, Button, "blocker_files").accessibleName() == "Open: 8 files not locked"


def test_details_of_blockers_stand_under_each_other(show: Show) -> None:
    blockers = BlockersList()
    blockers.show_blockers(BLOCKERS)
    show(blockers)
    blockers.resize(700, blockers.height())
    lefts = {
        label.mapTo(blockers, label.rect().topLeft()).x()
        for label in blockers.findChildren(Text)
        if label.text() in {blocker.detail for blocker in BLOCKERS}
    }
    assert len(lefts) == 1


def test_without_blockers_it_says_so(show: Show) -> None:
    blockers = BlockersList()
    blockers.show_blockers((), "Nothing holds it back.")
    show(blockers)
    assert [label.text() for label in blockers.findChildren(Text)] == ["Nothing holds it back."]


def test_tonight_has_one_primary_button_and_waiting_rows_have_none(show: Show) -> None:
    tonight = TonightList()
    tonight.show_tasks(TASKS)
    show(tonight)
    wanted: list[str] = []
    tonight.task_wanted.connect(wanted.append)
    keys = [button.objectName() for button in tonight.findChildren(Button)]
    assert keys == ["task_conflicts", "task_others", "task_areas", "task_sheet"]
    QTest.keyClick(find(tonight, Button, "task_conflicts"), Qt.Key.Key_Space)
    assert wanted == ["conflicts"]
    assert find(tonight, Button, "task_others").accessibleName() == "The other conflicts, together, 2"


def test_the_card_of_keys_comes_and_gives_the_keyboard_back(show: Show) -> None:
    window = Surface("surface")
    field = TextField()
    column(window).addWidget(field)
    help_card = KeyHelp(window)
    help_card.show_groups([KeyGroup("Read", (("1 to 4", "grade"), ("0", "not applicable")))])
    show(window)
    window.resize(700, 400)
    field.setFocus()
    help_card.toggle()
    assert help_card.isVisible()
    assert find(help_card, Button, "close_keys").hasFocus()
    assert help_card.geometry().center().x() in range(340, 360)
    QTest.keyClick(find(help_card, Button, "close_keys"), Qt.Key.Key_Escape)
    assert help_card.isHidden()
    assert field.hasFocus()


def test_the_keyboard_goes_on_to_what_is_to_do_now_once_a_row_is_done(show: Show, qtbot: QtBot) -> None:
    tonight = shown_tonight(show, qtbot, Task(key="sheet", title="Sheet", state="now", right="Make"))
    tonight.show_tasks(
        (
            Task(key="sheet", title="Sheet", state="offered", right="Make again"),
            Task(key="letter", title="Letter", state="now", right="Open"),
        )
    )
    qtbot.waitUntil(lambda: tonight.now is not None and tonight.now.hasFocus())
    assert tonight.now is not None
    assert tonight.now.objectName() == "task_letter"


def test_the_keyboard_stays_on_a_row_whose_words_change(show: Show, qtbot: QtBot) -> None:
    tonight = shown_tonight(show, qtbot, Task(key="sheet", title="Sheet", state="offered", right="Make"))
    tonight.show_tasks(
        (
            Task(key="letter", title="Letter", state="now", right="Open"),
            Task(key="sheet", title="Sheet", state="offered", right="Make again"),
        )
    )
    qtbot.waitUntil(tonight.findChildren(Button, "task_sheet")[-1].hasFocus)


def test_the_keyboard_elsewhere_stays_elsewhere(show: Show, qtbot: QtBot) -> None:
    window, field, tonight = Surface("surface"), TextField(), TonightList()
    inside = column(window)
    inside.addWidget(tonight)
    inside.addWidget(field)
    show(window)
    field.setFocus()
    tonight.show_tasks((Task(key="letter", title="Letter", state="now", right="Open"),))
    qtbot.wait(20)
    assert field.hasFocus()


def shown_tonight(show: Show, qtbot: QtBot, task: Task) -> TonightList:
    """Show a list with one row that has the keyboard."""
    tonight = TonightList()
    tonight.show_tasks((task,))
    show(tonight)
    find(tonight, Button, f"task_{task.key}").setFocus()
    qtbot.waitUntil(find(tonight, Button, f"task_{task.key}").hasFocus)
    return tonight
