"""Home, Sample and states of the look board, with made-up data."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QPainter
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tests.ui import gallery_data as data
from ui.models.rows import Column, RowLook, RowsModel
from ui.theme import theme
from ui.widgets.answer_list import AnswerList
from ui.widgets.boxes import Rule, Surface, column, inset, line
from ui.widgets.buttons import Button
from ui.widgets.choices import CheckBox
from ui.widgets.fields import ErrorLine, TextField
from ui.widgets.file_bar import paint_file_bar
from ui.widgets.grades import GradeMark
from ui.widgets.message_bar import EmptyState, MessageBar, MessageKind
from ui.widgets.page_frame import PageFrame
from ui.widgets.page_parts import FootBar, PageHead, SectionHead
from ui.widgets.progress import ProgressLine, SaveState
from ui.widgets.simple_table import SimpleTable
from ui.widgets.steps import StepBar, StepLine
from ui.widgets.task_rows import Blocker, BlockersList, Task, TonightList
from ui.widgets.text import Run, Text

Reader = tuple[str, int, int, int]
Line = tuple[str, str, str]

READERS: tuple[Reader, ...] = (
    ("Lead", 15, 0, 0),
    ("Inspector 1", 15, 0, 0),
    ("Inspector 2", 10, 2, 3),
    ("Inspector 3", 12, 1, 2),
    ("Team", 52, 3, 5),
)
STRATA: tuple[Line, ...] = (
    ("Early intervention", "17 of 19", "0"),
    ("Long-term private", "16 of 18", "1"),
    ("Long-term public", "19 of 23", "0"),
)
DATES: tuple[Line, ...] = (
    ("Feedback to the Head of Service", "tomorrow 10:00", "!"),
    ("Representations until", "Fri 12 June", ""),
    ("Letter to quality assurance", "Wed 17 June", ""),
    ("Publish by", "Fri 3 July", ""),
)
QUEUES = (
    ("Early intervention", "19 of 412 in the list"),
    ("Long-term private", "18 of 388 in the list"),
    ("Long-term public", "23 of 484 in the list"),
)
BLOCKERS = (
    Blocker(
        key="files", text="8 files not locked", detail="Inspector 2 has 5, Inspector 3 has 3", action="Open"
    ),
    Blocker(
        key="concern",
        text="1 concern open",
        detail="BBC-0412, Head of Service told, no answer",
        severity="concern",
        action="Open",
    ),
    Blocker(key="notes", text="2 rough notes unsorted", detail="yours", severity="note", action="Sort"),
)
TASKS = (
    Task(
        key="merge",
        title="Merge what came in",
        detail="3 of 3 packs, the last from Inspector 3 at 18:52",
        state="done",
        right="done 18:54",
    ),
    Task(
        key="conflicts",
        title="Conflicts that decide something",
        detail="1 crosses the satisfactory line: BBC-1079, area 5",
        state="now",
        right="Settle 1 conflict",
    ),
    Task(key="others", title="The other conflicts, together", detail="2 within one grade", right="2"),
    Task(key="areas", title="Judge the areas", detail="4 of 7 provisional; 4, 6 and 7 wait", right="3"),
    Task(key="overall", title="Overall", detail="after the areas", state="waits", right="waits for 4"),
    Task(
        key="sheet",
        title="Feedback sheet",
        detail="for the Head of Service, tomorrow 10:00; can be made at any time",
        state="offered",
        right="Make sheet",
    ),
)
MESSAGES: tuple[tuple[MessageKind, str, str], ...] = (
    ("notice", "Pack 7 merged: 214 new, 3 conflicts", "Settle"),
    ("warning", "This folder is synced by another program", "Move it"),
    ("danger", "The visit is open for reading only", "Why"),
)


def _paint_reader(painter: QPainter, box: QRectF, row: Reader) -> None:
    if row[0] != "Team":
        paint_file_bar(painter, box, *row[1:])


def _queue_look(row: Line) -> RowLook:
    if row[1].startswith("Sample"):
        return "divider"
    return "link" if row[1].startswith("Show") else "plain"


def reader_table() -> SimpleTable:
    """Who has read how many."""
    model = RowsModel[Reader](
        (
            Column("Reader", lambda row: row[0], width=-1),
            Column(
                "Locked, open, not begun",
                lambda _: "",
                width=184,
                paint=_paint_reader,
                spoken=lambda row: f"{row[1]} locked, {row[2]} begun, {row[3]} not begun",
            ),
            Column(
                "Locked",
                lambda row: (Run(str(row[1]), strong=True), Run(f" of {sum(row[1:])}", "quiet")),
                align="right",
                width=80,
            ),
        ),
        look=lambda row: "strong" if row[0] == "Team" else "plain",
    )
    model.replace_rows(READERS)
    return SimpleTable(model, choosing=False, fits=True)


def stratum_table() -> SimpleTable:
    """Files by stratum."""
    model = RowsModel[Line](
        (
            Column("Stratum", lambda row: row[0], width=-1),
            Column("Locked", lambda row: row[1], align="right"),
            Column("Not found", lambda row: row[2], align="right"),
        )
    )
    model.replace_rows(STRATA)
    return SimpleTable(model, choosing=False, fits=True)


def dates_table() -> SimpleTable:
    """Dates to keep."""
    model = RowsModel[Line](
        (
            Column("", lambda row: row[0], width=-1),
            Column("", lambda row: (Run(row[1], strong=bool(row[2])),), align="right"),
        )
    )
    model.replace_rows(DATES)
    return SimpleTable(model, choosing=False, fits=True)


class HomePicture(PageFrame):
    """The Home page of the look board."""

    def __init__(self) -> None:
        """Stand the parts together."""
        super().__init__()
        space = theme().space
        head = PageHead()
        head.show_head("On site", "step 3 of 16 · next: readings locked")
        steps = StepBar()
        steps.show_step(3, 16, "Step 3 of 16, on site")
        blockers = BlockersList()
        blockers.show_blockers(BLOCKERS)
        tonight = TonightList()
        tonight.show_tasks(TASKS)
        body = QWidget()
        layout = column(body)
        layout.setContentsMargins(space.one, space.inset, space.two, 0)
        for part, above in (
            (head, 0),
            (steps, space.inset - 2),
            (SectionHead("What holds back the next step"), space.three),
            (blockers, space.half),
            (SectionHead("Tonight", "in this order"), space.three),
        ):
            layout.addSpacing(above)
            layout.addWidget(inset(part, space.two))
        layout.addSpacing(space.one)
        layout.addWidget(tonight)
        layout.addStretch(1)
        foot = FootBar()
        foot.saved.show_note("Everything saved · checked 18:55 · last backup 18:30")
        foot.show_keys((("F8", "rough note"), ("F9", "concern"), ("?", "keys")))
        self.set_parts(body, panel=_progress_panel(), foot=foot, panel_width=408, scrolls=True)


def _progress_panel() -> QWidget:
    space = theme().space
    panel = Surface("surface_raised")
    inner = column()
    inner.setContentsMargins(space.three, space.two, space.three, 0)
    tables = {"Files read": reader_table(), "By stratum": stratum_table(), "Dates": dates_table()}
    for title, table in tables.items():
        inner.addWidget(SectionHead(title))
        inner.addSpacing(space.half)
        inner.addWidget(table)
        inner.addSpacing(space.three)
    inner.addStretch(1)
    row = line(panel)
    row.addWidget(Rule(down=True))
    row.addLayout(inner, 1)
    return panel


class SamplePicture(PageFrame):
    """The queues of the Sample page."""

    def __init__(self) -> None:
        """Stand the parts together."""
        super().__init__()
        space = theme().space
        head = PageHead()
        head.show_head(
            "Sample", "60 files in three strata · list and draw can no longer be changed, only added to"
        )
        steps = StepLine()
        names = ("List", "Columns", "Checks", "Sizes", "Fix and draw", "Request lists")
        steps.show_steps(names, 4, "Step 5 of 6, fix and draw")
        queues = line(gap=space.three)
        for title, detail in QUEUES:
            one = column()
            one.addWidget(SectionHead(title))
            one.addWidget(Text(detail, size="small", tone="quiet"))
            one.addSpacing(space.one)
            one.addWidget(queue_table())
            one.addStretch(1)
            queues.addLayout(one, 1)
        body = QWidget()
        layout = column(body)
        layout.setContentsMargins(space.three, space.inset, space.three, space.two)
        layout.addWidget(head)
        layout.addSpacing(space.inset)
        layout.addWidget(steps)
        layout.addSpacing(space.two)
        layout.addWidget(Rule())
        layout.addSpacing(space.two)
        layout.addLayout(queues)
        layout.addStretch(1)
        foot = line()
        foot.addWidget(Button("Check this draw"))
        foot.addStretch(1)
        self.make = Button("Make request lists", kind="primary")
        foot.addWidget(self.make)
        layout.addLayout(foot)
        self.set_parts(body, scrolls=True)


def queue_table() -> SimpleTable:
    """One queue of tickets."""
    model = RowsModel[Line](
        (
            Column("", lambda row: row[0], align="right", width=28, tone_quiet=True),
            Column("Case", lambda row: row[1], width=-1),
            Column(
                "Ticket begins", lambda row: row[2], align="right", fixed_type=True, tone_quiet=True, width=96
            ),
        ),
        look=lambda row: (
            "divider" if row[1].startswith("Sample") else "link" if row[1].startswith("Show") else "plain"
        ),
    )
    model.replace_rows(
        (
            ("1", "BBC-0929", "008d79bb"),
            ("2", "BBC-0879", "00c75c6c"),
            ("3", "BBC-0552", "0158fd4c"),
            ("", "Show 14 more", ""),
            ("18", "BBC-0924", "0c043532"),
            ("", "Sample ends, reserves follow", ""),
            ("20", "BBC-0865", "0c3ce744"),
        )
    )
    return SimpleTable(model, choosing=False, row_size="small", fits=True)


def states() -> QWidget:
    """Controls in their states, messages, marks and tables."""
    window = Surface("surface")
    space = theme().space
    left, right = column(gap=space.one), column(gap=space.one)
    left.addWidget(Text("States", size="title", strong=True))
    left.addLayout(_control_grid())
    left.addWidget(Rule())
    left.addWidget(Text("Answer row", size="small", tone="quiet"))
    left.addWidget(_answer_rows())
    left.addWidget(Rule())
    left.addLayout(_saving())
    left.addStretch(1)
    _fill_right(right)
    row = line(window, gap=space.three)
    row.setContentsMargins(space.three, space.inset, space.three, space.inset)
    row.addLayout(left, 735)
    row.addWidget(Rule(down=True))
    row.addLayout(right, 534)
    return window


def _control_grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().space.two)
    grid.setVerticalSpacing(theme().space.two)
    for at, state in enumerate(("At rest", "Hover", "Disabled", "Error, danger", "Locked")):
        grid.addWidget(Text(state, size="small", tone="quiet"), at, 0)
        grid.addLayout(_buttons(state), at, 1)
        grid.addWidget(_field(state), at, 2)
        grid.addWidget(_choice(state), at, 3)
    grid.setColumnStretch(3, 1)
    return grid


def _buttons(state: str) -> QHBoxLayout:
    row = line(gap=theme().space.one)
    if state == "Locked":
        row.addWidget(Button("Reading locked", kind="quiet").with_icon("lock"))
    elif state.startswith("Error"):
        row.addWidget(Button("Destroy visit", kind="danger"))
    else:
        buttons = [Button("Unlock", kind="primary"), Button("Check")]
        for button in buttons:
            button.setEnabled(state != "Disabled")
            row.addWidget(button)
            if state == "Hover":
                hover(button)
    row.addStretch(1)
    return row


def _field(state: str) -> QWidget:
    field = TextField()
    field.setFixedWidth(160)
    field.setAccessibleName("Case")
    field.show_text({"Disabled": "none", "Error, danger": "31/06/2009"}.get(state, "BBC-0412"))
    field.setEnabled(state != "Disabled")
    field.show_wrong(state.startswith("Error"))
    field.show_locked(state == "Locked")
    if state == "Hover":
        hover(field)
    return field


def _choice(state: str) -> QWidget:
    if state.startswith("Error"):
        wrong = ErrorLine(lines=2)
        wrong.show_error("June has 30 days.\nType another date.")
        return wrong
    if state == "Locked":
        return Button("Reopen, with a reason", kind="link")
    box = CheckBox("Early intervention")
    box.setChecked(state != "Disabled")
    box.setEnabled(state != "Disabled")
    if state == "Hover":
        hover(box)
    return box


def hover(widget: QWidget) -> None:
    """Have a widget drawn as if the pointer were over it."""
    widget.setProperty("hovered", True)


def enter(widget: QWidget) -> None:
    """Have a shown widget believe that the pointer is over it."""
    widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    point = QPointF(1, 1)
    QApplication.sendEvent(widget, QEnterEvent(point, point, point))
    QApplication.sendEvent(widget, QEvent(QEvent.Type.HoverEnter))


def _answer_rows() -> QWidget:
    rows = AnswerList()
    rows.setAccessibleName("Answers")
    rows.show_rows(
        (
            data.graded("a", "Not answered"),
            data.graded("b", "Answered", "I"),
            data.graded("c", "Not applicable", "na"),
            data.graded("d", "Locked", "G", locked=True),
            data.graded("e", "Focus on G"),
        )
    )
    rows.show_current("e")
    rows.setFixedHeight(5 * theme().size.row_dense)
    return rows


def _saving() -> QVBoxLayout:
    layout = column(gap=theme().space.one)
    layout.addWidget(Text("Saving", size="small", tone="quiet"))
    row = line(gap=theme().space.three)
    shown = [SaveState() for _ in range(4)]
    shown[0].show_saved("14:02:11")
    shown[1]._show("saving", "Saving")
    shown[2].show_draft("14:02:09")
    shown[3].show_failed("disk full")
    for state in shown:
        row.addWidget(state)
    row.addStretch(1)
    layout.addLayout(row)
    layout.addWidget(Text("Long work", size="small", tone="quiet"))
    work = ProgressLine()
    work.show_work("Checking the store", "12,400 of 20,000 events", 12_400, 20_000)
    layout.addWidget(work)
    return layout


def _fill_right(right: QVBoxLayout) -> None:
    right.addWidget(Text("Messages", strong=True))
    for kind, text, way_on in MESSAGES:
        bar = MessageBar()
        bar.show_message(kind, text, way_on)
        right.addWidget(bar)
    right.addWidget(Text("An empty page", strong=True))
    empty = EmptyState()
    empty.show_state(
        "No concerns yet",
        "A concern is saved with one sentence and stays red until it is concluded.",
        "Raise a concern",
        "F9",
    )
    right.addWidget(empty)
    marks = line(gap=theme().space.one)
    for rung, (letter, word) in enumerate(data.WORDS.items(), start=1):
        mark = GradeMark()
        mark.show_grade(letter, word, rung)
        marks.addWidget(mark)
        marks.addWidget(Text(word))
    missing = GradeMark()
    missing.show_missing("not judged yet")
    marks.addWidget(missing)
    marks.addStretch(1)
    right.addLayout(marks)
    model = RowsModel[Line](
        (
            Column("Stratum", lambda row: row[0], width=-1),
            Column("Read", lambda row: row[1], align="right", width=160),
            Column("S or better", lambda row: row[2], align="right", width=160),
        )
    )
    model.replace_rows(
        (
            ("Long-term private", "16 of 18", "12 of 16 · 75 %"),
            ("Long-term public", "19 of 23", "15 of 18 · 83 %"),
        )
    )
    table = SimpleTable(model, fits=True)
    table.setAccessibleName("Strata")
    table.show_present(1)
    right.addWidget(table)
    right.addStretch(1)
