"""Fields: one line of text, a passphrase, the line for what is wrong. See also `text_area`, `choices`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.icons import IconName, paint_icon
from ui.theme import Tone, theme
from ui.widgets.boxes import column, line
from ui.widgets.buttons import Button
from ui.widgets.text import Text
from ui.widgets.watched import come_under_watch

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QShowEvent
    from PySide6.QtWidgets import QHBoxLayout

    from ui.widgets.identifier_marks import IdentifierMarks


class TextField(QLineEdit):
    """One line of text.

    `committed` says the text once the person has finished with it: Enter, or leaving the field with
    other words than it was entered with.
    """

    committed = Signal(str)
    name_marks: IdentifierMarks | None = None

    def __init__(self, *, small: bool = False, parent: QWidget | None = None) -> None:
        """Make an empty field; a small one fits into a row."""
        super().__init__(parent)
        self._before = ""
        self._locked = False
        self.setFont(theme().font("small" if small else "body"))
        self.setProperty("small", small)
        self.setFixedHeight(theme().size.control_small if small else theme().size.control)
        self.returnPressed.connect(self._commit)

    def show_text(self, text: str) -> None:
        """Show text without a word to anyone."""
        was_blocked = self.blockSignals(True)
        self.setText(text)
        self.blockSignals(was_blocked)
        self._before = text
        if self.name_marks is not None:
            self.name_marks.refresh_soon()

    def show_wrong(self, wrong: bool) -> None:  # noqa: FBT001  # a state, like Qt's own setters
        """Wear the red border, or no longer."""
        restate(self, "wrong", wrong)

    def show_locked(self, locked: bool) -> None:  # noqa: FBT001
        """Show as locked: quiet text, padlock, still readable and copyable."""
        self._locked = locked
        self.setReadOnly(locked)
        restate(self, "locked", locked)

    def ring_rect(self) -> QRect:
        """Return where the focus ring goes round."""
        return self.rect()

    def ring_radius(self) -> int:
        """Return the radius of the corners."""
        return theme().radius.control

    def showEvent(self, event: QShowEvent) -> None:
        """Come under the watch for names, where there is one."""
        super().showEvent(event)
        if self.echoMode() == QLineEdit.EchoMode.Normal:
            come_under_watch(self)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what Qt offers, and what can be done about a mark."""
        menu = self.createStandardContextMenu()
        if self.name_marks is not None:
            self.name_marks.add_to(menu, event.pos())
        menu.exec(event.globalPos())
        menu.deleteLater()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember what stood here."""
        self._before = self.text()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit what was changed."""
        from PySide6.QtCore import Qt

        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.text() != self._before:
            self._commit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the padlock to what Qt paints."""
        super().paintEvent(event)
        if self._locked:
            side = theme().size.icon
            box = QRectF(self.width() - side - theme().space.one, (self.height() - side) / 2, side, side)
            paint_icon(QPainter(self), "lock", box, theme().colours.text_quiet)

    def _commit(self) -> None:
        self._before = self.text()
        self.committed.emit(self.text())


class PassphraseField(TextField):
    """A passphrase in dots, which can be shown, and which notices Caps Lock.

    Qt cannot ask for the state of Caps Lock, so it is told from what is typed: a capital without
    Shift, or a small letter with it.
    """

    caps_lock_noticed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty field in dots."""
        super().__init__(parent=parent)
        self._caps = False
        self.set_shown(False)

    @property
    def is_shown(self) -> bool:
        """Whether the words can be read on the screen."""
        return self.echoMode() == QLineEdit.EchoMode.Normal

    def set_shown(self, shown: bool) -> None:  # noqa: FBT001
        """Show the words, or dots."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        font = QFont(theme().font("body" if shown else "small"))
        if not shown:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, theme().space.half / 2)
        self.setFont(font)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Notice Caps Lock."""
        from PySide6.QtCore import Qt

        super().keyPressEvent(event)
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock and self._caps:
            self._notice(caps=False)
        elif len(text) == 1 and text.isalpha() and text.upper() != text.lower():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._notice(caps=text.isupper() != shift)

    def _notice(self, *, caps: bool) -> None:
        if caps != self._caps:
            self._caps = caps
            self.caps_lock_noticed.emit(caps)


