"""Beside the sizes: the groups of the list by the columns they are made of, each with a name to be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.models.frame_pages import field_title
from ui.models.sample_state import count_of
from ui.pages.sample_step import Step
from ui.theme import theme
from ui.widgets.boxes import column, empty
from ui.widgets.choices import CheckBox
from ui.widgets.fields import TextField
from ui.widgets.page_parts import SectionHead
from ui.widgets.plain_table import Heading, PlainTable
from ui.widgets.text import Run, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_NAMED = 60
"""Groups that can be named here; more are too many to be told apart on a sheet."""


class NamesStep(Step):
    """Shows which columns make the groups, and the groups.

    `fields_chosen(fields)` asks for the groups that these columns make, `names_wanted(fields, names)` stores
    them, by the name that is made of the values.
    """

    fields_chosen = Signal(tuple)
    names_wanted = Signal(tuple, dict)

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__("sample_names", left_width=theme().size.card)
        self._ticks: dict[str, CheckBox] = {}
        self._named: dict[str, TextField] = {}
        self._tick_rows = column()
        self._head = SectionHead()
        self._table = PlainTable(row_height=theme().size.row)
        self._table.setMaximumWidth(theme().size.page_min)
        self._lay_out()
        self.pressed.connect(self._on_primary)
        self.primary.show_text(self.tr("Group the list so"))

    def show_fields(self, offered: Sequence[str], chosen: Sequence[str]) -> None:
        """Show the columns that groups can be made of, and those that they are made of."""
        empty(self._tick_rows)
        self._ticks = {}
        for name in offered:
            own = self.tr("The groups of the list itself")
            tick = CheckBox(own if name == "stratum" else field_title(name))
            tick.setObjectName(f"names_{name}")
            tick.setChecked(name in chosen)
            tick.toggled.connect(lambda _: self._on_ticked())
            self._ticks[name] = tick
            self._tick_rows.addWidget(tick)

    def show_groups(self, counts: Mapping[str, int], names: Mapping[str, str]) -> None:
        """Show the groups with their cases, and the names that they have."""
        groups = count_of(len(counts), self.tr("group"), self.tr("groups"))
        many = len(counts) > MOST_NAMED
        self._head.show_head(
            self.tr("Groups and their names"),
            self.tr("{groups}, too many to name here").format(groups=groups) if many else groups,
        )
        self._named = {}
        rows = []
        for group, cases in list(counts.items())[:MOST_NAMED]:
            name = TextField(small=True)
            name.setObjectName(f"name_{group}")
            name.setAccessibleName(self.tr("Name of {group}").format(group=group))
            name.show_text(names.get(group, group))
            self._named[group] = name
            rows.append((Run(group), Run(f"{cases:,}"), name))
        headings = (
            Heading(self.tr("Made of the columns")),
            Heading(self.tr("Cases"), right=True),
            Heading(self.tr("Its name"), stretch=True),
        )
        self._table.show_rows(headings, rows)

    def show_counting(self) -> None:
        """Show that the groups are being counted."""
        self._named = {}
        self._head.show_head(self.tr("Groups and their names"), self.tr("counting"))
        self._table.show_rows((), ())

    def begin(self) -> None:
        """Put the keyboard on the first column."""
        first = next(iter(self._ticks.values()), None)
        (first or self.primary).setFocus()

    def fields(self) -> tuple[str, ...]:
        """Return the columns that are ticked."""
        return tuple(name for name, tick in self._ticks.items() if tick.isChecked())

    def names(self) -> dict[str, str]:
        """Return the names that differ from what the columns make."""
        typed = {group: " ".join(field.text().split()) for group, field in self._named.items()}
        return {group: name for group, name in typed.items() if name and name != group}

    def _lay_out(self) -> None:
        space = theme().space
        left = column(self.left, gap=space.one)
        left.addWidget(SectionHead(self.tr("What the groups are made of")))
        left.addLayout(self._tick_rows)
        left.addSpacing(space.one)
        left.addWidget(
            Text(
                self.tr(
                    "Each group is a stratum with a queue of its own. One name for several groups puts them "
                    "together."
                ),
                size="small",
                tone="quiet",
            ).wrapped()
        )
        left.addStretch(1)
        right = column(self.right, gap=space.one)
        right.addWidget(self._head)
        right.addWidget(self._table)
        right.addStretch(1)

    def _on_ticked(self) -> None:
        self.message.clear()
        if self.fields():
            self.fields_chosen.emit(self.fields())

    def _on_primary(self) -> None:
        if self.fields():
            self.names_wanted.emit(self.fields(), self.names())
        else:
            self.message.show_message(
                "warning",
                self.tr("No column is ticked. Tick one, or go back and leave the groups as they are."),
            )
