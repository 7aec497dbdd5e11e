"""What is odd about a list, as the Checks step shows it: narrowed, copied, printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from ui.models.list_findings import Finding, as_text, findings_model, kind_counts, kind_word
from ui.theme import theme
from ui.widgets.announce import announce
from ui.widgets.boxes import column, empty, line
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.page_parts import SectionHead
from ui.widgets.simple_table import SimpleTable
from ui.widgets.text import Run, Text

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_LEAST_ROWS = 7
_ALL = ""


class Findings(QWidget):
    """What is odd about a list, a row each; narrowed to a kind, copied, printed. `print_wanted()`."""

    print_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__()
        self.setObjectName("findings")
        self._all: tuple[Finding, ...] = ()
        self.shown: tuple[Finding, ...] = ()
        self._model = findings_model()
        self._head = SectionHead()
        self.kinds: ChoiceRow | None = None
        self._kinds = line()
        self.copy = Button(self.tr("Copy"), kind="link", small=True)
        self.copy.setObjectName("copy_findings")
        self.print = Button(self.tr("Print…"), kind="link", small=True)
        self.print.setObjectName("print_findings")
        self.table = SimpleTable(self._model, row_size="small")
        self.table.setObjectName("findings_table")
        self.table.setAccessibleName(self.tr("What is odd about the list"))
        self._whole = Text(size="small").wrapped()
        self._lay_out()
        self.table.row_chosen.connect(self._show_whole)
        self.copy.clicked.connect(self.copy_shown)
        self.print.clicked.connect(self.print_wanted)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show findings of all kinds."""
        self._all = findings
        counts = kind_counts(findings)
        self._head.show_head(self.tr("What is odd about the list"), "" if findings else self.tr("nothing"))
        empty(self._kinds)
        self.kinds = None
        if len(counts) > 1:
            words = [(_ALL, f"{kind_word(_ALL)} {len(findings):,}")]
            words += [(kind, f"{kind_word(kind)} {count:,}") for kind, count in counts.items()]
            self.kinds = ChoiceRow(words, _ALL)
            self.kinds.setObjectName("finding_kind")
            self.kinds.set_name(self.tr("Kind"))
            self.kinds.chosen.connect(self._narrow)
            self._kinds.addWidget(self.kinds)
            self._kinds.addStretch(1)
        for part in (self.table, self.copy, self.print, self._whole):
            part.setVisible(bool(findings))
        self._narrow(_ALL)

    def copy_shown(self) -> None:
        """Copy the rows that are shown, to be pasted into a spreadsheet or a message."""
        QApplication.clipboard().setText(as_text(self.shown))
        announce(self.table, self.tr("Copied."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy with the usual key."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_shown()
        else:
            super().keyPressEvent(event)

    def fit(self, *, narrow: bool) -> None:
        """Keep some rows in sight."""
        rows = theme().size.control_small * _LEAST_ROWS
        self.table.setMinimumHeight(rows)
        self.table.setMaximumHeight(rows if narrow else self.maximumHeight())

    def _lay_out(self) -> None:
        space = theme().space
        self._head.row.addWidget(self.copy)
        self._head.row.addWidget(self.print)
        layout = column(self, gap=space.one)
        layout.addWidget(self._head)
        layout.addLayout(self._kinds)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._whole)

    def _narrow(self, kind: str) -> None:
        self.shown = tuple(one for one in self._all if kind in {_ALL, one.kind})
        self._model.replace_rows(self.shown)
        self.table.show_present(0 if self.shown else -1)
        self._show_whole(0)

    def _show_whole(self, place: int) -> None:
        """Say a finding whole, as a row cuts what is too long."""
        if not 0 <= place < len(self.shown):
            self._whole.show_text("")
            return
        one = self.shown[place]
        where = [self.tr("sheet “{name}”").format(name=one.sheet)] if one.sheet else []
        if one.rows:
            where.append(self.tr("row {rows}").format(rows=one.all_rows_text))
        if one.column:
            where.append(self.tr("column “{name}”").format(name=one.column))
        said = f"{one.what} {one.done}".strip()
        self._whole.show_runs(Run(said), Run(f"  {', '.join(where)}" if where else "", "quiet"))
