"""What is done on the request lists: files asked for, ticked off, given up and replaced, added by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from cafaudit.services.clock import utc_now
from cafaudit.services.commands.requesting import AskForFiles, ReceiveFiles
from ui.pages.file_cards import AddFileCard, NotProducedCard
from ui.pages.moment_card import MomentCard, when_produced, when_turned_up

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
        self.moment = MomentCard(walk.desk, host)
        for card in (self.missed, self.added, self.moment):
            card.done.connect(self._on_card_done)
        files = step.files
        files.asked.connect(lambda cases: self._do(AskForFiles(cases=cases, at=utc_now())))
        files.ticked.connect(self._on_ticked)
        files.unticked.connect(lambda cases: self._do(ReceiveFiles(cases=cases, at="")))
        files.missed.connect(self.missed.ask)
        files.turned_up.connect(self._on_turned_up)
        files.came_at.connect(self._on_came_at)
        files.add_wanted.connect(self.added.ask)

    def _on_ticked(self, cases: tuple[str, ...], initials: str) -> None:
        self._do(ReceiveFiles(cases=cases, at=utc_now(), initials=initials))

    def _on_came_at(self, case: str) -> None:
        initials = self._step.files.initials.text().strip()
        self.moment.ask(when_produced(case, initials))

    def _on_turned_up(self, case: str) -> None:
        self.moment.ask(when_turned_up(case))

    def _do(self, command: object) -> None:
        self._walk.do(command, then=lambda: self._step.show_state(self._walk.state))

    def _on_card_done(self, changes: Changes) -> None:
        self._walk.reload()
        self._step.show_state(self._walk.state)
        self._step.show_done(changes.summary)
        self._step.turn_to(self._step.files.table)
