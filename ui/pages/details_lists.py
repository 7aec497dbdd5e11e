"""The lists of the letter: people, the history of the action plan, and what was done on the visit."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.pages.details_fields import shown
from ui.theme import theme
from ui.when import full_day, read_day
from ui.widgets.boxes import Card, Rule, column, empty, line
from ui.widgets.buttons import Button
from ui.widgets.choices import CheckBox, ComboField
from ui.widgets.fields import ErrorLine, Field, TextField
from ui.widgets.page_parts import SectionHead
from ui.widgets.text import Run, Text
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from cafaudit.domain.framework import Framework
    from ui.pages.details_kinds import EntryKind, Part


class EntryList(QWidget):
    """One list with its entries, and the form of one. `wanted(command, self)`, `opened(form)`."""

    wanted = Signal(object, object)
    opened = Signal(object)

    def __init__(self, kind: EntryKind, framework: Framework, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self.kind = kind
        self.setObjectName(f"list_{kind.key}")
        self._framework = framework
        self._entries: tuple[Any, ...] = ()
        self._form: EntryForm | None = None
        self._rows = column()
        self.add_link = Button(kind.add, kind="link")
        self.add_link.setObjectName(f"add_{kind.key}")
        self.add_link.clicked.connect(lambda: self.open_form(None))
        head = SectionHead(kind.title)
        head.row.addWidget(self.add_link)
        self._layout = column(self, gap=theme().space.half)
        self._layout.addWidget(head)
        self._layout.addLayout(self._rows)

    def show_entries(self, entries: Sequence[Any]) -> None:
        """Show the entries as they stand."""
        self._entries = tuple(entries)
        empty(self._rows)
        if not entries:
            self._rows.addWidget(Text(self.tr("None yet."), tone="quiet"))
        for at, entry in enumerate(entries):
            if at:
                self._rows.addWidget(Rule())
            self._rows.addWidget(self._row(entry))

    def open_form(self, entry: object) -> None:
        """Edit an entry, or a new one where `entry` is None."""
        self.close_form()
        form = EntryForm(self.kind, self._framework, entry)
        form.given.connect(lambda command: self.wanted.emit(command, self))
        form.closed.connect(self._on_form_closed)
        self._form = form
        self._layout.addWidget(form)
        form.begin()
        self.opened.emit(form)

    def close_form(self) -> None:
        """Put the form away."""
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None

    def show_done(self) -> None:
        """The command was carried out: the form goes, the keyboard stays at the list."""
        self._on_form_closed()

    def show_refused(self, message: str, advice: str) -> None:
        """Say in the form what was refused."""
        if self._form is not None:
            self._form.show_refused(message, advice)

    def _on_form_closed(self) -> None:
        had_form = self._form is not None
        self.close_form()
        if had_form:
            self.add_link.setFocus()

    def _row(self, entry: object) -> QWidget:
        row = QWidget()
        row.setFixedHeight(theme().size.row)
        layout = line(row, gap=theme().space.two)
        first, rest = _summary(self.kind, entry, self._framework)
        words = Text()
        words.show_runs(Run(first), Run(f"  {rest}" if rest else "", "quiet"))
        change = Button(self.tr("Change"), kind="link")
        remove = Button(self.tr("Remove"), kind="link")
        entry_id = str(getattr(entry, "id", ""))
        for button, verb in ((change, "change"), (remove, "remove")):
            button.setObjectName(f"{verb}_{self.kind.key}_{entry_id}")
            button.setAccessibleName(f"{button.text()}: {first}")
        change.clicked.connect(lambda: self.open_form(entry))
        remove.clicked.connect(lambda: self.wanted.emit(self.kind.removed(entry_id), self))
        layout.addWidget(words, 1)
        layout.addWidget(change)
        layout.addWidget(remove)
        return row


class EntryForm(Card):
    """The fields of one entry. `given(command)` when it is to be saved, `closed()` when it is not."""

    given = Signal(object)
    closed = Signal()

    def __init__(self, kind: EntryKind, framework: Framework, entry: object) -> None:
        """Show an entry, or empty fields for None."""
        super().__init__()
        self.setObjectName(f"form_{kind.key}")
        self._kind, self._entry = kind, entry
        self._controls: dict[str, QWidget] = {}
        self._line = ErrorLine()
        self._save = Button(self.tr("Save"), hint=self.tr("Enter"))
        self._save.setObjectName(f"save_{kind.key}")
        self._save.clicked.connect(self._on_save)
        cancel = Button(self.tr("Leave it"), kind="link")
        cancel.setObjectName(f"leave_{kind.key}")
        cancel.clicked.connect(self.closed)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().space.two)
        self._fill(grid, framework)
        actions = line(gap=theme().space.one)
        actions.addWidget(cancel)
        actions.addWidget(self._line, 1)
        actions.addWidget(self._save)
        layout = column(self, gap=theme().space.one, margin=theme().space.two)
        layout.addLayout(grid)
        layout.addLayout(actions)

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        next(iter(self._controls.values())).setFocus()

    def show_refused(self, message: str, advice: str) -> None:
        """Say what was refused."""
        self._line.show_error(f"{message} {advice}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape."""
        if event.text() == "\x1b":
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _fill(self, grid: QGridLayout, framework: Framework) -> None:
        row = at = 0
        for part in self._kind.parts:
            if at + part.halves > 2:  # noqa: PLR2004 - halves of the width
                row, at = row + 1, 0
            grid.addWidget(self._made(part, framework), row, at, 1, part.halves)
            at += part.halves
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def _made(self, part: Part, framework: Framework) -> QWidget:
        value = getattr(self._entry, part.name, part.name == "in_letter" or None)
        control = _control(part, framework, value)
        control.setObjectName(f"{self._kind.key}_{part.name}")
        self._controls[part.name] = control
        if isinstance(control, TextField):
            control.returnPressed.connect(self._on_save)
        if isinstance(control, CheckBox):
            return control
        return Field(part.label, control, error_lines=0)

    def _on_save(self) -> None:
        values: dict[str, Any] = {}
        for part in self._kind.parts:
            value = _value(part, self._controls[part.name])
            if part.kind == "day" and value is None and self._text(part).strip():
                self._line.show_error(
                    self.tr("“{text}” is no day. Type it as 4 September 2009.").format(text=self._text(part))
                )
                return
            if part.name == "name" and not value:
                self._line.show_error(self.tr("Type the name first."))
                self._controls["name"].setFocus()
                return
            values[part.name] = value
        self._line.clear()
        self.given.emit(self._command(values))

    def _command(self, values: dict[str, Any]) -> object:
        if self._entry is None:
            return self._kind.command(**{name: value for name, value in values.items() if value is not None})
        return self._kind.changed(str(getattr(self._entry, "id", "")), values)

    def _text(self, part: Part) -> str:
        control = self._controls[part.name]
        return control.text() if isinstance(control, TextField) else ""


