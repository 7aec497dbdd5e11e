"""Fields: what is typed, when it is said, what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tests.ui.showing import Show, find
from ui.theme import Tone, theme
from ui.widgets.boxes import column
from ui.widgets.choices import CheckBox, ComboField
from ui.widgets.fields import ErrorLine, Field, PassphraseEntry, TextField
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from PySide6.QtGui import QColor


def together(*parts: QWidget) -> QWidget:
    """Stand parts below each other."""
    whole = QWidget()
    layout = column(whole, gap=8, margin=8)
    for part in parts:
        layout.addWidget(part)
    return whole


def test_a_field_says_its_text_on_enter_and_on_leaving_if_it_changed(show: Show) -> None:
    field, other = TextField(), TextField()
    said: list[str] = []
    field.committed.connect(said.append)
    show(together(field, other))
    field.setFocus()
    QTest.keyClicks(field, "BBC-0412")
    assert said == []
    QTest.keyClick(field, Qt.Key.Key_Return)
    other.setFocus()
    assert said == ["BBC-0412"]
    field.setFocus()
    QTest.keyClicks(field, "x")
    other.setFocus()
    assert said == ["BBC-0412", "BBC-0412x"]


def test_what_is_shown_is_not_said(show: Show) -> None:
    field, other = TextField(), TextField()
    said: list[str] = []
    field.committed.connect(said.append)
    field.textChanged.connect(said.append)
    show(together(field, other))
    field.show_text("from the store")
    field.setFocus()
    other.setFocus()
    assert said == []
    assert field.text() == "from the store"


def test_a_wrong_field_has_a_thick_red_border_and_keeps_its_height(show: Show) -> None:
    holder = QWidget()  # with room around the field, where the ring stands
    holder.resize(300, 80)
    field = TextField()
    field.setParent(holder)
    field.move(20, 20)
    show(holder)
    before = field.height()

    def border() -> QColor:
        return holder.grab().toImage().pixelColor(20 + 30, 20 + 1)

    field.show_wrong(True)
    assert border() == theme().colours.danger
    assert field.height() == before
    assert field.font().pointSizeF() == theme().type.body_pt
    field.show_wrong(False)
    assert border() != theme().colours.danger


def test_a_locked_field_can_be_read_and_not_changed(show: Show) -> None:
    field = TextField()
    field.show_text("BBC-0412")
    show(field)
    field.show_locked(True)
    QTest.keyClicks(field, "9")
    assert field.text() == "BBC-0412"
    field.show_locked(False)
    QTest.keyClicks(field, "9")
    assert field.text() == "BBC-04129"


def test_a_label_names_its_input_and_an_error_describes_it(show: Show) -> None:
    field = Field("Date of the visit", TextField())
    show(field)
    assert field.control.accessibleName() == "Date of the visit"
    assert field.label.buddy() is field.control
    field.show_error("June has 30 days. Type another date.")
    assert field.control.accessibleDescription() == "June has 30 days. Type another date."
    assert field.line.text() == "June has 30 days. Type another date."
    field.clear_error()
    assert field.control.accessibleDescription() == field.line.text() == ""


def test_nothing_moves_when_a_field_has_to_speak(show: Show, qapp: QApplication) -> None:
    field, below = Field("Date", TextField()), TextField()
    show(together(field, below))
    before = below.y()
    for say in (field.show_error, field.show_warning, field.show_hint):
        say("June has 30 days.")
        qapp.processEvents()
        assert below.y() == before


@pytest.mark.parametrize(
    ("say", "tone"), [("show_hint", "quiet"), ("show_warning", "warning"), ("show_error", "danger")]
)
def test_hint_warning_and_error_have_their_tones(say: str, tone: Tone, show: Show) -> None:
    line = ErrorLine()
    show(together(line))
    line.resize(200, 16)
    getattr(line, say)("▇▇▇▇")
    image = line.grab().toImage()
    shades = {image.pixelColor(x, 8).name() for x in range(image.width())}
    assert theme().colours.tone(tone).name() in shades


def test_the_passphrase_is_dots_until_it_is_shown(show: Show) -> None:
    entry = PassphraseEntry("Passphrase")
    show(entry)
    field = entry.field
    QTest.keyClicks(field, "correct horse")
    assert field.echoMode() == QLineEdit.EchoMode.Password
    assert "horse" not in field.displayText()
    button = find(entry, QWidget, "show_passphrase")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert field.displayText() == "correct horse"
    assert button.accessibleName() == "Hide the passphrase"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "horse" not in field.displayText()


def test_show_is_the_next_stop_of_tab_after_the_passphrase(show: Show) -> None:
    entry = PassphraseEntry("Passphrase")
    show(entry)
    entry.field.setFocus()
    QTest.keyClick(entry.field, Qt.Key.Key_Tab)
    assert find(entry, QWidget, "show_passphrase").hasFocus()


def test_caps_lock_is_noticed_from_what_is_typed(show: Show) -> None:
    entry = PassphraseEntry("Passphrase")
    show(entry)
    QTest.keyClicks(entry.field, "ok")
    assert entry.line.text() == ""
    QTest.keyClick(entry.field, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    QTest.sendKeyEvent(QTest.KeyAction.Click, entry.field, Qt.Key.Key_A, "A", Qt.KeyboardModifier.NoModifier)
    assert entry.line.text() == "Caps Lock is on"
    QTest.sendKeyEvent(
        QTest.KeyAction.Click, entry.field, Qt.Key.Key_A, "A", Qt.KeyboardModifier.ShiftModifier
    )
    assert entry.line.text() == ""


def test_digits_say_nothing_about_caps_lock(show: Show) -> None:
    entry = PassphraseEntry("Passphrase")
    show(entry)
    QTest.sendKeyEvent(QTest.KeyAction.Click, entry.field, Qt.Key.Key_A, "A", Qt.KeyboardModifier.NoModifier)
    QTest.keyClicks(entry.field, "12 !")
    assert entry.line.text() == "Caps Lock is on"


def test_an_area_grows_with_its_lines_up_to_its_bound(show: Show) -> None:
    area = TextArea(least=2, most=4)
    show(area)
    area.resize(200, area.height())
    heights = []
    for lines in range(1, 8):
        area.show_text("\n".join("x" * lines))
        heights.append(area.height())
    assert heights[0] == heights[1] < heights[2] < heights[3] == heights[6]


def test_tab_leaves_an_area_and_says_what_changed(show: Show) -> None:
    area, other = TextArea(), TextField()
    drafts: list[str] = []
    said: list[str] = []
    area.edited.connect(drafts.append)
    area.committed.connect(said.append)
    show(together(area, other))
    area.setFocus()
    QTest.keyClicks(area, "why")
    assert (drafts, said) == (["w", "wh", "why"], [])
    QTest.keyClick(area, Qt.Key.Key_Tab)
    assert other.hasFocus()
    assert said == ["why"]
    area.setFocus()
    QTest.keyClick(area, Qt.Key.Key_Tab)
    assert said == ["why"]


def test_what_is_shown_in_an_area_is_not_said_and_leaves_the_cursor(show: Show) -> None:
    area = TextArea()
    said: list[str] = []
    area.edited.connect(said.append)
    area.committed.connect(said.append)
    show(area)
    area.show_text("Checks on file.")
    area.setFocus()
    cursor = area.textCursor()
    cursor.setPosition(6)
    area.setTextCursor(cursor)
    area.show_text("Checks on file.")
    assert area.textCursor().position() == 6
    area.commit()
    assert said == []


def test_enter_is_a_new_line_and_ctrl_enter_is_left_to_the_page(show: Show) -> None:
    area = TextArea()
    show(area)
    area.setFocus()
    QTest.keyClicks(area, "a")
    QTest.keyClick(area, Qt.Key.Key_Return)
    QTest.keyClicks(area, "b")
    assert area.toPlainText() == "a\nb"


def test_a_choice_is_shown_without_a_word_and_made_by_key(show: Show) -> None:
    combo = ComboField()
    said: list[int] = []
    combo.currentIndexChanged.connect(said.append)
    combo.show_choices((("a", "Inspector 1", ""), ("b", "Inspector 2", "this laptop")), "b")
    show(combo)
    assert (combo.currentText(), combo.currentData()) == ("Inspector 2", "b")
    assert said == []
    QTest.keyClick(combo, Qt.Key.Key_Up)
    assert combo.currentData() == "a"
    assert said == [0]


def test_an_unknown_choice_falls_back_to_the_first(show: Show) -> None:
    combo = ComboField()
    show(combo)
    combo.show_choices((("a", "A", ""), ("b", "B", "")), "gone")
    assert combo.currentData() == "a"
    combo.show_choices((), "")
    assert combo.currentIndex() == -1


def test_a_tick_is_set_by_space_and_by_its_words(show: Show) -> None:
    box = CheckBox("Early intervention")
    show(box)
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert not box.isChecked()
    assert box.ring_rect().width() == box.ring_rect().height() == theme().size.check_box
