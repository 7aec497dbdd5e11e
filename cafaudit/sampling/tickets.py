"""Tickets: the number that decides a case's place in its queue, for anyone to recompute.

A ticket is the SHA-256 of the UTF-8 text "seed,case" in lower-case hexadecimal. The command
`printf '%s' 'seed,case' | sha256sum` gives the same.
"""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Final

from cafaudit.errors import InputRefused

_LONGEST_SEED: Final = 500
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
