"""Cycles with Qt objects are collected on the window's thread, never on a job's."""

from __future__ import annotations

import gc
import threading
from time import sleep
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.collecting import Collector
from ui.jobs import Job, JobQueue

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from cafaudit.progress import Progress


class _Ring:
    """Part of a cycle that notes on which thread it was collected."""

    def __init__(self, seen: list[int]) -> None:
        self.seen, self.itself, self.qt = seen, self, QObject()

    def __del__(self) -> None:
        self.seen.append(threading.get_ident())


def test_a_job_that_allocates_much_collects_nothing(qapp: QApplication, qtbot: QtBot) -> None:
    collector = Collector(qapp)
    seen: list[int] = []
    _Ring(seen)
    job = Job(lambda _: [[number] for number in range(50_000)])
    queue = JobQueue()
    queue.add(job)
    with qtbot.waitSignal(job.finished):
        pass
    qtbot.waitUntil(lambda: bool(seen) or gc.collect() >= 0)
    assert set(seen) == {threading.get_ident()}
    assert not gc.isenabled()
    collector.deleteLater()


def test_garbage_goes_when_there_is_enough_of_it(qapp: QApplication) -> None:
    collector = Collector(qapp)
    gc.collect()
    kept = [[number] for number in range(5_000)]
    assert collector.look() is not None
    assert len(kept) == 5_000
    collector.deleteLater()


def test_rows_by_the_thousand_are_left_alone_until_their_number_rests(qapp: QApplication) -> None:
    collector = Collector(qapp)
    gc.collect()
    collector.look()
    kept = [[number] for number in range(60_000)]
    assert collector.look() is None
    kept += [[number] for number in range(60_000)]
    assert collector.look() is None
    assert any(collector.look() is not None for _ in range(10))
    assert len(kept) == 120_000
    collector.deleteLater()


def test_work_that_makes_rows_does_not_stop_the_window(qapp: QApplication, qtbot: QtBot) -> None:
    collector = Collector(qapp)
    pauses: list[str] = []

    def noted(phase: str, info: dict[str, int]) -> None:
        pauses.append(f"{phase} {info['generation']}")

    def work(_: Progress) -> int:
        rows = []
        for _round in range(15):
            rows += [[number] for number in range(50_000)]
            sleep(0.05)
        return len(rows)

    job = Job(work)
    queue = JobQueue()
    gc.collect()
    gc.callbacks.append(noted)
    try:
        queue.add(job)
        with qtbot.waitSignal(job.succeeded, timeout=20_000):
            pass
    finally:
        gc.callbacks.remove(noted)
    assert pauses == []
    collector.deleteLater()
