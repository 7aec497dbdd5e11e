from collections.abc import Iterator, Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.intake.look_alikes import alike_refs, is_of_another_alphabet, look_keys, plain_keys, shapes_of

CYRILLIC_A = "\u0410"
SIGNS = "AaIlLOo01-_ /9" + CYRILLIC_A + "\u00a0\uff10"


def found(refs: Sequence[str], size: int = 2) -> list[tuple[int, bool]]:
    """Lines of the references that look alike, and whether they are nearly the same."""

    def batches() -> Iterator[tuple[Sequence[str], Sequence[int]]]:
        for start in range(0, len(refs), size):
            some = refs[start : start + size]
            yield some, range(start + 2, start + 2 + len(some))

    return [(alike.line, alike.is_nearly_the_same) for alike in alike_refs(batches)]


@pytest.mark.parametrize(
    ("one", "two"),
    [("AB-1", "ab-1"), ("AB-1", "AB1"), ("AB 1", "AB1"), ("AB-1", "AB\u20131"), ("AB 1", "AB\u00a01")],
)
def test_case_blanks_and_hyphens_make_references_nearly_the_same(one: str, two: str) -> None:
    assert found([one, "C-7", two]) == [(2, True), (4, True)]


@pytest.mark.parametrize(
    ("one", "two"),
    [("AO-1", "A0-1"), ("AI", "A1"), ("Al", "A1"), ("A-1", CYRILLIC_A + "-1"), ("A-0", "A-\uff10")],
)
def test_signs_that_look_alike_are_told_apart_from_a_difference_of_case(one: str, two: str) -> None:
    assert found([one, two]) == [(2, False), (3, False)]


def test_one_of_three_may_only_look_alike() -> None:
    assert found(["AO-1", "ao-1", "A0-1"]) == [(2, True), (3, True), (4, False)]


@pytest.mark.parametrize(
    "refs",
    [
        ["A-1", "A-2", "A-10", "B-1"],
        ["LON-0001", "LON-0002"],
        ["A-1", "A-1"],
        ["12-3", "1-24"],
        [],
    ],
)
def test_what_differs_otherwise_is_not_pointed_out(refs: list[str]) -> None:
    assert found(refs) == []


def test_a_list_with_references_of_one_shape_is_not_compared_at_all() -> None:
    refs = [f"LOW-{number:05}" for number in range(2_000)]
    assert set(shapes_of(refs)) == {"LOA-99999"}
    assert found(refs, 500) == []


@given(st.lists(st.text(SIGNS, min_size=1, max_size=4).filter(str.strip), max_size=8, unique=True))
def test_the_pairs_pointed_out_are_those_that_comparing_every_two_gives(refs: list[str]) -> None:
    looks, plain = look_keys(refs), plain_keys(refs)
    alike = {
        at for pair in combinations(range(len(refs)), 2) if looks[pair[0]] == looks[pair[1]] for at in pair
    }
    expected = [(at + 2, plain.count(plain[at]) > 1) for at in sorted(alike)]
    assert found(refs) == expected


@pytest.mark.parametrize(
    ("ref", "is_other"),
    [
        ("C-1", False),
        ("\u0421-1", True),
        ("\u0391-1", True),
        ("C-\uff11", True),
        ("Café", False),
        ("案-1", False),
    ],
)
def test_letters_of_other_alphabets_are_pointed_out_only_where_they_look_like_usual_ones(
    ref: str, is_other: bool
) -> None:
    assert is_of_another_alphabet(ref) is is_other
