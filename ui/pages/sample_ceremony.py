"""What was fixed, in the order of time: the list, the source of the seed, the seed; and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from cafaudit.errors import InputRefused
from cafaudit.sampling import weakness_of
from ui.icons import paint_icon
from ui.models.sample_state import count_of
from ui.pages.sample_step import HashText
from ui.theme import theme
from ui.when import day_and_clock
from ui.widgets.boxes import Rule, column, empty, line
from ui.widgets.fields import Field, TextField
from ui.widgets.text import Text
from ui.widgets.word_grid import WordGrid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QVBoxLayout

    from cafaudit.domain.picture import DrawRecord, Extension
    from ui.models.sample_state import FixedList, NamedSource
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.enter_area import EnterArea

Standing = Literal["done", "now", "later"]

_MOST_DRAWS = 4
"""Draws that are offered beside each other, the newest ones; sheets of older ones come from the terminal."""


class CeremonyPart(QWidget):
    """One thing of the ceremony: its sign, what it is, when it was done, and what there is to say of it."""

    def __init__(self, name: str) -> None:
        """Make an empty one."""
        super().__init__()
        self.setObjectName(name)
        self._standing: Standing = "later"
        self._title = Text()
        self._at = Text(size="small", tone="quiet")
        self.body = QWidget()
        self.inner: QVBoxLayout = column(self.body)
        space = theme().space
        head = line(gap=space.one)
        head.addWidget(self._title, 1)
        head.addWidget(self._at)
        layout = column(self, gap=space.one)
        layout.setContentsMargins(theme().size.icon + space.one, space.two, 0, space.two)
        layout.addLayout(head)
        layout.addWidget(self.body)

    def show_part(self, standing: Standing, title: str, at: str = "") -> None:
        """Show what it is and when it was done; only what is done or due has a body."""
        self._standing = standing
        self._title.set_tone("quiet" if standing == "later" else "plain")
        self._title.set_strong(standing != "later")
        self._title.show_text(title)
        self._at.show_text(day_and_clock(at) if at else "")
        self.body.setVisible(standing != "later")
        empty(self.inner)
        self.setAccessibleName(f"{title}, {self._at.text()}" if at else title)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign: a tick for what is done, a clock for what is due."""
        del event
        if self._standing == "later":
            return
        worn = theme()
        top = worn.space.two + (worn.type.line_body - worn.size.icon) / 2
        box = QRectF(0, top, worn.size.icon, worn.size.icon)
        done = self._standing == "done"
        colour = worn.colours.success if done else worn.colours.text_quiet
        paint_icon(QPainter(self), "saved" if done else "clock", box, colour)


