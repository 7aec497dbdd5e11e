"""The two filters above the table of evidence: by source or side, and by polarity."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.models.evidence_rows import polarity_choices, source_choices
from ui.theme import theme
from ui.widgets.boxes import line
from ui.widgets.choices import ComboField


class EvidenceFilters(QWidget):
    """`filtered(source, polarity)` when a person chooses; "" stands for any."""

    filtered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Let everything through."""
        super().__init__(parent)
        self.source, self.polarity = ComboField(), ComboField()
        row = line(self, gap=theme().space.one)
        for combo, name, spoken, choices in (
            (self.source, "filter_source", self.tr("Show by source"), source_choices()),
            (self.polarity, "filter_polarity", self.tr("Show by polarity"), polarity_choices()),
        ):
            combo.setObjectName(name)
            combo.setAccessibleName(spoken)
            combo.setFixedWidth(theme().size.list_column)
            combo.show_choices(choices, "")
            combo.currentIndexChanged.connect(lambda _: self._tell())
            row.addWidget(combo)
        row.addStretch(1)

    def _tell(self) -> None:
        self.filtered.emit(str(self.source.currentData()), str(self.polarity.currentData()))
