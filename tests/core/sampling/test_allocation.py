from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.errors import InputRefused
from cafaudit.sampling import allocate

COUNTS = {"Early intervention": 412, "Long-term private": 388, "Long-term public": 484}

counts_and_total = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 60), min_size=1).flatmap(
    lambda counts: st.tuples(st.just(counts), st.integers(1, max(1, sum(counts.values()))))
)


def test_shares_are_rounded_by_largest_remainder() -> None:
    assert allocate(COUNTS, 60) == {"Early intervention": 19, "Long-term private": 18, "Long-term public": 23}


def test_equal_remainders_go_to_the_first_stratum_by_name() -> None:
    assert allocate({"C": 5, "B": 5, "A": 5}, 4) == {"A": 2, "B": 1, "C": 1}
    assert allocate({"C": 5, "B": 5, "A": 5}, 5) == {"A": 2, "B": 2, "C": 1}


@given(counts_and_total)
def test_proportional_sizes_add_up_fit_and_stay_within_one_of_their_share(
    case: tuple[dict[str, int], int],
) -> None:
    counts, total = case
    if total > sum(counts.values()):
        return
    sizes = allocate(counts, total)
    assert sum(sizes.values()) == total
    for name, size in sizes.items():
        assert 0 <= size <= counts[name]
        assert abs(size - Fraction(total * counts[name], sum(counts.values()))) < 1


@given(counts_and_total)
def test_equal_sizes_add_up_fit_and_differ_by_one_unless_a_stratum_is_exhausted(
    case: tuple[dict[str, int], int],
) -> None:
    counts, total = case
    if total > sum(counts.values()):
        return
    sizes = allocate(counts, total, "equal")
    assert sum(sizes.values()) == total
    assert all(sizes[name] <= counts[name] for name in counts)
    open_sizes = [size for name, size in sizes.items() if size < counts[name]]
    if open_sizes:
        assert max(open_sizes) - min(open_sizes) <= 1
        assert max(sizes.values()) - min(open_sizes) <= 1


def test_stated_sizes_are_taken_as_they_are() -> None:
    assert allocate(COUNTS, 24, {"Long-term public": 20, "Early intervention": 4}) == {
        "Early intervention": 4,
        "Long-term private": 0,
        "Long-term public": 20,
    }
    assert allocate(COUNTS, None, {"Long-term public": 3})["Long-term public"] == 3


@pytest.mark.parametrize(
    ("counts", "total", "rule", "says"),
    [
        (COUNTS, 0, "proportional", "No files were asked for"),
        (COUNTS, None, "proportional", "No files were asked for"),
        ({}, 1, "proportional", "holds 0 cases"),
        (COUNTS, 1285, "equal", "1,285 files were asked for, but the list holds 1,284"),
        (COUNTS, 5, {"Long-term": 5}, "no stratum “Long-term”"),
        (COUNTS, 500, {"Long-term private": 500}, "which holds 388"),
        (COUNTS, 5, {"Long-term private": -5}, "-5 files"),
        (COUNTS, 6, {"Long-term private": 5}, "add up to 5, but 6"),
        (COUNTS, None, {}, "No files were asked for"),
        (COUNTS, 5, "neyman", "no rule"),
    ],
)
def test_what_cannot_be_shared_out_is_refused_in_a_sentence(
    counts: dict[str, int], total: int | None, rule: dict[str, int], says: str
) -> None:
    with pytest.raises(InputRefused) as refusal:
        allocate(counts, total, rule)
    assert says in refusal.value.message
    assert refusal.value.advice
