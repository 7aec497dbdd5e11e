"""The form for joining a visit: the lead's pack, the lead's card, and what to call one's own copy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from cafaudit.errors import CafAuditError
from ui.theme import theme
from ui.widgets.boxes import Card, column, line
from ui.widgets.buttons import Button
from ui.widgets.fields import Field, TextField
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cafaudit.services.visit_places import VisitPlaces
    from ui.ask_files import FileAsking

_ERROR_LINES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinVisit:
    """What joining needs: the lead's pack and card as files, and the folder of one's own copy."""

    pack: Path
    card: Path
    path: Path


class JoinForm(Card):
    """Asks how to join. `join_described(JoinVisit)`, `back_wanted()`."""

    join_described = Signal(object)
    back_wanted = Signal()

    def __init__(self, places: VisitPlaces, files: FileAsking, parent: QWidget | None = None) -> None:
        """Make an empty form."""
        super().__init__(parent)
        self.setObjectName("join_form")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._places, self._files = places, files
        self.pack, self.card, self.name = (TextField() for _ in range(3))
        self._fields = {
            "join_pack": Field(self.tr("The pack that the lead sent"), self.pack, error_lines=_ERROR_LINES),
            "join_card": Field(self.tr("The lead's card"), self.card, error_lines=0),
            "join_name": Field(self.tr("What your copy of the visit is called"), self.name),
        }
        self.primary = Button(self.tr("Join"), kind="primary", hint=self.tr("Enter"))
        self.primary.setObjectName("join_visit")
        self._build()

    def begin(self) -> None:
        """Put the keyboard where the form begins."""
        self.pack.setFocus()

    def show_working(self, working: bool) -> None:  # noqa: FBT001  # a state, like Qt's own setters
        """Let nothing be pressed while the copy is being made."""
        self.primary.setEnabled(not working)

    def show_refused(self, message: str, advice: str) -> None:
        """Say at the pack what was refused."""
        self._fields["join_pack"].show_error(f"{message} {advice}")
        self.pack.setFocus()

    def _build(self) -> None:
        space = theme().space
        note = Text(tone="quiet").wrapped()
        note.show_text(
            self.tr(
                "The lead adds you to the team by your card and sends a pack that only you can open. "
                "The card of the lead shows that the pack is theirs: compare its words over the telephone."
            )
        )
        layout = column(self, gap=space.half)
        layout.setContentsMargins(space.four, space.three, space.four, space.four)
        layout.addWidget(note)
        layout.addSpacing(space.one)
        for name, field in self._fields.items():
            field.control.setObjectName(name)
            layout.addWidget(field)
        for name, title, pattern in (
            ("join_pack", self.tr("The lead's pack"), self.tr("Packs (*.cafpack);;All files (*)")),
            ("join_card", self.tr("The lead's card"), self.tr("Cards (*.txt *.cafcard);;All files (*)")),
        ):
            self._fields[name].head.addWidget(self._chooser(name, title, pattern))
        actions = line(gap=space.one)
        back = Button(self.tr("Back"), kind="link")
        back.setObjectName("back")
        back.clicked.connect(self.back_wanted)
        actions.addWidget(back)
        actions.addStretch(1)
        actions.addWidget(self.primary)
        layout.addLayout(actions)
        self.primary.clicked.connect(self._on_join)
        self.name.textChanged.connect(lambda _: self._fields["join_name"].clear_error())
        for control in (self.pack, self.card, self.name):
            control.returnPressed.connect(self._on_join)

    def _chooser(self, name: str, title: str, pattern: str) -> Button:
        button = Button(self.tr("Choose…"), kind="link", small=True)
        button.setObjectName(f"choose_{name}")
        button.setAccessibleName(f"{self.tr('Choose')}: {title}")
        button.clicked.connect(lambda: self._on_choose(name, title, pattern))
        return button

    def _on_choose(self, name: str, title: str, pattern: str) -> None:
        chosen = self._files.open_file(self, title, pattern)
        control = self._fields[name].control
        if chosen is not None and isinstance(control, TextField):
            control.show_text(str(chosen))
            if name == "join_pack" and not self.name.text():
                self.name.show_text(chosen.stem)

    def _on_join(self) -> None:
        if not self.primary.isEnabled():
            return
        missing = next((part for part in (self.pack, self.card) if not part.text().strip()), None)
        if missing is not None:
            self.show_refused(self.tr("Pack and card are both needed."), self.tr("Choose the two files."))
            missing.setFocus()
            return
        if not self.name.text().strip():
            self._fields["join_name"].show_error(self.tr("Type a name for your copy."))
            self.name.setFocus()
            return
        try:
            path = self._places.path_for(self.name.text())
        except CafAuditError as error:
            self._fields["join_name"].show_error(f"{error.message} {error.advice}")
            self.name.setFocus()
            return
        for field in self._fields.values():
            field.clear_error()
        self.join_described.emit(
            JoinVisit(pack=Path(self.pack.text().strip()), card=Path(self.card.text().strip()), path=path)
        )
