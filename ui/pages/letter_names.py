"""Looking for names in a letter, a few sentences at a time, so that the window stays alive meanwhile."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cafaudit.export.letter.checks import Check
from cafaudit.services.firewall import blocking, firewall_of
from cafaudit.services.typed_texts import texts_of_letter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cafaudit.export.letter.model import Block, Letter, Sentence
    from cafaudit.services.typed_texts import PlacedText
    from ui.desk import Desk

_AT_ONCE = 0.008
"""Seconds that one turn may take: half of the time between two pictures on the screen."""


class NameSearch(QObject):
    """Scans a letter sentence by sentence. `finished(checks)` with one check for each sentence that names."""

    finished = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Make one that waits for a letter."""
        super().__init__(parent)
        self._desk = desk
        self._left: deque[tuple[PlacedText, Sentence, Block]] = deque()
        self._found: list[Check] = []
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._on_turn)
        desk.closing.connect(self._turn.stop)

    def begin(self, letter: Letter) -> None:
        """Scan this letter from its beginning, whatever was being scanned before."""
        self._left = deque(_places(letter))
        self._found = []
        self._turn.start()

    def _on_turn(self) -> None:
        firewall = firewall_of(self._desk.visit)
        until = monotonic() + _AT_ONCE
        while self._left and monotonic() < until:
            placed, sentence, block = self._left.popleft()
            self._found += [
                Check(
                    id=f"identifier/{sentence.id}",
                    severity="stop",
                    sentence=sentence.id,
                    area=block.area,
                    say=self.tr("This seems to hold a {kind}.").format(kind=mark.kind),
                    cure=mark.say,
                )
                for _, mark in blocking(firewall, [placed])
            ]
        if not self._left:
            self._turn.stop()
            self.finished.emit(tuple(self._found))


def _places(letter: Letter) -> Iterator[tuple[PlacedText, Sentence, Block]]:
    """Give each text that may not name anybody, with its sentence."""
    for block in letter.blocks:
        for paragraph in block.paragraphs:
            for sentence in paragraph.sentences:
                alone = replace(paragraph, sentences=(sentence,))
                part = replace(letter, blocks=(replace(block, paragraphs=(alone,)),))
                for placed in texts_of_letter(part):
                    yield placed, sentence, block
