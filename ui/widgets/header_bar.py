"""The bar at the top: which visit, in which state, what concerns are open, and Find."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.theme import theme
from ui.widgets.boxes import Bar, line, paint_box
from ui.widgets.buttons import Button
from ui.widgets.text import Run, Text, draw_text


class HeaderBar(Bar):
    """The header of the window.

    Wide it shows the visit and its state; folded it shows a menu button with the page's name, a
    button for the folded list, and how far the page is. Signals: `menu_wanted`, `list_wanted`,
    `concern_wanted`, `find_wanted`, `visit_wanted`.
    """

    menu_wanted = Signal()
    list_wanted = Signal()
    concern_wanted = Signal()
    find_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__("surface", line_below=True, parent=parent)
        self.setObjectName("header_bar")
        self._concern_words = ("", "")
        self._folded = False
        self._lists = False
        self._build_parts()
        self._build_layout()
        self._arrange()

    def show_visit(self, name: str, state: str) -> None:
        """Show the visit's name and its state: "monitoring visit · On site · day 2 of 3"."""
        self._visit.show_runs(Run(name, strong=True), Run(f"  {state}" if state else "", "quiet"))

    def show_concern(self, words: str, short: str) -> None:
        """Show the open concern that waits longest; "" for none.

        Args:
            words: "1 concern open · 2 h 07 min".
            short: The same for a folded header: "1 · 2 h 07 min".
        """
        self._concern_words = (words, short)
        self._arrange()

    def show_page(self, name: str, progress: str = "") -> None:
        """Show the page's name on the menu button of a folded header, and how far it is beside it."""
        self._menu.show_text(name, self.tr("Pages, now {name}").format(name=name))
        self._progress.show_text(progress)

    def show_list(self, entry: str) -> None:
        """Show the button of a folded list with the present entry; "" for a page without one."""
        self._list.show_text(entry, self.tr("List, now {entry}").format(entry=entry))
        self._lists = bool(entry)
        self._arrange()

    def set_folded(self, *, side_bar: bool, list_column: bool) -> None:
        """Say what has folded away, and so needs a button here."""
        self._folded = side_bar
        self._list_folded = list_column
        self._arrange()

    @property
    def menu_button(self) -> Button:
        """The button from which the menu of pages drops."""
        return self._menu

    @property
    def list_button(self) -> Button:
        """The button from which the folded list drops."""
        return self._list

    def _build_parts(self) -> None:
        self._list_folded = False
        self._visit = Text()
        self._visit.setObjectName("visit_name")
        self._menu = Button("").emphasised().with_icon("menu")
        self._menu.setObjectName("menu_button")
        self._menu.clicked.connect(self.menu_wanted)
        self._list = Button("").emphasised().with_icon("fold", after=True)
        self._list.setObjectName("list_button")
        self._list.clicked.connect(self.list_wanted)
        self._progress = Text(tone="quiet")
        self._concern = Button("", kind="alert").with_icon("concern")
        self._concern.setObjectName("concern_pill")
        self._concern.clicked.connect(self.concern_wanted)
        self._find = FindButton()
        self._find.clicked.connect(self.find_wanted)

    def _build_layout(self) -> None:
        self._row = line(self)
        self._row.addWidget(self._menu)
        self._row.addWidget(self._list)
        self._row.addWidget(self._progress, 1)
        self._row.addWidget(self._visit, 1)
        self._row.addWidget(self._concern)
        self._row.addWidget(self._find)

    def _arrange(self) -> None:
        size, space = theme().size, theme().space
        left, right = (space.one, space.one) if self._folded else (space.two + space.half, space.two)
        self._row.setContentsMargins(left, 0, right, size.border)
        self._row.setSpacing(space.one if self._folded else space.two)
        self.setFixedHeight(size.foot_bar if self._folded else size.header_bar)
        words, short = self._concern_words
        self._concern.show_text(short if self._folded else words, words)
        self._concern.setVisible(bool(words))
        self._menu.setVisible(self._folded)
        self._list.setVisible(self._list_folded and self._lists)
        self._progress.setVisible(self._folded)
        self._visit.setVisible(not self._folded)
        self._find.set_short(self._folded)


class FindButton(QAbstractButton):
    """Looks like a field and opens the search; short it is the magnifier alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the long one."""
        super().__init__(parent)
        self.setObjectName("find")
        self.setText(self.tr("Find"))
        self.setAccessibleName(self.tr("Find"))
        self._short = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_short(self, short: bool) -> None:  # noqa: FBT001
        """Show the magnifier alone, or with words."""
        self._short = short
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the field or of the square."""
        size = theme().size
        return QSize(size.control if self._short else size.find, size.control)

    def ring_rect(self) -> QRect:
        """Return where the focus ring goes round."""
        return self.rect()

    def ring_radius(self) -> int:
        """Return the radius of the corners."""
        return theme().radius.control

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, magnifier and words."""
        del event
        worn = theme()
        colours, side, gap = worn.colours, worn.size.icon, worn.space.one
        painter = QPainter(self)
        edge = colours.text if self.underMouse() else colours.control_line
        paint_box(painter, QRectF(self.rect()), colours.surface, edge, worn.radius.control)
        top = (self.height() - side) / 2
        if self._short:
            paint_icon(painter, "find", QRectF(top, top, side, side), colours.text)
            return
        paint_icon(painter, "find", QRectF(gap, top, side, side), colours.text_quiet)
        inside = QRectF(2 * gap + side, 0, self.width() - 3 * gap - side, self.height())
        draw_text(painter, inside, Run(self.text(), "quiet"))
        draw_text(painter, inside, Run("Ctrl+F", "quiet", size="small"), Qt.AlignmentFlag.AlignRight)
