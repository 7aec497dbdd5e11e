"""The unlock window, by keyboard alone: unlock, a new profile, a lost passphrase."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.showing import Show, find
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.choices import CheckBox, ComboField
from ui.widgets.fields import ErrorLine, PassphraseField, TextField
from ui.widgets.text import text_width
from ui.windows.new_profile import CodeSheet, NewProfile
from ui.windows.unlock import ProfileChoice, UnlockWindow

PROFILES = (ProfileChoice("p2", "Inspector 2", "this laptop"), ProfileChoice("p3", "Inspector 3"))
CODE = "AAAA1-BBBB2-CCCC3-DDDD4-EEEE5-FFFF6-GGGG7-HHHH8"


@pytest.fixture
def window(show: Show) -> UnlockWindow:
    """The window with two profiles."""
    made = UnlockWindow("0.1.0")
    made.show_profiles(PROFILES, "p2")
    made.resize(1180, 740)
    return show(made)


class Heard:
    """What the window asks for."""

    def __init__(self, window: UnlockWindow) -> None:
        """Listen to every signal."""
        self.words: list[tuple[object, ...]] = []
        for name in (
            "unlock_wanted",
            "recovery_wanted",
            "profile_wanted",
            "code_kept",
            "code_print_wanted",
            "example_wanted",
        ):
            getattr(window, name).connect(lambda *words, name=name: self.words.append((name, *words)))


def focused() -> QWidget:
    """What has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_and(text: str, key: Qt.Key) -> None:
    """Type where the keyboard is, then press a key there."""
    QTest.keyClicks(focused(), text)
    QTest.keyClick(focused(), key)


def test_the_passphrase_has_the_keyboard_and_enter_unlocks(window: UnlockWindow) -> None:
    heard = Heard(window)
    assert focused().objectName() == "passphrase"
    type_and("correct horse battery", Qt.Key.Key_Return)
    assert heard.words == [("unlock_wanted", "p2", "correct horse battery")]


def test_another_profile_is_chosen_by_key(window: UnlockWindow) -> None:
    heard = Heard(window)
    QTest.keyClick(focused(), Qt.Key.Key_Backtab)
    assert isinstance(focused(), ComboField)
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    type_and("words", Qt.Key.Key_Return)
    assert heard.words == [("unlock_wanted", "p3", "words")]


def test_without_a_passphrase_it_says_so_and_asks_nothing(window: UnlockWindow) -> None:
    heard = Heard(window)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert heard.words == []
    assert focused().accessibleDescription() == "Type the passphrase of this profile."


def test_while_it_works_enter_asks_no_second_time(window: UnlockWindow) -> None:
    heard = Heard(window)
    type_and("words", Qt.Key.Key_Return)
    window.show_working("Unlocking")
    assert find(window, Button, "primary").text() == "Unlocking"
    QTest.keyClick(find(window, PassphraseField, "passphrase"), Qt.Key.Key_Return)
    assert len(heard.words) == 1


def test_a_wrong_passphrase_is_said_at_its_field_and_can_be_typed_again(window: UnlockWindow) -> None:
    type_and("wrong", Qt.Key.Key_Return)
    window.show_working("Unlocking")
    height = find(window, Button, "primary").y()
    window.show_refused("This is not the passphrase of this profile.", "Check Caps Lock.")
    field = find(window, PassphraseField, "passphrase")
    assert field.accessibleDescription().startswith("This is not the passphrase")
    assert field.hasFocus()
    assert field.selectedText() == "wrong"
    assert find(window, Button, "primary").y() == height
    assert find(window, Button, "primary").text() == "Unlock"
    heard = Heard(window)
    type_and("right", Qt.Key.Key_Return)
    assert heard.words == [("unlock_wanted", "p2", "right")]


def test_given_the_keyboard_as_a_whole_it_hands_it_to_the_passphrase(window: UnlockWindow) -> None:
    find(window, Button, "open_example").setFocus()
    window.setFocus()
    assert focused().objectName() == "passphrase"


