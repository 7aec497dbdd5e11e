"""Progress and saving: nothing is called saved before it is, a failure stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.showing import Show, find
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.progress import SAVING_SHOWN_AFTER, Meter, ProgressLine, SaveState

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_the_old_saved_stays_for_half_a_second(show: Show, qtbot: QtBot) -> None:
    state = SaveState()
    show(state)
    state.show_saved("14:02:11")
    state.begin()
    assert state.text() == "Saved 14:02:11"
    qtbot.waitUntil(lambda: state.text() == "Saving", timeout=SAVING_SHOWN_AFTER * 4)
    assert state.kind == "saving"
    state.show_saved("14:02:13")
    assert (state.kind, state.text()) == ("saved", "Saved 14:02:13")


def test_a_quick_save_never_shows_saving(show: Show, qtbot: QtBot) -> None:
    state = SaveState()
    show(state)
    state.begin()
    state.show_saved("14:02:11")
    qtbot.wait(SAVING_SHOWN_AFTER + 100)
    assert state.text() == "Saved 14:02:11"


def test_a_failure_is_red_and_stays_until_a_save_succeeds(show: Show, qtbot: QtBot) -> None:
    state = SaveState()
    show(state)
    state.begin()
    state.show_failed("disk full")
    qtbot.wait(SAVING_SHOWN_AFTER + 100)
    assert (state.kind, state.text()) == ("failed", "Not saved: disk full")
    image = state.grab().toImage()
    assert any(image.pixelColor(x, 10) == theme().colours.danger for x in range(image.width()))
    state.show_saved("14:03:00")
    assert state.kind == "saved"


def test_a_draft_and_a_note_have_their_own_words(show: Show) -> None:
    state = SaveState()
    show(state)
    state.show_draft("14:02:09")
    assert state.text() == "Draft kept 14:02:09"
    state.show_note("Everything saved")
    assert (state.kind, state.text()) == ("saved", "Everything saved")


@pytest.mark.parametrize(("done", "total", "filled"), [(0, 10, 0), (5, 10, 100), (10, 10, 200), (3, 0, 0)])
def test_a_meter_is_filled_by_what_is_done(done: int, total: int, filled: int, show: Show) -> None:
    meter = Meter()
    show(meter)
    meter.resize(200, meter.height())
    meter.show_progress(done, total)
    image = meter.grab().toImage()
    accent = sum(image.pixelColor(x, 3) == theme().colours.accent for x in range(200))
    assert abs(accent - filled) <= 4


def test_long_work_can_be_stopped_once(show: Show) -> None:
    line = ProgressLine()
    show(line)
    stopped: list[bool] = []
    line.stop_wanted.connect(lambda: stopped.append(True))
    line.show_work("Checking the store", "12,400 of 20,000 events", 12_400, 20_000)
    stop = find(line, Button, "stop")
    assert stop.accessibleName() == "Stop: Checking the store"
    QTest.keyClick(stop, Qt.Key.Key_Space)
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert stopped == [True]
    line.clear()
    line.show_work("Checking the store", "0 of 20,000 events", 0, 20_000)
    assert stop.isEnabled()
