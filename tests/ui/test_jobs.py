"""Work beside the window: order, progress, stop, failure, and threads."""

from __future__ import annotations

from functools import partial
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

import pytest

from cafaudit.errors import InputRefused
from ui.jobs import Job, JobQueue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from cafaudit.progress import Progress


@pytest.fixture
def queue(qapp: object) -> Iterator[JobQueue]:
    """A queue that is waited for."""
    del qapp
    made = JobQueue()
    yield made
    made.stop()


def count_to(total: int) -> Job:
    """A job that counts."""

    def work(progress: Progress) -> int:
        for done in range(1, total + 1):
            progress.step(done, total)
        return total

    return Job(work)


def test_a_job_gives_its_result_on_the_thread_of_the_window(queue: JobQueue, qtbot: QtBot) -> None:
    worked_on = []
    heard_on = []

    def work(_: Progress) -> int:
        worked_on.append(current_thread())
        return 7

    job = Job(work)
    job.succeeded.connect(lambda _: heard_on.append(current_thread()))
    with qtbot.waitSignal(job.succeeded) as heard:
        queue.add(job)
    assert heard.args == [7]
    assert heard_on == [main_thread()]
    assert worked_on[0] is not main_thread()


def test_jobs_run_in_the_order_they_were_given_on_one_thread(queue: JobQueue, qtbot: QtBot) -> None:
    seen: list[tuple[int, object]] = []

    def work(number: int, _: Progress) -> None:
        seen.append((number, current_thread().ident))

    with qtbot.waitSignal(queue.idle):
        for number in range(20):
            queue.add(Job(partial(work, number)))
    assert [number for number, _ in seen] == list(range(20))
    assert len({thread for _, thread in seen}) == 1


def test_progress_is_told_and_the_last_step_never_left_out(queue: JobQueue, qtbot: QtBot) -> None:
    told = []
    job = count_to(5000)
    job.progressed.connect(lambda done, total: told.append((done, total)))
    with qtbot.waitSignal(job.finished):
        queue.add(job)
    assert told[-1] == (5000, 5000)
    assert len(told) < 500


def test_a_stop_ends_the_work_at_its_next_step(queue: JobQueue, qtbot: QtBot) -> None:
    steps: list[int] = []

    def work(progress: Progress) -> None:
        while True:
            progress.step(len(steps), 0)
            steps.append(1)
            job.cancel()

    job = Job(work)
    ends = []
    job.succeeded.connect(lambda _: ends.append("succeeded"))
    job.failed.connect(lambda _: ends.append("failed"))
    with qtbot.waitSignals([job.cancelled, job.finished], order="strict"):
        queue.add(job)
    assert steps == [1]
    assert ends == []


def test_a_job_stopped_before_its_turn_never_begins(queue: JobQueue, qtbot: QtBot) -> None:
    begun = []
    late = Job(lambda _: begun.append(1))
    late.cancel()
    with qtbot.waitSignal(late.cancelled):
        queue.add(late)
    assert not begun


@pytest.mark.parametrize("error", [InputRefused("No.", "Try again."), ZeroDivisionError()])
def test_whatever_fails_reaches_the_owner_as_it_is(error: Exception, queue: JobQueue, qtbot: QtBot) -> None:
    def work(_: Progress) -> None:
        raise error

    with qtbot.waitSignal((job := Job(work)).failed) as heard:
        queue.add(job)
    assert heard.args == [error]


def test_one_failure_does_not_stop_the_next_job(queue: JobQueue, qtbot: QtBot) -> None:
    queue.add(Job(lambda _: 1 / 0))
    with qtbot.waitSignal((job := Job(lambda _: "fine")).succeeded) as heard:
        queue.add(job)
    assert heard.args == ["fine"]


def test_finish_waits_and_lets_every_answer_be_heard(queue: JobQueue) -> None:
    heard: list[object] = []
    for number in range(5):
        job = queue.add(Job(partial(lambda number, _: number, number)))
        job.succeeded.connect(heard.append)
    assert queue.busy
    queue.finish()
    assert heard == [0, 1, 2, 3, 4]
    assert not queue.busy
