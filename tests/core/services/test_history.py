"""The history is read alone, in order, and can be stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cafaudit.progress import Cancelled
from cafaudit.services.commands.details import DescribeVisit, MoveToStep
from cafaudit.services.commands.evidence import AddEvidence
from cafaudit.services.commands.judging import GiveJudgement
from cafaudit.services.history import history_lines
from cafaudit.services.queries.journal import history

if TYPE_CHECKING:
    from cafaudit.services.visit import Visit


def test_it_is_the_history_of_the_visit_newest_first(visit: Visit) -> None:
    visit.do(AddEvidence(text="checks came first"))
    lines = history_lines(visit)
    assert list(lines) == list(reversed(history(visit)))
    assert {line.author for line in lines} == {"L1"}


def test_ids_are_said_by_their_names(visit: Visit) -> None:
    visit.do(GiveJudgement(area="risk", grade="satisfactory"))
    newest = history_lines(visit)[0]
    assert newest.summary == (
        "GiveJudgement · judgement · Risk and domestic violence · provisional · grade: Satisfactory"
    )


def test_fields_and_steps_are_said_in_words(visit: Visit) -> None:
    step = visit.framework.steps[1]
    visit.do(DescribeVisit(publish_days=14))
    visit.do(MoveToStep(step=step.id))
    moved, described = history_lines(visit)[:2]
    assert described.summary == "DescribeVisit · visit · publish days: 14"
    assert moved.summary.endswith(f": {step.text}")


def test_it_can_be_stopped(visit: Visit) -> None:
    class Stop:
        def step(self, done: int, total: int) -> None:
            del done, total
            raise Cancelled

    with pytest.raises(Cancelled):
        history_lines(visit, Stop())
