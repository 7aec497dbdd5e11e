"""The foot of the Read page: what is saved, its keys, and the two ways on: lock the reading, next file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.widgets.buttons import Button
from ui.widgets.page_parts import FootBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ReadFoot(FootBar):
    """A foot with the buttons `lock` and `next`, in fewer words where the window is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the foot of a wide window, without a file."""
        super().__init__(parent)
        self._compact = False
        self.lock = self.add_action(Button(self.tr("Lock reading")))
        self.lock.setObjectName("lock_reading")
        self.next = self.add_action(Button(self.tr("Next file"), kind="primary", hint=self.tr("Ctrl+Enter")))
        self.next.setObjectName("next_file")

    def set_folded(self, folded: bool) -> None:  # noqa: FBT001
        """Use fewer words and less margin while the side bar is folded."""
        self._compact = folded
        self.set_compact(folded)
        self.lock.show_text(self.tr("Lock") if folded else self.tr("Lock reading"), self.tr("Lock reading"))
        note = self.tr("note") if folded else self.tr("rough note")
        keys = [("F8", note), ("F9", self.tr("concern"))]
        self.show_keys(keys if folded else [*keys, ("?", self.tr("keys"))])

    def show_ways_on(self, *, has_file: bool, closed: bool, complete: bool) -> None:
        """Offer locking and the next file, as one step once all is answered; neither without a file."""
        self.lock.setEnabled(has_file)
        self.next.setEnabled(has_file)
        self.lock.setVisible(not closed and not complete)
        words = self.tr("Lock and next file") if complete else self.tr("Next file")
        short = self.tr("Lock, next") if complete and self._compact else words
        self.next.show_text(short, words)
