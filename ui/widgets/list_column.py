"""The list at the left of a page: where am I. Files in their queues, areas, blocks of the letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.icons import IconName, paint_icon
from ui.theme import theme
from ui.widgets.boxes import Rule, Surface, column, line
from ui.widgets.buttons import Button
from ui.widgets.progress import Meter
from ui.widgets.ring import paint_ring
from ui.widgets.text import Run, Text, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_BETWEEN = " · "
"""What stands between the parts of a heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One row of a list column.

    Attributes:
        row_id: What `row_chosen` says; "" for a heading, which cannot be chosen.
        text: The words.
        icon: The state of a file, None for none.
        aside: Quiet words at the right: "locked", "asked 10:20".
        spoken: What a screen reader says instead of text and aside.
        alarm: Its icon is red and its words are strong.
    """

    row_id: str
    text: str
    icon: IconName | None = None
    aside: str = ""
    spoken: str = ""
    alarm: bool = False


class ListColumn(Surface):
    """Title, a filter, rows in groups, and how much is left.

    `row_chosen(row_id)` when a person goes to a row, `filter_wanted()` for the link at the top.
    """

    row_chosen = Signal(str)
    filter_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__("surface_raised", parent)
        self.setObjectName("list_column")
        self._title = Text(strong=True)
        self.filter_button = Button("", kind="link", small=True).with_icon("fold", after=True)
        self.filter_button.setObjectName("list_filter")
        self.filter_button.clicked.connect(self.filter_wanted)
        self.filter_button.hide()
        self.list = RowList()
        self.list.row_chosen.connect(self.row_chosen)
        self._left = Text()
        self._keys = Text(size="small", tone="quiet")
        self._meter = Meter()
        self._foot = QWidget()
        self._build()
        self.setFixedWidth(theme().size.list_column)

    def show_title(self, title: str, filter_words: str = "") -> None:
        """Show the title and the label of the filter, "" for none."""
        self._title.show_text(title)
        self.list.setAccessibleName(title)
        self.filter_button.show_text(filter_words, self.tr("Show: {what}").format(what=filter_words))
        self.filter_button.setVisible(bool(filter_words))

    def show_rows(self, rows: Sequence[ListRow], present: str) -> None:
        """Show rows with one of them present ("" for none), without a word."""
        self.list.show_rows(rows, present)

    def show_row(self, row: ListRow) -> None:
        """Show one row anew; KeyError when it is not in the list."""
        self.list.show_row(row)

    def show_present(self, row_id: str) -> None:
        """Mark a row as the present one, without a word."""
        self.list.show_present(row_id)

    def focus_first(self) -> None:
        """Go to the rows."""
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def show_left(self, left: int, total: int, keys: str = "") -> None:
        """Show how much is left: "8 of 15 left", with a meter; a total of 0 hides the foot."""
        words = self.tr(" of {total} left").format(total=total)
        self._left.show_runs(Run(str(left), strong=True), Run(words))
        self._keys.show_text(keys)
        self._meter.show_progress(total - left, total)
        self._meter.setAccessibleName(f"{left}{words}")
        self._foot.setVisible(total > 0)

    def _build(self) -> None:
        space = theme().space
        head = line(gap=space.one)
        head.setContentsMargins(space.two, space.inset - 2, space.two, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self.filter_button)
        words = line(gap=space.one)
        words.addWidget(self._left, 1)
        words.addWidget(self._keys)
        foot = column(self._foot, gap=space.one)
        foot.setContentsMargins(space.two, space.one, space.two, space.two)
        foot.addLayout(words)
        foot.addWidget(self._meter)
        self._foot.hide()
        inner = column()
        inner.addLayout(head)
        inner.addSpacing(space.half // 2)
        inner.addWidget(self.list, 1)
        inner.addWidget(self._foot)
        row = line(self)
        row.addLayout(inner, 1)
        row.addWidget(Rule(down=True))


class RowList(QListView):
    """The rows of a list column; arrow keys and clicks choose at once."""

    row_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self.setObjectName("row_list")
        self._rows = _Rows(self)
        self._silent = False
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def heading_lines(self, text: str) -> tuple[str, ...]:
        """Return the lines of a heading: two where it is too long for one and has two parts."""
        space = theme().space
        margins = space.two + space.inset + space.half
        room = self.width() - margins - self.verticalScrollBar().sizeHint().width()
        first, between, rest = text.partition(_BETWEEN)
        if not between or text_width(text, "small") <= room:
            return (text,)
        return first, rest

    def show_rows(self, rows: Sequence[ListRow], present: str) -> None:
        """Show rows with one of them present."""
        scrolled = self.verticalScrollBar().value()
        self._silent = True
        self._rows.replace_rows(rows)
        self._silent = False
        self.verticalScrollBar().setValue(scrolled)
        self.show_present(present)

    def show_row(self, row: ListRow) -> None:
        """Show one row anew; KeyError when it is not in the list."""
        self._rows.replace_row(row)

    def show_present(self, row_id: str) -> None:
        """Mark a row as the present one, without a word."""
        self._silent = True
        self.setCurrentIndex(self._rows.index_of(row_id))
        self._silent = False
        self.viewport().update()

    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        """Paint a row anew; no row changes its height, so a long list is not laid out again."""
        del first, last, roles
        self.viewport().update()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Say which row was chosen."""
        super().currentChanged(current, previous)
        row = self._rows.row(current)
        if row is not None and row.row_id and not self._silent:
            self.row_chosen.emit(row.row_id)
        self.viewport().update()


