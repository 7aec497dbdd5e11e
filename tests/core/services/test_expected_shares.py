"""A sample shared out by expected shares says which, and anybody can share it out again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cafaudit.errors import InputRefused
from cafaudit.services.commands.drawing import DrawSample
from cafaudit.services.commands.listing import FixFrame, ImportFrame
from cafaudit.services.draw_sheets import rule_problems
from cafaudit.services.picture import load_picture
from cafaudit.services.queries.files import frame, verify_stored_draw
from tests.visits import SEED, case_list

if TYPE_CHECKING:
    from pathlib import Path

    from cafaudit.services.visit import Visit


@pytest.fixture
def listed(visit: Visit, tmp_path: Path) -> Visit:
    """Return a visit with 40 cases in three strata, fixed."""
    visit.do(ImportFrame(file=str(case_list(tmp_path / "list.csv"))))
    visit.do(FixFrame())
    return visit


def shares(visit: Visit, *texts: str) -> dict[str, str]:
    return dict(zip(sorted(frame(visit).strata), texts, strict=True))


def test_the_draw_keeps_what_was_expected_and_verifies(listed: Visit) -> None:
    expected = shares(listed, "10%", "50%", "1 in 2")
    listed.do(DrawSample(seed=SEED, size=11, allocate="neyman", expected=expected))
    [draw] = load_picture(listed).draws
    assert draw.rule == "neyman"
    assert list(draw.expected.values()) == ["1/10", "1/2", "1/2"]
    assert list(draw.sizes.values()) == [3, 4, 4]
    assert verify_stored_draw(listed) == ()


def test_sizes_that_the_shares_do_not_give_are_a_problem(listed: Visit) -> None:
    expected = shares(listed, "10%", "50%", "50%")
    listed.do(DrawSample(seed=SEED, size=11, allocate="neyman", expected=expected))
    [draw] = load_picture(listed).draws
    assert list(rule_problems(draw)) == []
    first, second, third = draw.sizes
    moved = replace(draw, sizes={first: 4, second: 3, third: 4})
    assert list(rule_problems(moved)) == ["The sizes are not those that the rule “neyman” gives."]
    for forged in ({}, {first: "lots"}, dict.fromkeys(draw.sizes, "0/0")):
        [problem] = rule_problems(replace(draw, expected=forged))
        assert "cannot be repeated" in problem


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        (("10%", "50%", "lots"), "no share"),
        (("10%", "50%", "0"), "between nothing and all"),
        ((), "No share is expected"),
        (("10%", "50%"), "No rate is stated"),
    ],
)
def test_shares_that_are_none_are_refused_and_nothing_is_drawn(
    listed: Visit, texts: tuple[str, ...], says: str
) -> None:
    expected = dict(zip(sorted(frame(listed).strata), texts, strict=False))
    with pytest.raises(InputRefused, match=says):
        listed.do(DrawSample(seed=SEED, size=11, allocate="neyman", expected=expected))
    assert load_picture(listed).draws == ()
