"""The files of one office, ticked off as they are produced: by the keyboard, one by one or many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.models.request_rows import counted, file_columns, may_be_asked, may_be_ticked, told_of
from ui.models.rows import RowsModel
from ui.models.sample_state import count_of
from ui.theme import theme
from ui.when import day_and_clock
from ui.widgets.boxes import column, line
from ui.widgets.buttons import Button
from ui.widgets.fields import TextField
from ui.widgets.page_parts import SectionHead
from ui.widgets.simple_table import SimpleTable
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from cafaudit.services.queries.requests import OfficeCount, RequestFile

_LEAST_ROWS = 5


class RequestTable(SimpleTable):
    """The rows; `key_given(key)` for a key that is a deed: Space, A, N or T."""

    key_given = Signal(str)

    def __init__(self, model: RowsModel[RequestFile]) -> None:
        """Show a model whose rows can be chosen together."""
        super().__init__(model, several=True)
        self.setObjectName("request_files")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the letters of deeds; everything else moves and chooses as in any list."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        key = "Space" if event.key() == Qt.Key.Key_Space else event.text().upper()
        if plain and key in {"Space", "A", "N", "T"}:
            self.key_given.emit(key)
            event.accept()
        else:
            super().keyPressEvent(event)


class RequestFiles(QWidget):
    """One office: its files, and what can be done with those that are chosen.

    `asked(cases)`, `ticked(cases, initials)`, `unticked(cases)`, `missed(case)`, `turned_up(case)`,
    `came_at(case)` to say another time, `save_wanted()`, `print_wanted()`, `add_wanted()`.
    """

    asked = Signal(object)
    ticked = Signal(object, str)
    unticked = Signal(object)
    missed = Signal(str)
    turned_up = Signal(str)
    came_at = Signal(str)
    save_wanted = Signal()
    print_wanted = Signal()
    add_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__()
        self._files: tuple[RequestFile, ...] = ()
        self._office = ""
        self._next = ""
        self.head = SectionHead()
        self.model: RowsModel[RequestFile] = RowsModel(file_columns())
        self.table = RequestTable(self.model)
        self.table.setAccessibleName(self.tr("Files of the office"))
        self.told = Text(size="small", tone="quiet").wrapped()
        self.initials = TextField(small=True)
        self.initials.setObjectName("initials")
        self.initials.setAccessibleName(self.tr("Initials of whoever takes files in"))
        self.save = Button(self.tr("Save…"), kind="link", small=True)
        self.print = Button(self.tr("Print"), kind="link", small=True)
        self.ask = Button(self.tr("Asked now"), hint="A")
        self.tick = Button(self.tr("Produced now"), hint=self.tr("Space"))
        self.miss = Button(self.tr("Not produced…"), hint="N")
        self.late = Button(self.tr("It turned up…"), hint="T")
        self.add = Button(self.tr("Add a file…"), kind="link", small=True)
        self._name_parts()
        self._lay_out()
        self._connect()

    @property
    def picked(self) -> tuple[RequestFile, ...]:
        """The files that are chosen."""
        return tuple(self._files[place] for place in self.table.picked if place < len(self._files))

    def show_office(self, count: OfficeCount, files: tuple[RequestFile, ...], saved: str) -> None:
        """Show an office's files, the same one in front as before; `saved` is when they were printed."""
        office = count.office or self.tr("No office named")
        aside = count_of(count.files, self.tr("file"), self.tr("files"))
        self.head.show_head(office, f"{aside} · {counted(count)}")
        when = self.tr("Saved or printed {when}").format(when=day_and_clock(saved, seconds=False))
        self._saved.show_text(when if saved else self.tr("Not printed yet"))
        present = self._present(files, same=office == self._office)
        self._office, self._next = office, ""
        if files != self._files:
            self._files = files
            self.model.replace_rows(files)
        self.table.show_present(present)
        self._show_present()
        for button, verb in ((self.save, self.tr("Save")), (self.print, self.tr("Print"))):
            button.setAccessibleName(f"{verb} {office}")

    def set_initials(self, initials: str) -> None:
        """Propose initials where none were typed."""
        if not self.initials.text():
            self.initials.show_text(initials)

    def _present(self, files: tuple[RequestFile, ...], *, same: bool) -> int:
        """Return the place to stand at: the file after the one just ticked, the one in front, the first."""
        here = self.picked[0].case if self.picked else ""
        wanted = (self._next or here) if same else ""
        return next((at for at, file in enumerate(files) if file.case == wanted), 0 if files else -1)

    def _name_parts(self) -> None:
        parts = {
            "save_request": self.save,
            "print_request": self.print,
            "ask_files": self.ask,
            "tick_files": self.tick,
            "miss_file": self.miss,
            "late_file": self.late,
            "add_a_file": self.add,
        }
        for name, button in parts.items():
            button.setObjectName(name)

    def _lay_out(self) -> None:
        space = theme().space
        self._saved = Text(size="small", tone="quiet")
        self.head.row.addWidget(self._saved)
        self.head.row.addWidget(self.print)
        self.head.row.addWidget(self.save)
        self.head.row.setSpacing(space.two)
        self.table.setMinimumHeight(theme().size.row_dense + _LEAST_ROWS * theme().size.row)
        self.told.setFixedHeight(2 * theme().type.line("small"))
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.initials.setFixedWidth(theme().size.answer_word)
        layout = column(self, gap=space.one)
        layout.addWidget(self.head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.told)
        row = line(gap=space.one)
        for button in (self.ask, self.tick, self.miss, self.late):
            row.addWidget(button)
        row.addStretch(1)
        layout.addLayout(row)
        foot = line(gap=space.one)
        foot.addWidget(self.add)
        foot.addStretch(1)
        label = Text(self.tr("Taken in by"), size="small", tone="quiet")
        label.setBuddy(self.initials)
        label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        foot.addWidget(label)
        foot.addWidget(self.initials)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.table.key_given.connect(self._on_key)
        self.table.row_chosen.connect(lambda _: self._show_present())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_present())
        self.table.row_opened.connect(self._on_opened)
        self.table.clicked.connect(self._on_clicked)
        for button, key in ((self.ask, "A"), (self.tick, "Space"), (self.miss, "N"), (self.late, "T")):
            button.clicked.connect(lambda key=key: self._on_key(key))
        self.save.clicked.connect(self.save_wanted)
        self.print.clicked.connect(self.print_wanted)
        self.add.clicked.connect(self.add_wanted)

    def _on_key(self, key: str) -> None:
        files = self.picked
        if key == "A" and may_be_asked(files):
            self.asked.emit(may_be_asked(files))
        elif key == "Space":
            self._tick(files)
        elif key == "N" and self._may_be_missed(files):
            self.missed.emit(files[0].case)
        elif key == "T" and self._may_turn_up(files):
            self.turned_up.emit(files[0].case)

    def _tick(self, files: tuple[RequestFile, ...]) -> None:
        cases = may_be_ticked(files)
        if not cases:
            return
        if all(file.produced_at for file in files if file.case in cases):
            self.unticked.emit(cases)
            return
        places = self.table.picked
        after = places[-1] + 1
        self._next = self._files[after].case if len(places) == 1 and after < len(self._files) else ""
        self.ticked.emit(cases, self.initials.text().strip())

    def _on_opened(self, place: int) -> None:
        if may_be_ticked((self._files[place],)):
            self.came_at.emit(self._files[place].case)

    def _on_clicked(self) -> None:
        index = self.table.currentIndex()
        if index.isValid() and index.column() == 0 and len(self.picked) == 1:
            self._tick(self.picked)

    def _show_present(self) -> None:
        files = self.picked
        one = files[0] if len(files) == 1 else None
        several = count_of(len(files), self.tr("file"), self.tr("files"))
        said = told_of(one) if one is not None else self.tr("{files} chosen").format(files=several)
        self.told.show_text(said if files else "")
        self.ask.setEnabled(bool(may_be_asked(files)))
        cases = may_be_ticked(files)
        self.tick.setEnabled(bool(cases))
        ticked = bool(cases) and all(file.produced_at for file in files if file.case in cases)
        self.tick.show_text(self.tr("Take the tick off") if ticked else self.tr("Produced now"))
        self.miss.setEnabled(self._may_be_missed(files))
        self.late.setEnabled(self._may_turn_up(files))

    def _may_be_missed(self, files: tuple[RequestFile, ...]) -> bool:
        if len(files) != 1:
            return False
        file = files[0]
        return file.state in {"to_ask", "asked"} or (file.state == "not_produced" and not file.replaced_by)

    def _may_turn_up(self, files: tuple[RequestFile, ...]) -> bool:
        return len(files) == 1 and files[0].state == "not_produced" and not files[0].turned_up_at
