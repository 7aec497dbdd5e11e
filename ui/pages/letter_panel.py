"""The panel of the Letter page: the present sentence, what it rests on, and all that is to settle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.icons import IconName, paint_icon
from ui.theme import Tone, theme
from ui.widgets.boxes import column, empty, inset, let_go, line, paint_box
from ui.widgets.buttons import Button
from ui.widgets.grades import GradeBar, GradeShare
from ui.widgets.page_parts import SectionHead
from ui.widgets.signs import SignedText
from ui.widgets.text import Run, Text, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.export.letter.checks import Check
    from ui.models.letter_facts import Rest, Target

_SHOWN_RESTS = 6
_LOOKS: dict[str, tuple[IconName, Tone]] = {"stop": ("concern", "danger"), "warn": ("warning", "warning")}


class SentenceSection(QWidget):
    """Where the present sentence stands, what is to settle in it, its area's files, the way to change it.

    `target_wanted(Target)` when somebody wants to change it at its source.
    """

    target_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self._target: Target | None = None
        self.place = Text(size="small", tone="quiet")
        self._checks = column(gap=theme().space.one)
        self.bar = GradeBar()
        self.files = Text(size="small", tone="quiet").wrapped()
        self.edit = Button(self.tr("Edit at its source"))
        self.edit.setObjectName("edit_source")
        self.edit.clicked.connect(self._on_edit_clicked)
        self._fixed = Text(self.tr("These words come from the letter’s profile."), size="small", tone="quiet")
        self.head = SectionHead(self.tr("This sentence"))
        self.head.row.addWidget(self.place)
        layout = column(self, gap=theme().space.one)
        layout.addWidget(self.head)
        layout.addLayout(self._checks)
        layout.addWidget(self.bar)
        layout.addWidget(self.files)
        layout.addSpacing(theme().space.half)
        layout.addWidget(self.edit)
        layout.addWidget(self._fixed)

    def show_sentence(self, place: str, checks: Sequence[Check], target: Target | None) -> None:
        """Show where a sentence stands, its checks, and where it can be changed."""
        self.place.show_text(place)
        empty(self._checks)
        for check in checks:
            words = SignedText()
            icon, tone = _LOOKS[check.severity]
            words.show_sign(icon, tone, check.say, check.cure)
            self._checks.addWidget(words)
        if not checks:
            self._checks.addWidget(Text(self.tr("Nothing to settle here."), size="small", tone="quiet"))
        self._target = target
        self.edit.setVisible(target is not None)
        self.edit.show_kind("primary" if checks else "plain")
        self._fixed.setVisible(target is None)

    def show_files(self, shares: tuple[GradeShare, ...], rungs: int, words: str) -> None:
        """Show the random files of the sentence's area by grade; no words for a sentence outside one."""
        self.bar.show_shares(shares, rungs)
        self.bar.setVisible(any(share.count for share in shares))
        self.files.show_text(words)
        self.files.setVisible(bool(words))

    def _on_edit_clicked(self) -> None:
        if self._target is not None:
            self.target_wanted.emit(self._target)


