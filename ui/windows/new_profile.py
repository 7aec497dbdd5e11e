"""Forms of the unlock window that are needed once: a new profile, its recovery code, a new passphrase."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.boxes import column, line, paint_box
from ui.widgets.buttons import Button
from ui.widgets.choices import CheckBox
from ui.widgets.fields import ErrorLine, Field, PassphraseEntry, TextField
from ui.widgets.text import Text
from ui.windows.unlock import Workable

GOOD_LENGTH = 16
"""Characters from which a passphrase of words is hard to guess; shorter ones are warned about."""

_GROUPS_A_LINE = 4


@dataclass(frozen=True, slots=True)
class NewProfile:
    """What a person wants their profile to be."""

    name: str
    inspector_code: str
    passphrase: str


class NewPassphrase(QWidget):
    """A passphrase typed twice, with advice on its length while it is typed."""

    def __init__(self) -> None:
        """Make two empty fields."""
        super().__init__()
        self.first = PassphraseEntry(self.tr("Passphrase"))
        self.first.field.setObjectName("new_passphrase")
        self.again = PassphraseEntry(self.tr("The same once more"), shown_link=False)
        self.again.field.setObjectName("passphrase_again")
        self.first.field.textChanged.connect(self._advise)
        layout = column(self, gap=theme().space.half)
        layout.addWidget(self.first)
        layout.addWidget(self.again)
        self.first.reach_show_after(self.again.field)
        self._advise("")

    def text(self) -> str:
        """Return the passphrase."""
        return self.first.text()

    def is_complete(self) -> bool:
        """Whether both are typed and the same; else says at the field what is wrong."""
        if not self.first.text().strip():
            self.first.show_error(self.tr("Type a passphrase: words that you remember."))
            self.first.field.setFocus()
            return False
        if self.first.text() != self.again.text():
            self.again.show_error(self.tr("The two are not the same. Type it once more."))
            self.again.field.selectAll()
            self.again.field.setFocus()
            return False
        self.again.clear_error()
        return True

    def _advise(self, text: str) -> None:
        missing = GOOD_LENGTH - len(text)
        if not text:
            self.first.show_hint(self.tr("Four or more words that you remember; blanks count."))
        elif missing > 0:
            words = self.tr("{length} characters; {missing} more make it hard to guess.")
            self.first.show_warning(words.format(length=len(text), missing=missing))
        else:
            self.first.show_hint(self.tr("{length} characters: long enough.").format(length=len(text)))


class NewProfileForm(Workable):
    """Name, inspector code, passphrase."""

    profile_wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self, *, can_go_back: bool) -> None:
        """Make an empty form; `can_go_back` offers the way to profiles that exist."""
        super().__init__(Button(self.tr("Create profile"), kind="primary", hint=self.tr("Enter")))
        self.name = Field(self.tr("Your name, as it stands in the letter"), TextField())
        self.name.control.setObjectName("person_name")
        self.code = Field(self.tr("Inspector code"), TextField())
        self.code.control.setObjectName("inspector_code")
        self.code.show_hint(self.tr("Stands for you beside your work, such as I2."))
        self.passphrase = NewPassphrase()
        for control in (self.name.control, self.code.control):
            _field(control).returnPressed.connect(self._create)
        self.passphrase.again.field.returnPressed.connect(self._create)
        self.primary.clicked.connect(self._create)
        layout = column(self, gap=theme().space.half)
        for part in (self.name, self.code, self.passphrase):
            layout.addWidget(part)
        layout.addLayout(_actions(self, can_go_back=can_go_back))
        self.begins_at = self.name.control

    def show_refused(self, message: str, advice: str) -> None:
        """Say at the name what was refused."""
        super().show_refused(message, advice)
        self.name.show_error(f"{message} {advice}".strip())
        self.name.control.setFocus()

    def _create(self) -> None:
        name, code = _field(self.name.control).text().strip(), _field(self.code.control).text().strip()
        if not name:
            self.name.show_error(self.tr("Type your name."))
            self.name.control.setFocus()
            return
        self.name.clear_error()
        if not code:
            self.code.show_error(self.tr("Type a short code, such as I2."))
            self.code.control.setFocus()
            return
        if self.passphrase.is_complete() and self.primary.isEnabled():
            self.profile_wanted.emit(NewProfile(name, code, self.passphrase.text()))


class RecoveryForm(Workable):
    """The printed recovery code, and a new passphrase."""

    recovery_wanted = Signal(str, str)
    back_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty form."""
        super().__init__(Button(self.tr("Set passphrase"), kind="primary", hint=self.tr("Enter")))
        self.code = Field(self.tr("Recovery code, as printed"), TextField(), error_lines=2)
        self.code.control.setObjectName("recovery_code")
        self.passphrase = NewPassphrase()
        self.passphrase.again.field.returnPressed.connect(self._recover)
        self.primary.clicked.connect(self._recover)
        layout = column(self, gap=theme().space.half)
        layout.addWidget(self.code)
        layout.addWidget(self.passphrase)
        layout.addLayout(_actions(self, can_go_back=True))
        self.begins_at = self.code.control

    def show_refused(self, message: str, advice: str) -> None:
        """Say at the code what was refused."""
        super().show_refused(message, advice)
        self.code.show_error(f"{message} {advice}".strip())
        self.code.control.setFocus()

    def _recover(self) -> None:
        code = _field(self.code.control).text().strip()
        if not code:
            self.code.show_error(self.tr("Type the code of eight groups from the printed sheet."))
            self.code.control.setFocus()
            return
        self.code.clear_error()
        if self.passphrase.is_complete() and self.primary.isEnabled():
            self.recovery_wanted.emit(code, self.passphrase.text())


