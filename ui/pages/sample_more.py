"""What is asked when a drawn sample is extended or drawn again: how many files, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from cafaudit.errors import InputRefused
from cafaudit.sampling import Rule, allocate
from ui.pages.sample_more_table import MoreTable
from ui.pages.sample_sizes_table import MOST_TYPED
from ui.theme import theme
from ui.widgets.boxes import column
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.fields import Field, TextField
from ui.widgets.page_parts import SectionHead
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

MoreKind = Literal["extend", "further"]
MoreRule = Literal["proportional", "equal", "stated"]

_MOST_DIGITS: Final = 9


@dataclass(frozen=True, slots=True)
class More:
    """What was asked for: files in all, how they are shared out, and the reason.

    `stated` are the files by stratum where the rule is "stated", else it is empty.
    """

    size: int
    rule: MoreRule
    reason: str
    stated: tuple[tuple[str, int], ...] = ()

    @property
    def per_stratum(self) -> dict[str, int] | None:
        """The files that were stated by stratum, None where a rule shares them out."""
        return dict(self.stated) if self.rule == "stated" else None

    @property
    def allocate(self) -> Rule:
        """The rule that shares the files out."""
        return "equal" if self.rule == "equal" else "proportional"


class MoreForm(QWidget):
    """Size, rule and reason, with what each stratum would give, or fields for that."""

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
            (
                ("proportional", self.tr("By share")),
                ("equal", self.tr("The same of each")),
                ("stated", self.tr("As I state for each")),
            ),
            "proportional",
        )
        self.rule.setObjectName("more_rule")
        self.rule.set_name(self.tr("How they are shared out"))
        self.table = MoreTable()
        self._asked_before = ""
        self.asked_sizes: Mapping[str, int] = {}
        self._wrong = ""
        self.files.setMaximumWidth(theme().size.find)
        layout = column(self, gap=theme().space.one)
        for part in (self._head, self._about, self.files_field, self.reason_field, self.rule, self.table):
            layout.addWidget(part)
        layout.addSpacing(theme().space.two)
        self.setMaximumWidth(theme().size.page_min)
        self.files.textChanged.connect(lambda _: self._show_sizes())
        self.rule.chosen.connect(lambda _: self._on_rule())
        self.table.typed.connect(self._show_sizes)

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
        self.rule.show_value("proportional")
        self.files.show_locked(False)
        self._show_table(None)
        self._show_sizes()

    def asked(self) -> More:
        """Return what is asked for, after saying at its field what is missing.

        Raises:
            InputRefused: the size is no number, more than there is, or no reason was given.
        """
        sizes = self._checked_sizes()
        reason = self.reason.text().strip()
        if not reason:
            refusal = InputRefused(self.tr("No reason was given."), self.tr("Say in a sentence why."))
            self._refuse(self.reason_field, refusal)
            raise refusal
        self.reason_field.clear_error()
        stated = tuple(sizes.items()) if self._rule() == "stated" else ()
        return More(sum(sizes.values()), self._rule(), reason, stated)

    def show_error(self, text: str) -> None:
        """Say what was refused."""
        self.files_field.show_error(text)
        if self._rule() == "stated":
            self.table.begin()
        else:
            self.files.setFocus()

    def _checked_sizes(self) -> dict[str, int]:
        try:
            sizes = _some(self._sizes())
        except InputRefused as refusal:
            self._refuse(self.files_field, refusal)
            if self._rule() == "stated":
                self.table.begin(self._wrong)
            raise
        self.files_field.clear_error()
        return sizes

    def _refuse(self, field: Field, refusal: InputRefused) -> None:
        field.show_error(f"{refusal.message} {refusal.advice}")
        field.setFocus()

    def _rule(self) -> MoreRule:
        return cast("MoreRule", self.rule.value)

    def _on_rule(self) -> None:
        """Let the files of each stratum be typed, beginning with those shown, or share them out again."""
        stated = self._rule() == "stated"
        if stated and not self.files.isReadOnly():
            self._asked_before = self.files.text()
            shown = {name: str(self.asked_sizes.get(name, 0)) for name in self._left}
            self._show_table(shown if len(shown) <= MOST_TYPED else None)
        elif not stated and self.files.isReadOnly():
            self.files.show_text(self._asked_before)
            self._show_table(None)
        self.files.show_locked(stated)
        self._show_sizes()

    def _show_table(self, typed: Mapping[str, str] | None) -> None:
        listed = self.tr("Left in the list") if self._kind == "extend" else self.tr("In the list")
        files = self.tr("More files") if self._kind == "extend" else self.tr("Files")
        self.table.show_strata(self._left, (listed, files), typed)
        self.table.come_after(self.rule)

    def _sizes(self) -> dict[str, int]:
        """Return the files of each stratum.

        Raises:
            InputRefused: a figure is none, or more than there is.
        """
        rule, self._wrong = self._rule(), ""
        if rule == "stated":
            if len(self._left) > MOST_TYPED:
                raise InputRefused(
                    self.tr("{count} strata are too many to type figures for.").format(count=len(self._left)),
                    self.tr("State them in a file: `cafaudit sample extend VISIT --per-stratum FILE.toml`."),
                )
            return {name: self._stated(name, text) for name, text in self.table.texts().items()}
        return dict(allocate(self._left, _figure(self.files.text()), rule))

    def _stated(self, name: str, text: str) -> int:
        self._wrong = name
        size = _figure(text or "0")
        if size > self._left[name]:
            raise InputRefused(
                self.tr("{size} files were asked for from “{stratum}”, which has {left}.").format(
                    size=f"{size:,}", stratum=name, left=f"{self._left[name]:,}"
                ),
                self.tr("Ask for fewer there."),
            )
        self._wrong = ""
        return size

    def _show_sizes(self) -> None:
        stated = self._rule() == "stated"
        try:
            self.asked_sizes = self._sizes()
        except InputRefused as refusal:
            self.asked_sizes = {}
            if stated:
                self.files.show_text("")
                self.files_field.show_error(f"{refusal.message} {refusal.advice}")
        else:
            if stated:
                self.files.show_text(str(sum(self.asked_sizes.values())))
                self.files_field.clear_error()
        self.table.show_wrong(self._wrong)
        self.table.show_sizes(self.asked_sizes)


def _some(sizes: dict[str, int]) -> dict[str, int]:
    """Return sizes as they are.

    Raises:
        InputRefused: they come to nothing.
    """
    if not any(sizes.values()):
        raise InputRefused(_tr("No files were asked for."), _tr("Say how many are to be read."))
    return sizes


def _figure(text: str) -> int:
    """Return a number of files as it was typed.

    Raises:
        InputRefused: it is none.
    """
    figures = text.strip().replace(",", "")
    if not figures.isdecimal() or len(figures) > _MOST_DIGITS:
        raise InputRefused(
            _tr("“{text}” is no number of files.").format(text=text.strip()),
            _tr("Type one in figures, such as 6."),
        )
    return int(figures)


def _tr(text: str) -> str:
    return QCoreApplication.translate("MoreForm", text)