class Ceremony(QWidget):
    """The list, the source and the seed; the fields for the ones that are due are `source` and `seed`.

    `choice` chooses the draw that is shown, where there are several.

    `entered()` on Enter in the source, `change_wanted()` when a source that was named is to be another,
    `draw_chosen(number)` when another draw is to be looked at, `extend_wanted()`, `further_wanted()`.
    """

    entered = Signal()
    change_wanted = Signal()
    draw_chosen = Signal(int)
    extend_wanted = Signal()
    further_wanted = Signal()

    def __init__(self) -> None:
        """Make it with nothing done."""
        super().__init__()
        self.setObjectName("ceremony")
        names = ("list_fixed", "source_named", "sample_drawn")
        self.listed, self.sourced, self.drawn = (CeremonyPart(name) for name in names)
        self.source: EnterArea | None = None
        self.seed: TextField | None = None
        self.choice: ChoiceRow | None = None
        self._extensions = column()
        layout = column(self)
        for part in (self.listed, self.sourced, self.drawn):
            layout.addWidget(part)
            layout.addWidget(Rule())
        layout.addLayout(self._extensions)

    def show_list(self, fixed: FixedList | None, cases: int, strata: int) -> None:
        """Show the list: fixed, or to be fixed now."""
        if fixed is None:
            self.listed.show_part("now", self.tr("Fix the list"))
            text = self.tr(
                "{cases} in {strata}. Once it is fixed, ten words stand for the whole list. Say them to "
                "the Head of Service: another list has other words."
            ).format(
                cases=count_of(cases, self.tr("case"), self.tr("cases")),
                strata=count_of(strata, self.tr("stratum"), self.tr("strata")),
            )
            self.listed.inner.addWidget(Text(text).wrapped())
            return
        self.listed.show_part("done", self.tr("List fixed"), fixed.at)
        cases_text = count_of(fixed.cases, self.tr("case"), self.tr("cases"))
        if fixed.excluded:
            excluded = count_of(fixed.excluded, self.tr("exclusion"), self.tr("exclusions"))
            cases_text = self.tr("{cases} after {excluded}").format(cases=cases_text, excluded=excluded)
        if fixed.left_out:
            rows = count_of(fixed.left_out, self.tr("row"), self.tr("rows"))
            cases_text = self.tr("{cases}, {rows} left out").format(cases=cases_text, rows=rows)
        words = Text(
            self.tr("{cases}. Its fingerprint in words:").format(cases=cases_text), size="small", tone="quiet"
        )
        self.listed.inner.addWidget(words.wrapped())
        self.listed.inner.addSpacing(theme().space.one)
        self.listed.inner.addWidget(WordGrid(fixed.words))
        self.listed.inner.addSpacing(theme().space.one)
        digits = HashText()
        digits.setObjectName("list_hash")
        digits.show_hash(fixed.hash, self.tr("Fingerprint of the list"))
        self.listed.inner.addWidget(digits)

    def show_source(
        self, standing: Standing, source: NamedSource | None, note: str, *, open_to_change: bool
    ) -> None:
        """Show the source: named, asked for, or not yet due; it can change until the draw.

        `note` says how it was named, or is a proposal where it is asked for.
        """
        self.source = None
        if standing == "done":
            self.sourced.show_part("done", self.tr("Source of the seed named"), source.at if source else "")
            text = source.text if source else self.tr("No source was named.")
            self.sourced.inner.addWidget(Text(text).wrapped())
            row = line()
            row.addWidget(Text(note, size="small", tone="quiet").wrapped(), 1)
            if open_to_change:
                row.addWidget(self._change_link())
            self.sourced.inner.addLayout(row)
            return
        self.sourced.show_part(standing, self.tr("Name the source of the seed"))
        if standing == "later":
            return
        self.source = EnterArea(least=2, size="body")
        self.source.setObjectName("seed_source")
        self.source.show_text(source.text if source else note)
        self.source.entered.connect(self.entered)
        field = Field(self.tr("Where it will come from, said before anybody knows it"), self.source)
        self.sourced.inner.addWidget(field)

    def show_seed(self, standing: Standing, drawn: DrawRecord | None, draws: int, files: str) -> None:
        """Show the seed: drawn with, asked for, or not yet due; `files` says how many will be drawn."""
        self.seed = None
        if drawn is not None:
            self._show_drawn(drawn, draws)
            return
        self.drawn.show_part(standing, self.tr("Type the seed and draw"))
        if standing == "later":
            return
        self.seed = _seed_field()
        field = Field(self.tr("The seed, as it came: digits, words or both"), self.seed, error_lines=3)
        field.line.show_hint(files)
        self.seed.textChanged.connect(lambda text: _say_weakness(field, text, files))
        self.drawn.inner.addWidget(field)

    def show_error(self, text: str) -> None:
        """Say at the field that is due what was refused."""
        for field in (self.source, self.seed):
            holder = field.parentWidget() if field is not None else None
            if isinstance(holder, Field):
                holder.show_error(text)
                holder.setFocus()

    def _change_link(self) -> Button:
        link = Button(self.tr("Change"), kind="link", small=True)
        link.setObjectName("change_source")
        link.setAccessibleName(self.tr("Change the source of the seed"))
        link.clicked.connect(self.change_wanted)
        return link

    def show_extensions(self, extensions: Sequence[Extension]) -> None:
        """Show what was added to the draw, in the order of time."""
        empty(self._extensions)
        for one in extensions:
            part = CeremonyPart(f"extension_{one.number}")
            files = count_of(sum(one.sizes.values()), self.tr("file"), self.tr("files"))
            part.show_part("done", self.tr("Extended by {files}").format(files=files), one.at)
            part.inner.addWidget(Text(one.reason).wrapped())
            self._extensions.addWidget(part)
            self._extensions.addWidget(Rule())

    def show_ways_on(self) -> None:
        """Offer to extend the sample or to draw again, under the draw."""
        row = line(gap=theme().space.two)
        for name, text, wish in (
            ("extend_sample", self.tr("Extend the sample…"), self.extend_wanted),
            ("draw_again", self.tr("Draw again…"), self.further_wanted),
        ):
            link = Button(text, kind="link", small=True)
            link.setObjectName(name)
            link.clicked.connect(wish)
            row.addWidget(link)
        row.addStretch(1)
        self.drawn.inner.addSpacing(theme().space.one)
        self.drawn.inner.addLayout(row)

    def _show_drawn(self, drawn: DrawRecord, draws: int) -> None:
        self.drawn.show_part("done", self.tr("Sample drawn"), drawn.drawn_at)
        self.choice = self._choice(drawn.number, draws) if draws > 1 else None
        if self.choice is not None:
            self.drawn.inner.addWidget(self.choice)
            self.drawn.inner.addSpacing(theme().space.one)
        seed = _seed_field()
        seed.show_text(drawn.seed)
        seed.setCursorPosition(0)
        seed.show_locked(True)
        seed.setAccessibleName(self.tr("Seed"))
        self.drawn.inner.addWidget(seed)
        self.drawn.inner.addSpacing(theme().space.half)
        self.drawn.inner.addWidget(Text(self._about(drawn, draws), size="small", tone="quiet").wrapped())

    def _choice(self, shown: int, draws: int) -> ChoiceRow:
        words = [(str(one), self.tr("Draw {number}").format(number=one)) for one in range(1, draws + 1)]
        choice = ChoiceRow(words[-_MOST_DRAWS:], str(shown))
        choice.setObjectName("draw_choice")
        choice.set_name(self.tr("Draw that is shown"))
        choice.chosen.connect(lambda value: self.draw_chosen.emit(int(value)))
        return choice

    def _about(self, drawn: DrawRecord, draws: int) -> str:
        """Return which draw it is, and what a further one would be."""
        text = self.tr("Draw {number} of {draws}.").format(number=drawn.number, draws=draws)
        if drawn.reason:
            text += " " + self.tr("Reason: {reason}").format(reason=drawn.reason)
        if drawn.number < draws:
            return text + " " + self.tr("It stays on record; the newest draw is the sample.")
        words = self.tr("A further draw would be numbered {next} of {next} and never replace this one.")
        return text + " " + words.format(next=draws + 1)


def _say_weakness(field: Field, text: str, hint: str) -> None:
    """Warn beside the field while a seed is so short that it could be tried out; it is never refused."""
    try:
        weakness = weakness_of(text) if text.strip() else ""
    except InputRefused:
        weakness = ""
    if weakness:
        field.show_warning(weakness)
    else:
        field.show_hint(hint)


def _seed_field() -> TextField:
    field = TextField()
    field.setObjectName("seed")
    font = theme().fixed_font()
    font.setPointSizeF(theme().type.body_pt)
    field.setFont(font)
    return field
