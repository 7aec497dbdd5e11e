"""The parts of the panel beside the answers; `DescriptorPanel` stands them together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.icons import IconName, paint_icon
from ui.theme import Tone, theme
from ui.widgets.boxes import Rule, column, empty, line
from ui.widgets.buttons import Button
from ui.widgets.grades import GradeMark, paint_hollow_mark, paint_mark
from ui.widgets.text import Text
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRect

Polarity = Literal["for", "neutral", "against"]

_ACROSS = 3
_SHORTEST = 60
"""Added to the length of a text when texts beside each other share the width by their length."""

_WHY_LEAST, _WHY_MOST = 3, 10
_POLARITY: dict[Polarity, tuple[IconName, Tone]] = {
    "for": ("for", "success"),
    "neutral": ("neutral", "quiet"),
    "against": ("against", "warning"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptor:
    """What one answer means. `rung` is None for an answer that is no grade, `rungs` as in `AnswerRow`."""

    letter: str
    word: str
    text: str
    rung: int | None = None
    rungs: int = 0
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """One piece of evidence that hangs on the answer."""

    evidence_id: str
    text: str
    detail: str
    polarity: Polarity = "neutral"


class DescriptorList(QWidget):
    """What each answer means, with the chosen one marked; below each other or beside each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list, below each other."""
        super().__init__(parent)
        self._descriptors: tuple[Descriptor, ...] = ()
        self._across = False
        self._lines = column(self)

    def show_descriptors(self, descriptors: Sequence[Descriptor]) -> None:
        """Show them, best first."""
        if tuple(descriptors) != self._descriptors:
            self._descriptors = tuple(descriptors)
            self._rebuild()

    def set_across(self, across: bool) -> None:  # noqa: FBT001
        """Stand them beside each other, the chosen one first, or below each other in their order."""
        if across != self._across:
            self._across = across
            self._rebuild()

    def _rebuild(self) -> None:
        empty(self._lines)
        shown = self._chosen_first() if self._across else self._descriptors
        left = theme().space.three + theme().space.half if self._across else 0
        self._lines.setContentsMargins(left, 0, 0, 0)
        self._lines.setSpacing(theme().space.one if self._across else 0)
        abreast = _ACROSS if self._across else 1
        for start in range(0, len(shown), abreast):
            row = line()
            self._lines.addLayout(row)
            for descriptor in shown[start : start + abreast]:
                item = _DescriptorItem(descriptor, grounded=not self._across)
                row.addWidget(item, _SHORTEST + len(descriptor.text))
                item.show()  # a layout would do it later, and the eye would see it come
        self.updateGeometry()

    def _chosen_first(self) -> Sequence[Descriptor]:
        chosen = next((at for at, one in enumerate(self._descriptors) if one.chosen), 0)
        order = sorted(range(len(self._descriptors)), key=lambda at: (abs(at - chosen), at))
        return [self._descriptors[at] for at in order]


class _DescriptorItem(QWidget):
    """Mark, word and meaning of one answer."""

    def __init__(self, descriptor: Descriptor, *, grounded: bool) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._grounded = grounded
        worn = theme()
        space = worn.space
        word = Text(descriptor.word, size="small" if grounded else "body", strong=True)
        text = Text(descriptor.text, size="small", tone="plain" if descriptor.chosen else "quiet").wrapped()
        layout = column(self)
        left = space.two + worn.size.mark + space.one + 2
        right = space.two + space.one if grounded else space.one
        layout.setContentsMargins(left, space.one - 2, right, space.one)
        layout.addWidget(word)
        layout.addWidget(text)
        layout.addStretch(1)
        chosen = self.tr(", chosen") if descriptor.chosen else ""
        self.setAccessibleName(f"{descriptor.word}{chosen}: {descriptor.text}")

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        worn, one = theme(), self._descriptor
        painter = QPainter(self)
        if one.chosen:
            if self._grounded:
                ground = QRectF(0, 0, self.width() - worn.space.two, self.height())
                painter.fillRect(ground, worn.colours.surface)
            colour = worn.grade(one.rung, one.rungs).fill if one.rung is not None else worn.colours.answer
            painter.fillRect(QRectF(0, 0, worn.size.selected_bar, self.height()), colour)
        mark = QRectF(worn.space.two, worn.space.one - 2, worn.size.mark, worn.size.mark)
        if one.rung is not None:
            paint_mark(painter, mark, one.letter, one.rung, one.rungs)
        else:
            paint_hollow_mark(painter, mark, one.letter)


class ManagerLine(QWidget):
    """The manager's own grade and how far it is from this one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty line."""
        super().__init__(parent)
        self._mark = GradeMark()
        self._words = Text(size="small")
        label = Text(self.tr("Manager"), size="small", tone="quiet")
        label.setFixedWidth(theme().space.one * 9)
        row = line(self, gap=0)
        row.addWidget(label)
        row.addWidget(self._mark)
        row.addSpacing(theme().space.one)
        row.addWidget(self._words, 1)

    def show_grade(self, letter: str, words: str) -> None:
        """Show letter and words; letter "" shows the words alone."""
        self._mark.setVisible(bool(letter))
        self._mark.show_grade(letter, words, 1, hollow=True)
        self._words.show_text(words)
        self._words.set_tone("plain" if letter else "quiet")


