"""The letter laid out on pages by Qt: one layout for the preview on the screen and for the PDF."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLayout,
    QTextOption,
)

from cafaudit.export.letter.docx_letter import stamp_lines
from cafaudit.export.letter.dress import Edge, LetterDress, ParagraphDress, dress_of
from ui.letter_paper import pixels_per_point

if TYPE_CHECKING:
    from cafaudit.domain.picture import Picture
    from cafaudit.export.letter.model import Letter, Paragraph, Run
    from ui.letter_paper import Setting

_BULLET = "•"
_FRAMED = ("sender", "contact", "direct")
_FRAME_WIDTH = 0.3
"""Share of the text's width that the sender's lines take, beside date and addressee."""

_MARKED = frozenset({"grade", "overall_grade", "plan_grade", "area_counts"})
"""Facts that a preview underlines: those that somebody has judged."""

_MOST_BREAKS = 40
_FACES = ("Liberation Sans", "Helvetica", "Open Sans")
"""Faces tried where the letter's own is missing."""


class LetterPages:
    """A letter on pages. Places are pixels of the document: page n begins at n times the page's height."""

    def __init__(self, letter: Letter, picture: Picture, draft: int, setting: Setting) -> None:
        """Lay the letter out.

        Args:
            letter: The letter.
            picture: The state that it was composed from.
            draft: Number of the draft, 0 for one without a number.
            setting: Size, paper and device.
        """
        self.dress: LetterDress = dress_of(letter.look)
        self.setting = setting
        self.draft = draft
        self.document = QTextDocument()
        self._spans: dict[str, tuple[int, int]] = {}
        self._edges: list[tuple[int, ParagraphDress]] = []
        self._holds: dict[int, ParagraphDress] = {}
        self._build(letter, picture)
        self._order = sorted((start, end, key) for key, (start, end) in self._spans.items())
        self._keep_together()

    @property
    def page_size(self) -> QSizeF:
        """Width and height of a page."""
        return self.document.pageSize()

    @property
    def pages(self) -> int:
        """How many pages the letter has."""
        return self.document.pageCount()

    @property
    def text_left(self) -> float:
        """Where the lines begin."""
        return self._px(self._margin)

    def page_of(self, sentence_id: str) -> int:
        """Return the page on which a sentence begins, 1 the first; 0 for a sentence that is not there."""
        rects = self.rects(sentence_id)
        return int(rects[0].top() // self.page_size.height()) + 1 if rects else 0

    def rects(self, sentence_id: str) -> list[QRectF]:
        """Return where a sentence stands, a rectangle for each of its lines; none for an unknown one."""
        if sentence_id not in self._spans:
            return []
        start, end = self._spans[sentence_id]
        block = self.document.findBlock(start)
        found: list[QRectF] = []
        while block.isValid() and block.position() < end:
            found += self._lines(block, start, end)
            block = block.next()
        return found

    def sentence_at(self, place: QPointF) -> str:
        """Return the sentence at a place of the document, "" for none."""
        position = self.document.documentLayout().hitTest(place, Qt.HitTestAccuracy.FuzzyHit)
        at = bisect_right(self._order, (position, len(self.document.toPlainText()) + 1, "")) - 1
        if at < 0 or position > self._order[at][1]:
            return ""
        return self._order[at][2]

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint one page, 0 the first, at the origin of the painter."""
        size = self.page_size
        top = number * size.height()
        painter.save()
        painter.setClipRect(QRectF(QPointF(0, 0), size))
        self._paint_header(painter, number)
        painter.translate(0, -top)
        page = QRectF(0, top, size.width(), size.height())
        self._paint_edges(painter, page)
        self._paint_lines(painter, page)
        painter.restore()

    @property
    def _margin(self) -> float:
        return self.dress.margin if self.setting.margin is None else self.setting.margin

    def _px(self, points: float) -> float:
        return points * self.setting.scale * pixels_per_point()

    def _font(self, dress: ParagraphDress, *, bold: bool = False) -> QFont:
        font = QFont()
        font.setFamilies([self.dress.face, *_FACES])
        font.setPointSizeF(dress.size * self.setting.scale)
        font.setBold(dress.bold or bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def _build(self, letter: Letter, picture: Picture) -> None:
        document, dress = self.document, self.dress
        document.setUseDesignMetrics(True)
        document.setDocumentMargin(0)
        width = 2 * self._margin + dress.text_width
        document.setPageSize(QSizeF(self._px(width), self._px(dress.height)))
        frame = document.rootFrame().frameFormat()
        frame.setLeftMargin(self._px(self._margin))
        frame.setRightMargin(self._px(self._margin))
        frame.setTopMargin(self._px(dress.top))
        frame.setBottomMargin(self._px(dress.bottom))
        document.rootFrame().setFrameFormat(frame)
        _Setter(self, letter, picture).set()

    def _keep_together(self) -> None:
        """Let no heading stand at the foot of a page without what it heads."""
        for _ in range(_MOST_BREAKS):
            parted = next((block for block in self._kept() if self._is_parted(block)), None)
            if parted is None:
                return
            form = parted.blockFormat()
            form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(parted).setBlockFormat(form)
            self.document.markContentsDirty(0, self.document.characterCount())

    def _kept(self) -> list[QTextBlock]:
        """Return the first block of each run of blocks that hold together and have no page break yet."""
        numbers = [number for number in sorted(self._holds) if not self._holds_to_next(number - 1)]
        blocks = [self.document.findBlockByNumber(number) for number in numbers]
        return [block for block in blocks if not block.blockFormat().pageBreakPolicy()]

    def _is_parted(self, block: QTextBlock) -> bool:
        """Say whether a page ends between a block and what it holds to."""
        last = block
        while self._holds_to_next(last.blockNumber()) and last.next().isValid():
            last = last.next()
        dress = self._holds.get(last.blockNumber())
        line = last.layout().lineCount() - 1 if dress is not None and dress.keep_lines else 0
        return self._page_at(block, 0) != self._page_at(last, line)

    def _holds_to_next(self, number: int) -> bool:
        dress = self._holds.get(number)
        return dress is not None and dress.keep_next

    def _page_at(self, block: QTextBlock, number: int) -> int:
        top = self.document.documentLayout().blockBoundingRect(block).top()
        line = block.layout().lineAt(number)
        return int((top + (line.y() if line.isValid() else 0.0)) // self.page_size.height())

    def hold(self, block: QTextBlock, dress: ParagraphDress) -> None:
        """Hold a block together as its dress says."""
        self._holds[block.blockNumber()] = dress

    def edge(self, block: QTextBlock, dress: ParagraphDress) -> None:
        """Paint a line at a side of a block."""
        self._edges.append((block.blockNumber(), dress))

    def span(self, sentence_id: str, start: int, end: int) -> None:
        """Remember where a sentence stands."""
        self._spans[sentence_id] = (start, end)

    def _lines(self, block: QTextBlock, start: int, end: int) -> list[QRectF]:
        corner = self.document.documentLayout().blockBoundingRect(block).topLeft()
        layout, offset = block.layout(), block.position()
        found = []
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first = max(start - offset, line.textStart())
            last = min(end - offset, line.textStart() + line.textLength())
            if first < last:
                left, right = _x(line.cursorToX(first)), _x(line.cursorToX(last))
                found.append(QRectF(corner.x() + left, corner.y() + line.y(), right - left, line.height()))
        return found

    def _paint_header(self, painter: QPainter, number: int) -> None:
        painter.setPen(self.setting.paper.ink(self.dress.header.colour))
        mark = f"Draft {self.draft}" if self.draft else "Draft"
        self._paint_in_header(painter, f"{mark} · not for publication", at_right=False)
        if number:
            self._paint_in_header(painter, f"Page {number + 1} of {self.pages}", at_right=True)

    def _paint_in_header(self, painter: QPainter, text: str, *, at_right: bool) -> None:
        """Paint words by a layout, which keeps their size on a painter that is scaled."""
        layout = QTextLayout(text, self._font(self.dress.header))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(self.page_size.width())
        layout.endLayout()
        right = self.page_size.width() - self.text_left - line.naturalTextWidth()
        layout.draw(painter, QPointF(right if at_right else self.text_left, self._px(self.dress.head)))

    def _paint_lines(self, painter: QPainter, page: QRectF) -> None:
        """Paint the lines of one page one by one: Qt's own way adds a hidden line of the page before."""
        layout = self.document.documentLayout()
        block = self.document.begin()
        while block.isValid():
            box = layout.blockBoundingRect(block)
            if box.top() > page.bottom():
                return
            for number in range(block.layout().lineCount()):
                line = block.layout().lineAt(number)
                if page.top() <= box.top() + line.y() < page.bottom():
                    line.draw(painter, box.topLeft())
            block = block.next()

    def _paint_edges(self, painter: QPainter, page: QRectF) -> None:
        for number, dress in self._edges:
            block = self.document.findBlockByNumber(number)
            lines = self._lines(block, block.position(), block.position() + block.length())
            edge = dress.edge
            if edge is None or not any(line.intersects(page) for line in lines):
                continue
            for box in self._edge_boxes(lines, edge):
                painter.fillRect(box, QColor(f"#{edge.colour}"))

    def _edge_boxes(self, lines: list[QRectF], edge: Edge) -> list[QRectF]:
        width, gap = max(self._px(edge.width), 1.0), self._px(edge.gap)
        if edge.side == "left":
            return self._bars(lines, width)
        across = self.page_size.width() - 2 * self.text_left
        top = lines[0].top() - gap - width if edge.side == "top" else lines[-1].bottom() + gap
        return [QRectF(self.text_left, top, across, width)]

    def _bars(self, lines: list[QRectF], width: float) -> list[QRectF]:
        """Return a bar beside lines, one for each page that they stand on."""
        height = self.page_size.height()
        by_page: dict[int, list[QRectF]] = {}
        for line in lines:
            by_page.setdefault(int(line.top() // height), []).append(line)
        return [
            QRectF(self.text_left, some[0].top(), width, some[-1].bottom() - some[0].top())
            for some in by_page.values()
        ]


class _Setter:
    """Sets the paragraphs of a letter into its document, one after the other."""

    def __init__(self, pages: LetterPages, letter: Letter, picture: Picture) -> None:
        self._pages = pages
        self._letter = letter
        self._picture = picture
        self._cursor = QTextCursor(pages.document)
        self._block_is_new = True
        self._before: Paragraph | None = None
        self._below = 0.0
        self._framed = False
        self._forms: dict[tuple[int, bool], QTextCharFormat] = {}

    def set(self) -> None:
        """Set all of them, and the small print."""
        for paragraph in self._letter.paragraphs():
            self._frame(wanted=paragraph.kind in _FRAMED)
            self._set_paragraph(paragraph)
        self._frame(wanted=False)
        lines = stamp_lines(self._picture)
        for text, dress in zip(lines, self._pages.dress.stamps, strict=True):
            self._begin_block(dress)
            self._insert(text, dress)

    def _frame(self, *, wanted: bool) -> None:
        if wanted == self._framed:
            return
        self._framed = wanted
        if not wanted:
            self._cursor = self._pages.document.rootFrame().lastCursorPosition()
            self._block_is_new = True
            self._below = 0.0
            return
        form = QTextFrameFormat()
        form.setPosition(QTextFrameFormat.Position.FloatRight)
        form.setWidth(self._px(self._pages.dress.text_width * _FRAME_WIDTH))
        form.setBorder(0)
        form.setBottomMargin(self._px(self._pages.dress.paragraphs["text"].after))
        if not self._block_is_new:
            self._cursor.insertBlock()
        self._cursor.insertFrame(form)
        self._block_is_new = True

    def _set_paragraph(self, paragraph: Paragraph) -> None:
        dress = self._pages.dress.paragraphs[paragraph.kind]
        gap = 0.0
        if self._before is not None and self._before.kind == "bullet" != paragraph.kind:
            gap = max(self._pages.dress.paragraphs["text"].after - self._below, 0.0)
        elif self._framed and self._before is not None and self._before.kind != paragraph.kind:
            gap = dress.size / 2 if self._before.kind in _FRAMED else 0.0
        self._begin_block(dress, gap)
        if paragraph.kind == "bullet":
            self._insert(f"{_BULLET}\t", dress)
        for place, sentence in enumerate(paragraph.sentences):
            if place:
                self._insert(" ", dress)
            start = self._cursor.position()
            for run in sentence.runs:
                self._insert_run(run, dress)
            self._pages.span(sentence.id, start, self._cursor.position())
        self._before = paragraph

    def _begin_block(self, dress: ParagraphDress, gap: float = 0.0) -> None:
        form = QTextBlockFormat()
        edge = dress.edge
        above = edge.gap + edge.width if edge is not None and edge.side == "top" else 0.0
        form.setTopMargin(self._px(self._below + dress.before + gap + above))
        form.setLineHeight(dress.line * 100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if dress.hanging:
            form.setLeftMargin(self._px(dress.left))
            form.setTextIndent(-self._px(dress.hanging))
            form.setTabPositions([_tab(self._px(dress.hanging))])
        elif dress.left:
            form.setLeftMargin(self._px(dress.left))
        if self._block_is_new:
            self._cursor.setBlockFormat(form)
        else:
            self._cursor.insertBlock(form)
        self._block_is_new = False
        below = edge.gap + edge.width if edge is not None and edge.side == "bottom" else 0.0
        self._below = dress.after + below
        if edge is not None:
            self._pages.edge(self._cursor.block(), dress)
        if (dress.keep_next or dress.keep_lines) and not self._framed:
            self._pages.hold(self._cursor.block(), dress)

    def _insert_run(self, run: Run, dress: ParagraphDress) -> None:
        form = self._form(dress, bold=run.bold)
        paper = self._pages.setting.paper
        if run.missing:
            missing = self._pages.dress.missing_colour
            form.setForeground(paper.mark or QColor(f"#{missing}"))
            if paper.tied is not None:
                form.setBackground(paper.tied)
        elif run.token in _MARKED and paper.facts_marked:
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        self._cursor.insertText(run.text, form)

    def _insert(self, text: str, dress: ParagraphDress) -> None:
        self._cursor.insertText(text, self._form(dress))

    def _form(self, dress: ParagraphDress, *, bold: bool = False) -> QTextCharFormat:
        key = (id(dress), bold)
        if key not in self._forms:
            form = QTextCharFormat()
            form.setFont(self._pages._font(dress, bold=bold))  # noqa: SLF001 - two halves of one thing
            form.setForeground(self._pages.setting.paper.ink(dress.colour))
            self._forms[key] = form
        return QTextCharFormat(self._forms[key])

    def _px(self, points: float) -> float:
        return self._pages._px(points)  # noqa: SLF001


def _x(found: object) -> float:
    """Return a place on a line: Qt gives it with the position that it belongs to, or alone."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]


def _tab(place: float) -> QTextOption.Tab:
    return QTextOption.Tab(place, QTextOption.TabType.LeftTab)
