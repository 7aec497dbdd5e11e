"""Neyman's shares follow cases times spread, add up, and are decided without a float."""

from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.errors import InputRefused
from cafaudit.sampling import allocate
from cafaudit.sampling.neyman import allocate_neyman, spreads_of

COUNTS = {"Early intervention": 412, "Long-term private": 388, "Long-term public": 484}
HALF = Fraction(1, 2)

rates = st.fractions(min_value=0, max_value=1, max_denominator=100)
strata = st.dictionaries(
    st.text("ABCDE", min_size=1, max_size=2), st.tuples(st.integers(0, 60), rates), min_size=1
)


def parts(found: dict[str, tuple[int, Fraction]]) -> tuple[dict[str, int], dict[str, Fraction]]:
    return {name: one[0] for name, one in found.items()}, {name: one[1] for name, one in found.items()}


def test_mixed_strata_give_more_than_their_share_of_the_list() -> None:
    """By hand: 412 x 0.5 = 206, 388 x 0.3 = 116.4, 484 x 0.4 = 193.6; of 516, for 60 files."""
    expected = {
        "Early intervention": HALF,
        "Long-term private": Fraction(1, 10),
        "Long-term public": Fraction(1, 5),
    }
    assert allocate_neyman(COUNTS, 60, expected) == {
        "Early intervention": 24,
        "Long-term private": 14,
        "Long-term public": 22,
    }


@given(strata, st.data())
def test_sizes_add_up_and_never_exceed_a_stratum(
    found: dict[str, tuple[int, Fraction]], data: st.DataObject
) -> None:
    counts, expected = parts(found)
    if not any(counts[name] and 0 < expected[name] < 1 for name in counts):
        return
    total = data.draw(st.integers(1, sum(counts.values())))
    sizes = allocate_neyman(counts, total, expected)
    assert list(sizes) == sorted(counts)
    assert sum(sizes.values()) == total
    assert all(0 <= sizes[name] <= counts[name] for name in counts)


@given(strata, st.data())
def test_while_no_stratum_is_full_each_is_within_one_file_of_its_share(
    found: dict[str, tuple[int, Fraction]], data: st.DataObject
) -> None:
    counts, expected = parts(found)
    weights = {name: counts[name] * sqrt(expected[name] * (1 - expected[name])) for name in counts}
    if not sum(weights.values()):
        return
    total = data.draw(st.integers(1, sum(counts.values())))
    sizes = allocate_neyman(counts, total, expected)
    if any(sizes[name] == counts[name] and counts[name] for name in counts):
        return
    for name, size in sizes.items():
        assert abs(size - total * weights[name] / sum(weights.values())) < 1 + 1e-9


@given(st.dictionaries(st.text("ABCDE", min_size=1), st.integers(1, 60), min_size=1), rates, st.data())
def test_one_rate_for_all_shares_out_by_size_alone_ties_included(
    counts: dict[str, int], rate: Fraction, data: st.DataObject
) -> None:
    if not 0 < rate < 1:
        return
    total = data.draw(st.integers(1, sum(counts.values())))
    turned = {name: rate if place % 2 else 1 - rate for place, name in enumerate(counts)}
    assert allocate_neyman(counts, total, turned) == allocate(counts, total)


def test_roots_that_are_multiples_of_each_other_stay_exact_multiples() -> None:
    """The root of 2/9 is three halves of that of 8/81; neither is a fraction."""
    spreads = spreads_of({"third": Fraction(1, 3), "ninth": Fraction(1, 9), "half": HALF})
    assert spreads["half"] == HALF
    assert spreads["third"] == spreads["ninth"] * Fraction(3, 2)
    assert allocate_neyman({"B": 20, "A": 30}, 1, {"B": Fraction(1, 3), "A": Fraction(1, 9)}) == {
        "A": 1,
        "B": 0,
    }


def test_a_full_stratum_passes_on_what_it_cannot_give_and_one_without_spread_comes_last() -> None:
    counts = {"A": 3, "B": 100, "C": 50}
    mixed = {"A": HALF, "B": Fraction(1, 50), "C": HALF}  # weights 1.5, 14 and 25
    assert allocate_neyman(counts, 60, mixed) == {"A": 2, "B": 21, "C": 37}
    assert allocate_neyman(counts, 85, mixed) == {"A": 3, "B": 32, "C": 50}
    certain = {"A": HALF, "B": Fraction(0), "C": HALF}
    assert allocate_neyman(counts, 53, certain) == {"A": 3, "B": 0, "C": 50}
    assert allocate_neyman(counts, 60, certain) == {"A": 3, "B": 7, "C": 50}


@pytest.mark.parametrize(
    ("total", "expected", "says"),
    [
        (60, {"A": HALF}, "No rate is stated for “B”"),
        (60, {"A": HALF, "B": HALF, "Z": HALF}, "no stratum “Z”"),
        (60, {"A": HALF, "B": Fraction(3, 2)}, "not between nothing and all"),
        (60, {"A": Fraction(0), "B": Fraction(1)}, "none has a spread"),
        (0, {"A": HALF, "B": HALF}, "No files were asked for"),
        (101, {"A": HALF, "B": HALF}, "the list holds 100"),
    ],
)
def test_what_cannot_be_shared_out_is_refused_in_a_sentence(
    total: int, expected: dict[str, Fraction], says: str
) -> None:
    with pytest.raises(InputRefused) as refusal:
        allocate_neyman({"A": 40, "B": 60}, total, expected)
    assert says in refusal.value.message
    assert refusal.value.advice
