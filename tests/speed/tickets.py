"""How long a draw takes, beside hashing its tickets alone in the same run.

python tests/speed/tickets.py [--cases N]
"""

from __future__ import annotations

import argparse
import gc
import hashlib
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if __name__ == "__main__":  # also by hand, from the folder of the project
    import sys

    sys.path.insert(0, str(Path(__file__).parents[2]))

from cafaudit.sampling import draw_from

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = "4 2 5 2 3 3 3 6 1 4"
SIZES = {"A": 24, "B": 20, "C": 16}


@dataclass(frozen=True)
class Measured:
    """The quickest of several turns, in seconds: hashing alone, and the whole draw."""

    cases: int
    hashing: float
    drawing: float

    @property
    def ratio(self) -> float:
        return self.drawing / self.hashing

    def __str__(self) -> str:
        return (
            f"{self.cases:,} tickets: hashing {self.hashing:.3f} s, draw {self.drawing:.3f} s, "
            f"{self.ratio:.2f} times"
        )


def made_up_pairs(cases: int) -> list[tuple[str, str]]:
    return [("ABC"[number % 3], f"BBC-{number * 7 % cases:07d}") for number in range(cases)]


def measure(cases: int, turns: int = 5) -> Measured:
    """Hash and draw in turns, so that whatever else the machine does meets both alike."""
    pairs = made_up_pairs(cases)
    hashing: list[float] = []
    drawing: list[float] = []
    for _ in range(turns):
        hashing.append(timed(lambda: hash_alone(pairs)))
        drawing.append(timed(lambda: draw_from(pairs, SEED, SIZES)))
    return Measured(cases, min(hashing), min(drawing))


def hash_alone(pairs: list[tuple[str, str]]) -> None:
    """Make every ticket as anybody would, and keep none."""
    sha256 = hashlib.sha256
    for _, ref in pairs:
        sha256(f"{SEED},{ref}".encode()).hexdigest()


def timed(work: Callable[[], object]) -> float:
    gc.collect()
    start = perf_counter()
    work()
    return perf_counter() - start


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cases", type=int, nargs="*", default=[100_000, 1_000_000])
    for cases in arguments.parse_args().cases:
        print(measure(cases))  # noqa: T201


if __name__ == "__main__":
    main()
