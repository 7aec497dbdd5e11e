"""Asking when: a card for the moment at which a file was asked for, produced, or turned up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal

from cafaudit.services.commands.requesting import AskForFile, FileTurnedUp, ReceiveFile
from ui.messages import words_of
from ui.models.moments import local_now, read_moment, time_now
from ui.theme import theme
from ui.widgets.boxes import line
from ui.widgets.buttons import Button
from ui.widgets.fields import Field, TextField
from ui.widgets.over_card import OverCard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cafaudit.services.visit import Changes
    from ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Question:
    """What a card asks: its title, the label of the field, the button, the command that a moment makes."""

    title: str
    label: str
    button: str
    command: Callable[[str], object]


def when_asked(case: str) -> Question:
    """Ask when a file was asked for."""
    return Question(
        _tr("Ask for {case}").format(case=case),
        _tr("Asked for at"),
        _tr("Asked"),
        lambda at: AskForFile(case=case, at=at),
    )


def when_produced(case: str, initials: str = "") -> Question:
    """Ask when a file was produced, to somebody with these initials."""
    return Question(
        _tr("{case} was produced").format(case=case),
        _tr("Produced at"),
        _tr("Produced"),
        lambda at: ReceiveFile(case=case, at=at, initials=initials),
    )


def when_turned_up(case: str) -> Question:
    """Ask when a file that was given up came after all."""
    return Question(
        _tr("{case} turned up").format(case=case),
        _tr("It came at"),
        _tr("It turned up"),
        lambda at: FileTurnedUp(case=case, at=at),
    )


class MomentCard(OverCard):
    """Asks for a moment and has what it makes saved.

    `done(changes)` after the commit, `refused(error)` instead when it was not taken.
    """

    done = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: Desk, host: QWidget) -> None:
        """Make a hidden card over `host`."""
        super().__init__("", host)
        self.setObjectName("request_card")
        self._desk = desk
        self._question: Question | None = None
        self.field = TextField()
        self.field.setObjectName("request_field")
        self.field.returnPressed.connect(self.save)
        self._labelled = Field("", self.field, error_lines=2)
        self._give = Button("", kind="primary", hint=self.tr("Enter"))
        self._give.setObjectName("request_give")
        self._give.clicked.connect(self.save)
        cancel = Button(self.tr("Cancel"), hint=self.tr("Esc"))
        cancel.setObjectName("request_cancel")
        cancel.clicked.connect(self.put_away)
        buttons = line(gap=theme().space.one)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._give)
        self.body.addWidget(self._labelled)
        self.body.addLayout(buttons)

    def ask(self, question: Question) -> None:
        """Come up with a question, and the present time as its answer."""
        self._question = question
        self.title.show_text(question.title)
        self.setAccessibleName(question.title)
        self._labelled.label.show_text(question.label)
        self.field.setAccessibleName(question.label)
        self._labelled.clear_error()
        self.field.show_text(time_now())
        self.field.selectAll()
        self._give.show_text(question.button)
        self.come(self.field)

    def save(self) -> None:
        """Have what is typed saved; the card goes once it is."""
        if self._question is None:
            return
        moment = read_moment(self.field.text().strip(), local_now())
        if moment is None:
            words = self.tr("Type a time such as 10:20, or a day and a time: 19 August 2009 10:20.")
            self._labelled.show_error(words)
            return
        command = self._question.command(moment)
        self._desk.do(command, initiator=self, then=self._on_done, refused=self._on_refused)

    def _on_done(self, changes: Changes) -> None:
        self.put_away()
        self.done.emit(changes)

    def _on_refused(self, error: Exception) -> None:
        self._labelled.show_error(" ".join(words_of(error)))
        self.refused.emit(error)


def _tr(text: str) -> str:
    return QCoreApplication.translate("moment_card", text)
