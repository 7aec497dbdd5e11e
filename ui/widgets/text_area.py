"""Several lines of text: reasons, evidence, what was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from ui.theme import TextSize, theme
from ui.widgets.fields import restate
from ui.widgets.watched import come_under_watch

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QShowEvent

    from ui.widgets.identifier_marks import IdentifierMarks


class TextArea(QPlainTextEdit):
    """Several lines of text; it grows with them between two bounds and never scrolls the page.

    Tab leaves it. `edited` says the text at each change by the person (for drafts), `committed`
    once on leaving when it has changed.
    """

    edited = Signal(str)
    committed = Signal(str)
    name_marks: IdentifierMarks | None = None

    def __init__(
        self, *, least: int = 3, most: int = 8, size: TextSize = "small", parent: QWidget | None = None
    ) -> None:
        """Make an empty area of at least `least` and at most `most` lines."""
        super().__init__(parent)
        self._least, self._most = least, most
        self._before = ""
        self.setFont(theme().font(size))
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(theme().space.half)
        self.textChanged.connect(self._on_text_changed)
        self._fit()

    def show_text(self, text: str) -> None:
        """Show text without a word to anyone; what is there already stays with its cursor."""
        if text != self.toPlainText():
            was_blocked = self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(was_blocked)
            self._fit()
        self._before = text

    def show_wrong(self, wrong: bool) -> None:  # noqa: FBT001
        """Wear the red border, or no longer."""
        restate(self, "wrong", wrong)

    def show_locked(self, locked: bool) -> None:  # noqa: FBT001
        """Show as locked: quiet text, readable, no typing."""
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
        self._before = self.toPlainText()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit what was changed."""
        super().focusOutEvent(event)
        self.commit()

    def commit(self) -> None:
        """Say the text if it has changed since the last time."""
        text = self.toPlainText()
        if text != self._before:
            self._before = text
            self.committed.emit(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the lines at the new width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _on_text_changed(self) -> None:
        self._fit()
        self.edited.emit(self.toPlainText())

    def _fit(self) -> None:
        lines = min(max(int(self.document().size().height()), self._least), self._most)
        chrome = 2 * (theme().size.border + theme().space.half) + 2 * self.document().documentMargin()
        self.setFixedHeight(int(lines * self.fontMetrics().lineSpacing() + chrome))
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(needed if lines == self._most else off)
