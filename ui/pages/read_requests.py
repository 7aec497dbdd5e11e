"""Files that have to be fetched: asked for, produced, not produced and replaced, turning up late, added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QMenu

from cafaudit.services.commands.requesting import AskForFile, FileTurnedUp, ReceiveFile
from ui.messages import words_of
from ui.models.moments import local_now, read_moment, time_now
from ui.pages.file_cards import AddFileCard, NotProducedCard
from ui.theme import theme
from ui.widgets.boxes import line
from ui.widgets.buttons import Button
from ui.widgets.fields import Field, TextField
from ui.widgets.over_card import OverCard

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

    from cafaudit.services.reading_book import QueueRow
    from cafaudit.services.visit import Changes
    from ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that a card asks: its title, the label of the field, what stands in it, and the button.

    `command` makes the command of what was typed, or None when that is not understood; `wrong` then says
    what to type.
    """

    title: str
    label: str
    typed: str
    button: str
    wrong: str
    command: Callable[[str], object | None]


class RequestCard(OverCard):
    """Asks for a time or a reason and has it saved.

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
        """Come up with a question."""
        self._question = question
        self.title.show_text(question.title)
        self.setAccessibleName(question.title)
        self._labelled.label.show_text(question.label)
        self.field.setAccessibleName(question.label)
        self._labelled.clear_error()
        self.field.show_text(question.typed)
        self.field.selectAll()
        self._give.show_text(question.button)
        self.come(self.field)

    def save(self) -> None:
        """Have what is typed saved; the card goes once it is."""
        if self._question is None:
            return
        command = self._question.command(self.field.text().strip())
        if command is None:
            self._labelled.show_error(self._question.wrong)
            return
        self._desk.do(command, initiator=self, then=self._on_done, refused=self._on_refused)

    def _on_done(self, changes: Changes) -> None:
        self.put_away()
        self.done.emit(changes)

    def _on_refused(self, error: Exception) -> None:
        self._labelled.show_error(" ".join(words_of(error)))
        self.refused.emit(error)


class ReadRequests(QObject):
    """The menu of a file in the queue, and the cards that its entries open."""

    def __init__(self, desk: Desk, host: QWidget) -> None:
        """Make the cards over `host`."""
        super().__init__(host)
        self._host = host
        self.card = RequestCard(desk, host)
        self.missed = NotProducedCard(desk, host)
        self.added = AddFileCard(desk, host)

    def ask_turned_up(self, case: str) -> None:
        """Ask when a file that was given up came after all."""
        self.card.ask(_turning_up(case))

    def menu(self, file: QueueRow, place: QPoint) -> QMenu:
        """Offer what can be done about a file, at a place on the screen; returns the menu."""
        menu = QMenu(self._host)
        menu.setObjectName("file_menu")
        menu.setAccessibleName(_tr("The file {case}").format(case=file.case))
        waits, gone = file.state in {"not_begun", "open"}, file.state == "not_produced"
        may_miss = file.state in {"asked", "not_begun"} or (gone and not file.replaced_by)
        case = file.case
        for words, deed, offered in (
            (_tr("&Ask for the file…"), partial(self.card.ask, _asking(case)), waits),
            (_tr("&Produced…"), partial(self.card.ask, _producing(case)), file.state == "asked"),
            (_tr("&Not produced…"), partial(self.missed.ask, case), may_miss),
            (_tr("It &turned up…"), partial(self.ask_turned_up, case), gone),
        ):
            menu.addAction(words, deed).setEnabled(offered)
        menu.addSeparator()
        menu.addAction(_tr("A&dd a file that was not drawn…"), self.added.ask)
        menu.popup(place)
        return menu


def _asking(case: str) -> Question:
    return Question(
        title=_tr("Ask for {case}").format(case=case),
        label=_tr("Asked for at"),
        typed=time_now(),
        button=_tr("Asked"),
        wrong=_tr("Type a time such as 10:20, or a day and a time: 19 August 2009 10:20."),
        command=lambda typed: _at(typed, lambda at: AskForFile(case=case, at=at)),
    )


def _producing(case: str) -> Question:
    return Question(
        title=_tr("{case} was produced").format(case=case),
        label=_tr("Produced at"),
        typed=time_now(),
        button=_tr("Produced"),
        wrong=_tr("Type a time such as 10:20, or a day and a time: 19 August 2009 10:20."),
        command=lambda typed: _at(typed, lambda at: ReceiveFile(case=case, at=at)),
    )


def _turning_up(case: str) -> Question:
    return Question(
        title=_tr("{case} turned up").format(case=case),
        label=_tr("It came at"),
        typed=time_now(),
        button=_tr("It turned up"),
        wrong=_tr("Type a time such as 10:20, or a day and a time: 19 August 2009 10:20."),
        command=lambda typed: _at(typed, lambda at: FileTurnedUp(case=case, at=at)),
    )


def _at(typed: str, command: Callable[[str], object]) -> object | None:
    moment = read_moment(typed, local_now())
    return None if moment is None else command(moment)


def _tr(text: str) -> str:
    return QCoreApplication.translate("read_requests", text)