class WhySection(QWidget):
    """The reasons for an answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self.area = TextArea(least=_WHY_LEAST, most=_WHY_MOST)
        self.area.setObjectName("why")
        label = Text(self.tr("Why"), size="small", tone="quiet")
        label.setBuddy(self.area)
        self.area.setAccessibleName(self.tr("Why"))
        head = line()
        head.addWidget(label, 1)
        head.addWidget(Text(self.tr("Tab"), size="small", tone="quiet"))
        layout = column(self, gap=theme().space.half)
        layout.addLayout(head)
        layout.addWidget(self.area)

    def show_text(self, text: str, *, locked: bool) -> None:
        """Show what is written, to be changed or only read."""
        self.area.show_text(text)
        self.area.show_locked(locked)


class EvidenceSection(QWidget):
    """The evidence in an answer, for and against."""

    add_wanted = Signal()
    evidence_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        space = theme().space
        self._add = Button(self.tr("Add"), kind="link", small=True).with_icon("for")
        self._add.setObjectName("add_evidence")
        self._add.setAccessibleName(self.tr("Add evidence"))
        self._add.clicked.connect(self.add_wanted)
        head = line()
        head.addWidget(Text(self.tr("Evidence in this answer"), size="small", tone="quiet"), 1)
        head.addWidget(self._add)
        self._lines = column(gap=space.one)
        layout = column(self, gap=space.half)
        layout.addLayout(head)
        layout.addLayout(self._lines)

    def show_lines(self, lines: Sequence[EvidenceLine], *, can_add: bool) -> None:
        """Show pieces of evidence."""
        self._add.setVisible(can_add)
        empty(self._lines)
        for one in lines:
            item = _EvidenceItem(one)
            item.clicked.connect(lambda _=False, name=one.evidence_id: self.evidence_chosen.emit(name))
            self._lines.addWidget(item)


class _EvidenceItem(QAbstractButton):
    """One piece of evidence; pressing it opens it."""

    def __init__(self, shown: EvidenceLine) -> None:
        super().__init__()
        self.setObjectName(f"evidence_{shown.evidence_id}")
        self._icon, self._tone = _POLARITY[shown.polarity]
        self.setText(shown.text)
        self.setAccessibleName(f"{shown.text}, {shown.detail}")
        layout = column(self)
        layout.setContentsMargins(theme().size.icon + theme().space.one, 0, 0, 0)
        text = Text(shown.text, size="small").wrapped()
        detail = Text(shown.detail, size="small", tone="quiet").wrapped()
        for label in (text, detail):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def ring_rect(self) -> QRect:
        return self.rect()

    def ring_radius(self) -> int:
        return theme().radius.mark

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        side = theme().size.icon
        paint_icon(QPainter(self), self._icon, QRectF(0, 0, side, side), theme().colours.tone(self._tone))


class ConcernStrip(QAbstractButton):
    """The open concern of this file, in red, at the foot of the panel; pressing it opens it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden one."""
        super().__init__(parent)
        self.setObjectName("concern_strip")
        space = theme().space
        self._title = Text(size="small", tone="danger", strong=True).wrapped()
        self._detail = Text(size="small", tone="quiet").wrapped()
        words = column()
        words.setContentsMargins(theme().size.icon + space.one, 0, 0, 0)
        for label in (self._title, self._detail):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            words.addWidget(label)
        layout = column(self, gap=space.inset)
        layout.setContentsMargins(0, 0, 0, space.two - space.half // 2)
        layout.addWidget(Rule())
        layout.addLayout(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def title(self) -> str:
        """Return what it says, "" for nothing."""
        return self._title.text()

    def show_concern(self, title: str, detail: str) -> None:
        """Show it; title "" hides it."""
        self._title.show_text(title)
        self._detail.show_text(detail)
        self.setAccessibleName(f"{title}, {detail}")
        self.setVisible(bool(title))

    def ring_rect(self) -> QRect:
        """Return where the focus ring goes round: the words."""
        return self.rect().adjusted(0, theme().space.one, 0, -theme().space.half)

    def ring_radius(self) -> int:
        """Return the radius of the corners."""
        return theme().radius.mark

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign."""
        del event
        side = theme().size.icon
        top = self._title.y() + (theme().type.line_small - side) / 2
        paint_icon(QPainter(self), "concern", QRectF(0, top, side, side), theme().colours.danger)
