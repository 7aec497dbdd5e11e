"""A hash as words, so that two people can compare it by eye or over the telephone.

Each word stands for eleven bits, from the front of the hash: ten words hold 110 bits, out of reach for
anybody who wants to make a second document or key with the same words.
"""

from functools import cache

from cafaudit import assets
from cafaudit.errors import InputRefused

BITS_PER_WORD = 11
_LIST = ("words", "words-2048.txt")
_SURE_LETTERS = 4  # no two words of the list begin with the same four


def hash_words(digest: bytes, count: int = 10) -> tuple[str, ...]:
    """The first `count` words of a hash; the same hash gives the same words for ever.

    Raises:
        ValueError: The hash has fewer than `count` times eleven bits.
    """
    spare = len(digest) * 8 - count * BITS_PER_WORD
    if spare < 0:
        message = f"{len(digest)} bytes are too few for {count} words"
        raise ValueError(message)
    bits = int.from_bytes(digest, "big") >> spare
    words = _words()
    places = range((count - 1) * BITS_PER_WORD, -1, -BITS_PER_WORD)
    return tuple(words[bits >> place & (1 << BITS_PER_WORD) - 1] for place in places)


def read_words(typed: str) -> tuple[str, ...]:
    """The words that a person typed: any case, any blanks between, each known by its first four letters.

    Raises:
        InputRefused: A word is not in the list; the message says which.
    """
    return tuple(_known(place, word) for place, word in enumerate(typed.replace(",", " ").split(), start=1))


def _known(place: int, typed: str) -> str:
    word = _by_beginning().get(typed.casefold()[:_SURE_LETTERS])
    if word is None:
        raise InputRefused(
            f"Word {place}, “{typed}”, is none of the words that a hash is written with.",
            "Compare it with the original; the first four letters of each word are enough.",
        )
    return word


@cache
def _words() -> tuple[str, ...]:
    return tuple(assets.read_text(*_LIST).split())


@cache
def _by_beginning() -> dict[str, str]:
    return {word[:_SURE_LETTERS]: word for word in _words()}