class RestsSection(QWidget):
    """What the present sentence rests on. `target_wanted(Target)` when somebody wants to see one of them."""

    target_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self.head = SectionHead(self.tr("Rests on"))
        self._rests: tuple[Rest, ...] = ()
        self._all = False
        self._rows = column(gap=theme().space.half)
        layout = column(self, gap=theme().space.half)
        layout.addWidget(self.head)
        layout.addLayout(self._rows)

    def show_rests(self, rests: Sequence[Rest]) -> None:
        """Show what it is; after the first few a link shows the others. What is shown already stays."""
        if tuple(rests) != self._rests or not self._rows.count():
            self._rests, self._all = tuple(rests), False
            self._show()

    def _show(self) -> None:
        empty(self._rows)
        count = len(self._rests)
        items = self.tr("1 item") if count == 1 else self.tr("{count} items").format(count=count)
        self.head.show_head(self.tr("Rests on"), items if count else self.tr("nothing recorded"))
        shown = self._rests if self._all else self._rests[:_SHOWN_RESTS]
        for rest in shown:
            self._rows.addWidget(self._row(rest))
        if len(shown) < count:
            more = Button(self.tr("{count} more").format(count=count - len(shown)), kind="link", small=True)
            more.setObjectName("more_rests")
            more.clicked.connect(self._on_more)
            self._rows.addWidget(more)

    def _row(self, rest: Rest) -> QWidget:
        row = QWidget()
        across = line(row, gap=theme().space.one)
        text = Text(size="small").wrapped()
        runs = [Run(f"{rest.label}  ", strong=True), Run(rest.words)]
        if rest.detail:
            runs.append(Run(f"  {rest.detail}", "quiet"))
        text.show_runs(*runs)
        lowered = theme().size.control_small - theme().type.line_small
        across.addWidget(inset(text, 0, above=lowered // 2), 1)
        if rest.target is not None:
            link = Button(self.tr("Open"), kind="link", small=True)
            link.setObjectName(f"open_{rest.label}")
            link.setAccessibleName(f"{link.text()}: {rest.label} {rest.words}")
            link.clicked.connect(lambda _=False, target=rest.target: self.target_wanted.emit(target))
            across.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _on_more(self) -> None:
        self._all = True
        self._show()


class CheckRow(QAbstractButton):
    """One thing to settle: sign, words, where. A click, Enter and Space press it."""

    def __init__(self, check: Check, short: str, where: str, parent: QWidget | None = None) -> None:
        """Show a check in a few words, and where it belongs."""
        super().__init__(parent)
        self.check = check
        self._short = short
        self._where = where
        self._icon, self._tone = _LOOKS[check.severity]
        self._present = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme().size.row)
        self.setText(short)
        self.setToolTip(f"{check.say} {check.cure}")
        self.setAccessibleName(f"{check.say} {where}")
        self.setAccessibleDescription(check.cure)
        self.setObjectName(f"check_{check.id}")

    @property
    def shown(self) -> tuple[Check, str, str]:
        """What the row was made of: the check, its few words, where it belongs."""
        return (self.check, self._short, self._where)

    def show_present(self, present: bool) -> None:  # noqa: FBT001  # a state, like Qt's own setters
        """Mark the row as the present one, or no longer."""
        self._present = present
        self.update()

    def ring_rect(self) -> QRect:
        """Return where the focus ring goes round."""
        return self.rect()

    def ring_radius(self) -> int:
        """Return the radius of the corners."""
        return theme().radius.control

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as well as with Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint tint, sign, words and where."""
        del event
        worn, painter = theme(), QPainter(self)
        space, side = worn.space, worn.size.icon
        if self._present or self.underMouse():
            fill = worn.colours.selection if self._present else worn.colours.hover
            paint_box(painter, QRectF(self.rect()), fill, None, worn.radius.control)
        box = QRectF(space.half, (self.height() - side) / 2, side, side)
        paint_icon(painter, self._icon, box, worn.colours.tone(self._tone))
        width = text_width(self._where, "small")
        right = self.width() - space.one
        place = QRectF(right - width, 0, width, self.height())
        draw_text(painter, place, Run(self._where, "quiet", size="small"))
        left = box.right() + space.one
        words = QRectF(left, 0, place.left() - space.one - left, self.height())
        draw_text(painter, words, Run(self.text()))


class ChecksSection(QWidget):
    """All that is to settle before signing, in the order of the letter; and what holds.

    `check_chosen(Check)` when somebody goes to one, `target_wanted(Target)` when to the place of its cure.
    """

    check_chosen = Signal(object)
    target_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self.head = SectionHead(self.tr("To settle before signing"))
        self._count = Text(strong=True, tone="warning")
        self.head.row.addWidget(self._count)
        self._rows = column()
        self._held = column()
        self._cure = SignedText()
        self._open = Button("", kind="link", small=True)
        self._open.setObjectName("open_cure")
        self._open.clicked.connect(self._on_open_clicked)
        self._target: Target | None = None
        space = theme().space
        layout = column(self, gap=space.half)
        layout.addWidget(self.head)
        layout.addLayout(self._rows)
        layout.addWidget(self._cure)
        layout.addWidget(self._open)
        layout.addLayout(self._held)
        self.show_cure("", None)

    @property
    def rows(self) -> list[CheckRow]:
        """The rows, in their order."""
        parts = (self._rows.itemAt(place).widget() for place in range(self._rows.count()))
        return [part for part in parts if isinstance(part, CheckRow)]

    def show_checks(self, checks: Sequence[tuple[Check, str, str]], held: Sequence[str]) -> None:
        """Show checks in a few words with where each belongs, and what was looked at and holds.

        A row that is shown already stays, so that the keyboard is not taken from it.
        """
        self._count.show_text(str(len(checks)) if checks else "")
        kept = {row.shown: row for row in self.rows}
        rows = [kept.pop(shown) if shown in kept else self._row(*shown) for shown in checks]
        for gone in kept.values():
            let_go(self._rows, gone)
        for place, row in enumerate(rows):
            if place >= self._rows.count() or self._rows.itemAt(place).widget() is not row:
                self._rows.insertWidget(place, row)
        empty(self._held)
        for words in held:
            sign = SignedText()
            sign.show_sign("saved", "success", "", words)
            self._held.addWidget(sign)

    def _row(self, check: Check, short: str, where: str) -> CheckRow:
        row = CheckRow(check, short, where)
        row.clicked.connect(lambda: self.check_chosen.emit(check))
        return row

    def show_present(self, check_id: str) -> None:
        """Mark one as the present one, "" for none."""
        for row in self.rows:
            row.show_present(row.check.id == check_id)

    def show_cure(self, words: str, target: Target | None) -> None:
        """Show what to do about a check that is about no sentence, with a link there; "" for none."""
        self._target = target
        self._cure.show_sign(None, "quiet", "", words)
        self._cure.setVisible(bool(words))
        self._open.show_text(self.tr("Go there"))
        self._open.setVisible(bool(words) and target is not None)

    def _on_open_clicked(self) -> None:
        if self._target is not None:
            self.target_wanted.emit(self._target)
