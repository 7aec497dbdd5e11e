"""The fifth step of the Sample page: list fixed, source of the seed named, seed typed, sample drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication

from cafaudit.errors import InputRefused
from ui.focus import focus_soon
from ui.models.sample_groups import Plan, sizes_of
from ui.models.sample_state import NamedSource, SampleState, count_of, shares_text
from ui.pages.sample_ceremony import Ceremony, Standing
from ui.pages.sample_more import MoreForm
from ui.pages.sample_queues import Queues
from ui.pages.sample_step import Step
from ui.theme import theme
from ui.widgets.announce import announce
from ui.widgets.boxes import column, line
from ui.widgets.buttons import Button
from ui.widgets.message_bar import MessageBar
from ui.widgets.page_parts import SectionHead
from ui.widgets.plain_table import Heading, PlainTable
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.domain.picture import DrawRecord
    from ui.models.sample_state import Queue
    from ui.pages.sample_more import More, MoreKind
    from ui.widgets.enter_area import EnterArea
    from ui.widgets.fields import TextField

_PROPOSED = 6
"""Files that an extension proposes."""


class DrawStep(Step):
    """Leads from the list to the draw, and shows the draw from then on.

    `fix_wanted()`, `source_named(text)`, `seed_typed(text)`, `requests_wanted()`, `check_wanted()`; with the
    number of the draw that is shown `print_wanted`, `save_wanted`, `checking_wanted` (its papers for somebody
    else); `draw_wanted(number)` when an earlier draw is to be shown, `extend_wanted(More)`,
    `further_wanted(seed, More)`.
    """

    fix_wanted = Signal()
    source_named = Signal(str)
    seed_typed = Signal(str)
    requests_wanted = Signal()
    check_wanted = Signal()
    print_wanted = Signal(int)
    save_wanted = Signal(int)
    checking_wanted = Signal(int)
    draw_wanted = Signal(int)
    extend_wanted = Signal(object)
    further_wanted = Signal(str, object)

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__("sample_draw", left_width=theme().size.card)
        self._state: SampleState | None = None
        self._due = "fix"
        self._more: MoreKind | None = None
        self._places = 0
        self._shown = 0
        self.more = MoreForm()
        self.ceremony = Ceremony()
        self.queues = Queues()
        self.plan_table = PlainTable()
        self._plan_head = SectionHead(self.tr("What will be drawn"))
        self._how = Text().wrapped()
        self._shares = Text(size="small", tone="quiet").wrapped()
        self.check = Button(self.tr("Check this draw"))
        self.check.setObjectName("check_draw")
        self.print = Button(self.tr("Print draw sheet"))
        self.print.setObjectName("print_draw")
        self.save = Button(self.tr("Save draw sheet…"), kind="link", small=True)
        self.save.setObjectName("save_draw")
        self.checking = Button(self.tr("Save for checking…"), kind="link", small=True)
        self.checking.setObjectName("save_for_checking")
        self.result = MessageBar()
        self.result.setObjectName("check_result")
        self._lay_out()
        self._connect()

    def show_state(self, state: SampleState, plan: Plan) -> None:
        """Show where the ceremony stands."""
        before = self._state
        self._state = state
        self.message.clear()
        self.result.clear()
        if before is None or _stage(before) != _stage(state):
            self._more, self._shown = None, 0
        self._due = _due(state, self._more)
        strata = dict(state.frame.strata)
        self.ceremony.show_list(state.fixed, state.frame.cases, len(strata))
        self._show_ceremony(state, plan)
        self._show_right(state, plan, strata)
        self._show_feet(state, plan)

    def show_earlier(self, number: int, queues: Sequence[Queue]) -> None:
        """Show a draw of those that were made, with its queues."""
        if self._state is None:
            return
        self._shown = 0 if number == len(self._state.draws) else number
        self._show_ceremony(self._state, Plan())
        self.queues.show_queues(queues)
        self._places = sum(len(queue.places) for queue in queues)
        drawn = self._drawn(self._state)
        self._shares.show_text(shares_text(drawn) if drawn else "")
        self._show_note()
        if self.ceremony.choice is not None:
            focus_soon(self.ceremony.choice)

    def leave_more(self) -> bool:
        """Go back from extending or drawing again; False where neither was begun."""
        if self._more is None or self._state is None:
            return False
        self._more = None
        self.show_state(self._state, Plan())
        self.show_top()
        self.begin()
        return True

    def _drawn(self, state: SampleState) -> DrawRecord | None:
        return state.draws[self._shown - 1] if self._shown else state.draw

    def _show_ceremony(self, state: SampleState, plan: Plan) -> None:
        drawn = None if self._more == "further" else self._drawn(state)
        self._show_source(state, drawn)
        size = state.draw.total_sizes.values() if state.draw and self._more else (plan.size,)
        files = count_of(sum(size), self.tr("file"), self.tr("files"))
        hint = self.tr("{files} will be drawn. A draw stands for good.").format(files=files)
        if self._more == "further":
            hint = self.tr("A draw stands for good.")
        self.ceremony.show_seed("now" if self._due == "seed" else "later", drawn, len(state.draws), hint)
        self.ceremony.show_extensions(drawn.extensions if drawn else ())
        if drawn is not None and state.leads and self._more is None and not self._shown:
            self.ceremony.show_ways_on()

    def _show_feet(self, state: SampleState, plan: Plan) -> None:
        settled = bool(state.draws) and self._more is None
        for button in (self.check, self.print, self.save, self.checking):
            button.setVisible(settled)
        self.checking.setVisible(settled and state.leads)
        self.show_left_foot(settled)
        self.back.setVisible(not settled)
        files = count_of(plan.size, self.tr("file"), self.tr("files"))
        words = {
            "fix": self.tr("Fix the list"),
            "source": self.tr("Name the source"),
            "seed": self.tr("Draw") if self._more else self.tr("Draw {files}").format(files=files),
            "drawn": self.tr("Make request lists"),
            "extend": self.tr("Extend the sample"),
        }
        self.primary.show_text(words[self._due])
        drawn = self._drawn(state)
        self._shares.show_text(shares_text(drawn) if drawn and settled else "")
        self._show_note()

    def begin(self) -> None:
        """Put the keyboard into the field that is due, else on the action."""
        field = self.ceremony.source or self.ceremony.seed
        if self._more is not None and not self.more.reason.text():
            self.more.files.selectAll()
            focus_soon(self.more.files)
            self.show_part(self.more.files_field)
        elif field is None:
            self.primary.setFocus()
            self.show_top()
        else:
            self._begin_field(field)

    def _begin_field(self, field: EnterArea | TextField) -> None:
        field.selectAll()
        focus_soon(field)
        self.show_part(field.parentWidget() or field)

    def show_field_error(self, text: str) -> None:
        """Say at the field that is due what was refused, or above the foot."""
        if self._more == "extend":
            self.more.show_error(text)
        elif self.ceremony.source is None and self.ceremony.seed is None:
            self.message.show_message("danger", text)
        else:
            self.ceremony.show_error(text)

    def show_checked(self, problems: tuple[str, ...]) -> None:
        """Show what came of drawing again."""
        if problems:
            more = self.tr(" And {count} more.").format(count=len(problems) - 1) if len(problems) > 1 else ""
            self.result.show_message("danger", problems[0] + more)
        else:
            words = self.tr("All {places} places come out the same.")
            if self._state is not None and len(self._state.draws) > 1:
                words = self.tr("Every draw comes out the same, the {places} places shown among them.")
            text = words.format(places=f"{self._places:,}")
            self.result.show_message("notice", text)
            announce(self.result, text)
        self.show_part(self.result)

    def show_warned(self, text: str) -> None:
        """Say what the person should know of what was just done."""
        self.result.show_message("warning", text)
        self.show_part(self.result)

    def show_paper(self, text: str) -> None:
        """Say what was saved or printed."""
        self.result.show_message("notice", text)
        self.show_part(self.result)

    def on_folded(self, *, narrow: bool) -> None:
        """Begin the left column where its first part begins: a part has its own room above."""
        space = theme().space
        self._shares.setVisible(narrow)
        self._show_note()
        left, right = self.left.layout(), self.right.layout()
        if left is not None and right is not None:
            left.setContentsMargins(space.three, 0, space.three, 0)
            right.setContentsMargins(space.three, 0 if narrow else space.two, space.three, space.two)

    def _show_source(self, state: SampleState, drawn: DrawRecord | None) -> None:
        if drawn is not None:
            named = NamedSource(text=drawn.seed_source, at=drawn.source_at) if drawn.seed_source else None
            self.ceremony.show_source("done", named, self._how_named(drawn), open_to_change=False)
            return
        source = state.next_source if self._more == "further" else state.source
        standing: Standing = "later" if self._due == "fix" else "now" if self._due == "source" else "done"
        note = (
            self.tr("The list was fixed by then.")
            if standing == "done"
            else self.tr("Twenty throws of one die, by the Head of Service and the lead in turn")
        )
        self.ceremony.show_source(standing, source, note, open_to_change=self._due == "seed")

    def _how_named(self, drawn: DrawRecord) -> str:
        if drawn.source_named == "before":
            if drawn.fixed_at <= drawn.source_at:
                return self.tr("Named before the seed was known; the list was fixed by then.")
            return self.tr("Named before the seed was known, and before the list was fixed.")
        if drawn.source_named == "with":
            return self.tr("Named together with the seed, not before it.")
        return ""

    def _show_note(self) -> None:
        """Say beside the action how the sizes came about, or beneath the queues where there is no room."""
        self.note.show_text("" if self._shares.isVisibleTo(self) else self._shares.text())

    def _on_change_wanted(self) -> None:
        if self._state is not None:
            self._due = "source"
            self._show_source(self._state, None)
            self.ceremony.show_seed("later", None, 0, "")
            self.primary.show_text(self.tr("Name the source"))
            self.begin()

    def _begin_more(self, kind: MoreKind) -> None:
        """Ask how many files are to be added or drawn anew, and why."""
        state = self._state
        if state is None or state.draw is None:
            return
        self._more = kind
        strata, total = dict(state.draw.strata), state.draw.total_sizes
        if kind == "extend":
            used = {queue.stratum: len(queue.sample) for queue in state.queues}
            left = {name: cases - used.get(name, 0) for name, cases in strata.items()}
            self.more.show_kind(kind, left, min(_PROPOSED, sum(left.values())))
        else:
            self.more.show_kind(kind, strata, sum(total.values()))
        self.show_state(state, Plan())
        self.show_top()
        self.begin()

    def _lay_out(self) -> None:
        space = theme().space
        left = column(self.left)
        left.addWidget(self.ceremony)
        left.addSpacing(space.two)
        left.addWidget(SectionHead(self.tr("How anyone can repeat it")))
        left.addSpacing(space.half)
        left.addWidget(self._how)
        left.addSpacing(space.one)
        ways = line(gap=space.two)
        ways.addWidget(self.save)
        ways.addWidget(self.checking)
        ways.addStretch(1)
        left.addLayout(ways)
        left.addSpacing(space.one)
        left.addWidget(self.result)
        left.addStretch(1)
        self._how.show_text(
            self.tr(
                "A ticket is the SHA-256 of seed, comma, case. Each stratum is sorted by ticket; the first "
                "ones are the sample."
            )
        )
        right = column(self.right, gap=space.one)
        right.addWidget(self.more)
        right.addWidget(self._plan_head)
        right.addWidget(self.plan_table)
        right.addWidget(self.queues)
        right.addWidget(self._shares)
        right.addStretch(1)
        self.plan_table.setMaximumWidth(theme().size.page_min)
        self.left_foot.addWidget(self.check)
        self.left_foot.addWidget(self.print)
        self.left_foot.addStretch(1)

    def _connect(self) -> None:
        self.pressed.connect(self._on_primary)
        self.ceremony.entered.connect(self.primary.click)
        self.ceremony.change_wanted.connect(self._on_change_wanted)
        self.check.clicked.connect(self.check_wanted)
        self.ceremony.draw_chosen.connect(self.draw_wanted)
        self.ceremony.extend_wanted.connect(lambda: self._begin_more("extend"))
        self.ceremony.further_wanted.connect(lambda: self._begin_more("further"))
        self.print.clicked.connect(lambda: self.print_wanted.emit(self._shown))
        self.save.clicked.connect(lambda: self.save_wanted.emit(self._shown))
        self.checking.clicked.connect(lambda: self.checking_wanted.emit(self._shown))

    def _show_right(self, state: SampleState, plan: Plan, strata: dict[str, int]) -> None:
        drawn = state.draw is not None
        self.more.setVisible(self._more is not None)
        self.queues.setVisible(drawn)
        self._plan_head.setVisible(not drawn)
        self.plan_table.setVisible(not drawn)
        if drawn:
            self._places = sum(len(queue.places) for queue in state.queues)
            if self._shown:
                self.draw_wanted.emit(self._shown)
            else:
                self.queues.show_queues(state.queues)
            return
        try:
            sizes = sizes_of(strata, plan)
        except InputRefused as refusal:
            self.show_refused(refusal)
            return
        rows = [(one.name, f"{one.cases:,}", f"{one.files:,}", f"{one.reserves:,}") for one in sizes]
        listed = self.tr("Can be drawn") if state.frame.excluded else self.tr("In the list")
        self.plan_table.show_rows(
            (
                Heading(self.tr("Stratum"), stretch=True),
                Heading(listed, right=True),
                Heading(self.tr("Files"), right=True),
                Heading(self.tr("Reserves"), right=True),
            ),
            rows,
        )

    def _on_primary(self) -> None:
        if self._due == "fix":
            self.fix_wanted.emit()
        elif self._due == "extend":
            more = self._asked()
            if more is not None:
                self.extend_wanted.emit(more)
        elif self._due == "source" and self.ceremony.source is not None:
            focused = QApplication.focusWidget()
            in_form = self._more is not None and focused is not None and self.more.isAncestorOf(focused)
            if self._more is not None and self._asked() is None:
                return
            if in_form:  # a source is named by whoever has looked at it, not on the way
                self._begin_field(self.ceremony.source)
            else:
                self.source_named.emit(self.ceremony.source.toPlainText())
        elif self._due == "seed" and self.ceremony.seed is not None:
            self._on_seed_typed(self.ceremony.seed.text())
        else:
            self.requests_wanted.emit()

    def _on_seed_typed(self, seed: str) -> None:
        if self._more is None:
            self.seed_typed.emit(seed)
            return
        more = self._asked()
        if more is not None:
            self.further_wanted.emit(seed, more)

    def _asked(self) -> More | None:
        try:
            return self.more.asked()
        except InputRefused:
            return None


def _stage(state: SampleState) -> tuple[int, int]:
    """Return how many draws and extensions there are: a new one ends what was begun."""
    return len(state.draws), len(state.draw.extensions) if state.draw else 0


def _due(state: SampleState, more: MoreKind | None) -> str:
    """Return what comes next: "fix", "source", "seed", "extend", or "drawn" when nothing does."""
    if more == "further":
        return "source" if state.next_source is None else "seed"
    if state.draws:
        return "drawn" if more is None else "extend"
    if state.fixed is None:
        return "fix"
    return "seed" if state.source is not None else "source"
