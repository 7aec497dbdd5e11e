"""How a file was read, and one control for each thing that may be otherwise: sheet, encoding, separator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.models.sample_state import count_of
from ui.theme import theme
from ui.widgets.boxes import column, line
from ui.widgets.choices import ComboField
from ui.widgets.text import Text

if TYPE_CHECKING:
    from cafaudit.services.list_looks import ListLook

ENCODINGS = (
    ("utf-8", "UTF-8"),
    ("utf-8-sig", "UTF-8, BOM"),
    ("cp1252", "Windows-1252"),
    ("iso8859-15", "ISO 8859-15"),
    ("cp850", "DOS 850"),
    ("mac_roman", "Mac Roman"),
    ("utf-16", "UTF-16"),
)
_SIGNS = (",", ";", "\t", "|")


class ReadAs(QWidget):
    """A line about the file, and its controls.

    `read_wanted(way, value)`, the way being "sheet", "encoding" or "delimiter".
    """

    read_wanted = Signal(str, str)

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__()
        self._said = Text()
        self._how = Text(size="small", tone="quiet")
        self.sheet, self.encoding, self.delimiter = ComboField(), ComboField(), ComboField()
        self._labels: dict[ComboField, Text] = {}
        self._row = line(self, gap=theme().space.one)
        words = column()
        words.addWidget(self._said)
        words.addWidget(self._how)
        self._row.addLayout(words, 1)
        self._add(self.sheet, "sheet", self.tr("Sheet"))
        self._add(self.encoding, "encoding", self.tr("Encoding"))
        self._add(self.delimiter, "delimiter", self.tr("Separator"))

    def show_look(self, look: ListLook) -> None:
        """Show how a list was read."""
        rows = "" if look.row_count is None else count_of(look.row_count, self.tr("row"), self.tr("rows"))
        columns = count_of(len(look.header), self.tr("column"), self.tr("columns"))
        self._said.show_text(" · ".join(part for part in (look.source, rows, columns) if part))
        how = self.tr("Read as {how}").format(how=look.read_as)
        if look.lines:
            how += self.tr(" · its rows begin in row {line}").format(line=f"{look.lines[0]:,}")
        self._how.show_text(how)
        sheets = look.sheets if len(look.sheets) > 1 else ()
        self._offer(self.sheet, tuple((name, name, "") for name in sheets), look.sheet)
        known = {value for value, _ in ENCODINGS}
        found = look.encoding
        offered = [*ENCODINGS] if found in known else [(found, found), *ENCODINGS]
        self._offer(
            self.encoding, tuple((value, word, "") for value, word in offered) if found else (), found
        )
        signs = _SIGNS if look.delimiter in _SIGNS else (look.delimiter, *_SIGNS)
        self._offer(
            self.delimiter,
            tuple((sign, self._sign_word(sign), "") for sign in signs) if look.delimiter else (),
            look.delimiter,
        )

    def _add(self, field: ComboField, way: str, label: str) -> None:
        field.setObjectName(f"read_{way}")
        field.setAccessibleName(label)
        text = Text(label, size="small", tone="quiet")
        text.setBuddy(field)
        self._labels[field] = text
        field.setMinimumWidth(theme().size.list_column * 3 // 5)
        field.activated.connect(lambda _: self.read_wanted.emit(way, str(field.currentData())))
        self._row.addWidget(text)
        self._row.addWidget(field)

    def _offer(self, field: ComboField, choices: tuple[tuple[str, str, str], ...], chosen: str) -> None:
        field.show_choices(choices, chosen)
        for part in (field, self._labels[field]):
            part.setVisible(bool(choices))

    def _sign_word(self, sign: str) -> str:
        words = {
            ",": self.tr("comma ,"),
            ";": self.tr("semicolon ;"),
            "\t": self.tr("tab"),
            "|": self.tr("bar |"),
        }
        return words.get(sign, f"“{sign}”")
