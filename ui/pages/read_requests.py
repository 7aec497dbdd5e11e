"""Files that have to be fetched: asked for, produced, not produced and replaced, turning up late, added."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QMenu

from ui.pages.file_cards import AddFileCard, NotProducedCard
from ui.pages.moment_card import MomentCard, when_asked, when_produced, when_turned_up

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

    from cafaudit.services.reading_book import QueueRow
    from ui.desk import Desk


class ReadRequests(QObject):
    """The menu of a file in the queue, and the cards that its entries open."""

    def __init__(self, desk: Desk, host: QWidget) -> None:
        """Make the cards over `host`."""
        super().__init__(host)
        self._host = host
        self.card = MomentCard(desk, host)
        self.missed = NotProducedCard(desk, host)
        self.added = AddFileCard(desk, host)

    def ask_turned_up(self, case: str) -> None:
        """Ask when a file that was given up came after all."""
        self.card.ask(when_turned_up(case))

    def menu(self, file: QueueRow, place: QPoint) -> QMenu:
        """Offer what can be done about a file, at a place on the screen; returns the menu."""
        menu = QMenu(self._host)
        menu.setObjectName("file_menu")
        menu.setAccessibleName(_tr("The file {case}").format(case=file.case))
        waits, gone = file.state in {"not_begun", "open"}, file.state == "not_produced"
        may_miss = file.state in {"asked", "not_begun"} or (gone and not file.replaced_by)
        case = file.case
        for words, deed, offered in (
            (_tr("&Ask for the file…"), partial(self.card.ask, when_asked(case)), waits),
            (_tr("&Produced…"), partial(self.card.ask, when_produced(case)), file.state == "asked"),
            (_tr("&Not produced…"), partial(self.missed.ask, case), may_miss),
            (_tr("It &turned up…"), partial(self.ask_turned_up, case), gone),
        ):
            menu.addAction(words, deed).setEnabled(offered)
        menu.addSeparator()
        menu.addAction(_tr("A&dd a file that was not drawn…"), self.added.ask)
        menu.popup(place)
        return menu


def _tr(text: str) -> str:
    return QCoreApplication.translate("read_requests", text)
