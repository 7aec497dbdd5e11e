"""What the Team page lists: members, and the conflicts that wait to be settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cafaudit.domain.framework import NOT_APPLICABLE, Area, Aspect
from cafaudit.services.commands.scoring import answer_text, possible_answers
from cafaudit.services.queries.overview import ConflictRow, conflicts_in
from ui.models.rows import Column
from ui.widgets.text import Run

if TYPE_CHECKING:
    from cafaudit.domain.framework import Framework
    from cafaudit.domain.picture import Person, Picture

ROLE_WORDS = {
    "lead": "Lead",
    "deputy": "Deputy lead",
    "inspector": "Inspector",
    "reader": "Reader",
}
"""Roles as people read them."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One difference to settle: the file, the question, who says what, and why they say so."""

    row: ConflictRow
    name: str
    values: tuple[tuple[str, str, str], ...]
    reasons: str

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return f"{self.row.case}/{self.row.pass_number}/{self.row.item}"

    @property
    def said(self) -> str:
        """Who says what, in words: "HMI 1 Good, HMI 2 Inadequate"."""
        return ", ".join(f"{author} {word}" for author, _, word in self.values)


def conflicts_of(picture: Picture) -> list[Conflict]:
    """Return the open conflicts, first those that cross the line between passing and not."""
    found = [_conflict(picture, row) for row in conflicts_in(picture)]
    return sorted(found, key=lambda one: (not one.row.crosses_line, one.row.case, one.name))


def answers_of(framework: Framework, conflict: Conflict) -> tuple[tuple[str, str, str], ...]:
    """Return what a conflict can be settled as: (value, word, who says so), first what was said."""
    item = framework.item(conflict.row.item)
    said: dict[str, list[str]] = {}
    for author, value, _ in conflict.values:
        said.setdefault(value, []).append(author)
    known = {**possible_answers(framework, item), NOT_APPLICABLE: _tr("Not applicable")}
    others = [value for value in known if value not in said]
    return tuple(
        (value, answer_text(framework, item, value), ", ".join(said.get(value, ())))
        for value in (*said, *others)
    )


def conflict_columns() -> tuple[Column[Conflict], ...]:
    """Return the columns of the list of conflicts."""
    return (
        Column(_tr("File"), lambda one: one.row.case),
        Column(_tr("Area or question"), lambda one: one.name, width=-1),
        Column(_tr("Who says what"), lambda one: one.said),
        Column(_tr("Line"), _crossing),
    )


def member_columns(me: str) -> tuple[Column[Person], ...]:
    """Return the columns of the list of members; `me` is the key of whoever looks."""
    return (
        Column(_tr("Code"), lambda person: (Run(person.code, strong=True),)),
        Column(_tr("Name"), lambda person: person.name, width=-1),
        Column("", lambda person: _tr("you") if person.key == me else "", tone_quiet=True),
        Column(_tr("Role"), lambda person: _tr(ROLE_WORDS.get(person.role, person.role))),
    )


def _conflict(picture: Picture, row: ConflictRow) -> Conflict:
    item = picture.framework.item(row.item)
    values = tuple(
        (author, value, answer_text(picture.framework, item, value)) for author, value in sorted(row.values)
    )
    reading = next(r for r in picture.readings if r.case == row.case and r.number == row.pass_number)
    return Conflict(row, _name(item), values, reading.answers[row.item].why)


def _name(item: Area | Aspect) -> str:
    return f"{item.number} {item.title}" if isinstance(item, Area) else item.short


def _crossing(one: Conflict) -> tuple[Run, ...]:
    return (Run(_tr("crosses"), "warning", strong=True),) if one.row.crosses_line else (Run("–", "quiet"),)


def _tr(text: str) -> str:
    return QCoreApplication.translate("team", text)
