"""A made-up visit with as many readings as wanted, written in few transactions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cafaudit.domain.asking import core_items
from cafaudit.domain.framework import NOT_APPLICABLE
from cafaudit.services.commands.evidence import AddEvidence
from cafaudit.services.deed import Deed
from cafaudit.services.registry import entry_for
from tests.visits import draw, sampled, visit_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cafaudit.services.visit import Visit
    from cafaudit.services.visits import OpenVisit

MOMENT = "2009-08-20T10:00:00Z"


def busy_visit(folder: Path, *, readings: int, evidence: int = 0) -> OpenVisit:
    """A visit whose files are all answered, two thirds of them locked; evidence is spread over them."""
    held = visit_in(folder)
    draw(held.visit, folder, cases=readings + readings // 4, size=readings)
    cases = sampled(held.visit)
    _answer_all(held.visit, cases)
    _add_evidence(held.visit, cases, evidence)
    return held


def _answer_all(visit: Visit, cases: list[str]) -> None:
    items = core_items(visit.framework)
    answers = [visit.framework.answers_of(item) or (NOT_APPLICABLE,) for item in items]
    with visit.store.unit_of_work() as work:
        deed = Deed(work, visit.author, visit.framework, MOMENT, "GiveScore")
        for number, case in enumerate(cases):
            for place, (item, choices) in enumerate(zip(items, answers, strict=True)):
                deed.set("score", case, "1", item.id, value=choices[(number + place) % len(choices)])
            if number % 3:
                deed.set("reading", case, "1", "state", value="locked")


def _add_evidence(visit: Visit, cases: Iterable[str], wanted: int) -> None:
    given = list(cases)
    handler = entry_for("AddEvidence").handler
    with visit.store.unit_of_work() as work:
        deed = Deed(work, visit.author, visit.framework, MOMENT, "AddEvidence")
        for number in range(wanted):
            case = given[number % len(given)]
            fact = AddEvidence(text=f"Made-up fact {number}", case=case, item="risk-quality")
            handler(deed, fact)
