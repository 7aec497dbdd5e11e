"""Tickets: the number that decides a case's place in its queue, for anyone to recompute.

A ticket is the SHA-256 of the UTF-8 text "seed,case" in lower-case hexadecimal. The command
`printf '%s' 'seed,case' | sha256sum` gives the same.
"""

from __future__ import annotations

import hashlib
import heapq
import unicodedata
from typing import TYPE_CHECKING, Final

from cafaudit.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_SEED: Final = 500
_AT_ONCE: Final = 4096
_HIGHEST: Final = b"\xff" * 32
_FEWEST_SEEDS: Final = 1_000_000
_SIGNS_OF_A_DIE: Final = frozenset("123456")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def clean_seed(text: str) -> str:
    """Return the seed as it enters the tickets: NFC, without outer blanks; inner blanks stay.

    Raises:
        InputRefused: It is empty, very long, or holds a sign that cannot be seen or typed again.
    """
    seed = unicodedata.normalize("NFC", text).strip()
    if not seed:
        raise InputRefused(
            "The seed is empty.",
            "Type what came from outside: throws of a die, numbers of a lottery, words from both sides.",
        )
    if len(seed) > _LONGEST_SEED:
        raise InputRefused(
            f"The seed has {len(seed):,} signs; {_LONGEST_SEED} is the most.",
            "Type a shorter one: twenty throws of a die are plenty.",
        )
    if any(unicodedata.category(sign) in _UNSEEN for sign in seed):
        raise InputRefused(
            "The seed holds a tab, a line break or an invisible sign, which nobody could type again.",
            "Type it on one line, with plain blanks.",
        )
    return seed


def ticket(seed: str, ref: str) -> str:
    """Return the ticket of a case: 64 lower-case hexadecimal digits. Takes a cleaned seed and reference."""
    return hashlib.sha256(f"{seed},{ref}".encode()).hexdigest()


def smallest_tickets(seed: str, refs: Sequence[str], count: int) -> list[tuple[str, str]]:
    """Return the smallest tickets of these cases with the cases, in order; equal ones by the case.

    Only what is below the worst ticket kept so far is kept at all, so that a million cases need little more
    than their hashing. Takes a cleaned seed and references.
    """
    begun = hashlib.sha256(f"{seed},".encode()).copy
    worst = _HIGHEST
    kept: list[tuple[bytes, str]] = []
    for start in range(0, len(refs), _AT_ONCE):
        for ref in refs[start : start + _AT_ONCE]:
            state = begun()
            state.update(ref.encode())
            found = state.digest()
            if found <= worst:
                kept.append((found, ref))
        if 0 < count < len(kept):
            kept = heapq.nsmallest(count, kept)
            worst = kept[-1][0]
    return [(found.hex(), ref) for found, ref in heapq.nsmallest(count, kept)]


def weakness_of(seed: str) -> str:
    """Return what is weak about a seed in one sentence, "" where nothing is.

    A seed is weak when fewer than a million others like it could have come: somebody could have tried them
    all beforehand. Digits count ten each, throws of a die six, letters four (English text carries about two
    bits a letter: C. E. Shannon, "Prediction and entropy of printed English", 1951).
    """
    signs = [sign for sign in clean_seed(seed) if sign.isalnum()]
    digits = [sign for sign in signs if sign.isdigit()]
    of_a_die = set(digits) <= _SIGNS_OF_A_DIE
    possible = (6 if of_a_die else 10) ** len(digits) * 4 ** (len(signs) - len(digits))
    if possible >= _FEWEST_SEEDS and len(set(signs)) > 1:
        return ""
    return (
        "The seed is so short or so even that all like it could be tried out beforehand; "
        "eight throws of a die are the least."
    )
