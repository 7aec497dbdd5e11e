"""The people of a visit: one's own card to hand out, and taking somebody into the team by theirs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from cafaudit.errors import CafAuditError, InputRefused
from cafaudit.files import write_whole
from cafaudit.journal.records import ROLES
from cafaudit.services.commands.team import AddMember
from ui.models.team_rows import ROLE_WORDS
from ui.theme import theme
from ui.widgets.boxes import column, line
from ui.widgets.buttons import Button
from ui.widgets.choices import ComboField
from ui.widgets.fields import Field
from ui.widgets.page_parts import SectionHead
from ui.widgets.text import Text
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from cafaudit.services.visit import Changes
    from cafaudit.team.identity import Identity
    from ui.ask_files import FileAsking
    from ui.desk import Desk

_LONGEST_CARD = 8_000
_LEAD = "lead"


class CardSection(QWidget):
    """One's own card: its ten words, to be compared over the telephone, and two ways to hand it out."""

    told = Signal(str)
    refused = Signal(object)

    def __init__(self, identity: Identity, files: FileAsking, parent: QWidget | None = None) -> None:
        """Show somebody's card."""
        super().__init__(parent)
        self._identity, self._files = identity, files
        card = identity.card
        who = f"{card.name} · {card.code}" if card.code else card.name
        self.copy = Button(self.tr("Copy"))
        self.copy.setObjectName("copy_card")
        self.copy.setAccessibleName(self.tr("Copy my card"))
        self.save = Button(self.tr("Save…"))
        self.save.setObjectName("save_card")
        self.save.setAccessibleName(self.tr("Save my card as a file"))
        row = line(gap=theme().space.one)
        row.addWidget(self.copy)
        row.addWidget(self.save)
        row.addStretch(1)
        layout = column(self, gap=theme().space.one)
        layout.addWidget(SectionHead(self.tr("My card")))
        layout.addWidget(Text(who))
        layout.addWidget(Text(" ".join(card.words), size="small", tone="quiet").wrapped())
        hint = self.tr(
            "Give it to the lead of a visit. It holds no secret; the ten words say that it is yours."
        )
        layout.addWidget(Text(hint, size="small", tone="quiet").wrapped())
        layout.addLayout(row)
        self.copy.clicked.connect(self._on_copy)
        self.save.clicked.connect(self._on_save)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._identity.card.to_text())
        self.told.emit(self.tr("Your card is on the clipboard."))

    def _on_save(self) -> None:
        suggested = Path.home() / f"{self._identity.code or self._identity.name} card.txt"
        pattern = self.tr("Card (*.txt)")
        path = self._files.save_file(self, self.tr("Save my card"), suggested, pattern)
        if path is None:
            return
        try:
            write_whole(path, self._identity.card.to_text().encode())
        except OSError as fault:
            self.refused.emit(
                InputRefused(
                    f"The card could not be saved: {fault.strerror or fault}.",
                    self.tr("Choose another folder."),
                )
            )
        else:
            self.told.emit(self.tr("Card saved: {file}").format(file=path))


class AddMemberForm(QWidget):
    """Taking somebody into the team. `member_added(summary)` after it was saved."""

    member_added = Signal(str)

    def __init__(self, desk: Desk, files: FileAsking, parent: QWidget | None = None) -> None:
        """Make an empty form."""
        super().__init__(parent)
        self._desk, self._files = desk, files
        self.card = TextArea(least=3, most=6)
        self.card.setObjectName("member_card")
        self.card.setPlaceholderText(self.tr("Paste the card here, or take it from a file."))
        self.role = ComboField()
        self.role.setObjectName("member_role")
        roles = tuple((role, self.tr(ROLE_WORDS[role]), "") for role in ROLES if role != _LEAD)
        self.role.show_choices(roles, "inspector")
        self.from_file = Button(self.tr("From a file…"))
        self.from_file.setObjectName("card_file")
        self.add = Button(self.tr("Add to the team"))
        self.add.setObjectName("add_member")
        self._field = Field(self.tr("Card"), self.card, error_lines=2)
        row = line(gap=theme().space.one)
        row.addWidget(Field(self.tr("Role"), self.role, error_lines=0), 1)
        buttons = line(gap=theme().space.one)
        buttons.addWidget(self.from_file)
        buttons.addStretch(1)
        buttons.addWidget(self.add)
        layout = column(self, gap=theme().space.one)
        layout.addWidget(SectionHead(self.tr("Add somebody")))
        layout.addWidget(self._field)
        layout.addLayout(row)
        layout.addLayout(buttons)
        self.from_file.clicked.connect(self._on_from_file)
        self.add.clicked.connect(self._on_add)

    def _on_from_file(self) -> None:
        path = self._files.open_file(self, self.tr("Somebody’s card"), self.tr("Cards (*.txt *.card)"))
        if path is None:
            return
        try:
            text = path.read_bytes()[:_LONGEST_CARD].decode("utf-8", "replace")
        except OSError as fault:
            self._field.show_error(self.tr("The file cannot be read: {why}.").format(why=fault.strerror))
            return
        self.card.setPlainText(text)
        self.add.setFocus()

    def _on_add(self) -> None:
        command = AddMember(card=self.card.toPlainText(), role=str(self.role.currentData()))
        self._desk.do(command, then=self._on_added, refused=self._on_refused)

    def _on_added(self, changes: Changes) -> None:
        self.card.show_text("")
        self._field.clear_error()
        self.member_added.emit(changes.summary)

    def _on_refused(self, error: CafAuditError) -> None:
        self._field.show_error(f"{error.message} {error.advice}")
