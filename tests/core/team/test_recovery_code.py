"""The printed recovery code: read as people type it, mistakes pointed at."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cafaudit.errors import WrongPassphrase
from cafaudit.team.recovery_code import CODE_BYTES, new_code, read_code, write_code

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
codes = st.binary(min_size=CODE_BYTES, max_size=CODE_BYTES)
places = st.integers(0, 39)


def group_of(place: int) -> str:
    return f"group {place // 5 + 1} "


@given(codes)
def test_a_code_is_eight_groups_of_five_and_reads_back(code: bytes) -> None:
    written = write_code(code)
    assert [len(group) for group in written.split("-")] == [5] * 8
    assert set(written) <= set(LETTERS + "-")
    assert read_code(written) == code


@given(codes, st.sampled_from(["", " ", "\n", " - ", "–"]))
def test_blanks_hyphens_small_letters_and_lookalikes_are_read_as_meant(code: bytes, between: str) -> None:
    written = write_code(code)
    for shown, typed in (("0", "O"), ("1", "l"), ("0", "o"), ("1", "I")):
        assert read_code(between.join(written.replace(shown, typed).split("-"))) == code
    assert read_code(f"  {written.lower()}\n") == code


@given(codes, places, st.sampled_from(LETTERS))
def test_any_one_wrong_character_is_pointed_at(code: bytes, place: int, wrong: str) -> None:
    text = list(write_code(code).replace("-", ""))
    assume(text[place] != wrong)
    text[place] = wrong
    with pytest.raises(WrongPassphrase, match=group_of(place)):
        read_code("".join(text))


@given(codes, places)
def test_two_neighbours_swapped_within_a_group_are_pointed_at(code: bytes, place: int) -> None:
    assume(place % 5 != 4)
    text = list(write_code(code).replace("-", ""))
    assume(text[place] != text[place + 1])
    text[place], text[place + 1] = text[place + 1], text[place]
    with pytest.raises(WrongPassphrase, match=group_of(place)):
        read_code("".join(text))


@given(codes, st.integers(0, 7), st.integers(0, 7))
def test_groups_in_the_wrong_order_are_pointed_at(code: bytes, one: int, other: int) -> None:
    assume(one != other)
    groups = write_code(code).split("-")
    groups[one], groups[other] = groups[other], groups[one]
    with pytest.raises(WrongPassphrase, match=f"group {min(one, other) + 1} "):
        read_code("-".join(groups))


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_code_or_a_sentence(typed: str) -> None:
    try:
        read = read_code(typed)
    except WrongPassphrase:
        return
    assert len(read) == CODE_BYTES


def test_a_group_too_few_and_a_letter_that_no_code_has_are_told() -> None:
    written = write_code(bytes(CODE_BYTES))
    with pytest.raises(WrongPassphrase, match="35 characters were typed"):
        read_code(written[6:])
    with pytest.raises(WrongPassphrase, match="“U” is never used"):
        read_code("U" + written[1:])


def test_two_codes_are_never_the_same() -> None:
    assert new_code() != new_code()
