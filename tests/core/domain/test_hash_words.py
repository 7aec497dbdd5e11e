"""A hash as words, and words as a person types them."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafaudit import assets
from cafaudit.domain.hash_words import hash_words, read_words
from cafaudit.errors import InputRefused

WORDS = assets.read_text("words", "words-2048.txt").split()


def test_the_list_is_the_one_that_every_printed_hash_rests_on() -> None:
    shipped = assets.read_bytes("words", "words-2048.txt")
    assert hashlib.sha256(shipped).hexdigest() == (
        "44863e17ec66f0e41123bbf40b493fb037f6b624212b7db1573584201da3f973"
    )


def test_each_word_is_known_by_its_first_four_letters() -> None:
    assert len(WORDS) == 2048 == len({word[:4] for word in WORDS})
    assert sorted(WORDS) == WORDS
    assert all(word.isascii() and word.isalpha() and word.islower() and 4 <= len(word) <= 8 for word in WORDS)


def test_a_hash_is_read_eleven_bits_at_a_time_from_its_front() -> None:
    assert hash_words(bytes(32), 2) == (WORDS[0], WORDS[0])
    assert hash_words(b"\xff" * 32, 2) == (WORDS[2047], WORDS[2047])
    assert hash_words(b"\x00\x3f\xff" + bytes(29), 2) == (WORDS[1], WORDS[2047])
    assert len(hash_words(bytes(32))) == 10


def test_too_short_a_hash_is_our_own_fault() -> None:
    assert len(hash_words(bytes(14), 10)) == 10
    with pytest.raises(ValueError, match="too few"):
        hash_words(bytes(13), 10)


@given(st.binary(min_size=32, max_size=32), st.integers(0, 109))
def test_every_one_of_the_first_110_bits_changes_one_word(digest: bytes, bit: int) -> None:
    changed = (int.from_bytes(digest, "big") ^ 1 << 255 - bit).to_bytes(32, "big")
    before, after = hash_words(digest), hash_words(changed)
    assert [place for place in range(10) if before[place] != after[place]] == [bit // 11]


@given(st.binary(min_size=32, max_size=32))
def test_words_are_read_back_as_a_person_types_them(digest: bytes) -> None:
    words = hash_words(digest)
    assert read_words(", ".join(word.upper()[:4] for word in words)) == words
    assert read_words("\n".join(f" {word}s" for word in words)) == words


def test_a_word_that_is_none_is_named() -> None:
    with pytest.raises(InputRefused, match="Word 2, “xyzzy”"):
        read_words("abacus xyzzy abbey")
