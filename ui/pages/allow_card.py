"""Allow a marked text in this visit, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cafaudit.identifiers import NOT_PROMISED
from cafaudit.services.commands.allowing import AllowWord
from ui.messages import words_of
from ui.theme import theme
from ui.widgets.boxes import line
from ui.widgets.buttons import Button
from ui.widgets.enter_area import EnterArea
from ui.widgets.fields import ErrorLine
from ui.widgets.identifier_marks import IdentifierMarks
from ui.widgets.over_card import OverCard
from ui.widgets.text import Run, Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cafaudit.services.visit import Changes
    from ui.desk import Desk

_ERROR_LINES = 2


class AllowCard(OverCard):
    """One reason, Enter allows, Escape leaves. The text is shown here and kept nowhere.

    `allowed_wanted()` asks for all that is allowed.
    """

    allowed_wanted = Signal()

    def __init__(self, desk: Desk, host: QWidget) -> None:
        """Make a hidden card over `host`."""
        super().__init__("", host)
        title = self.tr("Allow a marked text in this visit")
        self.title.show_text(title)
        self.setAccessibleName(title)
        self.setObjectName("allow_card")
        self._desk = desk
        self._text = ""
        self.about = Text().wrapped()
        self.about.setObjectName("allow_about")
        self.reason = EnterArea(least=2, most=4, size="body")
        self.reason.setObjectName("allow_reason")
        self.reason.setAccessibleName(self.tr("Reason to allow it"))
        self.reason.setPlaceholderText(self.tr("Why it may stand, without writing it again"))
        self.reason.entered.connect(self.allow)
        self.marks = IdentifierMarks(self.reason, allowing=False)
        self.error = ErrorLine(lines=_ERROR_LINES)
        self.error.hide()
        self.allow_button = Button(self.tr("Allow"), kind="primary", hint=self.tr("Enter"))
        self.allow_button.setObjectName("allow_text")
        self.allow_button.clicked.connect(self.allow)
        self._build()

    def open_for(self, text: str) -> None:
        """Ask for the reason to let a text stand."""
        self._text = text
        self.about.show_runs(
            Run(text, strong=True),
            Run(
                self.tr(
                    " will no longer be stopped anywhere in this visit, for the whole team. Its fingerprint, "
                    "the reason, your code and the time are kept; the text itself is not."
                )
            ),
        )
        self.reason.show_text("")
        self.reason.show_wrong(False)
        self.error.hide()
        self.come(self.reason)

    def allow(self) -> None:
        """Have it allowed; the card goes once it is."""
        command = AllowWord(text=self._text, reason=self.reason.toPlainText())
        self._desk.do(command, initiator=self, then=self._on_allowed, refused=self._on_refused)

    def _on_allowed(self, changes: Changes) -> None:
        del changes
        self._text = ""
        self.reason.show_text("")
        self.put_away()

    def _on_refused(self, error: Exception) -> None:
        self.reason.show_wrong(True)
        self.error.show()
        self.error.show_error(" ".join(words_of(error)))

    def _build(self) -> None:
        cancel = Button(self.tr("Cancel"), hint=self.tr("Esc"))
        cancel.setObjectName("cancel_allow")
        cancel.clicked.connect(self.put_away)
        every = Button(self.tr("What is allowed"), kind="link")
        every.setObjectName("show_allowed")
        every.clicked.connect(self.allowed_wanted)
        buttons = line(gap=theme().space.one)
        buttons.addWidget(every)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.allow_button)
        limits = Text(self.tr(NOT_PROMISED), size="small", tone="quiet").wrapped()
        limits.setObjectName("allow_limits")
        for part in (self.about, self.reason, self.marks.line, self.error, limits):
            self.body.addWidget(part)
        self.body.addSpacing(theme().space.one)
        self.body.addLayout(buttons)