def test_every_control_is_reached_by_tab(window: UnlockWindow) -> None:
    assert window.isActiveWindow()
    reached = []
    for _ in range(7):
        reached.append(focused().objectName())
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    links = {"show_passphrase", "use_recovery_code", "open_example", "new_profile"}
    assert set(reached) == {"profile", "passphrase", "primary", *links}


def test_the_example_is_one_link_away(window: UnlockWindow) -> None:
    heard = Heard(window)
    QTest.keyClick(find(window, Button, "open_example"), Qt.Key.Key_Return)
    assert heard.words == [("example_wanted",)]


def test_without_a_profile_it_asks_for_one_by_keyboard_alone(show: Show) -> None:
    window = UnlockWindow("0.1.0")
    window.show_profiles(())
    show(window)
    heard = Heard(window)
    assert focused().objectName() == "person_name"
    type_and("A. Person", Qt.Key.Key_Tab)
    type_and("I2", Qt.Key.Key_Tab)
    type_and("four words that stay", Qt.Key.Key_Tab)
    type_and("four words that stay", Qt.Key.Key_Return)
    assert heard.words == [("profile_wanted", NewProfile("A. Person", "I2", "four words that stay"))]


@pytest.mark.parametrize("way", ["show_new_profile", "show_recovery"])
def test_tab_goes_from_passphrase_to_passphrase_and_no_blank_ever_shows_one(
    way: str, window: UnlockWindow
) -> None:
    getattr(window, way)()
    field = find(window, PassphraseField, "new_passphrase")
    field.setFocus()
    reached = []
    for _ in range(2):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        reached.append(focused().objectName())
    assert reached == ["passphrase_again", "show_passphrase"]
    QTest.keyClicks(focused(), "words with blanks ")
    assert not field.is_shown
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert field.is_shown


def test_a_new_profile_says_at_each_field_what_is_missing(show: Show) -> None:
    window = UnlockWindow("0.1.0")
    window.show_profiles(())
    show(window)
    heard = Heard(window)
    primary = find(window, Button, "primary")
    fields = [
        ("person_name", "A. Person", "Type your name."),
        ("inspector_code", "I2", "Type a short code, such as I2."),
        ("new_passphrase", "some words", "Type a passphrase"),
        ("passphrase_again", "some wrods", "The two are not the same."),
    ]
    for name, text, wrong in fields:
        QTest.mouseClick(primary, Qt.MouseButton.LeftButton)
        field = find(window, TextField, name)
        if name == "passphrase_again":
            QTest.keyClicks(field, text)
            QTest.mouseClick(primary, Qt.MouseButton.LeftButton)
        assert field.accessibleDescription().startswith(wrong)
        assert field.hasFocus()
        field.setText(text)
    assert heard.words == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Four or more words"),
        ("short one", "9 characters; 7 more"),
        ("sixteen letters!", "16 characters: long enough"),
    ],
)
def test_advice_on_the_length_comes_while_typing(typed: str, says: str, show: Show) -> None:
    window = UnlockWindow("0.1.0")
    window.show_profiles(())
    show(window)
    field = find(window, PassphraseField, "new_passphrase")
    field.setFocus()
    QTest.keyClicks(field, typed)
    assert field.accessibleDescription().startswith(says)


def test_a_refused_name_is_said_at_the_name(show: Show) -> None:
    window = UnlockWindow("0.1.0")
    window.show_profiles(())
    show(window)
    window.show_working("Making the keys")
    window.show_refused("The name is too long.", "Shorten it.")
    assert (
        find(window, TextField, "person_name").accessibleDescription() == "The name is too long. Shorten it."
    )
    assert find(window, Button, "primary").isEnabled()


