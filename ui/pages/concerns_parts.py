"""The stages of one concern: what was seen, who was told, what was answered, what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from ui.models.moments import local_now, moment_words, read_moment, time_now
from ui.pages.kept_text import KeptDraft
from ui.theme import theme
from ui.widgets.boxes import column, line
from ui.widgets.fields import ErrorLine, Field, TextField
from ui.widgets.identifier_marks import IdentifierMarks
from ui.widgets.page_parts import SectionHead
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.widgets.identifier_marks import Scan

USUAL_POST = "Head of Service"
"""Whom concerns of such visits are put to; any other post can be typed instead."""

_LEAST, _MOST = 3, 10


class WhenField(Field):
    """A moment, the present one until another is typed."""

    def __init__(self, label: str, name: str) -> None:
        """Make one with the present time."""
        self.field = TextField()
        self.field.setObjectName(name)
        self.field.setFixedWidth(theme().size.find)
        super().__init__(label, self.field, error_lines=0)

    def show_moment(self, at: str) -> None:
        """Show a moment that stands, or the present time."""
        self._stands = at
        self.field.show_text(moment_words(at) if at else time_now())
        self.field.show_wrong(False)

    def moment(self) -> str | None:
        """Return what is typed in UTC, the moment that stands if it was not changed, None if it is none."""
        typed = self.field.text()
        if self._stands and typed == moment_words(self._stands):
            return self._stands
        found = read_moment(typed, local_now())
        self.field.show_wrong(found is None)
        return found

    _stands = ""


class ToldPart(QWidget):
    """Which post was told, and when. `given(post, at)` on Enter in one of its fields."""

    given = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one."""
        super().__init__(parent)
        self.head = SectionHead(_tr("Told"))
        self.post = TextField()
        self.post.setObjectName("told_post")
        self.post.returnPressed.connect(self.give)
        self.when = WhenField(_tr("When"), "told_at")
        self.when.field.returnPressed.connect(self.give)
        self.error = ErrorLine()
        row = line(gap=theme().space.two)
        row.addWidget(Field(_tr("Post"), self.post, error_lines=0), 1)
        row.addWidget(self.when)
        layout = column(self, gap=theme().space.half)
        layout.addWidget(self.head)
        layout.addLayout(row)
        layout.addWidget(self.error)

    def show_told(self, post: str, at: str) -> None:
        """Show who was told; nobody yet leaves the usual post and the present time to be confirmed."""
        self.head.show_head(_tr("Told"), moment_words(at) if at else _tr("nobody yet"))
        self.post.show_text(post or USUAL_POST)
        self.when.show_moment(at)
        self.error.clear()

    def give(self) -> None:
        """Give post and moment, or say what is wrong with them."""
        post, at = self.post.text().strip(), self.when.moment()
        self.post.show_wrong(not post)
        if not post:
            self.error.show_error(_tr("Write which post was told, such as the head of service."))
        elif at is None:
            self.error.show_error(_tr("Type a time such as 10:20, or a day and a time."))
        else:
            self.error.clear()
            self.given.emit(post, at)


class TextPart(QWidget):
    """A text of a concern, kept as a draft until it is given. `given(text, at)`.

    With `timed` a moment stands beside its heading; without, `at` is "".
    """

    given = Signal(str, str)

    def __init__(self, desk: Desk, title: str, name: str, *, timed: bool) -> None:
        """Make an empty one; `name` is the field of the concern."""
        super().__init__()
        self._title, self._name = title, name
        self.head = SectionHead(title)
        self.area = TextArea(least=_LEAST, most=_MOST, size="body")
        self.area.setObjectName(f"concern_{name}")
        self.area.setAccessibleName(title)
        self.marks = IdentifierMarks(self.area)
        self.when = WhenField(_tr("When"), f"{name}_at")
        self.error = ErrorLine()
        self._timed = timed
        self._draft = KeptDraft(desk, self.area)
        self._stored = ""
        self._given_at = ""
        layout = column(self, gap=theme().space.half)
        layout.addWidget(self.head)
        layout.addWidget(self.area)
        layout.addWidget(self.marks.line)
        layout.addWidget(self.when)
        layout.addWidget(self.error)
        self.when.setVisible(timed)

    @property
    def is_changed(self) -> bool:
        """Whether another text than the stored one stands here."""
        return self.area.toPlainText().strip() != self._stored

    def show_text(self, concern: str, text: str, at: str, aside: str) -> None:
        """Show what stands, or what was being typed; `aside` says how far it is."""
        place = f"concern/{concern}/{self._name}"
        self.head.show_head(self._title, aside)
        if place != self._draft.place:
            self._draft.begin(place)
            if not self.area.toPlainText():
                self.area.show_text(text)
        elif not self.is_changed:
            self.area.show_text(text)
        self._stored = text
        self.when.show_moment(at)
        self.marks.refresh()
        self.error.clear()
        self.area.show_wrong(False)

    def set_scan(self, scan: Scan) -> None:
        """Mark what could name somebody."""
        self.marks.set_scan(scan)

    def flush(self) -> None:
        """Keep the draft of what is typed now."""
        self._draft.flush()

    def give(self) -> None:
        """Give the text, or say what is wrong."""
        text = self.area.toPlainText().strip()
        at = self.when.moment() if self._timed else ""
        self.area.show_wrong(not text)
        if not text:
            self.error.show_error(_tr("Write at least one word."))
        elif at is None:
            self.error.show_error(_tr("Type a time such as 10:20, or a day and a time."))
        else:
            self.error.clear()
            self._given_at = self._draft.place
            self.given.emit(text, at)

    def taken(self) -> None:
        """Say that the text given last is saved, so that no draft of it is needed."""
        self._draft.drop(self._given_at)


def _tr(text: str) -> str:
    return QCoreApplication.translate("concerns_parts", text)
