"""The example is played beside the window, can be stopped, and leaves nothing behind."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest

from cafaudit.team.sealed_box import KdfCost
from ui.example_run import ExampleRun
from ui.widgets.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)


@pytest.fixture
def run(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ExampleRun]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made = ExampleRun()
    qtbot.addWidget(made.window)
    made.window.show()
    yield made
    made.finish()


def test_a_stop_is_heard_and_leads_back_with_nothing_left(
    run: ExampleRun, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(run.given_up, timeout=30_000):
        run.begin(CHEAP)
        stop = run.window.findChild(Button, "stop")
        assert stop is not None
        stop.click()
    run.finish()
    assert list(tmp_path.iterdir()) == []


def test_what_goes_wrong_is_said_with_a_way_back(
    run: ExampleRun, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    (taken / "example" / "something").mkdir(parents=True)
    monkeypatch.setattr(tempfile, "mkdtemp", lambda **_: str(taken))
    run.begin(CHEAP)
    qtbot.waitUntil(run.window.message.isVisible, timeout=30_000)
    assert run.window.message.text()
    back = run.window.findChild(Button, "back")
    assert back is not None
    with qtbot.waitSignal(run.given_up):
        back.click()
