"""The papers of a draw as plain rows: the draw sheet and each office's request list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cafaudit.domain.frame import FrameCase
    from cafaudit.sampling.queues import Draw

DRAW_SHEET_HEADER: Final = ("stratum", "order", "case", "ticket", "role")
"""The columns of a draw sheet; a sheet with these can be verified without the store."""


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One file to be fetched by an office; the times are None until they are known."""

    office: str
    ref: str
    location: str
    asked_at: datetime | None = None
    produced_at: datetime | None = None


def draw_sheet_rows(drawn: Draw) -> tuple[tuple[str, int, str, str, str], ...]:
    """Return the rows of a draw sheet under `DRAW_SHEET_HEADER`, one per place."""
    return tuple(
        (entry.stratum, entry.order, entry.case, entry.ticket, entry.role) for entry in drawn.entries
    )


def request_lists(
    drawn: Draw, cases: Iterable[FrameCase], *, asked_at: datetime | None = None
) -> dict[str, tuple[RequestLine, ...]]:
    """Return what to ask each office for: the sampled files, sorted by reference so that no order shows.

    Offices are sorted by name; "" stands for files without one.
    """
    sampled = {entry.case for entry in drawn.sample}
    lists: defaultdict[str, list[RequestLine]] = defaultdict(list)
    for case in cases:
        if case.ref in sampled:
            lists[case.office].append(RequestLine(case.office, case.ref, case.file_location, asked_at))
    return {office: tuple(sorted(lists[office], key=lambda line: line.ref)) for office in sorted(lists)}
