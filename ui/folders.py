"""Showing the folder of a file in the system's own way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from pathlib import Path


def show_folder(path: Path) -> None:
    """Open the folder in which a file lies."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
