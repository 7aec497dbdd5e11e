"""A form over one record: each field says by itself when a person has changed it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.theme import theme
from ui.when import full_day, read_day
from ui.widgets.boxes import column, line
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.choices import CheckBox, ComboField
from ui.widgets.fields import Field, TextField
from ui.widgets.text import Text
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Entry(QObject):
    """One field of a form: `show(value)`, `value()`, and `changed(name, value)` when a person is done."""

    changed = Signal(str, object)

    def __init__(self, name: str, widget: QWidget) -> None:
        """Stand for the field `name`, which `widget` shows with its label."""
        super().__init__(widget)
        self.name = name
        self.widget = widget

    def show(self, value: object) -> None:
        """Show a value without a word."""
        raise NotImplementedError

    def value(self) -> object:
        """Return what stands there; ValueError with what is wrong when that is nothing."""
        raise NotImplementedError

    def tell(self) -> None:
        """Say what stands there now."""
        self.changed.emit(self.name, self.value())


class LineEntry(Entry):
    """One line of text."""

    error_lines = 0
    """Lines reserved below for what can be wrong with it."""

    def __init__(self, name: str, label: str, hint: str = "") -> None:
        """Make an empty line; `hint` stands in it meanwhile."""
        self.field = TextField()
        self.field.setObjectName(f"field_{name}")
        self.field.setPlaceholderText(hint)
        self._labelled = Field(label, self.field, error_lines=self.error_lines)
        super().__init__(name, self._labelled)
        self.field.committed.connect(lambda _: self.tell())

    def show(self, value: object) -> None:
        """Show a text."""
        self.field.show_text(self._text_of(value))
        self._labelled.clear_error()

    def value(self) -> object:
        """Return the text."""
        return self.field.text().strip()

    def tell(self) -> None:
        """Say the value, or what is wrong with it."""
        try:
            value = self.value()
        except ValueError as wrong:
            self._labelled.show_error(str(wrong))
            return
        self._labelled.clear_error()
        self.changed.emit(self.name, value)

    def _text_of(self, value: object) -> str:
        return "" if value is None else str(value)


class DayEntry(LineEntry):
    """A day of the calendar, None for none."""

    error_lines = 2

    def value(self) -> object:
        """Return the day; ValueError when the text is none."""
        text = self.field.text().strip()
        day = read_day(text) if text else None
        if text and day is None:
            raise ValueError(_tr("Type a day such as 4 September 2009 or 4/9/2009."))
        return day

    def _text_of(self, value: object) -> str:
        return full_day(value) if isinstance(value, date) else ""


class NumberEntry(LineEntry):
    """A whole number, "" for 0."""

    error_lines = 2

    def value(self) -> object:
        """Return the number; ValueError when the text is none."""
        text = self.field.text().strip()
        if text and not (text.isascii() and text.isdigit()):
            raise ValueError(_tr("Type digits only, such as 3."))
        return int(text) if text else 0

    def _text_of(self, value: object) -> str:
        return str(value) if value else ""


class ChoiceEntry(Entry):
    """One of a list."""

    def __init__(self, name: str, label: str, choices: Sequence[tuple[str, str]]) -> None:
        """Offer (value, words) choices."""
        self.field = ComboField()
        self.field.setObjectName(f"field_{name}")
        self._choices = tuple((value, words, "") for value, words in choices)
        super().__init__(name, Field(label, self.field, error_lines=0))
        self.field.currentIndexChanged.connect(lambda _: self.tell())

    def show(self, value: object) -> None:
        """Show a choice."""
        self.field.show_choices(self._choices, str(value))

    def value(self) -> object:
        """Return the value that is chosen."""
        return str(self.field.currentData() or "")


class WayEntry(Entry):
    """One of few, all of them in sight."""

    def __init__(self, name: str, label: str, choices: Sequence[tuple[str, str]]) -> None:
        """Offer (value, words) choices."""
        self.field = ChoiceRow(choices, choices[0][0])
        self.field.setObjectName(f"field_{name}")
        self.field.set_name(label)
        holder = QWidget()
        row = line(holder)
        row.addWidget(self.field)
        row.addStretch(1)
        super().__init__(name, holder)
        self.field.chosen.connect(lambda _: self.tell())

    def show(self, value: object) -> None:
        """Show a choice."""
        self.field.show_value(str(value))

    def value(self) -> object:
        """Return the value that is chosen."""
        return self.field.value


class TickEntry(Entry):
    """Yes or no."""

    def __init__(self, name: str, words: str) -> None:
        """Make an open tick with its words."""
        self.field = CheckBox(words)
        self.field.setObjectName(f"field_{name}")
        self.field.setAccessibleName(words)
        super().__init__(name, self.field)
        self.field.clicked.connect(lambda _: self.tell())

    def show(self, value: object) -> None:
        """Show the tick."""
        self.field.setChecked(bool(value))

    def value(self) -> object:
        """Return whether it is ticked."""
        return self.field.isChecked()


class TicksEntry(Entry):
    """Any of a list, each with a tick."""

    def __init__(self, name: str, label: str, choices: Sequence[tuple[str, str]]) -> None:
        """Offer (value, words) choices."""
        holder = QWidget()
        layout = column(holder)
        layout.addWidget(Text(label, size="small", tone="quiet"))
        self.boxes: dict[str, CheckBox] = {}
        super().__init__(name, holder)
        for value, words in choices:
            box = CheckBox(words)
            box.setObjectName(f"field_{name}_{value}")
            box.setAccessibleName(f"{label}: {words}")
            box.clicked.connect(lambda _: self.tell())
            self.boxes[value] = box
            layout.addWidget(box)

    def show(self, value: object) -> None:
        """Show ticks at these values."""
        chosen = set(value) if isinstance(value, tuple | list) else set()
        for name, box in self.boxes.items():
            box.setChecked(name in chosen)

    def value(self) -> object:
        """Return the ticked values in the order of the list."""
        return tuple(name for name, box in self.boxes.items() if box.isChecked())


class RecordForm(QWidget):
    """A text above, fields below it. `changed(name, value)` when a person is done with a field.

    The text is not among the fields: whoever owns the form keeps it, see `ui.pages.kept_text`.
    """

    changed = Signal(str, object)

    def __init__(self, label: str, text_name: str) -> None:
        """Make a form with its text area alone."""
        super().__init__()
        self.text = TextArea(least=3, most=10, size="body")
        self.text.setObjectName(f"field_{text_name}")
        self.entries: dict[str, Entry] = {}
        self._layout = column(self, gap=theme().space.one)
        self._layout.addWidget(Field(label, self.text, error_lines=0))

    def insert_below_text(self, widget: QWidget) -> None:
        """Stand something between the text and the fields."""
        self._layout.insertWidget(1, widget)

    def add_entries(self, *entries: Entry) -> None:
        """Stand fields beside each other below those that are there."""
        row = line(gap=theme().space.one)
        for entry in entries:
            self.entries[entry.name] = entry
            entry.changed.connect(self.changed)
            row.addWidget(entry.widget, 1, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(row)

    def show_values(self, values: Mapping[str, object]) -> None:
        """Show the values of the fields."""
        for name, entry in self.entries.items():
            entry.show(values[name])

    def values(self) -> dict[str, object]:
        """Return the values of the fields; ValueError with what is wrong in the first that holds none."""
        return {name: entry.value() for name, entry in self.entries.items()}


def _tr(text: str) -> str:
    return QCoreApplication.translate("record_form", text)
