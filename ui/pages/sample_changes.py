"""What a corrected list changed: against the list before it, and after the draw against the sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.models.frame_pages import field_title
from ui.models.list_differences import (
    Difference,
    differences_model,
    differences_of,
    sort_counts,
    sort_word,
)
from ui.pages.sample_step import Step
from ui.theme import theme
from ui.widgets.boxes import column, empty, line
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.page_parts import SectionHead
from ui.widgets.plain_table import Heading, PlainTable
from ui.widgets.simple_table import SimpleTable
from ui.widgets.text import Run, Text

if TYPE_CHECKING:
    from cafaudit.services.list_changes import ListChanges

_LEAST_ROWS = 8
_ALL = ""


class ChangesStep(Step):
    """Shows what was added, removed and altered. `pressed()` goes on."""

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__("sample_changes", left_width=theme().size.card)
        self._all: tuple[Difference, ...] = ()
        self._model = differences_model()
        self._head = SectionHead()
        self._said = Text().wrapped()
        self._counts = PlainTable(row_height=theme().size.control_small)
        self._fields = PlainTable(row_height=theme().size.control_small)
        self.sorts: ChoiceRow | None = None
        self._sorts = line()
        self._cases_head = SectionHead()
        self.table = SimpleTable(self._model, row_size="small")
        self.table.setObjectName("changes_table")
        self.table.setAccessibleName(self.tr("Cases that the newer list changed"))
        self._lay_out()
        self.primary.show_text(self.tr("Go on"))

    def show_changes(self, changes: ListChanges) -> None:
        """Show what a list changed."""
        names = {"new": changes.source, "old": changes.before}
        self._head.show_head(self.tr("What the corrected list changed"))
        self._said.show_text(
            self.tr(
                "“{new}” is kept beside “{old}”, from which the sample was drawn. The draw stands; new cases "
                "had no chance in it."
            ).format(**names)
            if changes.beside
            else self.tr("“{new}” took the place of “{old}”. Groups and rules were taken over.").format(
                **names
            )
        )
        self._show_counts(changes)
        self._all = differences_of(changes)
        self._show_sorts()
        shown = self.tr("the first {count} of all").format(count=f"{len(changes.cases):,}")
        self._cases_head.show_head(self.tr("Cases"), shown if changes.capped else "")
        self._show_sort(self.sorts.value if self.sorts is not None else _ALL)

    def begin(self) -> None:
        """Put the keyboard on the way on."""
        self.primary.setFocus()

    def on_folded(self, *, narrow: bool) -> None:
        """Keep some rows in sight."""
        rows = theme().size.control_small * _LEAST_ROWS
        self.table.setMinimumHeight(rows)
        self.table.setMaximumHeight(rows if narrow else self.maximumHeight())

    def _lay_out(self) -> None:
        space = theme().space
        left = column(self.left, gap=space.one)
        for part in (self._head, self._said, self._counts):
            left.addWidget(part)
        left.addSpacing(space.one)
        left.addWidget(self._fields)
        left.addStretch(1)
        right = column(self.right, gap=space.one)
        right.addWidget(self._cases_head)
        right.addLayout(self._sorts)
        right.addWidget(self.table, 1)

    def _show_counts(self, changes: ListChanges) -> None:
        counted = (
            (self.tr("Added"), changes.added),
            (self.tr("Removed"), changes.removed),
            (self.tr("Altered"), changes.altered),
            (self.tr("Unchanged"), changes.same),
        )
        heads = (
            Heading(self.tr("Against the list before"), stretch=True),
            Heading(self.tr("Cases"), right=True),
        )
        self._counts.show_rows(heads, [(Run(words), Run(f"{count:,}")) for words, count in counted])
        fields = [(Run(field_title(name)), Run(f"{count:,}")) for name, count in changes.fields.items()]
        self._fields.setVisible(bool(fields))
        heads = (Heading(self.tr("Altered in"), stretch=True), Heading(self.tr("Cases"), right=True))
        self._fields.show_rows(heads, fields)

    def _show_sorts(self) -> None:
        counts = sort_counts(self._all)
        empty(self._sorts)
        self.sorts = None
        if len(counts) > 1:
            words = [(_ALL, sort_word(_ALL))]
            words += [(sort, f"{sort_word(sort)} {count:,}") for sort, count in counts.items()]
            self.sorts = ChoiceRow(words, "sample" if "sample" in counts else _ALL)
            self.sorts.setObjectName("change_sort")
            self.sorts.set_name(self.tr("Which cases"))
            self.sorts.chosen.connect(self._show_sort)
            self._sorts.addWidget(self.sorts)
            self._sorts.addStretch(1)

    def _show_sort(self, sort: str) -> None:
        rows = tuple(one for one in self._all if one.sort == sort or (sort == _ALL and one.sort != "sample"))
        self._model.replace_rows(rows)
        self.table.setVisible(bool(rows))
        self.table.show_present(0 if rows else -1)
