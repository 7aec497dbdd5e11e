"""Paints one row of answers; knows nothing of keys, models or mice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF

from ui.icons import IconName, paint_icon
from ui.theme import Colours, theme
from ui.widgets.boxes import paint_box
from ui.widgets.grades import paint_hollow_mark
from ui.widgets.ring import paint_ring
from ui.widgets.text import Run, draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ui.widgets.answer_layout import AnswerLayout
    from ui.widgets.answer_rows import AnswerRow, Option

RING_GAP = 1
"""Pixels between a slot and its ring, where controls have two."""


@dataclass(frozen=True)
class RowState:
    """What is true of a row besides its data.

    Attributes:
        current: The row that the panel speaks of.
        focused: That row, while the table has the keyboard.
        hovered: The slot under the pointer, None for none.
        keys: Whether single keys answer, so that they are worth showing.
        wrong: What is wrong with the text being typed, "" for nothing.
    """

    current: bool = False
    focused: bool = False
    hovered: int | None = None
    keys: bool = True
    wrong: str = ""


def line_above(row: AnswerRow) -> int:
    """Return the height of the line above a row, 0 for none."""
    return theme().size.border if row.strong or row.fold else 0


def row_height(row: AnswerRow) -> int:
    """Return the height of a row with its lines; it never depends on the answer."""
    return theme().size.row_fold if row.fold else theme().size.row_dense + line_above(row)


def paint_row(painter: QPainter, box: QRectF, row: AnswerRow, layout: AnswerLayout, state: RowState) -> None:
    """Paint a row into its box."""
    colours = theme().colours
    line = line_above(row)
    body = box.adjusted(0, line, 0, 0)
    if state.current:
        painter.fillRect(body, colours.selection)
    if line:
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), line), colours.line)
    if row.fold:
        _paint_fold(painter, body, row, layout)
        return
    _paint_question(painter, body, row, layout)
    for slot in range(row.slot_count):
        _paint_slot(painter, layout.slot(row, slot, body.top()), row, slot, state)
    _paint_words(painter, body, row, layout, state)


def paint_slot_ring(painter: QPainter, box: QRectF) -> None:
    """Paint the focus ring round a slot."""
    paint_ring(painter, box, theme().radius.mark, RING_GAP)


def _paint_fold(painter: QPainter, body: QRectF, row: AnswerRow, layout: AnswerLayout) -> None:
    worn = theme()
    below = QRectF(body.left(), body.bottom() - worn.size.border, body.width(), worn.size.border)
    painter.fillRect(below, worn.colours.line)
    icon: IconName = "fold" if row.fold == "open" else "unfold"
    _paint_icon(painter, icon, layout.number_left, body)
    aside = text_width(row.aside, "small")
    room = layout.right - layout.label_left - aside - worn.space.one
    draw_text(painter, QRectF(layout.label_left, body.top(), room, body.height()), Run(row.label))
    right = QRectF(layout.right - aside, body.top(), aside, body.height())
    draw_text(painter, right, Run(row.aside, "quiet", size="small"))


def _paint_question(painter: QPainter, body: QRectF, row: AnswerRow, layout: AnswerLayout) -> None:
    numbers = QRectF(layout.number_left, body.top(), theme().size.row_number, body.height())
    draw_text(painter, numbers, Run(row.number, "quiet"))
    label = QRectF(layout.label_left, body.top(), layout.label_width, body.height())
    draw_text(painter, label, Run(row.label, "plain", row.strong))


def _paint_words(
    painter: QPainter, body: QRectF, row: AnswerRow, layout: AnswerLayout, state: RowState
) -> None:
    worn = theme()
    top, height = body.top(), body.height()
    if row.not_asked_text:
        left = layout.slots_left + worn.space.inset
        draw_text(
            painter,
            QRectF(left, top, layout.right - left, height),
            Run(row.not_asked_text, "quiet", size="small"),
        )
        return
    if state.wrong:
        room = QRectF(layout.word_left, top, layout.right - layout.word_left, height)
        draw_text(painter, room, Run(state.wrong, "danger", size="small"))
        return
    if not row.is_typed:
        words = QRectF(layout.word_left, top, layout.manager_left - layout.word_left, height)
        draw_text(painter, words, Run(row.word, size="small"))
    _paint_manager(painter, body, row, layout)
    side = worn.size.icon
    if row.evidence_count:
        _paint_icon(painter, "note", layout.right - side, body)
    if row.has_reason:
        before = side + worn.space.half if row.evidence_count else 0
        _paint_icon(painter, "reason", layout.right - side - before, body)


def _paint_manager(painter: QPainter, body: QRectF, row: AnswerRow, layout: AnswerLayout) -> None:
    if not row.manager_letter:
        return
    side = theme().size.mark
    mark = QRectF(layout.manager_left, body.center().y() - side / 2, side, side)
    paint_hollow_mark(painter, mark, row.manager_letter)
    gap = QRectF(mark.right() + theme().space.one - 2, body.top(), layout.right - mark.right(), body.height())
    draw_text(painter, gap, Run(row.manager_gap, "quiet", size="small"))


def _paint_icon(painter: QPainter, name: IconName, left: float, body: QRectF) -> None:
    side = theme().size.icon
    box = QRectF(left, body.center().y() - side / 2, side, side)
    paint_icon(painter, name, box, theme().colours.text_quiet)


@dataclass(frozen=True)
class _SlotLook:
    fill: QColor | None
    edge: QColor | None
    text: QColor
    strong: bool


def _paint_slot(painter: QPainter, box: QRectF, row: AnswerRow, slot: int, state: RowState) -> None:
    look = _slot_look(row, slot, state)
    if look.fill is not None or look.edge is not None:
        paint_box(painter, box, look.fill, look.edge, theme().radius.mark)
    option = row.option_at(slot)
    if option is None:
        _paint_typed(painter, box, row, look)
        return
    shows_key = state.focused and state.keys and row.is_open
    parts = _slot_words(option, box.width(), key=option.key if shows_key else "", strong=look.strong)
    _paint_parts(painter, box, parts, look)


def _paint_typed(painter: QPainter, box: QRectF, row: AnswerRow, look: _SlotLook) -> None:
    inside = box.adjusted(theme().space.one, 0, -theme().space.half, 0)
    if row.chosen_slot() == 0:
        draw_text(painter, inside, Run(row.word or row.answer, strong=look.strong, size="small"))
    else:
        draw_text(painter, inside, Run(row.unit, "quiet", size="small"))


@dataclass(frozen=True)
class _Words:
    """A key, a gap and a word, or a word with its key underlined."""

    key: str
    word: str
    underlined: bool = False


def _slot_words(option: Option, width: float, *, key: str, strong: bool) -> _Words:
    room = width - theme().space.half
    word = option.word if option.rung is None and not option.hollow else option.letter
    if key and word[:1].casefold() == key.casefold():
        return _Words("", word, underlined=True)
    if text_width(f"{key} {word}".strip(), "small", strong=strong) <= room:
        return _Words(key, word)
    short = option.letter or option.key
    return _Words(key if short != key else "", short)


def _paint_parts(painter: QPainter, box: QRectF, words: _Words, look: _SlotLook) -> None:
    plain, weighty = theme().font("small"), theme().font("small", strong=look.strong)
    metrics, key_metrics = QFontMetricsF(weighty), QFontMetricsF(plain)
    gap = key_metrics.horizontalAdvance(" ") if words.key else 0.0
    key_width = key_metrics.horizontalAdvance(words.key)
    left = box.center().x() - (key_width + gap + metrics.horizontalAdvance(words.word)) / 2
    baseline = round(box.center().y() + (metrics.ascent() - metrics.descent()) / 2)
    painter.setPen(look.text)
    if words.key:
        painter.setFont(plain)
        painter.drawText(QPointF(left, baseline), words.key)
    painter.setFont(weighty)
    painter.drawText(QPointF(left + key_width + gap, baseline), words.word)
    if words.underlined:
        first = metrics.horizontalAdvance(words.word[:1])
        painter.fillRect(QRectF(left, baseline + 2, first, theme().size.border), look.text)


def _slot_look(row: AnswerRow, slot: int, state: RowState) -> _SlotLook:
    colours = theme().colours
    if row.chosen_slot() == slot:
        return _chosen_look(row, slot, colours)
    if not row.is_open:
        return _SlotLook(None, None, colours.text_disabled, strong=False)
    if state.hovered == slot:
        return _SlotLook(colours.hover, colours.control_line, colours.text, strong=False)
    if state.focused:
        return _SlotLook(colours.surface, colours.control_line, colours.text, strong=False)
    return _SlotLook(None, None, colours.text_quiet, strong=False)


def _chosen_look(row: AnswerRow, slot: int, colours: Colours) -> _SlotLook:
    option = row.option_at(slot)
    if option is not None and option.rung is not None:
        grade = theme().grade(option.rung, row.rungs)
        return _SlotLook(grade.fill, None, grade.text, strong=True)
    if option is not None and not option.hollow:
        return _SlotLook(colours.answer, None, colours.answer_text, strong=True)
    hollow = theme().not_applicable
    return _SlotLook(hollow.fill, colours.control_line, hollow.text, strong=True)
