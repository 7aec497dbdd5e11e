"""Values that no program writes have no effect, on every machine alike, and take nothing away."""

from __future__ import annotations

from typing import Any

import pytest

from cafaudit.journal.cell import cell_text
from cafaudit.journal.fold import cause_to_set_aside, has_no_effect
from cafaudit.journal.state import SetAside
from cafaudit.journal.values import fits
from tests.core.journal.looking import standing
from tests.factories import exchange_all, team

HASH = "0f" * 32
DRAWN: dict[str, Any] = {
    "seed": "4 2 5",
    "rule": "proportional",
    "sizes": {"South": 2},
    "strata": {"North": 7, "South": 9},
    "frame_hash": HASH,
    "source_named": "before",
}
PLACE: dict[str, Any] = {
    "case": "C-1",
    "stratum": "South",
    "ticket": HASH,
    "role": "sample",
    "order": 1,
    "draw": 1,
    "allocated_on": None,
}
TRUE: dict[tuple[str, ...], Any] = {
    ("draw", "1", "drawn"): DRAWN,
    ("draw", "1", "extension-2"): {"sizes": {"South": 1}, "passed": ["C-2"]},
    ("draw", "1", "late_rule"): {"rule": "apart", "text": "Read apart.", "mode": "targeted"},
    ("draw", "1", "seed_source"): "dice",
    ("case", "C-1", "1"): PLACE,
    ("frame", "fixed"): {
        "hash": HASH,
        "cases": 16,
        "left_out": 1,
        "strata": {"South": 9},
        "source": "list.csv",
    },
    ("frame", "exclusions"): ["closed before 1 March 2009"],
    ("assignment", "C-2", "instead_of"): "C-1",
    ("score", "C-1", "1", "risk-quality"): "good",
}


@pytest.mark.parametrize("cell", TRUE)
def test_what_the_program_writes_can_stand(cell: tuple[str, ...]) -> None:
    assert fits(cell, TRUE[cell])
    assert fits(cell, None)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (("draw", "1", "drawn"), {name: said for name, said in DRAWN.items() if name != "sizes"}),
        (("draw", "1", "drawn"), DRAWN | {"sizes": ["South"]}),
        (("draw", "1", "drawn"), DRAWN | {"sizes": {"South": -1}}),
        (("draw", "1", "drawn"), DRAWN | {"sizes": {"South": True}}),
        (("draw", "1", "drawn"), DRAWN | {"sizes": {"South": 10}}),
        (("draw", "1", "drawn"), DRAWN | {"sizes": {"East": 1}}),
        (("draw", "1", "drawn"), DRAWN | {"seed": 5}),
        (("draw", "1", "drawn"), DRAWN | {"frame_hash": "x"}),
        (("draw", "1", "drawn"), DRAWN | {"source_named": "later"}),
        (("draw", "1", "drawn"), DRAWN | {"source_named": ["before"]}),
        (("draw", "one", "drawn"), DRAWN),
        (("draw", "01", "drawn"), DRAWN),
        (("draw", "1", "extension-"), {"sizes": {}, "passed": []}),
        (("draw", "1", "extension-2"), {"sizes": {"South": "1"}, "passed": []}),
        (("draw", "1", "extension-2"), {"sizes": {}}),
        (("draw", "1", "late_rule"), {"rule": "apart", "text": "Read apart."}),
        (("draw", "1", "seed_source"), {}),
        (("case", "C-1", "1"), PLACE | {"order": 0}),
        (("case", "C-1", "1"), PLACE | {"role": "spare"}),
        (("case", "C-1", "1"), PLACE | {"allocated_on": "2009-02-31"}),
        (("case", "C-1", "2"), PLACE),
        (("case", "C-2", "1"), PLACE),
        (("case", "C-1", "1"), "C-1"),
        (("frame", "fixed"), {"hash": HASH}),
        (("frame", "fixed"), {"hash": HASH, "cases": "16"}),
        (("frame", "exclusions"), "closed"),
        (("assignment", "C-2", "instead_of"), ["C-1"]),
        (("score", "C-1", "first", "risk-quality"), "good"),
    ],
)
def test_what_no_program_writes_has_no_effect_and_replaces_nothing(
    cell: tuple[str, ...], value: object
) -> None:
    lead, one = team(2)
    event = lead.set(*cell, value=value, supersedes=[])
    exchange_all([lead, one])
    for desk in (lead, one):
        state = desk.state
        assert state.without_effect == {event.id: SetAside.ODD_VALUE}
        assert event.id in state.accepted
        assert cell_text(cell) not in state.live
    assert lead.state.digest == one.state.digest
    assert has_no_effect(event)
    assert cause_to_set_aside(event, "lead") is SetAside.ODD_VALUE


def test_an_odd_draw_leaves_the_true_one_standing() -> None:
    lead, one = team(2)
    place = ("draw", "1", "drawn")
    lead.set(*place, value=DRAWN)
    lead.set(*place, value=DRAWN | {"sizes": None})
    lead.give(one)
    assert standing(one, *place) == standing(lead, *place) == [DRAWN]


def test_erasing_an_odd_value_comes_to_the_same_whether_it_was_read_before_or_not() -> None:
    lead, one = team(2)
    odd = lead.set("draw", "1", "drawn", value=DRAWN | {"seed": None})
    lead.set("redaction", odd.id, value=True)
    with_content = lead.state
    lead.give(one, lambda event: event.id != odd.id)
    one.take([type(odd)(odd.header_bytes, odd.signature, None, None)])
    assert one.state == with_content
    assert one.state.digest == with_content.digest
    assert not with_content.without_effect
