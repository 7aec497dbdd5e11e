"""The history: every event as a line that a person can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.domain.picture import HistoryLine
from cafaudit.services.records import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cafaudit.domain.framework import Framework
    from cafaudit.journal.event import Event


def history_of(
    events: Iterable[Event], framework: Framework, codes: Mapping[str, str]
) -> tuple[HistoryLine, ...]:
    """Return every event as a line, oldest first by its stated time, then by author and sequence."""
    lines = [_line(event, framework, codes) for event in events]
    return tuple(sorted(lines, key=lambda line: (line.at, line.author, line.seq, line.event)))


def _line(event: Event, framework: Framework, codes: Mapping[str, str]) -> HistoryLine:
    header = event.header
    return HistoryLine(
        event=event.id,
        author=codes.get(header.author, header.author[:8]),
        seq=header.seq,
        at=header.at,
        kind=event.kind or "not for you",
        summary=_summary(event, framework),
    )


def _summary(event: Event, framework: Framework) -> str:
    cell, payload = event.cell, event.payload
    if cell is None or payload is None:
        return "Kept; its content is for others"
    place = " · ".join(_named(part, framework) for part in cell[1:])
    value = _said(payload.value, framework)
    verb = (
        "cleared" if payload.value is None else "settled as" if str(event.kind).endswith("moderated") else ""
    )
    reason = f" (because: {shortened(payload.reason)})" if isinstance(payload.reason, str) else ""
    said = " ".join(part for part in (verb, value) if part)
    return f"{payload.did} · {cell[0]} · {place}: {said}{reason}"


def _said(value: object, framework: Framework) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return shortened(_named(value, framework))
    if isinstance(value, dict):
        return shortened(", ".join(f"{name} {_said(part, framework)}" for name, part in value.items()))
    if isinstance(value, list):
        return shortened(", ".join(str(part) for part in value))
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _named(part: str, framework: Framework) -> str:
    for scale in framework.scales:
        for grade in scale.grades:
            if grade.id == part:
                return grade.word
    for area in framework.areas:
        if area.id == part:
            return area.title
    for aspect in framework.aspects:
        if aspect.id == part:
            return aspect.short
    return part
