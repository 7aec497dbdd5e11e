"""What each stratum adds to a sample: shown as it is shared out, or typed stratum by stratum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.theme import theme
from ui.widgets.boxes import column
from ui.widgets.fields import TextField
from ui.widgets.plain_table import Heading, PlainTable
from ui.widgets.text import Run, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ui.widgets.plain_table import Cell


class MoreTable(QWidget):
    """Strata with what they have left and what they give; the last row has the sums. `typed()` on a change.

    Rows stay as they are while figures change, so that a field keeps the keyboard.
    """

    typed = Signal()

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__()
        self.setObjectName("more_strata")
        self.table = PlainTable()
        self.table.setMaximumWidth(theme().size.page_min)
        self._fields: dict[str, TextField] = {}
        self._files: dict[str, Text] = {}
        self._sum = Text(strong=True)
        layout = column(self)
        layout.addWidget(self.table)

    def show_strata(
        self, left: Mapping[str, int], words: tuple[str, str], typed: Mapping[str, str] | None
    ) -> None:
        """Show strata anew; `words` head the figures, `typed` stands in the fields, None for no fields."""
        self._fields, self._files = {}, {}
        rows: list[Sequence[Cell]] = [
            [Run(name), f"{held:,}", self._figure(name, typed)] for name, held in left.items()
        ]
        self._sum = _count_text()
        if len(left) > 1:
            held = Run(f"{sum(left.values()):,}", strong=True)
            rows.append([Run(self.tr("All"), strong=True), held, self._sum])
        headings = (Heading(self.tr("Stratum"), stretch=True), *(Heading(word, right=True) for word in words))
        self.table.show_rows(headings, rows)
        self.show_wrong("")

    def show_sizes(self, sizes: Mapping[str, int]) -> None:
        """Show what each stratum gives; with nothing to show the figures stay blank."""
        for name, files in self._files.items():
            files.show_text(f"{sizes[name]:,}" if sizes else "")
        self._sum.show_text(f"{sum(sizes.values()):,}" if sizes else "")

    def texts(self) -> dict[str, str]:
        """Return what stands in the fields, by stratum; empty where nothing can be typed."""
        return {name: field.text() for name, field in self._fields.items()}

    def show_wrong(self, name: str) -> None:
        """Mark the field of a stratum as wrong, and no other; "" marks none."""
        for stratum, field in self._fields.items():
            field.show_wrong(stratum == name)

    def come_after(self, widget: QWidget) -> None:
        """Have the tab key come to the fields one by one after a widget; new ones would come last of all."""
        for field in self._fields.values():
            QWidget.setTabOrder(widget, field)
            widget = field

    def begin(self, name: str = "") -> None:
        """Put the keyboard into the field of a stratum, or into the first one."""
        field = self._fields.get(name) or next(iter(self._fields.values()), None)
        if field is not None:
            field.setFocus()
            field.selectAll()

    def _figure(self, name: str, typed: Mapping[str, str] | None) -> QWidget:
        if typed is None:
            self._files[name] = _count_text()
            return self._files[name]
        field = TextField(small=True)
        field.setObjectName(f"more_{name}")
        field.setAccessibleName(self.tr("More files of {stratum}").format(stratum=name))
        field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        field.setFixedWidth(_width())
        field.show_text(typed.get(name, ""))
        field.textChanged.connect(lambda _: self.typed.emit())
        self._fields[name] = field
        return field


def _count_text() -> Text:
    """Return room for a figure, as wide as a field, so that nothing moves when fields come."""
    text = Text(strong=True)
    text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    text.setFixedWidth(_width())
    return text


def _width() -> int:
    return 2 * theme().size.answer_slot_w
