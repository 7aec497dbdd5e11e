"""The form for a new visit: what it is about, which framework, and where its folder goes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from cafaudit.errors import CafAuditError
from cafaudit.services.visit_places import shipped_frameworks
from ui.theme import theme
from ui.widgets.boxes import Card, column, line
from ui.widgets.buttons import Button
from ui.widgets.choices import ComboField
from ui.widgets.fields import Field, TextField
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cafaudit.services.visit_places import VisitPlaces
    from ui.ask_files import FileAsking


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVisit:
    """What a person wants their visit to be: `framework` is a shipped one's name or a file's path."""

    path: Path
    framework: str
    provider: str = ""
    service_area: str = ""
    area_code: str = ""


class NewVisitForm(Card):
    """Asks for a visit. `visit_described(NewVisit)`, `back_wanted()`."""

    visit_described = Signal(object)
    back_wanted = Signal()

    def __init__(self, places: VisitPlaces, files: FileAsking, parent: QWidget | None = None) -> None:
        """Make an empty form."""
        super().__init__(parent)
        self.setObjectName("new_visit_form")
        self._places, self._files = places, files
        self._folder: Path | None = None
        self._own_file = ""
        self._named = False
        self.area = _field(self.tr("Service area"), "service_area")
        self.code = _field(self.tr("Area code"), "area_code")
        self.provider = _field(self.tr("Provider"), "provider")
        self.name = _field(
            self.tr("Name of the visit, which becomes the name of its folder"), "name_of_visit"
        )
        self.framework = ComboField()
        self.framework.setObjectName("framework")
        self.primary = Button(self.tr("Make the visit"), kind="primary", hint=self.tr("Enter"))
        self.primary.setObjectName("make_visit")
        self._back = Button(self.tr("Back"), kind="link")
        self._back.setObjectName("back")
        self._where = Text(size="small", tone="quiet")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._build()
        self._connect()
        self._show_frameworks()
        self._show_where()

    def begin(self) -> None:
        """Put the keyboard where the form begins."""
        self._input(self.area).setFocus()

    def show_working(self, working: bool) -> None:  # noqa: FBT001  # a state, like Qt's own setters
        """Let nothing be pressed while the visit is being made."""
        self.primary.setEnabled(not working)

    def show_refused(self, message: str, advice: str) -> None:
        """Say at the name, from which the place is made, what was refused."""
        self.name.show_error(f"{message} {advice}".strip())
        self._input(self.name).setFocus()

    def _build(self) -> None:
        space = theme().space
        pair = line(gap=space.two)
        pair.addWidget(self.area, 3)
        pair.addWidget(self.code, 1)
        where = line(gap=space.one)
        change = Button(self.tr("Another place…"), kind="link", small=True)
        change.setObjectName("another_place")
        change.clicked.connect(self._on_another_place)
        where.addWidget(self._where, 1)
        where.addWidget(change)
        own = Button(self.tr("From a file…"), kind="link", small=True)
        own.setObjectName("framework_file")
        own.clicked.connect(self._on_framework_file)
        chosen = Field(self.tr("Framework: what is asked of files, and how it is graded"), self.framework)
        chosen.head.addWidget(own)
        self._framework_field = chosen
        actions = line(gap=space.one)
        actions.addWidget(self._back)
        actions.addStretch(1)
        actions.addWidget(self.primary)
        layout = column(self, gap=space.half)
        layout.setContentsMargins(space.four, space.three, space.four, space.four)
        layout.addLayout(pair)
        for part in (self.provider, self.name):
            layout.addWidget(part)
        layout.addLayout(where)
        layout.addSpacing(space.one)
        layout.addWidget(chosen)
        layout.addLayout(actions)

    def _connect(self) -> None:
        self.primary.clicked.connect(self._on_make)
        self._back.clicked.connect(self.back_wanted)
        self._input(self.area).textEdited.connect(self._on_area_edited)
        self._input(self.name).textEdited.connect(self._on_name_edited)
        for field in (self.area, self.code, self.provider, self.name):
            self._input(field).returnPressed.connect(self._on_make)

    def _show_frameworks(self) -> None:
        found = [(name, framework.title, "") for name, framework in shipped_frameworks()]
        if self._own_file:
            found.insert(0, (self._own_file, Path(self._own_file).name, self.tr("your file")))
        self.framework.show_choices(tuple(found), self._own_file or found[0][0])

    def _show_where(self) -> None:
        place = self._folder or self._places.usual_folder
        self._where.show_text(self.tr("In {place}").format(place=place))

    def _on_area_edited(self, text: str) -> None:
        if not self._named:
            self._input(self.name).show_text(text)
            self.name.clear_error()

    def _on_name_edited(self, text: str) -> None:
        self._named = bool(text)
        self.name.clear_error()

    def _on_another_place(self) -> None:
        place = self._folder or self._places.usual_folder
        chosen = self._files.folder(self, self.tr("Where the visit's folder goes"), place)
        if chosen is not None:
            self._folder = chosen
            self._show_where()

    def _on_framework_file(self) -> None:
        chosen = self._files.open_file(self, self.tr("A framework"), self.tr("Frameworks (*.toml)"))
        if chosen is not None:
            self._own_file = str(chosen)
            self._show_frameworks()

    def _on_make(self) -> None:
        if not self.primary.isEnabled():
            return
        if not self._text(self.name):
            self.show_refused(self.tr("Type a name for the visit."), "")
            return
        try:
            path = self._places.path_for(self._text(self.name), self._folder)
        except CafAuditError as error:
            self.show_refused(error.message, error.advice)
            return
        self.name.clear_error()
        self.visit_described.emit(
            NewVisit(
                path=path,
                framework=str(self.framework.currentData()),
                provider=self._text(self.provider),
                service_area=self._text(self.area),
                area_code=self._text(self.code),
            )
        )

    def _text(self, field: Field) -> str:
        return self._input(field).text().strip()

    def _input(self, field: Field) -> TextField:
        if not isinstance(field.control, TextField):
            raise TypeError(type(field.control).__name__)
        return field.control


def _field(label: str, name: str) -> Field:
    control = TextField()
    control.setObjectName(name)
    return Field(label, control, error_lines=2 if name == "name_of_visit" else 0)
