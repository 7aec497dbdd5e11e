"""Asking for files and folders. Pages are given a `FileAsking`, so that tests can answer for a person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FileAsking(Protocol):
    """Somebody who can be asked where a file is, or where it should go."""

    def open_file(self, parent: QWidget, title: str, pattern: str) -> Path | None:
        """Return the file that was chosen, None for none; `pattern` is Qt's: "Case lists (*.xlsx *.csv)"."""

    def save_file(self, parent: QWidget, title: str, suggested: Path, pattern: str) -> Path | None:
        """Return where to write, None for nowhere."""

    def folder(self, parent: QWidget, title: str, suggested: Path) -> Path | None:
        """Return the folder that was chosen, None for none."""


class FileDialogs:
    """Asks with the dialogs of the system."""

    def open_file(self, parent: QWidget, title: str, pattern: str) -> Path | None:
        """Ask for a file that is there."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileName(parent, title, "", pattern)
        return Path(chosen) if chosen else None

    def save_file(self, parent: QWidget, title: str, suggested: Path, pattern: str) -> Path | None:
        """Ask for a name to write to; the dialog itself asks before an existing file is replaced."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), pattern)
        return Path(chosen) if chosen else None

    def folder(self, parent: QWidget, title: str, suggested: Path) -> Path | None:
        """Ask for a folder."""
        from PySide6.QtWidgets import QFileDialog

        chosen = QFileDialog.getExistingDirectory(parent, title, str(suggested))
        return Path(chosen) if chosen else None
