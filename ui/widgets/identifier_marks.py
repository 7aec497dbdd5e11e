"""Marks what could name somebody while it is typed, and says what to write instead.

It never refuses a keystroke: the text stays as typed, underlined, until it is reworded or allowed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QInputMethodEvent,
    QKeySequence,
    QShortcut,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit

from ui.theme import theme
from ui.widgets.fields import ErrorLine, TextField
from ui.widgets.name_note import NameNote

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QMenu

    from cafaudit.identifiers import Mark
    from ui.widgets.text_area import TextArea

Scan = Callable[[str], tuple["Mark", ...]]

ALLOW_KEY = "F3"
"""Allows what is marked, with a reason."""

_LINES = 3
_WEIGHT = {"block": 0, "warn": 1, "allowed": 2}


class IdentifierMarks(QObject):
    """Underlines marks in a field of one or several lines, and speaks of the first, blocking ones before.

    It speaks on `line` where an owner stands that below the field, else on a note that floats at it while
    it has the keyboard and something is left to reword or allow. Without a scan nothing is marked.
    `allow_wanted(text)` and `disallow_wanted(text)` come from the menu and from the key.
    """

    allow_wanted = Signal(str)
    disallow_wanted = Signal(str)
    explanation_wanted = Signal()
    allowed_wanted = Signal()

    def __init__(self, field: TextArea | TextField, *, allowing: bool = True) -> None:
        """Follow a field, which becomes the parent; without `allowing` a mark can only be reworded."""
        super().__init__(field)
        self._allowing = allowing
        self._field = field
        self._scan: Scan | None = None
        self._is_watched = False
        self._marks: tuple[Mark, ...] = ()
        self._note: NameNote | None = None
        self._spoken = ""
        self.line = ErrorLine(lines=_LINES)
        self.line.setObjectName("identifier_line")
        self.line.hide()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)
        field.name_marks = self
        if isinstance(field, TextField):
            field.textChanged.connect(self._soon.start)
        else:
            field.document().contentsChanged.connect(self._soon.start)
        field.installEventFilter(self)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is marked now, in the order of the text."""
        return self._marks

    def set_scan(self, scan: Scan | None) -> None:
        """Mark by this scan from now on, or no longer; a watch that was set stays."""
        if not self._is_watched:
            self._scan = scan
        self.refresh()

    def come_under(self, scan: Scan) -> None:
        """Mark by the scan of a watch, which knows the newest list, and offer to allow what is marked."""
        if not self._is_watched and self._allowing:
            allow = QShortcut(QKeySequence(ALLOW_KEY), self._field)
            allow.setContext(Qt.ShortcutContext.WidgetShortcut)
            allow.activated.connect(self._on_allow_key)
        self._is_watched = True
        self._scan = scan
        self.refresh()

    def refresh_soon(self) -> None:
        """Mark the text once what happens to it now has come to its end."""
        self._soon.start()

    def refresh(self) -> None:
        """Mark the text as it stands.

        Never inside an edit: while the document says that it changed, it still walks through its cursors, and
        new selections would take some of them away beneath it.
        """
        self._soon.stop()
        text = self._text()
        self._marks = self._scan(text) if self._scan is not None and text.strip() else ()
        self._underline(text)
        self._say()

    def add_to(self, menu: QMenu, place: QPoint) -> None:
        """Add to a field's menu what can be done about the mark at a place, or about the first one."""
        mark = self._mark_at(place) or self._first()
        if mark is None or not self._may_allow:
            return
        text = self._text()[mark.start : mark.end]
        if mark.severity == "allowed":
            taken = QAction(_tr("No longer allow “{text}”").format(text=text), menu)
            taken.triggered.connect(lambda: self.disallow_wanted.emit(text))
        else:
            taken = QAction(_tr("Allow “{text}” here, with a reason…").format(text=text), menu)
            taken.setShortcut(QKeySequence(ALLOW_KEY))
            taken.triggered.connect(lambda: self.allow_wanted.emit(text))
        about = QAction(_tr("What these marks cannot promise"), menu)
        about.triggered.connect(self.explanation_wanted)
        allowed = QAction(_tr("What is allowed in this visit…"), menu)
        allowed.triggered.connect(self.allowed_wanted)
        parting = QAction(menu)
        parting.setSeparator(True)
        for action in (parting, about, allowed, taken):
            menu.insertAction(menu.actions()[0], action)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the note come and go with the keyboard."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.Hide}:
            self._soon.start()
        return super().eventFilter(watched, event)

    @property
    def _may_allow(self) -> bool:
        return self._is_watched and self._allowing

    def _text(self) -> str:
        field = self._field
        return field.text() if isinstance(field, TextField) else field.toPlainText()

    def _first(self) -> Mark | None:
        return min(self._marks, key=lambda mark: (_WEIGHT[mark.severity], mark.start), default=None)

    def _mark_at(self, place: QPoint) -> Mark | None:
        field = self._field
        if isinstance(field, TextField):
            at = field.cursorPositionAt(place)
        else:
            at = field.cursorForPosition(place).position()
        text = self._text()
        spans = ((mark, _qt_place(text, mark.start), _qt_place(text, mark.end)) for mark in self._marks)
        return next((mark for mark, start, end in spans if start <= at <= end), None)

    def _on_allow_key(self) -> None:
        mark = self._first()
        if mark is not None and mark.severity != "allowed":
            self.allow_wanted.emit(self._text()[mark.start : mark.end])

    def _say(self) -> None:
        first = self._first()
        words = "" if first is None else first.say
        if first is not None and first.severity != "allowed" and self._may_allow:
            words = f"{words} {_tr('{key} allows it here, with a reason.').format(key=ALLOW_KEY)}"
        is_open = first is not None and first.severity != "allowed"
        if words != self._field.accessibleDescription() and (words or self._spoken):
            self._field.setAccessibleDescription(words)
        self._spoken = words
        self._show_on_line(words, is_open=is_open)
        if self.line.parentWidget() is not None:
            self.line.setVisible(bool(words))
        else:
            self._show_on_note(words, is_open=is_open)

    def _show_on_line(self, words: str, *, is_open: bool) -> None:
        if words == self.line.text():
            return
        if not words:
            self.line.clear()
        elif is_open:
            self.line.show_warning(words)
        else:
            self.line.show_hint(words)

    def _show_on_note(self, words: str, *, is_open: bool) -> None:
        wanted = is_open and self._field.hasFocus() and self._field.isVisible()
        if wanted and self._note is None:
            self._note = NameNote(self._field)
        if self._note is not None:
            self._note.show_words(words if wanted else "")

    def _underline(self, text: str) -> None:
        field = self._field
        spans = [
            (_qt_place(text, mark.start), _qt_place(text, mark.end), _format_of(mark)) for mark in self._marks
        ]
        if isinstance(field, TextField):
            _underline_line(field, spans)
            return
        selections = []
        for start, end, shade in spans:
            cursor = QTextCursor(field.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection = QTextEdit.ExtraSelection()
            selection.cursor, selection.format = cursor, shade  # type: ignore[attr-defined]  # not in the stubs
            selections.append(selection)
        field.setExtraSelections(selections)


def _underline_line(field: TextField, spans: list[tuple[int, int, QTextCharFormat]]) -> None:
    """Underline stretches of a line: Qt lets only input methods do that, so one speaks, and types nothing."""
    if not spans and not field.property("marked"):
        return
    field.setProperty("marked", bool(spans))
    at = field.cursorPosition()
    kind = QInputMethodEvent.AttributeType.TextFormat
    attributes = [
        QInputMethodEvent.Attribute(kind, start - at, end - start, shade) for start, end, shade in spans
    ]
    QCoreApplication.sendEvent(field, QInputMethodEvent("", attributes))


def _format_of(mark: Mark) -> QTextCharFormat:
    shade = QTextCharFormat()
    style, colour = _look_of(mark)
    shade.setUnderlineStyle(style)
    shade.setUnderlineColor(colour)
    return shade


def _look_of(mark: Mark) -> tuple[QTextCharFormat.UnderlineStyle, QColor]:
    """Return what a mark looks like, by more than colour: waves stop, dashes warn, dots are allowed."""
    colours, style = theme().colours, QTextCharFormat.UnderlineStyle
    if mark.severity == "block":
        return style.WaveUnderline, colours.danger
    if mark.severity == "warn":
        return style.DashUnderline, colours.warning
    return style.DotLine, colours.text_quiet


def _qt_place(text: str, place: int) -> int:
    """Return where a sign stands as Qt counts: signs beyond the first plane count twice."""
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


def _tr(text: str) -> str:
    return QCoreApplication.translate("IdentifierMarks", text)
