"""Text on a page: three sizes, two weights, seven tones, and the line heights of the look.

`QLabel` alone knows neither our line heights nor a tone that follows the palette, so `Text` lays
out and paints by itself; it stays a label for screen readers and for buddies.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import TextSize, Tone, theme

_LINE_BREAK = "\u2028"
_HALIGN = Qt.AlignmentFlag.AlignHorizontal_Mask


@dataclass(frozen=True)
class Run:
    """A stretch of text in one tone and weight; `size` "" takes the size of the label."""

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
        self._runs: tuple[Run, ...] = ()
        self._layouts: dict[int, QTextLayout] = {}
        self.setFont(theme().font(size, strong=strong))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_text(text)

    def wrapped(self) -> Text:
        """Let the text run over several lines; returns itself, for building."""
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._relayout()
        return self

    def show_text(self, text: str) -> None:
        """Show text in the tone and weight of the label."""
        self.show_runs(Run(text, self._tone, self._strong))

    def show_runs(self, *runs: Run) -> None:
        """Show stretches of text after each other."""
        if runs == self._runs:
            return
        self._runs = runs
        self.setText("".join(run.text for run in runs))
        self._relayout()

    def set_tone(self, tone: Tone) -> None:
        """Change the tone; runs that were shown one by one keep theirs."""
        if tone != self._tone:
            self._tone = tone
            self._runs = tuple(Run(run.text, tone, run.strong, run.size) for run in self._runs)
            self._layouts = {}
            self.update()

    def set_strong(self, strong: bool) -> None:  # noqa: FBT001  # a state, like Qt's own setters
        """Change the weight of the whole label."""
        self._strong = strong
        self.show_runs(*(Run(run.text, run.tone, strong, run.size) for run in self._runs))

    def natural_width(self) -> int:
        """Return the width of the text on one line."""
        total = sum(self._advance(run) for run in self._runs)
        return int(total) + 1 if total else 0

    def sizeHint(self) -> QSize:
        """Return the size on one line, or the size at the longest line that still reads well."""
        width = self.natural_width()
        if self.wordWrap():
            prose = theme().type.prose_max_chars * QFontMetricsF(self.font()).averageCharWidth()
            width = min(width, int(prose))
            return QSize(width, self.heightForWidth(width))
        return QSize(width, self._line_height())

    def minimumSizeHint(self) -> QSize:
        """Return next to no width: what does not fit is cut or wrapped."""
        width = min(self.natural_width(), theme().space.four)
        return QSize(width, self._line_height())

    def hasHeightForWidth(self) -> bool:
        """Say whether the height depends on the width."""
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped text at a width."""
        if not self.wordWrap():
            return self._line_height()
        return self._layout_at(max(width, 1)).lineCount() * self._line_height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the runs on lines of the height that the look gives this size."""
        del event
        painter = QPainter(self)
        if self.wordWrap():
            self._paint_wrapped(painter)
        else:
            self._paint_line(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text as a tool tip when it does not fit."""
        super().resizeEvent(event)
        cut = not self.wordWrap() and self.width() < self.natural_width()
        self.setToolTip(self.text() if cut else "")

    def changeEvent(self, event: QEvent) -> None:
        """Forget what was laid out when fonts or colours change."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.EnabledChange}:
            self._layouts = {}

    def _relayout(self) -> None:
        self._layouts = {}
        self.updateGeometry()
        self.update()

    def _line_height(self) -> int:
        return theme().type.line(self._size)

    def _run_font(self, run: Run) -> QFont:
        return theme().font(run.size or self._size, strong=run.strong)

    def _advance(self, run: Run) -> float:
        return QFontMetricsF(self._run_font(run)).horizontalAdvance(run.text)

    def _baseline(self) -> float:
        metrics = QFontMetricsF(theme().font(self._size))
        return (self._line_height() + metrics.ascent() - metrics.descent()) / 2

    def _run_tone(self, run: Run) -> Tone:
        return run.tone if self.isEnabled() else "disabled"

    def _paint_line(self, painter: QPainter) -> None:
        left = max(0.0, self._indent(self.natural_width()))
        top = max(0.0, (self.height() - self._line_height()) / 2)
        for run in self._runs:
            font = self._run_font(run)
            room = self.width() - left
            text = QFontMetricsF(font).elidedText(run.text, Qt.TextElideMode.ElideRight, room + 0.5)
            painter.setFont(font)
            painter.setPen(theme().colours.tone(self._run_tone(run)))
            painter.drawText(QPointF(left, round(top + self._baseline())), text)
            left += self._advance(run)
            if text != run.text:
                return

    def _indent(self, width: float) -> float:
        side = self.alignment() & _HALIGN
        if side == Qt.AlignmentFlag.AlignRight:
            return self.width() - width
        if side == Qt.AlignmentFlag.AlignHCenter:
            return (self.width() - width) / 2
        return 0.0

    def _paint_wrapped(self, painter: QPainter) -> None:
        self._layout_at(self.width()).draw(painter, QPointF(0, 0))

    def _layout_at(self, width: int) -> QTextLayout:
        if width not in self._layouts:
            self._layouts = {width: self._lay_out(width)}
        return self._layouts[width]

    def _lay_out(self, width: int) -> QTextLayout:
        layout = QTextLayout(self.text().replace("\n", _LINE_BREAK), self.font())
        layout.setTextOption(QTextOption(self.alignment() & _HALIGN))
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
        shade = QTextCharFormat()
        shade.setFont(self._run_font(run))
        shade.setForeground(theme().colours.tone(self._run_tone(run)))
        return shade


def _span(start: int, length: int, shade: QTextCharFormat) -> QTextLayout.FormatRange:
    span = QTextLayout.FormatRange()
    span.start, span.length, span.format = start, length, shade  # type: ignore[attr-defined]  # not in the stubs
    return span


def draw_text(
    painter: QPainter, rect: QRectF, run: Run, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
) -> None:
    """Draw one run on one line, centred in height, cut with an ellipsis when it is too long."""
    worn = theme()
    font = worn.font(run.size or "body", strong=run.strong)
    painter.setFont(font)
    painter.setPen(worn.colours.tone(run.tone))
    text = QFontMetricsF(font).elidedText(run.text, Qt.TextElideMode.ElideRight, rect.width() + 0.5)
    painter.drawText(rect, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), text)


def text_width(text: str, size: TextSize = "body", *, strong: bool = False) -> int:
    """Return the width of a line of text in logical pixels, rounded up."""
    return int(QFontMetricsF(theme().font(size, strong=strong)).horizontalAdvance(text)) + 1
