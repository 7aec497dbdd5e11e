"""From the unlock window to a visit and back, by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from cafaudit.services.picture import load_picture
from cafaudit.services.visits import open_visit
from cafaudit.services.visits import opened as opened_visit
from cafaudit.team.profile import create_profile, open_profile
from cafaudit.team.sealed_box import KdfCost
from tests.ui.in_window import Files, Paper
from tests.ui.visits import planned_visit
from ui.app import App, next_palette
from ui.outside import Surroundings
from ui.shell import Shell
from ui.theme import PALETTES, theme
from ui.widgets.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)
WORDS = "four made up words"
Part = TypeVar("Part", bound=QWidget)


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path, files: Files, paper: Paper) -> Iterator[Callable[[], App]]:
    shells: list[Shell] = []

    def start() -> App:
        shell = Shell()
        app = App(
            shell,
            Surroundings(
                profile=tmp_path / "data" / "profile",
                visits=tmp_path / "visits",
                files=files,
                printing=paper,
                cost=CHEAP,
            ),
        )
        shells.append(shell)
        shell.resize(1366, 768)
        app.begin()
        with qtbot.waitExposed(shell):
            shell.show()
        shell.activateWindow()
        qtbot.waitUntil(shell.isActiveWindow)
        return app

    yield start
    for shell in shells:
        shell.close()
        shell.deleteLater()


def part(app: App, kind: type[Part], name: str) -> Part:
    found = [one for one in app.shell.findChildren(kind, name) if one.isVisibleTo(app.shell)]
    assert found, f"nothing called {name} can be seen"
    return found[0]


def sees(app: App, name: str) -> bool:
    return any(one.isVisibleTo(app.shell) for one in app.shell.findChildren(QWidget, name))


def keys(text: str) -> None:
    QTest.keyClicks(cast("QWidget", QApplication.focusWidget()), text)


def press(key: Qt.Key) -> None:
    QTest.keyClick(cast("QWidget", QApplication.focusWidget()), key)


def have_profile(tmp_path: Path, name: str = "Lead Inspector") -> Path:
    folder = tmp_path / "data" / "profile"
    create_profile(folder, name, "Lead", WORDS, cost=CHEAP)
    return folder


def unlock(app: App, qtbot: QtBot) -> None:
    keys(WORDS)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sees(app, "visits_page"))


def make_profile_by_keyboard(app: App, qtbot: QtBot) -> str:
    for name, text in (
        ("person_name", "Made Up Lead"),
        ("inspector_code", "Lead"),
        ("new_passphrase", WORDS),
    ):
        part(app, QWidget, name).setFocus()
        keys(text)
    part(app, QWidget, "passphrase_again").setFocus()
    keys(WORDS)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sees(app, "code_sheet"))
    return part(app, QWidget, "code_sheet").accessibleName()


def begin_a_visit(qtbot: QtBot) -> None:
    """Press the first step of the empty page."""
    qtbot.waitUntil(lambda: focused() == "first_step")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: focused() == "service_area")


def focused() -> str:
    widget = QApplication.focusWidget()
    return "" if widget is None else widget.objectName()


def test_without_a_profile_the_form_for_one_is_shown_and_the_code_is_kept_before_going_on(
    opened: Callable[[], App], qtbot: QtBot, tmp_path: Path, paper: Paper
) -> None:
    app = opened()
    code = make_profile_by_keyboard(app, qtbot)
    assert open_profile(tmp_path / "data" / "profile", WORDS).name == "Made Up Lead"
    part(app, Button, "print_code").click()
    assert code.split()[0] in paper.printed[0]
    part(app, QAbstractButton, "code_is_kept").click()
    part(app, Button, "primary").click()
    qtbot.waitUntil(lambda: sees(app, "visits_page"))
    assert sees(app, "empty_state")


def test_a_wrong_passphrase_is_said_at_the_field_and_can_be_typed_again(
    opened: Callable[[], App], qtbot: QtBot, tmp_path: Path
) -> None:
    have_profile(tmp_path)
    app = opened()
    assert app.unlock is not None
    keys("something else")
    press(Qt.Key.Key_Return)
    line = app.unlock.unlock_form.passphrase.line
    qtbot.waitUntil(lambda: "passphrase" in line.text())
    assert not sees(app, "visits_page")
    unlock(app, qtbot)


def test_a_profile_opens_with_its_recovery_code_and_a_new_passphrase(
    opened: Callable[[], App], qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "data" / "profile"
    _, code = create_profile(folder, "Lead Inspector", "Lead", WORDS, cost=CHEAP)
    app = opened()
    part(app, Button, "use_recovery_code").click()
    for name, text in (
        ("recovery_code", code),
        ("new_passphrase", "other words now"),
        ("passphrase_again", "other words now"),
    ):
        part(app, QWidget, name).setFocus()
        keys(text)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sees(app, "visits_page"))
    assert open_profile(folder, "other words now").name == "Lead Inspector"


def test_a_visit_is_made_by_keyboard_and_stands_in_the_list_afterwards(
    opened: Callable[[], App], qtbot: QtBot, tmp_path: Path
) -> None:
    have_profile(tmp_path)
    app = opened()
    unlock(app, qtbot)
    begin_a_visit(qtbot)
    keys("Brackwater")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sees(app, "home_page"))
    assert focused() == "task_sample"
    assert (tmp_path / "visits" / "Brackwater.cafaudit" / "visit.db").is_file()
    assert "Brackwater" in part(app, QWidget, "visit_name").accessibleName()
    part(app, Button, "other_visits").click()
    qtbot.waitUntil(lambda: sees(app, "visits_page"))
    assert app.visits is not None
    (row,) = app.visits.list.rows()
    qtbot.waitUntil(row.hasFocus)
    assert row.accessibleName().startswith("Brackwater, Planned")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sees(app, "home_page"))


def test_a_name_that_is_taken_is_refused_at_the_name(
    opened: Callable[[], App], qtbot: QtBot, tmp_path: Path
) -> None:
    have_profile(tmp_path)
    (tmp_path / "visits" / "Brackwater.cafaudit").mkdir(parents=True)
    app = opened()
    unlock(app, qtbot)
    begin_a_visit(qtbot)
    keys("Brackwater")
    press(Qt.Key.Key_Return)
    assert app.visits is not None
    line = app.visits.form.name.line
    qtbot.waitUntil(lambda: "already" in line.text())
    assert part(app, QWidget, "name_of_visit").hasFocus()


def test_a_visit_that_somebody_else_holds_open_is_refused_and_the_list_stays(
    opened: Callable[[], App], qtbot: QtBot, tmp_path: Path
) -> None:
    lead = open_profile(have_profile(tmp_path), WORDS)
    (tmp_path / "visits").mkdir()
    held = planned_visit(tmp_path / "visits", lead)
    try:
        app = opened()
        unlock(app, qtbot)
        assert app.visits is not None
        press(Qt.Key.Key_Return)
        message = app.visits.message
        qtbot.waitUntil(message.isVisible)
        assert message.text()
        qtbot.waitUntil(app.visits.list.rows()[0].hasFocus)
    finally:
        held.close()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sees(app, "home_page"))


def test_another_folder_can_be_opened_and_what_is_no_visit_is_refused(
    opened: Callable[[], App], qtbot: QtBot, tmp_path: Path, files: Files
) -> None:
    lead = open_profile(have_profile(tmp_path), WORDS)
    planned_visit(tmp_path, lead).close()
    app = opened()
    unlock(app, qtbot)
    assert app.visits is not None
    files.answer = tmp_path / "data"
    part(app, Button, "open_folder").click()
    qtbot.waitUntil(app.visits.message.isVisible)
    assert "not a visit" in app.visits.message.text()
    files.answer = tmp_path / "Brackwater.cafaudit"
    part(app, Button, "open_folder").click()
    qtbot.waitUntil(lambda: sees(app, "home_page"))


def test_locking_lets_the_visit_go_and_asks_for_the_passphrase_again(
    opened: Callable[[], App], qtbot: QtBot, tmp_path: Path
) -> None:
    lead = open_profile(have_profile(tmp_path), WORDS)
    (tmp_path / "visits").mkdir()
    planned_visit(tmp_path / "visits", lead).close()
    app = opened()
    unlock(app, qtbot)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sees(app, "home_page"))
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(app.shell, Qt.Key.Key_L, held)
    qtbot.waitUntil(lambda: sees(app, "unlock_window"))
    assert app.one_visit is None
    qtbot.waitUntil(lambda: focused() == "passphrase")
    planned_again = open_visit(tmp_path / "visits" / "Brackwater.cafaudit", lead)
    planned_again.close()


def test_what_is_being_typed_is_kept_when_the_window_closes(
    opened: Callable[[], App], qtbot: QtBot, tmp_path: Path
) -> None:
    lead = open_profile(have_profile(tmp_path), WORDS)
    (tmp_path / "visits").mkdir()
    planned_visit(tmp_path / "visits", lead).close()
    app = opened()
    unlock(app, qtbot)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sees(app, "home_page"))
    part(app, Button, "visit_details").click()
    assert part(app, QWidget, "visit_provider").hasFocus()
    keys("A made-up provider")
    app.shell.close()
    with opened_visit(tmp_path / "visits" / "Brackwater.cafaudit", lead) as visit:
        assert load_picture(visit, with_history=False).details.provider == "A made-up provider"


@pytest.mark.usefixtures("light")
def test_the_palettes_follow_each_other_and_come_round_again() -> None:
    worn = [theme().name]
    for _ in PALETTES:
        next_palette()
        worn.append(theme().name)
    assert worn[0] == worn[-1] == "light"
    assert set(worn) == set(PALETTES)


def test_the_example_is_played_and_its_visit_opened(
    opened: Callable[[], App], qtbot: QtBot, tmp_path: Path
) -> None:
    have_profile(tmp_path)
    app = opened()
    part(app, Button, "open_example").click()
    assert sees(app, "example_window")
    qtbot.waitUntil(lambda: sees(app, "home_page"), timeout=90_000)
    assert "Birmingham" in part(app, QWidget, "visit_name").accessibleName()
