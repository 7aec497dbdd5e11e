"""Ways to look at what a desk's state says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.journal.cell import cell_text

if TYPE_CHECKING:
    from cafaudit.journal.state import SetAside
    from tests.factories import Desk

SCORE = ("score", "C-1", "1", "area-1")
NOTE = ("note", "n1", "text")


def standing(desk: Desk, *cell: str) -> list[object]:
    values = desk.state.live.get(cell_text(cell), {}).values()
    return sorted((v.value for v in values), key=repr)


def why_aside(desk: Desk, event_id: str) -> SetAside | None:
    return desk.state.set_aside.get(event_id)