class _Rows(QAbstractListModel):
    """Thin view of the rows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[ListRow] = []

    def row(self, index: _Index) -> ListRow | None:
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, row_id: str) -> QModelIndex:
        for place, row in enumerate(self._rows):
            if row_id and row.row_id == row_id:
                return self.index(place)
        return QModelIndex()

    def replace_rows(self, rows: Sequence[ListRow]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def replace_row(self, row: ListRow) -> None:
        index = self.index_of(row.row_id)
        if not index.isValid():
            raise KeyError(row.row_id)
        self._rows[index.row()] = row
        self.dataChanged.emit(index, index)

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # as Qt has it
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken or ", ".join(filter(None, (row.text, row.aside)))
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, theme().size.row_dense if row.row_id else theme().size.row_heading)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        row = self.row(index)
        if row is None or not row.row_id:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Delegate(QStyledItemDelegate):
    """Paints a row: bar and tint of the present one, state, words, aside."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        size = super().sizeHint(option, index)
        row = cast("_Rows", index.model()).row(index)
        if row is None or row.row_id:
            return size
        more = len(cast("RowList", self.parent()).heading_lines(row.text)) - 1
        return QSize(size.width(), size.height() + more * theme().type.line("small"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = cast("_Rows", index.model()).row(index)
        view = cast("RowList", self.parent())
        if row is None:
            return
        box = QRectF(option.rect)  # type: ignore[attr-defined]  # not in the stubs
        present = view.currentIndex() == index
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)  # type: ignore[attr-defined]
        if row.row_id:
            self._paint_ground(painter, box, present=present, hovered=hovered)
        self._paint_words(painter, box, row, present=present)
        if present and view.hasFocus():
            self._paint_focus(painter, box)

    def _paint_ground(self, painter: QPainter, box: QRectF, *, present: bool, hovered: bool) -> None:
        worn = theme()
        if present:
            painter.fillRect(box, worn.colours.selection)
            bar = QRectF(box.left(), box.top(), worn.size.selected_bar, box.height())
            painter.fillRect(bar, worn.colours.accent)
        elif hovered:
            painter.fillRect(box, worn.colours.hover)

    def _paint_words(self, painter: QPainter, box: QRectF, row: ListRow, *, present: bool) -> None:
        worn = theme()
        space, side = worn.space, worn.size.icon
        left = box.left() + space.two
        if row.icon is not None:
            colour = worn.colours.accent if present else worn.colours.text_quiet
            colour = worn.colours.danger if row.alarm else colour
            paint_icon(painter, row.icon, QRectF(left - 2, box.center().y() - side / 2, side, side), colour)
            left += side + space.half
        room = box.right() - space.inset - left - space.half
        aside = _aside_width(row, room, strong=present)
        right = QRectF(box.right() - space.inset - aside, box.top(), aside, box.height())
        draw_text(painter, right, Run(row.aside, "plain" if present else "quiet", present, "small"))
        words = QRectF(left, box.top(), right.left() - left - space.half, box.height())
        if row.row_id:
            draw_text(painter, words, Run(row.text, strong=present or row.alarm))
        else:
            self._paint_heading(painter, words, row.text)

    def _paint_heading(self, painter: QPainter, box: QRectF, text: str) -> None:
        worn = theme()
        lines = cast("RowList", self.parent()).heading_lines(text)
        height = worn.type.line("small")
        low = worn.space.half / 2  # nearer to what it heads
        top = box.center().y() - len(lines) * height / 2 + low
        for place, words in enumerate(lines):
            part = QRectF(box.left(), top + place * height, box.width(), height)
            draw_text(painter, part, Run(words, "quiet", size="small"))

    def _paint_focus(self, painter: QPainter, box: QRectF) -> None:
        worn = theme()
        inset = worn.size.focus_width + worn.size.border
        edge = box.adjusted(worn.size.selected_bar + inset, inset, -inset, -inset)
        paint_ring(painter, edge, worn.radius.mark, 0)


def _aside_width(row: ListRow, room: float, *, strong: bool) -> float:
    """Return the width for what stands at the right; it gives way to the words, but a figure stays whole."""
    wished = text_width(row.aside, "small", strong=strong) if row.aside else 0
    words = text_width(row.text, strong=strong or row.alarm)
    figure = 2 * theme().size.icon
    return min(wished, max(room - words, figure))
