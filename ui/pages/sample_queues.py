"""The queues of a draw: each stratum in the order of its tickets, the sample first, reserves after a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.models.rows import Column, PagedModel, RowLook, RowsModel
from ui.theme import theme
from ui.widgets.boxes import column, empty, line
from ui.widgets.buttons import Button
from ui.widgets.page_parts import SectionHead
from ui.widgets.simple_table import SimpleTable
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from cafaudit.domain.picture import SampledCase
    from ui.models.sample_state import Queue

_FIRST = 8
_LAST = 2
_RESERVES = 4
_TICKET_DIGITS = 8

_SCROLLS_FROM = 400
"""Rows from which an unfolded part scrolls by itself: only the rows in sight are ever made."""

_ROWS_IN_SIGHT = 24


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A line of a queue: a place, or the words between sample and reserves."""

    order: str
    case: str
    ticket: str = ""
    look: RowLook = "plain"


class QueueView(QWidget):
    """One stratum; "Show more" unfolds the middle of a long sample, and the reserves that are not shown."""

    def __init__(self, queue: Queue) -> None:
        """Show a queue with its middle folded away."""
        super().__init__()
        self.setObjectName(f"queue_{queue.stratum}")
        self._queue = queue
        self._body = column()
        layout = column(self)
        layout.addWidget(SectionHead(queue.stratum))
        words = _tr("{files} of {cases} that can be drawn")
        if not queue.narrowed:
            words = _tr("{files} of {cases} in the list")
        count = words.format(files=f"{queue.size:,}", cases=f"{queue.cases:,}")
        layout.addWidget(Text(count, size="small", tone="quiet"))
        layout.addSpacing(theme().space.one)
        layout.addLayout(self._body)
        layout.addStretch(1)
        self._sample_open = self._reserves_open = False
        self._show()

    def _show(self) -> None:
        empty(self._body)
        sample, reserves = self._queue.sample, self._queue.reserves
        hidden = 0 if self._sample_open else _foldable(len(sample) - _FIRST - _LAST)
        first = sample[:_FIRST] if hidden else sample
        if len(first) > _SCROLLS_FROM:
            self._add_long(first, "plain", with_head=True)
        else:
            self._add_table(_lines(first, "plain"), with_head=True)
        if hidden:
            self._add_link(hidden, self._on_sample_wanted, "sample")
        last = sample[-_LAST:] if hidden else ()
        spared = 0 if self._reserves_open else _foldable(len(reserves) - _RESERVES)
        spare = reserves[:_RESERVES] if spared else reserves
        ends = [QueueLine("", _tr("Sample ends, reserves follow"), look="divider")] if reserves else []
        is_long = len(spare) > _SCROLLS_FROM
        self._add_table([*_lines(last, "plain"), *ends, *_lines(() if is_long else spare, "quiet")])
        if is_long:
            self._add_long(spare, "quiet")
        if spared:
            self._add_link(spared, self._on_reserves_wanted, "reserves")

    def _add_table(self, lines: Sequence[QueueLine], *, with_head: bool = False) -> None:
        if not lines and not with_head:
            return
        model = RowsModel[QueueLine](_columns(with_head=with_head), look=lambda row: row.look)
        model.replace_rows(lines)
        table = SimpleTable(model, choosing=False, row_size="small", fits=True)
        table.setAccessibleName(_tr("Queue of {stratum}").format(stratum=self._queue.stratum))
        self._body.addWidget(table)

    def _add_long(self, places: Sequence[SampledCase], look: RowLook, *, with_head: bool = False) -> None:
        """Add a table that scrolls by itself and makes only the rows that are looked at."""
        model = PagedModel[QueueLine](_columns(with_head=with_head), look=lambda row: row.look)
        model.show_pages(
            len(places), lambda first, count: [_line(one, look) for one in places[first : first + count]]
        )
        table = SimpleTable(model, row_size="small")
        table.setObjectName(f"long_{self._queue.stratum}")
        table.setFixedHeight(_ROWS_IN_SIGHT * theme().size.row_dense)
        table.setAccessibleName(_tr("Queue of {stratum}").format(stratum=self._queue.stratum))
        self._body.addWidget(table)

    def _add_link(self, count: int, deed: object, what: str) -> None:
        link = Button(_tr("Show {count} more").format(count=f"{count:,}"), kind="link", small=True)
        link.setObjectName(f"more_{what}_{self._queue.stratum}")
        link.setAccessibleName(f"{link.text()}, {self._queue.stratum}")
        link.clicked.connect(deed)
        row = line()
        row.addSpacing(theme().size.row_dense)
        row.addWidget(link)
        row.addStretch(1)
        self._body.addLayout(row)

    def _on_sample_wanted(self) -> None:
        self._sample_open = True
        self._show()

    def _on_reserves_wanted(self) -> None:
        self._reserves_open = True
        self._show()


class Queues(QWidget):
    """All queues beside each other, as many in a row as there is room for."""

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__()
        self._queues: tuple[Queue, ...] = ()
        self._views: list[QueueView] = []
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().space.three)
        self._grid.setVerticalSpacing(theme().space.three)

    @property
    def shown(self) -> tuple[Queue, ...]:
        """The queues that are shown."""
        return self._queues

    def show_queues(self, queues: Sequence[Queue]) -> None:
        """Show other queues."""
        self._queues = tuple(queues)
        empty(self._grid)
        self._views = [QueueView(queue) for queue in queues]
        self._across = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand as many beside each other as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        least = theme().size.find + theme().space.three
        across = max(1, min((self.width() + theme().space.three) // least, max(len(self._views), 1)))
        if across == self._across:
            return
        for place in range(self._grid.columnCount()):
            self._grid.setColumnStretch(place, 0)
        self._across = across
        for at, view in enumerate(self._views):
            self._grid.addWidget(view, at // across, at % across)
        for place in range(across):
            self._grid.setColumnStretch(place, 1)


def _foldable(rows: int) -> int:
    """Return how many rows are folded away: none where the link would take the room of the one row."""
    return rows if rows > 1 else 0


def _lines(places: Sequence[SampledCase], look: RowLook) -> list[QueueLine]:
    """Return places as lines, with a line of words where an extension begins."""
    lines: list[QueueLine] = []
    extension = 0
    for one in places:
        if one.extension not in (0, extension):
            lines.append(
                QueueLine("", _tr("Extension {number}").format(number=one.extension), look="divider")
            )
        extension = one.extension
        lines.append(_line(one, look))
    return lines


def _line(place: SampledCase, look: RowLook) -> QueueLine:
    return QueueLine(str(place.order), place.ref, place.ticket[:_TICKET_DIGITS], look)


def _columns(*, with_head: bool) -> tuple[Column[QueueLine], ...]:
    number, ticket = theme().size.row_dense, theme().size.answer_manager
    case, begins = (_tr("Case"), _tr("Ticket begins")) if with_head else ("", "")
    return (
        Column("", lambda row: row.order, align="right", width=number, tone_quiet=True),
        Column(case, lambda row: row.case, width=-1),
        Column(begins, lambda row: row.ticket, align="right", width=ticket, tone_quiet=True, fixed_type=True),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("sample", text)
