"""What stands round the pages of a visit: its name and step, its open concerns, what waits on each page.

Read from few cells and never from the whole picture, so that it stays out of the way of saving answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from cafaudit.domain.picture import Concern
from cafaudit.services.picture import Cells, concerns_in, sample_in
from cafaudit.services.reading_states import file_readings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cafaudit.services.visit import Changes, Visit

_HEADING = ("visit/", "step/", "member/", "concern/")
_FILES = ("case/", "assignment/", "reading/")
_CLOSED = frozenset({"locked", "not_produced"})


@dataclass(frozen=True, slots=True)
class Heading:
    """Name and step of the visit, the code of whoever works here, and every concern."""

    name: str
    step: str
    me: str
    visit_from: date | None = None
    visit_to: date | None = None
    concerns: tuple[Concern, ...] = ()

    @property
    def open_concerns(self) -> int:
        """How many concerns wait for their conclusion."""
        return sum(1 for one in self.concerns if one.is_open)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many files wait for whoever works here, and the cells in which people differ."""

    waiting: int = 0
    conflicts: frozenset[str] = field(default_factory=frozenset)


def read_heading(visit: Visit) -> Heading:
    """Read name, step, code and open concerns; quick however large the visit is."""
    cells = _cells(visit, _HEADING)
    steps = {step.id: step.text for step in visit.framework.steps}
    name = cells.text("visit", "service_area") or cells.text("visit", "provider")
    return Heading(
        name=name or _tr("New visit"),
        step=steps.get(cells.text("step", "now"), ""),
        me=cells.text("member", visit.author.key, "code"),
        visit_from=_day(cells.text("visit", "visit_from")),
        visit_to=_day(cells.text("visit", "visit_to")),
        concerns=concerns_in(cells, {}),
    )


def read_counts(visit: Visit, me: str) -> Counts:
    """Count the files that wait for somebody, and find where people differ; for a thread of its own."""
    cells = _cells(visit, _FILES)
    readings = file_readings(cells, sample_in(cells), {})
    mine = (one for one in readings if one.number == 1 and one.reader in {"", me})
    with visit.reading() as read:
        differing = frozenset(cell for cell, said in read.tables.under("score/") if said.in_conflict)
    return Counts(sum(1 for one in mine if one.state not in _CLOSED), differing)


def differing_after(visit: Visit, known: frozenset[str], changed: Iterable[str]) -> frozenset[str]:
    """Return the cells in which people differ, given those before and the cells that have changed."""
    scores = {cell for cell in changed if cell.startswith("score/")}
    if not scores:
        return known
    with visit.reading() as read:
        still = {cell for cell in scores if read.tables.settled(cell).in_conflict}
    return (known - scores) | still


def heading_changed(changes: Changes) -> bool:
    """Say whether a change concerns the heading."""
    return any(cell.startswith(_HEADING) for cell in changes.cells)


def files_changed(changes: Changes) -> bool:
    """Say whether a change concerns which files wait; one that names no cell may."""
    return not changes.cells or any(cell.startswith((*_FILES, "draw/")) for cell in changes.cells)


def state_in_words(heading: Heading, today: date) -> str:
    """Return the state of the visit for the header: "On site · day 2 of 3"."""
    begins, ends = heading.visit_from, heading.visit_to
    if begins is None or ends is None or not begins <= today <= ends:
        return heading.step
    words = _tr("{step} · day {day} of {days}")
    return words.format(step=heading.step, day=(today - begins).days + 1, days=(ends - begins).days + 1)


def _cells(visit: Visit, prefixes: tuple[str, ...]) -> Cells:
    with visit.reading() as read:
        return Cells([live for prefix in prefixes for live in read.tables.live_under(prefix)])


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("visit_state", text)
