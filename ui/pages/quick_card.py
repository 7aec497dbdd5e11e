"""A card for one sentence that is written down on the way: a concern, a rough note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.messages import words_of
from ui.pages.kept_text import KeptDraft
from ui.theme import theme
from ui.widgets.boxes import line
from ui.widgets.buttons import Button
from ui.widgets.enter_area import EnterArea
from ui.widgets.fields import ErrorLine
from ui.widgets.identifier_marks import IdentifierMarks
from ui.widgets.over_card import OverCard
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QHBoxLayout, QWidget

    from cafaudit.services.visit import Changes
    from ui.desk import Desk

_LEAST, _MOST = 3, 8


@dataclass(frozen=True, slots=True)
class CardWords:
    """What a card says: its title, the label of its button, the hint in its field.

    `draft` is the cell at which an unfinished text is kept.
    """

    title: str
    save: str
    placeholder: str
    draft: str


class QuickCard(OverCard):
    """One sentence, Enter saves it, Escape leaves; what was typed and not saved is there the next time.

    `saved_one(record_id)` after the commit, `refused(error)` instead when it was not taken. Further fields
    stand in `fields`.
    """

    saved_one = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: Desk, host: QWidget, words: CardWords, command: Callable[[], object]) -> None:
        """Make a hidden card over `host`; `command` returns what saves the text as it stands."""
        super().__init__(words.title, host)
        self._desk = desk
        self._words = words
        self._command = command
        self.about = Text(size="small", tone="quiet")
        self.text = EnterArea(least=_LEAST, most=_MOST, size="body")
        self.text.setAccessibleName(words.title)
        self.text.setPlaceholderText(words.placeholder)
        self.text.entered.connect(self.save)
        self.marks = IdentifierMarks(self.text)
        self.error = ErrorLine(lines=2)
        self.error.hide()
        self._draft = KeptDraft(desk, self.text)
        self.save_button = Button(words.save, kind="primary", hint=self.tr("Enter"))
        self.save_button.setObjectName("save_card")
        self.save_button.clicked.connect(self.save)
        self.fields: QHBoxLayout = line(gap=theme().space.two)
        self._saving = False
        self._build()

    def open_for(self, about: str, text: str = "") -> None:
        """Come up with the keyboard in the text; `about` says what it is about, `text` begins it."""
        self.about.show_text(about)
        self.about.setVisible(bool(about))
        self.error.hide()
        self.text.show_wrong(False)
        self._draft.begin(self._words.draft)
        if text:
            self.text.setPlainText(text)
        self.marks.refresh()
        self.come(self.text)

    def flush(self) -> None:
        """Keep the draft of what is typed now."""
        self._draft.flush()

    def save(self) -> None:
        """Have the sentence saved; the card goes once it is."""
        if not self.text.toPlainText().strip():
            self._show_wrong(self.tr("Write at least one word."))
            return
        if self._saving:
            return
        self._saving = True
        self._desk.do(self._command(), initiator=self, then=self._on_saved, refused=self._on_refused)

    def _on_saved(self, changes: Changes) -> None:
        self._saving = False
        self._draft.drop()
        self.text.show_text("")
        self.put_away()
        self.saved_one.emit(next(iter(changes.made.values()), ""))

    def _on_refused(self, error: Exception) -> None:
        self._saving = False
        self._show_wrong(" ".join(words_of(error)))
        self.refused.emit(error)

    def _show_wrong(self, words: str) -> None:
        self.text.show_wrong(True)
        self.error.show()
        self.error.show_error(words)

    def _build(self) -> None:
        space = theme().space
        cancel = Button(self.tr("Cancel"), hint=self.tr("Esc"))
        cancel.setObjectName("cancel_card")
        cancel.clicked.connect(self.put_away)
        self.text.setObjectName("card_text")
        buttons = line(gap=space.one)
        buttons.addLayout(self.fields, 1)
        buttons.addStretch(0)  # of use without fields: an empty layout takes no room
        buttons.addWidget(cancel)
        buttons.addWidget(self.save_button)
        for part in (self.about, self.text, self.marks.line, self.error):
            self.body.addWidget(part)
        self.body.addSpacing(space.one)
        self.body.addLayout(buttons)