def test_the_recovery_code_is_shown_until_it_is_kept(window: UnlockWindow) -> None:
    heard = Heard(window)
    window.show_recovery_code(CODE)
    assert find(window, CodeSheet, "code_sheet").accessibleName() == CODE.replace("-", " ")
    primary = find(window, Button, "primary")
    QTest.mouseClick(primary, Qt.MouseButton.LeftButton)
    assert heard.words == []
    assert isinstance(focused(), CheckBox)
    QTest.keyClick(find(window, Button, "print_code"), Qt.Key.Key_Space)
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    QTest.keyClick(primary, Qt.Key.Key_Return)
    assert heard.words == [("code_print_wanted", CODE), ("code_kept",)]


def test_enter_at_the_tick_says_what_is_missing_and_goes_on_once_it_is_set(window: UnlockWindow) -> None:
    heard = Heard(window)
    window.show_recovery_code(CODE)
    said = find(window, ErrorLine, "code_not_kept")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert heard.words == []
    assert said.text().startswith("Tick it")
    assert is_whole(said)
    assert focused().objectName() == "code_is_kept"
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert said.text() == ""
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert heard.words == [("code_kept",)]


def test_nothing_leads_away_from_a_recovery_code_that_is_shown_once(window: UnlockWindow) -> None:
    example = find(window, Button, "open_example")
    window.show_recovery_code(CODE)
    assert not example.isVisible()
    window.show_unlock()
    assert example.isVisible()


def is_whole(said: ErrorLine) -> bool:
    """Whether the one line that there is holds all of what is said, with room for a sign before it."""
    return text_width(said.text(), "small") <= said.width() - theme().size.icon - theme().space.one


def test_neither_a_hint_nor_a_refusal_of_a_new_profile_is_cut(show: Show) -> None:
    window = UnlockWindow("0.1.0")
    window.show_profiles(())
    show(window)
    QTest.qWait(0)
    primary = find(window, Button, "primary")
    seen = set()
    for name, text in (
        ("person_name", "A. Person"),
        ("inspector_code", "I2"),
        ("new_passphrase", "short"),
        ("passphrase_again", "other"),
    ):
        QTest.mouseClick(primary, Qt.MouseButton.LeftButton)
        for said in window.findChildren(ErrorLine):
            seen.add(said.text())
            assert is_whole(said), said.text()
        find(window, TextField, name).setText(text)
    assert len(seen) > 4


def test_a_lost_passphrase_is_replaced_with_the_code(window: UnlockWindow) -> None:
    heard = Heard(window)
    QTest.keyClick(find(window, Button, "use_recovery_code"), Qt.Key.Key_Return)
    assert focused().objectName() == "recovery_code"
    type_and(CODE, Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "a new passphrase")
    find(window, PassphraseField, "passphrase_again").setFocus()
    type_and("a new passphrase", Qt.Key.Key_Return)
    assert heard.words == [("recovery_wanted", "p2", CODE, "a new passphrase")]
    window.show_refused("Group 3 has a typing mistake.", "Compare it with the sheet.")
    assert find(window, TextField, "recovery_code").accessibleDescription().startswith("Group 3")


def test_one_can_go_back_to_the_profiles(window: UnlockWindow) -> None:
    for way in ("new_profile", "use_recovery_code"):
        QTest.keyClick(find(window, Button, way), Qt.Key.Key_Return)
        QTest.keyClick(find(window, Button, "back"), Qt.Key.Key_Return)
        assert focused().objectName() == "passphrase"
        QApplication.processEvents()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (910, 512), (683, 384)])
def test_at_every_scaling_nothing_is_squeezed(width: int, height: int, window: UnlockWindow) -> None:
    window.resize(width, height)
    QApplication.processEvents()
    for name in ("passphrase", "profile", "primary"):
        assert find(window, QWidget, name).height() == 32
    QTest.keyClick(find(window, Button, "new_profile"), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert find(window, TextField, "person_name").height() == 32