class RecoveryCodeForm(Workable):
    """Shows the recovery code until the person says that it is kept."""

    kept = Signal()
    print_wanted = Signal(str)

    def __init__(self, code: str) -> None:
        """Show `code`, groups with hyphens between."""
        super().__init__(Button(self.tr("Go on"), kind="primary", hint=self.tr("Enter")))
        space = theme().space
        words = self.tr(
            "Write it down or print it, and keep it away from this machine. It opens your work when the "
            "passphrase is lost; nothing else does."
        )
        self.kept_box = CheckBox(self.tr("I have kept it"))
        self.kept_box.setObjectName("code_is_kept")
        self.kept_box.toggled.connect(self.primary.setEnabled)
        self.missing = ErrorLine()
        self.missing.setObjectName("code_not_kept")
        self.kept_box.toggled.connect(lambda _: self.missing.clear())
        self.primary.setEnabled(False)
        self.primary.clicked.connect(self.kept)
        printing = Button(self.tr("Print"))
        printing.setObjectName("print_code")
        printing.clicked.connect(lambda: self.print_wanted.emit(code))
        actions = line(gap=space.one)
        actions.addWidget(printing)
        actions.addStretch(1)
        actions.addWidget(self.primary)
        layout = column(self, gap=space.two)
        layout.addSpacing(space.half)
        layout.addWidget(Text(words).wrapped())
        layout.addWidget(CodeSheet(code))
        keeping = column(gap=space.half)
        keeping.addWidget(self.kept_box, 0, Qt.AlignmentFlag.AlignLeft)
        keeping.addWidget(self.missing)
        layout.addLayout(keeping)
        layout.addLayout(actions)
        self.begins_at = self.kept_box

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter from the tick, or say what is missing."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif self.primary.isEnabled():
            self.primary.click()
        elif not self.kept_box.isChecked():
            self.missing.show_error(self.tr("Tick it with the space bar once it is kept."))
            self.kept_box.setFocus()


class CodeSheet(QWidget):
    """A code in groups, in the type of hashes, four groups a line."""

    def __init__(self, code: str) -> None:
        """Show a code whose groups stand between hyphens."""
        super().__init__()
        groups = code.split("-")
        lines = [groups[at : at + _GROUPS_A_LINE] for at in range(0, len(groups), _GROUPS_A_LINE)]
        self._lines = ["  ".join(one) for one in lines]
        self.setObjectName("code_sheet")
        self.setAccessibleName(" ".join(groups))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return room for all lines."""
        space = theme().space
        return QSize(theme().size.card, len(self._lines) * theme().size.row_dense + 2 * space.inset)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the groups."""
        del event
        worn = theme()
        painter = QPainter(self)
        colours = worn.colours
        paint_box(painter, QRectF(self.rect()), colours.surface_raised, colours.line, worn.radius.control)
        font = worn.fixed_font()
        font.setPointSizeF(worn.type.body_pt)
        painter.setFont(font)
        painter.setPen(colours.text)
        for at, text in enumerate(self._lines):
            top = worn.space.inset + at * worn.size.row_dense
            box = QRectF(0, top, self.width(), worn.size.row_dense)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _field(control: QWidget) -> TextField:
    if not isinstance(control, TextField):
        raise TypeError(type(control).__name__)
    return control


def _actions(form: NewProfileForm | RecoveryForm, *, can_go_back: bool) -> QHBoxLayout:
    holder = line(gap=theme().space.one)
    if can_go_back:
        back = Button(form.tr("Back"), kind="link")
        back.setObjectName("back")
        back.clicked.connect(form.back_wanted)
        holder.addWidget(back)
    holder.addStretch(1)
    holder.addWidget(form.primary)
    return holder
