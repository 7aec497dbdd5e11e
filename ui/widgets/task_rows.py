"""Rows of things to do: what blocks the next step, and tonight's list in its order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.focus import focus_soon
from ui.icons import IconName, paint_icon
from ui.theme import Tone, theme
from ui.widgets.boxes import Rule, column, empty, line, paint_box
from ui.widgets.buttons import Button
from ui.widgets.text import Run, Text, draw_text

if TYPE_CHECKING:
    from collections.abc import Sequence

Severity = Literal["warning", "concern", "note"]
TaskState = Literal["done", "now", "open", "offered", "waits"]

_SIGNS: dict[Severity, tuple[IconName, Tone]] = {
    "warning": ("warning", "warning"),
    "concern": ("concern", "danger"),
    "note": ("note", "quiet"),
}
_DETAIL_FROM = 0.355
"""Share of the width at which the details of what blocks begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocker:
    """Something that holds back the next step; `action` labels the link that leads there."""

    key: str
    text: str
    detail: str = ""
    severity: Severity = "warning"
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One row of tonight's list.

    Attributes:
        key: What `task_wanted` says.
        title: What is to do.
        detail: How far it is, in small type.
        state: "done", "now" (tinted, with the primary button), "open" (a count that leads there),
            "offered" (a plain button), "waits" (words alone).
        right: The words of the button, the count, or why it waits.
    """

    key: str
    title: str
    detail: str = ""
    state: TaskState = "open"
    right: str = ""


class BlockersList(QWidget):
    """What holds back the next step, each with the way to it: `action_wanted(key)`."""

    action_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self.setObjectName("blockers")
        self._rows = column(self)

    def show_blockers(self, blockers: Sequence[Blocker], nothing: str = "") -> None:
        """Show them; `nothing` is said when there are none."""
        empty(self._rows)
        if not blockers:
            self._rows.addWidget(Text(nothing, tone="quiet"))
        for at, blocker in enumerate(blockers):
            if at:
                self._rows.addWidget(Rule())
            row = _BlockerRow(blocker)
            row.link.clicked.connect(lambda _=False, key=blocker.key: self.action_wanted.emit(key))
            self._rows.addWidget(row)


class _BlockerRow(QWidget):
    """Sign, words, detail, link."""

    def __init__(self, blocker: Blocker) -> None:
        super().__init__()
        self._icon, self._tone = _SIGNS[blocker.severity]
        space = theme().space
        self._text = Text(blocker.text)
        self._detail = Text(blocker.detail, tone="quiet")
        self.link = Button(blocker.action, kind="link")
        self.link.setObjectName(f"blocker_{blocker.key}")
        self.link.setAccessibleName(f"{blocker.action}: {blocker.text}")
        if not blocker.action:
            self.link.hide()  # never shown before it has a parent: that would open a window
        row = line(self, gap=space.one)
        row.setContentsMargins(theme().size.icon + space.two, 0, 0, 0)
        row.addWidget(self._text)
        row.addWidget(self._detail, 1)
        row.addWidget(self.link)
        self.setFixedHeight(theme().size.row - theme().size.border)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._text.setFixedWidth(int(self.width() * _DETAIL_FROM) - self._text.x() - theme().space.one)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        side = theme().size.icon
        box = QRectF(0, (self.height() - side) / 2, side, side)
        paint_icon(QPainter(self), self._icon, box, theme().colours.tone(self._tone))


class TonightList(QWidget):
    """Things to do in their order; the first open one carries the page's primary action.

    `task_wanted(key)` when a row's button or count is pressed.
    """

    task_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self.setObjectName("tonight")
        self._tasks: tuple[Task, ...] = ()
        self._buttons: dict[str, Button] = {}
        self._rows = column(self)

    @property
    def now(self) -> Button | None:
        """The primary action, None where nothing can be done now."""
        return next((self._buttons.get(task.key) for task in self._tasks if task.state == "now"), None)

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """Show them, numbered in their order; the keyboard stays, or goes on to what is to do now."""
        if tuple(tasks) == self._tasks:
            return
        before = self._focused()
        self._tasks, self._buttons = tuple(tasks), {}
        empty(self._rows)
        for at, task in enumerate(tasks):
            beside_tint = task.state == "now" or (at and tasks[at - 1].state == "now")
            row = _TaskRow(task, at + 1, line_above=bool(at) and not beside_tint)
            if row.button is not None:
                row.button.clicked.connect(lambda _=False, key=task.key: self.task_wanted.emit(key))
                self._buttons[task.key] = row.button
            self._rows.addWidget(row)
        if before is not None:
            self._go_on(before)

    def _focused(self) -> Task | None:
        held = (task for task in self._tasks if task.key in self._buttons)
        return next((task for task in held if self._buttons[task.key].hasFocus()), None)

    def _go_on(self, before: Task) -> None:
        """Give the keyboard back to the row that had it, unless that was done and another is due."""
        same = self._buttons.get(before.key)
        button = (self.now or same) if before.state == "now" else (same or self.now)
        if button is not None:
            focus_soon(button)


class _TaskRow(QWidget):
    """Number or tick, two lines of words, and what is at the right."""

    def __init__(self, task: Task, number: int, *, line_above: bool) -> None:
        super().__init__()
        self._task, self._number, self._line = task, number, line_above
        self.button = _task_button(task)
        space = theme().space
        words = column()
        words.addStretch(1)
        words.addWidget(Text(task.title, strong=task.state == "now"))
        detail_tone: Tone = "plain" if task.state == "now" else "quiet"
        words.addWidget(Text(task.detail, size="small", tone=detail_tone))
        words.addStretch(1)
        row = line(self, gap=space.two)
        # The tint of the present row reaches over the margins of the page at both sides.
        row.setContentsMargins(2 * space.two + theme().size.icon, 0, space.two, 0)
        row.addLayout(words, 1)
        row.addWidget(self.button or Text(task.right, size="small", tone="quiet"))
        self.setFixedHeight(theme().size.row_two_lines)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        worn, painter = theme(), QPainter(self)
        colours, margin = worn.colours, worn.space.two
        if self._task.state == "now":
            paint_box(painter, QRectF(self.rect()), colours.selection, None, worn.radius.control)
        if self._line:
            edge = QRectF(margin, 0, self.width() - 2 * margin, worn.size.border)
            painter.fillRect(edge, colours.line)
        side = worn.size.icon
        box = QRectF(margin + worn.space.half, (self.height() - side) / 2, side, side)
        if self._task.state == "done":
            paint_icon(painter, "saved", box, colours.text_quiet)
        else:
            draw_text(painter, box, Run(str(self._number), "quiet"), Qt.AlignmentFlag.AlignRight)


def _task_button(task: Task) -> Button | None:
    if task.state in {"done", "waits"}:
        return None
    if task.state == "open":
        button = Button(task.right, kind="link").with_icon("unfold", after=True)
    else:
        button = Button(task.right, kind="primary" if task.state == "now" else "plain")
    button.setObjectName(f"task_{task.key}")
    button.setAccessibleName(f"{task.title}, {task.right}")
    return button
