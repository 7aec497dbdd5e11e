"""The list of visits: one row each, to be opened by a click, Enter or Space."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import theme
from ui.when import day_and_clock
from ui.widgets.boxes import Rule, column, empty, paint_box
from ui.widgets.text import Run, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.services.visit_places import VisitPlace

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class VisitList(QWidget):
    """Rows of visits; one stop of Tab, arrow keys move inside. `visit_chosen(VisitPlace)`."""

    visit_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self.setObjectName("visit_list")
        self.setAccessibleName(self.tr("Visits"))
        self._rows: list[VisitRow] = []
        self._layout = column(self)

    def show_visits(self, visits: Sequence[VisitPlace]) -> None:
        """Show visits, the first one being where the keyboard comes in."""
        empty(self._layout)
        self._rows = []
        for place in visits:
            if self._rows:
                self._layout.addWidget(Rule())
            row = VisitRow(place)
            row.clicked.connect(lambda _=False, chosen=place: self.visit_chosen.emit(chosen))
            self._rows.append(row)
            self._layout.addWidget(row)
        self._let_in(0)
        if self._rows:
            self.setFocusProxy(self._rows[0])

    def rows(self) -> tuple[VisitRow, ...]:
        """Return the rows as shown."""
        return tuple(self._rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between rows with the arrow keys."""
        step = _STEPS.get(Qt.Key(event.key()))
        at = next((n for n, row in enumerate(self._rows) if row.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        place = min(max(at + step, 0), len(self._rows) - 1)
        self._let_in(place)
        self._rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _let_in(self, place: int) -> None:
        for number, row in enumerate(self._rows):
            policy = Qt.FocusPolicy.StrongFocus if number == place else Qt.FocusPolicy.ClickFocus
            row.setFocusPolicy(policy)


class VisitRow(QAbstractButton):
    """One visit: its name, where it lies, its step, and when it was last open."""

    def __init__(self, place: VisitPlace, parent: QWidget | None = None) -> None:
        """Show a visit."""
        super().__init__(parent)
        self.place = place
        opened = day_and_clock(place.opened_at, seconds=False) if place.opened_at else ""
        self._title = place.title
        self._where = str(place.path.parent)
        self._state = place.step if place.is_there else self.tr("not there any more")
        self._opened = opened or self.tr("not opened here yet")
        self.setText(self._title)
        self.setAccessibleName(", ".join(filter(None, (self._title, self._state, self._opened))))
        self.setAccessibleDescription(self._where)
        self.setToolTip(str(place.path))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the height of a row of two lines."""
        return QSize(theme().size.card, theme().size.row_two_lines)

    def ring_rect(self) -> QRect:
        """Return where the focus ring goes round."""
        out = theme().size.focus_width + theme().size.focus_gap
        return self.rect().adjusted(out, out, -out, -out)

    def ring_radius(self) -> int:
        """Return the radius of the corners."""
        return theme().radius.mark

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter as well as with Space; leave the arrow keys to the list."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif Qt.Key(event.key()) in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both lines."""
        del event
        worn = theme()
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            paint_box(painter, QRectF(self.rect()), worn.colours.hover, None, worn.radius.control)
        gap, quiet = worn.space.two, Run("", "quiet")
        right = max(text_width(self._state), text_width(self._opened, "small"))
        top = QRectF(gap, worn.space.half, self.width() - 2 * gap, worn.type.line_body)
        low = top.translated(0, worn.type.line_body)
        room = top.width() - right - gap
        state = Run(self._state, "plain" if self.place.is_there else "warning")
        draw_text(painter, QRectF(top.left(), top.top(), room, top.height()), Run(self._title, strong=True))
        draw_text(painter, QRectF(low.left(), low.top(), room, low.height()), _small(quiet, self._where))
        draw_text(painter, top, state, Qt.AlignmentFlag.AlignRight)
        draw_text(painter, low, _small(quiet, self._opened), Qt.AlignmentFlag.AlignRight)


def _small(like: Run, text: str) -> Run:
    return Run(text, like.tone, size="small")
