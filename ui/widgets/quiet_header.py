"""Headings of a table that are painted by it and take neither clicks nor the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class QuietHeader(QHeaderView):
    """Headings of fixed width on the ground of the page, that cannot be clicked."""

    def __init__(self, orientation: Qt.Orientation, table: QWidget) -> None:
        """Make those of a table."""
        super().__init__(orientation, table)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(0)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
