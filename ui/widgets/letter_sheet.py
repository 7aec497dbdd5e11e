"""The letter as sheets of paper: one sentence is present, marks in the margin say what is to settle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from cafaudit.export.letter.dress import dress_of
from ui.icons import IconName, paint_icon
from ui.letter_pages import LetterPages
from ui.letter_paper import Paper, Setting, pixels_per_point
from ui.theme import Tone, theme
from ui.widgets.announce import announce
from ui.widgets.boxes import Surface, column, paint_box, scrolling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cafaudit.domain.picture import Picture
    from cafaudit.export.letter.model import Letter

SheetMark = tuple[IconName, Tone]

_LEAST_SCALE = 0.857
"""Body type of 10.5 points is set no smaller than the small type of the program."""

_MOST_SCALE = 1.15
_AGAIN_AFTER = 60
"""Milliseconds after the last change of width at which the letter is laid out anew."""


class LetterSheet(QWidget):
    """Sheets below each other. `sentence_chosen(id)` when a person goes to a sentence.

    Up and down go from sentence to sentence, Page Up and Page Down by eight, Home and End to both
    ends, Enter asks for the source: `source_wanted()`.
    """

    sentence_chosen = Signal(str)
    source_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self.setObjectName("letter_sheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Letter"))
        self._letter: Letter | None = None
        self._picture: Picture | None = None
        self._draft = 0
        self._order: tuple[str, ...] = ()
        self._present = ""
        self._marks: dict[str, SheetMark] = {}
        self._pages: LetterPages | None = None
        self._laid_width = 0
        self._palette = ""
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_AGAIN_AFTER)
        self._late.timeout.connect(self._lay_out)

    @property
    def present(self) -> str:
        """The sentence that is present, "" for none."""
        return self._present

    @property
    def pages(self) -> LetterPages | None:
        """The letter as laid out; None before one was shown."""
        return self._pages

    def show_letter(self, letter: Letter, picture: Picture, draft: int, present: str) -> None:
        """Show a letter with one of its sentences present, without a word."""
        self._letter, self._picture, self._draft = letter, picture, draft
        self._order = tuple(sentence.id for sentence in letter.sentences())
        self._present = present if present in self._order else (self._order[0] if self._order else "")
        self._lay_out()

    def show_marks(self, marks: Mapping[str, SheetMark]) -> None:
        """Show signs in the margin beside sentences, by sentence id."""
        self._marks = dict(marks)
        self.update()

    def show_present(self, sentence_id: str) -> None:
        """Make a sentence the present one and bring it into sight, without a word."""
        self._present = sentence_id
        self._speak()
        self.update()
        self._bring_into_sight()

    def sizeHint(self) -> QSize:
        """Return the room for all sheets."""
        if self._pages is None:
            return QSize(theme().size.page_min, theme().size.row)
        gap = theme().space.two
        page = self._pages.page_size
        return QSize(int(page.width()) + 2 * gap, int((page.height() + gap) * self._pages.pages + gap))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from sentence to sentence."""
        keys = Qt.Key
        steps = {keys.Key_Up: -1, keys.Key_Down: 1, keys.Key_PageUp: -8, keys.Key_PageDown: 8}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._go(self._place() + step)
        elif event.key() == keys.Key_Home:
            self._go(0)
        elif event.key() == keys.Key_End:
            self._go(len(self._order) - 1)
        elif event.key() in {keys.Key_Return, keys.Key_Enter} and not event.modifiers():
            self.source_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the sentence under the pointer."""
        if self._pages is None:
            return
        found = self._pages.sentence_at(self._to_document(event.position()))
        if found in self._order:
            self._go(self._order.index(found))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the letter out anew once the width rests."""
        super().resizeEvent(event)
        if self._letter is not None and event.size().width() != self._laid_width:
            self._late.start()

    def changeEvent(self, event: QEvent) -> None:
        """Lay the letter out on paper of another colour."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._palette not in {"", theme().name}:
            self._late.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sheets that are in sight."""
        if self._pages is None:
            return
        painter = QPainter(self)
        for number in range(self._pages.pages):
            box = self._page_box(number)
            if box.intersects(QRectF(event.rect())):
                self._paint_page(painter, number, box)

    def _lay_out(self) -> None:
        self._late.stop()
        if self._letter is None or self._picture is None:
            return
        scale, margin = self._measure()
        setting = Setting(paper=_paper(), scale=scale, margin=margin)
        self._pages = LetterPages(self._letter, self._picture, self._draft, setting)
        self._laid_width, self._palette = self.width(), theme().name
        self.setFixedHeight(self.sizeHint().height())
        self._speak()
        self.update()

    def _measure(self) -> tuple[float, float]:
        """Return the scale and the side margin, in points of the letter, for the present width."""
        if self._letter is None:
            return 1.0, 0.0
        space = theme().space
        text = dress_of(self._letter.look).text_width * pixels_per_point()
        side = space.four + space.half
        room = self.width() - 2 * space.two - 2 * side
        scale = min(max(room / text, _LEAST_SCALE), _MOST_SCALE)
        return scale, side / scale / pixels_per_point()

    def _page_box(self, number: int) -> QRectF:
        if self._pages is None:
            return QRectF()
        size, gap = self._pages.page_size, theme().space.two
        left = max((self.width() - size.width()) / 2, 0.0)
        return QRectF(left, gap + number * (size.height() + gap), size.width(), size.height())

    def _to_document(self, place: QPointF) -> QPointF:
        """Return the place in the document under a place of the widget."""
        if self._pages is None:
            return place
        height, gap = self._pages.page_size.height(), theme().space.two
        number = int(max(place.y() - gap, 0.0) // (height + gap))
        return QPointF(place.x() - self._page_box(0).left(), place.y() - gap * (number + 1))

    def _to_widget(self, rect: QRectF) -> QRectF:
        if self._pages is None:
            return rect
        number = int(rect.top() // self._pages.page_size.height())
        box = self._page_box(number)
        return rect.translated(box.left(), box.top() - number * self._pages.page_size.height())

    def _paint_page(self, painter: QPainter, number: int, box: QRectF) -> None:
        if self._pages is None:
            return
        worn = theme()
        paint_box(painter, box, worn.colours.paper, worn.colours.line, 0)
        rects = [self._to_widget(rect) for rect in self._pages.rects(self._present)]
        here = [rect for rect in rects if box.intersects(rect)]
        for rect in here:
            painter.fillRect(rect, worn.colours.paper_tied)
        painter.save()
        painter.translate(box.topLeft())
        self._pages.paint(painter, number)
        painter.restore()
        for rect in here:
            under = QRectF(
                rect.left(), rect.bottom() - worn.size.focus_width, rect.width(), worn.size.focus_width
            )
            painter.fillRect(under, worn.colours.paper_mark)
        self._paint_marks(painter, box)
        if here and self.hasFocus():
            whole = here[0]
            for rect in here[1:]:
                whole = whole.united(rect)
            _paint_paper_ring(painter, whole)

    def _paint_marks(self, painter: QPainter, box: QRectF) -> None:
        if self._pages is None:
            return
        side = theme().size.icon
        left = box.left() + self._pages.text_left - side - theme().space.one
        for sentence, (icon, _) in self._marks.items():
            rects = self._pages.rects(sentence)
            first = self._to_widget(rects[0]) if rects else QRectF()
            if rects and box.intersects(first):
                place = QRectF(left, first.center().y() - side / 2, side, side)
                paint_icon(painter, icon, place, theme().colours.paper_mark)

    def _go(self, place: int) -> None:
        if not self._order:
            return
        wanted = self._order[min(max(place, 0), len(self._order) - 1)]
        if wanted != self._present:
            self.show_present(wanted)
            self.sentence_chosen.emit(wanted)

    def _place(self) -> int:
        return self._order.index(self._present) if self._present in self._order else 0

    def _speak(self) -> None:
        """Have a screen reader say the present sentence."""
        if self._letter is not None and self._present in self._order:
            text = self._letter.sentence(self._present).text
            self.setAccessibleDescription(text)
            if self.hasFocus():
                announce(self, text)

    def _bring_into_sight(self) -> None:
        area = _area_of(self)
        rects = [] if self._pages is None else self._pages.rects(self._present)
        if area is None or not rects:
            return
        whole = self._to_widget(rects[0]).united(self._to_widget(rects[-1]))
        half = int(whole.height() / 2)
        centre = whole.center().toPoint()
        area.ensureVisible(centre.x(), centre.y(), 0, half + theme().size.row_two_lines * 2)


class SheetArea(Surface):
    """The ground on which the sheets lie, and the scrolling."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make one with an empty sheet."""
        super().__init__("window", parent)
        self.sheet = LetterSheet()
        self.scroller: QScrollArea = scrolling(self.sheet)
        column(self).addWidget(self.scroller)


def _area_of(widget: QWidget) -> QScrollArea | None:
    """Return the part that scrolls a widget, None while it stands in none."""
    place = widget.parentWidget()
    while place is not None:
        if isinstance(place, QScrollArea):
            return place
        place = place.parentWidget()
    return None


def _paint_paper_ring(painter: QPainter, edge: QRectF) -> None:
    """Draw the focus ring in the ink of the paper, on which that of the window may not be seen."""
    worn = theme()
    out = worn.size.focus_gap + worn.size.focus_width / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(worn.colours.paper_text, worn.size.focus_width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(edge.adjusted(-out, -out, out, out), worn.radius.mark, worn.radius.mark)
    painter.restore()


def _paper() -> Paper:
    colours = theme().colours
    return Paper(
        ground=colours.paper,
        text=colours.paper_text,
        mark=colours.paper_mark,
        tied=colours.paper_tied,
        facts_marked=True,
    )
