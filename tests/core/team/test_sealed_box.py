"""Sealed boxes open with their key, for their purpose, and as they were made."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from cafaudit.team.sealed_box import (
    KdfCost,
    derive,
    from_text,
    lock_with_passphrase,
    new_key,
    seal,
    to_text,
    unlock_with_passphrase,
    unseal,
)

KEY = new_key()


@given(st.binary(max_size=100))
def test_what_was_sealed_comes_out(data: bytes) -> None:
    assert unseal(KEY, "secrets", seal(KEY, "secrets", data)) == data


def test_a_box_opens_with_no_other_key_and_for_no_other_purpose() -> None:
    box = seal(KEY, "secrets", b"data")
    for key, purpose in ((new_key(), "secrets"), (KEY, "recovery")):
        with pytest.raises(InvalidTag):
            unseal(key, purpose, box)


def test_the_same_data_never_looks_the_same_twice() -> None:
    first, second = seal(KEY, "secrets", b"data"), seal(KEY, "secrets", b"data")
    assert first["nonce"] != second["nonce"]
    assert first["sealed"] != second["sealed"]


@given(st.integers(0, 19), st.integers(0, 7))
def test_no_bit_of_a_box_can_change(place: int, bit: int) -> None:
    box = seal(KEY, "secrets", b"data")
    sealed = bytearray(from_text(box["sealed"]))
    sealed[place] ^= 1 << bit
    with pytest.raises(InvalidTag):
        unseal(KEY, "secrets", box | {"sealed": to_text(bytes(sealed))})


def test_one_secret_gives_unrelated_keys_for_different_purposes() -> None:
    keys = {
        derive(b"code", salt, purpose) for salt in (b"", b"salt") for purpose in ("recovery", "recovery age")
    }
    assert len(keys) == 4


def test_two_people_can_unlock_at_the_same_moment() -> None:
    cost = KdfCost(memory_kib=4096, passes=2, lanes=4)
    keys = [new_key() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(lock_with_passphrase, key, "made up", cost) for key in keys]
        slots = [one.result(timeout=30) for one in waiting]
    assert [unlock_with_passphrase(slot, "made up") for slot in slots] == keys
