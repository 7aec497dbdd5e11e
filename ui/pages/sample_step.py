"""What the steps of the Sample page have in common: two columns that scroll, a foot with the action."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QBoxLayout, QLabel, QWidget
from shiboken6 import isValid

from ui.theme import theme
from ui.widgets.boxes import Rule, column, line, scrolling
from ui.widgets.buttons import Button
from ui.widgets.fields import Field
from ui.widgets.message_bar import MessageBar
from ui.widgets.tabs import TabBar
from ui.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from cafaudit.errors import CafAuditError
    from ui.widgets.tabs import Tab

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})

_SETTLED_AFTER = 150
"""Milliseconds after which a layout that was changed has found its size."""


class Step(QWidget):
    """One step: two columns over a foot. Enter anywhere in it is its primary action.

    `pressed()` when that is wanted, never while the step is `busy`; `back_wanted()`.

    The left column is `left`, the right one `right`; where there is too little width they stand beneath
    each other. `left_width` fixes the left one, `right_width` the right one, 0 lets it take what is left.
    """

    pressed = Signal()
    back_wanted = Signal()

    def __init__(self, name: str, *, left_width: int = 0, right_width: int = 0) -> None:
        """Make an empty step."""
        super().__init__()
        self.setObjectName(name)
        self._left_width, self._right_width = left_width, right_width
        self._narrow: bool | None = None
        self.busy = False
        self._left_foot_wanted = True
        self._sought: QWidget | None = None
        self._seeking = QTimer(self)
        self._seeking.setSingleShot(True)
        self._seeking.setInterval(_SETTLED_AFTER)
        self._seeking.timeout.connect(self._on_settled)
        self.left, self.right = QWidget(), QWidget()
        self.tabs, self._tab_rule = TabBar(), Rule()
        self.tabs.hide()
        self.left_foot, self.right_foot = line(gap=theme().space.one), line(gap=theme().space.two)
        self.message = MessageBar(closable=True)
        self.note = Text(size="small", tone="quiet")
        self.back = Button(self.tr("Back"), kind="link", hint="Esc")
        self.back.setObjectName(f"{name}_back")
        self.back.setFixedHeight(theme().size.control)
        self.primary = Button("", kind="primary", hint=self.tr("Enter"))
        self.primary.setObjectName(f"{name}_primary")
        self._rules = Rule(down=True), Rule(down=True)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._feet = line()
        self._foot_left = QWidget()
        self._build()
        self.primary.clicked.connect(self._on_clicked)
        self.back.clicked.connect(self.back_wanted)
        self.tabs.tab_chosen.connect(lambda _: self._show_tab())

    @property
    def is_narrow(self) -> bool:
        """Whether there is too little width for two columns beside each other."""
        return bool(self._narrow)

    def show_tabs(self, *tabs: Tab) -> None:
        """Have one of the two columns shown at a time where they do not fit beside each other.

        Args:
            tabs: What the left one and the right one are called; none has them stand beneath each other.
        """
        self.tabs.show_tabs(tabs)
        self._show_tab()

    def turn_to(self, part: QWidget) -> None:
        """Give the keyboard to a part, and bring the column that it stands in into sight."""
        for place, side in enumerate((self.left, self.right)):
            if self.tabs.count() and side.isAncestorOf(part):
                self.tabs.setCurrentIndex(place)
        part.setFocus()
        self.show_part(part)

    def begin(self) -> None:
        """Put the keyboard where the next key belongs: on the primary action, unless a step knows better."""
        self.primary.setFocus()

    def show_refused(self, error: CafAuditError) -> None:
        """Say above the foot what was refused and what to do."""
        self.message.show_message("danger", f"{error.message} {error.advice}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as the primary action and Escape as the way back."""
        if event.key() in _ENTER and self.primary.isVisible():
            self.primary.click()
        elif event.key() == Qt.Key.Key_Escape and self.back.isVisible():
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001  # Qt's own
        """Let Tab go down the left column, then the right one, then the foot, then out of the step."""
        stops = self._chained_stops()
        now = QApplication.focusWidget()
        place = stops.index(now) if now in stops else -1
        wanted = place + (1 if next else -1)
        if place >= 0 and 0 <= wanted < len(stops):
            stops[wanted].setFocus(Qt.FocusReason.TabFocusReason)
            self.show_part(stops[wanted])
            return True
        if not self._leave(forward=next) and stops:
            stops[0 if next else -1].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _chained_stops(self) -> list[QWidget]:
        """Return the stops of Tab in their order, and have Qt come back into the step in that order too."""
        found = [part for part in self.findChildren(QWidget) if _takes_tab(part)]
        stops = sorted(found, key=self._place_of)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        return stops

    def _place_of(self, part: QWidget) -> tuple[int, int, int, int, int]:
        """Return where Tab comes to a part: by column, then down; a field before the link at its label.

        The way back comes last of all.
        """
        parts = (self.tabs, self.left, self.right)
        foot = len(parts)
        column_of = next((at for at, one in enumerate(parts) if one is part or one.isAncestorOf(part)), foot)
        field = part.parentWidget()
        while field is not None and field is not self and not isinstance(field, Field):
            field = field.parentWidget()
        beside = isinstance(field, Field) and field.control is not part
        at = (field if isinstance(field, Field) else part).mapTo(self, QPoint())
        return column_of, int(part is self.back), at.y(), at.x(), int(beside)

    def _leave(self, *, forward: bool) -> bool:
        part = self.nextInFocusChain() if forward else self.previousInFocusChain()
        while part is not None and part is not self:
            if not self.isAncestorOf(part) and _takes_tab(part):
                part.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            part = part.nextInFocusChain() if forward else part.previousInFocusChain()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand the columns beneath each other where there is too little room."""
        super().resizeEvent(event)
        narrow = event.size().width() < theme().size.page_min + theme().size.panel_min
        if narrow != self._narrow:
            self._narrow = narrow
            self._fold()

    def _on_clicked(self) -> None:
        if not self.busy:
            self.pressed.emit()

    def _build(self) -> None:
        space = theme().space
        self._columns.setSpacing(0)
        self._columns.setContentsMargins(0, 0, 0, 0)
        for part in (self.left, self._rules[0], self.right):
            self._columns.addWidget(part)
        content = QWidget()
        content.setLayout(self._columns)
        self.area = scrolling(content)
        self.area.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._seek())
        left = column(self._foot_left)
        left.setContentsMargins(space.three, 0, space.three, space.two)
        left.addStretch(1)
        left.addLayout(self.left_foot)
        right_holder = QWidget()
        right = column(right_holder, gap=space.one)
        right.setContentsMargins(space.three, space.one, space.three, space.two)
        self.right_foot.addWidget(self.back)
        self.right_foot.addWidget(self.note, 1)
        self.right_foot.addWidget(self.primary)
        right.addStretch(1)
        right.addWidget(self.message)
        right.addLayout(self.right_foot)
        for foot in (self._foot_left, self._rules[1], right_holder):
            self._feet.addWidget(foot)
        self._feet.setStretch(2, 1)
        tabs = line()
        tabs.setContentsMargins(space.two, 0, space.two, 0)
        tabs.addWidget(self.tabs)
        layout = column(self)
        layout.addLayout(tabs)
        layout.addWidget(self._tab_rule)
        layout.addWidget(self.area, 1)
        layout.addLayout(self._feet)

    def _fold(self) -> None:
        space, free = theme().space, self.maximumWidth()
        direction = QBoxLayout.Direction.TopToBottom if self._narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(direction)
        for part, width in ((self.left, self._left_width), (self.right, self._right_width)):
            fixed = bool(width) and not self._narrow
            part.setMinimumWidth(width if fixed else 0)
            part.setMaximumWidth(width if fixed else free)
            self._columns.setStretchFactor(part, 0 if fixed or self._narrow else 1)
        has_left_foot = bool(self.left_foot.count()) and (self._left_foot_wanted or not self._narrow)
        width = self._left_width if has_left_foot and not self._narrow else 0
        self._foot_left.setVisible(has_left_foot)
        self._foot_left.setMinimumWidth(width)
        self._foot_left.setMaximumWidth(width or free)
        self._rules[0].setVisible(not self._narrow and bool(self._left_width or self._right_width))
        self._rules[1].setVisible(has_left_foot and not self._narrow)
        for part in (self.left, self.right):
            inner = part.layout()
            if inner is not None:
                inner.setContentsMargins(space.three, space.two, space.three, space.two)
        self._show_tab()
        self.on_folded(narrow=bool(self._narrow))

    def _show_tab(self) -> None:
        tabbed = bool(self._narrow) and self.tabs.count() > 0
        self.tabs.setVisible(tabbed)
        self._tab_rule.setVisible(tabbed)
        for place, part in enumerate((self.left, self.right)):
            if self.tabs.count():
                part.setVisible(not tabbed or place == self.tabs.currentIndex())

    def on_folded(self, *, narrow: bool) -> None:
        """Called when the columns were stood beneath each other, or beside again."""

    def show_left_foot(self, wanted: bool) -> None:  # noqa: FBT001  # a state, like Qt's own setters
        """Say whether there is anything in the foot of the left column now."""
        self._left_foot_wanted = wanted
        if self._narrow is not None:
            self._fold()

    def show_part(self, part: QWidget) -> None:
        """Scroll to a part, also while its layout has yet to settle."""
        self._sought = part
        self._seeking.start()
        QTimer.singleShot(0, part, self._seek)

    def show_top(self) -> None:
        """Scroll to where the step begins."""
        self._sought = None
        self.area.verticalScrollBar().setValue(0)

    def _seek(self) -> None:
        content = self.area.widget()
        if self._sought is None or not isValid(self._sought) or not content.isAncestorOf(self._sought):
            return
        holder = self._sought.parentWidget()
        part = holder if isinstance(holder, Field) else self._sought  # with its label
        top, height = part.mapTo(content, QPoint()).y(), part.height()
        bar, room = self.area.verticalScrollBar(), self.area.viewport().height()
        spare = max(min(theme().space.two, (room - height) // 2), 0)
        least = top + min(height, room) + spare - room
        bar.setValue(min(max(bar.value(), least), top - spare))

    def _on_settled(self) -> None:
        self._seek()
        self._sought = None


def _takes_tab(part: QWidget) -> bool:
    takes = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus) and part.focusProxy() is None
    return takes and part.isVisible() and part.isEnabled()


class HashText(QLabel):
    """Hexadecimal digits in the type of hashes, to be compared and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self.setFont(theme().fixed_font())
        self.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_hash(self, digits: str, spoken: str) -> None:
        """Show digits in two lines of equal length; `spoken` says what they are."""
        half = (len(digits) + 1) // 2
        self.setText(f"{digits[:half]}\n{digits[half:]}")
        self.setAccessibleName(f"{spoken} {digits}")
