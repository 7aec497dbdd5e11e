"""A list column whose rows carry a number, a grade's mark or a count of things to settle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import Tone, theme
from ui.widgets.grades import paint_mark, paint_missing_mark
from ui.widgets.list_column import ListColumn, ListRow, RowList
from ui.widgets.ring import paint_ring
from ui.widgets.text import Run, Text, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Mark:
    """A grade's mark; `letter` "" is the dashed place of one still to come. `rungs` as in the theme."""

    letter: str = ""
    rung: int = 0
    rungs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedRow(ListRow):
    """A row with more to see.

    Attributes:
        lead: A quiet word before the text, such as a number.
        depth: How far the row is set in, 1 for what belongs to the row above.
        mark: A grade's mark at the right.
        tone: The tone of `aside`; a warning is set strong.
        ruled: A line above parts it from the others.
    """

    lead: str = ""
    depth: int = 0
    mark: Mark | None = None
    tone: Tone = "quiet"
    ruled: bool = False


class MarkedColumn(ListColumn):
    """A list column of `MarkedRow`s, with quiet lines of words at its foot."""

    def __init__(self, *, width: int, row_height: int = 0, parent: QWidget | None = None) -> None:
        """Make an empty one; `row_height` 0 is that of the queue."""
        super().__init__(parent)
        self._marked: tuple[MarkedRow, ...] = ()
        self.row_height = row_height or theme().size.row_dense
        self.list.setItemDelegate(_MarkedDelegate(self, self.list))
        self._words = Text(size="small", tone="quiet").wrapped()
        foot = self._foot.layout()
        if foot is not None:
            foot.addWidget(self._words)
        for unused in (self._left, self._keys, self._meter):
            unused.hide()
        self.setFixedWidth(width)

    def show_marked(self, rows: Sequence[MarkedRow], present: str) -> None:
        """Show rows with one of them present ("" for none), without a word."""
        if tuple(rows) != self._marked:
            self._marked = tuple(rows)
            self.show_rows(rows, present)
        else:
            self.show_present(present)

    def show_foot(self, words: str) -> None:
        """Show quiet words at the foot, "" for none."""
        self._words.show_text(words)
        self._foot.setVisible(bool(words))

    def marked_row(self, place: int) -> MarkedRow:
        """Return a row by its place, 0 the first."""
        return self._marked[place]


class _MarkedDelegate(QStyledItemDelegate):
    """Paints a row: bar and tint of the present one, number, words, mark or count."""

    def __init__(self, rows: MarkedColumn, view: RowList) -> None:
        super().__init__(view)
        self._rows = rows
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del option
        row = self._rows.marked_row(index.row())
        return QSize(0, self._rows.row_height + (theme().space.two if row.ruled else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = self._rows.marked_row(index.row())
        box = QRectF(option.rect)  # type: ignore[attr-defined]  # not in the stubs
        if row.ruled:
            box = self._paint_rule(painter, box)
        present = self._view.currentIndex() == index
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)  # type: ignore[attr-defined]
        _paint_ground(painter, box, present=present, hovered=hovered)
        self._paint_words(painter, box, row, present=present)
        if present and self._view.hasFocus():
            worn = theme()
            off = worn.size.focus_width + worn.size.border
            edge = box.adjusted(worn.size.selected_bar + off, off, -off, -off)
            paint_ring(painter, edge, worn.radius.mark, 0)

    def _paint_rule(self, painter: QPainter, box: QRectF) -> QRectF:
        worn = theme()
        edge = QRectF(box.left() + worn.space.two, box.top() + worn.space.one, 0, worn.size.border)
        edge.setRight(box.right() - worn.space.two)
        painter.fillRect(edge, worn.colours.line)
        return box.adjusted(0, worn.space.two, 0, 0)

    def _paint_words(self, painter: QPainter, box: QRectF, row: MarkedRow, *, present: bool) -> None:
        space, mark = theme().space, theme().size.mark
        left = box.left() + space.two + row.depth * space.inset
        if row.lead:
            draw_text(painter, QRectF(left, box.top(), mark, box.height()), Run(row.lead, "quiet"))
        if row.lead or row.mark is not None or row.ruled:
            left += mark - space.half / 2
        right = box.right() - space.inset
        if row.mark is not None:
            right -= mark
            _paint_mark(painter, QRectF(right, box.center().y() - mark / 2, mark, mark), row.mark)
            right -= space.half
        elif row.aside:
            strong = row.tone != "quiet"
            width = text_width(row.aside, "small", strong=strong)
            right -= width
            aside = QRectF(right, box.top(), width, box.height())
            draw_text(painter, aside, Run(row.aside, row.tone, strong, "small"), Qt.AlignmentFlag.AlignRight)
            right -= space.half
        run = Run(row.text, strong=present, size="small" if row.depth else "body")
        _draw_name(painter, QRectF(left, box.top(), right - left, box.height()), run)


def _draw_name(painter: QPainter, box: QRectF, run: Run) -> None:
    """Draw words on one line; on two small ones where one cannot hold them and the row is high enough."""
    height = theme().type.line("small")
    fits = text_width(run.text, run.size or "body", strong=run.strong) <= box.width() + 1
    if fits or box.height() < 2 * height:
        draw_text(painter, box, run)
        return
    top = box.center().y() - height
    for words in _two_lines(run, box.width()):
        draw_text(
            painter, QRectF(box.left(), top, box.width(), height), run._replace(text=words, size="small")
        )
        top += height


def _two_lines(run: Run, room: float) -> tuple[str, str]:
    """Return the words that one small line holds, at least one, and the others."""
    words = run.text.split()
    held = 1
    while held < len(words) and text_width(" ".join(words[: held + 1]), "small", strong=run.strong) <= room:
        held += 1
    return " ".join(words[:held]), " ".join(words[held:])


def _paint_ground(painter: QPainter, box: QRectF, *, present: bool, hovered: bool) -> None:
    worn = theme()
    if present:
        painter.fillRect(box, worn.colours.selection)
        bar = QRectF(box.left(), box.top(), worn.size.selected_bar, box.height())
        painter.fillRect(bar, worn.colours.accent)
    elif hovered:
        painter.fillRect(box, worn.colours.hover)


def _paint_mark(painter: QPainter, box: QRectF, mark: Mark) -> None:
    if mark.letter:
        paint_mark(painter, box, mark.letter, mark.rung, mark.rungs)
    else:
        paint_missing_mark(painter, box)
