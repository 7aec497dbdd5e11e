"""The table of answers: keys, clicks, what a screen reader hears, rows that never move."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest

from tests.ui import gallery_data as data
from tests.ui.answering import Heard, press
from ui.theme import theme
from ui.widgets.answer_rows import AnswerRow, Option
from ui.widgets.answer_table import AnswerTable

if TYPE_CHECKING:
    from tests.ui.showing import Show

Key = Qt.Key


@pytest.fixture
def table(show: Show) -> AnswerTable:
    """The table of a file half read, with the keyboard, on an unanswered graded row."""
    made = AnswerTable()
    made.show_heads("Core questions", "Your answer", "Manager")
    made.show_rows(data.read_rows())
    made.show_current("dv")
    show(made)
    made.resize(680, 640)
    made.setFocus()
    return made


def current(table: AnswerTable) -> AnswerRow:
    """The row in focus."""
    row = table.current_row()
    assert row is not None
    return row


def scale_of(size: int) -> tuple[Option, ...]:
    """A scale of any length, with not applicable after it."""
    grades = (
        Option(value=f"g{rung}", letter=chr(64 + rung), word=f"Grade {rung}", rung=rung, key=str(rung))
        for rung in range(1, size + 1)
    )
    return (*grades, data.NOT_APPLICABLE)


@pytest.mark.parametrize("size", [2, 3, 4, 5, 6])
def test_a_digit_chooses_the_grade_of_that_place_in_a_scale_of_any_length(size: int, show: Show) -> None:
    table = AnswerTable()
    table.show_rows([AnswerRow(item_id="a", label="Area", options=scale_of(size), rungs=size)])
    show(table)
    table.resize(800, 200)
    heard = Heard(table)
    table.setFocus()
    for place in range(1, size + 1):
        QTest.keyClicks(table.list, str(place))
    QTest.keyClicks(table.list, "0")
    expected = [("answer_chosen", "a", f"g{place}") for place in range(1, size + 1)]
    assert heard.without_focus() == [*expected, ("answer_chosen", "a", "na")]


def test_y_and_n_answer_and_letters_that_answer_nothing_do_nothing(table: AnswerTable) -> None:
    table.show_current("referral")
    heard = Heard(table)
    QTest.keyClicks(table.list, "y")
    QTest.keyClicks(table.list, "N")
    assert heard.without_focus() == [
        ("answer_chosen", "referral", "yes"),
        ("answer_chosen", "referral", "no"),
    ]
    assert current(table).item_id == "referral"


def test_arrows_go_from_row_to_row_and_say_so(table: AnswerTable) -> None:
    heard = Heard(table)
    press(table, Key.Key_Down, Key.Key_Down, Key.Key_Up)
    assert heard.words == [("row_focused", name) for name in ("referral", "recording", "referral")]


def test_left_and_right_move_between_slots_and_choose_nothing(table: AnswerTable) -> None:
    heard = Heard(table)
    press(table, Key.Key_Right, Key.Key_Right, Key.Key_Left)
    assert heard.words == []
    assert table.list.slot == 1
    press(table, *[Key.Key_Left] * 9)
    assert table.list.slot == 0
    press(table, *[Key.Key_Right] * 9)
    assert table.list.slot == 4


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return, Key.Key_Enter])
def test_space_and_enter_choose_the_slot_in_focus(key: Key, table: AnswerTable) -> None:
    heard = Heard(table)
    press(table, Key.Key_Right, key)
    assert heard.words == [("answer_chosen", "dv", "G")]


@pytest.mark.parametrize("key", [Key.Key_Backspace, Key.Key_Delete])
def test_backspace_and_delete_take_an_answer_back(key: Key, table: AnswerTable) -> None:
    heard = Heard(table)
    press(table, key)
    assert heard.words == []
    table.show_current("recording")
    press(table, key)
    assert heard.words == [("answer_cleared", "recording")]


def test_choosing_what_is_chosen_says_nothing(table: AnswerTable) -> None:
    table.show_current("recording")
    heard = Heard(table)
    QTest.keyClicks(table.list, "2")
    assert heard.words == []


def test_the_table_shows_an_answer_only_when_it_is_given_it(table: AnswerTable) -> None:
    QTest.keyClicks(table.list, "3")
    row = current(table)
    assert row.answer == ""
    table.show_row(replace(row, answer="S", word="Satisfactory"))
    fresh = current(table)
    assert fresh.answer == "S"
    box = table.list.slot_box("dv", 2).toRect()
    image = table.list.viewport().grab().toImage()
    assert image.pixelColor(box.left() + 4, box.center().y()) == theme().grade(3).fill


def test_a_row_that_is_not_there_is_an_error(table: AnswerTable) -> None:
    with pytest.raises(KeyError):
        table.show_row(replace(data.area(1, "x"), item_id="gone"))
    with pytest.raises(KeyError):
        table.show_current("gone")


def test_the_slot_in_focus_stands_on_the_answer(table: AnswerTable) -> None:
    for name, slot in (("risk", 2), ("recording", 1), ("assurance", 1), ("wishes", 0)):
        table.show_current(name)
        assert table.list.slot == slot


def test_keys_held_with_ctrl_answer_nothing(table: AnswerTable) -> None:
    heard = Heard(table)
    QTest.keyClick(table.list, Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert heard.without_focus() == []


def test_single_keys_can_be_turned_off_and_space_still_answers(table: AnswerTable) -> None:
    table.set_single_keys(False)
    heard = Heard(table)
    table.list.keyPressEvent(_typed("3"))
    assert heard.words == []
    press(table, Key.Key_Right, Key.Key_Space)
    assert heard.words == [("answer_chosen", "dv", "G")]


def _typed(text: str) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, Key.Key_3, Qt.KeyboardModifier.NoModifier, text)


def test_a_locked_row_can_be_looked_at_and_not_answered(table: AnswerTable) -> None:
    row = current(table)
    table.show_row(replace(row, locked=True, answer="G", word="Good"))
    heard = Heard(table)
    table.list.keyPressEvent(_typed("3"))
    press(table, Key.Key_Delete, Key.Key_Right, Key.Key_Space)
    assert heard.words == []


def test_enter_on_an_area_that_is_not_asked_asks_for_it(table: AnswerTable) -> None:
    table.show_current("area-4")
    heard = Heard(table)
    table.list.keyPressEvent(_typed("3"))
    assert heard.words == []
    press(table, Key.Key_Return)
    assert heard.words == [("not_asked_wanted", "area-4")]


def test_enter_opens_the_fold(table: AnswerTable) -> None:
    table.show_current("more")
    heard = Heard(table)
    press(table, Key.Key_Return)
    assert heard.words == [("fold_toggled", "more")]


def test_m_asks_for_the_manager_s_grade_where_one_is_taken(table: AnswerTable) -> None:
    row = current(table)
    heard = Heard(table)
    QTest.keyClicks(table.list, "m")
    assert heard.words == []
    table.show_row(replace(row, takes_manager=True))
    QTest.keyClicks(table.list, "m")
    assert heard.words == [("manager_grade_wanted", "dv")]
    table.set_single_keys(True, "g")
    QTest.keyClicks(table.list, "g")
    assert len(heard.words) == 2


def click(table: AnswerTable, point: QPoint) -> None:
    """Click into the rows."""
    QTest.mouseClick(table.list.viewport(), Qt.MouseButton.LeftButton, pos=point)


def test_a_click_chooses_the_slot_under_it(table: AnswerTable) -> None:
    heard = Heard(table)
    click(table, table.list.slot_box("wishes", 3).center().toPoint())
    assert heard.words == [("row_focused", "wishes"), ("answer_chosen", "wishes", "I")]


def test_a_click_on_the_question_goes_there_and_answers_nothing(table: AnswerTable) -> None:
    heard = Heard(table)
    box = table.list.slot_box("wishes", 0)
    click(table, QPoint(100, int(box.center().y())))
    assert heard.words == [("row_focused", "wishes")]


def test_clicks_on_icons_and_on_the_manager_s_column(table: AnswerTable) -> None:
    layout = table.list.layout_now()
    table.show_row(replace(data.read_rows()[3], takes_manager=True))
    heard = Heard(table)
    height = int(table.list.slot_box("risk", 0).center().y())
    click(table, QPoint(layout.right - 5, height))
    click(table, QPoint(layout.right - 30, height))
    click(table, QPoint(layout.manager_left + 10, height))
    assert [words[0] for words in heard.without_focus()] == [
        "evidence_wanted",
        "reason_wanted",
        "manager_grade_wanted",
    ]


def test_rows_keep_their_height_and_slots_their_place_whatever_is_answered(table: AnswerTable) -> None:
    def places() -> list[tuple[float, float, float]]:
        boxes = [table.list.slot_box(row.item_id, 0) for row in data.read_rows() if row.slot_count]
        return [(box.left(), box.top(), box.height()) for box in boxes]

    before = places()
    for row in data.read_rows():
        if row.options and row.slot_count:
            table.show_row(
                replace(row, answer=row.options[0].value, word="Good", has_reason=True, evidence_count=3)
            )
            table.show_current(row.item_id)
            table.list.verticalScrollBar().setValue(0)
    assert places() == before


def test_grades_stand_in_columns_and_a_yes_takes_two(table: AnswerTable) -> None:
    size = theme().size
    graded = [table.list.slot_box("risk", slot) for slot in range(5)]
    asked = [table.list.slot_box("referral", slot) for slot in range(3)]
    assert graded[1].left() - graded[0].left() == size.answer_slot_w + theme().space.half
    assert asked[0].left() == graded[0].left()
    assert asked[0].right() == graded[1].right()
    assert (asked[1].left(), asked[1].right()) == (graded[2].left(), graded[3].right())
    assert asked[2].left() == graded[4].left()


def test_other_rows_keep_the_row_in_focus_and_the_place_on_the_screen(table: AnswerTable) -> None:
    table.resize(680, 200)
    table.show_current("wishes")
    scrolled = table.list.verticalScrollBar().value()
    assert scrolled > 0
    heard = Heard(table)
    table.show_rows(data.read_rows())
    assert current(table).item_id == "wishes"
    assert table.list.verticalScrollBar().value() == scrolled
    assert heard.words == []


def test_the_head_stays_while_sixty_rows_scroll(show: Show) -> None:
    rows = [replace(row, item_id=f"{part}-{row.item_id}") for part in range(3) for row in data.read_rows()]
    table = AnswerTable()
    table.show_heads("Core questions", "Your answer", "Manager")
    table.show_rows(rows)
    show(table)
    table.resize(680, 200)
    table.setFocus()
    head = table.list.geometry().top()
    press(table, *[Key.Key_Down] * 59)
    assert table.list.verticalScrollBar().value() > 1000
    assert table.list.geometry().top() == head
    row = current(table)
    box = table.list.slot_box(row.item_id, 0) if row.slot_count else None
    assert box is None or 0 <= box.top() < table.list.viewport().height()


def test_a_narrow_table_gives_up_its_margin_before_it_cuts_a_question(table: AnswerTable) -> None:
    table.resize(900, 640)
    roomy = table.list.layout_now()
    table.resize(660, 640)
    table.list.viewport().update()
    tight = table.list.layout_now()
    assert roomy.number_left == theme().space.three
    assert tight.number_left == theme().space.one
    assert tight.label_width > roomy.label_width - 240


# What a screen reader hears


def spoken(table: AnswerTable, item_id: str) -> str:
    """The accessible name of a row, as Qt gives it to a screen reader."""
    place = [row.item_id for row in data.read_rows()].index(item_id)
    interface = QAccessible.queryAccessibleInterface(table.list)
    return str(interface.child(place).text(QAccessible.Text.Name))


@pytest.mark.parametrize(
    ("item_id", "words"),
    [
        (
            "risk",
            "Risk assessment quality, Satisfactory, 3 of 5, manager Good, +1, with a reason, evidence 2",
        ),
        ("dv", "Domestic violence practice, not answered"),
        ("risk-present", "Risk assessment present, Yes, 1 of 3, evidence 1"),
        ("area-4", "4, Lasting plan for timeliness, Not asked of files · n.a. by rule"),
        ("more", "9 more questions, closed, 0 answered, none needed to lock"),
    ],
)
def test_a_screen_reader_gets_question_answer_and_place(item_id: str, words: str, table: AnswerTable) -> None:
    assert spoken(table, item_id) == words


def test_the_list_has_a_name(table: AnswerTable) -> None:
    interface = QAccessible.queryAccessibleInterface(table.list)
    assert interface.text(QAccessible.Text.Name) == "Questions and answers"


# Answers that are typed


def test_a_choice_of_three_shares_the_width_and_shows_words_when_they_fit(show: Show) -> None:
    options = (
        Option(value="yes", letter="Y", word="Yes", key="1"),
        Option(value="partly", letter="P", word="Partly", key="2"),
        Option(value="no", letter="N", word="No", key="3"),
        data.NOT_APPLICABLE,
    )
    table = AnswerTable()
    table.show_rows(
        [AnswerRow(item_id="c", label="Addressed", kind="choice", options=options), data.graded("g", "Grade")]
    )
    show(table)
    table.resize(680, 200)
    table.setFocus()
    heard = Heard(table)
    QTest.keyClicks(table.list, "2")
    assert heard.without_focus() == [("answer_chosen", "c", "partly")]
    boxes = [table.list.slot_box("c", slot) for slot in range(3)]
    assert len({box.width() for box in boxes}) == 1
    assert boxes[2].right() == table.list.slot_box("g", 3).right()
