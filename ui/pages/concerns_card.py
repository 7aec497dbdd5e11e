"""Raising a concern from anywhere: one sentence and how grave it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cafaudit.domain.vocabulary import SEVERITIES
from cafaudit.services.commands.concerns import RaiseConcern
from ui.pages.quick_card import CardWords, QuickCard
from ui.widgets.choices import ComboField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk

USUAL = "safeguarding"
"""The severity that most concerns found in a file have."""


class ConcernCard(QuickCard):
    """Raises a concern about a file, a question of it, or neither."""

    def __init__(self, desk: Desk, host: QWidget) -> None:
        """Make a hidden card over `host`."""
        words = CardWords(
            title=_tr("Concern"),
            save=_tr("Raise concern"),
            placeholder=_tr("What was seen, in one sentence"),
            draft="concern/new/text",
        )
        super().__init__(desk, host, words, self._raise)
        self.setObjectName("concern_card")
        self._case, self._item = "", ""
        self.severity = ComboField()
        self.severity.setObjectName("severity")
        self.severity.setAccessibleName(self.tr("Severity"))
        self.fields.addWidget(self.severity)

    def open_about(self, case: str = "", item: str = "", item_name: str = "", text: str = "") -> None:
        """Come up for a concern about a case and one of its questions; `text` begins the sentence."""
        self._case, self._item = case, item
        choices = tuple((severity, words, "") for severity, words in SEVERITIES.items())
        self.severity.show_choices(choices, USUAL)
        about = " · ".join(filter(None, (case, item_name)))
        self.open_for(about or self.tr("About no particular file"), text)

    def _raise(self) -> RaiseConcern:
        severity = str(self.severity.currentData())
        return RaiseConcern(text=self.text.toPlainText(), case=self._case, item=self._item, severity=severity)


def _tr(text: str) -> str:
    return QCoreApplication.translate("concerns_card", text)