def _control(part: Part, framework: Framework, value: object) -> QWidget:
    if part.kind == "tick":
        tick = CheckBox(part.label)
        tick.setChecked(bool(value))
        return tick
    if part.kind in {"grade", "activity"}:
        combo = ComboField()
        combo.show_choices(_choices(part, framework), str(value or ""))
        return combo
    if part.kind in {"lines", "text"}:
        area = TextArea(least=3 if part.kind == "lines" else 2, size="body")
        area.show_text("\n".join(value) if isinstance(value, tuple) else str(value or ""))
        return area
    field = TextField()
    field.show_text(shown(value))
    return field


def _choices(part: Part, framework: Framework) -> tuple[tuple[str, str, str], ...]:
    if part.kind == "activity":
        return tuple((kind.id, kind.text, "") for kind in framework.activity_kinds)
    scale = framework.area_scale
    grades = () if scale is None else framework.scale(scale).grades
    return tuple((grade.id, grade.word, "") for grade in grades)


def _value(part: Part, control: QWidget) -> object:
    if isinstance(control, CheckBox):
        return control.isChecked()
    if isinstance(control, ComboField):
        return str(control.currentData() or "")
    if isinstance(control, TextArea) and part.kind == "text":
        return control.toPlainText().strip()
    if isinstance(control, TextArea):
        return tuple(text.strip() for text in control.toPlainText().splitlines() if text.strip())
    text = control.text().strip() if isinstance(control, TextField) else ""
    return read_day(text) if part.kind == "day" else text


def _summary(kind: EntryKind, entry: object, framework: Framework) -> tuple[str, str]:
    if kind.key == "activity":
        return _activity_summary(entry, framework)
    if kind.key == "plan":
        scale = framework.area_scale
        grade = str(getattr(entry, "grade", ""))
        word = grade if scale is None or not grade else framework.scale(scale).grade(grade).word
        day = getattr(entry, "judged_on", None)
        parts = (full_day(day) if isinstance(day, date) else "", str(getattr(entry, "note", "")))
        return word, ", ".join(filter(None, parts))
    name = ", ".join(filter(None, (str(getattr(entry, "name", "")), str(getattr(entry, "suffix", "")))))
    lead = _tr("leads") if getattr(entry, "lead", False) else ""
    rest = (str(getattr(entry, "post", "")), str(getattr(entry, "organisation", "")), lead)
    return name, ", ".join(filter(None, rest))


def _activity_summary(entry: object, framework: Framework) -> tuple[str, str]:
    known = {kind.id: kind.text for kind in framework.activity_kinds}
    kind = str(getattr(entry, "kind", ""))
    day = getattr(entry, "held_on", None)
    kept_out = "" if getattr(entry, "in_letter", True) else _tr("not in the letter")
    wording = " ".join(str(getattr(entry, "wording", "")).split())
    parts = (full_day(day) if isinstance(day, date) else "", kept_out, wording)
    return known.get(kind, kind), ", ".join(filter(None, parts))


def _tr(text: str) -> str:
    return QCoreApplication.translate("details", text)
