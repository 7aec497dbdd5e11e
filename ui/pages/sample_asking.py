"""What is done on the request lists: files asked for, ticked off, given up and replaced, added by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from cafaudit.services.commands.requesting import AskForFiles, FileTurnedUp, ReceiveFile, ReceiveFiles
from ui.models.moments import local_now, read_moment, time_now
from ui.pages.file_cards import AddFileCard, NotProducedCard
from ui.pages.read_requests import Question, RequestCard

if TYPE_CHECKING:
    from cafaudit.services.visit import Changes
    from ui.pages.sample_requests import RequestsStep
    from ui.pages.sample_walk import Walk


class Asking(QObject):
    """Does what the step of the request lists asks for, and brings up its cards."""

    def __init__(self, walk: Walk, step: RequestsStep) -> None:
        """Connect the step; the cards stand over the whole page."""
        super().__init__(walk)
        self._walk, self._step = walk, step
        page = walk.parent()
        host: QWidget = page if isinstance(page, QWidget) else step
        self.missed = NotProducedCard(walk.desk, host)
        self.added = AddFileCard(walk.desk, host)
        self.moment = RequestCard(walk.desk, host)
        for card in (self.missed, self.added, self.moment):
            card.done.connect(self._on_card_done)
        files = step.files
        files.asked.connect(lambda cases: self._do(AskForFiles(cases=cases, at=_now())))
        files.ticked.connect(self._on_ticked)
        files.unticked.connect(lambda cases: self._do(ReceiveFiles(cases=cases, at="")))
        files.missed.connect(self.missed.ask)
        files.turned_up.connect(self._on_turned_up)
        files.came_at.connect(self._on_came_at)
        files.add_wanted.connect(self.added.ask)

    def _on_ticked(self, cases: tuple[str, ...], initials: str) -> None:
        self._do(ReceiveFiles(cases=cases, at=_now(), initials=initials))

    def _on_came_at(self, case: str) -> None:
        initials = self._step.files.initials.text().strip()
        self._ask_moment(
            self.tr("{case} was produced").format(case=case),
            self.tr("Produced at"),
            self.tr("Produced"),
            lambda at: ReceiveFile(case=case, at=at, initials=initials),
        )

    def _on_turned_up(self, case: str) -> None:
        self._ask_moment(
            self.tr("{case} turned up").format(case=case),
            self.tr("It came at"),
            self.tr("It turned up"),
            lambda at: FileTurnedUp(case=case, at=at),
        )

    def _ask_moment(self, title: str, label: str, button: str, make: object) -> None:
        def command(typed: str) -> object | None:
            moment = read_moment(typed, local_now())
            return None if moment is None or not callable(make) else make(moment)

        wrong = self.tr("Type a time such as 10:20, or a day and a time: 19 August 2009 10:20.")
        self.moment.ask(
            Question(title=title, label=label, typed=time_now(), button=button, wrong=wrong, command=command)
        )

    def _do(self, command: object) -> None:
        self._walk.do(command, then=lambda: self._step.show_state(self._walk.state))

    def _on_card_done(self, changes: Changes) -> None:
        self._walk.reload()
        self._step.show_state(self._walk.state)
        self._step.show_done(changes.summary)
        self._step.files.table.setFocus()


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
