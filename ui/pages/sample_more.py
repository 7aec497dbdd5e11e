"""What is asked when a drawn sample is extended or drawn again: how many files, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QWidget

from cafaudit.errors import InputRefused
from cafaudit.sampling import Rule, allocate
from ui.theme import theme
from ui.widgets.boxes import column
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.fields import Field, TextField
from ui.widgets.page_parts import SectionHead
from ui.widgets.plain_table import Heading, PlainTable
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

MoreKind = Literal["extend", "further"]


@dataclass(frozen=True, slots=True)
class More:
    """What was asked for: files in all, the rule that shares them out, and the reason."""

    size: int
    rule: Rule
    reason: str


class MoreForm(QWidget):
    """Size, rule and reason, with what each stratum would give."""

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__()
        self.setObjectName("more_form")
        self._kind: MoreKind = "extend"
        self._left: Mapping[str, int] = {}
        self._head = SectionHead()
        self._about = Text(size="small", tone="quiet").wrapped()
        self.files, self.reason = TextField(), TextField()
        self.files.setObjectName("more_files")
        self.reason.setObjectName("more_reason")
        self.files_field = Field(self.tr("How many files?"), self.files, error_lines=2)
        self.reason_field = Field(self.tr("Why? It stands on the draw sheet."), self.reason, error_lines=2)
        self.rule = ChoiceRow(
            (("proportional", self.tr("By share")), ("equal", self.tr("The same of each"))), "proportional"
        )
        self.rule.setObjectName("more_rule")
        self.rule.set_name(self.tr("How they are shared out"))
        self.table = PlainTable()
        self.files.setMaximumWidth(theme().size.find)
        layout = column(self, gap=theme().space.one)
        for part in (self._head, self._about, self.files_field, self.reason_field, self.rule, self.table):
            layout.addWidget(part)
        layout.addSpacing(theme().space.two)
        self.setMaximumWidth(theme().size.page_min)
        self.files.textChanged.connect(lambda _: self._show_sizes())
        self.rule.chosen.connect(lambda _: self._show_sizes())

    def show_kind(self, kind: MoreKind, left: Mapping[str, int], size: int) -> None:
        """Ask anew; `left` is what each stratum has to give, `size` what is proposed."""
        self._kind, self._left = kind, left
        if kind == "extend":
            self._head.show_head(self.tr("Extend the sample"))
            self._about.show_text(
                self.tr(
                    "The next unused places of the same queues are read as well. Nothing that was drawn is "
                    "lost, and reserves that were taken up are passed over."
                )
            )
        else:
            self._head.show_head(self.tr("Draw again"))
            self._about.show_text(
                self.tr(
                    "A further draw has its own source, seed and number. It becomes the sample; the earlier "
                    "draw stays on record, and every sheet says how many draws there were."
                )
            )
        self.reason.show_text("")
        self.files.show_text(str(size))
        self.files_field.clear_error()
        self.reason_field.clear_error()
        self._show_sizes()

    def asked(self) -> More:
        """Return what is asked for, after saying at its field what is missing.

        Raises:
            InputRefused: the size is no number, more than there is, or no reason was given.
        """
        size = self._checked_size()
        reason = self.reason.text().strip()
        if not reason:
            refusal = InputRefused(self.tr("No reason was given."), self.tr("Say in a sentence why."))
            self._refuse(self.reason_field, refusal)
            raise refusal
        self.reason_field.clear_error()
        return More(size, self._rule(), reason)

    def show_error(self, text: str) -> None:
        """Say what was refused."""
        self.files_field.show_error(text)
        self.files.setFocus()

    def _checked_size(self) -> int:
        try:
            size = self._size()
            allocate(self._left, size, self._rule())
        except InputRefused as refusal:
            self._refuse(self.files_field, refusal)
            raise
        self.files_field.clear_error()
        return size

    def _refuse(self, field: Field, refusal: InputRefused) -> None:
        field.show_error(f"{refusal.message} {refusal.advice}")
        field.setFocus()

    def _rule(self) -> Rule:
        return "equal" if self.rule.value == "equal" else "proportional"

    def _size(self) -> int:
        text = self.files.text().strip().replace(",", "")
        if not text.isdecimal():
            raise InputRefused(
                self.tr("“{text}” is no number of files.").format(text=text),
                self.tr("Type one in figures, such as 6."),
            )
        return int(text)

    def _show_sizes(self) -> None:
        try:
            sizes = allocate(self._left, self._size(), self._rule())
        except InputRefused:
            self.table.hide()
            return
        listed = self.tr("Left to draw") if self._kind == "extend" else self.tr("Can be drawn")
        headings = (
            Heading(self.tr("Stratum"), stretch=True),
            Heading(listed, right=True),
            Heading(self.tr("More files") if self._kind == "extend" else self.tr("Files"), right=True),
        )
        self.table.show_rows(
            headings, [(name, f"{self._left[name]:,}", f"{size:,}") for name, size in sizes.items()]
        )
        self.table.show()
