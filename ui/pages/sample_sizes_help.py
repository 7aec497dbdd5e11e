"""The folded part of the Sizes step: what a size is good for, asked in plain words and answered exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from cafaudit.errors import InputRefused
from cafaudit.statistics.shares import share_of
from cafaudit.statistics.size_words import answer_to, comparison_sentence
from ui.models.size_questions import (
    ATTRIBUTE,
    DISCOVERY,
    PRECISION,
    SizeTable,
    Typed,
    kind_choices,
    law_choices,
    question_of,
    table_of,
)
from ui.theme import theme
from ui.widgets.announce import announce
from ui.widgets.boxes import column, line
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.fields import ErrorLine, Field, TextField
from ui.widgets.page_parts import SectionHead
from ui.widgets.plain_table import Heading, PlainTable
from ui.widgets.text import Text

if TYPE_CHECKING:
    from fractions import Fraction

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QHBoxLayout

    from cafaudit.statistics.sizes import LawName

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class SizeCalculator(QWidget):
    """Asks how rare such files are and how sure one wants to be, and answers at once.

    `size_taken(files)` when the answer is to be the size; `print_wanted(SizeTable)`.
    """

    size_taken = Signal(int)
    print_wanted = Signal(object)

    def __init__(self) -> None:
        """Make one for an empty list."""
        super().__init__()
        self.setObjectName("size_calculator")
        self._population = 0
        self._size = 0
        self.kind = ChoiceRow(kind_choices(), DISCOVERY)
        self.law = ChoiceRow(law_choices(), "hypergeometric")
        self._name_choices()
        self._fields = self._make_fields()
        self.wrong = ErrorLine(lines=2)
        self.answer = Text(strong=True).wrapped()
        self.note = Text(size="small", tone="quiet").wrapped()
        self.compared = Text(size="small", tone="quiet").wrapped()
        self.take = Button("", small=True)
        self.take.setObjectName("take_size")
        self.table = TableOfSizes()
        self._lay_out()
        self.kind.chosen.connect(lambda _: self._on_kind())
        self.law.chosen.connect(lambda _: self._on_changed())
        self.take.clicked.connect(self._on_take)
        self.table.print_wanted.connect(self.print_wanted)
        self._on_kind()

    def show_list(self, population: int) -> None:
        """Answer for a list of so many files."""
        if population != self._population:
            self._population = population
            self._on_changed()

    def begin(self) -> None:
        """Put the keyboard on the question."""
        self.kind.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter in a field take the answer."""
        if event.key() in _ENTER and self.take.isEnabled():
            self._on_take()
        else:
            super().keyPressEvent(event)

    def typed(self) -> Typed:
        """Return what stands in the fields."""
        texts = {name: cast("TextField", field.control).text() for name, field in self._fields.items()}
        return Typed(kind=self.kind.value, law=cast("LawName", self.law.value), **texts)

    def _name_choices(self) -> None:
        self.kind.setObjectName("size_kind")
        self.kind.set_name(self.tr("What the sample is to do"))
        self.law.setObjectName("size_law")
        self.law.set_name(self.tr("What the list is taken for"))

    def _make_fields(self) -> dict[str, Field]:
        asked = (
            ("rate", self.tr("Share of such files"), "5%"),
            ("expected", self.tr("May be found"), "1"),
            ("margin", self.tr("Off by at most"), "10%"),
            ("share", self.tr("Share expected"), "50%"),
            ("confidence", self.tr("Confidence"), "95%"),
        )
        found = {}
        for name, label, text in asked:
            control = TextField()
            control.setObjectName(f"size_{name}")
            control.show_text(text)
            control.textChanged.connect(lambda _: self._on_changed())
            found[name] = Field(label, control, error_lines=0)
            found[name].setFixedSize(theme().size.panel_min // 2, found[name].sizeHint().height())
        return found

    def _lay_out(self) -> None:
        space = theme().space
        layout = column(self, gap=space.one)
        layout.addWidget(SectionHead(self.tr("What a size is good for")))
        layout.addLayout(_leading(self.kind))
        layout.addLayout(_leading(*self._fields.values()))
        layout.addLayout(_leading(Text(self.tr("Reckoned for"), size="small", tone="quiet"), self.law))
        layout.addSpacing(space.one)
        layout.addWidget(self._answer_holder())
        layout.addLayout(_leading(self.take, self.table.shown))
        layout.addWidget(self.table)

    def _answer_holder(self) -> QWidget:
        """Return one place for answer and refusal, so that nothing below moves when they change."""
        worn = theme()
        holder = QWidget()
        holder.setMinimumHeight(worn.type.line_body + 2 * worn.type.line_small + 2 * worn.space.one)
        layout = column(holder, gap=worn.space.one)
        for part in (self.wrong, self.answer, self.note, self.compared):
            layout.addWidget(part)
        layout.addStretch(1)
        return holder

    def _on_kind(self) -> None:
        kind = self.kind.value
        used = {"rate", "confidence"} | ({"expected"} if kind == ATTRIBUTE else set())
        used = {"margin", "share", "confidence"} if kind == PRECISION else used
        for name, field in self._fields.items():
            field.setVisible(name in used)
        self._on_changed()

    def _on_changed(self) -> None:
        if not self._population:
            return
        try:
            question = question_of(self.typed(), self._population)
            answer = answer_to(question)
        except InputRefused as refusal:
            self._size = 0
            self.wrong.show_error(f"{refusal.message} {refusal.advice}")
            self._show_answer("", "", "")
        else:
            self._size = answer.size
            self.wrong.clear()
            self._show_answer(answer.sentence, answer.note, comparison_sentence(question, answer))
        self._show_table()

    def _show_answer(self, sentence: str, note: str, compared: str) -> None:
        for text, words in ((self.answer, sentence), (self.note, note), (self.compared, compared)):
            text.show_text(words)
            text.setVisible(bool(words))
        self.wrong.setVisible(not sentence)
        few = 0 < self._size <= self._population
        self.take.show_text(self.tr("Take {size} files").format(size=f"{self._size:,}") if few else "–")
        self.take.setAccessibleDescription(sentence)
        self.take.setVisible(few)
        self.take.setEnabled(few)

    def _show_table(self) -> None:
        typed = self.typed()
        try:
            confidence = share_of(typed.confidence, self.tr("confidence"))
        except InputRefused:
            return
        self.table.show_for(self._population, confidence, typed.law)

    def _on_take(self) -> None:
        announce(self, self.answer.text())
        self.size_taken.emit(self._size)


class TableOfSizes(QWidget):
    """Sizes over usual rates, folded until asked for; to be printed and copied. `print_wanted(SizeTable)`."""

    print_wanted = Signal(object)

    def __init__(self) -> None:
        """Make a folded one."""
        super().__init__()
        self._asked: tuple[int, Fraction, LawName] | None = None
        self._table: SizeTable | None = None
        self.shown = Button("", kind="link", small=True)
        self.shown.setObjectName("size_table_shown")
        self.title = Text(strong=True)
        self.lines = Text(size="small", tone="quiet").wrapped()
        self.rows = PlainTable(row_height=theme().size.row_dense)
        self.rows.setObjectName("size_table")
        self.rows.setMaximumWidth(theme().size.card)
        self.print = Button(self.tr("Print"), small=True)
        self.print.setObjectName("print_sizes")
        self.copy = Button(self.tr("Copy"), small=True)
        self.copy.setObjectName("copy_sizes")
        self.copied = Text(size="small", tone="quiet")
        layout = column(self, gap=theme().space.one)
        for part in (self.title, self.lines, self.rows):
            layout.addWidget(part)
        layout.addLayout(_leading(self.print, self.copy, self.copied))
        self.shown.clicked.connect(lambda: self._unfold(not self.isVisible()))
        self.print.clicked.connect(lambda: self.print_wanted.emit(self._table))
        self.copy.clicked.connect(self._on_copy)
        self._unfold(wanted=False)

    def show_for(self, population: int, confidence: Fraction, law: LawName) -> None:
        """Show the table of a list; it is worked out only while it is in sight."""
        asked = population, confidence, law
        if asked != self._asked:
            self._asked = asked
            self._table = None
            if not self.isHidden():
                self._work_out()

    def _unfold(self, wanted: bool) -> None:  # noqa: FBT001  # a state
        self.setVisible(wanted)
        self.shown.show_text(self.tr("Hide the table") if wanted else self.tr("Show the table"))
        if wanted and self._table is None:
            self._work_out()

    def _work_out(self) -> None:
        if self._asked is None:
            return
        self._table = found = table_of(*self._asked)
        self.title.show_text(found.title)
        self.lines.show_text(" ".join(found.lines))
        self.copied.show_text("")
        first, *others = found.headings
        headings = [Heading(first, stretch=True), *(Heading(word, right=True) for word in others)]
        self.rows.show_rows(headings, found.rows)
        self.rows.setAccessibleName(found.title)

    def _on_copy(self) -> None:
        if self._table is not None:
            QApplication.clipboard().setText(self._table.as_text())
            self.copied.show_text(self.tr("Copied, to be put into a spreadsheet."))
            announce(self, self.copied.text())


def _leading(*parts: QWidget) -> QHBoxLayout:
    row = line(gap=theme().space.two)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
