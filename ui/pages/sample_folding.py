"""The question whether rows of one reference are one case, and what one needs to know to answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.models.repeated_refs import differences_text, repeated_model, repeated_refs
from ui.models.sample_state import count_of
from ui.theme import theme
from ui.widgets.boxes import Card, column
from ui.widgets.page_parts import SectionHead
from ui.widgets.simple_table import SimpleTable
from ui.widgets.text import Text

if TYPE_CHECKING:
    from cafaudit.intake import FoldNeeded
    from cafaudit.services.list_looks import ListLook

_LEAST_ROWS = 7


class RepeatedRefs(QWidget):
    """The first references that stand on several rows: where these are, and in what they differ."""

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__()
        self.setObjectName("repeated_refs")
        self._model = repeated_model()
        self._head = SectionHead()
        self._said = Text().wrapped()
        self.table = SimpleTable(self._model, row_size="small")
        self.table.setObjectName("repeated_refs_table")
        self.table.setAccessibleName(self.tr("References on several rows"))
        layout = column(self, gap=theme().space.one)
        layout.addWidget(self._head)
        layout.addWidget(self._said)
        layout.addWidget(self.table, 1)

    def show_refs(self, asked: FoldNeeded, look: ListLook | None) -> None:
        """Show the first of the references; `look` is the beginning of their list."""
        refs = repeated_refs(asked.named, look)
        state = self.tr("the first {count} of {total}").format(count=len(refs), total=f"{asked.cases:,}")
        self._head.show_head(
            self.tr("References on several rows"), state if asked.cases > len(refs) else f"{asked.cases}"
        )
        said = differences_text(refs)
        self._said.show_text(said)
        self._said.setVisible(bool(said))
        self._model.replace_rows(refs)
        self.table.show_present(0)

    def fit(self, *, narrow: bool) -> None:
        """Keep some rows in sight."""
        rows = theme().size.control_small * _LEAST_ROWS
        self.table.setMinimumHeight(rows)
        self.table.setMaximumHeight(rows if narrow else self.maximumHeight())


def fold_question(asked: FoldNeeded) -> Card:
    """Return the question in words, with what to do in each case."""
    card = Card()
    card.setObjectName("fold_question")
    layout = column(card, gap=theme().space.one, margin=theme().space.two)
    references = count_of(asked.cases, card.tr("case reference"), card.tr("case references"))
    layout.addWidget(Text(card.tr("Is a row a child or a case?"), strong=True))
    layout.addWidget(
        Text(
            card.tr(
                "{references} on more than one row, {rows} rows together, as in a list with a row for "
                "each child. A sample is drawn of cases, so each reference must stand only once."
            ).format(references=references, rows=f"{asked.rows:,}")
        ).wrapped()
    )
    layout.addWidget(
        Text(
            card.tr(
                "Make one case of each reference; or go back, when another column holds the reference or "
                "the list has to be corrected."
            ),
            tone="quiet",
        ).wrapped()
    )
    return card
