"""Evidence beside an answer: a sentence, which way it points, and where it stands in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from cafaudit.domain.vocabulary import POLARITIES
from ui.theme import theme
from ui.widgets.boxes import column, line
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.fields import ErrorLine, TextField
from ui.widgets.identifier_marks import IdentifierMarks
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

_LEAST, _MOST = 2, 6


@dataclass(frozen=True, slots=True)
class TypedEvidence:
    """What was typed."""

    text: str
    polarity: str
    reference: str


class QuickEvidence(QWidget):
    """Three fields below the evidence of an answer. `given(TypedEvidence)`, `left()` on Escape or Cancel."""

    given = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden, empty form."""
        super().__init__(parent)
        self.setObjectName("quick_evidence")
        self.text = TextArea(least=_LEAST, most=_MOST)
        self.text.setObjectName("evidence_text")
        self.text.setAccessibleName(self.tr("Evidence: what was seen"))
        self.text.setPlaceholderText(self.tr("What was seen"))
        self.marks = IdentifierMarks(self.text)
        self.polarity = ChoiceRow(tuple(POLARITIES.items()), "for")
        self.polarity.setObjectName("evidence_polarity")
        self.polarity.set_name(self.tr("Which way it points"))
        self.reference = TextField(small=True)
        self.reference.setObjectName("evidence_reference")
        self.reference.setAccessibleName(self.tr("Where it stands in the file"))
        self.reference.setPlaceholderText(self.tr("Where: part C, 14"))
        self.reference.returnPressed.connect(self.give)
        self._is_given = False
        self.error = ErrorLine(lines=2)
        self.error.hide()
        self._build()
        self.hide()

    @property
    def is_begun(self) -> bool:
        """Whether something is typed that was not given yet."""
        return not (self.isHidden() or self._is_given) and bool(self.text.toPlainText().strip())

    def begin(self) -> None:
        """Come up with the keyboard in the text; what is typed already stays."""
        self.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def give(self) -> None:
        """Give what was typed; without words only ask for them."""
        if not self.text.toPlainText().strip():
            self.show_refused(self.tr("Write at least one word."))
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._is_given:
            return
        self._is_given = True
        self.given.emit(
            TypedEvidence(self.text.toPlainText(), self.polarity.value, self.reference.text().strip())
        )

    def show_refused(self, words: str) -> None:
        """Say what was refused and what to do."""
        self._is_given = False
        self.error.show()
        self.error.show_error(words)
        self.text.show_wrong(True)

    def clear(self) -> None:
        """Empty the form and go away."""
        self._is_given = False
        self.text.show_text("")
        self.marks.refresh()
        self.reference.show_text("")
        self.polarity.show_value("for")
        self.error.clear()
        self.error.hide()
        self.text.show_wrong(False)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay in sight whole as it comes up and grows."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._come_into_sight)

    def _come_into_sight(self) -> None:
        part = self.parentWidget()
        while part is not None and not isinstance(part, QScrollArea):
            part = part.parentWidget()
        if part is not None and self.isVisible():
            part.ensureWidgetVisible(self, 0, theme().space.one)

    def _build(self) -> None:
        space = theme().space
        add = Button(self.tr("Add"), small=True)
        add.setObjectName("evidence_add_now")
        add.clicked.connect(self.give)
        cancel = Button(self.tr("Cancel"), kind="quiet", small=True, hint=self.tr("Esc"))
        cancel.setObjectName("evidence_cancel")
        cancel.clicked.connect(self.left)
        last = line(gap=space.one)
        last.addWidget(self.reference, 1)
        last.addWidget(add)
        last.addWidget(cancel)
        layout = column(self, gap=space.half)
        layout.setContentsMargins(0, space.half, 0, 0)
        layout.addWidget(self.text)
        layout.addWidget(self.marks.line)
        layout.addWidget(self.error)
        layout.addWidget(self.polarity)
        layout.addLayout(last)
