"""What each stratum gives: a table that follows what is typed, here and there into the table."""

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

    from ui.models.sample_groups import ShareRule, StratumSize
    from ui.widgets.plain_table import Cell

MOST_TYPED = 60
"""Strata that figures can be typed for; with more of them a file for the command line is the better way."""

_BLANK = ""


class StrataTable(QWidget):
    """Strata with their cases, files and reserves. `typed()` when a figure in it was changed.

    Where sizes are stated, the files are fields; where they follow expected rates, those are fields. Rows
    stay as they are while figures change, so that a field keeps the keyboard.
    """

    typed = Signal()

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__()
        self.setObjectName("strata")
        self.table = PlainTable()
        self.table.setObjectName("strata_table")
        self.table.setMaximumWidth(theme().size.page_min)
        self._shape: tuple[tuple[str, ...], str] = ((), "")
        self._fields: dict[str, TextField] = {}
        self._kept: dict[str, dict[str, str]] = {"stated": {}, "neyman": {}}
        self._cells: dict[str, tuple[Text, Text, Text]] = {}
        self._sums: tuple[Text, ...] = ()
        layout = column(self)
        layout.addWidget(self.table)

    def show_strata(self, counts: Mapping[str, int], rule: ShareRule, start: Mapping[str, str]) -> None:
        """Show the strata of a list, with fields if the rule asks for figures.

        `start` is what stands in a field of a stratum that nothing was typed for yet.
        """
        names = tuple(sorted(counts))
        if self._shape != (names, rule):
            self._shape = names, rule
            self._make_rows(names, rule, start)
        for name, (held, *_) in self._cells.items():
            held.show_text(f"{counts[name]:,}")
        if self._sums:
            self._sums[0].show_text(f"{sum(counts.values()):,}")
        self.setVisible(bool(names))

    def show_sizes(self, sizes: Sequence[StratumSize]) -> None:
        """Show what each stratum gives; with nothing to show the figures stay blank."""
        shown = {one.name: one for one in sizes}
        for name, (_, files, reserves) in self._cells.items():
            one = shown.get(name)
            files.show_text(f"{one.files:,}" if one else _BLANK)
            reserves.show_text(f"{one.reserves:,}" if one else _BLANK)
        if self._sums:
            sums = sum(one.files for one in sizes), sum(one.reserves for one in sizes)
            for text, count in zip(self._sums[1:], sums, strict=True):
                text.show_text(f"{count:,}" if sizes else _BLANK)

    @property
    def first_field(self) -> TextField | None:
        """The first field of the table, None where nothing can be typed."""
        return next(iter(self._fields.values()), None)

    def texts(self) -> dict[str, str]:
        """Return what stands in the fields, by stratum; empty where nothing can be typed."""
        return {name: field.text() for name, field in self._fields.items()}

    def show_wrong(self, name: str) -> None:
        """Mark the field of a stratum as wrong, and no other; "" marks none."""
        for stratum, field in self._fields.items():
            field.show_wrong(stratum == name)

    def recall(self, rule: ShareRule, texts: Mapping[str, str]) -> None:
        """Have figures of an earlier time stand in the fields where nothing was typed since."""
        self._kept[rule] = dict(texts) | self._kept[rule]

    def forget(self) -> None:
        """Forget what was typed, as for another list."""
        self._kept = {"stated": {}, "neyman": {}}
        self._shape = (), ""

    def _make_rows(self, names: Sequence[str], rule: ShareRule, start: Mapping[str, str]) -> None:
        self._fields, self._cells = {}, {}
        asks = rule in self._kept and len(names) <= MOST_TYPED
        rows = [self._row(name, rule if asks else "", start) for name in names]
        self._sums = tuple(Text(strong=True) for _ in range(3)) if len(names) > 1 else ()
        if self._sums:
            filler = [Text()] if asks and rule == "neyman" else []
            rows.append([Run(self.tr("All"), strong=True), self._sums[0], *filler, *self._sums[1:]])
        self.table.show_rows(self._headings(rule if asks else ""), rows)

    def _row(self, name: str, rule: str, start: Mapping[str, str]) -> list[Cell]:
        held, files, reserves = Text(), Text(strong=True), Text()
        self._cells[name] = held, files, reserves
        if not rule:
            return [Run(name), held, files, reserves]
        field = self._field(name, rule, start)
        if rule == "stated":
            files.hide()
            return [Run(name), held, field, reserves]
        return [Run(name), held, field, files, reserves]

    def _field(self, name: str, rule: str, start: Mapping[str, str]) -> TextField:
        field = TextField(small=True)
        spoken = self.tr("Files of {stratum}") if rule == "stated" else self.tr("Share expected in {stratum}")
        field.setAccessibleName(spoken.format(stratum=name))
        field.setObjectName(f"{rule}_{name}")
        field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        field.setFixedWidth(2 * theme().size.answer_slot_w)
        field.show_text(self._kept[rule].get(name, start.get(name, "")))
        field.textChanged.connect(lambda text: self._on_typed(rule, name, text))
        self._fields[name] = field
        return field

    def _on_typed(self, rule: str, name: str, text: str) -> None:
        self._kept[rule][name] = text
        self.typed.emit()

    def _headings(self, rule: str) -> list[Heading]:
        found = [Heading(self.tr("Stratum"), stretch=True), Heading(self.tr("In the list"), right=True)]
        if rule == "neyman":
            found.append(Heading(self.tr("Share expected"), right=True))
        return [*found, Heading(self.tr("Files"), right=True), Heading(self.tr("Reserves"), right=True)]
