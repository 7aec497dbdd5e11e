"""The fifth step of the Sample page: list fixed, source of the seed named, seed typed, sample drawn."""

from __future__ import annotations

from PySide6.QtCore import Signal

from cafaudit.errors import InputRefused
from ui.focus import focus_soon
from ui.models.sample_groups import Plan, sizes_of
from ui.models.sample_state import SampleState, count_of, shares_text
from ui.pages.sample_ceremony import Ceremony, Standing
from ui.pages.sample_queues import Queues
from ui.pages.sample_step import Step
from ui.theme import theme
from ui.widgets.announce import announce
from ui.widgets.boxes import column
from ui.widgets.buttons import Button
from ui.widgets.message_bar import MessageBar
from ui.widgets.page_parts import SectionHead
from ui.widgets.plain_table import Heading, PlainTable
from ui.widgets.text import Text


class DrawStep(Step):
    """Leads from the list to the draw, and shows the draw from then on.

    `fix_wanted()`, `source_named(text)`, `seed_typed(text)`, `requests_wanted()`, `check_wanted()`,
    `print_wanted()`, `save_wanted()`.
    """

    fix_wanted = Signal()
    source_named = Signal(str)
    seed_typed = Signal(str)
    requests_wanted = Signal()
    check_wanted = Signal()
    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__("sample_draw", left_width=theme().size.card)
        self._state: SampleState | None = None
        self._due = "fix"
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
        self.result = MessageBar()
        self.result.setObjectName("check_result")
        self._lay_out()
        self._connect()

    def show_state(self, state: SampleState, plan: Plan) -> None:
        """Show where the ceremony stands."""
        self._state = state
        self.message.clear()
        self.result.clear()
        drawn = state.draw
        due = _due(state)
        self._due = due
        strata = dict(state.frame.strata)
        self.ceremony.show_list(state.fixed, state.frame.cases, len(strata))
        self._show_source(state, due)
        files = count_of(plan.size, self.tr("file"), self.tr("files"))
        hint = self.tr("{files} will be drawn. A draw stands for good.").format(files=files)
        self.ceremony.show_seed("now" if due == "seed" else "later", drawn, len(state.draws), hint)
        self._show_right(state, plan, strata)
        for button in (self.check, self.print, self.save):
            button.setVisible(drawn is not None)
        self.show_left_foot(drawn is not None)
        self.back.setVisible(drawn is None)
        words = {
            "fix": self.tr("Fix the list"),
            "source": self.tr("Name the source"),
            "seed": self.tr("Draw {files}").format(files=files),
            "drawn": self.tr("Make request lists"),
        }
        self.primary.show_text(words[due])
        self._shares.show_text(shares_text(drawn) if drawn else "")
        self._show_note()

    def begin(self) -> None:
        """Put the keyboard into the field that is due, else on the action."""
        field = self.ceremony.source or self.ceremony.seed
        if field is None:
            self.primary.setFocus()
            self.show_top()
        else:
            field.selectAll()
            focus_soon(field)
            self.show_part(field.parentWidget() or field)

    def show_field_error(self, text: str) -> None:
        """Say at the field that is due what was refused, or above the foot."""
        if self.ceremony.source is None and self.ceremony.seed is None:
            self.message.show_message("danger", text)
        else:
            self.ceremony.show_error(text)

    def show_checked(self, problems: tuple[str, ...]) -> None:
        """Show what came of drawing again."""
        if problems:
            more = self.tr(" And {count} more.").format(count=len(problems) - 1) if len(problems) > 1 else ""
            self.result.show_message("danger", problems[0] + more)
        else:
            places = sum(len(queue.places) for queue in self._state.queues) if self._state else 0
            text = self.tr("All {places} places come out the same.").format(places=f"{places:,}")
            self.result.show_message("notice", text)
            announce(self.result, text)
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

    def _show_source(self, state: SampleState, due: str) -> None:
        standing: Standing = "later" if due == "fix" else "now" if due == "source" else "done"
        proposal = self.tr("Twenty throws of one die, by the Head of Service and the lead in turn")
        self.ceremony.show_source(standing, state.source, proposal, open_to_change=due == "seed")

    def _show_note(self) -> None:
        """Say beside the action how the sizes came about, or beneath the queues where there is no room."""
        self.note.show_text("" if self._shares.isVisibleTo(self) else self._shares.text())

    def _on_change_wanted(self) -> None:
        if self._state is not None:
            self._due = "source"
            self._show_source(self._state, "source")
            self.ceremony.show_seed("later", None, 0, "")
            self.primary.show_text(self.tr("Name the source"))
            self.begin()

    def _lay_out(self) -> None:
        space = theme().space
        left = column(self.left)
        left.addWidget(self.ceremony)
        left.addSpacing(space.two)
        how = SectionHead(self.tr("How anyone can repeat it"))
        how.row.addWidget(self.save)
        left.addWidget(how)
        left.addSpacing(space.half)
        left.addWidget(self._how)
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
        self.print.clicked.connect(self.print_wanted)
        self.save.clicked.connect(self.save_wanted)

    def _show_right(self, state: SampleState, plan: Plan, strata: dict[str, int]) -> None:
        drawn = state.draw is not None
        self.queues.setVisible(drawn)
        self._plan_head.setVisible(not drawn)
        self.plan_table.setVisible(not drawn)
        if drawn:
            self.queues.show_queues(state.queues)
            return
        try:
            sizes = sizes_of(strata, plan)
        except InputRefused as refusal:
            self.show_refused(refusal)
            return
        rows = [(one.name, f"{one.cases:,}", f"{one.files:,}", f"{one.reserves:,}") for one in sizes]
        self.plan_table.show_rows(
            (
                Heading(self.tr("Stratum"), stretch=True),
                Heading(self.tr("In the list"), right=True),
                Heading(self.tr("Files"), right=True),
                Heading(self.tr("Reserves"), right=True),
            ),
            rows,
        )

    def _on_primary(self) -> None:
        if self._due == "fix":
            self.fix_wanted.emit()
        elif self._due == "source" and self.ceremony.source is not None:
            self.source_named.emit(self.ceremony.source.toPlainText())
        elif self._due == "seed" and self.ceremony.seed is not None:
            self.seed_typed.emit(self.ceremony.seed.text())
        else:
            self.requests_wanted.emit()


def _due(state: SampleState) -> str:
    """Return what comes next: "fix", "source", "seed", or "drawn" when nothing does."""
    if state.draws:
        return "drawn"
    if state.fixed is None:
        return "fix"
    return "seed" if state.source is not None else "source"
