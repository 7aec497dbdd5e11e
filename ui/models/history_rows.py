"""The history as a table: newest first, narrowed to an author, a kind of record, and words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.models.rows import Column, PagedModel
from ui.when import day_and_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cafaudit.domain.picture import HistoryLine

_BETWEEN = " · "
_CAPITALS = re.compile(r"(?<!^)[A-Z]")

Entry = tuple[str, str]
"""Value and words of a choice; the value "" stands for all."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; "" for anything. `words` are looked for in the summary, in any order."""

    author: str = ""
    kind: str = ""
    words: str = ""


class HistoryModel(PagedModel["HistoryLine"]):
    """A paged view of the lines that are wanted."""

    def __init__(self) -> None:
        """Make an empty one."""
        super().__init__(
            (
                Column(_tr("When"), lambda line: day_and_clock(line.at), tone_quiet=True),
                Column(_tr("Who"), lambda line: line.author),
                Column(_tr("Record"), record_of, tone_quiet=True),
                Column(_tr("What"), readable, width=-1),
            )
        )
        self._lines: Sequence[HistoryLine] = ()

    def show_lines(self, lines: Sequence[HistoryLine], wanted: Wanted) -> None:
        """Show the lines that are wanted, in the order given."""
        found = tuple(line for line in lines if is_wanted(line, wanted))
        self._lines = found
        self.show_pages(len(found), lambda first, count: found[first : first + count])


def is_wanted(line: HistoryLine, wanted: Wanted) -> bool:
    """Say whether a line is looked for."""
    if wanted.author and line.author != wanted.author:
        return False
    if wanted.kind and record_of(line) != wanted.kind:
        return False
    text = line.summary.casefold()
    return all(word in text for word in wanted.words.casefold().split())


def record_of(line: HistoryLine) -> str:
    """Return the type of record that a line is about, such as "score"."""
    return line.kind.partition(".")[0]


def readable(line: HistoryLine) -> str:
    """Return what was done in words: the deed's name spaced out, and the record's type said once."""
    deed, *parts = line.summary.split(_BETWEEN)
    if not parts:
        return deed
    words = _CAPITALS.sub(lambda found: f" {found[0].lower()}", deed)
    return _BETWEEN.join([words, *(parts[1:] if parts[0] == record_of(line) else parts)])


def authors_of(lines: Sequence[HistoryLine]) -> list[Entry]:
    """Return everybody who appears, for a choice."""
    return [("", _tr("Everybody")), *((name, name) for name in sorted({line.author for line in lines}))]


def kinds_of(lines: Sequence[HistoryLine]) -> list[Entry]:
    """Return every type of record that appears, for a choice."""
    return [("", _tr("All records")), *((kind, kind) for kind in sorted({record_of(line) for line in lines}))]


def _tr(text: str) -> str:
    return QCoreApplication.translate("history", text)
