"""A page in a main window of the measure of the look, answers to its questions for files, and its printer."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ui.widgets.side_bar import SideEntry
from ui.windows.main import MainWindow, Page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.showing import Show

Shown = TypeVar("Shown", bound=QWidget)
LOOK = QSize(1366, 768)


class Files:
    """Answers every question for a file with `answer`, None for "Cancel"; remembers what was suggested."""

    def __init__(self, answer: Path | None = None) -> None:
        self.answer = answer
        self.answers: list[Path] = []
        self.suggested: list[Path] = []

    def open_file(self, parent: QWidget, title: str, pattern: str) -> Path | None:
        del parent, title, pattern
        return self._next()

    def open_files(self, parent: QWidget, title: str, pattern: str) -> list[Path]:
        del parent, title, pattern
        return list(self.answers)

    def save_file(self, parent: QWidget, title: str, suggested: Path, pattern: str) -> Path | None:
        del parent, title, pattern
        self.suggested.append(suggested)
        return self._next()

    def folder(self, parent: QWidget, title: str, suggested: Path) -> Path | None:
        del parent, title
        self.suggested.append(suggested)
        return self._next()

    def _next(self) -> Path | None:
        return self.answers.pop(0) if self.answers else self.answer


class Paper:
    """Keeps what would be printed: `printed` are the texts, `titles` what they would be called."""

    def __init__(self) -> None:
        self.printed: list[str] = []
        self.titles: list[str] = []

    def print_html(self, parent: QWidget, title: str, html: str) -> bool:
        del parent
        self.titles.append(title)
        self.printed.append(html)
        return True


def in_window(show: Show, page: Shown, name: str = "page") -> Shown:
    """Show a page in a main window that has the keyboard, and return it; its window lives as long."""
    window = MainWindow([Page(SideEntry(name, name.title()), lambda: page)])
    window.resize(LOOK)
    show(window)
    window.show_page(name)
    page.show_page()  # type: ignore[attr-defined]  # every page has one
    return page
