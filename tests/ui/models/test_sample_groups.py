"""Groups shown before they are made are those that grouping then makes."""

from __future__ import annotations

import pytest

from cafaudit.domain.frame import Frame, FrameCase
from cafaudit.sampling import restratify
from ui.models.sample_groups import Groups

CASES = restratify(
    [
        FrameCase(ref=f"C-{n}", stratum="Early" if n % 2 else "Long-term", office="AB"[n % 3 == 0], team="T")
        for n in range(12)
    ],
    ("office",),
    {"A": "Town"},
)


@pytest.mark.parametrize("fields", [("stratum", "office"), ("stratum", "team"), ("office",)])
def test_the_counts_of_groups_to_come_are_those_of_the_groups_made(fields: tuple[str, ...]) -> None:
    assert Groups(CASES).counts(fields) == Frame(restratify(CASES, fields)).strata