class ErrorLine(QWidget):
    """The line under a field that is always there, so that nothing moves when it has to speak."""

    def __init__(self, *, lines: int = 1, parent: QWidget | None = None) -> None:
        """Reserve so many lines of small type."""
        super().__init__(parent)
        self._icon: IconName | None = None
        self._tone: Tone = "quiet"
        self._text = Text(size="small", tone="quiet").wrapped()
        self._row = column(self)
        self._row.addWidget(self._text)
        self._row.addStretch(1)
        self.setFixedHeight(lines * theme().type.line_small)

    def text(self) -> str:
        """Return what it says, "" for nothing."""
        return self._text.text()

    def show_hint(self, text: str) -> None:
        """Say something quiet, without an icon."""
        self._show(text, "quiet", None)

    def show_warning(self, text: str) -> None:
        """Say something in amber, with the sign for a warning."""
        self._show(text, "warning", "warning")

    def show_error(self, text: str) -> None:
        """Say what is wrong and what to do, in red, also to a screen reader."""
        from ui.widgets.announce import announce

        self._show(text, "danger", "warning")
        announce(self, text, urgent=True)

    def clear(self) -> None:
        """Fall silent."""
        self._show("", "quiet", None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign."""
        del event
        if self._icon is not None:
            side = theme().size.icon
            paint_icon(QPainter(self), self._icon, QRectF(0, 0, side, side), theme().colours.tone(self._tone))

    def _show(self, text: str, tone: Tone, icon: IconName | None) -> None:
        self._icon, self._tone = icon, tone
        room = theme().size.icon + theme().space.one if icon else 0
        self._row.setContentsMargins(room, 0, 0, 0)
        self._text.set_tone(tone)
        self._text.show_text(text)
        self.update()


class Field(QWidget):
    """A label above an input, with room for something small at the right, and the line below.

    The label is the input's buddy and its accessible name; what the line says becomes the input's
    accessible description.
    """

    def __init__(
        self, label: str, control: QWidget, *, error_lines: int = 1, parent: QWidget | None = None
    ) -> None:
        """Stand `control` under `label`; 0 error lines leave the line below away."""
        super().__init__(parent)
        self.control = control
        self.label = Text(label, size="small", tone="quiet")
        self.label.setBuddy(control)
        self.line = ErrorLine(lines=max(error_lines, 1))
        if not error_lines:
            self.line.hide()
        control.setAccessibleName(label)
        head = QWidget()
        head.setFixedHeight(theme().size.control_small)
        self._head = line(head, gap=theme().space.one)
        self._head.addWidget(self.label)
        self._head.addStretch(1)
        layout = column(self)
        layout.addWidget(head)
        layout.addWidget(control)
        if error_lines:
            layout.addSpacing(theme().space.one)
            layout.addWidget(self.line)
        self.setFocusProxy(control)

    @property
    def head(self) -> QHBoxLayout:
        """The row of the label, for a link or a key at its right."""
        return self._head

    def show_error(self, text: str) -> None:
        """Say what is wrong with the input: red border, sentence, announcement."""
        self.line.show_error(text)
        self._tell(text, wrong=True)

    def show_warning(self, text: str) -> None:
        """Say something in amber that does not stop the person."""
        self.line.show_warning(text)
        self._tell(text, wrong=False)

    def show_hint(self, text: str) -> None:
        """Say something quiet."""
        self.line.show_hint(text)
        self._tell(text, wrong=False)

    def clear_error(self) -> None:
        """Take sentence and red border away."""
        self.line.clear()
        self._tell("", wrong=False)

    def _tell(self, text: str, *, wrong: bool) -> None:
        self.control.setAccessibleDescription(text)
        if hasattr(self.control, "show_wrong"):
            self.control.show_wrong(wrong)


class ShowLink(Button):
    """The link that shows a passphrase: by Enter or the mouse, never by a blank.

    Blanks belong to the passphrase; one that is typed a field too far must not bring it into sight.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a blank do nothing."""
        from PySide6.QtCore import Qt

        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)


class PassphraseEntry(Field):
    """A passphrase with its label, "Show", and the warning about Caps Lock on the reserved line."""

    def __init__(
        self, label: str, *, error_lines: int = 1, shown_link: bool = True, parent: QWidget | None = None
    ) -> None:
        """Make an empty one; without `shown_link` it can never be read on the screen."""
        self.field = PassphraseField()
        super().__init__(label, self.field, error_lines=error_lines, parent=parent)
        self._show = ShowLink(self.tr("Show"), kind="link", small=True)
        self._show.setObjectName("show_passphrase")
        self._show.setAccessibleName(self.tr("Show the passphrase"))
        self._show.clicked.connect(self._on_show_clicked)
        if not shown_link:
            self._show.hide()
        self.head.addWidget(self._show)
        self.field.caps_lock_noticed.connect(self._on_caps_lock)
        QWidget.setTabOrder(self.field, self._show)

    def text(self) -> str:
        """Return what is typed."""
        return self.field.text()

    def reach_show_after(self, control: QWidget) -> None:
        """Let Tab come to "Show" only after another control, such as the field for the same once more."""
        QWidget.setTabOrder(self.field, control)
        QWidget.setTabOrder(control, self._show)

    def _on_show_clicked(self) -> None:
        self.field.set_shown(not self.field.is_shown)
        shown = self.field.is_shown
        spoken = self.tr("Hide the passphrase") if shown else self.tr("Show the passphrase")
        self._show.show_text(self.tr("Hide") if shown else self.tr("Show"), spoken)

    def _on_caps_lock(self, on: bool) -> None:  # noqa: FBT001  # a signal's value
        if on:
            self.show_warning(self.tr("Caps Lock is on"))
        else:
            self.clear_error()


def restate(widget: QWidget, name: str, value: bool) -> None:  # noqa: FBT001
    """Set a property that the style sheet looks at, and have it looked at again."""
    if bool(widget.property(name)) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
