"""How a file was read, and one control for each thing that may be otherwise.

These are the row of the headings, the sheet of a workbook, the encoding and the separator of a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.models.sample_state import count_of
from ui.theme import theme
from ui.widgets.boxes import column, line
from ui.widgets.choices import ComboField
from ui.widgets.progress import ProgressLine
from ui.widgets.text import Run, Text

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
_SHOWN_AFTER = 300
"""Milliseconds after which a reading that has not come back is shown."""

_SIGNS = (",", ";", "\t", "|")


class ReadAs(QWidget):
    """A line about the file, and its controls.

    `read_wanted(way, value)`, the way being "header_row", "sheet", "encoding" or "delimiter";
    `stop_wanted()` while it is read so.
    """

    read_wanted = Signal(str, str)
    stop_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__()
        self._said, self.progress = Text(), ProgressLine()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_SHOWN_AFTER)
        self._late.timeout.connect(lambda: self.show_progress("", 0, 0))
        self.header_row, self.sheet = ComboField(), ComboField()
        self.encoding, self.delimiter = ComboField(), ComboField()
        self._labels: dict[ComboField, Text] = {}
        self._row = line(gap=theme().space.one)
        layout = column(self, gap=theme().space.one)
        for part in (self._said, self.progress):
            part.setFixedHeight(theme().size.control_small)
            layout.addWidget(part)
        self.progress.stop_wanted.connect(self.stop_wanted)
        layout.addLayout(self._row)
        self._add(self.header_row, "header_row", self.tr("Headings in"), stretch=1)
        self._add(self.sheet, "sheet", self.tr("Sheet"))
        self._add(self.encoding, "encoding", self.tr("Encoding"))
        self._add(self.delimiter, "delimiter", self.tr("Separator"))

    def show_look(self, look: ListLook) -> None:
        """Show how a list was read."""
        rows = "" if look.row_count is None else count_of(look.row_count, self.tr("row"), self.tr("rows"))
        columns = count_of(len(look.header), self.tr("column"), self.tr("columns"))
        facts = " · ".join(part for part in (rows, columns, look.read_as) if part)
        self._said.show_runs(Run(look.source), Run(f"  {facts}", "quiet", size="small"))
        self._offer(self.header_row, self._rows_of(look), str(look.header_row))
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

    def show_working(self, working: bool) -> None:  # noqa: FBT001  # a signal's value
        """Show that the file is read in another way, in place of what is known of it, if that takes long."""
        if working:
            self._late.start()
            return
        self._late.stop()
        self.progress.clear()
        self._said.show()

    def show_progress(self, said: str, done: int, total: int) -> None:
        """Show how far the reading is, once it has gone on for a moment."""
        if not self._late.isActive():
            self._said.hide()
            self.progress.show_work(self.tr("Reading the list"), said, done, total)

    def _rows_of(self, look: ListLook) -> tuple[tuple[str, str, str], ...]:
        """Return the first rows that have anything in them, to choose the headings from."""
        rows = dict(enumerate(look.first_rows, start=1))
        rows.setdefault(look.header_row, " · ".join(look.header))
        words = self.tr("row {number}: {words}")
        return tuple(
            (str(number), words.format(number=f"{number:,}", words=text), "")
            for number, text in rows.items()
            if text
        )

    def _add(self, field: ComboField, way: str, label: str, stretch: int = 0) -> None:
        field.setObjectName(f"read_{way}")
        field.setAccessibleName(label)
        text = Text(label, size="small", tone="quiet")
        text.setBuddy(field)
        self._labels[field] = text
        field.setMinimumWidth(theme().size.list_column * 3 // 5)
        field.setSizeAdjustPolicy(ComboField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.activated.connect(lambda _: self.read_wanted.emit(way, str(field.currentData())))
        self._row.addWidget(text)
        self._row.addWidget(field, stretch)

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
