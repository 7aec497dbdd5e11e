"""The history: every event as a line that a person can read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cafaudit.domain.picture import HistoryLine
from cafaudit.progress import NO_PROGRESS
from cafaudit.services.records import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cafaudit.domain.framework import Framework
    from cafaudit.journal.event import Event
    from cafaudit.progress import Progress
    from cafaudit.services.visit import Visit

_FIELD = re.compile("[a-z]+(_[a-z]+)+")
_TOLD_EVERY = 500
"""Events between two words about progress."""


def history_of(
    events: Iterable[Event], framework: Framework, codes: Mapping[str, str]
) -> tuple[HistoryLine, ...]:
    """Return every event as a line, oldest first by its stated time, then by author and sequence."""
    names = _names_of(framework)
    lines = [_line(event, names, codes) for event in events]
    return tuple(sorted(lines, key=lambda line: (line.at, line.author, line.seq, line.event)))


def history_lines(visit: Visit, progress: Progress = NO_PROGRESS) -> tuple[HistoryLine, ...]:
    """Return the whole history, newest first, without reading anything else of the visit.

    Raises:
        Cancelled: a stop was asked for.
    """
    framework = visit.framework
    with visit.reading() as read:
        members = read.tables.under("member/")
        codes = {cell.split("/")[1]: str(said.value) for cell, said in members if cell.endswith("/code")}
        events = []
        for number, event in enumerate(read.events()):
            if number % _TOLD_EVERY == 0:
                progress.step(number, 0)
            events.append(event)
    return tuple(reversed(history_of(events, framework, codes)))


def _line(event: Event, names: Mapping[str, str], codes: Mapping[str, str]) -> HistoryLine:
    header = event.header
    return HistoryLine(
        event=event.id,
        author=codes.get(header.author, header.author[:8]),
        seq=header.seq,
        at=header.at,
        kind=event.kind or "not for you",
        summary=_summary(event, names),
    )


def _summary(event: Event, names: Mapping[str, str]) -> str:
    cell, payload = event.cell, event.payload
    if cell is None or payload is None:
        return "Kept; its content is for others"
    place = " · ".join(names.get(part) or _plain(part) for part in cell[1:])
    value = _said(payload.value, names)
    verb = (
        "cleared" if payload.value is None else "settled as" if str(event.kind).endswith("moderated") else ""
    )
    reason = f" (because: {shortened(payload.reason)})" if isinstance(payload.reason, str) else ""
    said = " ".join(part for part in (verb, value) if part)
    return f"{payload.did} · {cell[0]} · {place}: {said}{reason}"


def _plain(part: str) -> str:
    """Return the name of a field as words, "letter date"; any other part as it stands."""
    return part.replace("_", " ") if _FIELD.fullmatch(part) else part


def _said(value: object, names: Mapping[str, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return shortened(names.get(value, value))
    if isinstance(value, dict):
        return shortened(", ".join(f"{name} {_said(part, names)}" for name, part in value.items()))
    if isinstance(value, list):
        return shortened(", ".join(str(part) for part in value))
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _names_of(framework: Framework) -> dict[str, str]:
    """Return what ids of steps, aspects, areas and grades are called; an id of several is the last one's."""
    names = {step.id: step.text for step in framework.steps}
    names |= {aspect.id: aspect.short for aspect in framework.aspects}
    names |= {area.id: area.title for area in framework.areas}
    return names | {grade.id: grade.word for scale in reversed(framework.scales) for grade in scale.grades}
