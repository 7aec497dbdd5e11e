"""Read tables dropped and rebuilt after a day's work are the same."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cafaudit.errors import InputRefused
from cafaudit.progress import NO_PROGRESS
from cafaudit.services.checking import check_visit
from cafaudit.services.commands.concerns import ConcludeConcern, RaiseConcern
from cafaudit.services.commands.evidence import AddEvidence, ChangeEvidence, RemoveEvidence
from cafaudit.services.commands.readings import LockReading
from cafaudit.services.commands.scoring import ClearScore, GiveReason, GiveScore
from cafaudit.services.picture import load_picture
from tests.visits import sampled

if TYPE_CHECKING:
    from collections.abc import Callable

    from cafaudit.services.visit import Visit
    from cafaudit.services.visits import OpenVisit

ITEMS = ("risk-quality", "violence-practice", "management-oversight")
GRADES = ("outstanding", "good", "satisfactory", "inadequate", "na")

_deeds = st.lists(
    st.one_of(
        st.tuples(st.just("score"), st.integers(0, 3), st.sampled_from(ITEMS), st.sampled_from(GRADES)),
        st.tuples(st.just("clear"), st.integers(0, 3), st.sampled_from(ITEMS), st.just("")),
        st.tuples(st.just("why"), st.integers(0, 3), st.sampled_from(ITEMS), st.text("ab \n", max_size=8)),
        st.tuples(st.just("evidence"), st.just(0), st.just(""), st.text("xyz", min_size=1, max_size=8)),
        st.tuples(
            st.sampled_from(("undo", "redo", "drop", "edit", "lock")), st.just(0), st.just(""), st.just("")
        ),
    ),
    max_size=12,
)


def _command(visit: Visit, cases: list[str], deed: tuple[str, int, str, str]) -> object | None:
    what, number, item, text = deed
    evidence = load_picture(visit, with_history=False).evidence
    if what in {"edit", "drop"} and not evidence:
        return None
    makers: dict[str, Callable[[], object]] = {
        "score": lambda: GiveScore(case=cases[number], item=item, answer=text),
        "clear": lambda: ClearScore(case=cases[number], item=item),
        "why": lambda: GiveReason(case=cases[number], item=item, text=text),
        "evidence": lambda: AddEvidence(text=text, areas=(visit.framework.areas[0].id,)),
        "edit": lambda: ChangeEvidence(evidence=evidence[0].id, text="changed", areas=()),
        "drop": lambda: RemoveEvidence(evidence=evidence[0].id),
        "lock": lambda: LockReading(case=cases[0]),
    }
    return makers[what]()


def _carry_out(visit: Visit, cases: list[str], deed: tuple[str, int, str, str]) -> None:
    with contextlib.suppress(InputRefused):  # a locked reading, nothing to undo: refusals are part of a day
        if deed[0] == "undo":
            visit.undo()
        elif deed[0] == "redo":
            visit.redo()
        else:
            command = _command(visit, cases, deed)
            if command is not None:
                visit.do(command)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(deeds=_deeds)
def test_dropping_and_rebuilding_the_read_tables_gives_the_same_state(
    held: OpenVisit, drawn: Visit, deeds: list[tuple[str, int, str, str]]
) -> None:
    cases = sampled(drawn)
    for deed in deeds:
        _carry_out(drawn, cases, deed)
    with drawn.reading() as read:
        before = (list(read.tables.all()), read.tables.digest(), read.tables.members(), read.tables.heads())
    drawn.store.rebuild_read_tables()
    with drawn.reading() as read:
        after = (list(read.tables.all()), read.tables.digest(), read.tables.members(), read.tables.heads())
    assert after == before
    assert check_visit(drawn, held.folder, NO_PROGRESS).problems == ()


def test_a_concern_is_open_until_its_conclusion(visit: Visit) -> None:
    made = visit.do(RaiseConcern(text="A child was not seen for five weeks")).made["concern"]
    assert load_picture(visit).concerns[0].is_open
    visit.do(ConcludeConcern(concern=made, conclusion="satisfactory explanation"))
    assert not load_picture(visit).concerns[0].is_open
