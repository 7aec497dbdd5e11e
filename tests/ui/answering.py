"""A table of answers in tests: what it says, and keys pressed on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from ui.widgets.answer_table import AnswerTable

    pass

Key = Qt.Key


class Heard:
    """Everything a table says, in order."""

    def __init__(self, table: AnswerTable) -> None:
        """Listen to every signal."""
        self.words: list[tuple[str, ...]] = []
        for name in (
            "answer_chosen",
            "answer_cleared",
            "row_focused",
            "manager_grade_wanted",
            "not_asked_wanted",
            "fold_toggled",
            "reason_wanted",
            "evidence_wanted",
        ):
            getattr(table, name).connect(lambda *words, name=name: self.words.append((name, *words)))

    def without_focus(self) -> list[tuple[str, ...]]:
        """What was said besides which row is in focus."""
        return [words for words in self.words if words[0] != "row_focused"]


def press(table: AnswerTable, *keys: Key) -> None:
    """Press keys one after the other."""
    for key in keys:
        QTest.keyClick(table.list, key)
