"""Text on a page: three sizes, two weights, seven tones, and the line heights of the look.

`QLabel` alone knows neither our line heights nor a tone that follows the palette, so `Text` lays
out and paints by itself; it stays a label for screen readers and for buddies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import TextSize, Tone, theme

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QFont, QTextCharFormat

_ROLES = {"plain": QPalette.ColorRole.WindowText, "quiet": QPalette.ColorRole.PlaceholderText}
"""Tones that the palette knows. A painter begins with the pen of its widget's role, so these need no
call of `setPen`, which is the first thing to load the namespace `Qt` (see `ui.theme`).
"""

_LINE_BREAK = "\u2028"


class Run(NamedTuple):
    """A stretch of text in one tone and weight; `size` None takes the size of the label."""

    text: str
    tone: Tone = "plain"
    strong: bool = False
    size: TextSize | None = None


class Text(QLabel):
    """A label of one or several runs, wrapped or on one line.

    On one line it is cut at the right with an ellipsis when there is too little room; the whole
    text then is its tool tip and, always, its accessible name.
    """

    def __init__(
        self,
        text: str = "",
        *,
        size: TextSize = "body",
        tone: Tone = "plain",
        strong: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Show `text` in one run; see `show_runs` for more."""
        super().__init__(parent)
        self._size: TextSize = size
        self._tone: Tone = tone
        self._strong = strong
        self._side: Qt.AlignmentFlag | None = None
        self._wraps = False
        self._runs: tuple[Run, ...] = ()
        self._layouts: dict[int, QTextLayout] = {}
        self.setForegroundRole(_ROLES.get(tone, QPalette.ColorRole.WindowText))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_text(text)

    def wrapped(self) -> Text:
        """Let the text run over several lines; returns itself, for building."""
        self._wraps = True
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._relayout()
        return self

    def text(self) -> str:
        """Return the whole text."""
        return "".join(run.text for run in self._runs)

    def show_text(self, text: str) -> None:
        """Show text in the tone and weight of the label."""
        self.show_runs(Run(text, self._tone, self._strong))

    def show_runs(self, *runs: Run) -> None:
        """Show stretches of text after each other."""
        if runs == self._runs:
            return
        self._runs = runs
        self.setAccessibleName(self.text())
        self._relayout()

    def set_tone(self, tone: Tone) -> None:
        """Change the tone of the whole label."""
        self._tone = tone
        if tone in _ROLES:
            self.setForegroundRole(_ROLES[tone])
        self.show_runs(*(run._replace(tone=tone) for run in self._runs))

    def set_strong(self, strong: bool) -> None:  # noqa: FBT001  # a state, like Qt's own setters
        """Change the weight of the whole label."""
        self._strong = strong
        self.show_runs(*(run._replace(strong=strong) for run in self._runs))

    def setAlignment(self, side: Qt.AlignmentFlag) -> None:
        """Stand the text at a side, or in the middle."""
        self._side = side
        self._relayout()

    def natural_width(self) -> int:
        """Return the width of the text on one line."""
        total = sum(self._advance(run) for run in self._runs)
        return int(total) + 1 if total else 0

    def sizeHint(self) -> QSize:
        """Return the size on one line, or the size at the longest line that still reads well."""
        width = self.natural_width()
        if self._wraps:
            prose = theme().type.prose_max_chars * QFontMetricsF(self._font()).averageCharWidth()
            width = min(width, int(prose))
            return QSize(width, self.heightForWidth(width))
        return QSize(width, self._line_height())

    def minimumSizeHint(self) -> QSize:
        """Return next to no width: what does not fit is cut or wrapped."""
        width = min(self.natural_width(), theme().space.four)
        return QSize(width, self._line_height())

    def hasHeightForWidth(self) -> bool:
        """Say whether the height depends on the width."""
        return self._wraps

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped text at a width."""
        if not self._wraps:
            return self._line_height()
        return self._layout_at(max(width, 1)).lineCount() * self._line_height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the runs on lines of the height that the look gives this size."""
        del event
        painter = QPainter(self)
        if self._wraps:
            self._paint_wrapped(painter)
        else:
            self._paint_line(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text as a tool tip when it does not fit."""
        super().resizeEvent(event)
        cut = not self._wraps and self.width() < self.natural_width()
        self.setToolTip(self.text() if cut else "")

    def changeEvent(self, event: QEvent) -> None:
        """Forget what was laid out when fonts or colours change."""
        super().changeEvent(event)
        self._layouts = {}

    def _relayout(self) -> None:
        self._layouts = {}
        self.updateGeometry()
        self.update()

    def _line_height(self) -> int:
        return theme().type.line(self._size)

    def _font(self) -> QFont:
        return theme().font(self._size)

    def _run_font(self, run: Run) -> QFont:
        return theme().font(run.size or self._size, strong=run.strong)

    def _advance(self, run: Run) -> float:
        return QFontMetricsF(self._run_font(run)).horizontalAdvance(run.text)

    def _baseline(self) -> float:
        metrics = QFontMetricsF(self._font())
        return (self._line_height() + metrics.ascent() - metrics.descent()) / 2

    def _run_tone(self, run: Run) -> Tone:
        return run.tone if self.isEnabled() else "disabled"

    def _paint_line(self, painter: QPainter) -> None:
        left = max(0.0, indent_for(self._side, self.width() - self.natural_width()))
        top = max(0.0, (self.height() - self._line_height()) / 2)
        for run in self._runs:
            font = self._run_font(run)
            text = cut_to(run.text, font, self.width() - left)
            painter.setFont(font)
            self._set_pen(painter, run)
            painter.drawText(QPointF(left, round(top + self._baseline())), text)
            left += self._advance(run)
            if text != run.text:
                return

    def _set_pen(self, painter: QPainter, run: Run) -> None:
        by_role = len(self._runs) == 1 and _ROLES.get(run.tone) == self.foregroundRole()
        if not by_role:
            painter.setPen(theme().colours.tone(self._run_tone(run)))

    def _paint_wrapped(self, painter: QPainter) -> None:
        if self._runs:
            self._set_pen(painter, self._runs[0])
        self._layout_at(self.width()).draw(painter, QPointF(0, 0))

    def _layout_at(self, width: int) -> QTextLayout:
        if width not in self._layouts:
            self._layouts = {width: self._lay_out(width)}
        return self._layouts[width]

    def _lay_out(self, width: int) -> QTextLayout:
        font = self._run_font(self._runs[0]) if self._runs else self._font()
        layout = QTextLayout(self.text().replace("\n", _LINE_BREAK), font)
        if len(self._runs) > 1:
            layout.setFormats(self._formats())
        height, baseline = self._line_height(), self._baseline()
        layout.beginLayout()
        top = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, round(top + baseline) - line.ascent()))
            top += height
        layout.endLayout()
        return layout

    def _formats(self) -> list[QTextLayout.FormatRange]:
        formats = []
        start = 0
        for run in self._runs:
            formats.append(_span(start, len(run.text), self._char_format(run)))
            start += len(run.text)
        return formats

    def _char_format(self, run: Run) -> QTextCharFormat:
        from PySide6.QtGui import QTextCharFormat

        shade = QTextCharFormat()
        shade.setFont(self._run_font(run))
        shade.setForeground(theme().colours.tone(self._run_tone(run)))
        return shade


def _span(start: int, length: int, shade: QTextCharFormat) -> QTextLayout.FormatRange:
    span = QTextLayout.FormatRange()
    span.start, span.length, span.format = start, length, shade  # type: ignore[attr-defined]  # not in the stubs
    return span


def draw_text(painter: QPainter, rect: QRectF, run: Run, side: Qt.AlignmentFlag | None = None) -> None:
    """Draw one run on one line, centred in height, cut with an ellipsis when it is too long.

    It stands left unless `side` has it right or in the middle.
    """
    if not run.text:
        return
    worn = theme()
    font = worn.font(run.size or "body", strong=run.strong)
    metrics = QFontMetricsF(font)
    text = cut_to(run.text, font, rect.width())
    left = rect.left() + indent_for(side, rect.width() - metrics.horizontalAdvance(text))
    painter.setFont(font)
    painter.setPen(worn.colours.tone(run.tone))
    painter.drawText(QPointF(left, centred_baseline(rect, metrics)), text)


def indent_for(side: Qt.AlignmentFlag | None, free: float) -> float:
    """Return how far from the left a line begins that leaves so much room free; None stands left."""
    if side is None:
        return 0.0
    from PySide6.QtCore import Qt

    if side & Qt.AlignmentFlag.AlignRight:
        return free
    return free / 2 if side & Qt.AlignmentFlag.AlignHCenter else 0.0


def centred_baseline(rect: QRectF, metrics: QFontMetricsF) -> float:
    """Return where the baseline of a line stands that is centred in a box."""
    return round(rect.center().y() + (metrics.ascent() - metrics.descent()) / 2)


def cut_to(text: str, font: QFont, room: float) -> str:
    """Return a text that fits, cut with an ellipsis when it has to be."""
    metrics = QFontMetricsF(font)
    if metrics.horizontalAdvance(text) <= room + 1:
        return text
    from PySide6.QtCore import Qt

    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)


def text_width(text: str, size: TextSize = "body", *, strong: bool = False) -> int:
    """Return the width of a line of text in logical pixels, rounded up."""
    return int(QFontMetricsF(theme().font(size, strong=strong)).horizontalAdvance(text)) + 1
