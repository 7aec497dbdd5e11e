"""Groups named by people, whose keyboards and files store accents in two ways that look the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.services.commands.listing import GroupFrame, ImportFrame
from cafaudit.services.queries.files import newest_frame
from tests.visits import visit_in

if TYPE_CHECKING:
    from pathlib import Path

APART, JOINED = "Cafe\u0301", "Caf\u00e9"


def test_a_group_is_found_and_named_however_its_accents_are_stored(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"Case ID,Office\nA-1,{APART}\nA-2,{JOINED}\nA-3,East\n", encoding="utf-8")
    held = visit_in(tmp_path)
    try:
        held.visit.do(ImportFrame(file=str(path)))
        held.visit.do(GroupFrame(strata=("office",), names={APART: f"{APART} and others"}))
        assert newest_frame(held.visit).strata == {f"{JOINED} and others": 2, "East": 1}
        held.visit.do(GroupFrame(strata=("office",), names={JOINED: APART, "East": JOINED}))
        assert newest_frame(held.visit).strata == {JOINED: 3}
    finally:
        held.close()
