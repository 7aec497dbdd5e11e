"""Runs of eight words, and marks of the runs that stand in published texts, so that none is taken over.

`python -m tests.eight_words LETTER.txt ... > tests/data/eight-words-2009.txt` makes the marks anew: sixteen
hex digits of the SHA-256 of each run, sorted. The texts themselves are not kept.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH = 8
MARKS = Path(__file__).parent / "data" / "eight-words-2009.txt"
_WORD = re.compile(r"[a-z0-9]+")


def runs_of(text: str) -> Iterator[str]:
    """Give every run of eight words, small letters and digits only."""
    words = _WORD.findall(text.casefold())
    for start in range(len(words) - LENGTH + 1):
        yield " ".join(words[start : start + LENGTH])


def mark(run: str) -> str:
    return hashlib.sha256(run.encode()).hexdigest()[:16]


def known_marks() -> frozenset[str]:
    """The marks of the texts of 2009."""
    return frozenset(MARKS.read_text(encoding="ascii").split())


def taken_over(text: str, allowed: frozenset[str] = frozenset()) -> list[str]:
    """Runs of a text that stand in the texts of 2009, but for those that are allowed."""
    known = known_marks()
    return [run for run in runs_of(text) if mark(run) in known and run not in allowed]


if __name__ == "__main__":
    found = {mark(run) for name in sys.argv[1:] for run in runs_of(Path(name).read_text(encoding="utf-8"))}
    sys.stdout.write("\n".join(sorted(found)) + "\n")
